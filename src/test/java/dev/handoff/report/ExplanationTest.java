package dev.handoff.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.handoff.spi.Arm;
import dev.handoff.spi.Machine;
import dev.handoff.spi.Phase;
import dev.handoff.spi.Run;
import dev.handoff.spi.StateSample;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    /** The reader is busy for 99 of 100 ms; the writer is blocked while it does not read. */
    private static Hand slowReader() {
        return Hand.period(100)
                .phase(Phase.INPUTS, 5)
                .phase(Phase.COMPUTE, 10)
                .phase(Phase.PRODUCE, 5)
                .phase(Phase.ENCODE, 20)
                .phase(Phase.WAIT_FOR_TURN, 1e-6)
                .phase(Phase.WRITE, 99)
                .phase(Phase.READ, 70)
                .phase(Phase.DECODE, 28)
                .phase(Phase.CONSUME, 1)
                .copied(4)
                .cpu(60, 80);
    }

    private static Hand heldLock() {
        return Hand.period(10)
                .phase(Phase.COMPUTE, 2)
                .phase(Phase.WAIT_FOR_TURN, 28)
                .phase(Phase.WRITE, 9.8)
                .phase(Phase.READ, 0.1)
                .phase(Phase.DECODE, 0.1)
                .cpu(0.3, 3);
    }

    private static Hand busyProcessors() {
        return Hand.period(5)
                .way("java", "slots", "raw")
                .copied(0)
                .phase(Phase.INPUTS, 6)
                .phase(Phase.COMPUTE, 12)
                .phase(Phase.PRODUCE, 4)
                .phase(Phase.READ, 0.01)
                .cpu(0.1, 9.7);
    }

    /** Sixteen cores that all do nothing but fill memory: 54 MB at 30 GB/s take 1.8 ms. */
    private static Hand fullMemory() {
        return Hand.period(1.9)
                .way("java", "slots", "raw")
                .copied(0)
                .phase(Phase.INPUTS, 1)
                .phase(Phase.COMPUTE, 1)
                .phase(Phase.PRODUCE, 28)
                .phase(Phase.READ, 0.01)
                .cpu(0.1, 29.8);
    }

    private static Finding finding(Hand run, int cores) {
        return Explanation.of(List.of(run.run()), Hand.machine(cores))
                .findings()
                .getFirst();
    }

    @Test
    void namesTheReader() {
        var finding = finding(slowReader(), 2);
        assertThat(finding.limit()).isEqualTo(Limit.READER);
        assertThat(finding.messageMs()).isCloseTo(100, within(1e-9));
        assertThat(finding.candidate(Limit.READER).busyMs()).isCloseTo(99, within(1e-6));
        assertThat(finding.candidate(Limit.PROCESSORS).utilisation()).isCloseTo(0.7, within(1e-9));
        assertThat(finding.candidate(Limit.MEMORY).busyMs()).isCloseTo(1.8 + 4 * 5.4, within(1e-9));
    }

    @Test
    void aWriterThatIsBlockedWhileTheReaderDecodesDoesNotKeepTheLockBusy() {
        // all but the first message were written while the reader decoded and checked the one before it, for the last
        // 28 ms of it
        assertThat(finding(slowReader(), 2).candidate(Limit.WRITE_LOCK).busyMs())
                .isCloseTo(99 - 28 * 39 / 40.0, within(1e-6));
    }

    @Test
    void namesTheWriteLock() {
        var finding = finding(heldLock(), 2);
        assertThat(finding.limit()).isEqualTo(Limit.WRITE_LOCK);
        assertThat(finding.candidate(Limit.WRITE_LOCK).utilisation()).isBetween(0.96, 0.99);
    }

    @Test
    void namesTheProcessors() {
        var finding = finding(busyProcessors(), 2);
        assertThat(finding.limit()).isEqualTo(Limit.PROCESSORS);
        assertThat(finding.candidates()).extracting(Candidate::resource).doesNotContain(Limit.WRITE_LOCK);
    }

    /** Four workers, each busy for 39 ms with a message, on a function that sleeps or waits. */
    private static Hand slowFunction() {
        return Hand.period(10)
                .phase(Phase.COMPUTE, 39)
                .phase(Phase.READ, 0.01)
                .cpu(0.1, 0.2)
                .payloadBytes(1000);
    }

    @Test
    void namesTheWorkersWhereTheReadersFunctionTakesTheTime() {
        var explanation = Explanation.of(List.of(slowFunction().run()), Hand.machine(2));
        assertThat(explanation.findings().getFirst().limit()).isEqualTo(Limit.WORKERS);
        assertThat(explanation.sentences())
                .contains(
                        "What limits it is the workers: busy for 9.75 ms of the 10.0 ms that a message takes (98 %); beside it"
                                + " the one reader 0 %, the processors 2 %.",
                        "More workers would help, as long as there are cores for what they compute. Less work before a message is"
                                + " handed over would; most of it is \"compute\".");
    }

    /** Four workers that write files and wait for the disk, while the parent has little to do. */
    @Test
    void aWorkerThatWritesAndDoesNotWaitForTheReaderIsBusy() {
        var synced = Hand.period(10)
                .phase(Phase.COMPUTE, 3)
                .phase(Phase.WRITE, 34)
                .phase(Phase.READ, 1)
                .cpu(1, 2)
                .payloadBytes(1000);
        var explanation = Explanation.of(List.of(synced.run()), Hand.machine(2));
        assertThat(explanation.findings().getFirst().limit()).isEqualTo(Limit.WORKERS);
        assertThat(explanation.text()).contains("most of it is \"write\".");
    }

    @Test
    void advisesTheReaderByWhatTakesMostOfItsTime() {
        assertThat(text(Hand.period(10).phase(Phase.READ, 9).cpu(9, 2), 2))
                .contains("Less to read and decode for each would, for instance a route that does not copy.");
        assertThat(text(Hand.period(10).phase(Phase.DECODE, 9).cpu(9, 2), 2))
                .contains("Less to decode for each would, for instance another codec");
        assertThat(text(Hand.period(10).phase(Phase.CONSUME, 9).cpu(9, 2), 2)).contains("Less to check of each would.");
    }

    @Test
    void workersThatComputeAreTheProcessorsAffairWhereThoseAreAsBusy() {
        assertThat(finding(slowFunction().cpu(0.1, 39), 4).limit()).isEqualTo(Limit.PROCESSORS);
        assertThat(finding(slowFunction().cpu(0.1, 39), 8).limit()).isEqualTo(Limit.WORKERS);
        var crowded = finding(slowFunction().cpu(0.1, 15), 2);
        assertThat(crowded.limit()).isEqualTo(Limit.PROCESSORS);
        assertThat(crowded.candidate(Limit.WORKERS).utilisation()).isNaN();
    }

    /** They burn processor time, and get half of what they are ready for. */
    @Test
    void saysSoWhereOtherProgramsTakeTheProcessors() {
        var run = slowFunction().cpu(0.1, 10);
        assertThat(Explanation.of(List.of(seen(run.run(), 'R')), Hand.machine(2))
                        .sentences())
                .contains(
                        "More workers would not help while other programs use the processors. Less work before a message is"
                                + " handed over would; most of it is \"compute\".",
                        "Other programs used the processors, too: what ran here was ready for 2.00 of 2 and had 1.01. Measure again"
                                + " on a quiet machine.");
        for (var quiet : List.of(
                seen(run.run(), 'S'),
                seen(run.cpu(0.1, 18).run(), 'R'),
                run.cpu(0.1, 10).run())) {
            assertThat(Explanation.of(List.of(quiet), Hand.machine(2)).text()).doesNotContain("Other programs");
        }
    }

    /** Each of the four workers was seen ten times. */
    private static Run seen(Run run, char state) {
        var samples = IntStream.range(0, 40)
                .mapToObj(i -> new StateSample(i / 4 * 1_000_000L, i % 4, StateSample.Role.COMPUTING, state))
                .toList();
        return new Run(run.setup(), run.timing(), run.received(), run.verified(), run.log(), samples, run.processes());
    }

    /** Sixteen that want a processor at first are not ready for what they leave idle later. */
    @Test
    void noMoreThanAllProcessorsAreWantedAtATime() {
        var samples = IntStream.range(0, 40)
                .mapToObj(i -> new StateSample(
                        i / 4 * 1_000_000L, i % 4, StateSample.Role.COMPUTING, i < 20 || i % 4 == 0 ? 'R' : 'S'))
                .toList();
        var run = slowReader().run();
        var seen =
                new Run(run.setup(), run.timing(), run.received(), run.verified(), run.log(), samples, run.processes());
        assertThat(new BusyTimes(seen, Hand.machine(2)).readyProcessors()).isEqualTo(1.5);
    }

    /** What a process used after its last message is counted, too; nothing else is nearer to never being idle. */
    @Test
    void processorsThatSeemBusierThanPossibleAreStillTheLimit() {
        assertThat(finding(slowFunction().phase(Phase.READ, 5).cpu(4, 30), 2).limit())
                .isEqualTo(Limit.PROCESSORS);
    }

    @Test
    void whatAFeederEncodesMeanwhileIsNotAddedToWhatItsWorkerDoes() {
        var encoding = slowFunction().phase(Phase.COMPUTE, 20).phase(Phase.ENCODE, 19);
        assertThat(finding(encoding, 2).candidate(Limit.WORKERS).busyMs()).isCloseTo(9.75, within(1e-6));
        assertThat(finding(encoding.phase(Phase.BUFFERED, 1), 2)
                        .candidate(Limit.WORKERS)
                        .busyMs())
                .isCloseTo(5, within(1e-6));
    }

    @Test
    void namesTheMemoryAndNotTheProcessorsThatWaitForIt() {
        var finding = finding(fullMemory(), 16);
        assertThat(finding.limit()).isEqualTo(Limit.MEMORY);
        assertThat(finding.candidate(Limit.PROCESSORS).utilisation())
                .isGreaterThan(finding.candidate(Limit.MEMORY).utilisation());
    }

    @Test
    void doesNotNameTheMemoryWhereTheWorkIsComputing() {
        assertThat(finding(fullMemory().phase(Phase.COMPUTE, 40), 16).limit()).isEqualTo(Limit.PROCESSORS);
    }

    @Test
    void isNotMisledByTheWaitThatMessagesSpendTheirLifeIn() {
        var explanation = Explanation.of(
                List.of(slowReader().phase(Phase.WAIT_FOR_SPACE, 10_000).run()), Hand.machine(2));
        assertThat(explanation.findings().getFirst().limit()).isEqualTo(Limit.READER);
        assertThat(explanation.sentences())
                .contains(
                        "A message spends 98 % of its life in \"wait for space\" (the channel is full): that is where "
                                + "messages queue up, a symptom and not the cause.");
    }

    @Test
    void aReaderThatWaitsForAProcessorGivesWayToTheProcessors() {
        var tied = slowReader().cpu(40, 156);
        assertThat(finding(tied, 2).limit()).isEqualTo(Limit.PROCESSORS);
        assertThat(finding(slowReader().cpu(90, 106), 2).limit()).isEqualTo(Limit.READER);
        assertThat(Explanation.of(List.of(tied.run()), Hand.machine(2)).sentences())
                .contains(
                        "That is a close call: the one reader is as busy within 5 % (the reader, too, waits for a processor), so relieving one"
                                + " of them alone would gain little.");
    }

    @Test
    void readerAndWriterOfOnePipeAreTheReadersAffair() {
        var transfer =
                Hand.period(80).phase(Phase.WRITE, 79).phase(Phase.READ, 79).cpu(40, 60);
        assertThat(finding(transfer, 2).limit()).isEqualTo(Limit.READER);
    }

    @Test
    void namesNothingWhereNothingIsBusy() {
        var explanation = Explanation.of(
                List.of(Hand.period(10)
                        .phase(Phase.WAIT_FOR_TURN, 1e-6)
                        .phase(Phase.READ, 2)
                        .cpu(2, 4)
                        .copied(4)
                        .payloadBytes(1000)
                        .run()),
                Hand.machine(2));
        assertThat(explanation.findings().getFirst().limit()).isEqualTo(Limit.NONE);
        assertThat(explanation.sentences())
                .contains("No single resource limits it: none is busy for more than 60 % of the time (the one reader "
                        + "20 %, the write lock 0 %, the workers 0 %, the processors 30 %, the memory 0 %). The rest is handing over "
                        + "from the worker to the parent: waking up, being scheduled, waiting for each other.");
    }

    /** Its share is an upper bound, so that it is named only beside other signs. */
    @Test
    void wherePerhapsTheMemoryIsBusyAndNothingElseItIsNotSaidToBeIdle() {
        var explanation = Explanation.of(
                List.of(Hand.period(10)
                        .phase(Phase.READ, 2)
                        .cpu(2, 4)
                        .copied(4)
                        .payloadBytes(17_000_000)
                        .run()),
                Hand.machine(2));
        assertThat(explanation.findings().getFirst().candidate(Limit.MEMORY).utilisation())
                .isGreaterThan(Verdict.REACH);
        assertThat(explanation.sentences())
                .filteredOn(sentence -> sentence.startsWith("No single resource limits it"))
                .singleElement()
                .asString()
                .contains("the processors 30 %")
                .doesNotContain("memory");
    }

    @Test
    void saysItInSentencesWithTheNumbersOfTheRun() {
        var runs = List.of(
                slowReader().run(),
                Hand.period(5).arm(Arm.CONTROL).run(),
                Hand.period(4).arm(Arm.LIGHT).run(),
                busyProcessors().run());
        assertThat(Explanation.of(runs, Hand.machine(2))).hasToString("""
                        Java over queue (java): heavy takes 100 ms a message of 54 MB, 20.0 times control (5.00 ms) and 25.0 times light (4.00 ms).
                        What limits it is the one reader: busy for 99.0 ms of the 100 ms that a message takes (99 %); beside it the write lock 72 %, the processors 70 %, the memory 23 %.
                        Java over slots (raw): heavy takes 5.00 ms a message of 54 MB.
                        What limits it is the processors: busy for 4.90 ms of the 5.00 ms that a message takes (98 %); beside it the one reader 0 %, the memory 36 %.
                        Java over queue (java): More workers or cores would not help: every message passes the one reader. Less to read and decode for each would, for instance a route that does not copy.
                        Java over slots (raw): More workers would not help: they would share the same 2 cores. More cores would, or less work for each message.
                        Java over slots (raw): There is no control and no light run to compare with.
                        The same payload takes Java 20.0 times as long (95 %: 20.0 to 20.0) over queue (java) as over slots (raw).""");
    }

    @Test
    void everyLimitHasAConsequence() {
        assertThat(text(heldLock(), 2))
                .contains("More workers or cores would not help: they would wait longer for their turn. "
                        + "A channel of its own for each worker would.");
        assertThat(text(fullMemory(), 16))
                .contains("More workers or cores would not help: all of them share one memory. "
                        + "Fewer bytes would, or fewer copies of them.");
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(Explanation.of(List.of(), Hand.machine(2))).hasToString("There are no runs to explain.");
        assertThat(Explanation.of(
                        List.of(
                                Hand.period(1).arm(Arm.LIGHT).run(),
                                slowReader().cold().run()),
                        Hand.machine(2)))
                .hasToString(
                        "There is no heavy run with a warm start and with every message among the 2 runs, so what handing over costs "
                                + "cannot be said. Run the heavy arm, and control beside it.");
        // of two processors, it uses seven tenths: the reader, of whom nothing is known, may be busier
        assertThat(text(slowReader().noLedger(), 2))
                .contains("What limits it cannot be said", "These runs have no ledger");
        assertThat(text(slowReader().noLedger().cpu(99, 99), 2)).contains("What limits it is the processors");
        assertThat(text(slowReader().noLedger().cpu(1, 1), 2)).contains("What limits it cannot be said");
        var unmeasured = new Machine("", 2, 0, "", Double.NaN, Double.NaN, Double.NaN, Map.of());
        var withoutUse = slowReader().cpu(Double.NaN, Double.NaN).run();
        assertThat(Explanation.of(List.of(withoutUse), unmeasured).text())
                .contains(
                        "What limits it is the one reader",
                        "No processor times were recorded, so how busy the processors are cannot be known.",
                        "How often a payload is copied is not known, so the memory was not judged.");
        assertThat(Explanation.of(List.of(slowReader().run()), unmeasured).text())
                .contains("The speed of the memory or the size of the payload is not known");
        assertThat(text(slowReader().way("java", "carrier pigeon", "raw").copied(Double.NaN), 2))
                .contains("How often a payload is copied is not known, so the memory was not judged.");
    }

    @Test
    void findsTheReaderInAnExperimentPlayedByEvents() {
        List<Run> runs = Sample.experiment(1);
        assertThat(Explanation.of(runs, Sample.MACHINE).findings())
                .extracting(f -> f.language() + " " + f.route() + " " + f.codec() + ": " + f.limit())
                .containsExactly(
                        "java queue java: READER",
                        "python queue pickle-4: READER",
                        "python queue pickle-5: READER",
                        "java slots raw: PROCESSORS");
    }

    @Test
    void whatHoldsForSeveralWaysIsSaidOnceWithTheirNames() {
        var other = slowReader().way("python", "queue", "pickle-5");
        var explanation = Explanation.of(
                List.of(slowReader().run(), other.run(), fullMemory().run()), Hand.machine(16));
        assertThat(explanation.sentences())
                .containsOnlyOnce(
                        "Java over queue (java), Python over queue (pickle-5): More workers or cores would not help: every"
                                + " message passes the one reader. Less to read and decode for each would, for instance"
                                + " a route that does not copy.",
                        "All of these: There is no control and no light run to compare with.");
    }

    private static String text(Hand run, int cores) {
        return Explanation.of(List.of(run.run()), Hand.machine(cores)).text();
    }
}
