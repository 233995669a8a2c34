package dev.handoff.codec;

import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.Sink;
import dev.handoff.spi.Source;
import dev.handoff.spi.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.fory.Fory;
import org.apache.fory.config.Config;
import org.apache.fory.context.ReadContext;
import org.apache.fory.context.WriteContext;
import org.apache.fory.exception.InsecureException;
import org.apache.fory.logging.LoggerFactory;
import org.apache.fory.memory.MemoryBuffer;
import org.apache.fory.memory.MemoryUtils;
import org.apache.fory.resolver.ClassResolver;
import org.apache.fory.serializer.Serializer;

/** A Fory with its buffers. One thread at a time. */
final class ForyEngine {
    private static final int BUFFER = 64 * 1024;
    private static final int LENGTH = Integer.BYTES;

    private final List<Class<?>> more;
    private Fory fory;
    private final MemoryBuffer output = MemoryUtils.buffer(BUFFER);
    private final List<MemorySegment> blocks = new ArrayList<>();
    private byte[] input = new byte[BUFFER];
    /** What follows Fory's part in the message that is read: the blocks of its tensors, and where the next one begins. */
    private MemorySegment behind;

    private long next;
    private Unfolding unfolding;

    static {
        LoggerFactory.disableLogging(); // it writes to the standard output, and what matters it throws
    }

    ForyEngine(List<Class<?>> more) {
        this.more = more;
        this.fory = fory(true);
    }

    private Fory fory(boolean makesCode) {
        var fory = Fory.builder()
                .withXlang(false)
                .withCompatible(false) // sender and receiver run the same classes
                .requireClassRegistration(true)
                .withDeserializeUnknownClass(false)
                .withRefTracking(true)
                .withMaxDepth(Plain.MAX_DEPTH)
                .withMaxUnbackedContainerItems(0)
                .withMaxGraphMemoryBytes(Runtime.getRuntime().maxMemory())
                .withAsyncCompilation(false)
                .withCodegen(makesCode)
                .withClassLoader(loader(more))
                .build();
        refuseWhatForyBrings(fory, Set.copyOf(Plain.and(more)));
        for (var type : Plain.and(more)) {
            if (!fory.getTypeResolver().isRegistered(type)) {
                fory.register(type);
            }
        }
        fory.registerSerializer(Tensor.class, new OfTensor(fory.getConfig()));
        for (var type : Plain.and(List.of())) {
            var own = ForyElements.of(type, fory.getTypeResolver(), value -> unfolding.add(value));
            if (own != null) {
                fory.registerSerializer(type, own);
            }
        }
        return fory;
    }

    /**
     * The code that Fory makes for a class cannot reach every class that it needs: a cell's, with one inside that is not public
     * (Fory 1.6.0). Then it goes on without, and so does the other side, which has the same classes.
     */
    private <T> T withOrWithoutCode(Function<Fory, T> work) {
        try {
            return work.apply(fory);
        } catch (RuntimeException e) {
            if (Stream.iterate(e, Objects::nonNull, Throwable::getCause)
                    .noneMatch(cause -> cause.getClass().getName().endsWith(".CompileException"))) {
                throw e;
            }
            fory = fory(false);
            return work.apply(fory);
        }
    }

    /** Fory registers classes of its own choice, addresses and queues with comparators among them. */
    private static void refuseWhatForyBrings(Fory fory, Set<Class<?>> told) {
        for (var type : ((ClassResolver) fory.getTypeResolver()).getRegisteredClasses()) {
            boolean basic = type.isPrimitive() || type.isArray() || type == Object.class || told.contains(type);
            boolean collection = Map.class.isAssignableFrom(type) || Collection.class.isAssignableFrom(type);
            if (!basic && !collection && type.getName().startsWith("java.")) {
                fory.registerSerializer(type, new Refused(fory.getConfig(), type));
            }
        }
    }

    /** Neither writes nor reads. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static final class Refused extends Serializer {
        Refused(Config config, Class<?> type) {
            super(config, type, true, true);
        }

        @Override
        public void write(WriteContext context, Object value) {
            throw new IllegalArgumentException("a " + type.getName());
        }

        @Override
        public Object read(ReadContext context) {
            throw new CorruptMessageException("the fory codec does not read a " + type.getName());
        }
    }

    /** The code that Fory makes for a class of a notebook's cell must see that class, and Fory too. */
    private static ClassLoader loader(List<Class<?>> more) {
        return more.stream()
                .map(Class::getClassLoader)
                .filter(loader -> loader != null && !loader.equals(ClassLoader.getPlatformClassLoader()))
                .filter(loader -> !loader.equals(ForyEngine.class.getClassLoader()))
                .findFirst()
                .orElse(ForyEngine.class.getClassLoader());
    }

    void write(Object value, Sink to) {
        withOrWithoutCode(with -> {
            blocks.clear();
            output.writerIndex(0);
            with.serialize(output, value);
            return output;
        });
        var length = MemorySegment.ofArray(new int[] {output.writerIndex()});
        to.write(length);
        to.write(output.getHeapMemory(), 0, output.writerIndex());
        blocks.forEach(to::write);
        blocks.clear();
    }

    Object read(Source from) {
        int length = from.take(LENGTH).get(ValueLayout.JAVA_INT_UNALIGNED, 0);
        if (length < 0 || length > from.remaining()) {
            throw new CorruptMessageException("Fory's part has " + length + " bytes in a message of which "
                    + from.remaining() + " bytes are left");
        }
        if (input.length < length) {
            input = new byte[length];
        }
        MemorySegment.copy(from.take(length), ValueLayout.JAVA_BYTE, 0, input, 0, length);
        behind = from.take(from.remaining());
        var graph = MemoryUtils.wrap(input, 0, length);
        var value = withOrWithoutCode(with -> {
            graph.readerIndex(0);
            next = 0;
            unfolding = new Unfolding(length);
            return deserialize(with, graph);
        });
        unfolding = null;
        Coding.refuseMore(graph.remaining() + behind.byteSize() - next, "fory");
        return value;
    }

    /** Fory's advice on depth names a setting that nobody has here. */
    private static Object deserialize(Fory fory, MemoryBuffer graph) {
        try {
            return fory.deserialize(graph);
        } catch (InsecureException e) {
            if (!e.getMessage().contains("max depth")) {
                throw e;
            }
            throw new CorruptMessageException("the fory codec does not read what is " + Plain.tooDeep(Plain.MAX_DEPTH));
        }
    }

    private final class OfTensor extends Serializer<Tensor> {
        OfTensor(Config config) {
            super(config, Tensor.class, true, true);
        }

        @Override
        public void write(WriteContext context, Tensor tensor) {
            Block.check(tensor);
            var buffer = context.getBuffer();
            buffer.writeByte(tensor.type().ordinal());
            buffer.writeByte(tensor.shape().size());
            for (long length : tensor.shape()) {
                buffer.writeInt64(length);
            }
            blocks.add(tensor.data());
        }

        @Override
        public Tensor read(ReadContext context) {
            var buffer = context.getBuffer();
            var tensor = Block.announced(
                    buffer.readByte(), buffer.readByte(), buffer::readInt64, () -> behind.byteSize() - next);
            long bytes = tensor.data().byteSize();
            tensor.data().copyFrom(behind.asSlice(next, bytes));
            next += bytes;
            return tensor;
        }
    }
}
