package dev.handoff;

import dev.handoff.channel.Scratch;
import dev.handoff.codec.Types;
import dev.handoff.spi.Codec;
import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.EncodingException;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Payload;
import dev.handoff.spi.Tensor;
import dev.handoff.workload.OwnPayload;
import java.lang.foreign.SegmentAllocator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Instead of an object of the reader's, what there is to know of it. Made in a worker, because it is the reader's code that
 * makes the object, and whatever that does to a process it shall not do to the kernel.
 *
 * @param payload makes the object
 * @param codecs each must bring it back
 * @param learnt set in the parent when the report has come
 */
record OwnObject(OwnPayload payload, List<Codec> codecs, AtomicReference<Report> learnt)
        implements Payload<List<Object>> {
    private static final long serialVersionUID = 1L;

    /**
     * What was found.
     *
     * @param type the name of its class
     * @param types the names of the classes that a codec must be told of
     * @param bytes of the longest encoding
     */
    record Report(String type, List<String> types, long bytes) {}

    @Override
    public String describe() {
        return payload.describe();
    }

    @Override
    public long bytes() {
        return -1;
    }

    @Override
    public List<Object> make(int worker, long sequence, SegmentAllocator at) {
        return make(worker, sequence, null, at);
    }

    @Override
    public List<Object> make(int worker, long sequence, Object answer, SegmentAllocator at) {
        var object = payload.make(worker, sequence, answer, at);
        var types = Types.of(object);
        long most = 0;
        try (var scratch = new Scratch()) {
            for (var codec : codecs) {
                boolean flat = codec.headroom() > 0;
                var fitting = flat && !(object instanceof Tensor) ? Codecs.java() : codec;
                try {
                    most = Math.max(most, size(object, fitting.allowing(types), scratch));
                } catch (HandoffException e) {
                    throw new EncodingException(
                            e.getMessage() + otherwise(object, fitting, types, scratch), e.getCause());
                }
            }
        }
        return List.of(
                (object instanceof Enum<?> constant ? constant.getDeclaringClass() : object.getClass()).getName(),
                types.stream().map(Class::getName).toList(),
                most);
    }

    /** How long it becomes, if it comes back. */
    private static long size(Object object, Codec codec, Scratch scratch) {
        long bytes = scratch.encode(codec, object);
        check(object, codec, scratch);
        return bytes;
    }

    /** Which codecs carry it, as they have just done. */
    private static String otherwise(Object object, Codec refused, Set<Class<?>> types, Scratch scratch) {
        var others = Codecs.all().stream()
                .filter(codec -> codec.headroom() == 0 && !codec.name().equals(refused.name()))
                .filter(codec -> carries(object, codec.allowing(types), scratch))
                .map(Codec::name)
                .toList();
        return others.isEmpty()
                ? "; of the others, none carries it as it is"
                : "; carried by the codec" + (others.size() == 1 ? " " : "s ") + String.join(", ", others);
    }

    private static boolean carries(Object object, Codec codec, Scratch scratch) {
        try {
            size(object, codec, scratch);
            return true;
        } catch (HandoffException e) {
            return false;
        }
    }

    /**
     * Of an object that has no equality of its own, no two copies are equal; then only its class can be compared. Two views
     * of the same bytes are equal in any case.
     */
    private static void check(Object sent, Codec codec, Scratch scratch) {
        var got = scratch.decode(codec);
        boolean hasEquality = codec.headroom() == 0 && areEqual(got, scratch.decode(codec));
        boolean lost = hasEquality && !areEqual(sent, got);
        if (got == null || !got.getClass().equals(sent.getClass()) || lost) {
            throw new EncodingException(
                    "the " + codec.name() + " codec does not bring a "
                            + sent.getClass().getTypeName() + " back as it was: it arrives as " + got,
                    null);
        }
    }

    /** What lies in itself cannot be compared, and the reader's own way to compare may fail. */
    private static boolean areEqual(Object one, Object other) {
        try {
            return Objects.deepEquals(one, other);
        } catch (RuntimeException | StackOverflowError e) {
            return false;
        }
    }

    @Override
    public void check(Object got, int worker, long sequence) {
        if (!(got instanceof List<?> list)
                || !(list.get(0) instanceof String type)
                || !(list.get(1) instanceof List<?> types)
                || !(list.get(2) instanceof Long bytes)) {
            throw new CorruptMessageException("instead of what there is to know of an object came " + got);
        }
        learnt.set(new Report(type, types.stream().map(String.class::cast).toList(), bytes));
    }
}
