package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.handoff.chaos.Damage;
import dev.handoff.chaos.Damage.Ending;
import dev.handoff.chaos.Damages;
import dev.handoff.chaos.Fault;
import dev.handoff.chaos.Residue;
import dev.handoff.chaos.Strike;
import dev.handoff.spi.Phase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same faults in both languages. */
@Timeout(180)
class FaultsTest {
    private static void needsPython() {
        assumeTrue(System.getenv("HANDOFF_PYTHON") != null, "HANDOFF_PYTHON names no Python with NumPy");
    }

    @Test
    void inMidMessagePythonHangsAndHandoffSaysWhatIsLost() {
        needsPython();
        var before = Residue.now();
        var damages = Faults.of(Fault.KILL, Phase.WRITE).run();

        assertThat(damages.rows())
                .extracting(Damage::way, Damage::ending)
                .containsExactly(
                        tuple("Java queue", Ending.LISTED),
                        tuple("Java slots", Ending.LISTED),
                        tuple("Python queue", Ending.HANGS),
                        tuple("Python shared_memory", Ending.HANGS));
        assertThat(damages.rows().subList(0, 2)).allSatisfy(java -> {
            assertThat(java.received()).isEqualTo(8); // two of the one that is killed at its third, and the other's six
            assertThat(java.told()).contains("worker 0", "was killed by signal 9", "lost are message 2 (write)");
            assertThat(java.left()).isEmpty();
        });
        assertThat(Residue.now()).as("all of it is gone").isEqualTo(before);
    }

    @Test
    void whenTheParentIsKilledPythonsWorkersLiveOn() {
        needsPython();
        var damages = Faults.of(Fault.PARENT_KILLED, Phase.WRITE).run();

        assertThat(damages.rows().subList(0, 3)) // names of segments may fit into the pipe, so that nobody waits
                .extracting(Damage::way, Damage::ending)
                .containsExactly(
                        tuple("Java queue", Ending.WORKERS_END),
                        tuple("Java slots", Ending.WORKERS_END),
                        tuple("Python queue", Ending.WORKERS_LIVE_ON));
        assertThat(damages.details().column("received").isMissing(0))
                .as("nobody is left who could know how many came")
                .isTrue();
        assertThat(damages.text()).doesNotContain("messages");
    }

    @Test
    void theTableHasARowForEachFaultAndAColumnForEachWay() {
        var kill = new Strike(Fault.KILL, Phase.BUFFERED);
        var stop = new Strike(Fault.STOP_FOR_EVER, Phase.WRITE);
        var damages = new Damages(List.of(
                new Damage(kill, "Java queue", Ending.LISTED, 9, 12, "worker 0 died", 0.5, ""),
                new Damage(stop, "Java queue", Ending.REFUSED, 7, 12, "time is up", 3.1, ""),
                new Damage(stop, "Python queue", Ending.HANGS, 4, 12, "", 3, "2 processes")));

        assertThat(damages.table().columnNames()).containsExactly("fault", "in phase", "Java queue", "Python queue");
        assertThat(damages.table().row(0).getString("Python queue")).isEqualTo("-");
        assertThat(damages.table().row(1).getString("Python queue")).isEqualTo("hangs");
        assertThat(damages.details().row(2).getString("left behind")).isEqualTo("2 processes");
        assertThat(damages.text()).isEqualTo("""
                        kill in buffered, Java queue: loss listed after 0.5 s, 9 of 12 messages; told: worker 0 died
                        stop for ever in write, Java queue: ends, says why after 3.1 s, 7 of 12 messages; told: time is up
                        stop for ever in write, Python queue: hangs after 3.0 s, 4 of 12 messages; left behind: 2 processes""");
    }

    @Test
    void whatIsNotDoneToPythonIsRefused() {
        assertThatThrownBy(() -> Faults.of(Fault.SLOW, Phase.WRITE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "slow in write is not done to Python; allowed are kill in compute, wait for space, buffered,"
                                + " encode, wait for turn and write, exit in compute, exception in compute and encode, stop for"
                                + " ever in compute and write, and parent killed in write");
        assertThatThrownBy(() -> Faults.of(Fault.KILL))
                .hasMessage("there is no phase in which the fault could strike; name one at least");
        assertThat(Strike.all()).hasSize(12).doesNotHaveDuplicates();
        assertThat(Faults.all().text())
                .isEqualTo("12 faults, each in runs of its own in Java and in Python; run() lets them strike");
    }
}
