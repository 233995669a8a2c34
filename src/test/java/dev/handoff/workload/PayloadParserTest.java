package dev.handoff.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.support.Edit;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever is called a payload is one, and is described as it was called, or is refused. */
class PayloadParserTest {
    private static final List<String> VALID = List.of(
            "one",
            "zeros:1500x1500x3",
            "random:3x4",
            "nested:2x3x4",
            "image-float:256x256x4",
            "image-byte:512x512x4",
            "records:37449",
            "table:100",
            "columns:43691",
            "text:524288",
            "bytes:1048576",
            "read-whole:read-whole:zeros:1x1x1x1x1x1x1x1");

    @Property(seed = "7")
    void aDescriptionIsAPayloadOrRefused(
            @ForAll @IntRange(max = 11) int which, @ForAll(supplier = Edit.Some.class) List<Edit> edits) {
        var text = Edit.apply(edits, VALID.get(which));
        try {
            var payload = Catalogue.named(text);
            assertThat(Catalogue.named(payload.describe())).isEqualTo(payload);
            assertThat(payload.bytes()).isGreaterThanOrEqualTo(-1);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
