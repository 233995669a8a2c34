package dev.handoff.report;

/** Bounds of an estimate; NaN where there are too few samples to give any. */
record Interval(double low, double high) {
    static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN);

    boolean known() {
        return !Double.isNaN(low) && !Double.isNaN(high);
    }
}
