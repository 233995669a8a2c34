package dev.handoff.codec;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.Sink;
import dev.handoff.spi.Source;
import java.io.OutputStream;
import java.util.List;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TSFBuilder;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORMapper;
import tools.jackson.dataformat.smile.SmileFactory;
import tools.jackson.dataformat.smile.SmileMapper;
import tools.jackson.dataformat.smile.SmileWriteFeature;

/** Sets Jackson up, and writes and reads messages with it. */
final class JacksonMapper {
    /** How long text may be. Its nesting is bounded by Jackson, its length by that of the message. */
    private static final StreamReadConstraints LENGTHS = StreamReadConstraints.builder()
            .maxStringLength(Integer.MAX_VALUE)
            .maxNameLength(Integer.MAX_VALUE)
            .build();

    private JacksonMapper() {}

    static ObjectMapper of(JacksonCodec.Format format, List<Class<?>> more) {
        return switch (format) {
            case JSON -> with(JsonMapper.builder(within(JsonFactory.builder()).build()), more);
            case CBOR -> with(CBORMapper.builder(within(CBORFactory.builder()).build()), more);
            case SMILE ->
                with(
                        SmileMapper.builder(within(SmileFactory.builder())
                                .disable(SmileWriteFeature.ENCODE_BINARY_AS_7BIT)
                                .build()),
                        more);
        };
    }

    private static <B extends TSFBuilder<?, B>> B within(B factory) {
        return factory.streamReadConstraints(LENGTHS);
    }

    private static ObjectMapper with(MapperBuilder<?, ?> builder, List<Class<?>> more) {
        return builder
                // what an object is, is what its fields are
                .changeDefaultVisibility(v -> v.withFieldVisibility(Visibility.ANY)
                        .withGetterVisibility(Visibility.NONE)
                        .withIsGetterVisibility(Visibility.NONE)
                        .withSetterVisibility(Visibility.NONE))
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .setDefaultTyping(JacksonNames.typing(more))
                .addModule(new JacksonPlain())
                .build();
    }

    static void write(ObjectMapper mapper, Object value, Sink to) {
        try (var generator = mapper.createGenerator(to)) {
            generator.writeStartArray();
            mapper.writerFor(Object.class).writeValue(generator, value);
            generator.writeEndArray();
        }
    }

    static Object read(ObjectMapper mapper, Source from, String codec) {
        long bytes = from.remaining();
        try (var parser = mapper.createParser(from)) {
            expect(JsonToken.START_ARRAY, parser.nextToken());
            parser.nextToken();
            var value = mapper.readerFor(Object.class)
                    .withAttribute(JacksonTensor.MESSAGE_BYTES, bytes)
                    .readValue(parser);
            expect(JsonToken.END_ARRAY, parser.nextToken());
            Coding.refuseMore(parser.releaseBuffered(OutputStream.nullOutputStream()) + from.remaining(), codec);
            return value;
        }
    }

    private static void expect(JsonToken expected, JsonToken found) {
        if (found != expected) {
            throw new CorruptMessageException(
                    "a message is an array of one element: " + found + " where " + expected + " was due");
        }
    }
}
