package dev.handoff.bench;

/** How long a trial may take: a quick look that guards against regressions, or figures to publish. */
public enum Effort {
    /** All trials together in under 3 minutes. */
    QUICK,
    /** All trials together in under 30 minutes. */
    FULL;

    /**
     * What depends on the effort.
     *
     * @param quick for a quick look
     * @param full for figures to publish
     * @return one of them
     */
    public <T> T of(T quick, T full) {
        return this == QUICK ? quick : full;
    }
}
