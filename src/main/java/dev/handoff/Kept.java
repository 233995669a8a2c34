package dev.handoff;

import dev.handoff.spi.HandoffException;
import java.util.function.Supplier;

/** What was measured before something was broken off, the last time that happened. One thread at a time. */
final class Kept<T> {
    private final String what;
    private final String where;
    private T kept;
    private boolean brokenOff;

    /**
     * @param what was broken off
     * @param where a reader finds what is kept; empty if there is no reader to tell
     */
    Kept(String what, String where) {
        this.what = what;
        this.where = where;
    }

    /** Runs; what ends it is thrown, and says where the results so far are, if there are any. */
    T unlessBrokenOff(Supplier<T> run, Supplier<T> soFar) {
        boolean whole = false;
        try {
            T result = run.get();
            whole = true;
            return result;
        } catch (HandoffException e) {
            if (where.isEmpty() || soFar.get() == null) {
                throw e;
            }
            throw told(e);
        } finally {
            if (!whole) {
                brokenOff = true;
                kept = soFar.get();
            }
        }
    }

    /** The same exception with a sentence more. */
    private HandoffException told(HandoffException e) {
        var told = new HandoffException(
                e.getMessage() + "\nWhat was measured until then: " + where, e.getCause() == null ? e : e.getCause());
        told.setStackTrace(e.getStackTrace());
        for (var suppressed : e.getSuppressed()) {
            told.addSuppressed(suppressed);
        }
        return told;
    }

    T get() {
        if (kept == null) {
            throw new HandoffException(
                    brokenOff
                            ? "the last " + what + " that was interrupted or failed ended before anything was measured"
                            : "no " + what
                                    + " was broken off while it measured; the results of one that ended well are what"
                                    + " it returned");
        }
        return kept;
    }
}
