package dev.handoff.report;

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

    /** How much was sent, for a title; empty where that is not the same everywhere. */
    static String scale(List<Group> groups) {
        var scales = groups.stream()
                .flatMap(group -> group.runs().stream())
                .map(run -> run.setup())
                .map(setup -> " (" + setup.workers() + " × " + setup.messages() + " messages"
                        + (setup.payloadBytes() < 0 ? ")" : ", " + Numbers.bytes(setup.payloadBytes()) + ")"))
                .distinct()
                .toList();
        return scales.size() == 1 ? scales.getFirst() : "";
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
