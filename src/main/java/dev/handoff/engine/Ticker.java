package dev.handoff.engine;

import dev.handoff.memory.CurrentThread;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Does something ten times a second, in a thread of its own, until it is closed, and then once more. That thread is never
 * interrupted: who sends to a notebook cannot do so when interrupted.
 */
public final class Ticker implements AutoCloseable {
    /** The time between two ticks. */
    public static final Duration INTERVAL = Duration.ofMillis(100);

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Runnable action;
    private final Thread thread;

    private Ticker(Runnable action) {
        this.action = action;
        this.thread = Thread.ofPlatform().name("handoff-live").daemon().unstarted(this::tick);
    }

    /**
     * Starts to tick.
     *
     * @param action what is done at each tick; an exception ends the ticking
     * @return the ticker; close it to stop
     */
    public static Ticker start(Runnable action) {
        var ticker = new Ticker(action);
        ticker.thread.start();
        return ticker;
    }

    private void tick() {
        try {
            boolean last;
            do {
                last = closed.await(INTERVAL.toNanos(), TimeUnit.NANOSECONDS);
                action.run();
            } while (!last);
        } catch (InterruptedException e) {
            // nobody does
        }
    }

    /** Ticks once more and stops. The calling thread may be interrupted, and stays so. */
    @Override
    public void close() {
        closed.countDown();
        CurrentThread.join(thread);
    }
}
