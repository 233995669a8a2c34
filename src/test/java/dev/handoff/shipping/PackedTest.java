package dev.handoff.shipping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.spi.HandoffException;
import dev.handoff.spi.MessageFunction;
import dev.handoff.support.Cells;
import dev.handoff.support.Library;
import dev.handoff.workload.DotProduct;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a cell declares lives elsewhere as it lives here, or is refused. Elsewhere is another class loader. */
class PackedTest {
    private static Cells cells;

    private final Unpacking unpacking = new Unpacking();

    @BeforeAll
    static void open() {
        cells = new Cells();
    }

    @AfterEach
    void clear() {
        cells.clear();
    }

    @AfterAll
    static void close() {
        cells.close();
    }

    private MessageFunction function(String expression) {
        return cells.value(MessageFunction.class, expression);
    }

    /** The function as a worker has it. */
    private MessageFunction elsewhere(MessageFunction function) throws Exception {
        return elsewhere(function, Packed.of(function));
    }

    private MessageFunction elsewhere(MessageFunction function, Packed packed) throws Exception {
        // there and back again, because only what travels may count
        var shipment = (Shipment) read(bytes(packed.shipment()), Shipment.class.getClassLoader());
        return (MessageFunction) read(bytes(function), unpacking.open(shipment));
    }

    private static byte[] bytes(Object object) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    private static Object read(byte[] bytes, ClassLoader loader) throws IOException, ClassNotFoundException {
        try (var in = new LoadedInput(new ByteArrayInputStream(bytes), () -> loader)) {
            return in.readObject();
        }
    }

    private static Arguments code(String name, String cell, String function) {
        return Arguments.of(name, cell, function);
    }

    /** Each answers 42 to 6. */
    static Stream<Arguments> code() {
        return Stream.of(
                code("lambda", "", "i -> i * 7"),
                code("captured local", "MessageFunction times(int k) { return i -> i * k; }", "times(7)"),
                code("variable", "long k = 7;", "i -> i * k"),
                code(
                        "variable through methods",
                        "long k = 7; long a(long i) { return b(i); } long b(long i) { return i * k; }",
                        "i -> a(i)"),
                code("static method reference", "class T { static long seven(long i) { return 7 * i; } }", "T::seven"),
                code(
                        "bound method reference",
                        "class T implements java.io.Serializable { long k = 7; long by(long i) { return k * i; } }",
                        "new T()::by"),
                code(
                        "constructor reference",
                        "class T { final long i; T(long i) { this.i = i; } public String toString() { return \"\" + 7 * i; } }",
                        "i -> Long.parseLong(((java.util.function.LongFunction<T>) T::new).apply(i).toString())"),
                code(
                        "anonymous class",
                        "long k = 7;",
                        "new MessageFunction() { public Object answer(long i) { return i * k; } }"),
                code(
                        "local class",
                        "MessageFunction f() { class L implements MessageFunction { public Object answer(long i) { return i * 7; } } return new L(); }",
                        "f()"),
                code(
                        "nested class",
                        "class A { static class B { static long by(long i) { return i * 7; } } }",
                        "i -> A.B.by(i)"),
                code(
                        "inner class",
                        "class A { long k = 7; class B { long by(long i) { return i * k; } } }",
                        "i -> new A().new B().by(i)"),
                code(
                        "generic class",
                        "class Box<T extends Comparable<T>> { T it; Box(T it) { this.it = it; } T max(T o) { return it.compareTo(o) > 0 ? it : o; } }",
                        "i -> new Box<Long>(42L).max(i)"),
                code(
                        "record",
                        "record P(long a, long b) { long product() { return a * b; } }",
                        "i -> new P(i, 7).product()"),
                code(
                        "enum",
                        "enum Op { TIMES { long of(long a) { return a * 7; } }; abstract long of(long a); }",
                        "i -> Op.TIMES.of(i)"),
                code(
                        "sealed interface",
                        "sealed interface S { record A(long x) implements S {} record B(long x) implements S {} } long of(S s) { return switch (s) { case S.A(long x) -> x; case S.B(long x) -> 7 * x; }; }",
                        "i -> of(new S.B(i))"),
                code(
                        "object in a variable",
                        "interface F extends java.io.Serializable { long of(long i); } record By(long k) implements F { public long of(long i) { return k * i; } } F f = new By(7);",
                        "i -> f.of(i)"),
                code(
                        "variable read by a variable's object",
                        "long k = 7; class By implements java.io.Serializable { long of(long i) { return k * i; } } By by = new By();",
                        "i -> by.of(i)"),
                code(
                        "variable read by a constructor that serialization calls",
                        "long k = 7; class Base { long m = k; } class By extends Base implements java.io.Serializable { long of(long i) { return m * i; } } By by = new By();",
                        "i -> by.of(i)"),
                code("lambda in a variable", "long k = 7; MessageFunction f = i -> i * k;", "i -> f.answer(i)"),
                code(
                        "called by the JDK",
                        "long k = 7; class C implements Comparable<C> { public int compareTo(C o) { return (int) k; } }",
                        "i -> i * java.util.Objects.compare(new C(), new C(), java.util.Comparator.naturalOrder())"),
                code(
                        "default and static methods of an interface",
                        "interface D { default long by(long i) { return i * k(); } static long k() { return 7; } }",
                        "i -> new D() {}.by(i)"),
                code(
                        "stream with lambdas inside",
                        "long k = 7;",
                        "i -> java.util.stream.LongStream.range(0, k).map(x -> i).sum()"),
                code(
                        "exception of its own",
                        "class Odd extends Exception { } void fail() throws Odd { throw new Odd(); }",
                        "i -> { try { fail(); return 0; } catch (Odd e) { return i * 7; } }"),
                code(
                        "array of a class of a cell",
                        "record P(long a) {}",
                        "i -> { var all = new P[7]; return i * all.length; }"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("code")
    void answersAsItDoesHere(String name, String cell, String expression) throws Exception {
        cells.run("import dev.handoff.spi.MessageFunction;" + cell);
        var here = function(expression);
        var there = elsewhere(here);
        assertThat(here.answer(6)).isEqualTo(42L);
        assertThat(there.answer(6)).isEqualTo(42L);
        assertThat(there.getClass().getClassLoader())
                .isNotEqualTo(here.getClass().getClassLoader());
    }

    @Test
    void variablesGoByValueAsTheyAreNow() throws Exception {
        cells.run("int[] weights = {1, 2}; var same = weights;");
        var function = function("i -> weights == same ? weights[(int) i] : -1");
        assertThat(elsewhere(function).answer(1)).isEqualTo(2);
        cells.run("weights[1] = 5;");
        assertThat(elsewhere(function).answer(1)).isEqualTo(5);
        cells.value(int[].class, "weights")[1] = 9;
        assertThat(elsewhere(function).answer(1)).isEqualTo(9);
    }

    @Test
    void aCellThatIsRunAgainIsTakenAsItStands() throws Exception {
        cells.run("long by(long i) { return i; }");
        assertThat(elsewhere(function("i -> by(i)")).answer(6)).isEqualTo(6L);
        cells.run("long by(long i) { return 7 * i; }");
        assertThat(elsewhere(function("i -> by(i)")).answer(6)).isEqualTo(42L);
        cells.run("class By { long of(long i) { return i; } }");
        assertThat(elsewhere(function("i -> new By().of(i)")).answer(6)).isEqualTo(6L);
        cells.run("class By { long k = 7; long of(long i) { return k * i; } }");
        assertThat(elsewhere(function("i -> new By().of(i)")).answer(6)).isEqualTo(42L);
        cells.run("int k = 1;");
        cells.run("long k = 7;");
        assertThat(elsewhere(function("i -> k * i")).answer(6)).isEqualTo(42L);
    }

    @Test
    void theSameClassesKeepTheirLoader() throws Exception {
        cells.run("int k = 1;");
        var function = function("i -> i * k");
        var loader = elsewhere(function).getClass().getClassLoader();
        cells.run("k = 2;");
        var again = elsewhere(function);
        assertThat(again.getClass().getClassLoader()).isSameAs(loader);
        assertThat(again.answer(6)).isEqualTo(12L);
        assertThat(elsewhere(function("i -> i * k + 1")).getClass().getClassLoader())
                .isNotSameAs(loader);
    }

    @Test
    void whatNobodyReadsIsNotSent() {
        cells.run("""
                var secret = new Thread();
                class Both { Object no() { return secret; } long yes(long i) { return i; } }""");
        var packed = Packed.of(function("i -> new Both().yes(i)"));
        // JShell in this process adds a variable of its own, by which it stops cells
        assertThat(packed.shipment().variables()).extracting(Variable::name).doesNotContain("secret");
        assertThat(packed.warnings()).isEmpty();
    }

    static Stream<Arguments> readers() {
        return Stream.of(
                Arguments.of("i -> secret", "a lambda"),
                Arguments.of("i -> far()", "near"),
                Arguments.of("i -> new Reads().get()", "Reads.get"),
                Arguments.of("i -> new Keeps()", "the constructor of Keeps"),
                Arguments.of("i -> \"\" + new Shows()", "Shows.toString"),
                Arguments.of("i -> java.util.stream.Stream.of(1).map(x -> secret).toList()", "a lambda"));
    }

    @ParameterizedTest
    @MethodSource("readers")
    void aVariableThatCannotBeSentIsRefusedWithItsReader(String expression, String reader) {
        cells.run("""
                var secret = new Thread();
                Object near() { return secret; }
                Object far() { return near(); }
                class Reads { Object get() { return secret; } }
                class Keeps { Object kept = secret; }
                class Shows { public String toString() { return "" + secret; } }""");
        assertThatThrownBy(() -> Packed.of(function(expression)))
                .isInstanceOf(HandoffException.class)
                .hasMessage("the variable secret (java.lang.Thread), which " + reader
                        + " reads, cannot be sent to a worker: secret is a java.lang.Thread, which does not implement"
                        + " java.io.Serializable; make what is needed of it inside the function, or keep what the function needs in another"
                        + " variable");
    }

    @Test
    void theTypeOfAVariableIsToldAsTheReaderWroteIt() {
        cells.run("record P(int a) {} java.util.List<P> ps = java.util.List.of(new P(1));");
        assertThatThrownBy(() -> Packed.of(function("i -> ps.size()")))
                .hasMessage(
                        "the variable ps (java.util.List<P>), which a lambda reads, cannot be sent to a worker: ps[0] is"
                                + " a P, which does not implement java.io.Serializable; let it do so, or make what is needed of it"
                                + " inside the function, or keep what the function needs in another variable");
    }

    @Test
    void whatLiesDeepInAVariableIsToldWithItsPlace() {
        cells.run(
                "var pools = new java.util.TreeMap<String, java.util.List<Thread>>(); pools.put(\"spare\", java.util.List.of(new Thread()));");
        assertThatThrownBy(() -> Packed.of(function("i -> pools.size()")))
                .hasMessageContaining(
                        " cannot be sent to a worker: pools[spare][0] is a java.lang.Thread, which does not"
                                + " implement java.io.Serializable; make what is needed of it inside the function, or keep");
    }

    @Test
    void whatIsNestedTooDeepIsRefusedInWords() {
        cells.run("Object chain = 1; for (int i = 0; i < 100_000; i++) { chain = new Object[] {chain}; }");
        assertThatThrownBy(() -> Packed.of(function("i -> chain")))
                .isInstanceOf(HandoffException.class)
                .hasMessage(
                        "the variable chain (java.lang.Object), which a lambda reads, cannot be sent to a worker: objects"
                                + " are nested in it too deep for Java serialization; make what is needed of it inside the function,"
                                + " or keep what the function needs in another variable");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            new Thread()                           | a java.lang.Thread, which
            new java.util.ArrayList<>(java.util.List.of(new Thread())) | a java.util.ArrayList, whose [0] is a java.lang.Thread, which
            new Odd(1)                             | an Odd, which
            """)
    void whatALambdaCapturedIsToldAsSuch(String captured, String words) {
        cells.run("record Odd(int a) {} dev.handoff.spi.MessageFunction reading(Object local) { return i -> local; }");
        var function = cells.value(MessageFunction.class, "reading(" + captured + ")");
        assertThatThrownBy(() -> Packed.of(function))
                .isInstanceOf(HandoffException.class)
                .hasNoCause()
                .hasMessage("what the workers shall do cannot be sent to them: the lambda captured " + words
                        + " does not implement java.io.Serializable; "
                        + (captured.contains("Odd") ? "let it do so, or " : "")
                        + "make what is needed of it inside the function");
    }

    @Test
    void aWriteToAVariableIsAWarning() {
        cells.run("int count = 0; void more() { count++; }");
        assertThat(Packed.of(function("i -> { more(); return 1; }")).warnings())
                .containsExactly("the variable count is set by more: the change stays in the worker that makes it; here"
                        + " the variable stays as it is");
    }

    @Test
    void aLibraryAddedByTheNotebookIsThereWithAllItNeeds(@TempDir Path directory) throws Exception {
        cells.addToClassPath(Library.jar(directory).toString());
        var function = function("i -> new lib.Seven().times(i)");
        assertThat(elsewhere(function).answer(6)).isEqualTo(42L);
    }

    @Test
    void whatIsOnTheClassPathNeedsNothing() {
        var packed = Packed.of(new DotProduct(5));
        assertThat(packed.shipment().classes()).isEmpty();
        assertThat(packed.shipment().variables()).isEmpty();
        assertThat(packed.home()).isEqualTo(Packed.class.getClassLoader());
    }

    @Test
    void aClassWhoseBytesNobodyGivesOutIsRefusedWithAWord() throws Exception {
        cells.run("record Held(int a) implements java.io.Serializable {}");
        var given = cells.value(Object.class, "new Held(1)");
        var bytes = Packed.of(given).shipment().classes();
        var mute = new ClassLoader(getClass().getClassLoader()) {
            @Override
            protected Class<?> findClass(String name) {
                var file = bytes.get(name).content();
                return defineClass(name, file, 0, file.length);
            }
        };
        var held = mute.loadClass(given.getClass().getName()).getDeclaredConstructor(int.class);
        held.setAccessible(true);
        var object = held.newInstance(1);
        assertThatThrownBy(() -> Packed.of(object))
                .isInstanceOf(HandoffException.class)
                .hasMessage("the code of Held cannot be sent to a worker, because this kernel was started without"
                        + " Handoff's agent; use the kernel Java (Handoff), or start yours with"
                        + " -javaagent:target/handoff-agent.jar");
    }
}
