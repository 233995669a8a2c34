package dev.handoff.memory;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.handoff.spi.HandoffException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts processes, whole or not at all. The JDK starts a process first and a thread that waits for its end then; where there
 * may be no more threads, it throws and leaves the process running, with pipes that nobody can close (JDK 25.0.3). For any
 * thread.
 */
public final class ChildProcess {
    /** By which a process is found whose number nobody was told. */
    private static final String MARK = "HANDOFF_CHILD";

    private static final AtomicLong STARTED = new AtomicLong();
    private static final Path PROC = Path.of("/proc");
    private static final Path OURS = PROC.resolve("self/fd");

    /** What the system counts the starts of processes in, on every Linux. */
    private static final long TICK_NS = 10_000_000;

    private ChildProcess() {}

    /**
     * Starts a process, and makes something of it.
     *
     * @param <T> what is made
     * @param builder of the process; it is given an environment variable more
     * @param making makes it, with threads of its own, perhaps; if it throws, the process is killed
     * @return what was made
     * @throws IOException as of {@link ProcessBuilder#start}
     * @throws OutOfMemoryError if there may be no more threads; nothing of the process is left then
     */
    public static <T> T start(ProcessBuilder builder, Function<Process, T> making) throws IOException {
        var process = start(builder);
        try {
            return making.apply(process);
        } catch (Throwable e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static Process start(ProcessBuilder builder) throws IOException {
        var mark = ProcessHandle.current().pid() + "-" + STARTED.incrementAndGet();
        builder.environment().put(MARK, mark);
        var before = descriptors();
        long from = System.nanoTime();
        try {
            return builder.start();
        } catch (OutOfMemoryError e) {
            end(mark, from);
            var since = descriptors();
            since.removeAll(before);
            since.stream().filter(ChildProcess::leadsNowhere).forEach(Libc::close);
            throw e;
        }
    }

    private static void end(String mark, long fromNs) throws IOException {
        long since = ticksSinceBoot() - Math.ceilDiv(System.nanoTime() - fromNs, TICK_NS);
        try (var children = ProcessHandle.current().children()) {
            for (var child : children.toList()) {
                if (isStranded(child.pid(), mark, since)) {
                    child.destroyForcibly();
                    Libc.waitpid(child.pid());
                }
            }
        }
    }

    /** A process that is ending shows neither environment nor arguments any more: it is asked again until it has ended. */
    private static boolean isStranded(long pid, String mark, long since) {
        try {
            var identity = ProcessIdentity.of(pid);
            while (identity.isAlive()) {
                var environment = shown(pid, "environ");
                if (!environment.isEmpty() || !shown(pid, "cmdline").isEmpty()) {
                    return List.of(environment.split("\0")).contains(MARK + "=" + mark);
                }
                Thread.onSpinWait();
            }
            return identity.startTicks() >= since; // it may get no threads either, and end by itself
        } catch (HandoffException e) {
            return false; // another one, which is gone
        }
    }

    /** Nothing where there is nothing, where the process is ending, and where it is another user's. */
    private static String shown(long pid, String what) {
        try {
            return Files.readString(PROC.resolve(pid + "/" + what), ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private static long ticksSinceBoot() throws IOException {
        var seconds = Files.readString(PROC.resolve("uptime")); // since boot, and others behind a space
        return (long) (Double.parseDouble(seconds.substring(0, seconds.indexOf(' '))) * 1e9 / TICK_NS);
    }

    /** The numbers of all that this process has open. */
    private static Set<Integer> descriptors() {
        var names = OURS.toFile().list(); // a listing of paths takes ten times as long, and each start asks for it
        return Stream.of(names == null ? new String[0] : names)
                .map(Integer::valueOf)
                .collect(Collectors.toSet());
    }

    /** Whether it is a pipe that nobody has the other end of. */
    private static boolean leadsNowhere(int descriptor) {
        try {
            return PollSet.isHungUp(descriptor)
                    && Files.readSymbolicLink(OURS.resolve("" + descriptor))
                            .toString()
                            .startsWith("pipe:");
        } catch (IOException e) {
            return false; // closed meanwhile
        }
    }
}
