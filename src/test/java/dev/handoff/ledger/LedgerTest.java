package dev.handoff.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.handoff.ledger.Ledger.Address;
import dev.handoff.memory.Region;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Message;
import dev.handoff.spi.Phase;
import dev.handoff.spi.Stopwatch;
import dev.handoff.support.Crew;
import dev.handoff.support.OtherJvm;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LedgerTest {
    private static final int MESSAGES = 3;

    private static Message read(Ledger ledger, int worker, long sequence) {
        return ledger.message(worker, sequence, 1, 2, 3, 4, 5);
    }

    private static long workerSum(Message message) {
        return message.workerNs().stream().mapToLong(ns -> ns).sum();
    }

    /** Lets some time go by that cannot be taken for a clock's resolution, and says how much at least. */
    private static long spend() {
        long from = System.nanoTime();
        while (System.nanoTime() - from < 20_000) {
            Thread.onSpinWait();
        }
        return 20_000;
    }

    @Test
    void phasesInAnyOrderAndMoreThanOnceAddUpToTheTimeOfTheWorker() {
        try (var ledger = Ledger.create(1, 200)) {
            var watches = ledger.stopwatches(0, 2);
            for (int seed = 0; seed < 200; seed++) {
                var random = new Random(seed);
                long before = System.nanoTime();
                var watch = watches.start(seed);
                for (int i = random.nextInt(20); i >= 0; i--) {
                    watch.charge(Phase.values()[random.nextInt(Message.WORKER_PHASES)]);
                }
                watch.published();
                long after = System.nanoTime();
                var message = read(ledger, 0, seed);
                assertThat(workerSum(message)).as("seed %s", seed).isEqualTo(message.publishedNs() - message.startNs());
                assertThat(message.startNs()).isBetween(before, after);
                assertThat(message.publishedNs()).isBetween(message.startNs(), after);
                assertThat(message.workerNs()).allMatch(ns -> ns >= 0);
            }
        }
    }

    @Test
    void timeIsChargedToThePhaseThatWasJustLeftEveryTimeItIsLeft() {
        try (var ledger = Ledger.create(1, 1)) {
            var watch = ledger.stopwatches(0, 1).start(0);
            watch.charge(Phase.INPUTS);
            long encode = spend();
            watch.charge(Phase.ENCODE);
            long write = spend();
            watch.charge(Phase.WRITE);
            encode += spend();
            watch.charge(Phase.ENCODE);
            watch.published();
            var message = read(ledger, 0, 0);
            assertThat(message.phaseNs(Phase.ENCODE)).isGreaterThanOrEqualTo(encode);
            assertThat(message.phaseNs(Phase.WRITE)).isGreaterThanOrEqualTo(write);
            for (var other : List.of(Phase.COMPUTE, Phase.PRODUCE, Phase.WAIT_FOR_SPACE, Phase.BUFFERED)) {
                assertThat(message.phaseNs(other)).as(other.label()).isZero();
            }
        }
    }

    @Test
    void messagesThatAreUnderWayTogetherDoNotMix() {
        try (var ledger = Ledger.create(1, MESSAGES)) {
            var watches = ledger.stopwatches(0, 2);
            var first = watches.start(0);
            var second = watches.start(1);
            long spent = spend();
            first.charge(Phase.BUFFERED);
            second.charge(Phase.COMPUTE);
            first.published();
            second.published();
            var third = watches.start(2); // uses the first one's stopwatch again
            third.charge(Phase.WRITE);
            third.published();
            assertThat(read(ledger, 0, 0).phaseNs(Phase.BUFFERED)).isGreaterThanOrEqualTo(spent);
            assertThat(read(ledger, 0, 0).phaseNs(Phase.WRITE)).isZero();
            assertThat(read(ledger, 0, 1).phaseNs(Phase.COMPUTE)).isGreaterThanOrEqualTo(spent);
            assertThat(read(ledger, 0, 1).phaseNs(Phase.BUFFERED)).isZero();
            assertThat(read(ledger, 0, 2).phaseNs(Phase.BUFFERED)).isZero();
        }
    }

    @Test
    void everyWorkerHasRowsOfItsOwnThatOutliveIt() throws InterruptedException {
        try (var ledger = Ledger.create(2, MESSAGES)) {
            var address = ledger.address();
            try (var one = OtherJvm.start(Recording.class, address.path(), address.messages(), 0);
                    var two = OtherJvm.start(Recording.class, address.path(), address.messages(), 1)) {
                one.join();
                two.join();
            }
            var arrivals = new Arrivals(2 * MESSAGES);
            for (int sequence = 0; sequence < MESSAGES; sequence++) {
                for (int worker : List.of(1, 0)) {
                    int base = 100 * worker + 10 * sequence;
                    arrivals.add(worker, sequence, base, base + 1, base + 2, base + 3, base + 4);
                }
            }
            var joined = arrivals.join(ledger);
            assertThat(joined).extracting(Message::worker).containsExactly(1, 0, 1, 0, 1, 0);
            assertThat(joined).extracting(Message::sequence).containsExactly(0L, 0L, 1L, 1L, 2L, 2L);
            for (var message : joined) {
                int base = 100 * message.worker() + 10 * (int) message.sequence();
                assertThat(List.of(
                                message.askedNs(),
                                message.readFromNs(),
                                message.decodeFromNs(),
                                message.consumeFromNs(),
                                message.doneNs()))
                        .containsExactly(base + 0L, base + 1L, base + 2L, base + 3L, base + 4L);
                var own = Recording.phaseOf(message.worker(), message.sequence());
                assertThat(message.phaseNs(own))
                        .as("what only this worker charged in only this message")
                        .isPositive()
                        .isEqualTo(workerSum(message))
                        .isEqualTo(message.publishedNs() - message.startNs());
            }
        }
    }

    /** A worker that records, and ends without closing anything. */
    static final class Recording {
        public static void main(String[] arguments) {
            int worker = Integer.parseInt(arguments[2]);
            var ledger = new Address(arguments[0], Integer.parseInt(arguments[1])).open();
            var watches = ledger.stopwatches(worker, 1);
            for (int sequence = 0; sequence < MESSAGES; sequence++) {
                var watch = watches.start(sequence);
                spend();
                watch.charge(phaseOf(worker, sequence));
                watch.published();
            }
            Runtime.getRuntime().halt(0);
        }

        static Phase phaseOf(int worker, long sequence) {
            return Phase.values()[worker * MESSAGES + (int) sequence];
        }
    }

    @Test
    void aMessageThatItsSenderNeverFinishedIsNamed() {
        try (var ledger = Ledger.create(2, MESSAGES)) {
            ledger.stopwatches(1, 1).start(2).charge(Phase.INPUTS);
            assertThatThrownBy(() -> read(ledger, 1, 2))
                    .isInstanceOf(HandoffException.class)
                    .hasMessage("message 2 of worker 1 arrived, but its sender never finished it in the ledger");
        }
    }

    /** Whichever of the two stores came first, of the phase and of the stamp. */
    @ParameterizedTest
    @ValueSource(longs = {8 + 8 * 7, 72})
    void thePhasesAddUpIfTheSenderDiedWhileItChargedTheLast(long stored) {
        try (var ledger = Ledger.create(1, 1);
                var memory = Region.open(ledger.address().path())) {
            ledger.stopwatches(0, 1).start(0).charge(Phase.INPUTS);
            var row = memory.segment();
            row.set(ValueLayout.JAVA_LONG, stored, row.get(ValueLayout.JAVA_LONG, stored) + 1_000);
            ledger.finish(0, 0);
            var message = ledger.message(0, 0, 0, 0, 0, 0, 0);
            long sum = Stream.of(Phase.values()).mapToLong(message::phaseNs).sum();
            assertThat(sum).isEqualTo(message.lifeNs()).isPositive();
        }
    }

    @Test
    void moreMessagesThanItRecordsAreRefusedWithTheWayOut() {
        assertThatThrownBy(() -> Ledger.create(16, 62_501))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("16 workers × 62501 messages are 1000016; the ledger records at most 1000000: "
                        + "use fewer messages, or run without the ledger");
        assertThatThrownBy(() -> Ledger.create(65_536, 65_536)) // 2³², which as an int would be 0
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("65536 workers × 65536 messages are 4294967296;");
    }

    @Test
    void recordingAllocatesNothing() {
        var threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        int messages = 20_000;
        try (var ledger = Ledger.create(1, messages)) {
            var watches = ledger.stopwatches(0, 4);
            // once it is compiled, which may take some rounds: less than an object in a hundred messages
            Crew.until("a round without allocation", () -> {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int sequence = 0; sequence < messages; sequence++) {
                    record(watches.start(sequence));
                }
                return threads.getCurrentThreadAllocatedBytes() - before < 16 * messages / 100;
            });
        }
    }

    private static void record(Stopwatch watch) {
        watch.charge(Phase.INPUTS);
        watch.charge(Phase.COMPUTE);
        watch.charge(Phase.WRITE);
        watch.published();
    }

    @Test
    void withoutALedgerNothingIsRecorded() {
        assertThat(Ledger.Stopwatches.NONE.start(5)).isSameAs(Stopwatch.NONE);
        record(Stopwatch.NONE);
    }
}
