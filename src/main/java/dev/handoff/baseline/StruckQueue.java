package dev.handoff.baseline;

/**
 * What became of a Python program with a {@code multiprocessing.Queue} when one of its workers was struck by a fault.
 *
 * @param hangs whether it had not ended at its time limit, and had to be killed
 * @param othersWhole whether every message of the other workers came
 * @param received how many messages came
 * @param total how many were to come
 * @param told what the parent was told, by an exception; empty if nothing
 * @param seconds until it had ended or was killed
 * @param processes how many of its processes were left behind
 * @param segments how many pieces of shared memory were
 */
public record StruckQueue(
        boolean hangs,
        boolean othersWhole,
        int received,
        int total,
        String told,
        double seconds,
        int processes,
        int segments) {}
