package dev.handoff;

import dev.handoff.spi.HandoffException;
import java.util.function.Supplier;

/**
 * What was measured before something was broken off, the last time that happened: nothing, if it ended before it measured.
 * One thread at a time.
 */
final class Kept<T> {
    private final String what;
    private final String where;
    private T kept;
    private boolean brokenOff;

    /** What is begun, and may be broken off. */
    interface Work<T> {
        T run();

        /** What was measured until now; null if that is nothing. */
        T soFar();
    }

    /**
     * @param what was broken off
     * @param where a reader finds what is kept; empty if there is no reader to tell
     */
    Kept(String what, String where) {
        this.what = what;
        this.where = where;
    }

    /**
     * Begins and runs; what ends it is thrown, and says where the results so far are, if there are any. What is refused as it
     * begins was never begun.
     */
    T unlessBrokenOff(Supplier<Work<T>> begin) {
        Work<T> work = null;
        try {
            if (Thread.currentThread().isInterrupted()) {
                throw new HandoffException("interrupted before the " + what + " began");
            }
            work = begin.get();
            return work.run();
        } catch (IllegalArgumentException e) {
            if (work != null) {
                keep(work.soFar());
            }
            throw e;
        } catch (RuntimeException | Error e) {
            var soFar = work == null ? null : work.soFar();
            keep(soFar);
            if (e instanceof HandoffException known && soFar != null && !where.isEmpty()) {
                throw told(known);
            }
            throw e;
        }
    }

    private void keep(T soFar) {
        brokenOff = true;
        kept = soFar;
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
