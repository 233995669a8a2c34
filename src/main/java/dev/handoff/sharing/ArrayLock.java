package dev.handoff.sharing;

import dev.handoff.memory.ProcessIdentity;
import dev.handoff.memory.SharedLock;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.HandoffException;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock between threads of several processes: between those of one process a lock of the JDK, which makes it re-entrant;
 * between processes a word of shared memory that bears the process which holds it, so that its death can be told.
 */
final class ArrayLock {
    private final ReentrantLock threads = new ReentrantLock();
    private final SharedLock processes;
    private final long self = ProcessIdentity.current().toLong();

    ArrayLock(SharedLock processes) {
        this.processes = processes;
    }

    Held take() {
        try {
            threads.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        }
        if (threads.getHoldCount() > 1) {
            return new Held(this, OptionalLong.empty());
        }
        try {
            return new Held(this, takeBetweenProcesses());
        } catch (RuntimeException | Error e) {
            threads.unlock();
            throw e;
        }
    }

    private OptionalLong takeBetweenProcesses() {
        while (!processes.lock(self, Deadline.in(Deadline.NAP))) {
            if (Thread.currentThread().isInterrupted()) {
                throw interrupted();
            }
            long owner = processes.owner();
            var holder = ProcessIdentity.fromLong(owner);
            if (owner >= 0 && !holder.isAlive() && processes.takeOver(owner, self)) {
                return OptionalLong.of(holder.pid());
            }
        }
        return OptionalLong.empty();
    }

    private HandoffException interrupted() {
        long owner = processes.owner();
        return new HandoffException("interrupted while waiting for the lock of a shared array"
                + (owner < 0
                        ? ""
                        : ", which process " + ProcessIdentity.fromLong(owner).pid() + " holds"));
    }

    void giveBack() {
        if (!threads.isHeldByCurrentThread()) {
            throw new IllegalMonitorStateException("this thread does not hold the lock");
        }
        if (threads.getHoldCount() == 1) {
            processes.unlock(self);
        }
        threads.unlock();
    }
}
