package dev.handoff;

import dev.handoff.channel.NamedFiles;
import dev.handoff.channel.PipeQueue;
import dev.handoff.channel.Pipes;
import dev.handoff.channel.Ring;
import dev.handoff.channel.SharedSlots;
import dev.handoff.channel.Sockets;
import dev.handoff.channel.Threads;
import dev.handoff.spi.Channel;
import dev.handoff.spi.Codec;
import dev.handoff.spi.Displayable;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One complete way to travel: a codec on a channel.
 *
 * @param channel how the bytes get from a worker to the parent
 * @param codec how the object becomes bytes
 */
public record Route(Channel channel, Codec codec) implements Displayable {
    /** A channel with a size, as its name tells it. */
    private static final Pattern SIZED =
            Pattern.compile("(?<channel>queue|pipes|ring|slots)-(?<size>\\d{1,12})(?<kib>k?)");

    private static final String WHOSE = "a route";
    private static final String CHANNEL = "a channel, such as that of Route.queue()";

    /** Refuses a pair that makes no sense. */
    public Route {
        Given.needed(channel, WHOSE, CHANNEL);
        Given.needed(codec, WHOSE, "a codec, such as Codecs.java()");
        channel.check(codec);
    }

    /**
     * Any codec on any channel.
     *
     * @param codec how the object becomes bytes
     * @param channel how the bytes get from a worker to the parent
     * @return the route
     * @throws IllegalArgumentException if the pair makes no sense; it says why
     */
    public static Route of(Codec codec, Channel channel) {
        return new Route(channel, codec);
    }

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
     * @return the route, named {@code queue-1024k} for a mebibyte
     */
    public static Route queue(int pipeBytes) {
        return over(new PipeQueue(pipeBytes));
    }

    /**
     * What {@code multiprocessing.Pipe} is in Python: a pipe for each worker, and no lock; with raw bytes.
     *
     * @return the route named {@code pipes}
     */
    public static Route pipes() {
        return pipes(0);
    }

    /**
     * The same, with larger or smaller pipes.
     *
     * @param pipeBytes how much each pipe holds; 0 for what the system gives, 64 KiB on Linux
     * @return the route, named {@code pipes-1024k} for a mebibyte
     */
    public static Route pipes(int pipeBytes) {
        return over(new Pipes(pipeBytes));
    }

    /**
     * A connection of the Unix domain for each worker.
     *
     * @return the route named {@code unix-socket}
     */
    public static Route unixSocket() {
        return over(Sockets.unix());
    }

    /**
     * A TCP connection for each worker, on the loopback interface.
     *
     * @return the route named {@code tcp}
     */
    public static Route tcp() {
        return over(Sockets.tcp());
    }

    /**
     * Shared memory with copies: each worker copies into a ring of its own, and the parent copies out of it. A ring
     * holds what its worker may have under way: at least 1 MiB, and at most 8 MiB over all workers, if that is more.
     *
     * @return the route named {@code ring}
     */
    public static Route ring() {
        return over(new Ring(0));
    }

    /**
     * The same, with larger or smaller rings.
     *
     * @param bytes how much each ring holds, a power of two of at least 4096
     * @return the route, named {@code ring-64k} for 64 KiB
     */
    public static Route ring(int bytes) {
        return over(new Ring(bytes));
    }

    /**
     * Every message is a file whose name is handed over; with the raw codec.
     *
     * @return the route named {@code files}
     */
    public static Route files() {
        return files(files -> files);
    }

    /**
     * The same with other settings.
     *
     * @param how changes them, for instance {@code files -> files.synced().mapped()}
     * @return the route, whose name tells the settings: {@code files-synced-mapped}
     */
    public static Route files(UnaryOperator<NamedFiles> how) {
        Given.needed(how, WHOSE, "what changes the files, such as files -> files.mapped()");
        return over(how.apply(NamedFiles.onDisk()));
    }

    /**
     * Shared memory without copies: the payload is made in its slot and read where it lies.
     *
     * @return the route named {@code slots}
     */
    public static Route slots() {
        return slots(0);
    }

    /**
     * The same, with slots of a given size: for objects whose size is not known before they are encoded.
     *
     * @param slotBytes the largest message, bytes; 0 for what the payload takes
     * @return the route named {@code slots}, or with a size {@code slots-1024k} and the like
     */
    public static Route slots(long slotBytes) {
        return over(new SharedSlots(slotBytes));
    }

    /**
     * No second process: workers are threads of this one, and what travels is a reference. There is no codec.
     *
     * @return the route named {@code threads}
     */
    public static Route threads() {
        return over(new Threads());
    }

    /**
     * A channel with the codec that fits it best.
     *
     * @param channel the channel
     * @return the route
     */
    public static Route over(Channel channel) {
        Given.needed(channel, WHOSE, CHANNEL);
        return new Route(channel, channel.defaultCodec());
    }

    /**
     * Every route, with the settings that tell something without a long wait. The channels of other libraries, which are
     * found by {@code ServiceLoader}, come last.
     *
     * @return the routes, each with its own codec
     */
    public static List<Route> all() {
        var own = Stream.of(
                queue(),
                pipes(),
                unixSocket(),
                tcp(),
                files(),
                files(NamedFiles::mapped),
                files(NamedFiles::inMemory),
                ring(),
                slots(),
                threads());
        var others = ServiceLoader.load(Channel.class).stream().map(ServiceLoader.Provider::get);
        return Stream.concat(own, others.map(Route::over)).toList();
    }

    /**
     * A route by its name, with its own codec or another.
     *
     * @param text the name of a channel, for instance {@code slots}; or of a channel and a codec: {@code queue/raw}. A size
     *     stands behind it, in bytes or in KiB: {@code pipes-1024k}. Of files it may have any setting, see {@link
     *     NamedFiles#named}.
     * @return the route
     * @throws IllegalArgumentException if there is none of that name; it lists those there are
     */
    public static Route named(String text) {
        Given.needed(text, WHOSE, "a name, such as \"slots\"");
        int slash = text.indexOf('/');
        return slash < 0
                ? ofChannel(text)
                : ofChannel(text.substring(0, slash)).with(Codecs.named(text.substring(slash + 1)));
    }

    private static Route ofChannel(String name) {
        return all().stream()
                .filter(route -> route.name().equals(name))
                .findFirst()
                .or(() -> NamedFiles.named(name).map(Route::over))
                .or(() -> sized(name))
                .orElseThrow(() -> new IllegalArgumentException("route \"" + name + "\" is not one of "
                        + all().stream().map(Route::name).collect(Collectors.joining(", "))));
    }

    private static Optional<Route> sized(String name) {
        var sized = SIZED.matcher(name);
        if (!sized.matches()) {
            return Optional.empty();
        }
        long bytes = Long.parseLong(sized.group("size")) * (sized.group("kib").isEmpty() ? 1 : 1024);
        var channel = sized.group("channel");
        if (channel.equals("slots")) {
            return Optional.of(slots(bytes));
        } else if (bytes > Integer.MAX_VALUE) {
            return Optional.empty();
        }
        return Optional.of(
                switch (channel) {
                    case "queue" -> queue((int) bytes);
                    case "pipes" -> pipes((int) bytes);
                    default -> ring((int) bytes);
                });
    }

    /**
     * The same channel with another codec.
     *
     * @param other the codec
     * @return the route
     * @throws IllegalArgumentException if the pair makes no sense; it says why
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
        return channel.copies(flat && codec.headroom() > 0);
    }

    /**
     * The name that tables, files and the command line use.
     *
     * @return the name of the channel
     */
    public String name() {
        return channel.name();
    }

    @Override
    public String text() {
        return name() + "/" + codec.name();
    }

    /** Channel and codec, as {@link #named} reads them; not where files of a directory of the reader's lie. */
    @Override
    public String toString() {
        return text();
    }
}
