package dev.handoff.report;

import java.util.List;
import tech.tablesaw.api.Table;

/** One row for each payload and codec: how many bytes, how long. */
final class EncodingTable {
    private EncodingTable() {}

    static Table of(List<Encoding> encodings) {
        var columns = new Columns<>(encodings)
                .text("payload", Encoding::payload)
                .text("codec", Encoding::codec)
                .number("data (kB)", e -> e.dataBytes() < 0 ? Double.NaN : e.dataBytes() / 1e3)
                .number("encoded (kB)", e -> e.isRefused() ? Double.NaN : e.bytes() / 1e3)
                .number("× data", Encoding::growth)
                .number("encode (ms)", Encoding::medianEncodeMs)
                .number("decode (ms)", Encoding::medianDecodeMs)
                .count("times", e -> e.encodeMs().size());
        if (encodings.stream().anyMatch(Encoding::isRefused)) {
            columns.text("note", e -> e.isRefused() ? e.refusal() : "");
        }
        return columns.table("What the codecs make of it: medians, one thread, no channel");
    }
}
