package dev.handoff.engine;

import dev.handoff.spi.HandoffException;
import java.util.function.Supplier;

/** The time of a run is over, and not all messages have come. */
final class LateException extends HandoffException {
    private static final long serialVersionUID = 1L;

    LateException(String message) {
        super(message);
    }

    /** Does something, and says when it was late. */
    static <T> T in(String when, Supplier<T> work) {
        try {
            return work.get();
        } catch (LateException e) {
            throw new LateException(when + ": " + e.getMessage());
        }
    }
}
