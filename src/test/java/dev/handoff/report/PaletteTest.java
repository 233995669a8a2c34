package dev.handoff.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.spi.Arm;
import dev.handoff.spi.Phase;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the colours apart, for all readers: the distance in CIELAB (CIE 1976), seen normally and as simulated for readers
 * without the cones for long and for medium waves by the matrices of G. M. Machado, M. M. Oliveira and L. A. F.
 * Fernandes, A Physiologically-based Model for Simulation of Color Vision Deficiency (2009), for linear RGB.
 */
class PaletteTest {
    private static final double[][] NORMAL = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    private static final double[][] NO_LONG = {
        {0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}
    };
    private static final double[][] NO_MEDIUM = {
        {0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}
    };

    private static final double APART = 15;
    private static final double WAITS_APART = 7;

    private static double distance(Color one, Color other) {
        return Stream.of(NORMAL, NO_LONG, NO_MEDIUM)
                .mapToDouble(eye -> {
                    var a = lab(one, eye);
                    var b = lab(other, eye);
                    return Math.sqrt(Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2) + Math.pow(a[2] - b[2], 2));
                })
                .min()
                .orElseThrow();
    }

    private static double[] lab(Color color, double[][] eye) {
        double[] rgb = {
            Palette.linear(color.getRed()), Palette.linear(color.getGreen()), Palette.linear(color.getBlue())
        };
        var seen = times(eye, rgb);
        double[][] toXyz = {{0.4124, 0.3576, 0.1805}, {0.2126, 0.7152, 0.0722}, {0.0193, 0.1192, 0.9505}};
        var xyz = times(toXyz, seen);
        double x = root(xyz[0] / 0.9505);
        double y = root(xyz[1]);
        double z = root(xyz[2] / 1.089);
        return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
    }

    private static double[] times(double[][] matrix, double[] v) {
        return Stream.of(matrix)
                .mapToDouble(row -> Math.max(0, row[0] * v[0] + row[1] * v[1] + row[2] * v[2]))
                .toArray();
    }

    private static double root(double t) {
        return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16.0 / 116;
    }

    @Test
    void noTwoPhasesLookAlike() {
        for (var one : Phase.values()) {
            for (var other : Phase.values()) {
                if (one.compareTo(other) < 0) {
                    assertThat(distance(Palette.of(one), Palette.of(other)))
                            .as(one + " and " + other)
                            .isGreaterThan(one.isWait() && other.isWait() ? WAITS_APART : APART);
                }
            }
        }
    }

    @Test
    void waitsAreMutedAndWorkIsNot() {
        for (var phase : Phase.values()) {
            var color = Palette.of(phase);
            var parts = List.of(color.getRed(), color.getGreen(), color.getBlue());
            int spread = parts.stream().max(Integer::compare).orElseThrow()
                    - parts.stream().min(Integer::compare).orElseThrow();
            boolean black = parts.stream().allMatch(part -> part < 0x30);
            assertThat(spread < 60 && !black).as(phase.label()).isEqualTo(phase.isWait());
        }
    }

    @Test
    void noTwoActivitiesLookAlike() {
        var colors = new ArrayList<Color>();
        for (var activity : Activity.values()) {
            var color = Palette.of(activity);
            assertThat(colors)
                    .allSatisfy(other -> assertThat(distance(color, other)).isGreaterThan(APART));
            colors.add(color);
        }
    }

    @Test
    void textIsReadOnEveryPhase() {
        for (var phase : Phase.values()) {
            assertThat(distance(Palette.of(phase), Palette.textOn(Palette.of(phase))))
                    .as(phase.label())
                    .isGreaterThan(35);
        }
    }

    @Test
    void waysHaveTheirOwnColoursAndOthersTakeWhatIsLeft() {
        var ways = List.of(
                way("java", "queue", "java"),
                way("java", "pipes", "java"),
                way("java", "slots", "raw"),
                way("java", "files", "raw"),
                way("java", "tcp", "raw"),
                way("java", "ring", "raw"),
                way("java", "ring", "kryo"),
                way("java", "threads", "raw"));
        assertThat(Palette.of(ways)).doesNotHaveDuplicates();
        assertThat(Palette.of(List.of(way("java", "slots", "raw"))).getFirst())
                .isEqualTo(Palette.of(ways).get(2));
        assertThat(Palette.of(IntStream.range(0, 20)
                        .mapToObj(i -> way("java", "route " + i, "raw"))
                        .toList()))
                .hasSize(20);
    }

    private static Kind way(String language, String route, String codec) {
        return new Kind(language, route, codec, Arm.HEAVY, Kind.Start.WARM);
    }
}
