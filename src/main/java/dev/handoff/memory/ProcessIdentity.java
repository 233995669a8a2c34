package dev.handoff.memory;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.handoff.spi.HandoffException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Which process it is, for good: its id, which the system gives again to others, and when it started. So a death can be
 * told even when the id is in use again. Both fit one {@code long}, which one compare-and-set can store:
 *
 * <pre>
 *  62 ........ 22   21 .... 0
 * +--------------+-----------+
 * | start, ticks |    pid    |
 * +--------------+-----------+
 * </pre>
 *
 * @param pid the process's id; Linux gives less than 2<sup>22</sup>
 * @param startTicks when it started, in clock ticks since the machine did, as {@code /proc/<pid>/stat} says it
 */
public record ProcessIdentity(long pid, long startTicks) {
    private static final int PID_BITS = 22;

    // places in stat, counted from behind the name: proc(5) counts the name as 2
    private static final int STATE = 0;
    private static final int THREADS = 17;
    private static final int START = 19;

    /**
     * This process.
     *
     * @return its identity
     */
    public static ProcessIdentity current() {
        return of(ProcessHandle.current().pid());
    }

    /**
     * A process that is there.
     *
     * @param pid its id
     * @return its identity
     * @throws HandoffException if there is no such process
     */
    public static ProcessIdentity of(long pid) {
        var stat = stat(pid);
        if (stat.isEmpty()) {
            throw new HandoffException("there is no process " + pid);
        }
        return new ProcessIdentity(pid, Long.parseLong(stat.get(START)));
    }

    /**
     * Reads what {@link #toLong} returned.
     *
     * @param packed the identity
     * @return the same
     */
    public static ProcessIdentity fromLong(long packed) {
        return new ProcessIdentity(packed & ((1L << PID_BITS) - 1), packed >>> PID_BITS);
    }

    /**
     * The identity as a number, never negative.
     *
     * @return start and id in one
     */
    public long toLong() {
        return startTicks << PID_BITS | pid;
    }

    /**
     * Whether any thread of the process may still do something.
     *
     * @return false once it has ended, whether its parent has taken notice or not
     * @throws HandoffException if it is there and cannot be looked at: this process has no descriptors left
     */
    public boolean isAlive() {
        var stat = stat(pid);
        if (stat.isEmpty() || Long.parseLong(stat.get(START)) != startTicks) {
            return false;
        }
        // the first thread of a process stays as a zombie until the last one has ended
        boolean ended = "ZX".contains(stat.get(STATE)) && Integer.parseInt(stat.get(THREADS)) <= 1;
        return !ended;
    }

    /** What stands behind the name, which is in parentheses and may contain some; nothing if there is no process. */
    private static List<String> stat(long pid) {
        var process = Path.of("/proc/" + pid);
        try {
            var stat = Files.readString(process.resolve("stat"), ISO_8859_1); // a name may be any bytes
            return List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
        } catch (IOException e) {
            if (Files.exists(process)) { // it is us who cannot look, for want of a descriptor: nobody has died of that
                throw new HandoffException("process " + pid + " cannot be looked at: " + e.getMessage(), e);
            }
            return List.of();
        }
    }
}
