package dev.handoff.spi;

/** What arrived is not what was sent. The message says which worker, which message, and what differs. */
public final class CorruptMessageException extends HandoffException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what was expected and what arrived
     */
    public CorruptMessageException(String message) {
        super(message);
    }
}
