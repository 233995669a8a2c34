/**
 * How a message gets from a worker to the parent.
 *
 * <p>{@link dev.handoff.channel.PipeQueue} is built as CPython builds {@code multiprocessing.Queue}; {@link
 * dev.handoff.channel.SharedSlots} lends shared memory in which payloads are made and read where they lie; {@link
 * dev.handoff.channel.Threads} passes references between threads of one process. All are used through {@link
 * dev.handoff.spi.Channel}:
 *
 * <pre>{@code
 * try (Inbox inbox = new SharedSlots().open(new Channel.Terms(1, 2, new RawCodec(), 8))) {
 *     Connector connector = inbox.connector();             // goes to the worker
 *     try (var outbox = connector.connect(0, failure -> {}); // in the worker
 *             var draft = outbox.draft(0, Stopwatch.NONE)) {
 *         draft.send(1);
 *     }
 *     try (var received = inbox.next(Deadline.in(Duration.ofSeconds(1)))) {
 *         received.payload();
 *     }
 * }
 * }</pre>
 */
package dev.handoff.channel;
