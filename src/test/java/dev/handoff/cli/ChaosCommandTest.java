package dev.handoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChaosCommandTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--rounds=0 | --rounds is 0; it must be from 1 to 1000000",
                "--rounds=5 --round=6 | --round is 6; it must be from 0 to 5",
                "--soak --rounds=7 | a soak of 7 rounds; it must be from 100 to 1000000",
                "--soak --seed=1 | --soak takes --rounds alone, not --seed",
                "--soak --exhaustive | --soak takes --rounds alone, not --exhaustive",
                "--parsers | --parsers runs tests, which are not in the jar: ./handoff chaos --parsers [--inputs N]",
                "--inputs=5 | --parsers runs tests, which are not in the jar: ./handoff chaos --parsers [--inputs N]"
            })
    void whatIsNotAllowedIsRefused(String arguments, String message) {
        var err = new StringWriter();
        int exit = Main.commandLine().setErr(new PrintWriter(err)).execute(("chaos " + arguments).split(" "));
        assertThat(err.toString().strip()).isEqualTo("handoff: " + message);
        assertThat(exit).isEqualTo(2);
    }
}
