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
import org.apache.fory.Fory;
import org.apache.fory.config.Config;
import org.apache.fory.context.ReadContext;
import org.apache.fory.context.WriteContext;
import org.apache.fory.memory.MemoryBuffer;
import org.apache.fory.memory.MemoryUtils;
import org.apache.fory.resolver.TypeResolver;
import org.apache.fory.serializer.Serializer;
import org.apache.fory.serializer.collection.CollectionSerializer;

/** A Fory with its buffers. One thread at a time. */
final class ForyEngine {
    private static final int BUFFER = 64 * 1024;
    private static final int LENGTH = Integer.BYTES;

    private final Fory fory;
    private final MemoryBuffer output = MemoryUtils.buffer(BUFFER);
    private final List<MemorySegment> blocks = new ArrayList<>();
    private byte[] input = new byte[BUFFER];
    private Source source;

    ForyEngine(List<Class<?>> more) {
        fory = Fory.builder()
                .withXlang(false)
                .withCompatible(false) // sender and receiver run the same classes
                .requireClassRegistration(true)
                .withDeserializeUnknownClass(false)
                .withRefTracking(true)
                .withMaxDepth(Plain.MAX_DEPTH)
                .withMaxUnbackedContainerItems(0)
                .withMaxGraphMemoryBytes(Runtime.getRuntime().maxMemory())
                .withAsyncCompilation(false)
                .withClassLoader(loader(more))
                .build();
        for (var type : Plain.and(more)) {
            if (!fory.getTypeResolver().isRegistered(type)) {
                fory.register(type);
            }
        }
        fory.registerSerializer(Tensor.class, new OfTensor(fory.getConfig()));
        for (var type : Plain.LISTS) {
            fory.registerSerializer(type, new OfList(fory.getTypeResolver(), type));
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
        blocks.clear();
        output.writerIndex(0);
        fory.serialize(output, value);
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
        source = from;
        var graph = MemoryUtils.wrap(input, 0, length);
        var value = fory.deserialize(graph);
        source = null;
        Coding.refuseMore(graph.remaining() + from.remaining(), "fory");
        return value;
    }

    /** Fory's own serializer of lists that cannot be changed fails at nulls. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // Fory looks serializers up by class
    private static final class OfList extends CollectionSerializer {
        OfList(TypeResolver types, Class<?> type) {
            super(types, type, true);
        }

        @Override
        public Collection newCollection(ReadContext context, boolean elementsAdvance) {
            int count = readCollectionSize(context, context.getBuffer(), elementsAdvance);
            setNumElements(count);
            return new ArrayList<>(count);
        }

        @Override
        public Collection onCollectionRead(Collection elements) {
            return Plain.list(elements);
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
            var tensor = Block.announced(buffer.readByte(), buffer.readByte(), buffer::readInt64, source::remaining);
            tensor.data().copyFrom(source.take(tensor.data().byteSize()));
            return tensor;
        }
    }
}
