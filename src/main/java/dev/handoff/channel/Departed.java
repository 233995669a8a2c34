package dev.handoff.channel;

import java.util.BitSet;
import java.util.function.IntConsumer;

/**
 * Dead workers whose permits cannot be given back yet, because messages of theirs may lie unread in the one pipe of all
 * workers. None does once the pipe was seen empty, or as many messages were read as there are permits: each message in the
 * pipe bears one. One thread at a time.
 */
final class Departed {
    private final int permits;
    private final BitSet workers = new BitSet();
    private int unread;

    Departed(int permits) {
        this.permits = permits;
    }

    void add(int worker) {
        workers.set(worker);
        unread = permits;
    }

    boolean isEmpty() {
        return workers.isEmpty();
    }

    boolean contains(long worker) {
        return worker >= 0 && workers.get((int) worker);
    }

    /** A message was read. Says whether nothing of the dead can be in the pipe any more. */
    boolean passed() {
        return !isEmpty() && --unread <= 0;
    }

    /** Nothing of theirs is in the pipe any more. */
    void settle(IntConsumer giveBack) {
        workers.stream().forEach(giveBack);
        workers.clear();
    }
}
