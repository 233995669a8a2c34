package dev.handoff.channel;

import dev.handoff.codec.RawCodec;
import dev.handoff.spi.Channel;
import dev.handoff.spi.Codec;
import dev.handoff.spi.Inbox;

/**
 * {@code multiprocessing.Pipe}: a pipe for each worker, written by the thread that computes. No lock is shared, and none
 * is needed.
 *
 * @param pipeBytes how much each pipe holds; 0 for what the system gives, which is 64 KiB on Linux and what Python has
 */
public record Pipes(int pipeBytes) implements Channel {
    /** Checks the size. */
    public Pipes {
        if (pipeBytes < 0) {
            throw new IllegalArgumentException("a pipe of " + pipeBytes + " bytes; 0 (the system's) or more");
        }
    }

    @Override
    public String name() {
        return pipeBytes == 0 ? "pipes" : "pipes-" + Size.label(pipeBytes);
    }

    @Override
    public Codec defaultCodec() {
        return new RawCodec();
    }

    /** Into the pipe and out of it; a stream is gathered before, and read out of the parent's buffer. */
    @Override
    public Copied copies(boolean inPlace) {
        return new Copied(inPlace ? 0 : 2, 2);
    }

    /** What a worker cannot write at once it keeps, and makes no further one. */
    @Override
    public long reserves(Terms terms) {
        return 0;
    }

    @Override
    public Inbox open(Terms terms) {
        return StreamInbox.open(PipeLanes.open(terms.workers(), pipeBytes), terms);
    }
}
