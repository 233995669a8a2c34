package dev.handoff.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.channel.PipeQueue;
import dev.handoff.spi.Arm;
import dev.handoff.spi.Death;
import dev.handoff.spi.Message;
import dev.handoff.spi.OnWorkerDeath;
import dev.handoff.spi.Phase;
import dev.handoff.spi.Run;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Accounts of a run of two workers with three messages each. */
class AccountsTest {
    private static final List<Phase> PHASES = new PipeQueue(0).phases();
    private static final Death.Lost WRITING = new Death.Lost(1, Phase.WRITE);
    private static final Death.Lost WAITING = new Death.Lost(2, Phase.BUFFERED);

    private static Message message(int worker, long sequence) {
        return new Message(
                worker,
                sequence,
                0,
                Collections.nCopies(Message.WORKER_PHASES, 1L),
                Message.WORKER_PHASES,
                0,
                9,
                10,
                11,
                12);
    }

    /** All of the first worker came, and of the second these. */
    private static String wrong(List<Long> came, Death... deaths) {
        return wrong(OnWorkerDeath.CONTINUE, came, deaths);
    }

    private static String wrong(OnWorkerDeath policy, List<Long> came, Death... deaths) {
        var log = Stream.concat(
                        Stream.of(0L, 1L, 2L).map(sequence -> message(0, sequence)),
                        came.stream().map(sequence -> message(1, sequence)))
                .toList();
        var setup = new Run.Setup("java", "queue", "java", Arm.HEAVY, 0, false, 2, 3, 4, "zeros", 8);
        var run = new Run(
                setup,
                new Run.Timing(1, 0, 0),
                Run.Outcome.RECOVERED,
                log.size(),
                log.size(),
                log,
                List.of(),
                List.of(),
                List.of(deaths));
        return new Accounts(run, PHASES).wrong(policy);
    }

    private static Death death(long notBegun, Death.Lost... lost) {
        return new Death(1, "killed", List.of(lost), notBegun);
    }

    @Test
    void whatIsToldExactlyIsRight() {
        assertThat(wrong(List.of(0L, 1L, 2L))).isEmpty();
        assertThat(wrong(List.of(0L, 1L, 2L), death(0))).isEmpty();
        assertThat(wrong(List.of(0L), death(0, WRITING, WAITING))).isEmpty();
        assertThat(wrong(List.of(0L), death(1, WRITING))).isEmpty();
        assertThat(wrong(
                        OnWorkerDeath.RESTART,
                        List.of(0L, 2L),
                        death(1, WRITING).andRestarted()))
                .isEmpty();
    }

    @Test
    void aMessageThatIsMissingDoubledOrOutOfOrderIsFoundOut() {
        for (var came : List.of(List.of(0L), List.of(0L, 2L), List.of(0L, 0L, 2L), List.of(0L, 2L, 1L))) {
            assertThat(wrong(came)).isEqualTo("of worker 1 came " + came + ", and it is said: []");
        }
    }

    @Test
    void aLossThatIsToldWronglyIsFoundOut() {
        var further = new Death.Lost(2, Phase.IN_FLIGHT);
        for (var told : List.of(
                List.of(death(2, WRITING)), // too many
                List.of(death(0, WRITING)), // too few
                List.of(death(1, WAITING)), // another
                List.of(death(1, WRITING), death(1, WRITING)), // twice
                List.of(death(0, WRITING, further)), // further on its way than the one before it
                List.of(death(1, WRITING).andRestarted()))) { // which it was not
            assertThat(wrong(List.of(0L), told.toArray(Death[]::new)))
                    .isEqualTo("of worker 1 came [0], and it is said: " + told);
        }
        assertThat(wrong(List.of(0L, 2L), death(0, WRITING)))
                .as("one came after the end")
                .startsWith("of worker 1 came [0, 2]");
    }
}
