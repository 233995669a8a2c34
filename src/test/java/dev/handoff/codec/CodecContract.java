package dev.handoff.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.handoff.spi.Codec;
import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.EncodingException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What every codec promises. Each promise fails with an {@code AssertionError} if a codec breaks it. */
enum CodecContract {
    WHAT_COMES_BACK_IS_WHAT_WENT_IN {
        @Override
        void hold(Codec codec) {
            for (long seed = 1; seed <= 3; seed++) {
                for (var sample : samples(seed)) {
                    comesBackOrIsRefused(codec, sample);
                }
            }
        }
    },
    EACH_MESSAGE_STANDS_ALONE {
        @Override
        void hold(Codec codec) {
            var one = Samples.bytes(1000, 1);
            var other = Samples.bytes(1000, 2);
            var got = Bytes.decode(codec, Bytes.encode(codec, one));
            var gotOther = Bytes.decode(codec, Bytes.encode(codec, other));
            Samples.assertSame(got, one, "the first of two messages, after the second was read");
            Samples.assertSame(gotOther, other, "the second");
        }
    },
    SEVERAL_THREADS_MAY_USE_IT {
        @Override
        void hold(Codec codec) {
            List<Callable<Void>> threads = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                long seed = 100L + thread;
                threads.add(() -> {
                    some(seed).forEach(sample -> comesBackOrIsRefused(codec, sample));
                    return null;
                });
            }
            try (var executor = Executors.newFixedThreadPool(threads.size())) {
                for (var done : executor.invokeAll(threads)) {
                    done.get();
                }
            } catch (InterruptedException | ExecutionException e) {
                throw new AssertionError(e);
            }
        }
    },
    IT_TRAVELS_TO_A_WORKER {
        @Override
        void hold(Codec codec) {
            var bytes = new ByteArrayOutputStream();
            try (var out = new ObjectOutputStream(bytes)) {
                out.writeObject(codec);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                var there = (Codec) in.readObject();
                assertThat(there).isEqualTo(codec).hasSameHashCodeAs(codec);
                var sample = Samples.bytes(100, 3);
                Samples.assertSame(Bytes.decode(codec, Bytes.encode(there, sample)), sample, "from a worker");
            } catch (IOException | ClassNotFoundException e) {
                throw new AssertionError(e);
            }
        }
    },
    WHATEVER_IS_MISSING_AT_THE_END_IS_NOTICED {
        @Override
        void hold(Codec codec) {
            var random = new SplittableRandom(4);
            for (var sample : some(4)) {
                var bytes = encodeOrNull(codec, sample);
                for (int i = 0; bytes != null && i < Math.min(bytes.length, 100); i++) {
                    int length = bytes.length <= 100 ? i : random.nextInt(bytes.length);
                    refused(
                            codec,
                            Arrays.copyOf(bytes, length),
                            length + " of " + bytes.length + " bytes of " + sample);
                }
            }
        }
    },
    BYTES_AFTER_THE_END_ARE_NOTICED {
        @Override
        void hold(Codec codec) {
            for (var sample : samples(5)) {
                var bytes = encodeOrNull(codec, sample);
                for (byte more : bytes == null ? new byte[0] : new byte[] {0, ' ', '1', '\n'}) {
                    var longer = Arrays.copyOf(bytes, bytes.length + 3);
                    Arrays.fill(longer, bytes.length, longer.length, more);
                    refused(codec, longer, "3 bytes after " + sample);
                }
            }
        }
    },
    WHATEVER_COMES_IS_AN_OBJECT_OR_CORRUPT_AND_TAKES_LITTLE_MEMORY {
        @Override
        void hold(Codec codec) {
            var random = new SplittableRandom(20_230_301);
            for (var sample : some(6)) {
                var bytes = encodeOrNull(codec, sample);
                for (int i = 0; bytes != null && i < Math.min(bytes.length, 60); i++) {
                    int at = bytes.length <= 60 ? i : random.nextInt(Math.min(bytes.length, 2_000));
                    for (int by : new int[] {0x7f, 0xff, random.nextInt()}) {
                        var changed = bytes.clone();
                        changed[at] = (byte) by;
                        decodeOrRefuse(codec, changed, "byte %d of %d of %s".formatted(at, bytes.length, sample));
                    }
                }
            }
            for (int i = 0; i < 1_000; i++) {
                var noise = new byte[random.nextInt(300)];
                random.nextBytes(noise);
                decodeOrRefuse(codec, noise, "noise " + i);
            }
        }
    },
    A_LENGTH_THAT_IS_ANNOUNCED_AND_DOES_NOT_COME_TAKES_LITTLE_MEMORY {
        @Override
        void hold(Codec codec) {
            for (var sample : some(7)) {
                var bytes = encodeOrNull(codec, sample);
                // wherever a length may lie, in whatever form
                for (int at = 0; bytes != null && at < Math.min(bytes.length - 4, 24); at++) {
                    for (var large : LARGE) {
                        var changed = bytes.clone();
                        System.arraycopy(large, 0, changed, at, Math.min(large.length, changed.length - at));
                        decodeOrRefuse(codec, changed, Arrays.toString(large) + " at " + at + " of " + sample);
                    }
                }
            }
        }
    },
    NESTING_WITHOUT_END_IS_REFUSED {
        @Override
        void hold(Codec codec) {
            // less than a bomb needs, more than anybody means
            byte[] bytes;
            try {
                bytes = Bytes.encode(codec, Samples.nested(1_000));
            } catch (EncodingException e) {
                assertThat(e.getMessage())
                        .startsWith("the " + codec.name() + " codec ")
                        .containsAnyOf("nested deeper than", "carries a Tensor");
                return;
            }
            refused(codec, bytes, "1000 lists in each other");
        }
    };

    /** What a decoder may take for bytes that are not a message: more than any sample needs, less than any lie asks for. */
    private static final long MUCH = 70L << 20;

    /** Large numbers as decoders may read them: of fixed size in both orders, and of variable size. */
    private static final List<byte[]> LARGE = List.of(
            new byte[] {0x7f, -1, -1, -1},
            new byte[] {-1, -1, -1, 0x7f},
            new byte[] {-1, -1, -1, -1, 0x07},
            new byte[] {0x3f, -1, -1, -1, 0x0f},
            new byte[] {0, 0, 0, 0, 0x10, 0, 0, 0},
            new byte[] {0x7f, -1, -1, -1, -1, -1, -1, -1});

    abstract void hold(Codec codec);

    private static List<Object> samples(long seed) {
        return Stream.concat(Samples.flat(seed).stream(), Samples.graphs(seed).stream())
                .toList();
    }

    /** An eighth of the samples, because there is much to try with each. */
    private static List<Object> some(long seed) {
        var random = new SplittableRandom(seed);
        var all = samples(seed);
        return IntStream.range(0, all.size())
                .filter(i -> random.nextInt(8) == 0)
                .mapToObj(all::get)
                .toList();
    }

    /** What a codec does not carry it refuses by name, before anything has left. */
    private static void comesBackOrIsRefused(Codec codec, Object sample) {
        var bytes = encodeOrNull(codec, sample);
        if (bytes != null) {
            Samples.assertSame(Bytes.decode(codec, bytes), sample, codec.name() + ": " + sample);
            assertThat(codec.size(sample)).isIn(-1L, (long) bytes.length);
        }
    }

    private static byte[] encodeOrNull(Codec codec, Object sample) {
        try {
            return Bytes.encode(codec, sample);
        } catch (EncodingException e) {
            assertThat(e.getMessage()).startsWith("the " + codec.name() + " codec ");
            return null;
        }
    }

    private static void refused(Codec codec, byte[] bytes, String what) {
        assertThatThrownBy(() -> Bytes.decode(codec, bytes))
                .as("%s, read by %s", what, codec.name())
                .isInstanceOf(CorruptMessageException.class)
                .hasMessageMatching("(?s).+");
    }

    private static void decodeOrRefuse(Codec codec, byte[] bytes, String what) {
        var threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            Bytes.decode(codec, bytes);
        } catch (CorruptMessageException e) {
            assertThat(e.getMessage()).as(what).isNotBlank();
        } catch (Throwable e) {
            throw new AssertionError(what + " made the " + codec.name() + " codec throw " + e, e);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                .as("what %s takes for %s", codec.name(), what)
                .isLessThan(MUCH);
    }
}
