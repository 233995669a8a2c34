package dev.handoff.report;

import dev.handoff.spi.HandoffException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.internal.chartpart.IChart;

/** Draws charts into memory: no window, no file. Not for the same chart in two threads at once. */
public final class Pictures {
    private Pictures() {}

    /**
     * Draws a chart as lines and areas, sharp at any size. Letters become outlines, so that it looks the same without
     * the font.
     *
     * @param chart any XChart chart
     * @return an SVG document in UTF-8
     * @throws HandoffException if the chart cannot be drawn
     */
    public static String svg(IChart chart) {
        try {
            return new String(ChartEncoder.getBytes(chart, "svg"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new HandoffException("chart \"" + chart.getTitle() + "\" cannot be drawn as SVG", e);
        }
    }

    /**
     * Draws a chart as points.
     *
     * @param chart any XChart chart
     * @param scale how many points for each of the chart's own, in both directions: 2 for screens of today
     * @return the content of a PNG file, {@code scale} times as wide and as high as the chart
     * @throws IllegalArgumentException if scale is not from 1 to 8
     */
    public static byte[] png(IChart chart, int scale) {
        if (scale < 1 || scale > 8) {
            throw new IllegalArgumentException("scale " + scale + " is not from 1 to 8; 2 suits most screens");
        }
        var image = new BufferedImage(chart.getWidth() * scale, chart.getHeight() * scale, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.scale(scale, scale);
        chart.paint(graphics, chart.getWidth(), chart.getHeight());
        graphics.dispose();
        var bytes = new ByteArrayOutputStream();
        // ImageIO's own cache would be a file
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
