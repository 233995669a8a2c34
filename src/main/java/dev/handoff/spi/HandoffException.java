package dev.handoff.spi;

/** Something failed that the caller did not ask for: a worker, a channel, the machine. Never a wrong argument. */
public class HandoffException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what happened and what to do
     */
    public HandoffException(String message) {
        super(message);
    }

    /**
     * Makes the exception.
     *
     * @param message what happened and what to do
     * @param cause why
     */
    public HandoffException(String message, Throwable cause) {
        super(message, cause);
    }
}
