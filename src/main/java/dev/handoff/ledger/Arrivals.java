package dev.handoff.ledger;

import dev.handoff.spi.Message;
import java.util.List;
import java.util.stream.IntStream;

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
        return IntStream.range(0, count).mapToObj(i -> message(i, ledger)).toList();
    }

    /**
     * The same for a run that was broken off: without messages whose senders did not come to an end with them.
     *
     * @param ledger the run's ledger
     * @return the messages, in the order of arrival
     */
    public List<Message> joinFinished(Ledger ledger) {
        return IntStream.range(0, count)
                .filter(i -> finished(i, ledger))
                .mapToObj(i -> message(i, ledger))
                .toList();
    }

    boolean finished(int i, Ledger ledger) {
        return ledger.published(workers[i], sequences[i]) != 0;
    }

    Message message(int i, Ledger ledger) {
        int at = i * STAMPS;
        return ledger.message(
                workers[i], sequences[i], stamps[at], stamps[at + 1], stamps[at + 2], stamps[at + 3], stamps[at + 4]);
    }
}
