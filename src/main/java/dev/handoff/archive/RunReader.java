package dev.handoff.archive;

import dev.handoff.spi.Arm;
import dev.handoff.spi.Death;
import dev.handoff.spi.Message;
import dev.handoff.spi.Phase;
import dev.handoff.spi.ProcessUse;
import dev.handoff.spi.Run;
import dev.handoff.spi.StateSample;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Makes a run of its JSON object. */
final class RunReader {
    private static final List<String> REQUIRED = List.of(
            "language",
            "route",
            "codec",
            "arm",
            "repeat",
            "cold",
            "workers",
            "messages",
            "capacity",
            "payload",
            "payloadBytes",
            "seconds",
            "startUpSeconds",
            "warmUpSeconds",
            "received",
            "verified",
            "phaseMeanNs",
            "stateShares",
            "processes");
    private static final List<String> OPTIONAL = List.of("outcome", "deaths", "log", "states");
    private static final List<String> DEATH = List.of("worker", "cause", "lost", "notBegun");
    private static final List<String> LOST = List.of("sequence", "phase");
    private static final List<String> PHASES =
            Arrays.stream(Phase.values()).map(Phase::label).toList();
    private static final List<String> PROCESS = List.of(
            "worker",
            "cpuSeconds",
            "voluntarySwitches",
            "involuntarySwitches",
            "gcPauseSeconds",
            "allocatedBytes",
            "peakPrivateBytes");
    /** Since version 2; Python does not know all of them. */
    private static final List<String> MOVED = List.of("copiedBytes", "readBytes", "writtenBytes");

    private static final List<String> TABLE = List.of("columns", "rows");
    private static final List<String> ARMS =
            Arrays.stream(Arm.values()).map(Arm::label).toList();
    private static final List<String> OUTCOMES =
            Arrays.stream(Run.Outcome.values()).map(Run.Outcome::label).toList();
    private static final List<String> ROLES = Arrays.stream(StateSample.Role.values())
            .map(StateSample.Role::label)
            .toList();

    private RunReader() {}

    static Run read(Fields fields) {
        var run = fields.object(REQUIRED, OPTIONAL);
        var setup = new Run.Setup(
                run.field("language").text(),
                run.field("route").text(),
                run.field("codec").text(),
                Arm.valueOf(run.field("arm").oneOf(ARMS).toUpperCase(Locale.ROOT)),
                run.field("repeat").count(0),
                run.field("cold").truth(),
                run.field("workers").count(1),
                run.field("messages").count(1),
                run.field("capacity").count(1),
                run.field("payload").text(),
                run.field("payloadBytes").whole(-1, Long.MAX_VALUE));
        var timing = new Run.Timing(
                run.field("seconds").amount(),
                run.field("startUpSeconds").amount(),
                run.field("warmUpSeconds").amount());
        long received = run.field("received").whole(0, setup.total());
        long verified = run.field("verified").whole(0, received);
        // Both follow from the tables; they stand in the file for readers that do not want to work them out.
        run.field("phaseMeanNs").map(Fields::amount);
        run.field("stateShares").map(Fields::amount);
        return new Run(
                setup,
                timing,
                outcome(run),
                received,
                verified,
                table(run, "log", Columns.LOG, row -> message(setup, row)),
                table(run, "states", Columns.STATES, row -> sample(setup, row)),
                run.field("processes").list(process -> process(setup, process)),
                run.has("deaths") ? run.field("deaths").list(death -> death(setup, death)) : List.of());
    }

    private static Death death(Run.Setup setup, Fields fields) {
        var death = fields.object(DEATH, List.of("restarted"));
        return new Death(
                (int) death.field("worker").whole(0, setup.workers() - 1),
                death.field("cause").text(),
                death.field("lost").list(lost -> lost(setup, lost)),
                death.field("notBegun").whole(0, setup.messages()),
                death.has("restarted") && death.field("restarted").truth());
    }

    private static Death.Lost lost(Run.Setup setup, Fields fields) {
        var lost = fields.object(LOST, List.of());
        return new Death.Lost(
                lost.field("sequence").whole(0, setup.messages() - 1),
                Phase.values()[PHASES.indexOf(lost.field("phase").oneOf(PHASES))]);
    }

    /** Since version 3; before, and in Python, only what was complete was written. */
    private static Run.Outcome outcome(Fields run) {
        return run.has("outcome")
                ? Run.Outcome.valueOf(run.field("outcome").oneOf(OUTCOMES).toUpperCase(Locale.ROOT))
                : Run.Outcome.COMPLETE;
    }

    private static <T> List<T> table(Fields run, String name, List<String> columns, Function<List<Fields>, T> read) {
        if (!run.has(name)) {
            return List.of();
        }
        var table = run.field(name).object(TABLE, List.of());
        var named = table.field("columns");
        if (!named.list(Fields::text).equals(columns)) {
            throw named.wrong("the list " + String.join(", ", columns));
        }
        return table.field("rows").list(row -> read.apply(row.row(columns)));
    }

    private static Message message(Run.Setup setup, List<Fields> row) {
        int parent = 3 + Message.WORKER_PHASES;
        return new Message(
                (int) row.get(0).whole(0, setup.workers() - 1),
                row.get(1).whole(0, setup.messages() - 1),
                ns(row.get(2)),
                row.subList(3, parent).stream().map(RunReader::ns).toList(),
                ns(row.get(parent)),
                ns(row.get(parent + 1)),
                ns(row.get(parent + 2)),
                ns(row.get(parent + 3)),
                ns(row.get(parent + 4)),
                ns(row.get(parent + 5)));
    }

    private static StateSample sample(Run.Setup setup, List<Fields> row) {
        return new StateSample(
                ns(row.get(0)),
                (int) row.get(1).whole(ProcessUse.PARENT, setup.workers() - 1),
                StateSample.Role.valueOf(row.get(2).oneOf(ROLES).toUpperCase(Locale.ROOT)),
                letter(row.get(3)));
    }

    private static ProcessUse process(Run.Setup setup, Fields fields) {
        var process = fields.object(PROCESS, MOVED);
        return new ProcessUse(
                (int) process.field("worker").whole(ProcessUse.PARENT, setup.workers() - 1),
                process.field("cpuSeconds").amount(),
                process.field("voluntarySwitches").whole(0, Long.MAX_VALUE),
                process.field("involuntarySwitches").whole(0, Long.MAX_VALUE),
                process.field("gcPauseSeconds").amount(),
                process.field("allocatedBytes").amount(),
                process.field("peakPrivateBytes").whole(-1, Long.MAX_VALUE),
                new ProcessUse.Moved(
                        amountIfKnown(process, "copiedBytes"),
                        amountIfKnown(process, "readBytes"),
                        amountIfKnown(process, "writtenBytes")));
    }

    private static double amountIfKnown(Fields process, String name) {
        return process.has(name) ? process.field(name).amount() : Double.NaN;
    }

    private static long ns(Fields value) {
        return value.whole(0, Long.MAX_VALUE);
    }

    private static char letter(Fields value) {
        if (value.text().length() != 1) {
            throw value.wrong("one letter");
        }
        return value.text().charAt(0);
    }
}
