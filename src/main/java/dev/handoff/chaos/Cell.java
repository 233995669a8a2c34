package dev.handoff.chaos;

import dev.handoff.channel.NamedFiles;
import dev.handoff.channel.PipeQueue;
import dev.handoff.channel.Pipes;
import dev.handoff.channel.Ring;
import dev.handoff.channel.SharedSlots;
import dev.handoff.channel.Sockets;
import dev.handoff.channel.Threads;
import dev.handoff.spi.Channel;
import dev.handoff.spi.Phase;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One cell of the matrix.
 *
 * @param phase the phase in which the fault strikes
 * @param channel the channel that carries the messages
 * @param fault what happens
 */
public record Cell(Phase phase, Channel channel, Fault fault) {
    private static final int SMALL_RING = 1 << 16;
    /** A worker that is a thread of the parent cannot be struck without it. */
    private static final Set<Fault> NEEDS_A_PROCESS = Set.of(
            Fault.KILL,
            Fault.STOP_A_MOMENT,
            Fault.STOP_FOR_EVER,
            Fault.CRASH,
            Fault.EXIT,
            Fault.OUT_OF_MEMORY,
            Fault.NO_DESCRIPTORS);
    /** What strikes the worker in its own code. */
    private static final Set<Fault> BY_ITSELF = Set.of(Fault.OUT_OF_MEMORY, Fault.EXIT, Fault.EXCEPTION, Fault.SLOW);

    /**
     * The channels that are tried.
     *
     * @return in the order of the table's columns
     */
    public static List<Channel> channels() {
        return List.of(
                new PipeQueue(0),
                new Pipes(0),
                Sockets.unix(),
                Sockets.tcp(),
                new Ring(SMALL_RING),
                NamedFiles.onDisk(),
                NamedFiles.onDisk().inMemory(),
                new SharedSlots(),
                new Threads());
    }

    /**
     * The whole matrix.
     *
     * @return every phase, channel and fault that make sense together
     */
    public static List<Cell> all() {
        return channels().stream()
                .flatMap(channel -> Stream.of(Phase.values())
                        .flatMap(phase -> Stream.of(Fault.values()).map(fault -> new Cell(phase, channel, fault))))
                .filter(Cell::makesSense)
                .toList();
    }

    /** Whether messages, or the news of them, come out of a descriptor, into which anything can be written. */
    private boolean isCarriedByTheSystem() {
        return !isSharedMemory() && !(channel instanceof Threads);
    }

    private boolean isSharedMemory() {
        return channel instanceof Ring || channel instanceof SharedSlots;
    }

    /** Whether the workers share the capacity, so that one could die with some of it. */
    boolean sharesCapacity() {
        return channel instanceof PipeQueue || channel instanceof NamedFiles || channel instanceof Threads;
    }

    boolean isOfTheParent() {
        return phase.ordinal() > Phase.IN_FLIGHT.ordinal();
    }

    private boolean makesSense() {
        if (channel.withinProcess() && NEEDS_A_PROCESS.contains(fault)) {
            return false;
        }
        if (channel instanceof Threads
                && (fault == Fault.GARBAGE || fault == Fault.TRUNCATED || phase == Phase.DECODE)) {
            return false; // nothing becomes bytes
        }
        if (channel.equals(NamedFiles.onDisk().inMemory()) && fault != Fault.FULL) {
            return false; // but for its place it is as on the disk
        }
        return switch (fault) {
            case GARBAGE, TRUNCATED -> phase == Phase.ENCODE;
            case LYING_STAMP -> phase == Phase.PRODUCE;
            case RECEIVER_SLOW -> phase == Phase.CONSUME;
            case RECEIVER_GONE -> phase == Phase.WAIT;
            case FULL, FORBIDDEN -> channel instanceof NamedFiles && (phase == Phase.ENCODE || phase == Phase.WRITE);
            case NO_PROCESSES -> phase == Phase.INPUTS; // by which time all are started
            case STRAY_BYTES -> isCarriedByTheSystem() && (phase == Phase.INPUTS || phase == Phase.WRITE);
            case STRAY_STORE -> isSharedMemory() && (phase == Phase.INPUTS || phase == Phase.WRITE);
            case NO_DESCRIPTORS -> channel.phases().contains(phase);
            default ->
                (isOfTheParent() || phase == Phase.IN_FLIGHT)
                        ? !BY_ITSELF.contains(fault)
                        : channel.phases().contains(phase);
        };
    }

    /** The cell in a few words. */
    @Override
    public String toString() {
        return fault.label() + " in " + phase.label() + " over " + channel.name();
    }
}
