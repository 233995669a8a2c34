package dev.handoff.channel;

import dev.handoff.codec.RawCodec;
import dev.handoff.memory.Listener;
import dev.handoff.spi.Channel;
import dev.handoff.spi.Codec;
import dev.handoff.spi.Inbox;

/**
 * A connection for each worker, on this machine: of the Unix domain, or TCP on the loopback interface. Any process may
 * connect to a socket; only one that shows the token of this channel, which workers are given, is heard.
 *
 * @param family what carries the connections
 */
public record Sockets(Listener.Family family) implements Channel {
    /**
     * Connections of the Unix domain.
     *
     * @return the channel
     */
    public static Sockets unix() {
        return new Sockets(Listener.Family.UNIX);
    }

    /**
     * TCP connections on the loopback interface.
     *
     * @return the channel
     */
    public static Sockets tcp() {
        return new Sockets(Listener.Family.TCP);
    }

    @Override
    public String name() {
        return switch (family) {
            case UNIX -> "unix-socket";
            case TCP -> "tcp";
        };
    }

    @Override
    public Codec defaultCodec() {
        return new RawCodec();
    }

    /** Into the socket and out of it; a stream is gathered before, and read out of the parent's buffer. */
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
        return StreamInbox.open(new SocketLanes(family, terms.workers()), terms);
    }
}
