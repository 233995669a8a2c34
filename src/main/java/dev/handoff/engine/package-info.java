/**
 * Runs one arm over one route: workers that are processes or threads, the protocol between them and the parent, and the
 * loop on either side.
 *
 * <p>{@link dev.handoff.engine.Pool} holds the workers, which stay warm between runs; {@link
 * dev.handoff.engine.Engine#run} takes a {@link dev.handoff.engine.Plan} and returns a {@link dev.handoff.spi.Run}. The
 * way of a message: {@code WorkerLoop} in the worker, {@code Drain} in the parent. {@link dev.handoff.engine.StartCache} is what the build
 * makes so that workers start sooner.
 *
 * <pre>{@code
 * try (var pool = new Pool()) {
 *     Run run = new Engine(pool).run(plan, received -> {});
 * }
 * }</pre>
 */
package dev.handoff.engine;
