package dev.handoff.channel;

import dev.handoff.codec.RawCodec;
import dev.handoff.memory.Region;
import dev.handoff.spi.Channel;
import dev.handoff.spi.Codec;
import dev.handoff.spi.Composite;
import dev.handoff.spi.Connector;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Outbox;
import dev.handoff.spi.Phase;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Shared memory without copies: a payload is made in a slot that is lent to the worker and read where it lies. Each
 * worker has slots of its own, so that no lock is shared and a crash harms only its own. What the sender waits for,
 * when all its slots are lent, is that the parent gives one back.
 *
 * <p>A flat payload lies still with a codec that says how much {@link Codec#headroom} it needs in front. Anything else
 * is encoded straight into the slot and decoded straight out of it.
 *
 * @param slotBytes the largest message, bytes; 0 for what the payload's data take. With a codec that moves the payload
 *     that is three times the data and 64 KiB more: JSON writes a random double in 20 characters
 */
public record SharedSlots(long slotBytes) implements Channel {
    private static final long MOST_BYTES = 1L << 40;

    /** Checks the size, and rounds it up to whole pages. */
    public SharedSlots {
        if (slotBytes < 0 || slotBytes > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "slots of " + slotBytes + " bytes; from 0 (what the payload takes) to " + MOST_BYTES);
        }
        slotBytes = SlotLayout.inPages(slotBytes);
    }

    /** Slots of the size that the payload takes. */
    public SharedSlots() {
        this(0);
    }

    @Override
    public String name() {
        return slotBytes == 0 ? "slots" : "slots-" + slotBytes / 1024 + "k";
    }

    @Override
    public List<Phase> phases() {
        return List.of(Phase.INPUTS, Phase.COMPUTE, Phase.WAIT_FOR_SPACE, Phase.PRODUCE, Phase.ENCODE, Phase.WRITE);
    }

    @Override
    public Codec defaultCodec() {
        return new RawCodec();
    }

    @Override
    public boolean inPlace(Codec codec) {
        return codec.headroom() > 0;
    }

    @Override
    public long reserves(Terms terms) {
        try {
            return SlotLayout.of(terms, slotBytes).bytes();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    /** None of what was made in its slot; a stream goes into the slot and out of it. */
    @Override
    public Copied copies(boolean inPlace) {
        return new Copied(inPlace ? 0 : 2, 0);
    }

    @Override
    public Inbox open(Terms terms) {
        var layout = SlotLayout.of(terms, slotBytes);
        return new SlotsInbox(Region.create("slots", layout.bytes()), layout, terms.codec());
    }

    /** The way to the slots, for a worker. */
    record Way(String region, SlotLayout layout, Codec codec, long receiverPid) implements Connector, Composite {
        private static final long serialVersionUID = 1L;

        Way(Iterator<?> parts) {
            this((String) parts.next(), (SlotLayout) parts.next(), (Codec) parts.next(), (long) parts.next());
        }

        @Override
        public List<?> parts() {
            return List.of(region, layout, codec, receiverPid);
        }

        @Override
        public Outbox connect(int worker, Consumer<Throwable> failure) {
            return Region.open(region, shared -> new SlotsOutbox(worker, this, shared));
        }
    }
}
