package dev.handoff.support;

import dev.handoff.spi.Connector;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Received;

/** A parent's end that does what another does, except for what a test changes. */
public interface ForwardingInbox extends Inbox {
    Inbox real();

    @Override
    default Connector connector() {
        return real().connector();
    }

    @Override
    default int capacity() {
        return real().capacity();
    }

    @Override
    default Received next(Deadline deadline) {
        return real().next(deadline);
    }

    @Override
    default void reclaim(int worker) {
        real().reclaim(worker);
    }

    @Override
    default void close() {
        real().close();
    }
}
