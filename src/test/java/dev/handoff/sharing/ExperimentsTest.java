package dev.handoff.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.Payloads;
import dev.handoff.Shared;
import dev.handoff.chaos.Residue;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ExperimentsTest {
    private final Residue before = Residue.now();

    @AfterEach
    void nothingIsLeft() {
        assertThat(Residue.now()).isEqualTo(before);
    }

    /** Without the lock, how many are lost is a matter of luck; that there are never too many is not. */
    @Test
    void noUpdateIsLostWithTheLockOrInOneStep() {
        var result = Shared.lostUpdates(3, 2_000);
        assertThat(result.rows()).extracting(LostUpdates.Row::how).containsExactly("no lock", "lock()", "getAndAdd");
        assertThat(result.rows()).extracting(LostUpdates.Row::expected).containsOnly(6_000L);
        assertThat(result.rows().getFirst().counted()).isBetween(2_000L, 6_000L);
        assertThat(result.rows()).element(1).returns(6_000L, LostUpdates.Row::counted);
        assertThat(result.rows()).element(2).returns(6_000L, LostUpdates.Row::counted);
    }

    @Test
    void lostUpdatesAreATableAndASentence() {
        var result = new LostUpdates(List.of(
                new LostUpdates.Row("no lock", 4, 1_000, 3_000, 0.002),
                new LostUpdates.Row("lock()", 4, 1_000, 4_000, 0.004)));
        assertThat(result.table().columnNames())
                .containsExactly(
                        "how", "workers", "expected", "counted", "lost", "lost (%)", "seconds", "µs an update");
        assertThat(result.table().row(0).getLong("lost")).isEqualTo(1_000);
        assertThat(result.table().row(0).getDouble("lost (%)")).isEqualTo(25);
        assertThat(result.table().row(1).getDouble("µs an update")).isEqualTo(1);
        assertThat(result.text())
                .isEqualTo("no lock: 1,000 of 4,000 updates were lost\nlock(): 0 of 4,000 updates were lost");
    }

    /** 32 MB: more than the memory of a young JVM changes by itself. */
    @Test
    void whatIsSharedIsInMemoryOnceAndWhatIsSentIsInEachWorker() {
        var result = Shared.broadcast(Payloads.random(4_000_000), 2);
        long half = result.bytes() / 2;
        assertThat(result.bytes()).isEqualTo(32_000_000);
        assertThat(result.rows()).extracting(Broadcast.Row::how).containsExactly("sent to each", "shared once");
        var sent = result.rows().get(0);
        var shared = result.rows().get(1);
        assertThat(sent.privateBytes()).isGreaterThan(half);
        assertThat(sent.sharedBytes()).isLessThan(half);
        assertThat(shared.privateBytes()).isLessThan(half);
        assertThat(shared.sharedBytes()).isBetween(result.bytes(), result.bytes() + half);
        assertThat(result.rows()).allMatch(row -> row.handOverSeconds() > 0 && row.readSeconds() > 0);
    }

    @Test
    void aBroadcastIsATableAndASentence() {
        var result = new Broadcast(
                "zeros:5x10",
                400,
                3,
                List.of(
                        new Broadcast.Row("sent to each", 0.3, 0.02, 2_000_000, 0),
                        new Broadcast.Row("shared once", 0.004, 0.02, 100_000, 1_000_000)));
        var table = result.table();
        assertThat(table.columnNames())
                .containsExactly(
                        "how",
                        "workers",
                        "object (MB)",
                        "handing over (ms)",
                        "reading (ms)",
                        "private in each (MB)",
                        "shared by all (MB)",
                        "in all (MB)");
        assertThat(table.row(0).getDouble("in all (MB)")).isEqualTo(6);
        assertThat(table.row(1).getDouble("in all (MB)")).isEqualTo(1.3);
        assertThat(result.text())
                .isEqualTo("sent to each: handed to 3 workers in 300.0 ms, read in 20.0 ms, 6.0 MB of memory in all\n"
                        + "shared once: handed to 3 workers in 4.0 ms, read in 20.0 ms, 1.3 MB of memory in all");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> Shared.lostUpdates(0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("0 workers; from 1 to 256");
        assertThatThrownBy(() -> Shared.lostUpdates(257, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("257 workers; from 1 to 256");
        assertThatThrownBy(() -> Shared.lostUpdates(1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("0 increments; from 1 to 100000000");
        assertThatThrownBy(() -> Shared.broadcast(Payloads.zeros(1L << 40), 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("this takes about ");
    }
}
