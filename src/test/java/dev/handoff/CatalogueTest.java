package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.engine.Jvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader finds by name: scales, routes, payloads. */
class CatalogueTest {
    @ParameterizedTest
    @EnumSource
    void aScaleIsFoundByItsName(Scale scale) {
        assertThat(Scale.named(scale.label())).isEqualTo(scale);
    }

    @Test
    void aScaleSaysWhatItIs() {
        assertThat(Scale.ARTICLE.text()).isEqualTo("article: 16 workers × 100 messages, at most 100 under way");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Quick", "huge"})
    void anUnknownScaleIsRefused(String name) {
        assertThatThrownBy(() -> Scale.named(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("scale \"" + name + "\" is not one of quick, standard, article");
    }

    @ParameterizedTest
    @CsvSource({
        "unset, STANDARD",
        "'', STANDARD",
        "article, ARTICLE",
        "huge, 'scale \"huge\" is not one of quick, standard, article'"
    })
    void theEnvironmentNamesTheScale(String value, String expected) throws IOException {
        var builder = Jvm.command(List.of("-XX:TieredStopAtLevel=1"), CurrentScale.class.getName());
        builder.environment().remove("HANDOFF_SCALE");
        if (!value.equals("unset")) {
            builder.environment().put("HANDOFF_SCALE", value);
        }
        var process = builder.redirectErrorStream(true).start();
        try (var said = process.getInputStream()) {
            assertThat(new String(said.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(expected);
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }

    /** Prints the scale of its environment, or why there is none. */
    static final class CurrentScale {
        private CurrentScale() {}

        public static void main(String[] arguments) {
            try {
                System.out.print(Scale.current());
            } catch (IllegalArgumentException e) {
                System.out.print(e.getMessage());
            }
        }
    }

    @Test
    void aRouteIsFoundByItsName() {
        assertThat(Route.named("queue")).isEqualTo(Route.queue());
        assertThat(Route.named("slots")).isEqualTo(Route.slots());
        assertThat(Route.named("threads")).isEqualTo(Route.threads());
        assertThatThrownBy(() -> Route.named("pigeon"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("route \"pigeon\" is not one of queue, slots, threads");
    }

    @Test
    void aRouteTakesTheCodecThatFitsUnlessToldOtherwise() {
        assertThat(Route.queue().codec().name()).isEqualTo("java");
        assertThat(Route.slots().codec().name()).isEqualTo("raw");
        assertThat(Route.threads().codec().name()).isEqualTo("none");
        assertThat(Route.queue().with(Codecs.raw()).codec()).isEqualTo(Codecs.raw());
    }

    @ParameterizedTest
    @ValueSource(strings = {"zeros:1500x1500x3", "random:7", "zeros:0"})
    void aPayloadIsFoundByItsDescription(String text) {
        assertThat(Payloads.named(text).describe()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "zeros", "zeros:", "ones:3", "zeros:3,3", "zeros:-1", "zeros:1x2x3x4x5x6x7x8x9"})
    void anUnknownPayloadIsRefused(String text) {
        assertThatThrownBy(() -> Payloads.named(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("payload \"" + text + "\" is not one of zeros:SHAPE, random:SHAPE, with a shape of 1 to 8"
                        + " lengths such as 1500x1500x3");
    }

    @Test
    void aPayloadThatNoNumberCanMeasureIsRefused() {
        assertThatThrownBy(() -> Payloads.zeros(1L << 40, 1L << 40))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shape [1099511627776, 1099511627776] takes more than 2^63 bytes");
        assertThatThrownBy(() -> Payloads.zeros(3, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shape [3, -1] has a negative length");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 10_001})
    void matricesThatAreTooSmallOrTooLargeAreRefused(int size) {
        assertThatThrownBy(() -> Workload.dot(size))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("matrices of " + size + "×" + size + "; from 1 to 10000");
    }

    @Test
    void aPipeOfLessThanNothingIsRefused() {
        assertThatThrownBy(() -> Route.queue(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a pipe of -1 bytes; 0 (the system's) or more");
    }
}
