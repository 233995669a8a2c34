package dev.handoff.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.spi.HandoffException;
import dev.handoff.support.Edit;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever Python says is understood, or is repeated in an error. */
class TwinParserTest {
    private static final List<String> VALID = List.of(
            "{\"ready\":{\"atNs\":123456789012}}",
            "{\"measuring\":{\"threads\":[{\"pid\":7,\"tid\":8,\"worker\":-1,\"role\":\"receiving\"},"
                    + "{\"pid\":9,\"tid\":9,\"worker\":0,\"role\":\"computing\"}]}}",
            "{\"received\":12}",
            "{\"error\":\"worker 3 died\"}",
            "{\"run\":{\"language\":\"python\"},\"fromNs\":1,\"toNs\":2}");

    @Property(seed = "13")
    void aLineIsUnderstoodOrRepeated(
            @ForAll @IntRange(max = 4) int which, @ForAll(supplier = Edit.Some.class) List<Edit> edits) {
        try {
            assertThat(TwinLine.of(Edit.apply(edits, VALID.get(which)))).isNotNull();
        } catch (HandoffException e) {
            assertThat(e.getMessage()).startsWith("Python said what was not expected: ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "1 2",
                "[1]]",
                "{\"ready\":7}",
                "{\"ready\":{\"atNs\":\"x\"}}",
                "{\"received\":1e99}",
                "{\"measuring\":{\"threads\":[{\"pid\":7}]}}",
                "{\"run\":{},\"fromNs\":1}"
            })
    void whatIsNoLineOfItsOwnIsRepeated(String line) {
        assertThatThrownBy(() -> TwinLine.of(line))
                .isInstanceOf(HandoffException.class)
                .hasMessage("Python said what was not expected: " + line);
    }
}
