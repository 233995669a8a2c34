package dev.handoff.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.Codecs;
import dev.handoff.Payloads;
import dev.handoff.spi.Codec;
import dev.handoff.spi.EncodingException;
import dev.handoff.spi.Payload;
import java.lang.foreign.Arena;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every payload of the catalogue in every codec: it comes back whole, or it is refused before it is sent. */
class PayloadsTravelTest {
    static Stream<Arguments> all() {
        return Codecs.all().stream()
                .flatMap(codec -> Payloads.all().stream()
                        .map(payload -> Arguments.argumentSet(
                                payload.describe() + " in " + codec.name(), payload, codec.allowing(payload.types()))));
    }

    @ParameterizedTest
    @MethodSource("all")
    void comesBackWholeOrIsRefusedByName(Payload<?> payload, Codec codec) {
        try (var arena = Arena.ofConfined()) {
            var made = payload.make(3, 70, arena);
            byte[] bytes;
            try {
                bytes = Bytes.encode(codec, made);
            } catch (EncodingException e) {
                assertThat(payload.isFlat()).isFalse();
                assertThat(e)
                        .hasMessageContainingAll(codec.name(), made.getClass().getName());
                return;
            }
            var got = Bytes.decode(codec, bytes);
            assertThat(got).hasSameClassAs(made);
            Payloads.readWhole(payload).check(got, 3, 70);
        }
    }
}
