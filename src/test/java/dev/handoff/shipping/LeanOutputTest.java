package dev.handoff.shipping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.handoff.Route;
import dev.handoff.spi.Channel.Terms;
import dev.handoff.spi.Composite;
import dev.handoff.spi.ElementType;
import dev.handoff.spi.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.Serializable;
import java.io.StreamCorruptedException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link LeanOutput} writes, {@link LeanInput} reads. */
class LeanOutputTest {
    private static boolean allowed = true;

    private enum Colour {
        RED {
            @Override
            public String toString() {
                return "a constant with a body";
            }
        }
    }

    private record Point(int x, long y, String name) implements Serializable {
        private static final long serialVersionUID = 1L;

        Point {
            if (!allowed) {
                throw new IllegalArgumentException("no points today");
            }
        }
    }

    private record Pair(Object left, Object right) implements Composite {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("UnusedMethod") // by reflection
        Pair(Iterator<?> parts) {
            this(parts.next(), parts.next());
        }

        @Override
        public List<?> parts() {
            return Arrays.asList(left, right);
        }
    }

    private record Stuck(Point at) {}

    private record Held(Object value) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void whatIsOursComesBackEqualWithoutJavasSerialization() throws Exception {
        var values = Arrays.asList(
                null,
                true,
                false,
                -1,
                1L << 40,
                Double.NaN,
                "größe \ud800",
                Colour.RED,
                List.of(1, List.of(), "x"),
                new TreeMap<>(Map.of("a", 1, "b", 2)),
                new Point(1, 2, null),
                new Pair(new Point(3, 4, "x"), new Pair(null, 5)));
        for (var value : values) {
            var bytes = written(value);
            assertThat(ByteBuffer.wrap(bytes).getInt(4))
                    .as("the length of Java's stream for " + value)
                    .isZero();
            assertThat(read(bytes)).isEqualTo(value);
        }
        assertThat((byte[]) back(new byte[] {1, 2})).containsExactly(1, 2);
    }

    /** What a reader's variable is sent as goes to each worker: a copy for each would be more than the heap holds. */
    @Test
    void aLargeArrayIsWrittenFromWhereItLies() throws Exception {
        var large = new byte[8 << 20];
        new Random(1).nextBytes(large);
        var value = new Pair(new Pair("before", large), new Pair(new byte[] {1, 2}, 3));
        var to = new ByteArrayOutputStream(large.length + 1000);
        var out = new LeanOutput(to);
        var threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        long before = threads.getCurrentThreadAllocatedBytes();
        out.write(value);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(large.length / 2);
        var back = (Pair) read(to.toByteArray());
        assertThat((byte[]) ((Pair) back.left()).right()).isEqualTo(large);
        assertThat((byte[]) ((Pair) back.right()).left()).containsExactly(1, 2);
        assertThat(((Pair) back.right()).right()).isEqualTo(3);
    }

    @Test
    void otherObjectsKeepTheirClassesAndWhatTheySharedTheyShare() throws Exception {
        var list = new ArrayList<>(List.of("x"));
        var back = (Pair) back(new Pair(new Held(list), new Pair(list, TimeUnit.DAYS)));
        var there = (Pair) back.right();
        assertThat(((Held) back.left()).value())
                .isEqualTo(list)
                .isInstanceOf(ArrayList.class)
                .isSameAs(there.left());
        assertThat(there.right()).isSameAs(TimeUnit.DAYS);
        assertThat(back("x".repeat(100_000))).isEqualTo("x".repeat(100_000));
    }

    @Test
    void aRecordForWhichAnotherIsWrittenIsLeftToJava() throws Exception {
        var tensor = new Tensor(ElementType.BYTE, List.of(3L), MemorySegment.ofArray(new byte[] {1, 2, 3}));
        var back = (Tensor) ((Held) back(new Held(tensor))).value();
        assertThat(back.data().toArray(ValueLayout.JAVA_BYTE)).containsExactly(1, 2, 3);
    }

    @Test
    void aClassLoaderStaysWhereItIs() throws Exception {
        assertThat(back(new Held(getClass().getClassLoader()))).isEqualTo(new Held(null));
    }

    @Test
    void valuesFollowOneAnotherUntilTheEnd() throws Exception {
        var bytes = new ByteArrayOutputStream();
        var out = new LeanOutput(bytes);
        var other = new ArrayList<>(List.of(1));
        out.write(other);
        assertThatThrownBy(() -> out.write(List.of(1, new Object()))).isInstanceOf(NotSerializableException.class);
        out.write(2);
        var in = new LeanInput(new ByteArrayInputStream(bytes.toByteArray()), getClass()::getClassLoader);
        assertThat(in.read()).isEqualTo(other);
        assertThat(in.read()).isEqualTo(2);
        assertThatThrownBy(in::read).isInstanceOf(EOFException.class);
    }

    @Test
    void whatItsConstructorRefusesIsRefused() throws IOException {
        var bytes = written(new Point(1, 2, "x"));
        allowed = false;
        try {
            assertThatThrownBy(() -> read(bytes))
                    .isInstanceOf(InvalidObjectException.class)
                    .hasMessage(Point.class.getName()
                            + " refuses its components: java.lang.IllegalArgumentException: no points today");
        } finally {
            allowed = true;
        }
    }

    @Test
    void aRecordThatIsNotSerializableIsNamed() {
        assertThatThrownBy(() -> written(new Stuck(new Point(1, 2, "x"))))
                .isInstanceOf(NotSerializableException.class)
                .hasMessage(Stuck.class.getName());
    }

    @Test
    void whatIsNoValueIsRefused() throws IOException {
        assertThatThrownBy(() -> read("printed into the pipe".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(StreamCorruptedException.class)
                .hasMessage("no value begins with 7072696e");
        var bytes = written(1);
        bytes[8] = 99;
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(StreamCorruptedException.class)
                .hasMessage("no kind of value is 99");
    }

    private static Object back(Object object) throws IOException, ClassNotFoundException {
        return read(written(object));
    }

    private static byte[] written(Object object) throws IOException {
        var bytes = new ByteArrayOutputStream();
        new LeanOutput(bytes).write(object);
        return bytes.toByteArray();
    }

    private static Object read(byte[] bytes) throws IOException, ClassNotFoundException {
        return new LeanInput(new ByteArrayInputStream(bytes), LeanOutputTest.class::getClassLoader).read();
    }

    /** The queue's once took one, for its codec, and a new worker of it twice as long until it was connected. */
    @ParameterizedTest
    @ValueSource(strings = {"queue", "pipes", "unix-socket", "tcp", "ring", "slots"})
    void theWayToAChannelTakesNoneOfJavasStreams(String route) throws IOException {
        var channel = Route.named(route).channel();
        var bytes = new ByteArrayOutputStream();
        try (var inbox = channel.open(new Terms(2, 4, channel.defaultCodec(), 64))) {
            new LeanOutput(bytes).write(inbox.connector());
        }
        assertThat(ByteBuffer.wrap(bytes.toByteArray()).getInt(4)).isZero();
    }
}
