package dev.handoff.engine;

import dev.handoff.spi.HandoffException;

/** The time of a run is over, and not all messages have come. */
final class LateException extends HandoffException {
    private static final long serialVersionUID = 1L;

    LateException(String message) {
        super(message);
    }
}
