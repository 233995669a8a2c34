package dev.handoff.report;

/** What a run can be limited by: a resource that every message needs for some time, and of which there is only so much. */
public enum Limit {
    /** The parent, which reads, decodes and checks one message at a time. */
    READER("the one reader"),
    /** The lock that lets one worker at a time write into a shared pipe. */
    WRITE_LOCK("the write lock"),
    /** The processors of the machine, all together. */
    PROCESSORS("the processors"),
    /** The memory that all processors share. */
    MEMORY("the memory"),
    /** All that is known is idle for a good part of the time. */
    NONE("no single resource"),
    /** Too little was recorded to say. */
    UNKNOWN("unknown");

    private final String label;

    Limit(String label) {
        this.label = label;
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
