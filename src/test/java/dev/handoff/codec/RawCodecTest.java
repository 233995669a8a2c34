package dev.handoff.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.ElementType;
import dev.handoff.spi.EncodingException;
import dev.handoff.spi.Tensor;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class RawCodecTest {
    private final RawCodec codec = new RawCodec();
    private final Tensor tensor =
            new Tensor(ElementType.SHORT, List.of(3L, 2L), MemorySegment.ofArray(new short[] {1, 2, 3, 4, 5, 6}));

    @Test
    void theHeaderIsTheOneThatIsDocumented() {
        var bytes = Bytes.encode(codec, tensor);
        assertThat(bytes).hasSize(24 + 12);
        assertThat(new String(bytes, 0, 4, US_ASCII)).isEqualTo("HNDF");
        assertThat(new byte[] {bytes[4], bytes[5], bytes[6], bytes[7]}).containsExactly(1, 1, 2, 0);
        var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        assertThat(buffer.getLong(8)).isEqualTo(3);
        assertThat(buffer.getLong(16)).isEqualTo(2);
        assertThat(buffer.getShort(24)).isEqualTo((short) 1);
        assertThat(codec.headroom()).isEqualTo(128);
        assertThat(codec.headroom(tensor)).isEqualTo(24);
        assertThat(codec.headroom(5)).isEqualTo(8);
    }

    @Test
    void anIntegerIsAnIntegerAgainAndATensorWithoutDimensionsIsATensor() {
        var scalar = new Tensor(ElementType.INT, List.of(), MemorySegment.ofArray(new int[] {5}));
        assertThat(Bytes.decode(codec, Bytes.encode(codec, 5))).isEqualTo(5);
        assertThat(Bytes.decode(codec, Bytes.encode(codec, scalar))).isInstanceOf(Tensor.class);
    }

    @Test
    void whatIsNotFlatIsRefusedWithTheWayOut() {
        assertThatThrownBy(() -> Bytes.encode(codec, "text"))
                .isInstanceOf(EncodingException.class)
                .hasMessage("the raw codec carries a Tensor or an Integer, not a java.lang.String; use the java codec");
        assertThatThrownBy(() -> codec.size(new double[1]))
                .isInstanceOf(EncodingException.class)
                .hasMessage("the raw codec carries a Tensor or an Integer, not a [D; use the java codec");
        assertThatThrownBy(() -> Bytes.encode(codec, null))
                .isInstanceOf(EncodingException.class)
                .hasMessage("the raw codec carries a Tensor or an Integer, not a null; use the java codec");
    }

    @Test
    void aHeaderThatCannotBeIsRefusedWithWhatItSays() {
        refused(4, 2, "no raw header: magic 46444e48, version 2, type 1, 2 dimensions, boxed 0");
        refused(5, 7, "no raw header: magic 46444e48, version 1, type 7, 2 dimensions, boxed 0");
        refused(5, -1, "no raw header: magic 46444e48, version 1, type -1, 2 dimensions, boxed 0");
        refused(6, 9, "no raw header: magic 46444e48, version 1, type 1, 9 dimensions, boxed 0");
        refused(0, 0, "no raw header: magic 46444e00, version 1, type 1, 2 dimensions, boxed 0");
        refused(15, 0x80, "a raw header that cannot be: shape [-9223372036854775805, 2] has a negative length");
        refused(15, 0x7f, "a raw header that cannot be: shape [9151314442816847875, 2] takes more than 2^63 bytes");
        refused(6, 200, "no raw header: magic 46444e48, version 1, type 1, -56 dimensions, boxed 0");
        refused(7, 1, "no raw header: magic 46444e48, version 1, type 1, 2 dimensions, boxed 1");
    }

    private void refused(int at, int by, String message) {
        var bytes = Bytes.encode(codec, tensor);
        bytes[at] = (byte) by;
        assertThatThrownBy(() -> Bytes.decode(codec, bytes))
                .isInstanceOf(CorruptMessageException.class)
                .hasMessage(message);
    }

    @Test
    void theByteOrderOfAnotherMachineIsNamed() {
        var bytes = Bytes.encode(codec, tensor);
        bytes[0] = 'F';
        bytes[1] = 'D';
        bytes[2] = 'N';
        bytes[3] = 'H';
        assertThatThrownBy(() -> Bytes.decode(codec, bytes))
                .isInstanceOf(CorruptMessageException.class)
                .hasMessage(
                        "the block is in the byte order of another machine; this one is " + ByteOrder.nativeOrder());
    }
}
