package dev.handoff.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.handoff.channel.PipeQueue;
import dev.handoff.channel.SharedSlots;
import dev.handoff.channel.Threads;
import dev.handoff.chaos.Residue;
import dev.handoff.codec.JavaCodec;
import dev.handoff.spi.Arm;
import dev.handoff.spi.BrokenOffException;
import dev.handoff.spi.Channel;
import dev.handoff.spi.Codec;
import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.EncodingException;
import dev.handoff.spi.Glimpse;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Message;
import dev.handoff.spi.Payload;
import dev.handoff.spi.ProcessUse;
import dev.handoff.spi.Received;
import dev.handoff.spi.Run;
import dev.handoff.spi.Sink;
import dev.handoff.spi.Source;
import dev.handoff.spi.Tensor;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever goes wrong ends in a clear exception, without a rest, and the next run of the same pool works. */
@Timeout(60)
class EngineFailureTest {
    private static Residue before;
    private static Pool pool;

    @BeforeAll
    static void open() {
        before = Residue.now();
        pool = new Pool(line -> {}, line -> {});
    }

    @AfterEach
    void theFailedRunLeftNothingAndTheNextOneWorks() {
        assertThat(Residue.now()).isEqualTo(before);
        assertThat(run(Trial.over(new SharedSlots()).size(2, 2, 2)).verified()).isEqualTo(4);
    }

    @AfterAll
    static void close() {
        pool.close();
        assertThat(Residue.now()).isEqualTo(before);
    }

    /** One whose workers feed in the background, one that lends memory, one without a second process. */
    static Stream<Channel> channels() {
        return Stream.concat(betweenProcesses(), Stream.of(new Threads()));
    }

    static Stream<Channel> betweenProcesses() {
        return Stream.of(new PipeQueue(0), new SharedSlots());
    }

    private static Run run(Trial trial) {
        return new Engine(pool).run(trial.plan(), received -> {});
    }

    private static HandoffException failure(Trial trial) {
        return catchThrowableOfType(HandoffException.class, () -> run(trial));
    }

    @ParameterizedTest
    @MethodSource("channels")
    void anExceptionInAComputationNamesWorkerAndMessage(Channel channel) {
        var failing = Work.computing((worker, sequence) -> {
            if (worker == 1 && sequence == 3) {
                throw new ArithmeticException("no luck today");
            }
        });
        assertThat(failure(Trial.over(channel).doing(failing).size(2, 6, 4)))
                .hasMessage("worker 1, message 3 failed: java.lang.ArithmeticException: no luck today")
                .hasCauseInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @MethodSource("channels")
    void anErrorInAComputationIsReportedLikeAnException(Channel channel) {
        var failing = Work.computing((worker, sequence) -> {
            throw new OutOfMemoryError("Java heap space");
        });
        assertThat(failure(Trial.over(channel).doing(failing)))
                .hasMessageMatching(
                        "worker 0, message 0 failed: java.lang.OutOfMemoryError: Java heap space; its heap has"
                                + " at most \\d+ MB: make less at a time")
                .hasCauseInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void anExceptionThatCannotTravelIsToldInWords() {
        var failing = Work.computing((worker, sequence) -> {
            throw new Clinging();
        });
        assertThat(failure(Trial.over(new PipeQueue(0)).doing(failing)))
                .hasMessage(
                        "worker 0, message 0 failed: " + Clinging.class.getName() + ": holds on to what cannot travel")
                .satisfies(failure -> assertThat(
                                failure.getCause().getStackTrace()[0].getClassName())
                        .isEqualTo(EngineFailureTest.class.getName()));
    }

    private static final class Clinging extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings({"serial", "unused"})
        private final Object held = new Object();

        Clinging() {
            super("holds on to what cannot travel");
        }
    }

    @ParameterizedTest
    @MethodSource("betweenProcesses")
    void anExitOfAWorkerIsReportedWithItsCodeAndItsLastWords(Channel channel) {
        var leaving = Work.computing((worker, sequence) -> {
            if (sequence == 2) {
                System.err.println("good bye");
                System.exit(7);
            }
        });
        assertThat(failure(Trial.over(channel).doing(leaving).size(1, 5, 1)))
                .message()
                .matches("worker 0 \\(process \\d+\\) ended with exit code 7; it wrote:\ngood bye");
    }

    @ParameterizedTest
    @MethodSource("betweenProcesses")
    void aWorkerKilledInTheMiddleOfARunIsReportedWithTheSignal(Channel channel) {
        var killing = Tampered.after(channel, received -> {
            if (received == 1) {
                ProcessHandle.of(pool.processes(2).workers().get(1).pid())
                        .orElseThrow()
                        .destroyForcibly();
            }
        });
        assertThat(failure(Trial.over(killing).doing(Work.pausing(0, 5)).size(2, 1_000, 2)))
                .message()
                .matches("worker 1 \\(process \\d+\\) was killed by signal 9; it wrote nothing");
    }

    /** The end of its stream may be seen before the end of its process, and says nothing of the reason. */
    @Test
    void aMessageThatBreaksOffIsExplainedByTheEndOfItsSender() {
        var killing = new Tampered(new PipeQueue(0), (taken, real, deadline) -> {
            taken.close();
            ProcessHandle.of(pool.processes(1).workers().getFirst().pid())
                    .orElseThrow()
                    .destroyForcibly();
            throw new BrokenOffException(0, "worker 0 is gone, 7 of 8 bytes into message 1");
        });
        assertThat(failure(Trial.over(killing).doing(Work.pausing(0, 5)).size(1, 1_000, 2)))
                .message()
                .matches("worker 0 \\(process \\d+\\) was killed by signal 9; it wrote nothing");
    }

    /** It no longer takes orders, and what it is to do is more than a pipe holds. */
    @Test
    void aWorkerThatWasStoppedBetweenRunsDoesNotHoldUpAnInterrupt() throws Exception {
        run(Trial.over(new PipeQueue(0)));
        long worker = pool.processes(1).workers().getFirst().pid();
        assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(worker))
                        .start()
                        .waitFor())
                .isZero();
        var ballast = new byte[1 << 20];
        var large = Work.computing((number, sequence) -> assertThat(ballast).isNotEmpty());
        var failure = new CompletableFuture<HandoffException>();
        var runs = Thread.ofPlatform()
                .start(() ->
                        failure.complete(failure(Trial.over(new PipeQueue(0)).doing(large))));
        while (runs.getState() != Thread.State.TIMED_WAITING && runs.isAlive()) {
            Thread.onSpinWait();
        }
        runs.interrupt();
        assertThat(failure.get()).hasMessageContaining("interrupted");
        runs.join();
    }

    /** A process that it started has its standard output and error, which therefore do not end with it. */
    @Test
    void aWorkerThatEndsIsNoticedAndClosedEvenIfAProcessOfItsOwnLivesOn() {
        var leaving = Work.computing((worker, sequence) -> {
            try {
                var child = new ProcessBuilder("sleep", "600").inheritIO().start();
                System.err.println(child.pid());
                Runtime.getRuntime().halt(7);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        var failure = failure(Trial.over(new SharedSlots()).doing(leaving));
        assertThat(failure).message().matches("worker 0 \\(process \\d+\\) ended with exit code 7; it wrote:\n\\d+");
        var child = ProcessHandle.of(
                        Long.parseLong(failure.getMessage().lines().toList().getLast()))
                .orElseThrow();
        child.destroyForcibly();
        child.onExit().join();
    }

    @Test
    void aWorkerKilledBetweenTwoRunsIsReplaced() {
        var trial = Trial.over(new PipeQueue(0)).size(2, 1, 2);
        run(trial);
        var handle =
                ProcessHandle.of(pool.processes(2).workers().getFirst().pid()).orElseThrow();
        handle.destroyForcibly();
        handle.onExit().join();
        assertThat(run(trial).timing().startUpSeconds()).isPositive();
        pool.close();
    }

    @Test
    void anOrderToAWorkerThatHasEndedSaysHowItEnded() throws IOException {
        var process = new ProcessBuilder("false").start();
        try (var worker = new ProcessWorker(3, process, line -> {}, line -> {})) {
            process.onExit().join();
            worker.order(new Order.ReadClock());
            assertThatThrownBy(() -> worker.await(Report.Clock.class, Duration.ofMinutes(1)))
                    .isInstanceOf(HandoffException.class)
                    .message()
                    .isEqualTo("worker 3 (process " + process.pid() + ") ended with exit code 1; it wrote nothing");
        }
        pool.close();
    }

    @Test
    void anObjectThatCannotBeEncodedIsNamedWithItsCodec() {
        assertThat(failure(Trial.over(new PipeQueue(0)).sending(new Unsendable())))
                .hasMessage(
                        "worker 0, message 0 failed: the java codec cannot encode a " + Unsendable.Thing.class.getName()
                                + ", which does not implement java.io.Serializable"
                                + "; let it do so, or try another codec")
                .hasCauseInstanceOf(EncodingException.class);
    }

    private record Unsendable() implements Payload<Unsendable.Thing> {
        private static final long serialVersionUID = 1L;

        /** Not serializable. */
        record Thing() {}

        @Override
        public String describe() {
            return "thing";
        }

        @Override
        public long bytes() {
            return -1;
        }

        @Override
        public Thing make(int worker, long sequence, SegmentAllocator at) {
            return new Thing();
        }

        @Override
        public void check(Object got, int worker, long sequence) {}
    }

    @Test
    void aComputationThatCannotTravelToTheWorkersIsNamed() {
        var held = new Thread();
        var work = Work.computing((worker, sequence) -> held.interrupt());
        assertThat(failure(Trial.over(new PipeQueue(0)).doing(work)))
                .hasMessage(
                        "what the workers shall do cannot be sent to them: the lambda captured a java.lang.Thread, which"
                                + " does not implement java.io.Serializable; make what is needed of it inside the function");
        pool.close(); // it was refused before a worker was asked, and those that there are stay
    }

    @ParameterizedTest
    @MethodSource("channels")
    void aLostMessageIsNoticedWithTheNextOfItsSender(Channel channel) {
        var losing = new Tampered(channel, (taken, real, deadline) -> {
            if (taken.sequence() != 2) {
                return taken;
            }
            taken.close();
            return real.next(deadline);
        });
        assertThat(failure(Trial.over(losing)))
                .isInstanceOf(CorruptMessageException.class)
                .hasMessage("worker 0 sent message 3 where message 2 was due: one was lost, doubled or overtaken");
    }

    @Test
    void whatTheParentFoundIsToldThoughItsSendersFailWhenItHasGone() {
        var losing = new Tampered(new PipeQueue(0), (taken, real, deadline) -> {
            if (taken.sequence() != 2) {
                return taken;
            }
            taken.close();
            return real.next(deadline);
        });
        assertThat(failure(Trial.over(losing).sending("zeros:2000000").size(4, 5, 8)))
                .hasMessageMatching("worker \\d sent message 3 where message 2 was due: .*");
    }

    @Test
    void aLostLastMessageIsNoticedWhenTheTimeIsUp() {
        var losing = new Tampered(new PipeQueue(0), (taken, real, deadline) -> {
            if (taken.sequence() != 4) {
                return taken;
            }
            taken.close();
            return real.next(deadline);
        });
        assertThat(failure(Trial.over(losing).limit(Duration.ofSeconds(3))))
                .hasMessage(
                        "4 of 5 messages were received within the limit of 3 s for the whole run; due next: message 4 of"
                                + " worker 0 (in flight); set a longer limit, or find out what the workers wait for");
    }

    @Test
    void aDoubledMessageIsNoticed() {
        var doubling = new Tampered(
                new PipeQueue(0),
                (taken, real, deadline) -> taken.sequence() == 3 ? Tampered.renumbered(taken, 0, 2) : taken);
        assertThat(failure(Trial.over(doubling)))
                .isInstanceOf(CorruptMessageException.class)
                .hasMessage("worker 0 sent message 2 where message 3 was due: one was lost, doubled or overtaken");
    }

    @Test
    void aMessageOfNobodyIsNoticed() {
        var strange = new Tampered(
                new PipeQueue(0), (taken, real, deadline) -> Tampered.renumbered(taken, 6, taken.sequence()));
        assertThat(failure(Trial.over(strange)))
                .isInstanceOf(CorruptMessageException.class)
                .hasMessage("a message came from worker 6; there are 1");
    }

    @ParameterizedTest
    @MethodSource("channels")
    void aDamagedStampIsNoticed(Channel channel) {
        var damaging = new Tampered(channel, (taken, real, deadline) -> taken.sequence() == 1 ? damaged(taken) : taken);
        assertThat(failure(Trial.over(damaging)))
                .isInstanceOf(CorruptMessageException.class)
                .hasMessage("the last stamp of message 1 of worker 0 reads 77, which is no stamp");
    }

    private static Received damaged(Received message) {
        return new Received() {
            @Override
            public int worker() {
                return message.worker();
            }

            @Override
            public long sequence() {
                return message.sequence();
            }

            @Override
            public long readFromNs() {
                return message.readFromNs();
            }

            @Override
            public Object payload() {
                var tensor = (Tensor) message.payload();
                tensor.data().set(ValueLayout.JAVA_LONG_UNALIGNED, tensor.data().byteSize() - 8, 77);
                return tensor;
            }

            @Override
            public void close() {
                message.close();
            }
        };
    }

    @Test
    void anythingElseThanOneInALightRunIsNoticed() {
        var codec = new TwoForOne();
        assertThat(failure(Trial.over(new PipeQueue(0)).arm(Arm.LIGHT).encodedBy(codec)))
                .isInstanceOf(CorruptMessageException.class)
                .hasMessage("message 0 of worker 0 should be 1, but is 2");
    }

    private static final class TwoForOne implements Codec {
        private static final long serialVersionUID = 1L;
        private static final JavaCodec REAL = new JavaCodec();

        @Override
        public String name() {
            return "java";
        }

        @Override
        public void encode(Object value, Sink to) {
            REAL.encode((Integer) value + 1, to);
        }

        @Override
        public Object decode(Source from) {
            return REAL.decode(from);
        }
    }

    @Test
    void anErrorInTheParentEndsTheWorkersToo() {
        var channel = new Tampered(new PipeQueue(0), (taken, real, deadline) -> {
            throw new OutOfMemoryError("Java heap space");
        });
        assertThatThrownBy(() -> run(Trial.over(channel).size(2, 50, 1)))
                .isInstanceOf(OutOfMemoryError.class)
                .hasMessage("Java heap space");
    }

    @ParameterizedTest
    @MethodSource("channels")
    void anInterruptEndsTheRunAndStaysSet(Channel channel) throws InterruptedException {
        var trial = Trial.over(channel).doing(Work.sleeping());
        run(trial.doing(Work.none()));
        var ended = interrupt(() -> run(trial), "handoff-states");
        assertThat(ended).hasMessage("the run was interrupted; its workers were ended");
    }

    /** The parent is the slower one, so that it never waits; over threads it waits in a call that an interrupt ends. */
    @ParameterizedTest
    @MethodSource("betweenProcesses")
    void anInterruptEndsTheRunEvenIfMessagesLieReady(Channel channel) {
        var all = 20;
        var slow = new Tampered(channel, (taken, real, deadline) -> {
            if (taken.sequence() == 1) {
                Work.pause(100); // others come meanwhile
                Thread.currentThread().interrupt();
            }
            return taken;
        });
        var runs = brokenOff(() -> Trial.over(slow).size(1, all, all).plan());
        assertThat(Thread.interrupted()).as("it stays").isTrue();
        assertThat(runs).singleElement().satisfies(run -> {
            assertThat(run.outcome()).isEqualTo(Run.Outcome.INTERRUPTED);
            assertThat(run.received()).isEqualTo(2);
        });
    }

    @ParameterizedTest
    @MethodSource("betweenProcesses")
    void aFailureEndsTheRunEvenIfMessagesOfOthersLieReady(Channel channel) {
        var waiting = new Tampered(channel, (taken, real, deadline) -> {
            while (taken.sequence() == 0 && !deadline.passed()) {
                Thread.onSpinWait(); // until the other one has failed
            }
            return taken;
        });
        var failing = Work.computing((worker, sequence) -> {
            if (worker == 1) {
                Work.pause(100); // the others come meanwhile
                throw new ArithmeticException("no luck today");
            }
        });
        var runs = brokenOff(
                () -> Trial.over(waiting).doing(failing).size(2, 10, 20).plan());
        assertThat(runs).singleElement().satisfies(run -> {
            assertThat(run.outcome()).isEqualTo(Run.Outcome.FAILED);
            assertThat(run.received()).isEqualTo(1);
        });
    }

    @Test
    void anExitCodeThatIsNoSignalIsNotTakenForOne() {
        var leaving = Work.computing((worker, sequence) -> System.exit(-1));
        assertThat(failure(Trial.over(new SharedSlots()).doing(leaving)))
                .message()
                .matches("worker 0 \\(process \\d+\\) ended with exit code 255; it wrote nothing");
    }

    /** As a library in machine code does, which knows nothing of {@code System.out}. */
    @Test
    void whatIsNoReportIsNotTakenForTheWorkersEnd() {
        var printing = Work.computing((worker, sequence) -> {
            try {
                new FileOutputStream(FileDescriptor.out).write("hello".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThat(failure(Trial.over(new SharedSlots()).doing(printing)))
                .hasMessageStartingWith("worker 0 failed: it sent something that cannot be read as a report (")
                .hasMessageEndingWith("); machine code that writes to standard output does that");
    }

    @ParameterizedTest
    @MethodSource("channels")
    void whatWasMeasuredOfARunThatFailsIsKept(Channel channel) {
        var failing = Work.computing((worker, sequence) -> {
            if (sequence == 3) {
                Work.pause(200); // the receiver has taken what came before, and its senders are done with it
                throw new ArithmeticException("no luck today");
            }
        });
        var runs =
                brokenOff(() -> Trial.over(channel).doing(failing).size(1, 6, 1).plan());
        assertThat(runs).singleElement().satisfies(run -> {
            assertThat(run.outcome()).isEqualTo(Run.Outcome.FAILED);
            assertThat(run.received()).isEqualTo(3);
            assertThat(run.verified()).isEqualTo(3);
            assertThat(run.log()).extracting(Message::sequence).containsExactly(0L, 1L, 2L);
            assertThat(run.timing().seconds()).isGreaterThan(0.2);
            assertThat(run.states()).isNotEmpty();
            assertThat(run.processes()).extracting(ProcessUse::worker).containsExactly(ProcessUse.PARENT);
        });
    }

    @Test
    void aRunThatFailsBeforeItIsMeasuredHasNothingToKeep() {
        var failing = Work.computing((worker, sequence) -> {
            throw new ArithmeticException("no luck today");
        });
        assertThat(brokenOff(() ->
                        Trial.over(new PipeQueue(0)).doing(failing).warmUp(1).plan()))
                .isEmpty();
    }

    /** What a watch is given of a run that fails. */
    private static List<Run> brokenOff(Supplier<Plan> plan) {
        var runs = new ArrayList<Run>();
        assertThatThrownBy(() -> new Engine(pool).run(plan.get(), new Watch() {
                    @Override
                    public void look(Glimpse now) {}

                    @Override
                    public void brokenOff(Run run) {
                        runs.add(run);
                    }
                }))
                .isInstanceOf(HandoffException.class);
        return runs;
    }

    @Test
    void anInterruptBeforeTheFirstRunLeavesNoWorkerBehind() {
        Thread.currentThread().interrupt();
        assertThat(failure(Trial.over(new PipeQueue(0)))).isNotNull();
        assertThat(Thread.interrupted()).isTrue();
    }

    /** Runs in another thread, interrupts it once a thread of that name is there, and returns what it threw. */
    private static Throwable interrupt(Runnable run, String sign) throws InterruptedException {
        var thrown = new Throwable[1];
        var interrupted = new boolean[1];
        var runner = Thread.ofPlatform().start(() -> {
            try {
                run.run();
            } catch (HandoffException e) {
                thrown[0] = e;
                interrupted[0] = Thread.currentThread().isInterrupted();
            }
        });
        while (Thread.getAllStackTraces().keySet().stream()
                .noneMatch(t -> t.getName().equals(sign))) {
            Thread.onSpinWait();
        }
        runner.interrupt();
        assertThat(runner.join(Duration.ofSeconds(2))).as("ended within 2 s").isTrue();
        assertThat(interrupted[0]).as("stays interrupted").isTrue();
        return thrown[0];
    }
}
