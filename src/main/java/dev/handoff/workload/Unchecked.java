package dev.handoff.workload;

/** Lets the reader's exception through as it is: wrapped, it would not be the cause that the reader is shown. */
final class Unchecked {
    private Unchecked() {}

    /**
     * Throws, whatever it is.
     *
     * @param exception what is thrown
     * @return nothing; for {@code throw Unchecked.as(e)}, which tells the compiler that nothing follows
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <E extends Exception> RuntimeException as(Exception exception) throws E {
        throw (E) exception;
    }
}
