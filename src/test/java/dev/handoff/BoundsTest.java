package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.sharing.SharedArray;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Every number that a reader can give: what it describes can be, or it is refused by its value before anything is done. */
class BoundsTest {
    private static final long[] EDGES = {
        0,
        1,
        -1,
        2,
        255,
        256,
        257,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 32,
        1L << 40,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };
    private static final Experiment SMALL = Experiment.of(Workload.dot(5).sending(Payloads.zeros(10)));

    /** By name; those that take an int are given what is left of a long. */
    private static final Map<String, LongFunction<Object>> NUMBERS = new LinkedHashMap<>();

    static {
        NUMBERS.put("workers", n -> SMALL.workers((int) n));
        NUMBERS.put("messages", n -> SMALL.messages((int) n));
        NUMBERS.put("capacity", n -> SMALL.capacity((int) n));
        NUMBERS.put("repeats", n -> SMALL.repeats((int) n));
        NUMBERS.put("warm-up", n -> SMALL.warmUp((int) n));
        NUMBERS.put("seed", SMALL::seed);
        NUMBERS.put("limit", n -> SMALL.limit(Duration.ofSeconds(n)));
        NUMBERS.put("matrix", n -> Workload.dot((int) n).computation().bytes());
        NUMBERS.put("queue", n -> Route.queue((int) n).name());
        NUMBERS.put("pipes", n -> Route.pipes((int) n).name());
        NUMBERS.put("ring", n -> Route.ring((int) n).name());
        NUMBERS.put("slots", n -> Route.slots(n).name());
        NUMBERS.put("zeros", n -> Payloads.zeros(n, 3).bytes());
        NUMBERS.put("random", n -> Payloads.random(3, n).bytes());
        NUMBERS.put("nested", n -> Payloads.nested(n, 3).bytes());
        NUMBERS.put("float image", n -> Payloads.imageFloat(n, 2, 3).bytes());
        NUMBERS.put("byte image", n -> Payloads.imageByte(n, n, 3).bytes());
        NUMBERS.put("records", n -> Payloads.records(n).bytes());
        NUMBERS.put("table", n -> Payloads.table(n).bytes());
        NUMBERS.put("columns", n -> Payloads.columns(n).bytes());
        NUMBERS.put("text", n -> Payloads.text(n).bytes());
        NUMBERS.put("bytes", n -> Payloads.bytes(n).bytes());
        NUMBERS.put("sweep from", n -> Sweep.sizes(n, 1L << 30));
        NUMBERS.put("sweep to", n -> Sweep.sizes(8, n));
        NUMBERS.put("serialization", n -> Serialization.of(Payloads.one()).within(Duration.ofSeconds(n)));
        NUMBERS.put("bytes of an array", n -> closed(Shared.bytes(n < 5_000 ? n : Math.max(n, 1L << 50))));
        NUMBERS.put("doubles of an array", n -> closed(Shared.doubles(1L << 50, n)));
    }

    private static Object closed(SharedArray array) {
        array.close();
        return array;
    }

    @Test
    void everyNumberIsTakenOrRefusedByItsValue() {
        NUMBERS.forEach((name, call) -> {
            for (long edge : EDGES) {
                takenOrRefused(name, call, edge);
            }
        });
    }

    @Property(seed = "11")
    void whateverTheNumber(@ForAll("names") String name, @ForAll long number) {
        takenOrRefused(name, NUMBERS.get(name), number);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of(List.copyOf(NUMBERS.keySet()));
    }

    private static void takenOrRefused(String name, LongFunction<Object> call, long number) {
        try {
            assertThat(call.apply(number)).isNotNull();
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).as("%s of %d", name, number).containsPattern("\\d.*");
        }
    }

    /** Each number is allowed alone; together they are more than there can be. */
    @Property(seed = "12", tries = 200)
    void combinationsAreTakenOrRefused(
            @ForAll int workers, @ForAll int messages, @ForAll int capacity, @ForAll int repeats, @ForAll int warmUp) {
        try {
            var experiment = SMALL.workers(1 + Math.floorMod(workers, 300))
                    .messages(Math.floorMod(messages, 2_000_000))
                    .capacity(Math.floorMod(capacity, 200_000))
                    .repeats(Math.floorMod(repeats, 2_000))
                    .warmUp(Math.floorMod(warmUp, 2_000_000));
            assertThat(experiment.size().total()).isBetween(1L, (long) Experiment.MAX_TOTAL);
            assertThat(Course.fitting(experiment, 0, Long.MAX_VALUE)).isEqualTo(experiment.size());
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
