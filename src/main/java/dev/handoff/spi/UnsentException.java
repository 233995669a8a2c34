package dev.handoff.spi;

/** A message that a thread in the background could not send. The cause says why. */
public final class UnsentException extends HandoffException {
    private static final long serialVersionUID = 1L;

    private final long sequence;

    /**
     * A message that could not be sent.
     *
     * @param sequence its number
     * @param cause why
     */
    public UnsentException(long sequence, Throwable cause) {
        super("message " + sequence + " could not be sent: " + cause, cause);
        this.sequence = sequence;
    }

    /**
     * Which message it was.
     *
     * @return its number, from 0
     */
    public long sequence() {
        return sequence;
    }
}
