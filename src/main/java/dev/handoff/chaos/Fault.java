package dev.handoff.chaos;

import java.util.Locale;

/** What is done to a run, and how the run must end. */
public enum Fault {
    /** The worker is killed by SIGKILL. */
    KILL(End.RECOVERED, true),
    /** The worker is stopped for a moment by SIGSTOP, which is no death: nothing may be taken from it. */
    STOP_A_MOMENT(End.COMPLETE, true),
    /** The worker is stopped for good: the run's time is up at its limit. */
    STOP_FOR_EVER(End.MAY_FAIL, true),
    /** The worker crashes as by a bad pointer in native code. */
    CRASH(End.RECOVERED, true),
    /** The worker's memory does not suffice. */
    OUT_OF_MEMORY(End.RECOVERED, false),
    /** The worker gets no more descriptors. */
    NO_DESCRIPTORS(End.ACCOUNTED, true),
    /** The worker calls {@code System.exit}. */
    EXIT(End.RECOVERED, false),
    /** The worker throws an exception. */
    EXCEPTION(End.RECOVERED, false),
    /** The worker takes its time. */
    SLOW(End.COMPLETE, false),
    /** The parent is interrupted. */
    PARENT_INTERRUPTED(End.MAY_FAIL, true),
    /** The parent is killed by SIGKILL: its workers must go with it. */
    PARENT_KILLED(End.FAILS, true),
    /** The parent takes its time with each message. */
    RECEIVER_SLOW(End.COMPLETE, false),
    /** The parent closes its end while the workers send. */
    RECEIVER_GONE(End.RECOVERED, false),
    /** The file system is full, for all. */
    FULL(End.ACCOUNTED, true),
    /** An ordinary user may not write any more where the files are. */
    FORBIDDEN(End.ANY, true),
    /** An ordinary user, who may have only so many processes and threads, has no more. */
    NO_PROCESSES(End.MAY_FAIL, false),
    /** Between two of a worker's messages come bytes that are none. */
    STRAY_BYTES(End.MAY_FAIL, false),
    /** The worker stores something over a word of the memory that it shares with the parent. */
    STRAY_STORE(End.ANY, false),
    /** A message's bytes are no message. */
    GARBAGE(End.FAILS, false),
    /** A message is shorter than it says. */
    TRUNCATED(End.FAILS, false),
    /** A message bears another's stamp. */
    LYING_STAMP(End.FAILS, false);

    /** How a run ends. */
    enum End {
        /** Every message came. */
        COMPLETE,
        /** The others went on, and what was lost is listed. */
        RECOVERED,
        /** Complete, or recovered: not every channel needs what is lacking. */
        ACCOUNTED,
        /** With an exception that says why, or complete, if it came too late to matter. */
        MAY_FAIL,
        /** Complete, or recovered, or with an exception that says why. */
        ANY,
        /** With an exception that says why. */
        FAILS
    }

    private final End end;
    private final boolean fromOutside;

    Fault(End end, boolean fromOutside) {
        this.end = end;
        this.fromOutside = fromOutside;
    }

    End end() {
        return end;
    }

    /** Whether not only one worker suffers from it. */
    boolean strikesAll() {
        return this == RECEIVER_GONE || this == FULL || this == FORBIDDEN || this == STRAY_STORE;
    }

    /** Whether another thread than the one that is struck does it. */
    boolean isFromOutside() {
        return fromOutside;
    }

    /**
     * The name that the table uses.
     *
     * @return lower case
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
