package dev.handoff.notebook;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.internal.chartpart.Chart;

/** A chart as a picture. XChart draws text as outlines, so the SVG looks the same without its fonts. */
final class Picture {
    /** Points for each CSS pixel: crisp on the screens that people have. */
    private static final int SCALE = 2;

    private static final Pattern OUTLINE = Pattern.compile(" d=\"[^\"]*\"");
    private static final Pattern BEYOND_HUNDREDTHS = Pattern.compile("(\\.\\d\\d)\\d+");

    private Picture() {}

    /** The chart as an SVG element that can stand alone or inside a page. */
    static String svg(Chart<?, ?> chart) {
        var document = new String(encoded(chart), StandardCharsets.UTF_8);
        // a page has a document type already; hundredths of a pixel are enough, and halve the size
        return OUTLINE.matcher(document.substring(document.indexOf("<svg")))
                .replaceAll(d -> BEYOND_HUNDREDTHS.matcher(d.group()).replaceAll("$1"));
    }

    private static byte[] encoded(Chart<?, ?> chart) {
        try {
            return ChartEncoder.getBytes(chart, "svg");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The chart as a PNG in Base64, with {@value #SCALE} points for each pixel of the chart's size. */
    static String png(Chart<?, ?> chart) {
        var image = new BufferedImage(SCALE * chart.getWidth(), SCALE * chart.getHeight(), BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.scale(SCALE, SCALE);
        chart.paint(graphics, chart.getWidth(), chart.getHeight());
        graphics.dispose();
        var bytes = new ByteArrayOutputStream();
        // the stream that ImageIO makes by itself goes through a file
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
