/**
 * The record of every message's phases, in shared memory.
 *
 * <p>A {@link dev.handoff.ledger.Ledger} is made by the parent and opened by each worker, which takes a stopwatch for each
 * message; {@link dev.handoff.ledger.Arrivals} keeps the parent's own stamps and joins the two when a run has ended.
 * {@link dev.handoff.ledger.Overview} looks at both while it goes on.
 * {@link dev.handoff.ledger.ThreadStates} samples what the system says the threads are doing.
 */
package dev.handoff.ledger;
