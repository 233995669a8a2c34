package dev.handoff;

import dev.handoff.baseline.AsPrintedEnd;
import dev.handoff.baseline.PythonTwin;
import dev.handoff.baseline.Twin;
import dev.handoff.engine.Plan;
import dev.handoff.engine.Plan.Conditions;
import dev.handoff.engine.Plan.Size;
import dev.handoff.spi.Arm;
import dev.handoff.spi.Displayable;
import dev.handoff.spi.OnWorkerDeath;
import java.time.Duration;
import java.util.List;

/**
 * What to measure: a workload, over some routes, in some arms, so large, so often. Immutable; every method that changes
 * something returns a changed copy.
 *
 * @param workload what each worker does for a message
 * @param routes how the messages travel; one run over each
 * @param arms what happens to the payload; one run of each
 * @param size how many workers and messages, and how many may be under way
 * @param conditions seed, warm-up, ledger and time limit
 * @param repeats how often; repeats are interleaved over arms and routes
 * @param extras what is measured beside it
 */
public record Experiment(
        Workload workload,
        List<Route> routes,
        List<Arm> arms,
        Size size,
        Conditions conditions,
        int repeats,
        Extras extras)
        implements Displayable {
    /** The most workers an experiment may have. */
    public static final int MAX_WORKERS = 256;
    /** The most messages of a run. */
    public static final int MAX_TOTAL = 1_000_000;
    /** The most messages that may be under way at once. */
    public static final int MAX_CAPACITY = 100_000;
    /** The most repeats. */
    public static final int MAX_REPEATS = 1_000;

    private static final int WARM_UP = 3;
    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(7);

    private static final String TOGETHER = ", because all workers together may send at most " + MAX_TOTAL;

    private static final String WHOSE = "an experiment";
    private static final String ROUTES = "routes, such as Route.queue()";
    private static final String ARMS = "arms, such as Arm.HEAVY";

    /**
     * What is measured beside the runs themselves.
     *
     * @param twins how the same experiment is run in Python; empty for not at all
     * @param cold whether one heavy run over the first route starts from nothing, and one of the first twin if there is one
     * @param smallerIfNeeded whether a smaller capacity is taken where memory does not allow the one of the scale
     */
    public record Extras(List<Twin> twins, boolean cold, boolean smallerIfNeeded) {
        /** Copies the list, and leaves out what is in it twice. */
        public Extras {
            twins = Given.needed(twins, "an experiment", "a list of twins, which may be empty").stream()
                    .distinct()
                    .toList();
        }
    }

    /** Checks every number, alone and together. */
    public Experiment {
        Given.needed(workload, WHOSE, "a workload, such as Workload.dot(500)");
        routes = Given.needed(routes, WHOSE, ROUTES);
        arms = Given.needed(arms, WHOSE, ARMS);
        Given.needed(size, WHOSE, "a size, such as new Size(4, 10, 8)");
        Given.needed(conditions, WHOSE, "conditions, such as those of Experiment.article()");
        Given.needed(extras, WHOSE, "extras, such as those of Experiment.article()");
        Given.needed(conditions.limit(), WHOSE, "a time limit, such as Duration.ofMinutes(5)");
        Given.needed(conditions.onWorkerDeath(), WHOSE, "a policy, such as OnWorkerDeath.CONTINUE");
        routes = routes.stream().distinct().toList(); // twice the same would look like two repeats of it
        arms = arms.stream().distinct().toList();
        if (routes.isEmpty() || arms.isEmpty()) {
            throw new IllegalArgumentException("an experiment needs at least one route and one arm");
        }
        if (extras.cold()) {
            ColdRun.check(workload, routes.getFirst());
        }
        if (!extras.twins().isEmpty()) {
            workload.checkPython();
        }
        Given.within("workers", size.workers(), 1, MAX_WORKERS);
        Given.within("messages", size.messages(), 1, MAX_TOTAL / size.workers(), TOGETHER);
        Given.within("capacity", size.capacity(), 1, MAX_CAPACITY);
        Given.within("repeats", repeats, 1, MAX_REPEATS);
        Given.within("warm-up", conditions.warmUp(), 0, MAX_TOTAL / size.workers(), TOGETHER);
        Given.within("seed", conditions.seed(), 0, 0xFFFF_FFFFL);
        Given.within("limit", conditions.limit(), SHORTEST, LONGEST);
    }

    /**
     * The article's experiment at the standard scale: matrices of 500×500, 54 MB of zeros, light, control and heavy, over
     * the queue and over shared slots. Where memory does not allow the article's capacity, a smaller one is taken, and the
     * results say so.
     *
     * @return the experiment
     */
    public static Experiment article() {
        return of(Workload.dot(500)).scale(Scale.STANDARD);
    }

    /**
     * An experiment of one's own: 4 workers, 10 messages each, 8 under way, over the queue and over shared slots.
     *
     * @param workload what each worker does
     * @return the experiment
     */
    public static Experiment of(Workload workload) {
        return new Experiment(
                workload,
                List.of(Route.queue(), Route.slots()),
                List.of(Arm.values()),
                new Size(4, 10, 8),
                new Conditions(1, WARM_UP, true, LIMIT),
                1,
                new Extras(List.of(), false, false));
    }

    /**
     * Takes workers, messages and capacity from a scale. Its capacity may become smaller where memory does not allow it.
     *
     * @param scale the scale
     * @return the experiment
     */
    public Experiment scale(Scale scale) {
        Given.needed(scale, WHOSE, "a scale, such as Scale.QUICK");
        return sized(new Size(scale.workers(), scale.messages(), scale.capacity()))
                .with(new Extras(extras.twins, extras.cold, true));
    }

    /**
     * Sets the number of workers.
     *
     * @param workers from 1 to {@value #MAX_WORKERS}
     * @return the experiment
     */
    public Experiment workers(int workers) {
        return sized(new Size(workers, size.messages(), size.capacity()));
    }

    /**
     * Sets the number of messages of each worker.
     *
     * @param messages at least 1; all workers together at most {@value #MAX_TOTAL}
     * @return the experiment
     */
    public Experiment messages(int messages) {
        return sized(new Size(size.workers(), messages, size.capacity()));
    }

    /**
     * Sets how many messages may be under way at once. If memory does not allow it, {@link #run} refuses.
     *
     * @param capacity from 1 to {@value #MAX_CAPACITY}
     * @return the experiment
     */
    public Experiment capacity(int capacity) {
        return sized(new Size(size.workers(), size.messages(), capacity))
                .with(new Extras(extras.twins, extras.cold, false));
    }

    Experiment sized(Size other) {
        return new Experiment(workload, routes, arms, other, conditions, repeats, extras);
    }

    Experiment with(Workload other) {
        return new Experiment(other, routes, arms, size, conditions, repeats, extras);
    }

    private Experiment with(Extras other) {
        return new Experiment(workload, routes, arms, size, conditions, repeats, other);
    }

    private Experiment with(Conditions other) {
        return new Experiment(workload, routes, arms, size, other, repeats, extras);
    }

    /**
     * Sets the routes.
     *
     * @param others one run over each; one that is named twice counts once
     * @return the experiment
     */
    public Experiment via(Route... others) {
        return via(Given.needed(others, WHOSE, ROUTES));
    }

    /**
     * Sets the routes.
     *
     * @param others one run over each
     * @return the experiment
     */
    public Experiment via(List<Route> others) {
        return new Experiment(workload, others, arms, size, conditions, repeats, extras);
    }

    /**
     * Sets the arms.
     *
     * @param others one run of each
     * @return the experiment
     */
    public Experiment arms(Arm... others) {
        return new Experiment(workload, routes, Given.needed(others, WHOSE, ARMS), size, conditions, repeats, extras);
    }

    /**
     * Sets how often everything is run.
     *
     * @param times from 1 to {@value #MAX_REPEATS}
     * @return the experiment
     */
    public Experiment repeats(int times) {
        return new Experiment(workload, routes, arms, size, conditions, times, extras);
    }

    /**
     * Sets the seed of the computation's random numbers. Those of a payload depend on its worker and number only.
     *
     * @param seed from 0 to 2³² − 1
     * @return the experiment
     */
    public Experiment seed(long seed) {
        var c = conditions;
        return with(new Conditions(seed, c.warmUp(), c.ledger(), c.limit(), c.onWorkerDeath()));
    }

    /**
     * Sets how many messages each worker sends before the measurement.
     *
     * @param messages from 0
     * @return the experiment
     */
    public Experiment warmUp(int messages) {
        var c = conditions;
        return with(new Conditions(c.seed(), messages, c.ledger(), c.limit(), c.onWorkerDeath()));
    }

    /**
     * Sets whether each message's phases are recorded.
     *
     * @param kept false to run without the ledger
     * @return the experiment
     */
    public Experiment ledger(boolean kept) {
        var c = conditions;
        return with(new Conditions(c.seed(), c.warmUp(), kept, c.limit(), c.onWorkerDeath()));
    }

    /**
     * Sets how long one run may take.
     *
     * @param limit after which it fails; from a second to a week
     * @return the experiment
     */
    public Experiment limit(Duration limit) {
        var c = conditions;
        return with(new Conditions(c.seed(), c.warmUp(), c.ledger(), limit, c.onWorkerDeath()));
    }

    /**
     * Sets what becomes of a run when a worker dies or fails while it is measured. Unless it is set, the run fails. A run that
     * goes on ends as {@linkplain dev.handoff.spi.Run.Outcome#RECOVERED recovered} and lists what was lost: {@link
     * dev.handoff.spi.Run#deaths}. What happens before the measurement begins ends the run in any case.
     *
     * @param policy what becomes of it
     * @return the experiment
     * @throws IllegalArgumentException if it shall go on without a ledger, in which it is recorded what a worker was doing
     */
    public Experiment onWorkerDeath(OnWorkerDeath policy) {
        var c = conditions;
        return with(new Conditions(c.seed(), c.warmUp(), c.ledger(), c.limit(), policy));
    }

    /**
     * Sets whether the same experiment is run in Python beside it, over {@code multiprocessing.Queue} with protocols 5 and 4
     * of pickle.
     *
     * @param wanted whether
     * @return the experiment
     */
    public Experiment python(boolean wanted) {
        return wanted ? python("queue") : python();
    }

    /**
     * Sets how the same experiment is run in Python beside it.
     *
     * @param twins one run of each in every arm: {@code queue}, {@code pipes}, {@code slots}, {@code files}, {@code
     *     files-mapped}, {@code threads} for all twins of a route, {@code slots/shared_memory} for one of them, or {@code all}; none to leave
     *     Python out
     * @return the experiment
     * @throws IllegalArgumentException if there is none of that name; it lists those there are
     */
    public Experiment python(String... twins) {
        var named = Given.needed(twins, WHOSE, "names of twins, such as \"queue\"").stream()
                .flatMap(name -> Twin.named(name).stream());
        return with(new Extras(named.toList(), extras.cold, extras.smallerIfNeeded));
    }

    /**
     * Sets whether a heavy run is added that starts from nothing and leaves nothing out: the start of the parent and of
     * the workers, and the first, slow messages. It goes over the first route, and is a new program that knows what the
     * command line knows: matrices of 500×500, the payloads of the catalogue, and the routes as they are.
     *
     * @param wanted whether
     * @return the experiment
     * @throws IllegalArgumentException if the workload or the route is another
     */
    public Experiment cold(boolean wanted) {
        return with(new Extras(extras.twins, wanted, extras.smallerIfNeeded));
    }

    /**
     * Runs it, on the workers of the {@linkplain Session#shared() shared session}.
     *
     * @return the results; every message was received and verified, unless {@link #onWorkerDeath} let a run go on without
     *     some: then its {@link dev.handoff.spi.Run#outcome outcome} and its deaths say so
     * @throws IllegalArgumentException if memory does not allow it; it shows the sum
     * @throws dev.handoff.spi.HandoffException if a worker fails, or the calling thread is interrupted
     */
    public Results run() {
        return Session.shared().run(this);
    }

    /**
     * Measures what handing over takes as messages grow, over the routes of this experiment, on a worker of the
     * {@linkplain Session#shared() shared session}, in sizes that grow fourfold. See {@link #sweep(List)}.
     *
     * @param from the smallest size, bytes
     * @param to the largest size, bytes
     * @return the sweep; every message was received and verified
     * @throws IllegalArgumentException if a size is not from 8 bytes to 1 TiB, or {@code from} is more than {@code to}
     * @throws dev.handoff.spi.HandoffException if a worker fails, or the calling thread is interrupted
     */
    public Sweep sweep(long from, long to) {
        return sweep(Sweep.sizes(from, to));
    }

    /**
     * The same with sizes of one's own. Of the experiment it takes the routes and the time limit of a run: there
     * is one worker, which computes nothing, and a flat payload. Each route gets two runs at each size: with one message
     * under way at a time, in which each is timed, and with up to eight of them. How many messages there are depends on
     * how many fit in half a second. What does not fit in memory, or would take half a minute for the fewest, is skipped, and the
     * sweep says so.
     *
     * @param sizes in bytes, in any order
     * @return the sweep; every message was received and verified
     * @throws IllegalArgumentException if there is no size, or one is not from 8 bytes to 1 TiB
     * @throws dev.handoff.spi.HandoffException if a worker fails, or the calling thread is interrupted
     */
    public Sweep sweep(List<Long> sizes) {
        return Session.shared().sweep(this, sizes);
    }

    /**
     * Runs the article's script as it was printed, for at most 10 seconds.
     *
     * @return how it ended
     * @throws dev.handoff.spi.HandoffException if there is no Python with NumPy
     */
    public AsPrintedEnd asPrinted() {
        return PythonTwin.find().asPrinted(Duration.ofSeconds(10));
    }

    /** The same as {@link #text}, so that printing it says it. */
    @Override
    public String toString() {
        return text();
    }

    @Override
    public String text() {
        return ExperimentText.of(this);
    }

    Plan plan(Arm arm, Route route, int repeat) {
        return new Plan(
                workload.computation(),
                workload.payload(),
                arm,
                route.channel(),
                route.codec(),
                size,
                conditions,
                repeat);
    }
}
