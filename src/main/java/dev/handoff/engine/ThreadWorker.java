package dev.handoff.engine;

import dev.handoff.ledger.ProcessMeter;
import dev.handoff.spi.HandoffException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * A worker that is a thread of the parent. It is ended by an interrupt, which every wait of ours obeys; a computation
 * may not, and nothing can stop it then. So {@link #close} waits only so long, and says so: such a thread goes on with
 * its present message and ends before the next, because there is no channel any more.
 */
final class ThreadWorker implements Worker {
    private static final Duration END_LIMIT = Duration.ofSeconds(1);
    private static final Duration NAP = Duration.ofMillis(50);

    private final int number;
    private final Reports reports;
    private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();
    private final Consumer<String> standardError;
    private final Thread thread;
    private volatile boolean ended;
    private long endFromNs;

    ThreadWorker(int number, Consumer<String> standardError) {
        this.number = number;
        this.standardError = standardError;
        this.reports = new Reports(number, () -> new HandoffException("worker " + number + " (a thread) has ended"));
        this.thread =
                Thread.ofPlatform().name("handoff-worker-" + number).daemon().start(this::obey);
    }

    private void obey() {
        try {
            while (!ended) {
                switch (orders.take()) {
                    case Order.ReadClock() -> reports.add(new Report.Clock(System.nanoTime()));
                    case Order.Work(int worker, var assignment) ->
                        WorkerLoop.run(worker, () -> assignment, ProcessMeter::ofThread, () -> {}, this::report);
                    case Order.Unpack _ -> throw new IllegalStateException("a thread needs no parcel");
                }
            }
        } catch (InterruptedException e) {
            // end() asked for it
        } finally {
            report(new Report.Failed(-1, null));
        }
    }

    /** What it says of an end that it was told to come to is no failure of its own. */
    private void report(Report report) {
        if (!ended) {
            reports.add(report);
        }
    }

    @Override
    public long pid() {
        return ProcessHandle.current().pid();
    }

    @Override
    public boolean isAlive() {
        return thread.isAlive();
    }

    @Override
    public Reports reports() {
        return reports;
    }

    @Override
    public void order(Order order) {
        orders.add(order);
    }

    @Override
    public void end() {
        if (!ended) {
            endFromNs = System.nanoTime();
            ended = true;
        }
        thread.interrupt();
    }

    /** Its work has ended when it says that it failed, and its end of the channel is closed. */
    @Override
    public void makeSureOfItsEnd() {}

    @Override
    public void close() {
        boolean interrupted = false;
        do {
            end(); // again and again, because a computation may swallow an interrupt
            try {
                thread.join(NAP);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        } while (isAlive() && System.nanoTime() - endFromNs < END_LIMIT.toNanos());
        if (isAlive()) {
            standardError.accept("worker " + number + " is a thread, and is still busy " + END_LIMIT.toSeconds()
                    + " s after it was told to end; it will end when its present message is made");
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
