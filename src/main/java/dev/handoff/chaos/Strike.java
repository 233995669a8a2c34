package dev.handoff.chaos;

import dev.handoff.spi.Phase;
import java.util.List;
import java.util.stream.Stream;

/**
 * A fault that strikes one of two workers, at its third message of six, while four messages may be under way. The same is
 * done to Java and to Python.
 *
 * @param fault what happens
 * @param phase in which phase of the message
 */
public record Strike(Fault fault, Phase phase) {
    /** Checks that it can be done in both languages. */
    public Strike {
        if (!isKnown(fault, phase)) {
            throw new IllegalArgumentException(fault.label() + " in " + phase.label()
                    + " is not done to Python; allowed are kill in compute, wait for space, buffered, encode, wait for"
                    + " turn and write, exit in compute, exception in compute and encode, stop for ever in compute and"
                    + " write, and parent killed in write");
        }
    }

    private static boolean isKnown(Fault fault, Phase phase) {
        return switch (fault) {
            case KILL ->
                switch (phase) {
                    case COMPUTE, WAIT_FOR_SPACE, BUFFERED, ENCODE, WAIT_FOR_TURN, WRITE -> true;
                    default -> false;
                };
            case EXIT -> phase == Phase.COMPUTE;
            case EXCEPTION -> phase == Phase.COMPUTE || phase == Phase.ENCODE;
            case STOP_FOR_EVER -> phase == Phase.COMPUTE || phase == Phase.WRITE;
            case PARENT_KILLED -> phase == Phase.WRITE;
            default -> false;
        };
    }

    /**
     * All of them.
     *
     * @return in the order of the table
     */
    public static List<Strike> all() {
        return Stream.of(Fault.values())
                .flatMap(fault -> Stream.of(Phase.values())
                        .filter(phase -> isKnown(fault, phase))
                        .map(phase -> new Strike(fault, phase)))
                .toList();
    }

    String text() {
        return fault.label() + " in " + phase.label();
    }
}
