package dev.handoff.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.spi.Deadline;
import dev.handoff.support.Crew;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** What every wait of this package promises. */
final class Waits {
    private Waits() {}

    /** A wait that nothing but its deadline can end, and what it then returns. */
    static void endWhenCalledOffOrInterrupted(Function<Deadline, Object> wait, Object result) {
        try (var crew = new Crew()) {
            var deadline = Deadline.in(Duration.ofHours(1));
            var begun = new CountDownLatch(2);
            var sleeper = new Thread[1];
            var calledOff = crew.call(() -> {
                begun.countDown();
                return wait.apply(deadline);
            });
            var interrupted = crew.call(() -> {
                sleeper[0] = Thread.currentThread();
                begun.countDown();
                var returned = wait.apply(Deadline.in(Duration.ofHours(1)));
                assertThat(Thread.interrupted()).as("it stays interrupted").isTrue();
                return returned;
            });
            begun.await();
            deadline.cancel();
            sleeper[0].interrupt();
            assertThat(Crew.result(calledOff)).isEqualTo(result);
            assertThat(Crew.result(interrupted)).isEqualTo(result);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
