package dev.handoff.spi;

/** An object that a codec cannot encode. The message names the codec, the class and what to do. */
public final class EncodingException extends HandoffException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message the codec, the class and what to do
     * @param cause what the codec said, or null
     */
    public EncodingException(String message, Throwable cause) {
        super(message, cause);
    }
}
