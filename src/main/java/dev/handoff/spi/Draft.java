package dev.handoff.spi;

import java.lang.foreign.SegmentAllocator;

/** A message that is being made. One that is closed unsent goes back, and nothing is sent. */
public interface Draft extends AutoCloseable {
    /**
     * Memory for a flat payload: the slot where there is one, private memory elsewhere. Valid until {@link #send} or
     * {@link #close}.
     *
     * @return the memory, for one allocation
     */
    SegmentAllocator memory();

    /**
     * Sends the message. May return before it is under way, and may block while the channel is full.
     *
     * @param value the object; the channel owns it from here on
     * @throws EncodingException if the codec cannot encode it
     */
    void send(Object value);

    @Override
    void close();
}
