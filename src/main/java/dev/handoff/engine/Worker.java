package dev.handoff.engine;

import dev.handoff.spi.HandoffException;
import dev.handoff.spi.ReceiverGoneException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The parent's handle on a worker, be it a process or a thread: both take the same orders and give the same reports. One
 * thread gives orders; reports may be waited for by the same thread.
 */
sealed interface Worker extends AutoCloseable permits ProcessWorker, ThreadWorker {
    /** Longer than the system takes to tell of the end of a process. */
    long ENDS_SOON_NS = 2_000_000_000;

    /** The process in which it works. */
    long pid();

    boolean isAlive();

    void order(Order order);

    Reports reports();

    /** Tells it to end, whatever it does, and does not wait until it has. */
    void end();

    /**
     * Ends it if it has not ended, and waits until it can do nothing any more.
     *
     * @throws dev.handoff.spi.HandoffException if the system does not end it
     */
    void makeSureOfItsEnd();

    /** Whether it fails or ends within a moment, as one does that has closed its end of a channel. */
    default boolean endsSoon() {
        long until = System.nanoTime() + ENDS_SOON_NS;
        while (failed() == null
                && System.nanoTime() < until
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(1_000_000);
        }
        return failed() != null;
    }

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

    /** What the first worker that failed says of it; null if none did, or only because the parent had gone. */
    static HandoffException failure(List<Worker> workers) {
        return workers.stream()
                .map(Worker::failed)
                .filter(failed -> failed != null && !(failed.getCause() instanceof ReceiverGoneException))
                .findFirst()
                .orElse(null);
    }
}
