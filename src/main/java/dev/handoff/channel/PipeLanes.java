package dev.handoff.channel;

import dev.handoff.memory.ByteStream;
import dev.handoff.memory.Pipe;
import dev.handoff.memory.PollSet;
import dev.handoff.spi.Deadline;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * A pipe for each worker. The parent holds the writing end of each only until the first bytes come out of it: then its
 * worker has opened it, and the end of the worker is the end of the stream.
 */
final class PipeLanes implements Lanes {
    private final List<Pipe> pipes = new ArrayList<>();
    private final PollSet polled;

    private PipeLanes(int workers) {
        this.polled = new PollSet(workers);
    }

    static PipeLanes open(int workers, int pipeBytes) {
        var lanes = new PipeLanes(workers);
        try {
            for (int worker = 0; worker < workers; worker++) {
                var pipe = Pipe.create(pipeBytes);
                lanes.pipes.add(pipe);
                lanes.polled.watch(worker, pipe.reading());
            }
            return lanes;
        } catch (RuntimeException e) {
            lanes.close();
            throw e;
        }
    }

    /** The way to the pipes. */
    record Way(List<String> paths) implements Lanes.Way {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("unchecked") // they are this record's own
        Way(Iterator<?> parts) {
            this((List<String>) parts.next());
        }

        @Override
        public List<?> parts() {
            return List.of(paths);
        }

        @Override
        public Lane connect(int worker) {
            return new DescriptorLane(Pipe.openForWriting(paths.get(worker)).writing());
        }
    }

    @Override
    public Lanes.Way way() {
        return new Way(pipes.stream().map(Pipe::writingPath).toList());
    }

    @Override
    public int awaitAny(Deadline deadline) {
        int worker = polled.awaitAny(deadline);
        if (worker >= 0) {
            pipes.get(worker).writing().close();
        }
        return worker;
    }

    @Override
    public long read(int worker, MemorySegment to, Deadline deadline) {
        long read = pipes.get(worker).reading().read(to, deadline);
        if (read == ByteStream.ENDED) {
            polled.forget(worker);
        }
        return read;
    }

    @Override
    public void close() {
        pipes.forEach(Pipe::close);
    }
}
