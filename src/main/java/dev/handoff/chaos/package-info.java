/**
 * Faults on purpose: every phase, every channel, every fault that makes sense there.
 *
 * <p>{@link dev.handoff.chaos.Chaos} runs rounds, each one {@link dev.handoff.chaos.Cell} of the matrix, and judges them: what
 * was delivered is whole and counted once, what is lost is what the dead had not sent, the others finish, and nothing is
 * left behind, as {@link dev.handoff.chaos.Residue} finds it. {@link dev.handoff.chaos.Tally} is the table.
 *
 * <p>{@link dev.handoff.chaos.Striking} does some of it to Python's {@code multiprocessing.Queue} as well: {@link
 * dev.handoff.chaos.Strike} says what, {@link dev.handoff.chaos.Damages} what became of it, in both languages.
 *
 * <p>A fault strikes exactly in its phase: computation, payload, codec and channel of a round are wrapped, and an {@link
 * dev.handoff.chaos.Ambush} lies in wait at the place where the phase begins.
 */
package dev.handoff.chaos;
