package dev.handoff.bench.peers;

import dev.handoff.channel.Pipes;
import dev.handoff.channel.Ring;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/** All ways, ours first. */
enum Peers {
    RING(() -> OwnPeer.over(new Ring(0), Pair.BYTES)),
    RING_FOR_LARGE(() -> OwnPeer.over(new Ring(0), BulkTrial.HEAVY)),
    PIPES(() -> OwnPeer.over(new Pipes(0), BulkTrial.HEAVY)),
    AERON(() -> new AeronPeer(false)),
    CHRONICLE(ChroniclePeer::new),
    JEROMQ(JeroMqPeer::new),
    AGRONA(() -> new AgronaPeer(false)),
    AERON_WITH_OBJECTS(() -> new AeronPeer(true)),
    AGRONA_WITH_OBJECTS(() -> new AgronaPeer(true));

    /** What ours is compared with. */
    static final Set<Peers> OTHERS = EnumSet.range(AERON, AGRONA);

    /** The same, in which the receiver makes of each message what ours does. */
    static final Set<Peers> WITH_OBJECTS = EnumSet.range(AERON_WITH_OBJECTS, AGRONA_WITH_OBJECTS);

    private final Supplier<Peer> peer;

    Peers(Supplier<Peer> peer) {
        this.peer = peer;
    }

    /** Its classes are loaded only here: those of one peer in a process. */
    Peer peer() {
        return peer.get();
    }
}
