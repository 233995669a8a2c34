package dev.handoff.baseline;

import java.util.regex.Pattern;

/**
 * What the twin in Python is to run, but for the arm. Immutable.
 *
 * @param workers how many worker processes, 1 to {@value #MAX_WORKERS}
 * @param messages how many messages of each worker, 1 to {@value #MAX_MESSAGES}
 * @param capacity how many messages may be under way at once, at least 1
 * @param computation what is computed before: {@code dot:500} for the product of two random matrices of 500 × 500, or {@code
 *     nothing}
 * @param payload what is sent: {@code zeros:} or {@code random:}, then the lengths of an array of doubles, as in
 *     {@code zeros:1500x1500x3}
 * @param twin how they are handed over
 * @param seed where the random numbers begin, 0 to 2³² − 1
 * @param warmUp how many messages each worker sends before anything is measured, 0 to {@value #MAX_MESSAGES}
 * @param ledger whether each message's phases are recorded; without, Python's own code runs exactly as it is
 * @param cold whether the time runs from the start of the interpreter to its end; then there is no warm-up
 */
public record TwinSpec(
        int workers,
        int messages,
        int capacity,
        String computation,
        String payload,
        Twin twin,
        long seed,
        int warmUp,
        boolean ledger,
        boolean cold) {

    /** The most workers. */
    public static final int MAX_WORKERS = 1024;

    /** The most messages of each worker. */
    public static final int MAX_MESSAGES = 1_000_000;

    private static final long MAX_SEED = 0xFFFF_FFFFL;
    private static final Pattern COMPUTATION = Pattern.compile("nothing|dot:[1-9][0-9]{0,4}");
    private static final Pattern PAYLOAD = Pattern.compile("(zeros|random):[1-9][0-9]{0,11}(x[1-9][0-9]{0,11}){0,7}");

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if a value is out of bounds; the message names it and what is allowed
     */
    public TwinSpec {
        within("workers", workers, 1, MAX_WORKERS);
        within("messages", messages, 1, MAX_MESSAGES);
        within("capacity", capacity, 1, Integer.MAX_VALUE);
        within("seed", seed, 0, MAX_SEED);
        within("warmUp", warmUp, 0, cold ? 0 : MAX_MESSAGES);
        check(computation, payload);
    }

    /**
     * Refuses what there is no twin of.
     *
     * @param computation the description of a computation
     * @param payload the description of a payload
     * @throws IllegalArgumentException if Python does not know one of them; the message names it and what is allowed
     */
    public static void check(String computation, String payload) {
        if (!COMPUTATION.matcher(computation).matches()) {
            throw new IllegalArgumentException("the computation is " + computation
                    + "; Python does dot:1 to dot:99999 (two matrices of that size and their product), or nothing");
        }
        if (!PAYLOAD.matcher(payload).matches()) {
            throw new IllegalArgumentException("payload is " + payload
                    + "; Python sends zeros:... or random:..., with up to 8 lengths as in zeros:1500x1500x3");
        }
    }

    private static void within(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be from " + least + " to " + most);
        }
    }

    /** All messages of a run. */
    long total() {
        return (long) workers * messages;
    }
}
