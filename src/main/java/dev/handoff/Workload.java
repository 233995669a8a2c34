package dev.handoff;

import dev.handoff.baseline.TwinSpec;
import dev.handoff.spi.Computation;
import dev.handoff.spi.Displayable;
import dev.handoff.spi.MessageFunction;
import dev.handoff.spi.ObjectMaker;
import dev.handoff.spi.Payload;
import dev.handoff.workload.DotProduct;
import dev.handoff.workload.Nothing;
import dev.handoff.workload.OwnComputation;
import dev.handoff.workload.OwnPayload;

/**
 * What a worker does for each message: a computation, then a payload.
 *
 * @param computation what it computes
 * @param payload what it makes and sends
 */
public record Workload(Computation computation, Payload<?> payload) implements Displayable {
    private static final String WHOSE = "a workload";
    private static final String MAKER = "what makes the object, such as () -> myObject";

    /** Checks that there are both. */
    public Workload {
        Given.needed(computation, WHOSE, "a computation, such as that of Workload.dot(500)");
        Given.needed(payload, WHOSE, "a payload, such as Payloads.zeros(1000)");
    }

    /**
     * Two random square matrices of doubles and their product, as in the article; the payload is the article's 54 MB of
     * zeros.
     *
     * @param size the number of rows and columns, from 1 to 10,000; the article has 500
     * @return the workload
     */
    public static Workload dot(int size) {
        return new Workload(new DotProduct(size), Payloads.zeros(1500, 1500, 3));
    }

    /**
     * A payload and no computation: for what the hand-over alone costs.
     *
     * @param payload what to send
     * @return the workload
     */
    public static Workload only(Payload<?> payload) {
        return new Workload(new Nothing(), payload);
    }

    /**
     * A function of your own, and its answer as the payload.
     *
     * <p>It may use whatever the notebook has: its methods, its classes, its libraries. The notebook's variables that it
     * reads go to the workers by value, as they are when the experiment is run; where it sets one, the change stays in that
     * worker, and a warning says so.
     *
     * <p>What it returns is sent later than it returns, over a queue in the background, and over threads it is not copied:
     * so each answer is a new object, or one that never changes.
     *
     * @param name what its results are called: it stands in their text and their settings
     * @param function is called for each message, in every worker
     * @return the workload
     */
    public static Workload of(String name, MessageFunction function) {
        Given.needed(function, WHOSE, "a function, such as i -> i * i");
        return new Workload(new OwnComputation(name, function), new OwnPayload(answer -> answer));
    }

    /**
     * An object of your own and no computation: for what handing it over costs.
     *
     * @param maker is called for each message, in every worker
     * @return the workload
     */
    public static Workload only(ObjectMaker maker) {
        Given.needed(maker, WHOSE, MAKER);
        return new Workload(new Nothing(), new OwnPayload(answer -> maker.make()));
    }

    /**
     * The same computation, but an object of your own is sent. A worker makes one before the first run, and takes it through
     * the codec of each route: what a codec must be told of it is found out so, and what no codec carries is refused. An
     * object bears no stamps, unlike the payloads of the catalogue; of one that arrives the class is checked. Where a route
     * would have the raw codec, which carries nothing but numbers in a block, it has Java serialization instead.
     *
     * @param maker is called for each message, in every worker
     * @return the workload
     */
    public Workload sending(ObjectMaker maker) {
        Given.needed(maker, WHOSE, MAKER);
        return new Workload(computation, new OwnPayload(answer -> maker.make()));
    }

    /**
     * The same computation with another payload.
     *
     * @param other what to send
     * @return the workload
     */
    public Workload sending(Payload<?> other) {
        return new Workload(computation, other);
    }

    /** The same as {@link #text}, so that printing it says it. */
    @Override
    public String toString() {
        return text();
    }

    @Override
    public String text() {
        return computation.describe() + ", then " + payload.describe();
    }

    /** Refuses what would have to be translated first: Java functions and objects, and what only Java has. */
    void checkPython() {
        if (computation instanceof OwnComputation || payload instanceof OwnPayload) {
            throw new IllegalArgumentException("the workload " + computation.describe()
                    + " is Java code of your own, which Python cannot run; leave python(...) out, or take Workload.dot(500)"
                    + " with a payload of the catalogue");
        }
        TwinSpec.check(computation.describe(), payload.describe());
    }
}
