package dev.handoff.spi;

/**
 * One named share of a message's life. The phases of a message follow one another without gaps, so that they add up to
 * its whole life:
 *
 * <pre>
 * worker   inputs | compute | produce | wait for space | buffered | encode | wait for turn | write
 * parent                                                      in flight | wait | read | decode | consume
 * </pre>
 *
 * <p>On a pipe the parent starts to read while the worker still writes. The rule that splits the overlap: <em>until the
 * worker has finished, time is the worker's</em>. The parent's phases count only from the moment the worker published
 * the message ({@link Message#publishedNs}); what the parent did before it is not lost but kept in a column of its
 * own, {@link Message#overlapNs}.
 */
public enum Phase {
    /** The worker draws the inputs of its computation. */
    INPUTS("inputs", true),
    /** The worker computes. */
    COMPUTE("compute", true),
    /** The worker makes the payload. */
    PRODUCE("produce", true),
    /** The channel is at capacity; the worker waits until the parent has taken a message. */
    WAIT_FOR_SPACE("wait for space", true),
    /** Handed to the feeder thread, which has not looked at it yet. */
    BUFFERED("buffered", true),
    /** The codec turns the payload into bytes. */
    ENCODE("encode", true),
    /** Another worker holds the write lock. */
    WAIT_FOR_TURN("wait for turn", true),
    /** The bytes go into the channel. */
    WRITE("write", true),
    /** Published, while the parent is busy with earlier messages: the wait in the queue. */
    IN_FLIGHT("in flight", false),
    /** Published, while the parent is already waiting for a message: the time it takes to notice. */
    WAIT("wait", false),
    /** The parent takes the bytes out of the channel. */
    READ("read", false),
    /** The codec turns the bytes into an object. */
    DECODE("decode", false),
    /** The parent checks the object and gives it back. */
    CONSUME("consume", false);

    private final String label;
    private final boolean worker;

    Phase(String label, boolean worker) {
        this.label = label;
        this.worker = worker;
    }

    /**
     * The name that tables, charts and files use.
     *
     * @return the name, lower case, words separated by spaces
     */
    public String label() {
        return label;
    }

    /**
     * Whose time this is.
     *
     * @return true for a phase of the sending worker, false for one of the receiving parent
     */
    public boolean ofWorker() {
        return worker;
    }

    /**
     * Whether nothing works on the message in this phase: it only waits.
     *
     * @return true for the waits, false for the phases in which a processor is meant to be busy with the message
     */
    public boolean isWait() {
        return switch (this) {
            case WAIT_FOR_SPACE, BUFFERED, WAIT_FOR_TURN, IN_FLIGHT, WAIT -> true;
            case INPUTS, COMPUTE, PRODUCE, ENCODE, WRITE, READ, DECODE, CONSUME -> false;
        };
    }
}
