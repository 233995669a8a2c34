package dev.handoff.engine;

import java.util.List;

/** Who asked for what was refused: what lies between says how we noticed a mistake that is not ours. */
public final class Callers {
    private static final String OURS = "dev.handoff.";

    private Callers() {}

    /**
     * Leaves an exception of ours the frames of those who called this library. One that the JDK threw at us keeps all.
     *
     * @param <E> its type
     * @param thrown the exception
     * @return the same
     */
    public static <E extends Exception> E alone(E thrown) {
        var frames = thrown.getStackTrace();
        if (frames.length > 0 && frames[0].getClassName().startsWith(OURS)) {
            thrown.setStackTrace(of(thrown).toArray(StackTraceElement[]::new));
        }
        return thrown;
    }

    static List<StackTraceElement> of(Throwable thrown) {
        var frames = List.of(thrown.getStackTrace());
        int ours = frames.size();
        while (ours > 0 && !frames.get(ours - 1).getClassName().startsWith(OURS)) {
            ours--;
        }
        return frames.subList(ours, frames.size());
    }
}
