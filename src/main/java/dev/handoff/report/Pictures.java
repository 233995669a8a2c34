package dev.handoff.report;

import dev.handoff.spi.HandoffException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.internal.chartpart.IChart;

/** Draws charts into memory: no window, no file. Not for the same chart in two threads at once. */
public final class Pictures {
    private static final Pattern CLIP = Pattern.compile("clip-?\\d+");
    private static final Pattern LONG_NUMBER = Pattern.compile("(\\d\\.\\d\\d)\\d+");

    private Pictures() {}

    /**
     * Draws a chart as lines and areas, sharp at any size. Letters become outlines, so that it looks the same without
     * the font.
     *
     * @param chart any XChart chart
     * @return an SVG element, which stands alone as a file in UTF-8 and inside a page
     * @throws HandoffException if the chart cannot be drawn
     */
    public static String svg(IChart chart) {
        try {
            return tidy(new String(ChartEncoder.getBytes(chart, "svg"), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new HandoffException("chart \"" + chart.getTitle() + "\" cannot be drawn as SVG", e);
        }
    }

    /**
     * The document's type goes: a page has one already. Two decimals are a hundredth of a point; more only make outlines of letters long. The encoder names its clipping
     * paths at random: named after the content, the same chart gives the same document, and two charts on one page do
     * not use each other's.
     */
    private static String tidy(String svg) {
        var names = new HashMap<String, String>();
        var named = CLIP.matcher(svg.substring(svg.indexOf("<svg")))
                .replaceAll(clip -> names.computeIfAbsent(clip.group(), id -> "a-clip-" + names.size()));
        var rounded = LONG_NUMBER.matcher(named).replaceAll("$1");
        return rounded.replace("a-clip-", "clip-" + Integer.toHexString(rounded.hashCode()) + "-");
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
