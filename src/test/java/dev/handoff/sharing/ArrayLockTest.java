package dev.handoff.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.memory.ProcessIdentity;
import dev.handoff.memory.SharedLock;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.ElementType;
import dev.handoff.spi.HandoffException;
import dev.handoff.support.Crew;
import dev.handoff.support.OtherJvm;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ArrayLockTest {
    private static final int ROUNDS = 5_000;

    private final SharedArray array = SharedArray.create(ElementType.LONG, 1);

    @AfterEach
    void close() {
        array.close();
    }

    @Test
    void threadsOfOneAttachmentAndOfTwoExcludeOneAnother() {
        try (var again = array.address().attach();
                var crew = new Crew()) {
            crew.start(() -> count(array));
            crew.start(() -> count(array));
            crew.start(() -> count(again));
            crew.join();
        }
        assertThat(array.getLong(0)).isEqualTo(3 * ROUNDS);
    }

    private static void count(SharedArray array) {
        for (int i = 0; i < ROUNDS; i++) {
            try (var _ = array.lock()) {
                array.setLong(0, array.getLong(0) + 1);
            }
        }
    }

    @Test
    void theThreadThatHoldsItMayTakeItAgainAndTheOutermostGivesItBack() {
        try (var again = array.address().attach();
                var crew = new Crew()) {
            var outer = array.lock();
            var inner = array.lock();
            assertThat(inner.abandonedBy()).isEmpty();
            var next = crew.call(() -> {
                try (var _ = again.lock()) {
                    return array.getLong(0);
                }
            });
            inner.close();
            inner.close(); // does nothing: it must not give back what the outer one holds
            array.setLong(0, 1);
            outer.close();
            assertThat(Crew.result(next)).isEqualTo(1);
        }
    }

    @Test
    void isGivenBackByItsThreadAlone() {
        try (var held = array.lock();
                var crew = new Crew()) {
            assertThat(held.abandonedBy()).isEmpty();
            crew.start(() -> assertThatThrownBy(held::close)
                    .isInstanceOf(IllegalMonitorStateException.class)
                    .hasMessage("this thread does not hold the lock"));
            crew.join();
        }
        try (var again = array.lock()) {
            assertThat(again.abandonedBy()).isEmpty();
        }
    }

    @Test
    void aProcessThatIsKilledHoldingItIsReportedToTheNextOwnerAndToNobodyElse() {
        try (var other = OtherJvm.start(Holding.class, array.address().path())) {
            assertThat(other.line()).isEqualTo("held");
            try (var crew = new Crew()) {
                var next = crew.call(() -> {
                    try (var held = array.lock()) {
                        return held.abandonedBy();
                    }
                });
                ProcessHandle.of(other.pid()).orElseThrow().destroyForcibly(); // SIGKILL
                assertThat(Crew.result(next)).hasValue(other.pid());
            }
        }
        assertThat(array.getLong(0)).as("what it wrote before it died").isEqualTo(7);
        try (var held = array.lock()) {
            assertThat(held.abandonedBy()).isEmpty();
        }
    }

    @Test
    void aProcessThatLivesIsWaitedForUntilItGivesItBackOrTheWaitIsInterrupted() throws InterruptedException {
        try (var other = OtherJvm.start(Holding.class, array.address().path());
                var crew = new Crew()) {
            assertThat(other.line()).isEqualTo("held");
            crew.start(() -> {
                Thread.currentThread().interrupt();
                assertThatThrownBy(array::lock)
                        .isInstanceOf(HandoffException.class)
                        .hasMessageStartingWith("interrupted while waiting for the lock of a shared array");
                assertThat(Thread.interrupted()).as("it stays interrupted").isTrue();
            });
            crew.join();
            other.letGo();
            try (var held = array.lock()) {
                assertThat(held.abandonedBy()).isEmpty();
                assertThat(array.getLong(0))
                        .as("what it wrote before it gave it back")
                        .isEqualTo(8);
            }
            other.join();
        }
    }

    /** Whether a holder lives is read from a file: who cannot open one knows nothing, and takes nothing over. */
    @Test
    void aProcessThatLivesKeepsItWhenAnotherHasNoDescriptorsLeftToLookAtIt() throws InterruptedException {
        long self = ProcessHandle.current().pid();
        try (var held = array.lock();
                var other = OtherJvm.startBehind(
                        List.of("bash", "-c", "ulimit -n 100; exec \"$@\"", "bash"),
                        WithoutDescriptors.class,
                        array.address().path())) {
            assertThat(other.line())
                    .isEqualTo(
                            "process " + self + " cannot be looked at: /proc/" + self + "/stat: Too many open files");
            other.join();
            assertThat(held.abandonedBy()).isEmpty();
        }
    }

    /** Opens what it may, and tries to take the lock. */
    static final class WithoutDescriptors {
        public static void main(String[] arguments) {
            useOnce();
            var open = new ArrayList<InputStream>();
            try (var array = new SharedArray.Address(arguments[0]).attach()) {
                takeAll(open);
                System.out.println(array.lock().abandonedBy());
            } catch (HandoffException e) {
                System.out.println(e.getMessage());
            }
        }

        /** Loads the classes that are needed when no file can be opened any more. */
        private static void useOnce() {
            try (var own = SharedArray.create(ElementType.LONG, 1)) {
                System.setProperty("once", own.lock().abandonedBy().toString());
                var lock = new SharedLock(own.segment(), 0);
                lock.lock(1, Deadline.never());
                lock.lock(2, Deadline.in(Duration.ofMillis(1)));
                ProcessIdentity.of(-1);
            } catch (HandoffException e) {
                System.setProperty("once", e.getMessage());
            }
        }

        private static void takeAll(List<InputStream> open) {
            try {
                while (true) {
                    open.add(new FileInputStream("/dev/null"));
                }
            } catch (IOException e) {
                // there are no more
            }
        }
    }

    /** Takes the lock, and keeps it until its standard input ends. */
    static final class Holding {
        public static void main(String[] arguments) throws IOException {
            try (var array = new SharedArray.Address(arguments[0]).attach();
                    var _ = array.lock()) {
                array.setLong(0, 7);
                System.out.println("held");
                System.in.read();
                array.setLong(0, 8);
            }
        }
    }
}
