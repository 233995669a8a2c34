package dev.handoff.engine;

import dev.handoff.spi.Deadline;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.OnWorkerDeath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The workers of a run, some of which may die while the others go on. A death is certain before anything is taken back from
 * the dead: the system has said that the process, a child of this one, has ended. One that is merely stopped holds what
 * it holds. For the thread of the run.
 */
final class Survivors {
    private final List<Worker> workers;
    private final Inbox inbox;
    private final Deadline deadline;
    private final boolean goesOn;
    private final Map<Integer, String> dead = new TreeMap<>();
    private volatile Deadline patience;

    Survivors(List<Worker> workers, Inbox inbox, Deadline deadline, OnWorkerDeath policy) {
        this.workers = workers;
        this.inbox = inbox;
        this.deadline = deadline;
        this.goesOn = policy != OnWorkerDeath.FAIL;
        this.patience = goesOn ? deadline.renewed() : deadline;
        workers.forEach(worker -> worker.onFailure(() -> patience.cancel()));
    }

    /** How long to wait for messages: until the run's time is up, or a worker has failed. */
    Deadline patience() {
        return patience;
    }

    boolean isDead(int worker) {
        return dead.containsKey(worker);
    }

    /** Whether there is nothing more to wait for, if nobody has died since. */
    boolean timeIsUp() {
        return !goesOn || deadline.passed();
    }

    /** Whether the run's time is up at a moment, whoever lives. */
    boolean isLate(long nanoTime) {
        return deadline.passedBy(nanoTime);
    }

    /** Whether the run ends here, even if messages lie ready: it was interrupted, or it does not go on without a worker that failed. */
    boolean isOver() {
        return goesOn ? Thread.currentThread().isInterrupted() : patience.calledOff();
    }

    /** The dead, with how they came to their end. */
    Map<Integer, String> dead() {
        return dead;
    }

    /** Takes note of those that have failed since, and has the channel take back what they held. None if the run shall fail. */
    List<Integer> bury() {
        List<Integer> buried = new ArrayList<>();
        if (goesOn) {
            patience = deadline.renewed(); // first: whoever fails from here on cancels this one
            for (int number = 0; number < workers.size(); number++) {
                var failed = isDead(number) ? null : workers.get(number).failed();
                if (failed != null) {
                    bury(number, failed);
                    buried.add(number);
                }
            }
        }
        return buried;
    }

    private void bury(int worker, HandoffException failed) {
        workers.get(worker).makeSureOfItsEnd();
        inbox.reclaim(worker);
        workers.get(worker).close();
        workers.get(worker).reports().close();
        dead.put(worker, WorkerFailure.brief(failed));
    }

    /**
     * Waits a moment until a worker whose message broke off is known to be dead, which says more than that. Whether the run
     * goes on without it; if so, {@link #bury} finds it.
     */
    boolean isEnding(int worker) {
        return workers.get(worker).endsSoon() && goesOn;
    }

    /** Waits until a worker has reported that it has finished; null if it died before it could. */
    Report.Finished finished(int worker, Duration limit) {
        try {
            return workers.get(worker).await(Report.Finished.class, limit);
        } catch (HandoffException e) {
            if (!goesOn || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            bury(worker, e);
            return null;
        }
    }
}
