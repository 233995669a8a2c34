package dev.handoff.bench;

import java.util.List;

/** What came of a target. */
public sealed interface Outcome {
    /**
     * What was aimed at.
     *
     * @return the target
     */
    Target target();

    /**
     * Both were measured, in turn. A sample is one round's figure; samples with the same place in their lists were taken one
     * after the other.
     *
     * @param target what was aimed at
     * @param unit of the samples
     * @param ours our samples
     * @param theirs as many of the other side
     * @param remark what the reader should know: what limits it, how a figure was taken; may be empty
     */
    record Measured(Target target, String unit, List<Double> ours, List<Double> theirs, String remark)
            implements Outcome {
        /** Copies the lists. */
        public Measured {
            ours = List.copyOf(ours);
            theirs = List.copyOf(theirs);
            if (ours.isEmpty() || ours.size() != theirs.size()) {
                throw new IllegalArgumentException(ours.size() + " samples of ours and " + theirs.size()
                        + " of theirs; as many of each, at least 1");
            }
        }

        /** How many times theirs ours is. */
        Ratio ratio() {
            return Ratio.of(ours, theirs);
        }

        /** Met or missed only if chance does not decide it. */
        Verdict verdict() {
            return verdict(target);
        }

        /** The same for another bound. */
        Verdict verdict(Target other) {
            boolean low = other.allows(ratio().low());
            boolean high = other.allows(ratio().high());
            return low && high ? Verdict.MET : low || high ? Verdict.OPEN : Verdict.MISSED;
        }
    }

    /**
     * It was not measured.
     *
     * @param target what was aimed at
     * @param why in a sentence, with what to do
     */
    record Missing(Target target, String why) implements Outcome {}

    /** Whether a target was reached. */
    enum Verdict {
        /** The whole interval is on the right side of the bound. */
        MET,
        /** The bound lies in the interval. */
        OPEN,
        /** The whole interval is on the wrong side. */
        MISSED
    }
}
