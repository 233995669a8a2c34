package dev.handoff.chaos;

import dev.handoff.memory.Futex;
import dev.handoff.memory.Region;
import dev.handoff.memory.Words;
import dev.handoff.spi.Phase;
import java.io.Serializable;
import java.util.concurrent.locks.LockSupport;

/**
 * What lies in wait for one message of one worker at the beginning of a phase. In the worker it says that the worker is there,
 * and does what the worker does to itself; what comes from outside is done by the {@link Trap} in the parent. Memory:
 *
 * <pre>
 *   0  here    int      1 once the worker is at the place, 2 once it may go on
 *   8  pids    long[]   the process of each worker
 * </pre>
 *
 * @param region where it lies
 * @param phase where
 * @param fault what happens
 * @param worker to whom
 * @param sequence with which message
 * @param stray how many stray bytes there are, or over which of the words in use something is stored
 * @param late whether the worker goes on meanwhile, so that the fault strikes a moment after the phase began
 */
record Ambush(String region, Phase phase, Fault fault, int worker, long sequence, int stray, boolean late)
        implements Serializable {
    private static final long serialVersionUID = 1L;
    static final long HERE = 0;
    private static final long PIDS = 8;
    static final int THERE = 1;
    static final int GO_ON = 2;
    private static final int EXIT_CODE = 7;
    private static final long SLOW_NS = 20_000_000;
    /** Nobody waits here for longer, whatever goes wrong. */
    private static final long LONGEST_NS = 60_000_000_000L;

    static long bytes(int workers) {
        return PIDS + 8L * workers;
    }

    static long pid(int worker) {
        return PIDS + 8L * worker;
    }

    /** A worker is connected. */
    void arrive(int who) {
        try (var memory = Region.open(region)) {
            long pid = ProcessHandle.current().pid();
            Words.LONG.setRelease(memory.segment(), pid(who), pid);
        }
    }

    /** A worker is about to begin with a phase. */
    void at(Phase begins, int who, long message) {
        if (begins != phase || who != worker || message != sequence) {
            return;
        }
        switch (fault) {
            case EXIT -> System.exit(EXIT_CODE);
            case OUT_OF_MEMORY -> {
                var _ = new long[Integer.MAX_VALUE - 8]; // more than a heap of a worker may have
            }
            case EXCEPTION -> throw new IllegalStateException("thrown on purpose");
            case SLOW -> LockSupport.parkNanos(SLOW_NS);
            case STRAY_BYTES -> Stray.bytes(stray);
            case STRAY_STORE -> Stray.store(stray);
            default -> {
                if (fault.isFromOutside()) {
                    sayAndWait();
                }
            }
        }
    }

    private void sayAndWait() {
        try (var memory = Region.open(region)) {
            if (!Words.INT.compareAndSet(memory.segment(), HERE, 0, THERE)) {
                return; // a phase may come more than once
            }
            Futex.wake(memory.segment(), HERE, 1);
            long until = System.nanoTime() + LONGEST_NS;
            while (!late
                    && (int) Words.INT.getVolatile(memory.segment(), HERE) == THERE
                    && System.nanoTime() < until
                    && !Thread.currentThread().isInterrupted()) {
                Futex.await(memory.segment(), HERE, THERE, until - System.nanoTime());
            }
        }
    }
}
