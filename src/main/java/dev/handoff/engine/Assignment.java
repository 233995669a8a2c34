package dev.handoff.engine;

import dev.handoff.ledger.Ledger;
import dev.handoff.spi.Arm;
import dev.handoff.spi.Computation;
import dev.handoff.spi.Connector;
import dev.handoff.spi.Payload;
import java.io.Serial;
import java.io.Serializable;
import java.util.List;

/**
 * What the workers are told before a run, each of them the same. Immutable.
 *
 * <p>Not a record: Java reads a serialized record by a method handle that it composes anew in each process, and for twelve
 * components that took a worker longer than everything else in its start.
 */
final class Assignment implements Serializable {
    @Serial
    private static final long serialVersionUID = 1L;

    /** What it computes. */
    final Computation computation;

    /** What it makes. */
    final Payload<?> payload;

    /** What happens to the payload. */
    final Arm arm;

    /** Its way to the channel. */
    final Connector connector;

    /** Whether its messages do not count, so that nobody wants to see what they print. */
    final boolean rehearsal;

    /** The path of the region in which the gate lies. */
    final String gate;

    /** Where it records, or null. */
    final Ledger.Address ledger;

    /** How many messages before the gate. */
    final int warmUp;

    /** With which message after it each worker begins. */
    final int[] from;

    /** How many messages there are, those before that included. */
    final int messages;

    /** Below which the numbers of messages stay that the computation is told: a reader who asks for ten messages may count on numbers up to nine, in warm-up and rehearsal as well. */
    final int numbers;

    /** How many of its messages may be under way at once. */
    final int underWay;

    /** Of its random numbers. */
    final long seed;

    Assignment(
            Computation computation,
            Payload<?> payload,
            Arm arm,
            Connector connector,
            boolean rehearsal,
            String gate,
            Ledger.Address ledger,
            int warmUp,
            List<Integer> from,
            int messages,
            int numbers,
            int underWay,
            long seed) {
        this.computation = computation;
        this.payload = payload;
        this.arm = arm;
        this.connector = connector;
        this.rehearsal = rehearsal;
        this.gate = gate;
        this.ledger = ledger;
        this.warmUp = warmUp;
        this.from = from.stream().mapToInt(Integer::intValue).toArray();
        this.messages = messages;
        this.numbers = numbers;
        this.underWay = underWay;
        this.seed = seed;
    }
}
