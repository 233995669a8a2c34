package dev.handoff.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.ledger.ThreadStates.Target;
import dev.handoff.memory.CurrentThread;
import dev.handoff.spi.ProcessUse;
import dev.handoff.spi.StateSample;
import dev.handoff.spi.StateSample.Role;
import dev.handoff.support.Crew;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ThreadStatesTest {
    private static final long PID = ProcessHandle.current().pid();

    /** Samples until there are some of each target, in whole sessions, because only then may they be read. */
    private static ThreadStates sample(List<Target> targets, int least) throws InterruptedException {
        for (int intervals = least + 1; ; intervals *= 2) {
            ThreadStates states;
            try (var sampling = ThreadStates.start(targets)) {
                states = sampling;
                Thread.sleep(ThreadStates.INTERVAL.multipliedBy(intervals));
            }
            if (states.samples().size() >= targets.size() * least) {
                return states;
            }
        }
    }

    private static List<Character> states(List<StateSample> samples, int worker) {
        return samples.stream()
                .filter(sample -> sample.worker() == worker)
                .map(StateSample::state)
                .toList();
    }

    @Test
    void aThreadThatComputesRunsAndOneThatWaitsSleeps() throws InterruptedException {
        var stop = new AtomicBoolean();
        var end = new CountDownLatch(1);
        var busyId = new CompletableFuture<Long>();
        var waitingId = new CompletableFuture<Long>();
        try (var crew = new Crew()) {
            crew.start(() -> {
                busyId.complete(CurrentThread.systemId());
                while (!stop.get()) {
                    Thread.onSpinWait();
                }
            });
            crew.start(() -> {
                waitingId.complete(CurrentThread.systemId());
                end.await();
            });
            var busy = new Target(PID, busyId.join(), 0, Role.COMPUTING);
            var waiting = new Target(PID, waitingId.join(), 1, Role.FEEDING);
            var samples = sample(List.of(busy, waiting), 8).samples();
            stop.set(true);
            end.countDown();
            crew.join();

            var computing = states(samples, 0);
            // the JVM may stop it now and then, for instance to collect garbage; it is never more than an exception
            assertThat(computing.stream().filter(state -> state == 'R').count())
                    .as("R among %s", computing)
                    .isGreaterThan(computing.size() / 2);
            var sleeping = states(samples, 1);
            assertThat(sleeping.stream().filter(state -> state == 'S').count())
                    .as("S among %s", sleeping)
                    .isGreaterThan(sleeping.size() / 2);
            assertThat(samples).extracting(StateSample::timeNs).isSorted();
            assertThat(samples)
                    .filteredOn(sample -> sample.worker() == 1)
                    .extracting(StateSample::role)
                    .containsOnly(Role.FEEDING);
        }
    }

    @Test
    void aThreadOrProcessThatHasEndedHasNoState() throws InterruptedException {
        var gone = new Target(PID, Integer.MAX_VALUE, 0, Role.COMPUTING);
        var ended = new Target(Integer.MAX_VALUE, Integer.MAX_VALUE, 1, Role.COMPUTING);
        var own = new Target(PID, CurrentThread.systemId(), ProcessUse.PARENT, Role.RECEIVING);
        var samples = sample(List.of(gone, ended, own), 1).samples();
        assertThat(samples).extracting(StateSample::worker).containsOnly(ProcessUse.PARENT);
    }

    @Test
    void theLargestPrivateMemoryOfAProcessIsKept() throws InterruptedException {
        var own = new Target(PID, CurrentThread.systemId(), 4, Role.COMPUTING);
        var states = sample(List.of(own), 2);
        assertThat(states.peakPrivateBytes(4)).isGreaterThan(1 << 20);
        assertThat(states.peakPrivateBytes()).containsOnlyKeys(4);
        assertThat(states.peakPrivateBytes(5)).as("never seen").isZero();
    }

    @Test
    void closingEndsTheSampler() {
        var states = ThreadStates.start(List.of());
        states.close();
        states.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("handoff-states");
    }
}
