package dev.handoff.chaos;

import dev.handoff.channel.NamedFiles;
import dev.handoff.chaos.Verdict.Kind;
import dev.handoff.engine.Engine;
import dev.handoff.engine.Plan;
import dev.handoff.engine.Pool;
import dev.handoff.memory.Region;
import dev.handoff.spi.Arm;
import dev.handoff.spi.Death;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.OnWorkerDeath;
import dev.handoff.spi.Phase;
import dev.handoff.spi.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;

/** One run with a fault in it, and what is to be said of it. */
final class Round {
    static final int WORKERS = 2;
    /** Where an exception that says why is a good end. */
    static final Set<Fault.End> MAY_FAIL = Set.of(Fault.End.FAILS, Fault.End.MAY_FAIL, Fault.End.ANY);

    private static final int MESSAGES = 6;
    private static final int CAPACITY = 4;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** When a worker is stopped for good, this is how long the run goes on. */
    private static final Duration SHORT_LIMIT = Duration.ofSeconds(1);
    /** When what says that a message is there may be overwritten: long enough for a run in which it is not. */
    private static final Duration MEDIUM_LIMIT = Duration.ofSeconds(15);
    /** Within which a run ends that is interrupted or whose time is up, with the start of new workers on a busy machine. */
    private static final Duration END_LIMIT = Duration.ofSeconds(45);

    private static final long LONGEST_DELAY_NS = 2_000_000;
    private static final int MOST_STRAY = 100;
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
    private final int stray;
    private final OnWorkerDeath policy;

    Round(Cell cell, long seed, Pool pool, Path place) {
        var random = new SplittableRandom(seed);
        this.cell = cell;
        this.pool = pool;
        this.place = place;
        this.victim = random.nextInt(WORKERS);
        this.message = random.nextInt(MESSAGES);
        this.late = random.nextBoolean() && cell.fault().isFromOutside() && LASTING.contains(cell.phase());
        this.delayNs = random.nextLong(LONGEST_DELAY_NS);
        this.stray = 1 + random.nextInt(MOST_STRAY);
        this.policy = random.nextBoolean() ? OnWorkerDeath.CONTINUE : OnWorkerDeath.RESTART;
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
            var ambush = new Ambush(region.path(), cell.phase(), cell.fault(), victim, message, stray, late);
            try (var trap = new Trap(region, ambush, cell, delayNs, place)) {
                var verdict = judged(ambush, trap);
                var took = Duration.ofNanos(System.nanoTime() - from);
                return took.compareTo(limit().plus(END_LIMIT)) > 0
                        ? new Verdict(cell, Kind.HUNG, "it took " + took.toMillis() + " ms; " + verdict.words())
                        : verdict;
            }
        }
    }

    private Duration limit() {
        return switch (cell.fault()) {
            case STOP_FOR_EVER -> SHORT_LIMIT;
            case STRAY_STORE -> MEDIUM_LIMIT;
            default -> LIMIT;
        };
    }

    private Verdict judged(Ambush ambush, Trap trap) {
        try {
            var run = new Engine(pool).run(plan(ambush, trap), now -> {});
            return judge(run, trap);
        } catch (HandoffException e) {
            return judge(e);
        } catch (OutOfMemoryError e) {
            return verdict(cell.fault() == Fault.NO_PROCESSES, "the parent may have no more: " + e.getMessage());
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
                new Struck.Load(Struck.Load.SMALL, ambush, trap),
                Arm.HEAVY,
                new Beset(channel, ambush, trap),
                spoils ? new Struck.Coding(codec, cell.fault()) : codec,
                new Plan.Size(WORKERS, MESSAGES, CAPACITY),
                new Plan.Conditions(0, 0, true, limit(), policy),
                0);
    }

    /** A run that ended: all is accounted for, nobody else has suffered, and what was held is free. */
    private Verdict judge(Run run, Trap trap) {
        var words = run.outcome().label() + ", " + run.received() + " received, " + run.deaths();
        var accounts = new Accounts(run, cell.channel().phases());
        var wrong = accounts.wrong(policy) + trap.capacity();
        boolean onlyTheStruck =
                cell.fault().strikesAll() || run.deaths().stream().allMatch(death -> death.worker() == victim);
        if (!wrong.isEmpty() || !onlyTheStruck) {
            return new Verdict(cell, Kind.CORRUPT, wrong + "; " + words);
        }
        boolean complete = run.received() == run.setup().total();
        if (!trap.hasStruck() && cell.fault().isFromOutside()) {
            return new Verdict(cell, complete ? Kind.MISSED : Kind.CORRUPT, words);
        }
        return verdict(
                switch (cell.fault().end()) {
                    case COMPLETE -> run.outcome() == Run.Outcome.COMPLETE;
                    case RECOVERED -> isLostWhereItWasStruck(run, accounts);
                    case ACCOUNTED, ANY -> true;
                    case MAY_FAIL -> complete;
                    case FAILS -> false;
                },
                words);
    }

    /** Of a worker that was struck the ledger must say what it was doing with the message. */
    private boolean isLostWhereItWasStruck(Run run, Accounts accounts) {
        if (cell.fault() == Fault.RECEIVER_GONE) {
            return run.deaths().size() == WORKERS;
        }
        var phase = run.deaths().stream()
                .flatMap(death -> death.lost().stream())
                .filter(lost -> lost.sequence() == message)
                .map(Death.Lost::phase)
                .findFirst();
        if (cell.isOfTheParent()) {
            boolean arrived = cell.phase() == Phase.DECODE || cell.phase() == Phase.CONSUME;
            return !arrived || phase.isEmpty();
        }
        boolean held = !late && cell.phase() != Phase.IN_FLIGHT;
        return held
                ? phase.isPresent() && phase.get() == cell.phase()
                : phase.isEmpty() || accounts.step(phase.get()) >= accounts.step(cell.phase());
    }

    private Verdict judge(HandoffException e) {
        if (MAY_FAIL.contains(cell.fault().end())) {
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
