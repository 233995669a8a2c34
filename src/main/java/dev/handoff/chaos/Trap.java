package dev.handoff.chaos;

import dev.handoff.memory.CurrentThread;
import dev.handoff.memory.Futex;
import dev.handoff.memory.Region;
import dev.handoff.memory.Words;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Phase;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The parent's side of an ambush: strikes from outside, once. By a thread of its own when a worker says that it is there, by
 * the receiving thread in the parent's phases.
 */
final class Trap implements AutoCloseable {
    private static final long MOMENT_NS = 30_000_000;
    private static final long PAUSE_LIMIT_MS = 2_000;
    private static final long SLOW_NS = 2_000_000;

    private final Region region;
    private final Ambush ambush;
    private final Cell cell;
    private final long delayNs;
    private final Thread receiver;
    private final Thread watcher;
    private final CountDownLatch struck = new CountDownLatch(1);
    private volatile boolean over;
    private volatile long stopped;
    private long looks;

    /** @param delayNs how long after the worker's phase began it strikes, where the worker goes on meanwhile */
    Trap(Region region, Ambush ambush, Cell cell, long delayNs) {
        this.region = region;
        this.ambush = ambush;
        this.cell = cell;
        this.delayNs = delayNs;
        this.receiver = Thread.currentThread();
        this.watcher = Thread.ofPlatform().name("handoff-trap").daemon().start(this::watch);
    }

    private void watch() {
        while (!over && here() != Ambush.THERE) {
            Futex.await(region.segment(), Ambush.HERE, here(), MOMENT_NS);
        }
        if (!over) {
            LockSupport.parkNanos(ambush.late() ? delayNs : 0);
            strike();
        }
    }

    private int here() {
        return (int) Words.INT.getVolatile(region.segment(), Ambush.HERE);
    }

    private long victim() {
        return (long) Words.LONG.getAcquire(region.segment(), Ambush.pid(ambush.worker()));
    }

    private void strike() {
        switch (cell.fault()) {
            case KILL -> ProcessHandle.of(victim()).ifPresent(ProcessHandle::destroyForcibly);
            case CRASH -> signal("SEGV", victim());
            case STOP_FOR_EVER -> {
                stopped = victim();
                signal("STOP", stopped);
            }
            case STOP_A_MOMENT -> {
                stopped = victim();
                signal("STOP", stopped);
                LockSupport.parkNanos(MOMENT_NS);
                signal("CONT", stopped);
            }
            case PARENT_INTERRUPTED -> receiver.interrupt();
            case PARENT_KILLED -> signal("KILL", ProcessHandle.current().pid());
            default -> {}
        }
        struck.countDown();
        boolean goesOn = cell.fault() == Fault.STOP_A_MOMENT || cell.fault() == Fault.PARENT_INTERRUPTED;
        if (goesOn) {
            Words.INT.setVolatile(region.segment(), Ambush.HERE, Ambush.GO_ON);
            Futex.wake(region.segment(), Ambush.HERE, 1);
        }
    }

    private static void signal(String name, long pid) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
        } catch (IOException e) {
            throw new HandoffException("the command kill cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The parent is about to wait for a message. While a worker is struck late in its phase, it must not end the phase. */
    void beforeNext() {
        looks++;
        if (ambush.late() && here() == Ambush.THERE) {
            pause();
        }
        if (looks == ambush.sequence() + 1 && cell.phase() == Phase.WAIT) {
            inTheParent();
        }
        if (looks == ambush.sequence() + 1 && cell.phase() == Phase.READ) {
            Thread.ofPlatform().name("handoff-trap-read").daemon().start(() -> {
                LockSupport.parkNanos(delayNs);
                inTheParent();
            });
        }
    }

    private void pause() {
        try {
            var _ = struck.await(PAUSE_LIMIT_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            receiver.interrupt();
        }
    }

    /** The parent is about to begin with a phase of the victim's message. */
    void at(Phase phase, int worker, long sequence) {
        if (phase == cell.phase() && worker == ambush.worker() && sequence == ambush.sequence()) {
            inTheParent();
        }
        if (cell.fault() == Fault.RECEIVER_SLOW) {
            LockSupport.parkNanos(SLOW_NS);
        }
    }

    private void inTheParent() {
        if (cell.fault().isFromOutside() && struck.getCount() > 0) {
            strike();
        }
    }

    /** Waits until a worker that was killed is gone, which may be after the run was complete. */
    void awaitTheEnd() {
        boolean kills = cell.fault() == Fault.KILL || cell.fault() == Fault.CRASH;
        if (kills && hasStruck()) {
            ProcessHandle.of(victim())
                    .ifPresent(process -> process.onExit()
                            .orTimeout(PAUSE_LIMIT_MS, TimeUnit.MILLISECONDS)
                            .exceptionally(late -> process)
                            .join());
        }
    }

    boolean hasStruck() {
        return struck.getCount() == 0;
    }

    /** Lets a stopped worker go on, so that it can end; what it does then is its end. */
    @Override
    public void close() {
        over = true;
        if (stopped != 0) {
            signal("CONT", stopped);
        }
        CurrentThread.join(watcher);
    }
}
