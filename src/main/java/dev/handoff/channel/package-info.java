/**
 * How a message gets from a worker to the parent.
 *
 * <p>{@link dev.handoff.channel.PipeQueue} is built as CPython builds {@code multiprocessing.Queue}. {@link
 * dev.handoff.channel.Pipes}, {@link dev.handoff.channel.Sockets} and {@link dev.handoff.channel.Ring} give each worker a
 * stream of bytes of its own: frames, back-pressure and errors are the same, and only what carries the bytes differs. {@link
 * dev.handoff.channel.NamedFiles} writes each message to a file and hands over its name, in the {@link
 * dev.handoff.channel.Storage} of choice. {@link dev.handoff.channel.SharedSlots} lends shared memory in which payloads are
 * made and read where they lie, or into which they are encoded. {@link
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
