package dev.handoff;

import dev.handoff.spi.Computation;
import dev.handoff.spi.Displayable;
import dev.handoff.spi.Payload;
import dev.handoff.workload.DotProduct;
import dev.handoff.workload.Nothing;

/**
 * What a worker does for each message: a computation, then a payload.
 *
 * @param computation what it computes
 * @param payload what it makes and sends
 */
public record Workload(Computation computation, Payload<?> payload) implements Displayable {
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
     * The same computation with another payload.
     *
     * @param other what to send
     * @return the workload
     */
    public Workload sending(Payload<?> other) {
        return new Workload(computation, other);
    }

    @Override
    public String text() {
        return computation.describe() + ", then " + payload.describe();
    }
}
