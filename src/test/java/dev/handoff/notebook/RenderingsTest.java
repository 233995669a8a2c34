package dev.handoff.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.spi.Displayable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

class RenderingsTest {
    @Test
    void a_table_is_html_and_text() {
        var table = Table.create("summary");

        assertThat(Renderings.of(table)).extracting(Rendering::mimeType).containsExactly("text/html", "text/plain");
    }

    @Test
    void words_keep_their_lines_and_are_no_markup() {
        Displayable words = () -> "a < b & c\nd";

        assertThat(Renderings.of(words))
                .containsExactly(
                        new Rendering("text/html", "<div style=\"white-space:pre-line\">a &lt; b &amp; c\nd</div>"),
                        new Rendering("text/plain", "a < b & c\nd"));
    }

    @ParameterizedTest
    @FieldSource("dev.handoff.notebook.SampleCharts#NAMES")
    void a_chart_is_crisp_at_any_size_and_has_a_picture_of_points_beside_it(String name) throws IOException {
        var renderings = Renderings.of(SampleCharts.named(name));

        assertThat(renderings)
                .extracting(Rendering::mimeType)
                .containsExactly("image/svg+xml", "image/png", "text/plain");
        assertThat(renderings.get(0).data()).startsWith("<svg ").contains("viewBox=\"0 0 300 200\"");
        // text is drawn as outlines: no font of the reader's machine can make it overlap
        assertThat(renderings.get(0).data()).doesNotContain("<text");
        assertThat(renderings.get(1).metadata()).isEqualTo(Map.of("width", 300, "height", 200));
        var points = ImageIO.read(new ByteArrayInputStream(
                Base64.getDecoder().decode(renderings.get(1).data())));
        assertThat(List.of(points.getWidth(), points.getHeight())).isEqualTo(List.of(600, 400));
        assertThat(renderings.get(2).data()).isEqualTo("chart: " + name + " (300 × 200)");
    }

    @Test
    void a_column_is_a_table_of_one() {
        var column = IntColumn.create("n < 3", 1, 2);

        assertThat(Renderings.of(column))
                .containsExactlyElementsOf(Renderings.of(Table.create(column)))
                .last()
                .isEqualTo(new Rendering("text/plain", "n < 3\n-----\n    1\n    2"));
    }

    @Test
    void markup_in_a_title_is_drawn_and_not_obeyed() {
        var chart = SampleCharts.named("XY");
        chart.setTitle("<script>alert(1)</script>");

        assertThat(Renderings.of(chart).getFirst().data()).doesNotContain("<script", "alert");
    }

    @Test
    void anything_else_is_refused() {
        assertThatThrownBy(() -> Renderings.of("text"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a java.lang.String cannot be shown; tables, columns, charts and implementations of"
                        + " dev.handoff.spi.Displayable can");
    }
}
