package dev.handoff;

import dev.handoff.spi.Displayable;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How much of the article's experiment to run. The payload is the article's 54 MB at every scale. */
public enum Scale implements Displayable {
    /** 4 workers, 3 messages each: to see that it works. */
    QUICK(4, 3, 4),
    /** 16 workers, 7 messages each, just enough to fill the queue: under four minutes on 2 cores. */
    STANDARD(16, 7, 100),
    /** 16 workers, 100 messages each, as in the article. */
    ARTICLE(16, 100, 100);

    private static final String VARIABLE = "HANDOFF_SCALE";

    private final int workers;
    private final int messages;
    private final int capacity;

    Scale(int workers, int messages, int capacity) {
        this.workers = workers;
        this.messages = messages;
        this.capacity = capacity;
    }

    /**
     * The scale that the environment variable {@code HANDOFF_SCALE} names; standard if it is not set.
     *
     * @return the scale
     * @throws IllegalArgumentException if it names none
     */
    public static Scale current() {
        var name = System.getenv(VARIABLE);
        return name == null || name.isEmpty() ? STANDARD : named(name);
    }

    /**
     * A scale by its name.
     *
     * @param name {@code quick}, {@code standard} or {@code article}
     * @return the scale
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Scale named(String name) {
        return Arrays.stream(values())
                .filter(scale -> scale.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("scale \"" + name + "\" is not one of "
                        + Arrays.stream(values()).map(Scale::label).collect(Collectors.joining(", "))));
    }

    /**
     * The name that the command line uses.
     *
     * @return the name in lower case
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * How many workers.
     *
     * @return their number
     */
    public int workers() {
        return workers;
    }

    /**
     * How many messages of each worker.
     *
     * @return their number
     */
    public int messages() {
        return messages;
    }

    /**
     * How many messages may be under way at once.
     *
     * @return their number
     */
    public int capacity() {
        return capacity;
    }

    @Override
    public String text() {
        return "%s: %d workers × %d messages, at most %d under way".formatted(label(), workers, messages, capacity);
    }
}
