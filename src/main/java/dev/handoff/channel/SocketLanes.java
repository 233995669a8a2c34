package dev.handoff.channel;

import dev.handoff.memory.ByteStream;
import dev.handoff.memory.Listener;
import dev.handoff.memory.PollSet;
import dev.handoff.spi.Deadline;
import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;

/**
 * A connection for each worker, accepted while the parent waits for messages. Who has connected and not said hello yet waits
 * among as many places as there are workers and some; when these are full, the one that came first has to go.
 * So strangers can neither hold up a run nor take its descriptors.
 *
 * <p>Places in the poll set: the workers, the listener, then those who have not said hello.
 */
final class SocketLanes implements Lanes {
    private static final int SPARE = 16;

    private final int workers;
    private final byte[] token = Hello.newToken();
    private final Listener listener;
    private final ByteStream[] streams;
    private final Hello[] expected;
    private final PollSet polled;
    private int nextPlace;

    SocketLanes(Listener.Family family, int workers) {
        this.workers = workers;
        this.streams = new ByteStream[workers];
        this.expected = new Hello[workers + SPARE];
        this.listener = Listener.open(family, expected.length);
        this.polled = new PollSet(workers + 1 + expected.length);
        polled.watch(workers, listener);
    }

    /** The way to the listener; the token in hexadecimal digits. */
    record Way(String address, String token) implements Lanes.Way {
        private static final long serialVersionUID = 1L;

        Way(Iterator<?> parts) {
            this((String) parts.next(), (String) parts.next());
        }

        @Override
        public List<?> parts() {
            return List.of(address, token);
        }

        /** Without the token: whoever has it is heard. */
        @Override
        public String toString() {
            return "Way[address=" + address + "]";
        }

        @Override
        public Lane connect(int worker) {
            var stream = Listener.connect(address);
            try {
                Hello.say(stream, HexFormat.of().parseHex(token), worker);
                return new DescriptorLane(stream);
            } catch (RuntimeException e) {
                stream.close();
                throw e;
            }
        }
    }

    @Override
    public Lanes.Way way() {
        return new Way(listener.address(), HexFormat.of().formatHex(token));
    }

    @Override
    public int awaitAny(Deadline deadline) {
        while (true) {
            int place = polled.awaitAny(deadline);
            if (place < workers) {
                return place;
            }
            if (place == workers) {
                accept();
            } else {
                listen(place - workers - 1);
            }
        }
    }

    private void accept() {
        var stream = listener.accept();
        if (stream != null) {
            drop(nextPlace);
            expected[nextPlace] = new Hello(stream);
            polled.watch(workers + 1 + nextPlace, stream);
            nextPlace = (nextPlace + 1) % expected.length;
        }
    }

    private void listen(int place) {
        var hello = expected[place];
        int worker = hello.listen(token);
        if (worker == Hello.NOT_YET) {
            return;
        }
        if (worker == Hello.STRANGER || worker >= workers || streams[worker] != null) {
            drop(place);
            return;
        }
        polled.forget(workers + 1 + place);
        expected[place] = null;
        streams[worker] = hello.stream();
        polled.watch(worker, hello.stream());
    }

    private void drop(int place) {
        if (expected[place] != null) {
            polled.forget(workers + 1 + place);
            expected[place].stream().close();
            expected[place] = null;
        }
    }

    @Override
    public long read(int worker, MemorySegment to, Deadline deadline) {
        long read = streams[worker].read(to, deadline);
        if (read == ByteStream.ENDED) {
            polled.forget(worker);
        }
        return read;
    }

    @Override
    public void close() {
        listener.close();
        for (var stream : streams) {
            if (stream != null) {
                stream.close();
            }
        }
        for (int place = 0; place < expected.length; place++) {
            drop(place);
        }
    }
}
