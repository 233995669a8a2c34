package dev.handoff.memory;

/** The calling thread, as the system knows it. */
public final class CurrentThread {
    private CurrentThread() {}

    /**
     * The id under which {@code /proc/<pid>/task} lists it.
     *
     * @return the id
     */
    public static long systemId() {
        return Libc.gettid();
    }
}
