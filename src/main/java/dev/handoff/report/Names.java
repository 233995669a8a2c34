package dev.handoff.report;

import dev.handoff.spi.Arm;
import dev.handoff.spi.Run;
import java.awt.Color;
import java.util.List;

/** What the ways of travelling are called on charts: as short as tells them apart. */
record Names(List<Kind> ways) {
    private static final double LONGEST = 165;

    static Names of(List<Group> groups) {
        return ofKinds(groups.stream().map(Group::kind).toList());
    }

    static Names ofKinds(List<Kind> kinds) {
        return new Names(kinds.stream()
                .map(kind -> new Kind(kind.language(), kind.route(), kind.codec(), null, Kind.Start.WARM))
                .distinct()
                .toList());
    }

    /** For instance {@code java queue}; with the codec if the same route is there with another. */
    String way(Kind kind) {
        long alike = ways.stream()
                .filter(way ->
                        way.language().equals(kind.language()) && way.route().equals(kind.route()))
                .count();
        return kind.language() + " " + kind.route() + (alike > 1 ? " " + kind.codec() : "");
    }

    /** How much was sent, for a title; empty where that is not the same everywhere, but for what codecs make of an object. */
    static String scale(List<Group> groups) {
        var setups = groups.stream()
                .flatMap(group -> group.runs().stream())
                .map(Run::setup)
                .toList();
        var scales = setups.stream()
                .map(setup -> " (" + setup.workers() + " × " + setup.messages() + " messages")
                .distinct()
                .toList();
        return scales.size() == 1 ? scales.getFirst() + sizes(setups) + ")" : "";
    }

    private static String sizes(List<Run.Setup> setups) {
        boolean sends = setups.stream().anyMatch(setup -> setup.arm() == Arm.HEAVY);
        return setups.stream()
                .filter(setup -> !sends || setup.arm() == Arm.HEAVY)
                .map(Run.Setup::payloadBytes)
                .filter(bytes -> bytes >= 0)
                .sorted()
                .map(Numbers::bytes)
                .distinct()
                .reduce((least, other) -> least.replaceAll(" to .*", "") + " to " + other)
                .map(bytes -> ", " + bytes)
                .orElse("");
    }

    String run(Kind kind) {
        return way(kind) + " " + kind.arm().label();
    }

    /** The name of a way, cut if it would leave no room for the chart. */
    String shortWay(Kind kind) {
        return Bars.fit(way(kind), Style.TEXT, LONGEST);
    }

    /** The name of a run, cut where the arm is still to be seen. */
    String shortRun(Kind kind) {
        return shortWay(kind) + " " + kind.arm().label();
    }

    Color colour(Kind kind) {
        return Palette.of(ways).get(place(kind));
    }

    /** How many ways before this one have the same colour. */
    int turn(Kind kind) {
        var colours = Palette.of(ways);
        return (int) colours.subList(0, place(kind)).stream()
                .filter(colour -> colour.equals(colour(kind)))
                .count();
    }

    private int place(Kind kind) {
        int place = 0;
        while (!ways.get(place).sameWay(kind)) {
            place++;
        }
        return place;
    }
}
