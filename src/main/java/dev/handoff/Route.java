package dev.handoff;

import dev.handoff.channel.PipeQueue;
import dev.handoff.channel.SharedSlots;
import dev.handoff.spi.Channel;
import dev.handoff.spi.Codec;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One complete way to travel: a codec on a channel.
 *
 * @param channel how the bytes get from a worker to the parent
 * @param codec how the object becomes bytes
 */
public record Route(Channel channel, Codec codec) {
    /**
     * What {@code multiprocessing.Queue} is in Python: one pipe, a lock, a semaphore, a feeder thread in each worker; with
     * Java serialization.
     *
     * @return the route named {@code queue}
     */
    public static Route queue() {
        return queue(0);
    }

    /**
     * The same, with a larger or smaller pipe.
     *
     * @param pipeBytes how much the pipe holds; 0 for what the system gives, 64 KiB on Linux
     * @return the route named {@code queue}
     */
    public static Route queue(int pipeBytes) {
        return over(new PipeQueue(pipeBytes));
    }

    /**
     * Shared memory without copies: the payload is made in its slot and read where it lies.
     *
     * @return the route named {@code slots}
     */
    public static Route slots() {
        return over(new SharedSlots());
    }

    /**
     * A channel with the codec that fits it best.
     *
     * @param channel the channel
     * @return the route
     */
    public static Route over(Channel channel) {
        return new Route(channel, channel.defaultCodec());
    }

    /**
     * Every route.
     *
     * @return the routes, each with its own codec
     */
    public static List<Route> all() {
        return List.of(queue(), slots());
    }

    /**
     * A route by its name, with its own codec or another.
     *
     * @param text the name of a channel, for instance {@code slots}; or of a channel and a codec: {@code queue/raw}
     * @return the route
     * @throws IllegalArgumentException if there is none of that name; it lists those there are
     */
    public static Route named(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? ofChannel(text)
                : ofChannel(text.substring(0, slash)).with(Codecs.named(text.substring(slash + 1)));
    }

    private static Route ofChannel(String name) {
        return all().stream()
                .filter(route -> route.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("route \"" + name + "\" is not one of "
                        + all().stream().map(Route::name).collect(Collectors.joining(", "))));
    }

    /**
     * The same channel with another codec.
     *
     * @param other the codec
     * @return the route
     */
    public Route with(Codec other) {
        return new Route(channel, other);
    }

    /**
     * How often the bytes of a payload are copied on this route, as its channel declares it, without what the codec copies
     * inside itself. {@link Results#copies} has what was measured.
     *
     * @param flat whether the payload is flat
     * @return the number of times, counted in encoded bytes
     */
    public Channel.Copied copies(boolean flat) {
        return channel.copies(flat && codec.inPlace());
    }

    /**
     * The name that tables, files and the command line use.
     *
     * @return the name of the channel
     */
    public String name() {
        return channel.name();
    }
}
