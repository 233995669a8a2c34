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

    /**
     * Waits until another thread has ended. An interrupt does not end this wait, and is kept for later: for threads that use
     * what the caller is about to close.
     *
     * @param other the thread, which was told to end
     */
    public static void join(Thread other) {
        boolean interrupted = false;
        while (other.isAlive()) {
            try {
                other.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
