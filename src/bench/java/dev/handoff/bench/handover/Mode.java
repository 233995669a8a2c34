package dev.handoff.bench.handover;

/** What is done with a payload. */
enum Mode {
    /** Nothing: it is only handed over. */
    DESCRIPTOR,
    /** The sender writes every byte of it. */
    WRITTEN,
    /** The sender writes it, and the receiver takes the sum of all its words. */
    CHECKED
}
