package dev.handoff.report;

import java.io.Serial;
import java.math.BigDecimal;
import java.math.MathContext;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/** How numbers are shown, in tables, on charts and in sentences: three digits that matter, the same in every locale. */
public final class Numbers {
    /** What stands for a value that cannot be known. */
    static final String MISSING = "–";

    private static final int DIGITS = 3;
    private static final double WHOLE_FROM = 100;

    private Numbers() {}

    /** Three digits: 0.0123, 3.65, 99.1, 158, 12,345. */
    static String digits(double value) {
        if (Double.isNaN(value)) {
            return MISSING;
        }
        if (value == 0) {
            return "0";
        }
        if (Math.abs(value) >= WHOLE_FROM) {
            return pattern("#,##0").format(value);
        }
        var rounded = BigDecimal.valueOf(value).round(new MathContext(DIGITS));
        if (Math.abs(rounded.doubleValue()) >= WHOLE_FROM) {
            return pattern("#,##0").format(rounded);
        }
        int decimals = DIGITS - 1 - (rounded.precision() - rounded.scale() - 1);
        return rounded.setScale(Math.max(0, decimals)).toPlainString();
    }

    /** A duration in milliseconds with the unit that suits it. */
    static String duration(double ms) {
        return ms >= 1000 ? digits(ms / 1000) + " s" : digits(ms) + " ms";
    }

    static String count(long count) {
        return pattern("#,##0").format(count);
    }

    /**
     * How many there are of something.
     *
     * @param count how many
     * @param of one of them; many have an s more
     * @return for instance 1 run, 3,200 messages
     */
    public static String count(long count, String of) {
        return count(count) + " " + of + (count == 1 ? "" : "s");
    }

    /** A size with its unit, in powers of 1000: 54 MB, 8 bytes. */
    static String bytes(long bytes) {
        var units = List.of("bytes", "kB", "MB", "GB", "TB");
        double size = bytes;
        int unit = 0;
        while (size >= 999.5 && unit < units.size() - 1) {
            size /= 1000;
            unit++;
        }
        return plain(new BigDecimal(size).round(new MathContext(DIGITS)).doubleValue()) + " " + units.get(unit);
    }

    /** The same for sizes that double: in powers of 1024 where that is a whole number, 64 KiB, 1 GiB. */
    static String size(long bytes) {
        var units = List.of("bytes", "KiB", "MiB", "GiB", "TiB");
        long size = bytes;
        int unit = 0;
        while (size >= 1024 && size % 1024 == 0 && unit < units.size() - 1) {
            size /= 1024;
            unit++;
        }
        return size >= 10_000 ? bytes(bytes) : count(size) + " " + units.get(unit);
    }

    /** For the ticks of an axis: as many decimals as it takes. */
    static String plain(double value) {
        return pattern("#,##0.######").format(value);
    }

    static String oneDecimal(double value) {
        return Double.isNaN(value) ? MISSING : pattern("#,##0.0").format(value);
    }

    /** For columns of times, ratios, rates and sizes. */
    static NumberColumnFormatter digits() {
        return new NumberColumnFormatter(new Format(Numbers::digits), MISSING);
    }

    /** For columns of percentages. */
    static NumberColumnFormatter percentages() {
        return new NumberColumnFormatter(new Format(Numbers::oneDecimal), MISSING);
    }

    /** For columns of counts. */
    static NumberColumnFormatter counts() {
        return new NumberColumnFormatter(pattern("#,##0"), MISSING);
    }

    private static DecimalFormat pattern(String pattern) {
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
    }

    /** What turns a number into text, as Tablesaw's columns want it. */
    private static final class Format extends NumberFormat {
        @Serial
        private static final long serialVersionUID = 1L;

        private final transient DoubleFunction<String> text;

        Format(DoubleFunction<String> text) {
            this.text = text;
        }

        @Override
        public StringBuffer format(double number, StringBuffer to, FieldPosition position) {
            return to.append(text.apply(number));
        }

        @Override
        public StringBuffer format(long number, StringBuffer to, FieldPosition position) {
            return format((double) number, to, position);
        }

        @Override
        public Number parse(String source, ParsePosition position) {
            throw new UnsupportedOperationException("this format only writes");
        }
    }
}
