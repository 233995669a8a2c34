package dev.handoff.bench;

/**
 * What is held against what.
 *
 * @param what is ours
 * @param against what it is compared with
 * @param side whether the ratio of ours to theirs may be at most, or must be at least, the bound
 * @param bound of the ratio
 */
public record Target(String what, String against, Side side, double bound) {
    /** On which side of the bound the ratio belongs. */
    public enum Side {
        /** Times. */
        AT_MOST,
        /** Rates. */
        AT_LEAST
    }

    /**
     * A target for times: ours may be at most so many times theirs.
     *
     * @param what is ours
     * @param against what it is compared with
     * @param bound of the ratio
     * @return the target
     */
    public static Target atMost(String what, String against, double bound) {
        return new Target(what, against, Side.AT_MOST, bound);
    }

    /**
     * A target for rates: ours must be at least so many times theirs.
     *
     * @param what is ours
     * @param against what it is compared with
     * @param bound of the ratio
     * @return the target
     */
    public static Target atLeast(String what, String against, double bound) {
        return new Target(what, against, Side.AT_LEAST, bound);
    }

    /** The bound as a table shows it. */
    String boundText() {
        return (side == Side.AT_MOST ? "≤ " : "≥ ") + bound;
    }

    /** Whether a ratio is on the right side of the bound. */
    boolean allows(double ratio) {
        return side == Side.AT_MOST ? ratio <= bound : ratio >= bound;
    }

    /** The same with a bound that is so many times as generous as this one, and as a ratio that there was. */
    Target loosened(double ratio, double margin) {
        double looser = side == Side.AT_MOST ? Math.max(bound, ratio) * margin : Math.min(bound, ratio) / margin;
        return new Target(what, against, side, looser);
    }
}
