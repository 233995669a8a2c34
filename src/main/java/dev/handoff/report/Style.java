package dev.handoff.report;

import java.awt.BasicStroke;
import java.awt.Font;
import java.util.Locale;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.Styler.LegendPosition;

/** How every chart looks: one size, letters that can be read on a slide, no ornament. */
final class Style {
    static final int WIDTH = 900;
    static final int HEIGHT = 500;

    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 17);
    static final Font AXIS = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
    static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

    /** An axis that begins exactly at 0 has no tick there; this part of its length before 0 gives it one. */
    static final double BEFORE_ZERO = 1e-6;

    private static final int PER_LEGEND_ENTRY = 20;
    private static final int FRAME = 130;

    private Style() {}

    /** How high a chart is whose legend has so many entries. */
    static int height(int entries) {
        return Math.max(HEIGHT, FRAME + PER_LEGEND_ENTRY * entries);
    }

    static void apply(AxesChartStyler styler) {
        styler.setLocale(Locale.ROOT);
        styler.setBaseFont(TEXT);
        styler.setChartBackgroundColor(Palette.PAPER);
        styler.setChartFontColor(Palette.INK);
        styler.setChartPadding(14);
        styler.setChartTitleFont(TITLE);
        styler.setChartTitlePadding(10);
        styler.setChartTitleBoxVisible(false);
        styler.setLegendFont(TEXT);
        styler.setLegendPosition(LegendPosition.OutsideE);
        styler.setLegendBorderColor(Palette.PAPER);
        styler.setLegendBackgroundColor(Palette.PAPER);
        styler.setLegendPadding(6);
        styler.setLegendSeriesLineLength(30);
        styler.setPlotBackgroundColor(Palette.PAPER);
        styler.setPlotBorderVisible(false);
        styler.setPlotContentSize(1);
        styler.setPlotMargin(0);
        styler.setAnnotationTextFont(TEXT);
        styler.setAnnotationTextFontColor(Palette.INK);
        styler.setAxisTitleFont(AXIS);
        styler.setAxisTitlePadding(10);
        styler.setAxisTickLabelsFont(TEXT);
        styler.setAxisTickLabelsColor(Palette.INK);
        styler.setAxisTickMarksColor(Palette.INK);
        styler.setAxisTickPadding(6);
        styler.setAxisTickMarkLength(4);
        styler.setPlotGridLinesColor(Palette.FAINT);
        styler.setPlotGridLinesStroke(new BasicStroke(1f));
        styler.setXAxisLabelAlignment(TextAlignment.Centre);
        styler.setYAxisLabelAlignment(TextAlignment.Right);
    }
}
