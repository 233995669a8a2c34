package dev.handoff.codec;

import java.io.ObjectInputFilter;

/**
 * How much the java codec reads from one message: arrays and tables with no more elements in all than the message has bytes
 * (an announcement costs a liar nothing, and us memory), no more objects than that, nothing nested too deep.
 * Which classes it reads, {@link Listed} says.
 */
final class Allowed implements ObjectInputFilter {
    private final long bytes;
    private long announced;
    private String refused;

    /**
     * @param bytes the length of the message
     */
    Allowed(long bytes) {
        this.bytes = bytes;
    }

    @Override
    public Status checkInput(FilterInfo info) {
        announced += Math.max(0, info.arrayLength());
        if (announced > bytes) {
            refused = "arrays of " + announced + " elements in a message of " + bytes + " bytes";
        } else if (info.depth() > Plain.MAX_DEPTH) {
            refused = "what is " + Plain.tooDeep(Plain.MAX_DEPTH);
        } else if (info.references() > bytes) {
            refused = info.references() + " objects in a message of " + bytes + " bytes";
        }
        return refused == null ? Status.ALLOWED : Status.REJECTED;
    }

    /** What was refused, null if nothing was; the exception of a refusal names nothing. */
    String refused() {
        return refused;
    }
}
