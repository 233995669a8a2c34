package dev.handoff.spi;

/** A parent's end that does what another does, except for what an implementation changes. For one thread, as the other. */
public interface ForwardingInbox extends Inbox {
    /**
     * The other one.
     *
     * @return what does the work
     */
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
