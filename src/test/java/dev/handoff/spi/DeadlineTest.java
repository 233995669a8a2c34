package dev.handoff.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private static final long NAP_NS = 50_000_000;

    @Test
    void hasPassedWhenNothingIsLeft() {
        assertThat(Deadline.in(Duration.ZERO).passed()).isTrue();
        assertThat(Deadline.in(Duration.ofSeconds(-1)).remainingNs()).isLessThanOrEqualTo(-TimeUnit.SECONDS.toNanos(1));
    }

    @Test
    void saysWhatIsLeft() {
        var deadline = Deadline.in(Duration.ofHours(1));
        assertThat(deadline.passed()).isFalse();
        assertThat(deadline.remainingNs()).isPositive().isLessThanOrEqualTo(TimeUnit.HOURS.toNanos(1));
    }

    @Test
    void aWaitNeverSleepsLongerThanANapSoThatItNoticesACancellation() {
        assertThat(Deadline.in(Duration.ofDays(365)).longestNapNs()).isEqualTo(NAP_NS);
        assertThat(Deadline.in(Duration.ofMillis(20)).longestNapNs()).isLessThanOrEqualTo(20_000_000);
        assertThat(Deadline.in(Duration.ZERO).longestNapNs()).isNotPositive();
    }

    @Test
    void calledOffByAnotherThreadItHasPassed() throws InterruptedException {
        var deadline = Deadline.in(Duration.ofHours(1));
        var other = Thread.ofPlatform().start(deadline::cancel);
        other.join();
        assertThat(deadline.remainingNs()).isZero();
        assertThat(deadline.passed()).isTrue();
    }

    @Test
    void hasPassedForAThreadThatIsInterruptedAndForNoOther() throws InterruptedException {
        var deadline = Deadline.in(Duration.ofHours(1));
        var passed = new boolean[1];
        var interrupted = new boolean[1];
        var other = Thread.ofPlatform().unstarted(() -> {
            Thread.currentThread().interrupt();
            passed[0] = deadline.passed();
            interrupted[0] = Thread.currentThread().isInterrupted();
        });
        other.start();
        other.join();
        assertThat(passed[0]).isTrue();
        assertThat(interrupted[0]).as("it stays interrupted").isTrue();
        assertThat(deadline.passed()).isFalse();
    }
}
