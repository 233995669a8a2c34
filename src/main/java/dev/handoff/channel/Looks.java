package dev.handoff.channel;

/**
 * How often an end in shared memory looks again for what it waits for, before it sleeps until it is woken. What is on its way
 * is seen within a tenth of a microsecond by who looks; to be put to sleep and woken takes tens of them. So a wait looks for about
 * as long as that, and has then lost at most as much again. But who looks keeps a core from those it waits for: where there
 * are not cores for all, a wait looks only a little.
 */
public final class Looks {
    /** About 50 µs, at some 25 ns for a look. */
    private static final int WITH_A_CORE = 2000;

    private static final int WITHOUT = 200;

    private Looks() {}

    /**
     * The number of looks.
     *
     * @param workers how many send to the one thread that receives
     * @return the number for either end
     */
    public static int among(int workers) {
        return workers < Runtime.getRuntime().availableProcessors() ? WITH_A_CORE : WITHOUT;
    }
}
