package dev.handoff.report;

import java.awt.Color;
import java.util.List;

/** What the ways of travelling are called on charts: as short as tells them apart. */
record Names(List<Kind> ways) {
    static Names of(List<Group> groups) {
        return new Names(groups.stream()
                .map(Group::kind)
                .map(kind -> new Kind(kind.language(), kind.route(), kind.codec(), null, false))
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

    Color colour(Kind kind) {
        int place = 0;
        while (place < ways.size() && !ways.get(place).sameWay(kind)) {
            place++;
        }
        return Palette.of(kind, place);
    }
}
