package dev.handoff.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.channel.NamedFiles;
import dev.handoff.channel.PipeQueue;
import dev.handoff.channel.SharedSlots;
import dev.handoff.spi.Phase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A small part of {@code ./handoff chaos}. */
@Timeout(180)
class ChaosTest {
    private static List<String> bad(List<Chaos.Draw> draws) {
        List<String> bad = new ArrayList<>();
        var before = Residue.now();
        var tally = Chaos.run(draws, (draw, verdict) -> {
            if (verdict.isBad()) {
                bad.add(draw + ": " + verdict);
            }
        });
        assertThat(Residue.now()).isEqualTo(before);
        assertThat(tally.isBad()).isEqualTo(!bad.isEmpty());
        return bad;
    }

    @Test
    void someRoundsOfAllKindsBreakNoPromise() {
        assertThat(bad(Chaos.draw(12, 5))).isEmpty();
    }

    /** Killed where it holds what the others need, each at least once at the beginning of the phase and once in the middle. */
    @Test
    void aWorkerOfTheQueueIsKilledInEveryPhaseInWhichItHoldsSomething() {
        List<Chaos.Draw> draws = new ArrayList<>();
        for (var phase : List.of(Phase.BUFFERED, Phase.ENCODE, Phase.WAIT_FOR_TURN, Phase.WRITE)) {
            for (long seed = 0; seed < 2; seed++) {
                draws.add(new Chaos.Draw(new Cell(phase, new PipeQueue(0), Fault.KILL), seed));
            }
        }
        assertThat(bad(draws)).isEmpty();
    }

    /** It holds the lock and is stopped, which is no death: the run is complete when it goes on. */
    @Test
    void fromAWorkerThatIsMerelyStoppedNothingIsTaken() {
        var cell = new Cell(Phase.WRITE, new PipeQueue(0), Fault.STOP_A_MOMENT);
        assertThat(bad(List.of(new Chaos.Draw(cell, 0), new Chaos.Draw(cell, 1))))
                .isEmpty();
    }

    /** What a round says of a fault that is not any worker's own. */
    @Test
    void whoeverLosesItsReceiverOrItsRoomSaysSo() {
        var gone = new Chaos.Draw(new Cell(Phase.WAIT, new SharedSlots(), Fault.RECEIVER_GONE), 0);
        var full = new Chaos.Draw(new Cell(Phase.WRITE, NamedFiles.onDisk(), Fault.FULL), 0);
        var stray = new Chaos.Draw(new Cell(Phase.INPUTS, new PipeQueue(0), Fault.STRAY_BYTES), 0);
        assertThat(bad(List.of(gone, full, stray))).isEmpty();
    }

    @Test
    void theMatrixHasEveryPhaseAndEveryChannelAndNoCellTwice() {
        var cells = Cell.all();
        assertThat(cells).doesNotHaveDuplicates();
        assertThat(cells).extracting(Cell::phase).contains(Phase.values());
        assertThat(new HashSet<>(cells.stream().map(Cell::channel).toList())).containsAll(Cell.channels());
        assertThat(cells).extracting(Cell::fault).contains(Fault.values());
    }

    @Test
    void theSameSeedDrawsTheSameRounds() {
        assertThat(Chaos.draw(50, 3)).isEqualTo(Chaos.draw(50, 3)).isNotEqualTo(Chaos.draw(50, 4));
        assertThat(Chaos.draw(20, 3)).isEqualTo(Chaos.draw(50, 3).subList(0, 20));
    }
}
