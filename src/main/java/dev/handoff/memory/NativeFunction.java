package dev.handoff.memory;

import static java.lang.foreign.MemorySegment.NULL;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;

/**
 * A function of machine code, called with words: numbers and addresses, no floating-point numbers. Immutable, for any
 * thread; the calling thread is in native code meanwhile and does not hold up the collector.
 *
 * <p>All are called in one shape, thirteen words in and one out, because linking a shape takes a process 20 ms of its start,
 * and a further function of a known one microseconds. On Linux, words go in registers, and those for which there are none
 * on the stack, from where the caller takes them back; so a function sees those that it wants, and none of the others.
 * The first six words are segments, so that memory stays where it is as long as the function works in it.
 */
@SuppressWarnings("restricted")
public final class NativeFunction {
    private static final StructLayout STATE = Linker.Option.captureStateLayout();

    private static final MethodHandle CALL = Linker.nativeLinker()
            .downcallHandle(
                    FunctionDescriptor.of(
                            JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, JAVA_LONG,
                            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                    Linker.Option.captureCallState("errno"));

    /** One piece for each thread; given back with the thread. */
    private static final ThreadLocal<MemorySegment> CAPTURED =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(STATE));

    private final MemorySegment address;

    NativeFunction(MemorySegment address) {
        this.address = address;
    }

    /** The error number that the calling thread's last call left, if it failed. */
    static int errno() {
        return CAPTURED.get()
                .get(JAVA_INT, 0); // the only thing in it; a path to it would take a start some milliseconds
    }

    /**
     * Calls the function with one number.
     *
     * @param number what it is given
     * @return what it returns; where that is an {@code int}, the upper half is anything
     */
    public long call(int number) {
        return call(MemorySegment.ofAddress(number));
    }

    long call(MemorySegment a) {
        return call(a, NULL, NULL);
    }

    long call(MemorySegment a, MemorySegment b) {
        return call(a, b, NULL);
    }

    long call(MemorySegment a, MemorySegment b, MemorySegment c) {
        return call(a, b, c, NULL, NULL, NULL);
    }

    long call(MemorySegment a, MemorySegment b, MemorySegment c, MemorySegment d, MemorySegment e, MemorySegment f) {
        return call(a, b, c, d, e, f, 0, 0, 0, 0, 0, 0, 0);
    }

    /**
     * Calls the function with up to thirteen words, in order.
     *
     * @param a the first; memory in native segments, which stays as long as the call lasts, or a number as a segment at
     *     that address; likewise the next five
     * @param b the second
     * @param c the third
     * @param d the fourth
     * @param e the fifth
     * @param f the sixth
     * @param g the seventh, a number or an address; it is the caller who must keep its memory, likewise that of the rest
     * @param h the eighth
     * @param i the ninth
     * @param j the tenth
     * @param k the eleventh
     * @param l the twelfth
     * @param m the thirteenth
     * @return what it returns, of which there is nothing to tell where it returns nothing
     */
    public long call(
            MemorySegment a,
            MemorySegment b,
            MemorySegment c,
            MemorySegment d,
            MemorySegment e,
            MemorySegment f,
            long g,
            long h,
            long i,
            long j,
            long k,
            long l,
            long m) {
        try {
            return (long) CALL.invokeExact(address, CAPTURED.get(), a, b, c, d, e, f, g, h, i, j, k, l, m);
        } catch (RuntimeException | Error refused) {
            throw refused; // memory that is no longer there, for instance
        } catch (Throwable unexpected) {
            throw new AssertionError(unexpected);
        }
    }
}
