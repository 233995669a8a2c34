package dev.handoff.codec;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.spi.CorruptMessageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KryoCodecTest {
    private final KryoCodec codec = new KryoCodec();

    @Test
    void aCycleThatKryoWouldReadAsNullIsRefused() {
        var inside = new ArrayList<Object>();
        var outside = List.of(inside, 1);
        inside.add(outside);
        var bytes = Bytes.encode(codec, outside);
        assertThatThrownBy(() -> Bytes.decode(codec, bytes))
                .isInstanceOf(CorruptMessageException.class)
                .hasMessageContaining("a cycle through a record or through a collection that cannot be changed");
    }

    @Test
    void moreElementsThanBytesAreRefused() {
        var bytes = Bytes.encode(codec, new double[] {1, 2});
        for (int at = 0; at < bytes.length - 16; at++) {
            if (bytes[at] == 3) { // Kryo writes one more, because 0 is null
                bytes[at] = 100;
                break;
            }
        }
        assertThatThrownBy(() -> Bytes.decode(codec, bytes))
                .isInstanceOf(CorruptMessageException.class)
                .hasMessageMatching("99 elements are announced in a message of \\d+ bytes");
    }

    /** Kryo's own serializer of this array takes memory first; also where a payload names the class. */
    @Test
    void moreBooleansThanBytesAreRefused() {
        for (var told : List.of(codec, codec.allowing(Set.of(boolean[].class)))) {
            var bytes = Bytes.encode(told, new boolean[] {true, false});
            bytes[bytes.length - 3] = 100;
            assertThatThrownBy(() -> Bytes.decode(told, bytes))
                    .isInstanceOf(CorruptMessageException.class)
                    .hasMessage("100 elements are announced in a message of " + bytes.length + " bytes");
        }
    }

    @Test
    void anArrayThatKryoCouldNotReadIsRefusedWhereItIsSent() {
        assertThatCode(() -> KryoEngine.checkArray((1 << 28) - 1, Double.BYTES)).doesNotThrowAnyException();
        assertThatThrownBy(() -> KryoEngine.checkArray(1 << 28, Double.BYTES))
                .hasMessage(
                        "an array in Kryo's bytes has less than 2 GiB; this one has 2147483648 bytes; send a Tensor");
    }
}
