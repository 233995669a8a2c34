package dev.handoff.chaos;

import dev.handoff.baseline.PythonTwin;
import dev.handoff.baseline.StruckQueue;
import dev.handoff.channel.PipeQueue;
import dev.handoff.channel.SharedSlots;
import dev.handoff.chaos.Damage.Ending;
import dev.handoff.engine.Engine;
import dev.handoff.engine.Plan;
import dev.handoff.engine.Pool;
import dev.handoff.engine.Watch;
import dev.handoff.memory.Region;
import dev.handoff.spi.Arm;
import dev.handoff.spi.Channel;
import dev.handoff.spi.Death;
import dev.handoff.spi.Glimpse;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.OnWorkerDeath;
import dev.handoff.spi.Phase;
import dev.handoff.spi.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Strikes Java's queue and slots, and Python's queue and shared memory, and tells what became of them. */
public final class Striking {
    /** A program in Python that has not ended by then, with its start, never will. */
    private static final Duration PYTHON_LIMIT = Duration.ofSeconds(5);
    /** Of a run of ours, once its workers are there; a worker that is stopped for ever takes all of it. */
    private static final Duration STOPPED_LIMIT = Duration.ofSeconds(3);

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final List<Channel> CHANNELS = List.of(new PipeQueue(0), new SharedSlots());
    private static final List<String> WAYS = List.of("queue", "shared_memory");
    private static final Plan.Size SIZE = new Plan.Size(2, 6, 4);
    private static final int VICTIM = 0;
    private static final int MESSAGE = 2;
    private static final long DELAY_NS = 2_000_000;
    /** One takes half a second. */
    private static final int TRIES = 20;

    private final Pool pool;
    private final Path place;

    private Striking(Pool pool, Path place) {
        this.pool = pool;
        this.place = place;
    }

    /**
     * Strikes, every way with each fault.
     *
     * @param strikes the faults
     * @param python the Python to strike
     * @return what became of them: for each fault Java's ways, then Python's
     * @throws HandoffException if a run cannot be begun, or the calling thread is interrupted
     */
    public static Damages run(List<Strike> strikes, PythonTwin python) {
        var cells = strikes.stream()
                .flatMap(strike -> WAYS.stream()
                        .map(way -> way + "/" + strike.fault().label() + "/"
                                + strike.phase().label()))
                .toList();
        var struck = python.strike(cells, PYTHON_LIMIT);
        List<Damage> rows = new ArrayList<>();
        var place = Chaos.place();
        try (var pool = new Pool(line -> {}, line -> {})) {
            var striking = new Striking(pool, place);
            var ends = struck.iterator();
            for (var strike : strikes) {
                CHANNELS.stream()
                        .flatMap(channel -> striking.java(strike, channel))
                        .forEach(rows::add);
                WAYS.forEach(way -> rows.add(python(strike, way, ends.next())));
            }
        } finally {
            Chaos.delete(place);
        }
        return new Damages(rows);
    }

    private Stream<Damage> java(Strike strike, Channel channel) {
        if (!channel.phases().contains(strike.phase())) {
            return Stream.empty();
        }
        var cell = new Cell(strike.phase(), channel, strike.fault());
        if (strike.fault() == Fault.PARENT_KILLED) {
            return Stream.of(parentKilled(strike, cell));
        }
        var tried = Stream.generate(() -> audited(strike, cell)).limit(TRIES).iterator();
        var damage = tried.next();
        while (!isInTime(damage) && tried.hasNext()) {
            damage = tried.next();
        }
        return Stream.of(damage);
    }

    /** Whether the message was struck and not a later one: who is killed while it writes may just have finished. */
    private static boolean isInTime(Damage damage) {
        var lost = "message " + MESSAGE + " (" + damage.strike().phase().label() + ")";
        return damage.ending() != Ending.LISTED || damage.told().contains(lost);
    }

    private Damage audited(Strike strike, Cell cell) {
        var before = Audit.now(pool.size(), place);
        var damage = struck(strike, cell);
        pool.closeTheDead();
        var after = Audit.now(pool.size(), place);
        return after.equals(before) ? damage : damage.leaving(after.beyond(before));
    }

    private Damage struck(Strike strike, Cell cell) {
        var seen = new Seen();
        // where bytes are carried, so that some of them are written already
        boolean late = strike.phase() == Phase.WRITE && cell.channel() instanceof PipeQueue;
        long from = System.nanoTime();
        try (var region = Region.create("strike", Ambush.bytes(SIZE.workers()))) {
            var ambush = new Ambush(region.path(), strike.phase(), strike.fault(), VICTIM, MESSAGE, 0, late);
            try (var trap = new Trap(region, ambush, cell, DELAY_NS, place)) {
                var run = new Engine(pool).run(plan(cell, ambush, trap), seen);
                var ending = run.outcome() == Run.Outcome.COMPLETE ? Ending.COMPLETE : Ending.LISTED;
                var told = run.deaths().stream().map(Death::text).collect(Collectors.joining("; "));
                return damage(strike, cell, ending, run.received(), told, from);
            } catch (HandoffException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                return damage(strike, cell, Ending.REFUSED, seen.received(), e.getMessage(), from);
            }
        }
    }

    private static Plan plan(Cell cell, Ambush ambush, Trap trap) {
        var channel = cell.channel();
        var limit = cell.fault() == Fault.STOP_FOR_EVER ? STOPPED_LIMIT : LIMIT;
        return new Plan(
                new Struck.Work(ambush),
                // the parent may be reading already: then it is on its way for so long that it is struck all the same
                new Struck.Load(ambush.late() ? Struck.Load.LARGE : Struck.Load.SMALL, ambush, trap),
                Arm.HEAVY,
                new Beset(channel, ambush, trap),
                channel.defaultCodec(),
                SIZE,
                new Plan.Conditions(0, 0, true, limit, OnWorkerDeath.CONTINUE),
                0);
    }

    /** The moment may not come; then once more. */
    private Damage parentKilled(Strike strike, Cell cell) {
        long from = System.nanoTime();
        var verdict = Stream.iterate(0L, seed -> seed + 1)
                .limit(TRIES)
                .map(seed -> Apart.round(new Chaos.Draw(cell, seed), pool.size(), place))
                .filter(round -> round.kind() != Verdict.Kind.MISSED)
                .findFirst()
                .orElseThrow(() -> new HandoffException(
                        "the parent was never killed in " + strike.phase().label()));
        boolean whole = verdict.kind() == Verdict.Kind.WELL;
        var ending = whole ? Ending.WORKERS_END : Ending.WORKERS_LIVE_ON;
        var damage = damage(strike, cell, ending, Damage.NOBODY_KNOWS, "", from);
        return whole ? damage : damage.leaving(verdict.words());
    }

    private static Damage damage(Strike strike, Cell cell, Ending ending, long received, String told, long fromNs) {
        double seconds = (System.nanoTime() - fromNs) / 1e9;
        var way = "Java " + cell.channel().name();
        return new Damage(strike, way, ending, received, SIZE.total(), told, seconds, "");
    }

    private static Damage python(Strike strike, String way, StruckQueue end) {
        var left = Stream.of(
                        words(end.processes(), "process", "processes"), words(end.segments(), "segment", "segments"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
        return new Damage(
                strike,
                "Python " + way,
                ending(strike, end),
                strike.fault() == Fault.PARENT_KILLED ? Damage.NOBODY_KNOWS : end.received(),
                end.total(),
                end.told(),
                end.seconds(),
                left);
    }

    private static Ending ending(Strike strike, StruckQueue end) {
        if (strike.fault() == Fault.PARENT_KILLED) {
            return end.processes() == 0 ? Ending.WORKERS_END : Ending.WORKERS_LIVE_ON;
        } else if (end.hangs()) {
            return Ending.HANGS;
        } else if (end.received() == end.total()) {
            return Ending.COMPLETE;
        }
        return end.othersWhole() ? Ending.UNSAID : Ending.REFUSED;
    }

    private static Optional<String> words(int count, String one, String many) {
        return count == 0 ? Optional.empty() : Optional.of(count + " " + (count == 1 ? one : many));
    }

    /** How far a run came that failed. */
    private static final class Seen implements Watch {
        private long received;

        @Override
        public void look(Glimpse now) {}

        @Override
        public void brokenOff(Run run) {
            received = run.received();
        }

        long received() {
            return received;
        }
    }
}
