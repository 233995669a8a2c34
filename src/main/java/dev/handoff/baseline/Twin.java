package dev.handoff.baseline;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A way to hand messages over in Python. Each is the twin of a channel here: it has the channel's name for its route, and a
 * codec that says what Python does with the object.
 */
public enum Twin {
    /** {@code multiprocessing.Queue} with protocol 5 of pickle. */
    QUEUE_PICKLE_5("queue", "pickle-5"),
    /** {@code multiprocessing.Queue} with protocol 4 of pickle, which the article had. */
    QUEUE_PICKLE_4("queue", "pickle-4"),
    /** {@code multiprocessing.Pipe}, one for each worker, with {@code send_bytes} and {@code recv_bytes_into}. */
    PIPES("pipes", "bytes"),
    /** {@code multiprocessing.shared_memory}: made in a slot and read there. */
    SHARED_MEMORY("slots", "shared_memory"),
    /** {@code multiprocessing.sharedctypes}: one Array for all, copied into and out of while its lock is held. */
    SHAREDCTYPES("slots", "sharedctypes"),
    /** {@code np.save}, a rename, {@code np.load}. */
    FILES("files", "npy"),
    /** {@code np.save}, a rename, and mapped into memory by {@code np.load}. */
    FILES_MAPPED("files-mapped", "npy"),
    /** Threads of one process and a {@code queue.Queue}: a reference is handed over. */
    THREADS("threads", "reference");

    private final String route;
    private final String codec;

    Twin(String route, String codec) {
        this.route = route;
        this.codec = codec;
    }

    /**
     * The name of the channel whose twin this is.
     *
     * @return the route in tables and files
     */
    public String route() {
        return route;
    }

    /**
     * What Python does with the object.
     *
     * @return the codec in tables and files
     */
    public String codec() {
        return codec;
    }

    /**
     * The name that the command line uses.
     *
     * @return route and codec, for instance {@code slots/shared_memory}
     */
    public String label() {
        return route + "/" + codec;
    }

    /**
     * Twins by name.
     *
     * @param name a label, for instance {@code slots/shared_memory}; or a route, for instance {@code slots}, for all of
     *     its twins; or {@code all}
     * @return the twins, at least one
     * @throws IllegalArgumentException if there is none of that name; it lists those there are
     */
    public static List<Twin> named(String name) {
        var found = Arrays.stream(values())
                .filter(twin -> name.equals("all") || name.equals(twin.route) || name.equals(twin.label()))
                .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("twin \"" + name + "\" is not one of all, "
                    + Arrays.stream(values()).map(Twin::route).distinct().collect(Collectors.joining(", ")) + ", "
                    + Arrays.stream(values()).map(Twin::label).collect(Collectors.joining(", ")));
        }
        return found;
    }
}
