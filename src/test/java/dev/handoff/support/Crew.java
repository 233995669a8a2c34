package dev.handoff.support;

import dev.handoff.spi.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Threads of a test: what one of them throws, {@link #join} throws. Closing interrupts those that still run. */
public final class Crew implements AutoCloseable {
    private static final int LIMIT_S = 60;
    private static final int END_LIMIT_S = 10;

    private final ExecutorService threads =
            Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());
    private final List<Future<?>> work = new ArrayList<>();

    /** What a thread does, which may throw anything. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    public void start(Work todo) {
        work.add(threads.submit(() -> {
            todo.run();
            return null;
        }));
    }

    public <T> Future<T> call(Callable<T> todo) {
        var future = threads.submit(todo);
        work.add(future);
        return future;
    }

    /** Waits until all have done what they were started for. */
    public void join() {
        work.forEach(Crew::result);
    }

    /** What one of them returned. */
    public static <T> T result(Future<T> future) {
        try {
            return future.get(LIMIT_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("a thread of the test did not come to its end", e);
        }
    }

    /** How long a test waits for what it expects. */
    public static Deadline limit() {
        return Deadline.in(Duration.ofSeconds(LIMIT_S));
    }

    /** Looks until something has become true, or fails. */
    public static void until(String what, BooleanSupplier condition) {
        long from = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - from > TimeUnit.SECONDS.toNanos(LIMIT_S)) {
                throw new AssertionError("never happened: " + what);
            }
            LockSupport.parkNanos(100_000);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(END_LIMIT_S, TimeUnit.SECONDS)) {
                throw new AssertionError("a thread of the test does not end when it is interrupted");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
