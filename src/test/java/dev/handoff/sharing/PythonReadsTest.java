package dev.handoff.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.handoff.spi.ElementType;
import dev.handoff.workload.FlatPayload;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the README tells those who write Python is all that it takes. */
@Timeout(60)
class PythonReadsTest {
    private static final String PYTHON = System.getenv().getOrDefault("HANDOFF_PYTHON", "python3");
    private static final Pattern SNIPPET = Pattern.compile("(?ms)^```python\n(.*?)^```$");

    @BeforeEach
    void needsPythonWithNumPy() throws IOException, InterruptedException {
        boolean there;
        try {
            there = new ProcessBuilder(PYTHON, "-c", "import numpy").start().waitFor() == 0;
        } catch (IOException e) {
            there = false;
        }
        assumeTrue(there, PYTHON + " with NumPy is needed; HANDOFF_PYTHON names another");
    }

    /** Python, with what the README shows. It evaluates line after line, and prints what each is. */
    private static final class Python implements AutoCloseable {
        private static final String LOOP = """
                import sys
                for line in sys.stdin:
                    if line.startswith("> "):
                        exec(line[2:])
                    else:
                        print(eval(line), flush=True)
                """;
        private final Process process;
        private final PrintWriter in;
        private final BufferedReader out;

        Python() throws IOException {
            var readme = SNIPPET.matcher(Files.readString(Path.of("README.md")));
            assertThat(readme.find()).as("the README has a snippet of Python").isTrue();
            process = new ProcessBuilder(PYTHON, "-c", readme.group(1) + LOOP)
                    .redirectErrorStream(true)
                    .start();
            in = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
            out = process.inputReader();
        }

        void run(String statement) {
            in.println("> " + statement);
        }

        String ask(String expression) throws IOException {
            in.println(expression);
            return out.readLine();
        }

        @Override
        public void close() throws IOException {
            in.close();
            try {
                assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(out.lines()).isEmpty();
                assertThat(process.exitValue()).isZero();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            } finally {
                process.destroyForcibly().onExit().join();
            }
        }
    }

    /** The article's 54 MB there and back: each side sees what the other writes, so there is no second copy. */
    @Test
    void anArrayOf54MegabytesIsTheSameMemoryInBothLanguages() throws IOException {
        var payload = FlatPayload.parse("random:1500x1500x3");
        try (var array = SharedArray.create(ElementType.DOUBLE, 1500, 1500, 3);
                var python = new Python()) {
            var made = payload.make(4, 2, (bytes, alignment) -> array.segment());
            python.run("a = attach('" + array.address().path() + "')");
            assertThat(python.ask("a.shape, a.dtype.name")).isEqualTo("((1500, 1500, 3), 'float64')");
            assertThat(python.ask("set(a.reshape(-1).view('i8')[[0, 3375000, 6749999]].tolist())"))
                    .as("the stamps of worker 4, message 2")
                    .isEqualTo("{" + ((5L << 40) + 2) + "}");
            assertThat(python.ask("float(a[7, 1499, 2])").transform(Double::parseDouble))
                    .isEqualTo(array.getDouble(array.index(7, 1499, 2)));

            python.run("a[7, 1499, 2] = -0.5; a[8:] *= 0; a.reshape(-1).view('i8')[-1] = 5");
            assertThat(python.ask("'written'")).isEqualTo("written");
            assertThat(array.getDouble(array.index(7, 1499, 2))).isEqualTo(-0.5);
            assertThat(array.getDouble(array.index(8, 0, 0))).isZero();
            assertThat(Double.doubleToRawLongBits(array.getDouble(array.length() - 1)))
                    .isEqualTo(5);

            array.setDouble(array.index(0, 0, 1), 0.25);
            assertThat(python.ask("float(a[0, 0, 1])")).isEqualTo("0.25");
            assertThat(made.data().address()).isEqualTo(array.segment().address());
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyElementTypeIsTheSameType(ElementType type) throws IOException {
        try (var array = SharedArray.create(type, 2, 3);
                var python = new Python()) {
            python.run("a = attach('" + array.address().path() + "')");
            python.run("a[1, 2] = 1");
            assertThat(python.ask("a.tolist()[1][2], a.itemsize, a.flags.owndata"))
                    .isEqualTo("(" + (type == ElementType.BOOLEAN ? "True" : isWhole(type) ? "1" : "1.0") + ", "
                            + type.bytes() + ", False)");
            assertThat(isWhole(type) ? array.getLong(5) : array.getDouble(5)).isEqualTo(1);
        }
    }

    private static boolean isWhole(ElementType type) {
        return type != ElementType.FLOAT && type != ElementType.DOUBLE;
    }
}
