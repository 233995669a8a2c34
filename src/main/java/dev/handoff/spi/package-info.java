/**
 * What every other package shares, and what another library implements to take part.
 *
 * <p>A {@link dev.handoff.spi.Computation} says what a worker computes, a {@link dev.handoff.spi.Payload} what object it
 * makes; a {@link dev.handoff.spi.Codec} turns the object into bytes and back, a {@link dev.handoff.spi.Channel} carries
 * it. A message's way:
 *
 * <pre>{@code
 * worker   Task.inputs, Task.compute
 *          Outbox.draft -> Draft.memory -> Payload.make -> Draft.send -> Codec.encode -> Sink
 * parent   Inbox.next -> Received.payload -> Source -> Codec.decode -> Payload.check
 * }</pre>
 *
 * <p>A reader's own function is a {@link dev.handoff.spi.MessageFunction}, an object of the reader's own comes from an
 * {@link dev.handoff.spi.ObjectMaker}. What every worker is told is a {@link dev.handoff.spi.Composite}.
 *
 * <p>What was measured is a {@link dev.handoff.spi.Run}, the same for Java and for Python.
 */
package dev.handoff.spi;
