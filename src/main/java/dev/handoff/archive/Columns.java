package dev.handoff.archive;

import dev.handoff.spi.Phase;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The columns of the two tables in a run, in the order of their values in a row. */
final class Columns {
    /** A message: who sent it, when it was begun, the worker's phases, then the parent's moments. */
    static final List<String> LOG = Stream.of(
                    Stream.of("worker", "sequence", "startNs"),
                    Arrays.stream(Phase.values()).filter(Phase::ofWorker).map(Phase::label),
                    Stream.of("publishedNs", "askedNs", "readFromNs", "decodeFromNs", "consumeFromNs", "doneNs"))
            .flatMap(names -> names)
            .toList();

    /** A sample of a thread's state. */
    static final List<String> STATES = List.of("timeNs", "worker", "role", "state");

    private Columns() {}
}
