package dev.handoff.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "0, 0",
                "0.00001234, 0.0000123",
                "0.0123, 0.0123",
                "0.9996, 1.00",
                "1, 1.00",
                "3.649, 3.65",
                "9.999, 10.0",
                "55, 55.0",
                "99.96, 100",
                "158.4, 158",
                "12345.6, \"12,346\"",
                "-2.5, -2.50",
                "NaN, –"
            })
    void threeDigitsThatMatter(double value, String text) {
        assertThat(Numbers.digits(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"1, 1 bytes", "999, 999 bytes", "1000, 1 kB", "54000000, 54 MB", "999999, 1 MB", "2500000000, 2.5 GB"})
    void sizesHaveTheUnitThatSuitsThem(long bytes, String text) {
        assertThat(Numbers.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.500 ms", "999, 999 ms", "1000, 1.00 s", "158000, 158 s"})
    void durationsHaveTheUnitThatSuitsThem(double ms, String text) {
        assertThat(Numbers.duration(ms)).isEqualTo(text);
    }

    @Test
    void theReadersLocaleChangesNothing() {
        var before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(Numbers.digits(1234.5) + " " + Numbers.digits(1.5) + " " + Numbers.oneDecimal(99.95))
                    .isEqualTo("1,234 1.50 100.0");
        } finally {
            Locale.setDefault(before);
        }
    }
}
