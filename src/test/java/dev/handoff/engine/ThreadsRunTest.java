package dev.handoff.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.channel.Threads;
import dev.handoff.chaos.Residue;
import dev.handoff.spi.Channel;
import dev.handoff.spi.ProcessUse;
import dev.handoff.support.Crew;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is different where workers are threads of the parent; the rest is in the tests of all channels. */
@Timeout(60)
class ThreadsRunTest {
    private static final AtomicInteger COMPUTED = new AtomicInteger();
    private static final AtomicBoolean BUSY = new AtomicBoolean();
    private static final AtomicBoolean LET_GO = new AtomicBoolean();
    private static volatile byte[] kept;

    @BeforeEach
    void reset() {
        COMPUTED.set(0);
        BUSY.set(false);
        LET_GO.set(false);
    }

    private static Trial trial() {
        return trial(new Threads());
    }

    private static Trial trial(Channel channel) {
        return Trial.over(channel).size(2, 3, 4);
    }

    @Test
    void noProcessIsStartedAndTheThreadsEndWithTheRun() {
        var before = Residue.now();
        try (var pool = new Pool()) {
            for (int i = 0; i < 2; i++) {
                var run = new Engine(pool).run(trial().plan(), received -> {});
                assertThat(run.verified()).isEqualTo(6);
                assertThat(run.timing().startUpSeconds()).isPositive();
                assertThat(pool.size()).isZero();
                assertThat(Residue.now()).isEqualTo(before);
            }
        }
    }

    @Test
    void onlyTheFirstRunOfAPoolRehearsesBecauseTheyAllHaveOneJvm() {
        var counting = trial().warmUp(2).doing(Work.computing((worker, sequence) -> COMPUTED.incrementAndGet()));
        try (var pool = new Pool()) {
            new Engine(pool).run(counting.plan(), received -> {});
            assertThat(COMPUTED.getAndSet(0)).isEqualTo(2 * (20 + 2 + 3));
            new Engine(pool).run(counting.plan(), received -> {});
            assertThat(COMPUTED.getAndSet(0)).isEqualTo(2 * (2 + 3));
        }
    }

    @Test
    void whatTakesLongIsRehearsedOnce() {
        var slow = trial().size(2, 1, 4).warmUp(1).doing(Work.computing((worker, sequence) -> {
            COMPUTED.incrementAndGet();
            Work.pause(1_000);
        }));
        try (var pool = new Pool()) {
            new Engine(pool).run(slow.plan(), received -> {});
            assertThat(COMPUTED.getAndSet(0)).isEqualTo(2 * (1 + 1 + 1));
        }
    }

    @Test
    void whatAThreadUsesIsItsOwnAndNotTheParents() {
        var allocating = Work.computing((worker, sequence) -> {
            kept = new byte[1_000_000];
            Work.spinning(50).compute().run(worker, sequence);
        });
        try (var pool = new Pool()) {
            var run = new Engine(pool)
                    .run(trial().size(1, 20, 4).doing(allocating).plan(), received -> {});
            var parent = run.processes().getFirst();
            var worker = run.processes().getLast();
            assertThat(parent.worker()).isEqualTo(ProcessUse.PARENT);
            assertThat(worker.allocatedBytes()).isBetween(20e6, 40e6);
            assertThat(parent.allocatedBytes()).isLessThan(20e6);
            assertThat(worker.cpuSeconds()).isGreaterThan(parent.cpuSeconds());
        }
    }

    /** Like one that is in machine code: nothing in Java can stop it. */
    @Test
    void aComputationThatDoesNotObeyIsNotWaitedForButNamed() {
        var before = Residue.now();
        List<String> lines = new CopyOnWriteArrayList<>();
        var deaf = Work.computing((worker, sequence) -> {
            while (worker == 1 && sequence == 1 && !LET_GO.get()) {
                BUSY.set(true);
            }
        });
        try (var pool = new Pool(line -> {}, lines::add)) {
            var impatient = Tampered.after(new Threads(), received -> {
                Crew.until("worker 1 is busy", BUSY::get);
                throw new IllegalArgumentException("enough");
            });
            assertThatThrownBy(() ->
                            new Engine(pool).run(trial(impatient).doing(deaf).plan(), received -> {}))
                    .hasMessage("enough");
            assertThat(lines)
                    .containsExactly("worker 1 is a thread, and is still busy 1 s after it was told to end; it will end"
                            + " when its present message is made");
            lines.clear();
            pool.warnOfThreadsThatGoOn();
            assertThat(lines)
                    .containsExactly(
                            "a worker that is a thread is still busy since an earlier run, and takes a processor from"
                                    + " this one; restart the kernel to end it");
            lines.clear();
            LET_GO.set(true);
            Crew.until("the thread ends with its message", () -> Residue.now().equals(before));
            pool.warnOfThreadsThatGoOn();
            assertThat(lines).isEmpty();
        } finally {
            LET_GO.set(true);
        }
        Crew.until("the thread ends with its message", () -> Residue.now().equals(before));
    }

    @Test
    void aComputationThatSwallowsAnInterruptIsToldAgain() {
        var before = Residue.now();
        var dull = Work.computing((worker, sequence) -> {
            if (worker == 0) {
                Crew.until("worker 1 is busy", BUSY::get);
                throw new ArithmeticException("no luck today");
            }
            BUSY.set(true);
            for (int i = 0; i < 3; i++) {
                try {
                    Thread.sleep(60_000);
                } catch (InterruptedException e) {
                    // goes on
                }
            }
        });
        List<String> lines = new CopyOnWriteArrayList<>();
        try (var pool = new Pool(line -> {}, lines::add)) {
            assertThatThrownBy(() -> new Engine(pool).run(trial().doing(dull).plan(), received -> {}))
                    .hasMessage("worker 0, message 0 failed: java.lang.ArithmeticException: no luck today");
        }
        assertThat(lines).isEmpty();
        assertThat(Residue.now()).isEqualTo(before);
    }
}
