package dev.handoff.engine;

import dev.handoff.ledger.Ledger;
import dev.handoff.spi.Arm;
import dev.handoff.spi.Composite;
import dev.handoff.spi.Computation;
import dev.handoff.spi.Connector;
import dev.handoff.spi.Payload;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * What the workers are told before a run, each of them the same. Immutable.
 *
 * @param computation what it computes
 * @param payload what it makes
 * @param arm what happens to the payload
 * @param connector its way to the channel
 * @param rehearsal whether its messages do not count, so that nobody wants to see what they print
 * @param gate the path of the region in which the gate lies
 * @param ledger where it records, or null
 * @param warmUp how many messages before the gate
 * @param from with which message after it each worker begins
 * @param messages how many messages there are, those before that included
 * @param numbers below which the numbers of messages stay that the computation is told: a reader who asks for ten messages may
 *     count on numbers up to nine, in warm-up and rehearsal as well
 * @param underWay how many of its messages may be under way at once
 * @param seed of its random numbers
 */
record Assignment(
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
        long seed)
        implements Composite {
    private static final long serialVersionUID = 1L;

    Assignment {
        from = List.copyOf(from);
    }

    @SuppressWarnings("unchecked") // they are this record's own
    Assignment(Iterator<?> parts) {
        this(
                (Computation) parts.next(),
                (Payload<?>) parts.next(),
                (Arm) parts.next(),
                (Connector) parts.next(),
                (boolean) parts.next(),
                (String) parts.next(),
                (Ledger.Address) parts.next(),
                (int) parts.next(),
                (List<Integer>) parts.next(),
                (int) parts.next(),
                (int) parts.next(),
                (int) parts.next(),
                (long) parts.next());
    }

    @Override
    public List<?> parts() {
        return Arrays.asList(
                computation,
                payload,
                arm,
                connector,
                rehearsal,
                gate,
                ledger,
                warmUp,
                from,
                messages,
                numbers,
                underWay,
                seed);
    }
}
