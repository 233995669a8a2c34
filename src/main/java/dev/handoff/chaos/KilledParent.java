package dev.handoff.chaos;

import dev.handoff.channel.NamedFiles;
import dev.handoff.chaos.Verdict.Kind;
import dev.handoff.engine.Jvm;
import dev.handoff.engine.Pool;
import dev.handoff.memory.ProcessIdentity;
import dev.handoff.spi.Channel.Terms;
import dev.handoff.spi.HandoffException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A round whose parent is killed: it is run by a process of its own, whose workers must be gone with it within 5 seconds. */
final class KilledParent {
    private static final long LIMIT_NS = 5_000_000_000L;
    private static final long ROUND_LIMIT_S = 40;
    private static final long LOOK_NS = 2_000_000;
    private static final int KILLED = 128 + 9;

    private KilledParent() {}

    /** The parent: a round with a number of the matrix and a seed. */
    public static void main(String[] arguments) {
        var cell = Cell.all().get(Integer.parseInt(arguments[0]));
        try (var pool = new Pool(line -> {}, line -> {})) {
            new Round(cell, Long.parseLong(arguments[1]), pool, Path.of(arguments[2])).run();
        }
    }

    static Verdict round(Chaos.Draw draw, int warm, Path place) {
        var cell = draw.cell();
        var before = Audit.now(warm, place);
        var number = Integer.toString(Cell.all().indexOf(cell));
        try {
            var seed = Long.toString(draw.seed());
            var parent = Jvm.command(List.of(), KilledParent.class.getName(), number, seed, place.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            parent.getOutputStream().close();
            var children = watch(parent);
            var verdict = judge(cell, parent, children);
            if (cell.channel() instanceof NamedFiles files) {
                // what a killed parent left, the next one deletes
                files.in(place).open(new Terms(1, 1, files.defaultCodec(), 8)).close();
            }
            var left = Audit.now(warm, place);
            return left.equals(before) || verdict.isBad()
                    ? verdict
                    : new Verdict(cell, Kind.RESIDUE, left.beyond(before));
        } catch (IOException e) {
            throw new HandoffException("a parent to be killed cannot be started: " + e.getMessage(), e);
        }
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
        }
        return seen;
    }

    private static Verdict judge(Cell cell, Process parent, List<ProcessIdentity> children) {
        if (parent.isAlive()) {
            parent.descendants().forEach(ProcessHandle::destroyForcibly);
            parent.destroyForcibly();
            return new Verdict(cell, Kind.HUNG, "the parent lives on");
        }
        if (parent.exitValue() != KILLED) {
            return new Verdict(cell, Kind.MISSED, "the parent ended with " + parent.exitValue());
        }
        long until = System.nanoTime() + LIMIT_NS;
        while (System.nanoTime() < until && children.stream().anyMatch(ProcessIdentity::isAlive)) {
            LockSupport.parkNanos(LOOK_NS);
        }
        long orphans = children.stream().filter(ProcessIdentity::isAlive).count();
        return orphans == 0
                ? new Verdict(cell, Kind.WELL, children.size() + " workers ended with their parent")
                : new Verdict(cell, Kind.RESIDUE, orphans + " workers outlive their parent by 5 s");
    }
}
