package dev.handoff.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.spi.ElementType;
import dev.handoff.spi.Tensor;
import java.io.Serializable;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Objects of every kind that codecs carry, with random content from a seed, and how to tell whether one came back. */
final class Samples {
    /** What the samples are made of, besides plain classes. */
    static final Set<Class<?>> TYPES = Set.of(Reading.class, Batch.class, Colour.class, Node.class);

    private static final double[] DOUBLES = {
        Double.NaN,
        -0.0,
        0.0,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        0.1,
        1e-300
    };
    private static final float[] FLOATS = {
        Float.NaN, -0.0f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MIN_VALUE, Float.MAX_VALUE, 0.1f, 3
    };

    enum Colour {
        RED,
        GREEN
    }

    record Reading(long id, String name, double value, boolean valid) implements Serializable {}

    @SuppressWarnings("ArrayRecordComponent") // codecs carry such, whatever one thinks of it
    record Batch(
            List<Reading> readings,
            double[][] values,
            Tensor image,
            Map<String, Object> notes,
            Colour colour,
            Float scale,
            Object anything)
            implements Serializable {}

    /** Not a record: fields that can be set, one of which may lead back. */
    static final class Node implements Serializable {
        private static final long serialVersionUID = 1L;
        String name = "";
        Node next;
        transient int hidden = 7;
    }

    private final SplittableRandom random;

    private Samples(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Numbers, tensors: what even the raw codec carries. */
    static List<Object> flat(long seed) {
        var samples = new Samples(seed);
        List<Object> all = new ArrayList<>(List.of(1, 0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE));
        all.add(tensor(ElementType.DOUBLE, MemorySegment.ofArray(DOUBLES), DOUBLES.length));
        all.add(tensor(
                ElementType.DOUBLE, // a signalling not-a-number with something to lose
                MemorySegment.ofArray(new long[] {0x7ff0_0000_dead_beefL}),
                1));
        all.add(tensor(ElementType.FLOAT, MemorySegment.ofArray(FLOATS), 2, 4));
        for (var type : ElementType.values()) {
            for (var shape : new long[][] {{}, {1}, {0}, {3, 0, 2}, {7}, {2, 3, 4}, {1, 1, 1, 1, 1, 1, 1, 2}}) {
                all.add(samples.tensor(type, shape));
            }
        }
        // around the pieces in which a block may be written, and the buffers through which it may go
        for (long bytes : new long[] {1023, 1024, 1025, 49_151, 49_152, 49_153, 65_535, 65_536, 65_537, 200_000}) {
            all.add(samples.tensor(ElementType.BYTE, bytes));
        }
        return all;
    }

    /** Object graphs of plain classes and of {@link #TYPES}, with text as the only keys and without cycles. */
    static List<Object> graphs(long seed) {
        var samples = new Samples(seed);
        List<Object> all = new ArrayList<>(List.of(
                true,
                'x',
                '\u00e9',
                (byte) -1,
                (short) -300,
                1L << 40,
                Long.MIN_VALUE,
                "",
                "text",
                "\u0000\n\"\\\u20ac\ud83d\ude00"));
        all.add(null);
        for (double number : DOUBLES) {
            all.add(number);
        }
        for (float number : FLOATS) {
            all.add(number);
        }
        all.addAll(samples.arrays());
        all.addAll(samples.collections());
        all.addAll(samples.records());
        all.add("x".repeat(100_000));
        all.add(nested(40));
        return all;
    }

    private List<Object> arrays() {
        return List.of(
                new boolean[] {true, false},
                new char[] {'a', '\u20ac'},
                new byte[] {-128, 0, 127},
                new short[] {Short.MIN_VALUE, 1},
                new int[] {Integer.MIN_VALUE, 5},
                new long[] {Long.MAX_VALUE, -1},
                FLOATS,
                DOUBLES,
                new double[0],
                new double[1],
                new double[0][],
                new double[][] {{}, null, {1}},
                random.doubles(24).toArray(),
                new double[][][] {{{1, 2}, {3}}, {}, {DOUBLES}},
                new double[1][1][1][1][1][1][1][2],
                new String[] {"a", null, ""},
                new String[][] {{"a"}, {}},
                new Integer[] {1, null, -5},
                new Double[] {Double.NaN, -0.0},
                new Object[] {1, "two", new long[] {3}, null, new Object[] {'c', 2.5f}},
                new Object[10_000],
                new Reading[] {reading(), null},
                new Tensor[] {tensor(ElementType.INT, 3), tensor(ElementType.BYTE, 5)});
    }

    private List<Object> collections() {
        var map = new HashMap<String, Object>(Map.of("one", 1, "two", List.of(2.0), "nan", Double.NaN));
        map.put("null", null);
        var ordered = new LinkedHashMap<String, Object>();
        random.ints(50).forEach(i -> ordered.put("key " + i, i));
        return List.of(
                List.of(),
                List.of(1),
                List.of(1, 2L, 3.0f),
                Stream.of(1, null, "x").toList(),
                Stream.of((Object) null).toList(),
                Set.of(),
                Set.of("a"),
                Set.of(1, 2, 3, "four"),
                Map.of(),
                Map.of("a", 'b'),
                Map.of("one", new HashMap<>(Map.of("1", "one")), "two", List.of()),
                new ArrayList<>(),
                new ArrayList<>(Arrays.asList("a", null, 2L, List.of(Map.of()))),
                new ArrayList<>(java.util.Collections.nCopies(5_000, null)),
                new HashSet<>(Set.of(1, 2)),
                new LinkedHashSet<>(List.of("z", "a", 1.5)),
                map,
                ordered);
    }

    private List<Object> records() {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            readings.add(reading());
        }
        var node = new Node();
        node.name = "first";
        node.next = new Node();
        return List.of(
                reading(),
                new Reading(0, null, Double.NaN, false),
                readings,
                List.copyOf(readings),
                new Batch(
                        readings,
                        new double[][] {random.doubles(3).toArray()},
                        tensor(ElementType.FLOAT, 2, 3),
                        Map.of("a", 1L),
                        Colour.GREEN,
                        0.1f,
                        Colour.RED),
                new Batch(List.of(), null, null, new HashMap<>(), null, null, List.of(readings.get(0))),
                Colour.RED,
                List.of(Colour.GREEN, Colour.RED),
                node);
    }

    private Reading reading() {
        return new Reading(
                random.nextLong(), "name " + random.nextInt(1000), random.nextDouble(), random.nextBoolean());
    }

    /** A list in a list in a list. */
    static List<Object> nested(int depth) {
        List<Object> list = new ArrayList<>();
        for (int i = 1; i < depth; i++) {
            list = new ArrayList<>(Arrays.<Object>asList(list));
        }
        return list;
    }

    Tensor tensor(ElementType type, long... shape) {
        var lengths = Arrays.stream(shape).boxed().toList();
        var bytes = new byte[(int) Tensor.bytes(type, lengths)];
        random.nextBytes(bytes);
        return new Tensor(type, lengths, MemorySegment.ofArray(bytes));
    }

    static Tensor bytes(int count, long seed) {
        return new Samples(seed).tensor(ElementType.BYTE, count);
    }

    private static Tensor tensor(ElementType type, MemorySegment block, long... shape) {
        return new Tensor(type, Arrays.stream(shape).boxed().toList(), block);
    }

    /** Fails unless what came back is what went in, class and all. */
    static void assertSame(Object got, Object sent, String what) {
        if (sent == null || got == null) {
            assertThat(got).as(what).isEqualTo(sent);
            return;
        }
        assertThat(kind(got)).as(what).isEqualTo(kind(sent));
        switch (sent) {
            case Tensor tensor -> {
                var other = (Tensor) got;
                assertThat(other.type()).as(what).isEqualTo(tensor.type());
                assertThat(other.shape()).as(what).isEqualTo(tensor.shape());
                assertThat(other.data().mismatch(tensor.data())).as(what).isEqualTo(-1);
            }
            case Record sentRecord -> {
                for (var component : sent.getClass().getRecordComponents()) {
                    assertSame(read(component, got), read(component, sentRecord), what + "." + component.getName());
                }
            }
            case Node node -> {
                assertThat(((Node) got).name).as(what).isEqualTo(node.name);
                assertSame(((Node) got).next, node.next, what + ".next");
            }
            case List<?> list -> assertSameElements(((List<?>) got).toArray(), list.toArray(), what);
            case Collection<?> collection -> assertThat(got).as(what).isEqualTo(collection);
            case Map<?, ?> map -> {
                assertThat(((Map<?, ?>) got).keySet()).as(what).isEqualTo(map.keySet());
                map.forEach((key, value) -> assertSame(((Map<?, ?>) got).get(key), value, what + "[" + key + "]"));
            }
            default -> {
                if (sent.getClass().isArray()) {
                    assertSameElements(boxed(got), boxed(sent), what);
                } else {
                    assertThat(got).as(what).isEqualTo(sent);
                }
            }
        }
    }

    private static void assertSameElements(Object[] got, Object[] sent, String what) {
        assertThat(got).as(what).hasSameSizeAs(sent);
        for (int i = 0; i < sent.length; i++) {
            assertSame(got[i], sent[i], what + "[" + i + "]");
        }
    }

    private static Object[] boxed(Object array) {
        var boxed = new Object[Array.getLength(array)];
        Arrays.setAll(boxed, i -> Array.get(array, i));
        return boxed;
    }

    /** The class; of collections that cannot be changed, that they are: the JDK has several classes for small and large. */
    private static Object kind(Object value) {
        return value.getClass().getName().startsWith("java.util.ImmutableCollections$")
                ? value instanceof List ? "List.of" : value instanceof Set ? "Set.of" : "Map.of"
                : value.getClass();
    }

    private static Object read(java.lang.reflect.RecordComponent component, Object of) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
