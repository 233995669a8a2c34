package dev.handoff.codec;

import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.ElementType;
import dev.handoff.spi.Tensor;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * A tensor in Jackson's formats: {@code {"type":"double","shape":[2,3],"block":["…","…"]}}, the fields in this order, the
 * block in pieces, so that none of it is ever in memory twice.
 */
final class JacksonTensor {
    /** The key under which a reader knows how long its message is. */
    static final Object MESSAGE_BYTES = "handoff message bytes";

    /** A multiple of three, so that only the last piece is padded in Base64. */
    private static final int PIECE = 48 * 1024;

    private JacksonTensor() {}

    /** Writes. */
    static final class Out extends StdSerializer<Tensor> {
        Out() {
            super(Tensor.class);
        }

        @Override
        public void serialize(Tensor tensor, JsonGenerator to, SerializationContext context) {
            to.writeStartObject();
            fields(tensor, to);
            to.writeEndObject();
        }

        @Override
        public void serializeWithType(
                Tensor tensor, JsonGenerator to, SerializationContext context, TypeSerializer types) {
            var name = types.writeTypePrefix(to, context, types.typeId(tensor, JsonToken.START_OBJECT));
            fields(tensor, to);
            types.writeTypeSuffix(to, context, name);
        }

        private static void fields(Tensor tensor, JsonGenerator to) {
            Block.check(tensor);
            to.writeStringProperty("type", tensor.type().label());
            to.writeName("shape");
            to.writeArray(
                    tensor.shape().stream().mapToLong(Long::longValue).toArray(),
                    0,
                    tensor.shape().size());
            to.writeArrayPropertyStart("block");
            var piece = new byte[PIECE];
            long bytes = tensor.data().byteSize();
            for (long at = 0; at < bytes; at += PIECE) {
                int length = (int) Math.min(PIECE, bytes - at);
                MemorySegment.copy(tensor.data(), ValueLayout.JAVA_BYTE, at, piece, 0, length);
                to.writeBinary(piece, 0, length);
            }
            to.writeEndArray();
        }
    }

    /** Reads. */
    static final class In extends StdDeserializer<Tensor> {
        In() {
            super(Tensor.class);
        }

        @Override
        public Tensor deserialize(JsonParser from, DeserializationContext context) {
            expect(from.currentToken(), JsonToken.START_OBJECT);
            field(from, "type", JsonToken.VALUE_STRING);
            int type = Arrays.stream(ElementType.values())
                    .map(ElementType::label)
                    .toList()
                    .indexOf(from.getString());
            field(from, "shape", JsonToken.START_ARRAY);
            List<Long> shape = new ArrayList<>();
            while (from.nextToken() == JsonToken.VALUE_NUMBER_INT && shape.size() <= Tensor.MAX_DIMENSIONS) {
                shape.add(from.getLongValue());
            }
            expect(from.currentToken(), JsonToken.END_ARRAY);
            long bytes = (Long) context.getAttribute(MESSAGE_BYTES);
            var tensor = Block.announced(type, shape.size(), shape.iterator()::next, () -> bytes);
            field(from, "block", JsonToken.START_ARRAY);
            var block = new Filling(tensor.data());
            while (from.nextToken() != JsonToken.END_ARRAY) {
                from.readBinaryValue(block);
            }
            if (block.at != tensor.data().byteSize()) {
                throw new CorruptMessageException("a tensor's block has " + block.at + " bytes; its shape takes "
                        + tensor.data().byteSize());
            }
            expect(from.nextToken(), JsonToken.END_OBJECT);
            return tensor;
        }

        private static void field(JsonParser from, String name, JsonToken value) {
            expect(from.nextToken(), JsonToken.PROPERTY_NAME);
            if (!from.currentName().equals(name)) {
                throw new CorruptMessageException(
                        "a tensor has a field \"" + from.currentName() + "\" where \"" + name + "\" was due");
            }
            expect(from.nextToken(), value);
        }

        private static void expect(JsonToken found, JsonToken due) {
            if (found != due) {
                throw new CorruptMessageException("a tensor has " + found + " where " + due + " was due");
            }
        }
    }

    /** Fills a block, and not more than it. */
    private static final class Filling extends OutputStream {
        private final MemorySegment block;
        private long at;

        Filling(MemorySegment block) {
            this.block = block;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (length > block.byteSize() - at) {
                throw new CorruptMessageException(
                        "a tensor's block goes on after the " + block.byteSize() + " bytes that its shape takes");
            }
            MemorySegment.copy(bytes, offset, block, ValueLayout.JAVA_BYTE, at, length);
            at += length;
        }
    }
}
