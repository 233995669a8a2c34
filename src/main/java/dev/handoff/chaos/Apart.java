package dev.handoff.chaos;

import dev.handoff.channel.NamedFiles;
import dev.handoff.channel.Storage;
import dev.handoff.chaos.Verdict.Kind;
import dev.handoff.engine.Jvm;
import dev.handoff.engine.Pool;
import dev.handoff.memory.ProcessIdentity;
import dev.handoff.spi.Channel.Terms;
import dev.handoff.spi.HandoffException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A round whose parent is a process of its own: because it is killed, or because of what it may use. However it ends, its
 * workers must be gone with it within 5 seconds.
 */
final class Apart {
    private static final long LIMIT_NS = 5_000_000_000L;
    private static final long ROUND_LIMIT_S = 120;
    private static final long LOOK_NS = 2_000_000;
    private static final int KILLED = 128 + 9;
    private static final int NOBODY = 65534;
    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
    /** A parent alone has more threads than the fewest, a round with two workers fewer than the most. */
    private static final int FEWEST_THREADS = 14;

    private static final int MOST_THREADS = 50;

    private Apart() {}

    static boolean isFor(Fault fault) {
        return switch (fault) {
            case PARENT_KILLED, FULL, FORBIDDEN, NO_PROCESSES -> true;
            default -> false;
        };
    }

    /** The parent: a round with a number of the matrix and a seed. Says what came of it. */
    public static void main(String[] arguments) {
        var cell = Cell.all().get(Integer.parseInt(arguments[0]));
        try (var pool = new Pool(line -> {}, line -> {})) {
            var verdict = new Round(cell, Long.parseLong(arguments[1]), pool, Path.of(arguments[2])).run();
            say(verdict);
        }
    }

    private static void say(Verdict verdict) {
        var line = verdict.kind() + " " + verdict.words().replace('\n', ' ') + "\n";
        try (var out = new FileOutputStream(FileDescriptor.out)) {
            out.write(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new HandoffException("nobody listens: " + e.getMessage(), e);
        }
    }

    static Verdict round(Chaos.Draw draw, int warm, Path place) {
        var cell = draw.cell();
        var before = Audit.now(warm, place);
        try {
            var parent = parent(draw, place);
            parent.getOutputStream().close();
            var children = watch(parent);
            var verdict = judge(cell, parent, children);
            parent.getInputStream().close();
            if (cell.channel() instanceof NamedFiles files) {
                // what a killed parent left, the next one deletes
                files.in(place).open(new Terms(1, 1, files.defaultCodec(), 8)).close();
            }
            var left = Audit.now(warm, place);
            return left.equals(before) || verdict.isBad()
                    ? verdict
                    : new Verdict(cell, Kind.RESIDUE, left.beyond(before));
        } catch (IOException e) {
            throw new HandoffException("a parent of its own cannot be started: " + e.getMessage(), e);
        }
    }

    private static Process parent(Chaos.Draw draw, Path place) throws IOException {
        var cell = draw.cell();
        boolean memory =
                cell.channel() instanceof NamedFiles files && files.storage().inMemory();
        var where = memory ? Storage.memory().directory() : place;
        var number = Integer.toString(Cell.all().indexOf(cell));
        // a JVM that cannot start leaves no file
        var flags = List.of("-XX:+ErrorFileToStderr", "-XX:-CreateCoredumpOnCrash");
        var builder = Jvm.command(flags, Apart.class.getName(), number, "" + draw.seed(), where.toString());
        builder.command(Stream.concat(starter(draw, where).stream(), builder.command().stream())
                .toList());
        return builder.redirectErrorStream(true).start();
    }

    /** What starts the parent where it shall be short of something. */
    private static List<String> starter(Chaos.Draw draw, Path where) throws IOException {
        return switch (draw.cell().fault()) {
            case FULL -> behind(List.of("unshare", "-rm"), "mount -t tmpfs -o size=1m tmpfs \"$0\"", where.toString());
            case NO_PROCESSES -> {
                int threads = new SplittableRandom(draw.seed()).nextInt(FEWEST_THREADS, MOST_THREADS);
                yield behind(asOrdinaryUser(where), "ulimit -u \"$0\"", Integer.toString(threads));
            }
            case FORBIDDEN -> asOrdinaryUser(where);
            default -> List.of();
        };
    }

    /** For root there are no limits and no modes: what starts the parent as somebody else, whose the place is then. */
    private static List<String> asOrdinaryUser(Path place) throws IOException {
        if ((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") != 0) {
            return List.of();
        }
        Files.setAttribute(place, "unix:uid", NOBODY);
        return AS_NOBODY;
    }

    private static List<String> behind(List<String> starter, String command, String argument) {
        return Stream.concat(starter.stream(), Stream.of("bash", "-c", command + " && exec \"$@\"", argument))
                .toList();
    }

    /** Until the parent has ended: all of its children that were seen. */
    private static List<ProcessIdentity> watch(Process parent) {
        List<ProcessIdentity> seen = new ArrayList<>();
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(ROUND_LIMIT_S);
        while (parent.isAlive() && System.nanoTime() < until) {
            parent.children().forEach(child -> {
                if (seen.stream().noneMatch(known -> known.pid() == child.pid())) {
                    try {
                        seen.add(ProcessIdentity.of(child.pid()));
                    } catch (HandoffException e) {
                        // it has ended meanwhile
                    }
                }
            });
            LockSupport.parkNanos(LOOK_NS);
            if (Thread.currentThread().isInterrupted()) {
                parent.destroyForcibly();
                throw new HandoffException("interrupted while the end of a parent was awaited");
            }
        }
        return seen;
    }

    private static Verdict judge(Cell cell, Process parent, List<ProcessIdentity> children) throws IOException {
        if (parent.isAlive()) {
            parent.descendants().forEach(ProcessHandle::destroyForcibly);
            parent.destroyForcibly();
            return new Verdict(cell, Kind.HUNG, "the parent lives on");
        }
        long until = System.nanoTime() + LIMIT_NS;
        while (System.nanoTime() < until && children.stream().anyMatch(ProcessIdentity::isAlive)) {
            LockSupport.parkNanos(LOOK_NS);
        }
        long orphans = children.stream().filter(ProcessIdentity::isAlive).count();
        if (orphans > 0) {
            return new Verdict(cell, Kind.RESIDUE, orphans + " workers outlive their parent by 5 s");
        }
        if (cell.fault() == Fault.PARENT_KILLED && parent.exitValue() == KILLED) {
            return new Verdict(cell, Kind.WELL, children.size() + " workers ended with their parent");
        }
        var said = parent.inputReader().lines().toList();
        for (var kind : Kind.values()) {
            if (!said.isEmpty() && said.getLast().startsWith(kind + " ")) {
                return new Verdict(
                        cell, kind, said.getLast().substring(kind.name().length() + 1));
            }
        }
        return new Verdict(cell, Kind.MISSED, "the parent ended with " + parent.exitValue() + ", having said " + said);
    }
}
