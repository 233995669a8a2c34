package dev.handoff.engine;

import dev.handoff.spi.HandoffException;
import java.time.Duration;

/**
 * The parent's handle on a worker, be it a process or a thread: both take the same orders and give the same reports. One
 * thread gives orders; reports may be waited for by the same thread.
 */
sealed interface Worker extends AutoCloseable permits ProcessWorker, ThreadWorker {
    /** The process in which it works. */
    long pid();

    boolean isAlive();

    void order(Order order);

    Reports reports();

    /** Tells it to end, whatever it does, and does not wait until it has. */
    void end();

    /** Ends it and waits. */
    @Override
    void close();

    /** Called, by another thread, when the worker has failed or ended; at once if it has already. */
    default void onFailure(Runnable action) {
        reports().onFailure(action);
    }

    /** Waits for a report of one kind. */
    default <R extends Report> R await(Class<R> kind, Duration limit) {
        return reports().await(kind, limit);
    }

    /** What is wrong with this worker, if it has said or shown it. */
    default HandoffException failed() {
        return reports().failed();
    }
}
