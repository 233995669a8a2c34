package dev.handoff.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import org.knowm.xchart.internal.chartpart.Annotation;

/**
 * Text at a point of a chart's data. XChart's own annotations have one font and one colour for all and are always
 * centred; bars need names on their left, numbers on their right and shares inside.
 */
final class Mark extends Annotation {
    /** Which side of the point the text is on. */
    enum Side {
        LEFT,
        CENTRE,
        RIGHT
    }

    private static final double GAP = 7;

    private final String text;
    private final double at;
    private final double row;
    private final Side side;
    private final Font font;
    private final Color colour;

    Mark(String text, double at, double row, Side side, Font font, Color colour) {
        super(false);
        this.text = text;
        this.at = at;
        this.row = row;
        this.side = side;
        this.font = font;
        this.colour = colour;
    }

    @Override
    public void paint(Graphics2D g) {
        var layout = new TextLayout(text, font, g.getFontRenderContext());
        double width = layout.getAdvance();
        double x = chart.getScreenXFromChart(at)
                + switch (side) {
                    case LEFT -> -width - GAP;
                    case CENTRE -> -width / 2;
                    case RIGHT -> GAP;
                };
        draw(g, layout, x, chart.getScreenYFromChart(row), font, colour);
    }

    /** Centred on the height of capitals, so that names with and without descenders stand on one line. */
    static void draw(Graphics2D g, TextLayout layout, double x, double middle, Font font, Color colour) {
        var hint = g.getRenderingHint(RenderingHints.KEY_ANTIALIASING);
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(colour);
        g.fill(layout.getOutline(AffineTransform.getTranslateInstance(x, middle + font.getSize() * 0.36)));
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, hint);
    }
}
