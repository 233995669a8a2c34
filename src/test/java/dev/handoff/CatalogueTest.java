package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.engine.Jvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
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
        assertThat(Route.named("pipes")).isEqualTo(Route.pipes());
        assertThat(Route.named("unix-socket")).isEqualTo(Route.unixSocket());
        assertThat(Route.named("tcp")).isEqualTo(Route.tcp());
        assertThat(Route.named("ring")).isEqualTo(Route.ring());
        assertThat(Route.named("files")).isEqualTo(Route.files());
        assertThat(Route.named("files-cold-mapped"))
                .isEqualTo(Route.files(files -> files.mapped().cold()));
        assertThat(Route.named("slots")).isEqualTo(Route.slots());
        assertThat(Route.named("threads")).isEqualTo(Route.threads());
        for (var sized : List.of(
                Route.queue(1024 * 1024),
                Route.pipes(5000).with(Codecs.java()),
                Route.ring(65_536),
                Route.slots(1_000_000),
                Route.slots(5L << 30))) {
            assertThat(Route.named(sized.toString())).isEqualTo(sized);
        }
        assertThat(Route.slots(1000)).as("of the same pages").isEqualTo(Route.slots(2000));
        assertThatThrownBy(() -> Route.named("ring-3k"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a ring of 3072 bytes; ");
        assertThatThrownBy(() -> Route.named("ring-9999999k"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("route \"ring-9999999k\" is not one of ");
        assertThatThrownBy(() -> Route.named("pigeon"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("route \"pigeon\" is not one of " + routes());
    }

    @Test
    void aRouteTakesTheCodecThatFitsUnlessToldOtherwise() {
        assertThat(Route.queue().codec().name()).isEqualTo("java");
        for (var route :
                List.of(Route.pipes(), Route.unixSocket(), Route.tcp(), Route.files(), Route.ring(), Route.slots())) {
            assertThat(route.codec().name()).isEqualTo("raw");
        }
        assertThat(Route.threads().codec().name()).isEqualTo("none");
        assertThat(Route.queue().with(Codecs.raw()).codec()).isEqualTo(Codecs.raw());
    }

    @Test
    void aPayloadIsFoundByItsDescription() {
        var payloads = List.of(
                Payloads.one(),
                Payloads.zeros(1500, 1500, 3),
                Payloads.random(7),
                Payloads.nested(2, 3, 4),
                Payloads.imageFloat(2, 3, 4),
                Payloads.imageByte(2, 3, 4),
                Payloads.records(10),
                Payloads.table(10),
                Payloads.columns(10),
                Payloads.text(10),
                Payloads.bytes(0),
                Payloads.readWhole(Payloads.random(7)));
        for (var payload : payloads) {
            assertThat(Payloads.named(payload.describe())).isEqualTo(payload);
        }
        assertThat(payloads).hasSize(Payloads.forms().size());
        assertThat(Payloads.all())
                .extracting(Object::getClass)
                .isSubsetOf(payloads.stream().<Class<?>>map(Object::getClass).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "ones:3", "zeros:", "zeros:3,3", "zeros:-1", "text:1KiB", "read-whole", "One"})
    void anUnknownPayloadIsRefused(String text) {
        assertThatThrownBy(() -> Payloads.named(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("payload \"" + text + "\" is not one of one, zeros:SHAPE, random:SHAPE, nested:SHAPE,"
                        + " image-float:HxWxC, image-byte:HxWxC, records:N, table:N, columns:N, text:N, bytes:N,"
                        + " read-whole:PAYLOAD, with a SHAPE such as 1500x1500x3");
    }

    @Test
    void theReadmeListsEveryPayload() throws IOException {
        var readme = Files.readString(Path.of("README.md"));
        Payloads.forms().forEach((form, what) -> assertThat(readme).contains("| `" + form + "` | " + what + " |"));
    }

    @Test
    void aPayloadAloneIsAWorkloadThatComputesNothing() {
        var workload = Workload.only(Payloads.bytes(64));
        assertThat(workload.computation().describe()).isEqualTo("nothing");
        assertThat(workload.payload()).isEqualTo(Payloads.bytes(64));
        try (var task = workload.computation().open(0, 1)) {
            task.inputs(0);
            assertThat(task.compute(0)).isEqualTo(task.compute(1));
        }
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

    private static String routes() {
        return Route.all().stream().map(Route::name).collect(Collectors.joining(", "));
    }
}
