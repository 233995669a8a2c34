package dev.handoff.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.handoff.spi.Sink;
import dev.handoff.spi.Tensor;

/**
 * A tensor in Kryo's stream: element type, number of dimensions, the length of each, then the block, which does not pass
 * through Kryo's buffers.
 */
final class KryoTensor extends Serializer<Tensor> {
    @Override
    public void write(Kryo kryo, Output output, Tensor tensor) {
        Block.check(tensor);
        output.writeByte(tensor.type().ordinal());
        output.writeByte(tensor.shape().size());
        for (long length : tensor.shape()) {
            output.writeLong(length);
        }
        output.flush();
        ((Sink) output.getOutputStream()).write(tensor.data());
    }

    @Override
    public Tensor read(Kryo kryo, Input input, Class<? extends Tensor> type) {
        var message = (KryoInput) input;
        var tensor = Block.announced(input.readByte(), input.readByte(), input::readLong, message::left);
        message.read(tensor.data());
        return tensor;
    }
}
