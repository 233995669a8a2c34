package dev.handoff.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.Codecs;
import dev.handoff.memory.PrivateMemory;
import dev.handoff.spi.Codec;
import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.ElementType;
import dev.handoff.spi.EncodingException;
import dev.handoff.spi.Sink;
import dev.handoff.spi.Source;
import dev.handoff.spi.Tensor;
import java.io.File;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every codec keeps every promise. A new one joins by being in {@link Codecs#all}. */
class CodecContractTest {
    static List<Codec> codecs() {
        return Codecs.all().stream().map(codec -> codec.allowing(Samples.TYPES)).toList();
    }

    static Stream<Codec> graphCodecs() {
        return codecs().stream().filter(codec -> !codec.name().equals("raw"));
    }

    static Stream<Arguments> codecsAndPromises() {
        return codecs().stream()
                .flatMap(codec -> Arrays.stream(CodecContract.values()).map(promise -> Arguments.of(codec, promise)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("codecsAndPromises")
    void keepsItsPromise(Codec codec, CodecContract promise) {
        promise.hold(codec);
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void carriesEveryNumberAndTensor(Codec codec) {
        Samples.flat(8).forEach(sample -> {
            var back = Bytes.decode(codec, Bytes.encode(codec, sample));
            Samples.assertSame(back, sample, codec.name());
            if (back instanceof Tensor tensor) {
                readAsItsType(tensor);
            }
        });
    }

    /** Throws if the block is not aligned for its own type. */
    private static void readAsItsType(Tensor tensor) {
        var layout = switch (tensor.type()) {
            case BYTE, BOOLEAN -> ValueLayout.JAVA_BYTE;
            case SHORT -> ValueLayout.JAVA_SHORT;
            case INT -> ValueLayout.JAVA_INT;
            case LONG -> ValueLayout.JAVA_LONG;
            case FLOAT -> ValueLayout.JAVA_FLOAT;
            case DOUBLE -> ValueLayout.JAVA_DOUBLE;
        };
        if (tensor.data().byteSize() > 0) {
            layout.varHandle().get(tensor.data(), 0L);
        }
    }

    @ParameterizedTest
    @MethodSource("graphCodecs")
    void carriesEveryGraphOfWhatItIsToldOf(Codec codec) {
        Samples.graphs(9)
                .forEach(sample ->
                        Samples.assertSame(Bytes.decode(codec, Bytes.encode(codec, sample)), sample, codec.name()));
    }

    @ParameterizedTest
    @MethodSource("graphCodecs")
    void carriesNoClassThatItWasNotToldOf(Codec codec) {
        var untold = Codecs.named(codec.name());
        var reading = new Samples.Reading(1, "a", 2, true);
        var sent = new ArrayList<Object>(List.of(1, Map.of("b", new Object[] {"c", reading})));
        if (codec.name().equals("java")) {
            var bytes = Bytes.encode(untold, sent);
            assertThatThrownBy(() -> Bytes.decode(untold, bytes))
                    .isInstanceOf(CorruptMessageException.class)
                    .hasMessageContaining(Samples.Reading.class.getName());
        } else {
            assertThatThrownBy(() -> Bytes.encode(untold, sent))
                    .isInstanceOf(EncodingException.class)
                    .hasMessage(
                            "the " + codec.name() + " codec cannot encode a java.util.ArrayList: [1][b][1] is a "
                                    + Samples.Reading.class.getTypeName()
                                    + ", a class that it was not told of; it is told of those in message 0 of an object of"
                                    + " your own (let that have one of each class), and of those that a Payload names in types()");
        }
        var told = Bytes.encode(codec, reading);
        assertThatThrownBy(() -> Bytes.decode(untold, told)).isInstanceOf(CorruptMessageException.class);
    }

    @ParameterizedTest
    @MethodSource("graphCodecs")
    void namesThePlaceOfWhatItCannotEncode(Codec codec) {
        var batch = new Samples.Batch(List.of(), null, null, Map.of(), null, null, new Thread[] {new Thread("x")});
        var sent = Map.of("batches", List.of(1, batch));
        assertThatThrownBy(() -> Bytes.encode(codec, sent))
                .isInstanceOf(EncodingException.class)
                .hasMessageStartingWith("the " + codec.name() + " codec cannot encode a java.util.ImmutableCollections")
                .hasMessageContaining(": [batches][1].anything")
                .hasMessageContaining("is a java.lang.Thread");
    }

    @ParameterizedTest
    @MethodSource("graphCodecs")
    void carriesACycleOrRefusesItByName(Codec codec) {
        var list = new ArrayList<Object>();
        list.add(list);
        var node = new Samples.Node();
        node.next = node;
        if (codec instanceof JacksonCodec) {
            assertThatThrownBy(() -> Bytes.encode(codec, list))
                    .isInstanceOf(EncodingException.class)
                    .hasMessage("the " + codec.name() + " codec cannot encode a java.util.ArrayList: [0] is the"
                            + " java.util.ArrayList that it lies in; this codec does not carry cycles");
            assertThatThrownBy(() -> Bytes.encode(codec, node))
                    .isInstanceOf(EncodingException.class)
                    .hasMessageContaining("this codec does not carry cycles");
        } else {
            var back = (List<?>) Bytes.decode(codec, Bytes.encode(codec, list));
            assertThat(back.getFirst()).isSameAs(back);
            var backNode = (Samples.Node) Bytes.decode(codec, Bytes.encode(codec, node));
            assertThat(backNode.next).isSameAs(backNode);
        }
    }

    @ParameterizedTest
    @MethodSource("graphCodecs")
    void carriesKeysThatAreNotTextOrRefusesThemByName(Codec codec) {
        var map = new HashMap<Object, Object>(Map.of(1, "one"));
        if (codec instanceof JacksonCodec) {
            assertThatThrownBy(() -> Bytes.encode(codec, map))
                    .isInstanceOf(EncodingException.class)
                    .hasMessageStartingWith("the " + codec.name() + " codec cannot encode a java.util.HashMap: ")
                    .hasMessageContaining("a map has the key 1, a java.lang.Integer; keys are text in this format");
        } else {
            assertThat(Bytes.decode(codec, Bytes.encode(codec, map))).isEqualTo(map);
        }
    }

    @ParameterizedTest
    @MethodSource("graphCodecs")
    void aFailureLeavesNothingBehind(Codec codec) {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> Bytes.encode(codec, List.of("a", new Object[] {new File("x").toPath()})))
                    .isInstanceOf(EncodingException.class);
            assertThatThrownBy(() -> Bytes.decode(codec, new byte[] {1, 2, 3}))
                    .isInstanceOf(CorruptMessageException.class);
            assertThat(Bytes.decode(codec, Bytes.encode(codec, "whole"))).isEqualTo("whole");
        }
    }

    /** Codecs with the faults that contracts are for. */
    enum Broken {
        DROPS(CodecContract.WHAT_COMES_BACK_IS_WHAT_WENT_IN) {
            @Override
            Object read(Codec real, Source from, Object last) {
                var value = real.decode(from);
                return value instanceof ArrayList<?> list && !list.isEmpty()
                        ? new ArrayList<>(list.subList(1, list.size()))
                        : value;
            }
        },
        DUPLICATES(CodecContract.WHAT_COMES_BACK_IS_WHAT_WENT_IN) {
            @Override
            Object read(Codec real, Source from, Object last) {
                var value = real.decode(from);
                if (value instanceof ArrayList<?> list && !list.isEmpty()) {
                    var twice = new ArrayList<Object>(list);
                    twice.add(list.getLast());
                    return twice;
                }
                return value;
            }
        },
        READS_STALE_MEMORY(CodecContract.EACH_MESSAGE_STANDS_ALONE) {
            @Override
            Object read(Codec real, Source from, Object last) {
                var value = real.decode(from);
                if (value instanceof Tensor now
                        && last instanceof Tensor before
                        && now.data().byteSize() == before.data().byteSize()) {
                    before.data().copyFrom(now.data());
                    return before;
                }
                return value;
            }
        },
        TRUSTS_A_LENGTH(CodecContract.A_LENGTH_THAT_IS_ANNOUNCED_AND_DOES_NOT_COME_TAKES_LITTLE_MEMORY) {
            @Override
            Object read(Codec real, Source from, Object last) {
                int length = from.take(4).get(ValueLayout.JAVA_INT_UNALIGNED, 0);
                if (length < 0 || length > 1 << 28) {
                    throw new CorruptMessageException("no length");
                }
                return new byte[length].length == from.remaining() ? last : null;
            }
        },
        SEES_NO_END(CodecContract.BYTES_AFTER_THE_END_ARE_NOTICED) {
            @Override
            Object read(Codec real, Source from, Object last) {
                var whole = from.take(from.remaining()).toArray(ValueLayout.JAVA_BYTE);
                for (int length = whole.length; length >= 0; length--) {
                    try {
                        return Bytes.decode(real, Arrays.copyOf(whole, length));
                    } catch (CorruptMessageException e) {
                        // shorter, then
                    }
                }
                throw new CorruptMessageException("nothing");
            }
        };

        private final CodecContract promise;

        Broken(CodecContract promise) {
            this.promise = promise;
        }

        abstract Object read(Codec real, Source from, Object last);

        Codec codec() {
            return new Codec() {
                private static final long serialVersionUID = 1L;
                private final Codec real = new JavaCodec().allowing(Samples.TYPES);
                private transient Object last;

                @Override
                public String name() {
                    return "java";
                }

                @Override
                public void encode(Object value, Sink to) {
                    real.encode(value, to);
                }

                @Override
                public Object decode(Source from) {
                    last = read(real, from, last);
                    return last;
                }
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBrokenCodecIsCaught(Broken broken) {
        assertThatThrownBy(() -> broken.promise.hold(broken.codec())).isInstanceOf(AssertionError.class);
    }

    /** Not JSON: it writes by the same code as CBOR, and Base64 of so much takes its time. */
    static Stream<Codec> codecsOfBytes() {
        return codecs().stream().filter(codec -> !codec.name().equals("json"));
    }

    @ParameterizedTest
    @MethodSource("codecsOfBytes")
    void aTensorOfMoreThanTwoGibibytesIsWrittenWhole(Codec codec) {
        long bytes = (1L << 31) + 5;
        try (var arena = Arena.ofConfined()) {
            // pages that nobody wrote take no memory
            var block = PrivateMemory.allocate(arena, bytes);
            var counted = new Counting();
            codec.encode(new Tensor(ElementType.BYTE, List.of(bytes), block), counted);
            assertThat(counted.bytes).isGreaterThan(bytes);
        }
    }

    @ParameterizedTest
    @MethodSource("graphCodecs")
    @SuppressWarnings("restricted") // an address and a length, behind which there is nothing
    void aTensorThatNoHeapCanHoldIsRefusedWhereItIsSent(Codec codec) {
        long bytes = 1L << 34;
        var tensor = new Tensor(ElementType.BYTE, List.of(bytes), MemorySegment.NULL.reinterpret(bytes));
        assertThatThrownBy(() -> codec.encode(List.of(tensor), new Counting()))
                .isInstanceOf(EncodingException.class)
                .hasMessageStartingWith("the " + codec.name() + " codec cannot encode a java.util.ImmutableCollections")
                .hasMessageContaining("a tensor on the heap has at most 16 GiB; this one has 17179869184 bytes");
    }

    private static final class Counting extends Sink {
        private long bytes;

        @Override
        public void write(MemorySegment block) {
            bytes += block.byteSize();
        }

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            bytes += length;
        }
    }

    @ParameterizedTest
    @MethodSource("graphCodecs")
    void isEqualToAnotherThatIsToldOfTheSame(Codec codec) {
        var untold = Codecs.named(codec.name());
        assertThat(untold.allowing(Samples.TYPES)).isEqualTo(codec);
        assertThat(untold).isNotEqualTo(codec);
        assertThat(untold.allowing(Set.of())).isEqualTo(untold);
        assertThat(codec.name()).isEqualTo(untold.name());
    }
}
