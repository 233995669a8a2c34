package dev.handoff.spi;

/** A message broke off, because its sender ended or closed the channel in the middle of it. */
public final class BrokenOffException extends HandoffException {
    private static final long serialVersionUID = 1L;

    private final int worker;

    /**
     * A message that broke off.
     *
     * @param worker its sender, from 0
     * @param message how much of it had arrived
     */
    public BrokenOffException(int worker, String message) {
        super(message);
        this.worker = worker;
    }

    /**
     * Whose message it was.
     *
     * @return the number of the worker, from 0
     */
    public int worker() {
        return worker;
    }
}
