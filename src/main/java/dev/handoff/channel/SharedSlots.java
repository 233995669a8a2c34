package dev.handoff.channel;

import dev.handoff.codec.RawCodec;
import dev.handoff.memory.Region;
import dev.handoff.spi.Channel;
import dev.handoff.spi.Codec;
import dev.handoff.spi.Connector;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Outbox;
import java.util.function.Consumer;

/**
 * Shared memory without copies: a payload is made in a slot that is lent to the worker and read where it lies. Each
 * worker has slots of its own, so that no lock is shared and a crash harms only its own. What the sender waits for,
 * when all its slots are lent, is that the parent gives one back.
 *
 * <p>Carries flat payloads, whose size is known before, with a codec that leaves them where they lie: one that says how
 * much {@link Codec#headroom} it needs in front.
 */
public record SharedSlots() implements Channel {
    @Override
    public String name() {
        return "slots";
    }

    @Override
    public Codec defaultCodec() {
        return new RawCodec();
    }

    @Override
    public boolean inPlace() {
        return true;
    }

    /** None of what was made in its slot; a stream goes into the slot and out of it. */
    @Override
    public Copied copies(boolean inPlace) {
        return new Copied(inPlace ? 0 : 2, 0);
    }

    @Override
    public Inbox open(Terms terms) {
        if (terms.payloadBytes() < 0) {
            throw new IllegalArgumentException(
                    "slots must know how large a payload is, and this one does not say; use the queue");
        }
        if (terms.codec().headroom() == 0) {
            throw new IllegalArgumentException("slots lend the memory that a payload is made in, and the "
                    + terms.codec().name() + " codec does not leave it where it lies; use the raw codec, or the queue");
        }
        var layout = SlotLayout.of(terms);
        return new SlotsInbox(Region.create("slots", layout.bytes()), layout, terms.codec());
    }

    /** The way to the slots, for a worker. */
    record Way(String region, SlotLayout layout, Codec codec) implements Connector {
        private static final long serialVersionUID = 1L;

        @Override
        public Outbox connect(int worker, Consumer<Throwable> failure) {
            return new SlotsOutbox(worker, Region.open(region), layout, codec);
        }
    }
}
