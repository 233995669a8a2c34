package dev.handoff.bench.peers;

import dev.handoff.channel.Pipes;
import dev.handoff.channel.Ring;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/** All ways, ours first. */
enum Peers {
    RING(() -> new OwnPeer(new Ring(0))),
    RING_IN_CACHE(() -> new OwnPeer(new Ring(1 << 20))),
    PIPES(() -> new OwnPeer(new Pipes(0))),
    AERON(AeronPeer::new),
    CHRONICLE(ChroniclePeer::new),
    JEROMQ(JeroMqPeer::new),
    AGRONA(AgronaPeer::new);

    /** What ours is compared with. */
    static final Set<Peers> OTHERS = EnumSet.range(AERON, AGRONA);

    private final Supplier<Peer> peer;

    Peers(Supplier<Peer> peer) {
        this.peer = peer;
    }

    /** Its classes are loaded only here: those of one peer in a process. */
    Peer peer() {
        return peer.get();
    }
}
