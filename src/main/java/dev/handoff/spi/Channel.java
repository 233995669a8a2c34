package dev.handoff.spi;

import java.util.List;

/** How a message gets from a worker to the parent. A channel is a description; {@link #open} makes the real thing. */
public interface Channel extends Displayable {
    /**
     * The name that tables, files and the command line use.
     *
     * @return the name, lower case
     */
    String name();

    /**
     * The codec that fits this channel best.
     *
     * @return the codec that a route over this channel has unless the reader says otherwise
     */
    Codec defaultCodec();

    /**
     * Whether a flat payload is made where the parent reads it, so that none is copied and none takes memory twice.
     *
     * @param codec the codec of the messages
     * @return true for memory that is lent, with a codec that leaves a payload where it lies
     */
    default boolean inPlace(Codec codec) {
        return false;
    }

    /**
     * The memory that messages take between sender and receiver, whether there are few of them or many.
     *
     * @param terms what the channel must carry
     * @return bytes; −1 if each message under way takes as much as its payload, in whoever's memory; {@code
     *     Long.MAX_VALUE} for more than a {@code long} holds
     * @throws IllegalArgumentException if the channel cannot carry it
     */
    default long reserves(Terms terms) {
        return -1;
    }

    /**
     * Whether the workers are threads of the parent's process, because what travels is a reference.
     *
     * @return false for workers that are processes of their own
     */
    default boolean withinProcess() {
        return false;
    }

    /**
     * The phases that a worker goes through with a message, in their order; with the one that was left last it is known
     * which one a worker was in when it died. A codec that writes piece by piece comes back from {@link Phase#WRITE} to
     * {@link Phase#ENCODE}.
     *
     * @return inputs, compute, produce, wait for space, encode, write; a channel that makes payloads in place waits before
     *     it produces
     */
    default List<Phase> phases() {
        return List.of(Phase.INPUTS, Phase.COMPUTE, Phase.PRODUCE, Phase.WAIT_FOR_SPACE, Phase.ENCODE, Phase.WRITE);
    }

    /**
     * How often the bytes of a message are copied between the object that was sent and the object that is received.
     *
     * @param inPlace whether the payload is flat and the codec leaves it as it lies, as one with {@linkplain Codec#headroom()
     *     headroom} does; any other payload is a stream of bytes, which are copied into the channel's memory and out of it
     * @return the number of times, counted in encoded bytes; {@link Copied#UNDECLARED} if this channel does not say
     */
    default Copied copies(boolean inPlace) {
        return Copied.UNDECLARED;
    }

    /**
     * Refuses a codec that makes no sense here. Any codec does unless a channel says otherwise.
     *
     * @param codec the codec
     * @throws IllegalArgumentException if this channel cannot use it; it says why, and what to do
     */
    default void check(Codec codec) {}

    /**
     * Opens the parent's end. The caller closes it.
     *
     * @param terms what the channel must carry
     * @return the parent's end
     * @throws HandoffException if the system refuses the memory or the descriptors it takes
     */
    Inbox open(Terms terms);

    /**
     * What a channel must carry.
     *
     * @param workers how many workers will send
     * @param capacity how many messages may be under way at once, over all workers
     * @param codec the codec of all messages
     * @param payloadBytes the size of a flat payload; −1 if the payload is not flat or its size is not known
     */
    record Terms(int workers, int capacity, Codec codec, long payloadBytes) {}

    /**
     * How often bytes are copied, sender and receiver together. What a codec copies inside itself is not in it.
     *
     * @param user times in user space
     * @param kernel times by the system: once when they are written to a pipe, a socket or a file, once when they are read
     */
    record Copied(double user, double kernel) {
        /** Not said: NaN, never 0. */
        public static final Copied UNDECLARED = new Copied(Double.NaN, Double.NaN);
    }

    /**
     * What a reader sees of it.
     *
     * @return its name
     */
    @Override
    default String text() {
        return name();
    }
}
