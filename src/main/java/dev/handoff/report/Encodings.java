package dev.handoff.report;

import dev.handoff.spi.Displayable;
import java.util.List;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.Table;

/**
 * What codecs make of payloads.
 *
 * @param list one for each payload and codec, in the order in which they were given
 */
public record Encodings(List<Encoding> list) implements Displayable {

    /** Copies the list. */
    public Encodings {
        list = List.copyOf(list);
    }

    /**
     * The numbers.
     *
     * @return one row for each payload and codec: sizes in kB, times in milliseconds, and why a codec refused
     */
    public Table table() {
        return EncodingTable.of(list);
    }

    /**
     * The times as a picture.
     *
     * @return for each payload one bar for each codec that carries it: encoding, then decoding, milliseconds
     */
    public XYChart chart() {
        return EncodingChart.of(list);
    }

    /** The same as {@link #text}, so that printing it says it. */
    @Override
    public String toString() {
        return text();
    }

    @Override
    public String text() {
        return new TableView(table()).text();
    }

    @Override
    public String html() {
        return new TableView(table()).html();
    }
}
