package dev.handoff;

import dev.handoff.baseline.PythonTwin;
import dev.handoff.spi.Deadline;
import java.time.Duration;
import java.util.List;

/** The Python that the twins run in, for a few lines of one's own: to look at shared memory from another language. */
public final class Python {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private Python() {}

    /**
     * Runs a few lines of Python in a process of their own, for at most a minute.
     *
     * @param script the lines
     * @param arguments what they find in {@code sys.argv}, from the second place on
     * @return what they printed
     * @throws dev.handoff.spi.HandoffException if there is no Python with NumPy, or the lines fail; it has what Python said
     */
    public static String run(String script, String... arguments) {
        return PythonTwin.find().run(script, List.of(arguments), Deadline.in(LIMIT));
    }
}
