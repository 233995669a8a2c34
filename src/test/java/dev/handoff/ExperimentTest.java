package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.Experiment.Extras;
import dev.handoff.baseline.Twin;
import dev.handoff.channel.Storage;
import dev.handoff.engine.Plan.Size;
import dev.handoff.spi.Arm;
import dev.handoff.spi.ObjectMaker;
import dev.handoff.spi.Payload;
import java.lang.foreign.SegmentAllocator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExperimentTest {
    private static final Experiment SMALL = Experiment.of(Workload.dot(5).sending(Payloads.zeros(10)));

    private static final String TOGETHER = ", because all workers together may send at most 1000000";

    private static Arguments refused(String message, UnaryOperator<Experiment> change) {
        return Arguments.arguments(message, change);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refused("workers is 0; it must be from 1 to 256", e -> e.workers(0)),
                refused("workers is -1; it must be from 1 to 256", e -> e.workers(-1)),
                refused("workers is 257; it must be from 1 to 256", e -> e.workers(257)),
                refused("messages is 0; it must be from 1 to 250000" + TOGETHER, e -> e.messages(0)),
                refused("messages is 250001; it must be from 1 to 250000" + TOGETHER, e -> e.messages(250_001)),
                refused(
                        "messages is 250000; it must be from 1 to 62500" + TOGETHER,
                        e -> e.messages(250_000).workers(16)),
                refused("capacity is 0; it must be from 1 to 100000", e -> e.capacity(0)),
                refused("capacity is 100001; it must be from 1 to 100000", e -> e.capacity(100_001)),
                refused("repeats is 0; it must be from 1 to 1000", e -> e.repeats(0)),
                refused("repeats is 1001; it must be from 1 to 1000", e -> e.repeats(1001)),
                refused("warm-up is -1; it must be from 0 to 250000" + TOGETHER, e -> e.warmUp(-1)),
                refused("warm-up is 250001; it must be from 0 to 250000" + TOGETHER, e -> e.warmUp(250_001)),
                refused("seed is -1; it must be from 0 to 4294967295", e -> e.seed(-1)),
                refused("seed is 4294967296; it must be from 0 to 4294967295", e -> e.seed(1L << 32)),
                refused("limit is 0.999 s; it must be from 1 to 604800 s", e -> e.limit(Duration.ofMillis(999))),
                refused("limit is -5 s; it must be from 1 to 604800 s", e -> e.limit(Duration.ofSeconds(-5))),
                refused("limit is 604801 s; it must be from 1 to 604800 s", e -> e.limit(Duration.ofSeconds(604_801))),
                refused(
                        "an experiment needs a workload, such as Workload.dot(500); it was given null",
                        e -> Experiment.of(null)),
                refused(
                        "a workload needs a function, such as i -> i * i; it was given null",
                        e -> Experiment.of(Workload.of("mine", null))),
                refused(
                        "a workload needs what makes the object, such as () -> myObject; it was given null",
                        e -> Experiment.of(Workload.only((ObjectMaker) null))),
                refused(
                        "a workload needs a payload, such as Payloads.zeros(1000); it was given null",
                        e -> Experiment.of(Workload.dot(5).sending((Payload<?>) null))),
                refused(
                        "an experiment needs routes, such as Route.queue(); it was given null",
                        e -> e.via(Route.queue(), null)),
                refused("an experiment needs arms, such as Arm.HEAVY; it was given null", e -> e.arms((Arm[]) null)),
                refused(
                        "an experiment needs a time limit, such as Duration.ofMinutes(5); it was given null",
                        e -> e.limit(null)),
                refused(
                        "an experiment needs a policy, such as OnWorkerDeath.CONTINUE; it was given null",
                        e -> e.onWorkerDeath(null)),
                refused(
                        "a route needs a codec, such as Codecs.java(); it was given null",
                        e -> e.via(Route.queue().with(null))),
                refused("an experiment needs at least one route and one arm", e -> e.via(new Route[0])),
                refused("an experiment needs at least one route and one arm", e -> e.arms(new Arm[0])));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void whatCannotBeIsRefusedWithWhatIsAllowed(String message, UnaryOperator<Experiment> change) {
        assertRefused(() -> change.apply(SMALL), message);
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void theLeastAndTheMostAreAllowed() {
        var least =
                SMALL.workers(1).messages(1).capacity(1).repeats(1).warmUp(0).seed(0);
        assertThat(least.size()).isEqualTo(new Size(1, 1, 1));
        var most = SMALL.messages(3_906)
                .workers(256)
                .capacity(100_000)
                .repeats(1_000)
                .warmUp(3_906)
                .seed(0xFFFF_FFFFL);
        assertThat(most.size()).isEqualTo(new Size(256, 3_906, 100_000));
    }

    @Test
    void theArticlesExperimentIsWhatTheArticleDid() {
        var article = Experiment.article();
        assertThat(article.workload()).isEqualTo(Workload.dot(500).sending(Payloads.zeros(1500, 1500, 3)));
        assertThat(article.routes()).containsExactly(Route.queue(), Route.slots());
        assertThat(article.arms()).containsExactly(Arm.LIGHT, Arm.CONTROL, Arm.HEAVY);
        assertThat(article.scale(Scale.ARTICLE).size()).isEqualTo(new Size(16, 100, 100));
    }

    @Test
    void aChangeIsACopyAndChangesNothingElse() {
        var changed = SMALL.workers(3)
                .messages(7)
                .capacity(5)
                .via(Route.slots())
                .arms(Arm.HEAVY)
                .repeats(2)
                .seed(9)
                .warmUp(4)
                .ledger(false)
                .limit(Duration.ofMinutes(1))
                .python(true);
        assertThat(SMALL).isEqualTo(Experiment.of(Workload.dot(5).sending(Payloads.zeros(10))));
        assertThat(changed.workload()).isEqualTo(SMALL.workload());
        assertThat(changed.size()).isEqualTo(new Size(3, 7, 5));
        assertThat(changed.routes()).containsExactly(Route.slots());
        assertThat(changed.arms()).containsExactly(Arm.HEAVY);
        assertThat(changed.repeats()).isEqualTo(2);
        assertThat(changed.conditions().seed()).isEqualTo(9);
        assertThat(changed.conditions().warmUp()).isEqualTo(4);
        assertThat(changed.conditions().ledger()).isFalse();
        assertThat(changed.conditions().limit()).isEqualTo(Duration.ofMinutes(1));
        assertThat(changed.extras())
                .isEqualTo(new Extras(List.of(Twin.QUEUE_PICKLE_5, Twin.QUEUE_PICKLE_4), false, false));
    }

    @Test
    void twinsAreFoundByNameAndRunOnce() {
        assertThat(SMALL.python("slots", "files/npy", "slots/shared_memory")
                        .extras()
                        .twins())
                .containsExactly(Twin.SHARED_MEMORY, Twin.SHAREDCTYPES, Twin.FILES);
        assertThat(SMALL.python("all").extras().twins()).containsExactly(Twin.values());
        assertThat(SMALL.python(true).python(false).extras().twins()).isEmpty();
        assertRefused(
                () -> SMALL.python("ring"),
                "twin \"ring\" is not one of all, queue, pipes, slots, files, files-mapped, threads, queue/pickle-5,"
                        + " queue/pickle-4, pipes/bytes, slots/shared_memory, slots/sharedctypes, files/npy,"
                        + " files-mapped/npy, threads/reference");
    }

    @Test
    void pythonIsAskedOnlyForWhatItKnows() {
        var text = Experiment.of(Workload.only(Payloads.text(10)));
        assertRefused(
                () -> text.python(true),
                "payload is text:10; Python sends zeros:... or random:..., with up to 8 lengths as in zeros:1500x1500x3");
        var idle = Experiment.of(Workload.only(Payloads.zeros(10)));
        assertThat(idle.python(true).extras().twins()).isNotEmpty();
    }

    @Test
    void aRunFromColdIsOnlyOfWhatANewProgramCanBeTold() {
        var article = Experiment.article();
        assertThat(article.cold(true).extras()).isEqualTo(new Extras(List.of(), true, true));
        var allowed = "a run from cold is a new program, which can be told of dot:500, the payloads of the catalogue,"
                + " and the routes " + Route.all().stream().map(Route::name).collect(Collectors.joining(", "))
                + " as they are; not of ";
        assertRefused(() -> SMALL.cold(true), allowed + "dot:5");
        assertRefused(
                () -> Experiment.of(Workload.dot(500).sending(new Unnamed())).cold(true), allowed + "something else");
        assertRefused(() -> article.cold(true).via(Route.queue().with(Codecs.raw())), allowed + "queue/raw");
    }

    private record Unnamed() implements Payload<String> {
        private static final long serialVersionUID = 1L;

        @Override
        public String describe() {
            return "something else";
        }

        @Override
        public long bytes() {
            return -1;
        }

        @Override
        public String make(int worker, long sequence, SegmentAllocator at) {
            return "";
        }

        @Override
        public void check(Object got, int worker, long sequence) {}
    }

    /** Else the two would be taken for repeats of one. */
    @Test
    void whatIsNamedTwiceCountsOnce() {
        var twice = SMALL.via(Route.queue(), Route.slots(), Route.queue().with(Codecs.java()))
                .arms(Arm.HEAVY, Arm.LIGHT, Arm.HEAVY);
        assertThat(twice.routes()).containsExactly(Route.queue(), Route.slots());
        assertThat(twice.arms()).containsExactly(Arm.HEAVY, Arm.LIGHT);
    }

    @Test
    void aListThatWasGivenMayBeChangedAfterwards() {
        List<Route> routes = new ArrayList<>(Route.all());
        var experiment = SMALL.via(routes);
        routes.clear();
        assertThat(experiment.routes()).isEqualTo(Route.all());
        assertThatThrownBy(() -> experiment.arms().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aScaleMayTakeLessMemoryButACapacityThatWasAskedForStands() {
        assertThat(SMALL.scale(Scale.QUICK).extras().smallerIfNeeded()).isTrue();
        assertThat(SMALL.scale(Scale.QUICK).capacity(4).extras().smallerIfNeeded())
                .isFalse();

        long megabyte = 1 << 20;
        var scaled = Experiment.article();
        long workers = 16 * 95_000_000L;
        assertThat(Course.fitting(scaled, 0, Long.MAX_VALUE).capacity()).isEqualTo(100);
        assertThat(Course.fitting(scaled, 16, 6_000 * megabyte)).isEqualTo(new Size(16, 7, 40));
        assertThat(Course.fitting(scaled, 0, 6_000 * megabyte + workers)).isEqualTo(new Size(16, 7, 39));
    }

    /** In a container it is often 64 MB. */
    @Test
    void slotsOfPythonThatDoNotFitAreRefusedBeforeAnythingRuns() {
        var memory = Storage.memory();
        int tooMany = (int) (memory.usableBytes() / 54_000_000) + 100;
        var sending = Experiment.of(Workload.only(Payloads.zeros(1500, 1500, 3)))
                .workers(2)
                .capacity(tooMany);
        for (var way : List.of("slots/shared_memory", "slots/sharedctypes")) {
            assertThatThrownBy(() -> Course.checkSlotsOfPython(sending.python(way), memory))
                    .isInstanceOf(IllegalArgumentException.class)
                    .message()
                    .matches("Python's slots take \\d+ MB of shared memory \\(" + tooMany
                            + " slots, 54.0 MB each\\), and /dev/shm has \\d+ MB left; use a smaller capacity or payload, or"
                            + " leave Python's slots out");
        }
        var nowhere = Storage.in(Path.of("/nowhere"));
        Course.checkSlotsOfPython(sending.python("queue", "pipes"), nowhere);
        Course.checkSlotsOfPython(sending.arms(Arm.LIGHT).python("slots"), nowhere);
        Course.checkSlotsOfPython(sending.capacity(2).python("slots"), memory);
    }
}
