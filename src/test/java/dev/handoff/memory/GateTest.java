package dev.handoff.memory;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.spi.Deadline;
import dev.handoff.support.Crew;
import dev.handoff.support.OtherJvm;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GateTest {
    private static final long GATE = 64;

    @Test
    void opensForAllWhoWaitAndShowsThemWhatWasWrittenBefore() throws InterruptedException {
        try (var region = Region.create("gate", 128);
                var other = OtherJvm.start(Waiting.class, region.path());
                var crew = new Crew()) {
            Callable<Long> wait = () -> waitAndRead(region);
            var one = crew.call(wait);
            var two = crew.call(wait);
            assertThat(other.line()).isEqualTo("waiting");
            region.segment().set(JAVA_LONG, 0, 11);
            new Gate(region.segment(), GATE).open();
            assertThat(Crew.result(one)).isEqualTo(11);
            assertThat(Crew.result(two)).isEqualTo(11);
            assertThat(other.line()).isEqualTo("11");
            other.join();
            assertThat(waitAndRead(region)).as("it stays open").isEqualTo(11);
        }
    }

    /** Waits at the gate of a region. */
    static final class Waiting {
        public static void main(String[] arguments) {
            try (var region = Region.open(arguments[0])) {
                System.out.println("waiting");
                System.out.println(waitAndRead(region));
            }
        }
    }

    private static long waitAndRead(Region region) {
        boolean open = new Gate(region.segment(), GATE).await(Deadline.in(Duration.ofMinutes(1)));
        return open ? region.segment().get(JAVA_LONG, 0) : -1;
    }

    @Test
    void whoeverWaitsInVainIsToldSo() {
        try (var region = Region.create("gate", 128)) {
            var gate = new Gate(region.segment(), GATE);
            assertThat(gate.await(Deadline.in(Duration.ZERO))).isFalse();
            assertThat(gate.await(Deadline.in(Duration.ofMillis(1)))).isFalse();
        }
    }

    @Test
    void aWaitEndsWhenItIsCalledOffOrInterrupted() {
        try (var region = Region.create("gate", 128)) {
            Waits.endWhenCalledOffOrInterrupted(deadline -> new Gate(region.segment(), GATE).await(deadline), false);
        }
    }
}
