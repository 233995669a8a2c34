/**
 * Handoff against what a user would pick instead. Not part of the library, nor of the tests: the profile {@code bench}
 * compiles it, with dependencies of its own, and {@code ./handoff bench} runs it.
 *
 * <p>A {@link dev.handoff.bench.Trial} measures one thing, ours and theirs in turn; {@link dev.handoff.bench.Trials} lists
 * them. What it finds is held against a {@link dev.handoff.bench.Target}, and {@code BenchReport} writes it down.
 */
package dev.handoff.bench;
