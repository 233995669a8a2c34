package dev.handoff.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.font.TextLayout;
import java.util.List;
import org.knowm.xchart.internal.chartpart.Annotation;

/** Text inside a piece of a bar, if there is room: how wide the piece is shows only when the chart is drawn. */
final class Inlay extends Annotation {
    private static final double MARGIN = 4;

    private final List<String> texts;
    private final double from;
    private final double to;
    private final double row;
    private final Color colour;

    Inlay(List<String> texts, double from, double to, double row, Color colour) {
        super(false);
        this.texts = List.copyOf(texts);
        this.from = from;
        this.to = to;
        this.row = row;
        this.colour = colour;
    }

    @Override
    public void paint(Graphics2D g) {
        double left = chart.getScreenXFromChart(from);
        double room = chart.getScreenXFromChart(to) - left;
        for (var text : texts) {
            var layout = new TextLayout(text, Style.SMALL, g.getFontRenderContext());
            if (layout.getAdvance() + 2 * MARGIN <= room) {
                Mark.draw(
                        g,
                        layout,
                        left + (room - layout.getAdvance()) / 2,
                        chart.getScreenYFromChart(row),
                        Style.SMALL,
                        colour);
                return;
            }
        }
    }
}
