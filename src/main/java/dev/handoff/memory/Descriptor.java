package dev.handoff.memory;

/** Something of the system that can be waited for with {@link PollSet}. */
public sealed interface Descriptor permits ByteStream, Listener {
    /**
     * The number by which the system knows it in this process.
     *
     * @return the number, −1 once it is closed
     */
    int number();
}
