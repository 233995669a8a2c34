package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.chaos.Residue;
import dev.handoff.spi.Arm;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Monitor;
import dev.handoff.spi.Run;
import dev.handoff.support.Cells;
import java.io.Serializable;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A reader's own function and object, from a cell, through real workers. */
@Timeout(120)
class OwnCodeTest {
    private static Residue before;
    private static Session session;
    private static Cells cells;

    @BeforeAll
    static void open() {
        before = Residue.now();
        session = Session.open();
        cells = new Cells();
        cells.run("""
                import dev.handoff.*;
                import java.util.*;
                double[] weights = {1, 2, 4};
                String none = null;
                record Reading(long id, double[] values, java.time.LocalDate day) implements java.io.Serializable {}
                sealed interface Shape extends java.io.Serializable {
                    record Circle(double r) implements Shape {}
                    record Square(double a) implements Shape {}
                }
                record Plain(int a) {}
                record Rule(Runnable action) implements java.io.Serializable {}
                enum Colour { RED, GREEN { public String toString() { return "green"; } } }
                class Odd extends Exception { Odd() { super("no luck"); } }
                class Clings extends Exception { Object held = new Object(); Clings() { super("clings"); } }
                Object crash() {
                    return java.lang.foreign.MemorySegment.ofAddress(8).reinterpret(8)
                            .get(java.lang.foreign.ValueLayout.JAVA_LONG, 0);
                }
                RuntimeException ring() {
                    var one = new RuntimeException("one");
                    one.initCause(new RuntimeException("other", one));
                    return one;
                }
                int deep(int n) { return deep(n + 1) + 1; }
                Object fails(long i) throws Exception {
                    if (i == 1) throw new Odd();
                    return i;
                }""");
    }

    @AfterAll
    static void close() {
        cells.close();
        session.close();
        assertThat(Residue.now()).isEqualTo(before);
    }

    private static Experiment experiment(String workload) {
        return Experiment.of(cells.value(Workload.class, workload))
                .workers(2)
                .messages(3)
                .warmUp(1)
                .arms(Arm.HEAVY);
    }

    private static List<Run> run(Experiment experiment) {
        return session.run(experiment, Monitor.NONE).runs();
    }

    private static void refused(Experiment experiment, String message) {
        assertThatThrownBy(() -> run(experiment))
                .isInstanceOf(HandoffException.class)
                .message()
                .matches(message);
        assertThat(run(experiment("Workload.of(\"well\", i -> i)").via(Route.queue())))
                .hasSize(1);
    }

    @Test
    void anAnswerTravelsOverEveryRoute() {
        var runs =
                run(experiment("Workload.of(\"mine\", i -> weights[(int) i])").via(Route.all()));
        assertThat(runs).hasSize(Route.all().size()).allSatisfy(run -> {
            assertThat(run.verified()).isEqualTo(6);
            assertThat(run.setup().payload()).isEqualTo("Double");
            assertThat(run.setup().codec()).isIn("java", "none");
        });
    }

    @Test
    void allThreeArmsComputeAndOnlyHeavySends() {
        var runs = run(experiment("Workload.of(\"mine\", i -> weights[(int) i])")
                .via(Route.queue())
                .arms(Arm.values()));
        assertThat(runs).extracting(run -> run.setup().arm()).containsExactly(Arm.values());
    }

    @ParameterizedTest
    @CsvSource({"java", "json", "cbor", "smile", "kryo", "fory"})
    void anObjectOfACellTravelsByEveryCodec(String codec) {
        var reading = "new Reading(7, weights, java.time.LocalDate.of(2026, 1, 2))";
        var objects = List.of(
                "() -> " + reading,
                "() -> new Reading[] {" + reading + "}",
                "() -> new java.util.ArrayList<>(List.of(" + reading + ", new Shape.Circle(1), Colour.GREEN))");
        for (var object : objects) {
            var runs = run(experiment("Workload.only(" + object + ")")
                    .via(Route.queue().with(Codecs.named(codec)), Route.slots().with(Codecs.named(codec))));
            assertThat(runs).allSatisfy(run -> {
                assertThat(run.verified()).isEqualTo(6);
                assertThat(run.setup().payloadBytes()).isPositive();
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"kryo", "fory"})
    void aClassInsideAnotherNeedNotBePublic(String codec) {
        cells.run("class Hive { static class Entry { int width = 3; } Entry entry = new Entry(); }");
        var runs = run(
                experiment("Workload.only(() -> new Hive())").via(Route.queue().with(Codecs.named(codec))));
        assertThat(runs).extracting(Run::verified).containsExactly(6L);
    }

    @ParameterizedTest
    @CsvSource({"kryo", "fory"})
    void soDoesATensorBesideIt(String codec) {
        cells.run("class Hive { static class Entry { int width = 3; } Entry entry = new Entry(); }");
        cells.run("Object both() { return new Object[] {new dev.handoff.spi.Tensor(dev.handoff.spi.ElementType.DOUBLE,"
                + " List.of(2L), java.lang.foreign.MemorySegment.ofArray(new double[] {1, 2})), new Hive()}; }");
        var runs =
                run(experiment("Workload.only(() -> both())").via(Route.queue().with(Codecs.named(codec))));
        assertThat(runs).extracting(Run::verified).containsExactly(6L);
    }

    @Test
    void whatAnInitializerReadsIsThereWhenItRuns() {
        cells.run("double factor = 1000;");
        cells.run("enum Unit { KM; final double k = factor; }");
        cells.run("Unit unit = Unit.KM;");
        cells.run("Object scaled(long i) { if (unit.k != 1000) throw new IllegalStateException(\"k is \" + unit.k);"
                + " return i * unit.k; }");
        assertThat(run(experiment("Workload.of(\"scaled\", i -> scaled(i))").via(Route.queue())))
                .extracting(Run::verified)
                .containsExactly(6L);
    }

    @Test
    void whatARecordsConstructorReadsIsSentWithIt() {
        cells.run("int most = 100;");
        cells.run(
                "record Part(int v) implements java.io.Serializable {"
                        + " public Part { if (v > most) throw new IllegalArgumentException(v + \" is more than \" + most); } }");
        cells.run("Part part = new Part(7);");
        assertThat(run(experiment("Workload.of(\"part\", i -> part.v())").via(Route.queue())))
                .extracting(Run::verified)
                .containsExactly(6L);
    }

    @Test
    void aProxyOfACellsInterfaceTravelsInAVariable() {
        cells.run("interface Scorer { double score(double x); }");
        cells.run("class Doubling implements java.lang.reflect.InvocationHandler, java.io.Serializable {"
                + " public Object invoke(Object proxy, java.lang.reflect.Method method, Object[] given) {"
                + " return 2 * (double) given[0]; } }");
        cells.run("Scorer scorer = (Scorer) java.lang.reflect.Proxy.newProxyInstance(Scorer.class.getClassLoader(),"
                + " new Class<?>[] {Scorer.class}, new Doubling());");
        var runs =
                run(experiment("Workload.of(\"proxy\", i -> scorer.score(i))").via(Route.queue()));
        assertThat(runs).extracting(Run::verified).containsExactly(6L);
    }

    @ParameterizedTest
    @CsvSource({"java", "kryo", "fory"})
    void whatLiesInItselfTravels(String codec) {
        cells.run("Object snake() { var list = new ArrayList<Object>(); list.add(list); return list; }");
        var runs = run(experiment("Workload.of(\"snake\", i -> snake())")
                .via(Route.queue().with(Codecs.named(codec))));
        assertThat(runs).extracting(Run::verified).containsExactly(6L);
    }

    @Test
    void howLargeTheObjectsWereIsKnownOfThoseThatWereSent() {
        var sizes = run(experiment("Workload.of(\"growing\", i -> new byte[1000 * (1 + (int) i)])")
                        .via(Route.queue(), Route.slots(), Route.threads()))
                .stream()
                .map(run -> run.setup().payloadBytes())
                .toList();
        assertThat(sizes.subList(0, 2)).allSatisfy(bytes -> assertThat(bytes).isBetween(2000L, 2100L));
        assertThat(sizes.getLast()).isEqualTo(-1); // nothing was encoded
    }

    @Test
    void whatIsChangedAfterItWasReturnedIsNamed() {
        cells.run("""
                class Moving implements java.io.Serializable {
                    private void writeObject(java.io.ObjectOutputStream out) { throw new java.util.ConcurrentModificationException(); }
                }""");
        refused(
                experiment("Workload.of(\"moving\", i -> { if (i < 2) return i; return new Moving(); })")
                        .via(Route.queue()),
                "worker [01], message 2 failed: the java codec cannot encode a Moving: .*; a queue encodes in the"
                        + " background, so what was sent must not change");
    }

    @Test
    void whatALaterMessageCannotBeIsToldWithItsNumber() {
        var mixed = experiment("Workload.of(\"mixed\", i -> { if (i < 2) return \"ok\"; return new Plain(1); })");
        var message = "worker [01], message 2 failed: the java codec cannot encode a Plain, which does not implement"
                + " java.io.Serializable; let it do so, or try another codec";
        refused(mixed.via(Route.queue()), message);
        refused(mixed.via(Route.slots()), message);
    }

    @Test
    void whatACodecWasNotToldOfIsToldWithItsNumberAndWhatToDo() {
        refused(
                experiment("Workload.of(\"mixed\", i -> i < 2 ? (Object) \"ok\" : java.time.LocalDate.EPOCH)")
                        .via(Route.queue().with(Codecs.kryo())),
                "worker [01], message 2 failed: the kryo codec cannot encode a java.time.LocalDate, a class that it was not"
                        + " told of; it is told of those in message 0 of an object of your own \\(let that have one of each"
                        + " class\\), and of those that a Payload names in types\\(\\)");
    }

    @Test
    void anExperimentClaimsNoCodecThatIsNotSettled() {
        var own = experiment("Workload.of(\"mine\", i -> 1.5)")
                .via(
                        Route.queue(),
                        Route.slots(),
                        Route.slots().with(Codecs.kryo()),
                        Route.queue().with(Codecs.raw()));
        assertThat(own.toString()).contains("over queue/java, slots, slots/kryo, queue/raw;");
        assertThat(own.with(Workload.only(Payloads.zeros(10))).text())
                .contains("over queue/java, slots/raw, slots/kryo, queue/raw;");
    }

    @Test
    void anExperimentInsideAFunctionIsRefused() {
        refused(
                experiment("Workload.of(\"outer\", i -> Experiment.of(Workload.of(\"inner\", k -> k)).run())")
                        .via(Route.queue()),
                ".*: a worker cannot run an experiment of its own; run it in a cell");
    }

    @Test
    void aLimitThatIsOverBeforeTheMeasurementSaysSo() {
        session.close();
        assertThatThrownBy(() -> run(experiment("Workload.of(\"slow\", i -> { Thread.sleep(300); return i; })")
                        .via(Route.queue())
                        .limit(Duration.ofSeconds(3))))
                .message()
                .matches(
                        "while new workers rehearse, which does not count: \\d+ of 38 messages were received within the"
                                + " limit of 3 s for the whole run; set a longer limit, or find out what the workers wait for");
    }

    @Test
    void aSlowReaderIsNotWaitedForBeyondTheLimit() {
        cells.run("""
                class SlowToRead implements java.io.Serializable {
                    private void readObject(java.io.ObjectInputStream in) throws Exception {
                        in.defaultReadObject();
                        if (Here.is) Thread.sleep(1500);
                    }
                }""");
        cells.run("class Here { static boolean is; }");
        cells.run("Here.is = true;"); // a static field begins anew in a worker
        assertThatThrownBy(() -> run(experiment("Workload.of(\"slow\", i -> new SlowToRead())")
                        .via(Route.queue())
                        .warmUp(0)
                        .limit(Duration.ofSeconds(2))))
                .message()
                .matches(
                        "[12] of 6 messages were received within the limit of 2 s for the whole run; due next: message .*"
                                + "; set a longer limit, or find out what the workers wait for");
    }

    @Test
    void messagesMayBeOfSeveralClasses() {
        var runs = run(experiment(
                        "Workload.of(\"shapes\", i -> { if (i == 0) return new Shape.Circle(1); return new Shape.Square(2); })")
                .via(Route.queue(), Route.queue().with(Codecs.kryo())));
        assertThat(runs).extracting(Run::verified).containsExactly(6L, 6L);
    }

    @Test
    void theRawCodecIsRefusedWhereItIsAskedForAndNothingIsFlat() {
        var experiment = experiment("Workload.of(\"mine\", i -> 1.5)")
                .via(Route.slots(), Route.queue().with(Codecs.raw()));
        assertThatThrownBy(() -> run(experiment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("route queue/raw: the raw codec carries a Tensor and no Double; send a Tensor, or leave the"
                        + " codec to the route, which takes java");
    }

    @Test
    void aTensorOfTheReadersKeepsTheRawCodec() {
        cells.run("import dev.handoff.spi.*; import java.lang.foreign.*;");
        var runs = run(experiment("Workload.only(() -> new Tensor(ElementType.DOUBLE, List.of(3L),"
                        + " MemorySegment.ofArray(weights)))")
                .via(Route.slots()));
        assertThat(runs.getFirst().setup().codec()).isEqualTo("raw");
    }

    @Test
    void aFunctionIsToldNoNumberThatWasNotAskedFor() {
        // new workers rehearse twenty messages, and warm up
        session.close();
        var runs = run(experiment("Workload.of(\"mine\", i -> weights[(int) i])")
                .via(Route.queue())
                .warmUp(5));
        assertThat(runs.getFirst().verified()).isEqualTo(6);
    }

    @Test
    void anExceptionOfACellIsTheCause() {
        var failing = experiment("Workload.of(\"mine\", i -> fails(i))").via(Route.queue());
        assertThatThrownBy(() -> run(failing))
                .isInstanceOf(HandoffException.class)
                .message()
                .matches("worker [01], message 1 failed: Odd: no luck");
        assertThatThrownBy(() -> run(failing)).satisfies(failure -> {
            var there = cells.value(Exception.class, "new Odd()");
            assertThat(failure.getCause()).isInstanceOf(there.getClass());
            // first in both, because not every kernel shows causes
            assertThat(failure.getStackTrace()[0].getMethodName()).isEqualTo("fails");
            assertThat(failure.getStackTrace())
                    .noneMatch(frame -> frame.getClassName().startsWith("dev.handoff.engine"));
            assertThat(failure.getCause().getStackTrace()[0].getMethodName()).isEqualTo("fails");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            i -> { throw new Clings(); }               | worker 0, message 0 failed: Clings: clings
            i -> { throw ring(); }                     | worker 0, message 0 failed: java.lang.RuntimeException: one; caused by java.lang.RuntimeException: other
            i -> deep(0)                               | worker 0, message 0 failed: java.lang.StackOverflowError
            i -> new long[Integer.MAX_VALUE - 2].length | worker 0, message 0 failed: java.lang.OutOfMemoryError: .*; its heap has at most \\d+ MB: make less at a time
            i -> { throw new IllegalStateException("slack", new java.io.IOException("frozen")); } | worker 0, message 0 failed: java.lang.IllegalStateException: slack; caused by java.io.IOException: frozen
            i -> { throw new RuntimeException(new java.io.IOException("frozen")); } | worker 0, message 0 failed: java.lang.RuntimeException: java.io.IOException: frozen
            i -> none.length()                         | worker 0, message 0 failed: java.lang.NullPointerException: Cannot invoke "String.length\\(\\)" because "none" is null
            i -> null                                  | worker 0, message 0 failed: there is nothing to send: the function returned null
            i -> (Runnable) () -> {}                   | worker 0, message 0 failed: a lambda cannot be sent, whatever the codec: no other process has its class; write it as a method, and send what it works on
            i -> new Rule(() -> {})                    | worker 0, message 0 failed: a lambda in a Rule cannot be sent, whatever the codec: .*
            i -> List.of(1, 2).iterator()              | worker 0, message 0 failed: .*, which does not implement java.io.Serializable; copy what is in it into an ArrayList, .*
            i -> new Thread()                          | worker 0, message 0 failed: the java codec cannot encode a java.lang.Thread, which does not implement java.io.Serializable; .*; of the others, none carries it as it is
            i -> new Plain(1)                          | worker 0, message 0 failed: the java codec cannot encode a Plain, which does not implement java.io.Serializable; .*; carried by the codecs json, cbor, smile, kryo, fory
            i -> { Thread.currentThread().interrupt(); return 1; } | worker 0, message 0 failed: the function left its thread interrupted, and nothing can be sent from a thread that is; .*
            i -> { System.exit(3); return 1; }         | worker 0 \\(process \\d+\\) ended with exit code 3; it wrote nothing
            i -> crash()                               | (?s)worker 0 \\(process \\d+\\) crashed: SIGSEGV \\(0xb\\).*; it wrote nothing
            """)
    void whatTheCodeDoesToAWorkerIsSaidAndHarmsNobodyElse(String function, String message) {
        refused(experiment("Workload.of(\"mine\", " + function + ")").via(Route.queue()), message);
    }

    @Test
    void anEndlessLoopEndsWithTheTime() {
        refused(
                experiment("Workload.of(\"mine\", i -> { while (i >= 0) {} return 1; })")
                        .via(Route.queue())
                        .limit(Duration.ofSeconds(2)),
                "the first message did not come within 2 s: before an experiment, one is made to see what is sent; look for"
                        + " an endless loop, or for what the function waits for; if a message does take so long, give the"
                        + " experiment a limit\\(...\\) of 30 times as long");
    }

    @Test
    void aMethodThatIsNotWholeIsNamed() {
        cells.run("Object half() { return notYet(); }");
        refused(
                experiment("Workload.of(\"mine\", i -> half())").via(Route.queue()),
                "worker 0, message 0 failed: the method half of a cell uses a name that no cell declares \\(look for a misspelt"
                        + " one\\), or that was declared anew since; declare the name, and run the cell of the method again");
    }

    @Test
    void anObjectForWhichAnotherIsWrittenTravels() {
        cells.run(
                "class Written implements java.io.Serializable { Object readResolve() { return new Original(); } }"
                        + " class Original implements java.io.Serializable { Object writeReplace() { return new Written(); } }");
        assertThat(run(experiment("Workload.only(() -> new Original())").via(Route.queue())))
                .extracting(run -> run.setup().payload())
                .containsExactly("Original");
    }

    @Test
    void whatHasNoNameOfItsOwnTravels() {
        cells.run("Object local() { record Local(int a) implements java.io.Serializable {} return new Local(1); }"
                + " Object anonymous() { return new Comparable<String>() {"
                + " public int compareTo(String s) { return 0; } }; }");
        var names = Stream.of("Colour.GREEN", "local()", "anonymous()")
                .map(object -> experiment("Workload.only(() -> " + object + ")")
                        // JSON makes no anonymous object
                        .via(Route.queue().with(object.startsWith("anonymous") ? Codecs.kryo() : Codecs.json())))
                .map(experiment -> run(experiment).getFirst().setup().payload());
        assertThat(names).containsExactly("Colour", "Local", "anonymous Comparable");
    }

    @Test
    void aCodecThatLosesSomethingIsRefused() {
        cells.run("class Half implements java.io.Serializable { transient int a = 1; int b = 2;"
                + " public boolean equals(Object o) { return o instanceof Half h && h.a == a && h.b == b; }"
                + " public int hashCode() { return a; } public String toString() { return a + \",\" + b; } }");
        refused(
                experiment("Workload.only(() -> new Half())").via(Route.queue()),
                "worker 0, message 0 failed: the java codec does not bring a Half back as it was: it arrives as 0,2;"
                        + " carried by the codecs json, cbor, smile, kryo, fory");
    }

    @Test
    void whatCannotBeSentIsRefusedBeforeAWorkerStarts() {
        cells.run("var held = new Thread();");
        session.close();
        assertThatThrownBy(() -> run(experiment("Workload.of(\"mine\", i -> held.isAlive())")))
                .hasMessageStartingWith("the variable held (java.lang.Thread), which a lambda reads, cannot be sent")
                .satisfies(refusal -> assertThat(refusal.getStackTrace())
                        .isNotEmpty()
                        .noneMatch(frame -> frame.getClassName().startsWith("dev.handoff")));
        assertThat(Residue.now().processes()).isEqualTo(before.processes());
    }

    @Test
    void threadsAloneHandOverAnObjectOfACell() {
        var runs = run(experiment("Workload.only(() -> new Shape.Circle(1))").via(Route.threads()));
        assertThat(runs.getFirst().verified()).isEqualTo(6);
    }

    @Test
    void anExceptionTravelsAsAnObject() {
        var runs = run(experiment(
                        "Workload.only(() -> List.of(new java.io.IOException(\"no\", new IllegalStateException(\"why\"))))")
                .via(Route.queue()));
        assertThat(runs.getFirst().verified()).isEqualTo(6);
    }

    @Test
    void threadsHaveTheVeryVariables() {
        cells.run("int count = 0; var lock = new Object();");
        run(experiment("Workload.of(\"mine\", i -> { synchronized (lock) { return ++count; } })")
                .via(Route.threads())
                .warmUp(0));
        assertThat(cells.value(Object.class, "count")).isEqualTo(6);
    }

    @Test
    void pythonAndARunFromColdAreRefused() {
        assertThatThrownBy(() -> experiment("Workload.of(\"mine\", i -> i)").python(true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the workload mine is Java code of your own, which Python cannot run; leave python(...) out,"
                                + " or take Workload.dot(500) with a payload of the catalogue");
        assertThatThrownBy(() -> experiment("Workload.of(\"mine\", i -> i)").cold(true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("as they are; not of mine");
    }

    @Test
    void aNameMustSaySomething() {
        assertThatThrownBy(() -> Workload.of(null, i -> i)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Workload.of(" ", i -> i))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a workload's name is what its results are called; it must not be blank");
    }

    /** What is on the class path, too, has its classes found. */
    private record Entry(String name, Map<String, List<Inner>> inner, LocalDate day) implements Serializable {}

    private record Inner(double x) implements Serializable {}

    @Test
    void anObjectOfAProgramTravelsAsOneOfACell() {
        var workload = Workload.only(() -> new Entry("a", Map.of("b", List.of()), LocalDate.EPOCH));
        var runs = run(Experiment.of(workload).workers(1).messages(2).arms(Arm.HEAVY));
        assertThat(runs).extracting(Run::verified).containsExactly(2L, 2L);
    }
}
