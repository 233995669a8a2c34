package dev.handoff.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.handoff.support.Crew;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DotProductTest {
    private static final int SEED = 11;
    private static final int WORKER = 3;

    private static double[] multiply(int size, double[] a, double[] b) {
        var c = new double[size * size];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                for (int i = 0; i < size; i++) {
                    c[row * size + column] += a[row * size + i] * b[i * size + column];
                }
            }
        }
        return c;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 64, 129})
    void isTheProductOfTwoMatricesOfNumPysRandomNumbersInEachMessage(int size) {
        var random = new MersenneTwister(SEED, WORKER);
        try (var task = new DotProduct(size).open(WORKER, SEED)) {
            for (int sequence = 0; sequence < 3; sequence++) {
                var a = new double[size * size];
                var b = new double[size * size];
                random.fill(MemorySegment.ofArray(a));
                random.fill(MemorySegment.ofArray(b));
                task.inputs(sequence);
                var answer = (Double) task.compute(sequence);
                assertThat(answer).isEqualTo(multiply(size, a, b)[size * size - 1], offset(1e-12 * size));
            }
        }
    }

    @Test
    void everyElementOfTheProductIsRight() {
        int size = 33;
        var random = new MersenneTwister(SEED, WORKER);
        var a = new double[size * size];
        var b = new double[size * size];
        random.fill(MemorySegment.ofArray(a));
        random.fill(MemorySegment.ofArray(b));
        try (var arena = Arena.ofConfined()) {
            var c = arena.allocate(ValueLayout.JAVA_DOUBLE, (long) size * size);
            OpenBlas.load()
                    .multiply(
                            size,
                            arena.allocateFrom(ValueLayout.JAVA_DOUBLE, a),
                            arena.allocateFrom(ValueLayout.JAVA_DOUBLE, b),
                            c);
            assertThat(c.toArray(ValueLayout.JAVA_DOUBLE)).containsExactly(multiply(size, a, b), offset(1e-11));
        }
    }

    @Test
    void isComputedByOneThread() {
        OpenBlas.load();
        var threads = OpenBlasFiles.load().function("openblas_get_num_threads");
        assertThat((int) threads.call(0)).isEqualTo(1);
    }

    /** As where workers are threads of one process. */
    @Test
    void severalThreadsAtOnceComputeWhatEachComputesAlone() {
        int threads = 4;
        var alone =
                IntStream.range(0, threads).mapToObj(DotProductTest::answers).toList();
        try (var crew = new Crew()) {
            var together = IntStream.range(0, threads)
                    .mapToObj(worker -> crew.call(() -> answers(worker)))
                    .toList();
            assertThat(together).extracting(Crew::result).isEqualTo(alone);
        }
    }

    /** The lock on its files is one between processes; a JVM refuses it to a second thread. */
    @Test
    void severalThreadsMayLoadOpenBlasAtOnce() {
        try (var crew = new Crew()) {
            for (int thread = 0; thread < 4; thread++) {
                crew.start(() -> {
                    for (int i = 0; i < 50; i++) {
                        OpenBlas.load();
                    }
                });
            }
            crew.join();
        }
    }

    private static List<Object> answers(int worker) {
        var answers = new ArrayList<Object>();
        try (var task = new DotProduct(100).open(worker, SEED)) {
            for (int sequence = 0; sequence < 20; sequence++) {
                task.inputs(sequence);
                answers.add(task.compute(sequence));
            }
        }
        return answers;
    }

    @Test
    void theReleaseOfOpenBlasIsKnown() {
        assertThat(DotProduct.openBlasVersion()).matches("0\\.\\d+\\.\\d+-\\d+\\.\\d+\\.\\d+");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 10_001})
    void aSizeThatCannotBeIsRefused(int size) {
        assertThatThrownBy(() -> new DotProduct(size))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("matrices of " + size + "×" + size + "; from 1 to 10000");
    }

    @Test
    void saysWhatItIs() {
        assertThat(new DotProduct(500).describe()).isEqualTo("dot:500");
    }
}
