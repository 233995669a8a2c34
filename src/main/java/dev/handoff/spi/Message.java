package dev.handoff.spi;

import java.util.List;

/**
 * The life of one message, as the ledger recorded it. All stamps are {@code CLOCK_MONOTONIC} in nanoseconds
 * ({@code System.nanoTime()} of a JVM on Linux, {@code time.perf_counter_ns()} of Python): comparable between processes
 * of one machine, of one boot.
 *
 * @param worker the sender, from 0
 * @param sequence the number of the message, from 0 in each worker
 * @param startNs when the worker began with it
 * @param workerNs the time charged to each phase of the worker, nanoseconds, by {@link Phase#ordinal()}; their sum is
 *     {@code publishedNs − startNs}
 * @param publishedNs when the worker had finished with it
 * @param askedNs when the parent began to wait for a message
 * @param readFromNs when the first byte of this one was there
 * @param decodeFromNs when all of it had been read
 * @param consumeFromNs when it had been decoded
 * @param doneNs when it had been checked and given back
 */
public record Message(
        int worker,
        long sequence,
        long startNs,
        List<Long> workerNs,
        long publishedNs,
        long askedNs,
        long readFromNs,
        long decodeFromNs,
        long consumeFromNs,
        long doneNs) {

    /** How many phases are a worker's; they come first in {@link Phase}. */
    public static final int WORKER_PHASES = Phase.IN_FLIGHT.ordinal();

    /** Copies the list. */
    public Message {
        workerNs = List.copyOf(workerNs);
        if (workerNs.size() != WORKER_PHASES) {
            throw new IllegalArgumentException(
                    "workerNs has " + workerNs.size() + " values; a worker has " + WORKER_PHASES + " phases");
        }
    }

    /**
     * The time that a phase took of this message's life, by the rule of {@link Phase}: until the worker has finished,
     * time is the worker's.
     *
     * @param phase the phase
     * @return nanoseconds; over all phases they add up to {@link #lifeNs}
     */
    public long phaseNs(Phase phase) {
        return switch (phase) {
            case IN_FLIGHT -> after(publishedNs, Math.min(askedNs, readFromNs));
            case WAIT -> after(askedNs, readFromNs);
            case READ -> after(readFromNs, decodeFromNs);
            case DECODE -> after(decodeFromNs, consumeFromNs);
            case CONSUME -> after(consumeFromNs, doneNs);
            default -> workerNs.get(phase.ordinal());
        };
    }

    /** The part of [from, to] that lies after the worker had finished. */
    private long after(long from, long to) {
        return Math.max(0, to - Math.max(from, publishedNs));
    }

    /**
     * The time in which the parent was already busy with this message while the worker still was.
     *
     * @return nanoseconds, counted in the worker's phases and not in the parent's
     */
    public long overlapNs() {
        return Math.max(0, Math.min(publishedNs, doneNs) - readFromNs);
    }

    /**
     * The time the parent was busy with this message, overlap included: what one reader can do only once at a time.
     *
     * @return nanoseconds
     */
    public long readerBusyNs() {
        return doneNs - readFromNs;
    }

    /**
     * The whole life, from the worker's first step to the parent's last.
     *
     * @return nanoseconds
     */
    public long lifeNs() {
        return Math.max(doneNs, publishedNs) - startNs;
    }
}
