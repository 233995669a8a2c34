package dev.handoff.report;

import dev.handoff.spi.Arm;
import dev.handoff.spi.Run;
import java.util.Comparator;
import java.util.List;

/** What repeats of a run have in common: the row of a table, the bar of a chart. */
record Kind(String language, String route, String codec, Arm arm, boolean cold) {

    static Kind of(Run run) {
        var setup = run.setup();
        return new Kind(setup.language(), setup.route(), setup.codec(), setup.arm(), setup.cold());
    }

    /** Route by route in the order given, Java before Python, light before heavy; runs from cold come last. */
    static Comparator<Kind> order(List<String> routes) {
        return Comparator.comparing(Kind::cold)
                .thenComparingInt(kind -> routes.indexOf(kind.route))
                .thenComparing(Kind::language)
                .thenComparing(Kind::codec)
                .thenComparing(Kind::arm);
    }

    /** The same way of travelling with another payload, for instance light for this heavy. */
    Kind with(Arm other) {
        return new Kind(language, route, codec, other, cold);
    }

    boolean sameWay(Kind other) {
        return language.equals(other.language) && route.equals(other.route) && codec.equals(other.codec);
    }
}
