package dev.handoff.engine;

import dev.handoff.shipping.Packed;
import dev.handoff.spi.Arm;
import dev.handoff.spi.Channel;
import dev.handoff.spi.Codec;
import dev.handoff.spi.Computation;
import dev.handoff.spi.OnWorkerDeath;
import dev.handoff.spi.Payload;
import java.time.Duration;

/**
 * One run, fully described.
 *
 * @param computation what each worker computes for a message
 * @param payload what it makes
 * @param arm what happens to the payload
 * @param channel how a message travels
 * @param codec how it is encoded
 * @param size how much of it there is
 * @param conditions how it is measured
 * @param repeat the number of the repeat, from 0
 */
public record Plan(
        Computation computation,
        Payload<?> payload,
        Arm arm,
        Channel channel,
        Codec codec,
        Size size,
        Conditions conditions,
        int repeat) {

    /**
     * How large a run is.
     *
     * @param workers how many workers
     * @param messages how many messages of each
     * @param capacity how many messages may be under way at once
     */
    public record Size(int workers, int messages, int capacity) {
        /**
         * All messages.
         *
         * @return workers × messages
         */
        public long total() {
            return (long) workers * messages;
        }
    }

    /**
     * How a run is measured.
     *
     * @param seed of all random numbers
     * @param warmUp how many messages each worker sends before, which are not counted; with 0, new workers do not
     *     rehearse either
     * @param ledger whether each message's phases are recorded
     * @param limit how long the run may take in all
     * @param onWorkerDeath what becomes of the run when a worker dies while it is measured
     */
    public record Conditions(long seed, int warmUp, boolean ledger, Duration limit, OnWorkerDeath onWorkerDeath) {
        /** Checks that a run that goes on without a worker can say what it was doing. */
        public Conditions {
            if (onWorkerDeath != OnWorkerDeath.FAIL && !ledger) {
                throw new IllegalArgumentException(
                        "a run that goes on without a worker reads from the ledger what it was"
                                + " doing when it died; keep the ledger, or let the run fail");
            }
        }

        /**
         * Conditions under which a run fails when a worker dies.
         *
         * @param seed of all random numbers
         * @param warmUp how many messages each worker sends before
         * @param ledger whether each message's phases are recorded
         * @param limit how long the run may take in all
         */
        public Conditions(long seed, int warmUp, boolean ledger, Duration limit) {
            this(seed, warmUp, ledger, limit, OnWorkerDeath.FAIL);
        }
    }

    /** The same of another size. */
    Plan sized(Size other) {
        return new Plan(computation, payload, arm, channel, codec, other, conditions, repeat);
    }

    /**
     * The terms on which the channel is opened: in a light run it carries nothing large. The codec is told what the payload
     * is made of.
     */
    Channel.Terms terms() {
        long bytes = arm == Arm.LIGHT ? 0 : payload.bytes();
        return new Channel.Terms(size.workers(), size.capacity(), codec.allowing(payload.types()), bytes);
    }

    /**
     * What a worker needs besides its class path: nothing, unless a notebook's cells declared what is computed or sent.
     *
     * @return the code and the variables, as they are now
     * @throws dev.handoff.spi.HandoffException if something cannot be sent; it says what, and what to do
     */
    public Packed code() {
        return Packed.of(computation, payload, codec.allowing(payload.types()), channel.getClass());
    }
}
