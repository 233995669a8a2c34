/**
 * What it takes to hand a message over from one process to another. {@link dev.handoff.bench.handover.BusyTrial} holds {@code
 * slots} against iceoryx2 while both sides wait busily, {@link dev.handoff.bench.handover.BlockingTrial} against the system's own
 * means while the receiver sleeps, and {@link dev.handoff.bench.handover.ZeroCopyTrial} shows what writing and reading add.
 *
 * <p>A {@code Player} is a program that throws a ball to another process of its own; ours is {@code Ball}.
 */
package dev.handoff.bench.handover;
