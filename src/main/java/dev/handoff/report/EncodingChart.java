package dev.handoff.report;

import dev.handoff.spi.Phase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.XYChart;

/** Encoding and decoding times, a bar for each payload and codec. */
final class EncodingChart {
    private static final double ROOM = 1.25;

    private EncodingChart() {}

    static XYChart of(List<Encoding> all) {
        var encodings = all.stream().filter(e -> !e.isRefused()).toList();
        var rows = new ArrayList<String>();
        for (int i = 0; i < encodings.size(); i++) {
            if (i > 0 && !encodings.get(i).payload().equals(encodings.get(i - 1).payload())) {
                rows.add(null);
            }
            rows.add(encodings.get(i).payload() + " " + encodings.get(i).codec());
        }
        var zero = new double[encodings.size()];
        var encoded = encodings.stream().mapToDouble(Encoding::medianEncodeMs).toArray();
        var decoded = encodings.stream()
                .mapToDouble(e -> e.medianEncodeMs() + e.medianDecodeMs())
                .toArray();
        double end = Math.max(1e-6, Arrays.stream(decoded).max().orElse(1)) * ROOM;
        var bars =
                new Bars("Serialization alone: to bytes and back", "milliseconds, medians", rows, end, Bars.TIGHT, 2);
        bars.add(Phase.ENCODE.label(), Phase.ENCODE.label(), Palette.of(Phase.ENCODE), zero, encoded);
        bars.add(Phase.DECODE.label(), Phase.DECODE.label(), Palette.of(Phase.DECODE), encoded, decoded);
        for (int i = 0; i < encodings.size(); i++) {
            var text = Numbers.duration(decoded[i]) + ", "
                    + Numbers.bytes(encodings.get(i).bytes());
            bars.write(i, text, decoded[i], Mark.Side.RIGHT, Style.TEXT, Palette.INK);
        }
        return bars.chart();
    }
}
