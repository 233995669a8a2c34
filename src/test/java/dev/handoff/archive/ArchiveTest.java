package dev.handoff.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.spi.Arm;
import dev.handoff.spi.Death;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Machine;
import dev.handoff.spi.Message;
import dev.handoff.spi.Phase;
import dev.handoff.spi.ProcessUse;
import dev.handoff.spi.ProcessUse.Moved;
import dev.handoff.spi.Run;
import dev.handoff.spi.StateSample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveTest {
    @TempDir
    private Path directory;

    @Test
    void version3IsReadAsItWasWritten() {
        assertThat(Archive.read(file(golden()))).isEqualTo(example());
    }

    @Test
    void version1SaysNothingOfWhatWasCopiedAndElseTheSame() {
        var old = Archive.read(file(resource("version-1.json")));
        assertThat(old.formatVersion()).isEqualTo(1);
        assertThat(old.machine()).isEqualTo(example().machine());
        assertThat(old.settings()).isEqualTo(example().settings());
        assertThat(old.runs().getFirst().processes())
                .containsExactly(
                        new ProcessUse(ProcessUse.PARENT, 0.5, 10, 3, 0.001, 123456.0, 54000000, Moved.UNKNOWN),
                        new ProcessUse(0, 0.25, 7, 0, 0.0, Double.NaN, 108000000, Moved.UNKNOWN));
        assertThat(old.runs().getFirst().log())
                .isEqualTo(example().runs().getFirst().log());
        assertThat(old.runs().getLast()).isEqualTo(example().runs().getLast());
    }

    @Test
    void version2KnowsOnlyOfCompleteRuns() {
        var old = Archive.read(file(resource("version-2.json")));
        assertThat(old.runs()).allMatch(run -> run.outcome() == Run.Outcome.COMPLETE);
        assertThat(old.runs().getFirst().processes())
                .isEqualTo(example().runs().getFirst().processes());
        assertThat(old.runs().getLast()).isEqualTo(example().runs().getLast());
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "de-DE", "ar-EG-u-nu-arab", "tr-TR"})
    void whatIsReadIsWrittenByteForByteInEveryLocale(String tag) throws IOException {
        var before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(tag));
        try {
            var again = directory.resolve("again.json");
            Archive.read(file(golden())).write(again);
            assertThat(again).hasContent(golden());
            assertThat(Archive.read(again)).isEqualTo(example());
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aFileTakesThePlaceOfAnOlderOneAndNothingElseIsLeft() throws IOException {
        var file = file("{\"formatVersion\": 1");
        example().write(file);
        assertThat(file).hasContent(golden());
        try (var left = Files.list(directory)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void aLinkStaysOneAndTheFileThatItLeadsToIsReplaced() throws IOException {
        var file = file("older");
        var link = Files.createSymbolicLink(directory.resolve("link.json"), file);
        example().write(link);
        assertThat(link).isSymbolicLink().hasContent(golden());
        assertThat(file).isRegularFile().hasContent(golden());
    }

    @Test
    void aFileThatCannotBeWrittenLeavesTheOlderOneAsItWas() throws IOException {
        var file = file("older");
        var infinite = new Run(
                example().runs().getLast().setup(),
                new Run.Timing(Double.POSITIVE_INFINITY, 0, 0),
                0,
                0,
                List.of(),
                List.of(),
                List.of());
        var archive = Archive.of(example().machine(), Map.of(), List.of(infinite));
        assertThatThrownBy(() -> archive.write(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("seconds is Infinity; it must be finite, or NaN if not known");
        assertThat(file).hasContent("older");
        try (var left = Files.list(directory)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void aMissingDirectoryIsSaidWithoutItsPath() {
        assertThatThrownBy(() -> example().write(directory.resolve("none").resolve("results.json")))
                .isInstanceOf(HandoffException.class)
                .hasMessage("results.json: cannot be written, its directory does not exist");
    }

    @Test
    void aMissingFileIsSaidWithoutItsPath() {
        assertThatThrownBy(() -> Archive.read(directory.resolve("none.json")))
                .isInstanceOf(HandoffException.class)
                .hasMessage("none.json: there is no such file");
    }

    @Test
    void aDirectoryIsNoFile() {
        assertThatThrownBy(() -> Archive.read(directory))
                .isInstanceOf(HandoffException.class)
                .hasMessage(directory.getFileName() + ": cannot be read (Is a directory)");
    }

    @Test
    void everyTruncationIsRefused() {
        String whole = golden().strip();
        for (int length = 0; length < whole.length(); length += 7) {
            var cut = file(whole.substring(0, length));
            assertThatThrownBy(() -> Archive.read(cut))
                    .isInstanceOf(HandoffException.class)
                    .hasMessageStartingWith("results.json: ");
        }
    }

    @Test
    void aTruncatedFileSaysWhereItEnds() {
        var cut = file("{\"formatVersion\":1,\n\"machine\":{\"cores\":");
        assertThatThrownBy(() -> Archive.read(cut))
                .hasMessage("results.json: ends in the middle (line 2, column 20); it is not whole");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "formatVersion":3 | "formatVersion":4 | formatVersion is 4, which a newer Handoff wrote; this one reads 1 to 3. Take the newer one to read it
        "formatVersion":3 | "formatVersion":0 | formatVersion is 0; it must be a whole number from 1 to 2147483647
        "formatVersion":3 | "version":1 | formatVersion must come first, before version; without it nothing can be read
        "settings": | "options": | options is not known; known here are formatVersion, machine, settings, runs
        "settings":{ | "settings":{"settings":3, | settings.settings is 3; it must be a string
        "cores":2, | `` | machine.cores is missing; it must be a whole number from 1 to 2147483647
        "cores":2 | "cores":"two" | machine.cores is "two"; it must be a whole number from 1 to 2147483647
        "load":null | "load":-1.0 | machine.load is -1.0; it must be a number of at least 0, or null where it is not known
        "arm":"heavy" | "arm":"huge" | runs[0].arm is "huge"; it must be one of light, control, heavy
        "cold":false | "cold":0 | runs[0].cold is 0; it must be true or false
        "workers":2 | "workers":0 | runs[0].workers is 0; it must be a whole number from 1 to 2147483647
        "workers":2 | "workers":2.0 | runs[0].workers is 2.0; it must be a whole number from 1 to 2147483647
        "workers":2 | "workers":99999999999999999999 | runs[0].workers is 99999999999999999999; it must be a whole number from 1 to 2147483647
        "seconds":0.25 | "seconds":1e999 | runs[0].seconds is "Infinity"; it must be a number of at least 0, or null where it is not known
        "received":2 | "received":3 | runs[0].received is 3; it must be a whole number from 0 to 2
        "verified":2 | "verified":-1 | runs[0].verified is -1; it must be a whole number from 0 to 2
        "verified":2, | "verified":2,"lost":0, | runs[0].lost is not known; known here are language, route, codec, arm, repeat, cold, workers, messages, capacity, payload, payloadBytes, seconds, startUpSeconds, warmUpSeconds, received, verified, phaseMeanNs, stateShares, processes, outcome, deaths, log, states
        "cpuSeconds":0.5 | "cpuSeconds":true | runs[0].processes[0].cpuSeconds is true; it must be a number of at least 0, or null where it is not known
        "copiedBytes":1000.0 | "copiedBytes":-1 | runs[0].processes[0].copiedBytes is -1; it must be a number of at least 0, or null where it is not known
        "columns":["timeNs", | "columns":["timeMs", | runs[0].states.columns is ["timeMs","worker","role","state"]; it must be the list timeNs, worker, role, state
        [0,0,1000, | [2,0,1000, | runs[0].log.rows[0][0] is 2; it must be a whole number from 0 to 1
        [0,0,1000, | [1000, | runs[0].log.rows[0] is [1000,1,2,3,4,5,6,7,8,1036,900,1030,1040,1050,1060]; it must be a list of 17 values
        "feeding","S" | "eating","S" | runs[0].states.rows[1][2] is "eating"; it must be one of computing, feeding, receiving
        "feeding","S" | "feeding","" | runs[0].states.rows[1][3] is ""; it must be one letter
        "runs":[ | "runs":[7, | runs[0] is 7; it must be an object
        "repeat":0 | "repeat":0,"repeat":0 | is not JSON (line 28, column 23): Duplicate Object property "repeat"
        {"worker":0, | {"worker":#, | is not JSON (line 45, column 15): Unexpected character ('#' (code 35)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')
        """)
    void whatIsWrongIsNamed(String good, String bad, String message) {
        assertThat(golden()).contains(good);
        int at = golden().indexOf(good);
        var file = file(golden().substring(0, at) + bad + golden().substring(at + good.length()));
        assertThatThrownBy(() -> Archive.read(file))
                .isInstanceOf(HandoffException.class)
                .hasMessage("results.json: " + message);
    }

    @Test
    void nothingMayFollowTheEnd() {
        var file = file(golden() + "{}");
        assertThatThrownBy(() -> Archive.read(file))
                .hasMessage("results.json: something follows after the end of the results");
    }

    @Test
    void somethingElseIsNoFileOfResults() {
        var file = file("[]");
        assertThatThrownBy(() -> Archive.read(file))
                .hasMessage("results.json: this is no file of results; one begins with {\"formatVersion\":");
    }

    @Test
    void oneRunIsReadFromAString() {
        String runs = golden().substring(golden().indexOf("\"runs\":[") + 8, golden().lastIndexOf(']'));
        var last = runs.substring(runs.lastIndexOf("{\n   \"language\""));
        assertThat(Archive.readRun(last, "Python")).isEqualTo(example().runs().getLast());
        assertThatThrownBy(() -> Archive.readRun(last.replace("\"python\"", "7"), "Python"))
                .hasMessage("Python: language is 7; it must be a string");
        assertThatThrownBy(() -> Archive.readRun("", "Python"))
                .isInstanceOf(HandoffException.class)
                .hasMessage("Python: the whole is missing; it must be an object");
    }

    @Test
    void aNewerVersionCannotBeMade() {
        assertThatThrownBy(() -> new Archive(4, example().machine(), Map.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("formatVersion is 4; it is from 1 to 3");
    }

    @Test
    void theFileNamesNoPathUserOrHost() {
        assertThat(golden())
                .doesNotContain("/home", "/root", "/tmp", "/usr", System.getProperty("user.dir"))
                .doesNotContain("hostname", "PATH", "user");
    }

    @Test
    void whatWasLostWithAWorkerThatDiedIsKept() {
        var whole = example().runs().getFirst();
        var death = new Death(1, "worker 1 was killed", List.of(new Death.Lost(0, Phase.WAIT_FOR_TURN)), 1);
        var run = new Run(
                whole.setup(),
                whole.timing(),
                Run.Outcome.RECOVERED,
                1,
                1,
                whole.log(),
                whole.states(),
                whole.processes(),
                List.of(death.andRestarted(), death));
        var file = directory.resolve("recovered.json");
        Archive.of(example().machine(), Map.of(), List.of(run)).write(file);
        assertThat(Archive.read(file).runs()).containsExactly(run);
        assertThat(death.missing()).isEqualTo(2);
    }

    private Path file(String content) {
        try {
            return Files.writeString(directory.resolve("results.json"), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String golden() {
        return resource("version-3.json");
    }

    private static String resource(String name) {
        try (var in = ArchiveTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the golden file holds. */
    static Archive example() {
        var machine = new Machine(
                "Some Processor @ 2.50GHz",
                2,
                8L << 30,
                "Linux 6.1",
                Double.NaN,
                9.5e9,
                2.1e10,
                Map.of("jdk", "25.0.1", "python", "3.11.7", "numpy", "2.4.6"));
        var settings = Map.of("workers", "2", "seed", "1", "name", "größer, “mine”");
        var java = new Run(
                new Run.Setup("java", "queue", "java", Arm.HEAVY, 0, false, 2, 1, 8, "zeros:10x10", 800),
                new Run.Timing(0.25, 0.0, 1.0e-5),
                Run.Outcome.INTERRUPTED,
                2,
                2,
                List.of(
                        new Message(
                                0, 0, 1000, List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L), 1036, 900, 1030, 1040, 1050, 1060),
                        new Message(
                                1,
                                0,
                                1_000_000_000_000_000_000L,
                                List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L),
                                1_000_000_000_000_000_000L,
                                1_000_000_000_000_000_010L,
                                1_000_000_000_000_000_020L,
                                1_000_000_000_000_000_030L,
                                1_000_000_000_000_000_040L,
                                1_000_000_000_000_000_050L)),
                List.of(
                        new StateSample(1000, 0, StateSample.Role.COMPUTING, 'R'),
                        new StateSample(1000, 0, StateSample.Role.FEEDING, 'S'),
                        new StateSample(1000, ProcessUse.PARENT, StateSample.Role.RECEIVING, 'D')),
                List.of(
                        new ProcessUse(
                                ProcessUse.PARENT, 0.5, 10, 3, 0.001, 123456.0, 54000000, new Moved(1000, 2000, 30)),
                        new ProcessUse(0, 0.25, 7, 0, 0.0, Double.NaN, 108000000, Moved.UNKNOWN)),
                List.of());
        var python = new Run(
                new Run.Setup("python", "queue", "pickle-5", Arm.LIGHT, 3, true, 16, 100, 100, "mine", -1),
                new Run.Timing(145.0, 1.5, 0.0),
                1600,
                1600,
                List.of(),
                List.of(),
                List.of());
        return Archive.of(machine, settings, List.of(java, python));
    }
}
