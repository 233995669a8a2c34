package dev.handoff.archive;

import dev.handoff.spi.Death;
import dev.handoff.spi.Message;
import dev.handoff.spi.ProcessUse;
import dev.handoff.spi.Run;
import dev.handoff.spi.StateSample;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** Makes the JSON object of a run. */
final class RunWriter {
    private RunWriter() {}

    static void write(Run run, JsonGenerator json) {
        json.writeStartObject();
        write(run.setup(), json);
        ArchiveWriter.amount("seconds", run.timing().seconds(), json);
        ArchiveWriter.amount("startUpSeconds", run.timing().startUpSeconds(), json);
        ArchiveWriter.amount("warmUpSeconds", run.timing().warmUpSeconds(), json);
        json.writeStringProperty("outcome", run.outcome().label());
        json.writeNumberProperty("received", run.received());
        json.writeNumberProperty("verified", run.verified());
        json.writeObjectPropertyStart("phaseMeanNs");
        run.phaseMeanNs().forEach((phase, ns) -> ArchiveWriter.amount(phase.label(), ns, json));
        json.writeEndObject();
        json.writeObjectPropertyStart("stateShares");
        run.stateShares().forEach((state, share) -> ArchiveWriter.amount(state.toString(), share, json));
        json.writeEndObject();
        json.writeArrayPropertyStart("processes");
        run.processes().forEach(process -> write(process, json));
        json.writeEndArray();
        if (!run.deaths().isEmpty()) {
            json.writeArrayPropertyStart("deaths");
            run.deaths().forEach(death -> write(death, json));
            json.writeEndArray();
        }
        table("log", Columns.LOG, run.log(), message -> row(message, json), json);
        table("states", Columns.STATES, run.states(), sample -> row(sample, json), json);
        json.writeEndObject();
    }

    private static void write(Run.Setup setup, JsonGenerator json) {
        json.writeStringProperty("language", setup.language());
        json.writeStringProperty("route", setup.route());
        json.writeStringProperty("codec", setup.codec());
        json.writeStringProperty("arm", setup.arm().label());
        json.writeNumberProperty("repeat", setup.repeat());
        json.writeBooleanProperty("cold", setup.cold());
        json.writeNumberProperty("workers", setup.workers());
        json.writeNumberProperty("messages", setup.messages());
        json.writeNumberProperty("capacity", setup.capacity());
        json.writeStringProperty("payload", setup.payload());
        json.writeNumberProperty("payloadBytes", setup.payloadBytes());
    }

    private static void write(Death death, JsonGenerator json) {
        json.writeStartObject();
        json.writeNumberProperty("worker", death.worker());
        json.writeStringProperty("cause", death.cause());
        json.writeArrayPropertyStart("lost");
        for (var lost : death.lost()) {
            json.writeStartObject();
            json.writeNumberProperty("sequence", lost.sequence());
            json.writeStringProperty("phase", lost.phase().label());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberProperty("notBegun", death.notBegun());
        if (death.restarted()) {
            json.writeBooleanProperty("restarted", true);
        }
        json.writeEndObject();
    }

    private static void write(ProcessUse process, JsonGenerator json) {
        json.writeStartObject();
        json.writeNumberProperty("worker", process.worker());
        ArchiveWriter.amount("cpuSeconds", process.cpuSeconds(), json);
        json.writeNumberProperty("voluntarySwitches", process.voluntarySwitches());
        json.writeNumberProperty("involuntarySwitches", process.involuntarySwitches());
        ArchiveWriter.amount("gcPauseSeconds", process.gcPauseSeconds(), json);
        ArchiveWriter.amount("allocatedBytes", process.allocatedBytes(), json);
        json.writeNumberProperty("peakPrivateBytes", process.peakPrivateBytes());
        ArchiveWriter.amount("copiedBytes", process.moved().copiedBytes(), json);
        ArchiveWriter.amount("readBytes", process.moved().readBytes(), json);
        ArchiveWriter.amount("writtenBytes", process.moved().writtenBytes(), json);
        json.writeEndObject();
    }

    private static <T> void table(
            String name, List<String> columns, List<T> rows, Consumer<T> writeRow, JsonGenerator json) {
        if (rows.isEmpty()) {
            return;
        }
        json.writeObjectPropertyStart(name);
        json.writeArrayPropertyStart("columns");
        columns.forEach(json::writeString);
        json.writeEndArray();
        json.writeArrayPropertyStart("rows");
        rows.forEach(writeRow);
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void row(Message message, JsonGenerator json) {
        json.writeStartArray();
        json.writeNumber(message.worker());
        json.writeNumber(message.sequence());
        json.writeNumber(message.startNs());
        message.workerNs().forEach(json::writeNumber);
        json.writeNumber(message.publishedNs());
        json.writeNumber(message.askedNs());
        json.writeNumber(message.readFromNs());
        json.writeNumber(message.decodeFromNs());
        json.writeNumber(message.consumeFromNs());
        json.writeNumber(message.doneNs());
        json.writeEndArray();
    }

    private static void row(StateSample sample, JsonGenerator json) {
        json.writeStartArray();
        json.writeNumber(sample.timeNs());
        json.writeNumber(sample.worker());
        json.writeString(sample.role().label());
        json.writeString(String.valueOf(sample.state()));
        json.writeEndArray();
    }
}
