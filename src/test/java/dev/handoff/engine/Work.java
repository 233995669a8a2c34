package dev.handoff.engine;

import dev.handoff.spi.Computation;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A computation for tests: cheap, and as slow or as wrong as a test wants it. */
public record Work(Step inputs, Step compute) implements Computation {
    private static final long serialVersionUID = 1L;

    /** Something that happens in a worker. It is serialized to the worker. */
    public interface Step extends Serializable {
        void run(int worker, long sequence);
    }

    /** Nothing at all. */
    public static Work none() {
        return new Work((worker, sequence) -> {}, (worker, sequence) -> {});
    }

    /** Computes by doing something. */
    public static Work computing(Step step) {
        return new Work((worker, sequence) -> {}, step);
    }

    /** Waits, as one who sleeps. */
    static Work pausing(long inputsMs, long computeMs) {
        return new Work((worker, sequence) -> pause(inputsMs), (worker, sequence) -> pause(computeMs));
    }

    /** Waits, as one who sleeps, until it is interrupted. */
    static Work sleeping() {
        return computing((worker, sequence) -> {
            try {
                Thread.sleep(Duration.ofMinutes(1));
            } catch (InterruptedException e) {
                throw new IllegalStateException("woken", e);
            }
        });
    }

    /** Waits, as one who works. */
    static Work spinning(long computeMs) {
        return computing((worker, sequence) -> {
            long until = System.nanoTime() + computeMs * 1_000_000;
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
        });
    }

    /** Waits for at least so long, whatever wakes it; 0 does not wait. */
    public static void pause(long ms) {
        long until = System.nanoTime() + ms * 1_000_000;
        for (long left = ms * 1_000_000; left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Reads a byte from standard input, -1 at its end. */
    static int read() {
        try {
            return System.in.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String describe() {
        return "work";
    }

    @Override
    public Task open(int worker, long seed) {
        return new Task() {
            @Override
            public void inputs(long sequence) {
                inputs.run(worker, sequence);
            }

            @Override
            public Object compute(long sequence) {
                compute.run(worker, sequence);
                return sequence;
            }

            @Override
            public void close() {}
        };
    }
}
