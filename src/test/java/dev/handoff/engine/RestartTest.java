package dev.handoff.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.channel.SharedSlots;
import dev.handoff.channel.Threads;
import dev.handoff.spi.Computation;
import dev.handoff.spi.Death;
import dev.handoff.spi.Glimpse;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Message;
import dev.handoff.spi.OnWorkerDeath;
import dev.handoff.spi.Phase;
import dev.handoff.spi.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A worker that died is started anew. */
@Timeout(120)
class RestartTest {
    private static List<Death.Lost> lost(long sequence) {
        return List.of(new Death.Lost(sequence, Phase.COMPUTE));
    }

    private static Run run(Trial trial, List<Glimpse> seen) {
        try (var pool = new Pool()) {
            return new Engine(pool)
                    .run(
                            trial.size(2, 6, 4)
                                    .onWorkerDeath(OnWorkerDeath.RESTART)
                                    .plan(),
                            seen::add);
        }
    }

    private static List<Long> from(Run run, int worker) {
        return run.log().stream()
                .filter(message -> message.worker() == worker)
                .map(Message::sequence)
                .toList();
    }

    @Test
    void oneThatDiesGoesOnBehindWhatWasLost() {
        var failing = Work.computing((worker, sequence) -> {
            if (worker == 1 && sequence == 2) {
                throw new IllegalStateException("no");
            }
        });
        var seen = new CopyOnWriteArrayList<Glimpse>();
        var run = run(Trial.over(new Threads()).doing(failing), seen);
        assertThat(run.outcome()).isEqualTo(Run.Outcome.RECOVERED);
        assertThat(run.received()).isEqualTo(11);
        assertThat(from(run, 0)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        assertThat(from(run, 1)).containsExactly(0L, 1L, 3L, 4L, 5L);
        assertThat(run.deaths())
                .extracting(Death::text)
                .containsExactly("worker 1, message 2 failed: java.lang.IllegalStateException: no: lost are message 2"
                        + " (compute); it was started anew");
        assertThat(seen.getLast().received()).isEqualTo(11);
        assertThat(seen.getLast().queued()).isZero();
        assertThat(run.processes()).as("of the dead nobody knows").hasSize(2);
    }

    @Test
    void oneThatAlwaysDiesIsStartedThreeTimesAndNoMore() {
        var ending = Work.computing((worker, sequence) -> {
            if (worker == 1) {
                Runtime.getRuntime().halt(3);
            }
        });
        var run = run(Trial.over(new SharedSlots()).doing(ending), new CopyOnWriteArrayList<>());
        assertThat(run.received()).isEqualTo(6);
        assertThat(run.deaths())
                .extracting(Death::lost)
                .isEqualTo(LongStream.range(0, 4).mapToObj(RestartTest::lost).toList());
        assertThat(run.deaths()).extracting(Death::restarted).containsExactly(true, true, true, false);
        assertThat(run.deaths()).extracting(Death::notBegun).containsExactly(0L, 0L, 0L, 2L);
        assertThat(run.deaths().getLast().text())
                .matches("worker 1 \\(process \\d+\\) ended with exit code 3: lost are message 3 \\(compute\\), 2 that"
                        + " it had not begun");
    }

    @Test
    void whatEndsTheRunAfterADeathIsToldAndNotThatDeath() {
        var failing = Work.computing((worker, sequence) -> {
            if (worker == 1 && sequence == 2) {
                Runtime.getRuntime().halt(3);
            }
            if (worker == 0 && sequence == 4) {
                LockSupport.parkNanos(Duration.ofHours(1).toNanos());
            }
        });
        try (var pool = new Pool()) {
            assertThatThrownBy(() -> new Engine(pool)
                            .run(
                                    Trial.over(new SharedSlots())
                                            .doing(failing)
                                            .size(2, 6, 4)
                                            .limit(Duration.ofSeconds(3))
                                            .onWorkerDeath(OnWorkerDeath.CONTINUE)
                                            .plan(),
                                    now -> {}))
                    .isInstanceOf(HandoffException.class)
                    .hasMessageContaining("messages were received within the limit of 3 s")
                    .hasMessageNotContaining("worker 1");
        }
    }

    /** As many workers as there are begin to compute; those that come after them fail before they are measured. */
    private record BeginsOnce(Work work, AtomicInteger begun) implements Computation {
        private static final long serialVersionUID = 1L;

        @Override
        public String describe() {
            return work.describe();
        }

        @Override
        public Task open(int worker, long seed) {
            if (begun.incrementAndGet() > 2) {
                throw new IllegalStateException("once and no more");
            }
            return work.open(worker, seed);
        }
    }

    @Test
    void whatCameBeforeADeathIsKeptIfNoneCanBeStartedAnew() {
        var failing = Work.computing((worker, sequence) -> {
            if (worker == 1 && sequence == 2) {
                throw new IllegalStateException("no");
            }
        });
        var trial = Trial.over(new Threads()).doing(new BeginsOnce(failing, new AtomicInteger()));
        var kept = new ArrayList<Run>();
        try (var pool = new Pool()) {
            assertThatThrownBy(() -> new Engine(pool)
                            .run(
                                    trial.size(2, 6, 4)
                                            .onWorkerDeath(OnWorkerDeath.RESTART)
                                            .plan(),
                                    new Watch() {
                                        @Override
                                        public void look(Glimpse now) {}

                                        @Override
                                        public void brokenOff(Run run) {
                                            kept.add(run);
                                        }
                                    }))
                    .isInstanceOf(HandoffException.class)
                    .hasMessageMatching(
                            "worker [01] failed: java.lang.IllegalStateException: once and no more; that was before its"
                                    + " first measured message, and onWorkerDeath\\(RESTART\\) holds only from there");
        }
        assertThat(kept).singleElement().satisfies(run -> {
            assertThat(run.outcome()).isEqualTo(Run.Outcome.FAILED);
            assertThat(run.received()).isEqualTo(8);
            assertThat(from(run, 1)).containsExactly(0L, 1L);
        });
    }
}
