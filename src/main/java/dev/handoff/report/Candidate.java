package dev.handoff.report;

/**
 * A resource that may be what limits a run. It is busy for some time with each message; where that time is the time a
 * message takes, the resource is never idle and nothing else can make the run faster.
 *
 * @param resource which one
 * @param busyMs how long it is busy for each message, milliseconds; NaN where that cannot be known
 * @param utilisation the busy time over the time a message takes, 1 for a resource that is never idle; NaN with {@code
 *     busyMs}. More than 1 is possible for the memory, whose busy time comes from a model, and in short runs for the processors:
 *     what a process used after its last message is counted, too.
 */
public record Candidate(Limit resource, double busyMs, double utilisation) {
    static Candidate of(Limit resource, double busyMs, double messageMs) {
        return new Candidate(resource, busyMs, busyMs / messageMs);
    }

    boolean known() {
        return !Double.isNaN(utilisation);
    }

    /**
     * How far the busy time is from the time a message takes, as a share of the latter. Processors that were busy with something
     * after the last message, too, were never idle.
     */
    double distance() {
        return resource == Limit.PROCESSORS ? Math.max(0, 1 - utilisation) : Math.abs(1 - utilisation);
    }
}
