package dev.handoff.report;

import dev.handoff.spi.StateSample;
import java.util.List;

/** What a process is doing at one moment, from the states of its threads: a cell of the heat map. */
enum Activity {
    SLEEPS("S: sleeps"),
    COMPUTES("R: computes"),
    HANDS_OVER("R: feeds or receives"),
    BOTH("R: both at once"),
    BLOCKED("D: blocked");

    private final String label;

    Activity(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** Blocked if any thread is, running if any thread is, else asleep. */
    static Activity of(List<StateSample> threads) {
        if (threads.stream().anyMatch(thread -> thread.state() == 'D')) {
            return BLOCKED;
        }
        boolean computes = threads.stream().anyMatch(t -> t.state() == 'R' && t.role() == StateSample.Role.COMPUTING);
        boolean handsOver = threads.stream().anyMatch(t -> t.state() == 'R' && t.role() != StateSample.Role.COMPUTING);
        if (computes) {
            return handsOver ? BOTH : COMPUTES;
        }
        return handsOver ? HANDS_OVER : SLEEPS;
    }
}
