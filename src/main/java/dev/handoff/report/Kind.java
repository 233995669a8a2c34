package dev.handoff.report;

import dev.handoff.spi.Arm;
import dev.handoff.spi.Run;
import java.util.Comparator;
import java.util.List;

/** What repeats of a run have in common: the row of a table, the bar of a chart. */
record Kind(String language, String route, String codec, Arm arm, Start start) {

    /** What a run's time begins with, or that it has no proper end; in the order of the tables. */
    enum Start {
        WARM("warm"),
        COLD("cold"),
        RECOVERED("recovered"),
        BROKEN_OFF("broken off");

        private final String label;

        Start(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }

        private static Start of(Run run) {
            return switch (run.outcome()) {
                case COMPLETE -> run.setup().cold() ? COLD : WARM;
                case RECOVERED -> RECOVERED;
                case INTERRUPTED, FAILED -> BROKEN_OFF;
            };
        }
    }

    /** Whether it may be compared with others: complete, and after a warm-up. */
    boolean warm() {
        return start == Start.WARM;
    }

    static Kind of(Run run) {
        var setup = run.setup();
        return new Kind(setup.language(), setup.route(), setup.codec(), setup.arm(), Start.of(run));
    }

    /** Route by route in the order given, Java before Python, light before heavy; runs from cold and those that lack messages come last. */
    static Comparator<Kind> order(List<String> routes) {
        return Comparator.comparing(Kind::start)
                .thenComparingInt(kind -> routes.indexOf(kind.route))
                .thenComparing(Kind::language)
                .thenComparing(Kind::codec)
                .thenComparing(Kind::arm);
    }

    /** The same way of travelling with another payload, for instance light for this heavy. */
    Kind with(Arm other) {
        return new Kind(language, route, codec, other, start);
    }

    boolean sameWay(Kind other) {
        return language.equals(other.language) && route.equals(other.route) && codec.equals(other.codec);
    }
}
