package dev.handoff.chaos;

import dev.handoff.channel.NamedFiles;
import dev.handoff.chaos.Verdict.Kind;
import dev.handoff.engine.Engine;
import dev.handoff.engine.Plan;
import dev.handoff.engine.Pool;
import dev.handoff.memory.Region;
import dev.handoff.spi.Arm;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Message;
import dev.handoff.spi.OnWorkerDeath;
import dev.handoff.spi.Phase;
import dev.handoff.spi.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;

/** One run with a fault in it, and what is to be said of it. */
final class Round {
    static final int WORKERS = 2;
    private static final int MESSAGES = 6;
    private static final int CAPACITY = 4;
    private static final Duration LIMIT = Duration.ofSeconds(20);
    /** When a worker is stopped for good, this is how long the run goes on. */
    private static final Duration SHORT_LIMIT = Duration.ofSeconds(1);
    /** Within which a run ends that is interrupted or whose time is up, with the start of new workers on a busy machine. */
    private static final Duration END_LIMIT = Duration.ofSeconds(15);

    private static final long LONGEST_DELAY_NS = 2_000_000;
    /** Phases that a paused parent makes last. */
    private static final Set<Phase> LASTING =
            Set.of(Phase.WAIT_FOR_SPACE, Phase.BUFFERED, Phase.WAIT_FOR_TURN, Phase.WRITE);

    private final Cell cell;
    private final Pool pool;
    private final Path place;
    private final int victim;
    private final int message;
    private final boolean late;
    private final long delayNs;

    Round(Cell cell, long seed, Pool pool, Path place) {
        var random = new SplittableRandom(seed);
        this.cell = cell;
        this.pool = pool;
        this.place = place;
        this.victim = random.nextInt(WORKERS);
        this.message = random.nextInt(MESSAGES);
        this.late = random.nextBoolean() && cell.fault().isFromOutside() && LASTING.contains(cell.phase());
        this.delayNs = random.nextLong(LONGEST_DELAY_NS);
    }

    Verdict run() {
        var before = Audit.now(pool.size(), place);
        var verdict = struck();
        if (Thread.interrupted() && cell.fault() != Fault.PARENT_INTERRUPTED) {
            verdict = new Verdict(cell, Kind.CORRUPT, "the parent is interrupted");
        }
        pool.closeTheDead();
        var left = Audit.now(pool.size(), place);
        return left.equals(before) || verdict.isBad()
                ? verdict
                : new Verdict(cell, Kind.RESIDUE, left.beyond(before) + "; " + verdict.words());
    }

    private Verdict struck() {
        long from = System.nanoTime();
        try (var region = Region.create("chaos", Ambush.bytes(WORKERS))) {
            var ambush = new Ambush(region.path(), cell.phase(), cell.fault(), victim, message, late);
            try (var trap = new Trap(region, ambush, cell, delayNs)) {
                var verdict = judged(ambush, trap);
                trap.awaitTheEnd();
                var took = Duration.ofNanos(System.nanoTime() - from);
                return took.compareTo(limit().plus(END_LIMIT)) > 0
                        ? new Verdict(cell, Kind.HUNG, "it took " + took.toMillis() + " ms; " + verdict.words())
                        : verdict;
            }
        }
    }

    private Duration limit() {
        return cell.fault() == Fault.STOP_FOR_EVER ? SHORT_LIMIT : LIMIT;
    }

    private Verdict judged(Ambush ambush, Trap trap) {
        try {
            var run = new Engine(pool).run(plan(ambush, trap), now -> {});
            return judge(run, trap);
        } catch (HandoffException e) {
            return judge(e);
        } catch (RuntimeException e) {
            return new Verdict(cell, Kind.CORRUPT, "an exception that nobody foresaw: " + e);
        }
    }

    private Plan plan(Ambush ambush, Trap trap) {
        var channel = cell.channel() instanceof NamedFiles files ? files.in(place) : cell.channel();
        var codec = channel.defaultCodec();
        boolean spoils = cell.fault() == Fault.GARBAGE || cell.fault() == Fault.TRUNCATED;
        return new Plan(
                new Struck.Work(ambush),
                new Struck.Load(ambush, trap),
                Arm.HEAVY,
                new Beset(channel, ambush, trap),
                spoils ? new Struck.Coding(codec, cell.fault()) : codec,
                new Plan.Size(WORKERS, MESSAGES, CAPACITY),
                new Plan.Conditions(0, 0, true, limit(), OnWorkerDeath.CONTINUE),
                0);
    }

    /** A run that ended: all is accounted for. */
    private Verdict judge(Run run, Trap trap) {
        long missing = run.deaths().stream().mapToLong(death -> death.missing()).sum();
        boolean counted =
                run.received() + missing == run.setup().total() && run.log().size() == run.received();
        var seen = new HashSet<String>();
        boolean once = run.log().stream().allMatch(m -> seen.add(m.worker() + "/" + m.sequence()));
        boolean onlyTheDead = run.deaths().stream().allMatch(death -> death.worker() == victim);
        boolean sums = run.log().stream().allMatch(Round::addsUp);
        var words = run.outcome().label() + ", " + run.received() + " received, " + run.deaths();
        if (!counted || !once || !onlyTheDead || !sums) {
            return new Verdict(cell, Kind.CORRUPT, words);
        }
        return switch (cell.fault().end()) {
            case COMPLETE -> verdict(run.outcome() == Run.Outcome.COMPLETE, words);
            // a worker that was killed when it had sent everything and reported so was not missed
            case RECOVERED -> {
                boolean recovered = run.outcome() == Run.Outcome.RECOVERED;
                yield !recovered && !trap.hasStruck() && cell.fault().isFromOutside()
                        ? new Verdict(cell, Kind.MISSED, words)
                        : verdict(
                                (recovered && isLostWhereItDied(run))
                                        || run.received() == run.setup().total(),
                                words);
            }
            case FAILS ->
                trap.hasStruck() || !cell.fault().isFromOutside()
                        ? verdict(isTooLateToMatter(run), words)
                        : new Verdict(cell, Kind.MISSED, words);
        };
    }

    /** Struck when all was done already: a run that is complete then is no lie. */
    private boolean isTooLateToMatter(Run run) {
        return cell.fault().isFromOutside() && run.received() == run.setup().total();
    }

    /** Where the worker was held at the beginning of the phase, the ledger must say so. */
    private boolean isLostWhereItDied(Run run) {
        boolean exact = !late && !cell.isOfTheParent() && cell.phase() != Phase.IN_FLIGHT;
        var death = run.deaths().getFirst();
        return !exact
                || death.lost().stream().anyMatch(lost -> lost.sequence() == message && lost.phase() == cell.phase());
    }

    private static boolean addsUp(Message message) {
        long sum = 0;
        for (var phase : Phase.values()) {
            sum += message.phaseNs(phase);
        }
        return sum == message.lifeNs();
    }

    private Verdict judge(HandoffException e) {
        if (cell.fault().end() == Fault.End.FAILS) {
            boolean told = cell.fault() == Fault.PARENT_INTERRUPTED
                    || !Thread.currentThread().isInterrupted();
            return verdict(told, e.getMessage());
        }
        return new Verdict(cell, Kind.CORRUPT, "it failed: " + e.getMessage());
    }

    private Verdict verdict(boolean well, String words) {
        return new Verdict(cell, well ? Kind.WELL : Kind.CORRUPT, words);
    }
}
