package dev.handoff.channel;

import dev.handoff.memory.Region;
import dev.handoff.memory.Words;
import dev.handoff.spi.Channel;
import dev.handoff.spi.Connector;
import dev.handoff.spi.Draft;
import dev.handoff.spi.ForwardingChannel;
import dev.handoff.spi.ForwardingInbox;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Outbox;
import dev.handoff.spi.Stopwatch;
import java.util.function.Consumer;

/** Slots that are full of nonsense whenever they are lent: what a worker does not write, nobody takes for its own. */
public record PoisonedSlots() implements ForwardingChannel {
    static final byte POISON = (byte) 0xA5;

    private static final SharedSlots REAL = new SharedSlots();

    @Override
    public Channel real() {
        return REAL;
    }

    @Override
    public Inbox open(Terms terms) {
        return new End(REAL.open(terms));
    }

    private record End(Inbox real) implements ForwardingInbox {
        @Override
        public Connector connector() {
            return new Way((SharedSlots.Way) real.connector());
        }
    }

    private record Way(SharedSlots.Way real) implements Connector {
        private static final long serialVersionUID = 1L;

        @Override
        public Outbox connect(int worker, Consumer<Throwable> failure) {
            return new Poisoner(worker, real.layout(), Region.open(real.region()), real.connect(worker, failure));
        }
    }

    private record Poisoner(int worker, SlotLayout layout, Region region, Outbox real) implements Outbox {
        /** Slots that were given back are free until this worker takes them, and nobody else may. */
        @Override
        public Draft draft(long sequence, Stopwatch watch) {
            var memory = region.segment();
            var place = layout.place(worker);
            for (int slot = 0; slot < place.slots(); slot++) {
                if ((int) Words.INT.getAcquire(memory, place.state(slot)) == 0) {
                    place.slot(memory, slot).fill(POISON);
                }
            }
            return real.draft(sequence, watch);
        }

        @Override
        public void close() {
            try (region) {
                real.close();
            }
        }
    }
}
