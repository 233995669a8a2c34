/**
 * What else carries bytes from one process to another, in the same harness as ours: small messages a second, large ones
 * against what the memory and a pipe allow, what each can carry at most, and how routes behave with more workers.
 *
 * <p>A {@link dev.handoff.bench.peers.Peer} is one way to carry small messages, used as its documentation says. A
 * {@link dev.handoff.bench.peers.Pair} is the two processes that use it.
 */
package dev.handoff.bench.peers;
