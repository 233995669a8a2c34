package dev.handoff.bench.peers;

import java.util.function.Supplier;

/** All ways to carry small messages, ours first. */
enum Peers {
    RING(RingPeer::new),
    AERON(AeronPeer::new),
    CHRONICLE(ChroniclePeer::new),
    JEROMQ(JeroMqPeer::new),
    AGRONA(AgronaPeer::new);

    private final Supplier<Peer> peer;

    Peers(Supplier<Peer> peer) {
        this.peer = peer;
    }

    /** Its classes are loaded only here: those of one peer in a process. */
    Peer peer() {
        return peer.get();
    }
}
