package dev.handoff.spi;

/** A sender found that nobody receives any more. It explains nothing to whoever was the receiver. */
public final class ReceiverGoneException extends HandoffException {
    private static final long serialVersionUID = 1L;

    private ReceiverGoneException(String message) {
        super(message);
    }

    /**
     * It was sending a message.
     *
     * @param bytes how much of it was on its way
     * @return the exception
     */
    public static ReceiverGoneException within(long bytes) {
        return new ReceiverGoneException("the receiver is gone, " + bytes + " bytes into a message");
    }

    /**
     * It was waiting until it may send one.
     *
     * @param sequence the number of the message
     * @return the exception
     */
    public static ReceiverGoneException before(long sequence) {
        return new ReceiverGoneException("the receiver is gone; message " + sequence + " waited for space");
    }
}
