package dev.handoff.engine;

import dev.handoff.shipping.Names;
import dev.handoff.spi.EncodingException;
import dev.handoff.spi.HandoffException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import jdk.jshell.spi.SPIResolutionException;

/** Says in the parent what went wrong in a worker. */
final class WorkerFailure {
    private static final int MOST_FRAMES = 10;
    private static final int MOST_CAUSES = 10;
    private static final String WROTE = "; it wrote:";
    private static final String WROTE_NOTHING = "; it wrote nothing";

    private WorkerFailure() {}

    /**
     * The exception to throw. Where it came from in the cells stands in front of who asked for the run, because some
     * kernels show no cause.
     *
     * @param worker its number
     * @param sequence the number of its message, or negative if it was not at one
     * @param cause what was thrown there
     */
    static HandoffException of(int worker, long sequence, Throwable cause) {
        var what = "worker " + worker + (sequence < 0 ? "" : ", message " + sequence) + " failed: ";
        // it names the place in the object; where the codec was says nothing more
        if (cause instanceof EncodingException) {
            cause.setStackTrace(new StackTraceElement[0]);
        }
        var unresolved = unresolved(cause);
        var exception = unresolved != null
                // and without a cause: kernels fail silently at an exception whose cause is one of these
                ? new HandoffException(what + explained(unresolved))
                : new HandoffException(what + Names.readable(said(cause)), cause);
        return from(inCells(cause).limit(MOST_FRAMES), exception);
    }

    /** With what lies behind it: some kernels show no cause. */
    static String said(Throwable failure) {
        if (failure instanceof HandoffException) {
            return failure.getMessage();
        }
        var said = new StringBuilder(words(failure));
        causes(failure).skip(1).map(WorkerFailure::words).forEach(cause -> {
            if (said.indexOf(cause) < 0) { // many repeat it in their own words
                said.append("; caused by ").append(cause);
            }
        });
        return said.toString();
    }

    /** What it says, if it can: it may be the reader's. */
    private static String words(Throwable failure) {
        try {
            return failure.toString();
        } catch (RuntimeException e) {
            return failure.getClass().getName() + " (its message cannot be had: "
                    + e.getClass().getName() + ")";
        }
    }

    /** Itself and what lies behind it, which may be a ring. */
    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(MOST_CAUSES);
    }

    /**
     * The exception to throw where a worker has ended without a report.
     *
     * @param how it ended
     * @param lines what it wrote
     */
    static HandoffException ended(String how, Collection<String> lines) {
        var wrote = lines.isEmpty() ? WROTE_NOTHING : WROTE + "\n" + String.join("\n", lines);
        return from(Stream.of(), new HandoffException(how + wrote));
    }

    /** How a worker came to its end, on one line and without what it wrote, which was shown already. */
    static String brief(HandoffException failure) {
        var line = failure.getMessage().lines().findFirst().orElse("");
        for (var end : List.of(WROTE, WROTE_NOTHING)) {
            line = line.endsWith(end) ? line.substring(0, line.length() - end.length()) : line;
        }
        return line;
    }

    private static HandoffException from(Stream<StackTraceElement> inCells, HandoffException exception) {
        exception.setStackTrace(
                Stream.concat(inCells, Callers.of(exception).stream()).toArray(StackTraceElement[]::new));
        return exception;
    }

    private static SPIResolutionException unresolved(Throwable cause) {
        return (SPIResolutionException) causes(cause)
                .filter(SPIResolutionException.class::isInstance)
                .findFirst()
                .orElse(null);
    }

    /** JShell takes a method that uses a name nobody declared yet, and throws when it is called. */
    private static String explained(SPIResolutionException unresolved) {
        var method = inCells(unresolved)
                .map(StackTraceElement::getMethodName)
                .findFirst()
                .map(name -> "the method " + name)
                .orElse("a method");
        return method
                + " of a cell uses a name that no cell declares (look for a misspelt one), or that was declared anew"
                + " since; declare the name, and run the cell of the method again";
    }

    private static Stream<StackTraceElement> inCells(Throwable cause) {
        return Stream.of(cause.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(Names.CELL));
    }
}
