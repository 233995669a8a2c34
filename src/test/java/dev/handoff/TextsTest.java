package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.report.Charts;
import dev.handoff.spi.Arm;
import dev.handoff.spi.Machine;
import dev.handoff.spi.Run;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;

/** What a cell says that ends with one of these. */
class TextsTest {
    private static final Run RUN = new Run(
            new Run.Setup("java", "queue", "raw", Arm.HEAVY, 0, true, 2, 1000, 8, "one", 4),
            new Run.Timing(1.25, 0, 0),
            Run.Outcome.COMPLETE,
            2000,
            2000,
            List.of(),
            List.of(),
            List.of(),
            List.of());

    @Test
    void anExperimentSaysWhatItWouldDo() {
        assertThat(Experiment.article().python("slots").text()).isEqualTo("""
                dot:500, then zeros:1500x1500x3
                over queue/java, slots/raw, Python's slots/shared_memory, Python's slots/sharedctypes; light, control, heavy; repeats: 1
                16 workers × 7 messages, capacity 100; run() measures it""");
    }

    @Test
    void itsPartsSayWhatTheyAre() {
        assertThat(Route.ring().text()).isEqualTo("ring/raw");
        assertThat(Route.ring().channel().text()).isEqualTo("ring");
        assertThat(Codecs.raw().text()).isEqualTo("raw");
        assertThat(Payloads.zeros(3, 4).text()).isEqualTo("zeros:3x4");
        assertThat(Workload.dot(20).computation().text()).isEqualTo("dot:20");
        assertThat(Serialization.of(Payloads.one()).with(Codecs.raw()).text())
                .isEqualTo("serialization of one by raw; run() measures it");
        assertThat(Session.shared().text()).isEqualTo("the shared session: its workers stay warm until it is closed");
    }

    @Test
    void aMachineIsThreeLines() {
        var machine = new Machine("Z80", 1, 3L << 29, "Linux 1.0", 0, 2e9, 4e9, Map.of("jdk", "25", "fory", "1"));

        assertThat(machine.text()).isEqualTo("""
                Z80, 1 cores, 1.5 GiB, Linux 1.0
                all cores together copy 2.0 GB/s and fill 4.0 GB/s
                fory 1, jdk 25""");
    }

    @Test
    void aRunIsOneLine() {
        assertThat(RUN.text())
                .isEqualTo("heavy over queue/raw (java, from cold): 2 workers × 1,000 messages,"
                        + " 2,000 received and verified, 1.3 s, complete");
    }

    @Test
    void chartsNameThemselves() {
        var drawn = Arrays.stream(Charts.class.getMethods())
                .filter(method -> method.getReturnType() == XYChart.class)
                .map(Method::getName)
                .collect(Collectors.toSet());

        assertThat(new Charts(List.of(RUN)).toString())
                .startsWith("the charts of 1 run: ")
                .contains(drawn);
        assertThat(Arrays.stream(Charts.class.getMethods())
                        .filter(method -> method.getDeclaringClass() == Charts.class)
                        .map(Method::getName))
                .as("what completion offers")
                .isSubsetOf(Stream.concat(drawn.stream(), Stream.of("text", "toString"))
                        .toList());
    }

    @Test
    void anArraySaysWhereItIs() {
        try (var array = Shared.ints(2, 3)) {
            assertThat(array.text())
                    .isEqualTo("shared array of 6 int, shape [2, 3], at "
                            + array.address().path());
        }
    }
}
