package dev.handoff.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.codec.JacksonCodec.Format;
import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.ElementType;
import dev.handoff.spi.Tensor;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.JsonGenerator;

class JacksonCodecTest {
    private final JacksonCodec json = new JacksonCodec(Format.JSON).allowing(Samples.TYPES);

    @Test
    void jsonReadsAsDocumented() {
        var sent = new ArrayList<Object>(List.of(1, 2.5, "text", 3L, new Samples.Reading(7, "a", 0.5, true)));
        assertThat(new String(Bytes.encode(json, sent), UTF_8))
                .isEqualTo("[[\"ArrayList\",[1,2.5,\"text\",[\"Long\",3],"
                        + "[\"Reading\",{\"id\":7,\"name\":\"a\",\"value\":0.5,\"valid\":true}]]]]");
        var tensor = new Tensor(ElementType.BYTE, List.of(1L, 3L), MemorySegment.ofArray(new byte[] {1, 2, 3}));
        assertThat(new String(Bytes.encode(json, tensor), UTF_8))
                .isEqualTo("[[\"Tensor\",{\"type\":\"byte\",\"shape\":[1,3],\"block\":[\"AQID\"]}]]");
    }

    @Test
    void aNameThatIsNotInTheListIsRefusedWhateverClassItMayBe() {
        for (var name : List.of("java.io.File", "File", "javax.script.ScriptEngineManager", "Thread[]")) {
            assertThatThrownBy(() -> Bytes.decode(json, ("[[\"" + name + "\",[]]]").getBytes(UTF_8)))
                    .isInstanceOf(CorruptMessageException.class)
                    .hasMessageStartingWith("not an object that the json codec reads: ")
                    .hasMessageContaining(name);
        }
    }

    @Test
    void aFieldThatIsMissingOrUnknownIsRefused() {
        for (var fields : List.of(
                "\"id\":7,\"name\":\"a\",\"value\":0.5",
                "\"id\":7,\"name\":\"a\",\"value\":0.5,\"valid\":true,\"more\":1")) {
            assertThatThrownBy(() -> Bytes.decode(json, ("[[\"Reading\",{" + fields + "}]]").getBytes(UTF_8)))
                    .isInstanceOf(CorruptMessageException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTensorThatLiesIsRefusedBeforeMemoryIsTaken(Format format) {
        lies(format, 1L << 40, 3, "a tensor of 1099511627776 bytes in a message of which ");
        lies(format, -1, 3, "a tensor that cannot be: shape [-1] has a negative length");
        lies(format, 4, 3, "a tensor's block has 3 bytes; its shape takes 4");
        lies(format, 2, 3, "a tensor's block goes on after the 2 bytes that its shape takes");
    }

    private static void lies(Format format, long announced, int sent, String message) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JacksonMapper.of(format, List.of()).createGenerator(bytes)) {
            out.writeStartArray().writeStartArray().writeString("Tensor");
            out.writeStartObject().writeStringProperty("type", "byte");
            out.writeName("shape").writeArray(new long[] {announced}, 0, 1);
            out.writeArrayPropertyStart("block").writeBinary(new byte[sent]).writeEndArray();
            out.writeEndObject().writeEndArray().writeEndArray();
        }
        assertThatThrownBy(() -> Bytes.decode(new JacksonCodec(format), bytes.toByteArray()))
                .isInstanceOf(CorruptMessageException.class)
                .hasMessageStartingWith(message);
    }
}
