package dev.handoff.report;

import dev.handoff.spi.Arm;
import dev.handoff.spi.Machine;
import dev.handoff.spi.Message;
import dev.handoff.spi.Phase;
import dev.handoff.spi.ProcessUse;
import dev.handoff.spi.Run;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Makes runs by hand: one message after the other, each as long as the last, so that every busy time is known. Times in
 * milliseconds. The reader is at work at the end of each period; the writer has finished when the reader begins to decode.
 */
final class Hand {
    private static final int WORKERS = 4;

    private final Map<Phase, Double> phases = new EnumMap<>(Phase.class);
    private final double period;
    private String language = "java";
    private String route = "queue";
    private String codec = "java";
    private Arm arm = Arm.HEAVY;
    private int repeat;
    private boolean cold;
    private boolean ledger = true;
    private int messages = 10;
    private int slow;
    private double slowerMs;
    private double copies = Double.NaN;
    private long payloadBytes = 54_000_000;
    private double parentCpu = Double.NaN;
    private double workerCpu = Double.NaN;

    private Hand(double period) {
        this.period = period;
    }

    /** A run in which a message takes this long. */
    static Hand period(double ms) {
        return new Hand(ms);
    }

    static Machine machine(int cores) {
        return new Machine("Processor", cores, 16_000_000_000L, "Linux", 0.1, 10e9, 30e9, Map.of());
    }

    Hand phase(Phase phase, double ms) {
        phases.put(phase, ms);
        return this;
    }

    /** Milliseconds of processor time for each message, in the parent and in all workers together. */
    Hand cpu(double parent, double workers) {
        parentCpu = parent;
        workerCpu = workers;
        return this;
    }

    /** How often each message was copied: half of it in user space, a quarter by the system on either side. */
    Hand copied(double times) {
        copies = times;
        return this;
    }

    Hand way(String language, String route, String codec) {
        this.language = language;
        this.route = route;
        this.codec = codec;
        return this;
    }

    Hand arm(Arm arm) {
        this.arm = arm;
        return this;
    }

    Hand repeat(int repeat) {
        this.repeat = repeat;
        return this;
    }

    Hand cold() {
        cold = true;
        return this;
    }

    Hand noLedger() {
        ledger = false;
        return this;
    }

    /** How many messages each of the four workers sends. */
    Hand messages(int messages) {
        this.messages = messages;
        return this;
    }

    /** That much longer takes each of the first messages, after the very first one. */
    Hand slowStart(int messages, double ms) {
        slow = messages;
        slowerMs = ms;
        return this;
    }

    Hand payloadBytes(long bytes) {
        payloadBytes = bytes;
        return this;
    }

    Run run() {
        var setup =
                new Run.Setup(language, route, codec, arm, repeat, cold, WORKERS, messages, 8, "zeros", payloadBytes);
        long total = setup.total();
        var log = new ArrayList<Message>();
        for (int i = 0; ledger && i < total; i++) {
            log.add(message(i));
        }
        var uses = new ArrayList<ProcessUse>();
        if (!Double.isNaN(parentCpu)) {
            uses.add(use(ProcessUse.PARENT, parentCpu * total / 1e3));
            for (int worker = 0; worker < WORKERS; worker++) {
                uses.add(use(worker, workerCpu * total / 1e3 / WORKERS));
            }
        }
        return new Run(setup, new Run.Timing(end((int) total - 1) / 1e3, 0, 0), total, total, log, List.of(), uses);
    }

    private ProcessUse use(int worker, double cpuSeconds) {
        boolean parent = worker == ProcessUse.PARENT;
        double quarter = copies * payloadBytes * messages * (parent ? WORKERS : 1) / 4;
        return new ProcessUse(
                worker,
                cpuSeconds,
                7,
                3,
                0.002,
                5e6,
                200_000_000L + 1_000_000L * worker,
                new ProcessUse.Moved(quarter, parent ? quarter : 0, parent ? 0 : quarter));
    }

    private Message message(int i) {
        long done = ns(end(i));
        long consumeFrom = done - ns(ms(Phase.CONSUME));
        long decodeFrom = consumeFrom - ns(ms(Phase.DECODE));
        long readFrom = decodeFrom - ns(ms(Phase.READ));
        var workerNs = new ArrayList<>(Collections.nCopies(Message.WORKER_PHASES, 0L));
        long life = 0;
        for (var phase : Phase.values()) {
            if (phase.ofWorker()) {
                workerNs.set(phase.ordinal(), ns(ms(phase)));
                life += ns(ms(phase));
            }
        }
        return new Message(
                i % WORKERS,
                i / WORKERS,
                decodeFrom - life,
                workerNs,
                decodeFrom,
                ns(end(i - 1)),
                readFrom,
                decodeFrom,
                consumeFrom,
                done);
    }

    /** When the message is done; 0 before the first one. */
    private double end(int i) {
        return (i + 1) * period + Math.clamp(i, 0, slow) * slowerMs;
    }

    private double ms(Phase phase) {
        return phases.getOrDefault(phase, 0.0);
    }

    private static long ns(double ms) {
        return Math.round(ms * 1e6);
    }
}
