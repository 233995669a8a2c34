package dev.handoff.chaos;

import dev.handoff.memory.CurrentThread;
import dev.handoff.memory.Futex;
import dev.handoff.memory.Region;
import dev.handoff.memory.Words;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Phase;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
    private static final int BLOCK = 4096;
    private static final Redirect NOTHING = Redirect.from(new File("/dev/null"));
    /** After which the worker that was held goes on. */
    private static final Set<Fault> GO_ON =
            Set.of(Fault.STOP_A_MOMENT, Fault.PARENT_INTERRUPTED, Fault.NO_DESCRIPTORS, Fault.FULL, Fault.FORBIDDEN);
    /** After which the worker is dead, or should be. */
    private static final Set<Fault> FATAL = Set.of(Fault.KILL, Fault.CRASH, Fault.NO_DESCRIPTORS);

    private final Region region;
    private final Ambush ambush;
    private final Cell cell;
    private final long delayNs;
    private final Thread receiver;
    /** Those who may strike. */
    private final List<Thread> strikers = new ArrayList<>();

    private final Path place;
    private final Path filler;
    private final CountDownLatch struck = new CountDownLatch(1);
    private volatile boolean over;
    private volatile long struckPid;
    private volatile boolean stopped;
    private String capacity = "";
    private long looks;

    /**
     * @param delayNs how long after the worker's phase began it strikes, where the worker goes on meanwhile
     * @param place which may be filled or forbidden
     */
    Trap(Region region, Ambush ambush, Cell cell, long delayNs, Path place) {
        this.region = region;
        this.ambush = ambush;
        this.cell = cell;
        this.delayNs = delayNs;
        this.place = place;
        this.filler = place.resolve("filler");
        this.receiver = Thread.currentThread();
        strikers.add(Thread.ofPlatform().name("handoff-trap").daemon().start(this::watch));
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

    private void strike() {
        struckPid = (long) Words.LONG.getAcquire(region.segment(), Ambush.pid(ambush.worker()));
        switch (cell.fault()) {
            case KILL -> ProcessHandle.of(struckPid).ifPresent(ProcessHandle::destroyForcibly);
            case CRASH -> signal("SEGV", struckPid);
            case STOP_FOR_EVER -> stop();
            case STOP_A_MOMENT -> {
                stop();
                LockSupport.parkNanos(MOMENT_NS);
                signal("CONT", struckPid);
            }
            case PARENT_INTERRUPTED -> receiver.interrupt();
            case NO_DESCRIPTORS -> command("prlimit", "--pid", Long.toString(struckPid), "--nofile=0");
            case FULL -> fill();
            case FORBIDDEN -> allow("r-x------");
            case PARENT_KILLED -> signal("KILL", ProcessHandle.current().pid());
            default -> {}
        }
        struck.countDown();
        if (GO_ON.contains(cell.fault())) {
            Words.INT.setVolatile(region.segment(), Ambush.HERE, Ambush.GO_ON);
            Futex.wake(region.segment(), Ambush.HERE, 1);
        }
    }

    private void stop() {
        stopped = true;
        signal("STOP", struckPid);
    }

    private static void signal(String name, long pid) {
        command("kill", "-" + name, Long.toString(pid));
    }

    private static void command(String... words) {
        try {
            new ProcessBuilder(words) // whose pipes would be closed a moment after its end, and be taken for residue
                    .redirectInput(NOTHING)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new HandoffException("a command cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until there is no room for a byte. */
    private void fill() {
        try (var file = Files.newOutputStream(filler)) {
            while (true) {
                file.write(new byte[BLOCK]);
            }
        } catch (IOException e) {
            // it is full
        }
    }

    /**
     * The parent is about to wait for a message. While a worker is struck late in its phase, it must not end the phase.
     *
     * @return whether the parent shall close its end, while each worker has more to send than there is capacity
     */
    boolean beforeNext() {
        looks++;
        if (ambush.late() && here() == Ambush.THERE) {
            pause();
        }
        if (looks == ambush.sequence() + 1 && cell.phase() == Phase.WAIT) {
            inTheParent();
        }
        if (looks == ambush.sequence() + 1 && cell.phase() == Phase.READ) {
            strikers.add(Thread.ofPlatform().name("handoff-trap-read").daemon().start(() -> {
                LockSupport.parkNanos(delayNs);
                inTheParent();
            }));
        }
        return cell.fault() == Fault.RECEIVER_GONE && looks == 1 + ambush.sequence() % 2;
    }

    /** What one may do in the directories of the place. */
    private void allow(String mode) {
        try (var directories = Files.newDirectoryStream(place)) {
            for (var directory : directories) {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));
            }
        } catch (IOException e) {
            throw new HandoffException("the mode of what is in " + place + " cannot be changed: " + e.getMessage(), e);
        }
    }

    /** All has been received that the run wants, and the channel is still open. */
    void afterTheLast(Inbox inbox) {
        makeGood();
        if (cell.sharesCapacity() && !Round.MAY_FAIL.contains(cell.fault().end())) {
            capacity += Capacity.wrong(inbox);
        }
    }

    /** What is wrong with the capacity after the run; empty if nothing is. */
    String capacity() {
        return capacity;
    }

    /** There is room again, and it may be used. */
    private void makeGood() {
        if (cell.fault() == Fault.FORBIDDEN) {
            allow("rwx------");
        }
        try {
            Files.deleteIfExists(filler);
        } catch (IOException e) {
            throw new HandoffException("the file " + filler + " cannot be deleted: " + e.getMessage(), e);
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

    /** Until a worker is gone that was killed, or is of no use any more. */
    private void awaitTheEnd() {
        if (FATAL.contains(cell.fault()) && hasStruck()) {
            ProcessHandle.of(struckPid).ifPresent(process -> {
                process.destroyForcibly();
                process.onExit()
                        .orTimeout(PAUSE_LIMIT_MS, TimeUnit.MILLISECONDS)
                        .exceptionally(late -> process)
                        .join();
            });
        }
    }

    boolean hasStruck() {
        return struck.getCount() == 0;
    }

    /**
     * Once a strike is over that may just have begun, after the run was complete: it must not be the next run's. Lets a stopped
     * worker go on, so that it can end; what it does then is its end.
     */
    @Override
    public void close() {
        over = true;
        strikers.forEach(CurrentThread::join);
        makeGood();
        if (stopped) {
            signal("CONT", struckPid);
        }
        awaitTheEnd();
    }
}
