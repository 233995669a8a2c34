package dev.handoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.Payloads;
import dev.handoff.Results;
import dev.handoff.Route;
import dev.handoff.Sweep;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** The command line: what it prints, what it writes, and how it ends. */
@Timeout(120)
class MeasureCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void measuresAndSavesEverything(@TempDir Path directory) throws IOException {
        var json = directory.resolve("r.json");
        var csv = directory.resolve("csv");
        int exit = execute(
                "measure",
                "--workers=2",
                "--messages=3",
                "--capacity=4",
                "--payload=zeros:100x100",
                "--cold",
                "--repeats=2",
                "--json=" + json,
                "--csv=" + csv);
        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
        assertThat(out.toString())
                .startsWith("dot:500, then zeros:100x100: 13 runs, 78 messages received and verified")
                .contains("ms a message", "heavy  ", "cold", "Java over queue (java): heavy takes");
        assertThat(Results.load(json).runs()).hasSize(13).allMatch(run -> run.verified() == 6);
        assertThat(csv).isDirectoryContaining(file -> file.endsWith("summary.csv"));
        assertThat(Files.readAllLines(csv.resolve("messages.csv"))).hasSize(1 + 78);
    }

    @Test
    void theFileHasTheFieldsThatItsReadersCountOn(@TempDir Path directory) {
        var json = directory.resolve("r.json");
        execute(
                "measure",
                "--workers=1",
                "--messages=2",
                "--payload=zeros:10",
                "--arms=heavy",
                "--routes=slots",
                "--json=" + json);
        var file = new JsonMapper().readTree(json.toFile());
        assertThat(file.propertyNames()).containsExactlyInAnyOrder("formatVersion", "machine", "settings", "runs");
        assertThat(file.get("runs").get(0).propertyNames())
                .contains(
                        "language",
                        "route",
                        "codec",
                        "arm",
                        "repeat",
                        "workers",
                        "messages",
                        "capacity",
                        "payloadBytes",
                        "seconds",
                        "warmUpSeconds",
                        "startUpSeconds",
                        "received",
                        "verified",
                        "phaseMeanNs",
                        "stateShares");
    }

    @Test
    void anObjectGraphTravelsAndIsReadWhole() {
        assertThat(execute(
                        "measure",
                        "--workers=1",
                        "--messages=2",
                        "--payload=read-whole:table:100",
                        "--arms=heavy",
                        "--routes=queue"))
                .isZero();
        assertThat(out.toString())
                .startsWith("dot:500, then read-whole:table:100: 1 run, 2 messages received and verified");
    }

    @Test
    void runsWithoutTheLedger() {
        assertThat(execute(
                        "measure", "--workers=1", "--messages=2", "--payload=zeros:10", "--arms=heavy", "--no-ledger"))
                .isZero();
        assertThat(out.toString()).startsWith("dot:500, then zeros:10: 2 runs, 4 messages received and verified");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--workers=0        | handoff: workers is 0; it must be from 1 to 256",
                "--messages=0       | handoff: messages is 0; it must be from 1 to 250000, because all workers together may send at most 1000000",
                "--capacity=-1      | handoff: capacity is -1; it must be from 1 to 100000",
                "--repeats=0        | handoff: repeats is 0; it must be from 1 to 1000",
                "--seed=-1          | handoff: seed is -1; it must be from 0 to 4294967295",
                "--warm-up=-1       | handoff: warm-up is -1; it must be from 0 to 250000, because all workers together may send at most 1000000",
                "--arms=loud        | handoff: arm \"loud\" is not one of light, control, heavy",
                "--routes=pigeon    | handoff: route \"pigeon\" is not one of ROUTES",
                "--payload=ones:3   | handoff: payload \"ones:3\" is not one of one, zeros:SHAPE, random:SHAPE, nested:SHAPE, image-float:HxWxC, image-byte:HxWxC, records:N, table:N, columns:N, text:N, bytes:N, read-whole:PAYLOAD, with a SHAPE such as 1500x1500x3",
                "--sweep=64-1GiB    | handoff: --sweep 64-1GiB is not FROM..TO, for instance 64..1GiB; a size is a number of bytes, or of KiB, MiB or GiB",
                "--sweep=64..1GB    | handoff: --sweep 64..1GB is not FROM..TO, for instance 64..1GiB; a size is a number of bytes, or of KiB, MiB or GiB",
                "--sweep=1KiB..64   | handoff: a sweep from 1024 to 64 bytes; the first must not be more than the last",
                "--sweep=7..64      | handoff: a message of 7 bytes; a sweep has sizes from 8 to 1099511627776",
                "--sweep=64..999999999GiB | handoff: a message of 1073741822926258176 bytes; a sweep has sizes from 8 to 1099511627776",
                "--json=/no/such/f  | handoff: --json /no/such/f cannot be written; it must be a file in a directory that exists",
                "--json=/dev/null   | handoff: --json /dev/null cannot be written; it must be a file in a directory that exists",
                "--csv=/dev/null    | handoff: --csv /dev/null is a file; it must be a directory, or not exist yet",
                "--csv=/dev/null/x  | handoff: --csv /dev/null/x cannot be written; /dev/null is no directory that you may write to",
            })
    void refusesWhatIsNotAllowed(String argument, String message) {
        assertThat(execute("measure", argument)).isEqualTo(2);
        var routes = Route.all().stream().map(Route::name).collect(Collectors.joining(", "));
        assertThat(err.toString()).isEqualTo(message.replace("ROUTES", routes) + System.lineSeparator());
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--workers=many | Invalid value for option '--workers': 'many' is not an int",
                "--wrokers=2    | Unknown option: '--wrokers=2'",
            })
    void refusesWhatItDoesNotUnderstand(String argument, String message) {
        assertThat(execute("measure", argument)).isEqualTo(2);
        assertThat(err.toString()).startsWith(message).contains("Usage: handoff measure");
    }

    @Test
    void whatASweepSetsItselfCannotBeGiven() {
        assertThat(execute("measure", "--sweep=64..64", "--routes=slots", "--messages=7"))
                .isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo(
                        "handoff: --messages cannot be given with --sweep, which has one worker, no computation, payloads"
                                + " of its own and as many messages as fit in its time; leave it out"
                                + System.lineSeparator());
    }

    @Test
    void sweepsAndSavesEverything(@TempDir Path directory) throws IOException {
        var json = directory.resolve("s.json");
        var csv = directory.resolve("csv");
        int exit = execute("measure", "--sweep=64..1KiB", "--routes=slots", "--json=" + json, "--csv=" + csv);
        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
        assertThat(out.toString())
                .startsWith("A sweep of 6 runs, ")
                .contains("p99.9 (ms)", "To hand over 1 KiB takes java slots ");
        assertThat(Sweep.load(json).runs()).hasSize(6).allMatch(run -> run.verified() > 0);
        assertThat(Files.readAllLines(csv.resolve("sweep.csv"))).hasSize(1 + 3);
    }

    @Test
    void aTwinThatIsNotThereIsRefused() {
        assertThat(execute("measure", "--python=pipes,ring")).isEqualTo(2);
        assertThat(err.toString()).startsWith("handoff: twin \"ring\" is not one of all, queue, pipes, slots, ");
    }

    @Test
    void moreMemoryThanThereIsIsRefusedWithTheSum() {
        int exit = execute(
                "measure", "--capacity=100000", "--messages=100000", "--payload=zeros:100000000", "--routes=slots");
        assertThat(exit).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("handoff: this takes about ")
                .contains(" may be used; what would fit is capacity ");
    }

    @Test
    void helpNamesEveryPayload() {
        assertThat(execute("measure", "--help")).isZero();
        // lines may break behind a colon
        assertThat(out.toString().replaceAll("\\s+", ""))
                .contains(Payloads.forms().keySet());
    }

    @Test
    void helpNamesEveryOption() {
        assertThat(execute("measure", "--help")).isZero();
        assertThat(out.toString())
                .contains(
                        "--workers",
                        "--messages",
                        "--capacity",
                        "--payload",
                        "--arms",
                        "--routes",
                        "--repeats",
                        "--python",
                        "--seed",
                        "--json",
                        "--csv",
                        "--no-ledger",
                        "--warm-up",
                        "--cold",
                        "--sweep");
    }
}
