package dev.handoff.report;

/** What a run can be limited by: a resource that every message needs for some time, and of which there is only so much. */
public enum Limit {
    /** The parent, which reads, decodes and checks one message at a time. */
    READER("the one reader", false),
    /** The lock that lets one worker at a time write into a shared pipe. */
    WRITE_LOCK("the write lock", false),
    /** The workers, all together: what each does before it hands a message over. More of them would do more at once. */
    WORKERS("the workers", true),
    /** The processors of the machine, all together. */
    PROCESSORS("the processors", true),
    /** The memory that all processors share. */
    MEMORY("the memory", false),
    /** All that is known is idle for a good part of the time. */
    NONE("no single resource", false),
    /** Too little was recorded to say. */
    UNKNOWN("unknown", false);

    private final String label;
    private final boolean plural;

    Limit(String label, boolean plural) {
        this.label = label;
        this.plural = plural;
    }

    boolean plural() {
        return plural;
    }

    /**
     * The name that sentences use.
     *
     * @return the name, with its article
     */
    public String label() {
        return label;
    }
}
