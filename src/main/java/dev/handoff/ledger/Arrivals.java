package dev.handoff.ledger;

import dev.handoff.spi.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * What the parent saw of each message, in the order of arrival. Written by the receiving thread into arrays that were
 * made before the run; allocates nothing until the run has ended.
 */
public final class Arrivals {
    private static final int STAMPS = 5;

    private final int[] workers;
    private final long[] sequences;
    private final long[] stamps;
    private int count;

    /**
     * Room for a run.
     *
     * @param total how many messages will arrive, at most {@link Ledger#MAX_MESSAGES}
     */
    public Arrivals(int total) {
        workers = new int[total];
        sequences = new long[total];
        stamps = new long[total * STAMPS];
    }

    /**
     * Notes a message. All stamps are {@code System.nanoTime()} of this process.
     *
     * @param worker the sender
     * @param sequence the number of the message
     * @param asked when the parent began to wait
     * @param readFrom when the first byte was there
     * @param decodeFrom when all was read
     * @param consumeFrom when it was decoded
     * @param done when it was checked and given back
     */
    public void add(
            int worker, long sequence, long asked, long readFrom, long decodeFrom, long consumeFrom, long done) {
        workers[count] = worker;
        sequences[count] = sequence;
        int at = count * STAMPS;
        stamps[at] = asked;
        stamps[at + 1] = readFrom;
        stamps[at + 2] = decodeFrom;
        stamps[at + 3] = consumeFrom;
        stamps[at + 4] = done;
        count++;
    }

    /**
     * Joins what was seen with what the workers wrote. Call it when every worker has finished.
     *
     * @param ledger the run's ledger
     * @return the messages, in the order of arrival
     */
    public List<Message> join(Ledger ledger) {
        List<Message> messages = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int at = i * STAMPS;
            messages.add(ledger.message(
                    workers[i],
                    sequences[i],
                    stamps[at],
                    stamps[at + 1],
                    stamps[at + 2],
                    stamps[at + 3],
                    stamps[at + 4]));
        }
        return messages;
    }
}
