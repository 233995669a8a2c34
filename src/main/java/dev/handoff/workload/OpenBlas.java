package dev.handoff.workload;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.handoff.memory.NativeLibrary;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The matrix product of OpenBLAS, in one thread. Any thread may call it, each with matrices of its own.
 */
final class OpenBlas {
    private static final int ROW_MAJOR = 101;
    private static final int NOT_TRANSPOSED = 111;

    /** A process has one, whoever asks for it: loading and linking it again would take each run of a warm worker 20 ms. */
    private static OpenBlas loaded;

    private final MethodHandle dgemm;

    private OpenBlas(MethodHandle dgemm) {
        this.dgemm = dgemm;
    }

    static synchronized OpenBlas load() {
        if (loaded == null) {
            loaded = link();
        }
        return loaded;
    }

    private static OpenBlas link() {
        NativeLibrary library = OpenBlasFiles.load();
        library.call("openblas_set_num_threads", 1);
        return new OpenBlas(library.function(
                "cblas_dgemm",
                FunctionDescriptor.ofVoid(
                        JAVA_INT,
                        JAVA_INT,
                        JAVA_INT,
                        JAVA_INT,
                        JAVA_INT,
                        JAVA_INT,
                        JAVA_DOUBLE,
                        ADDRESS,
                        JAVA_INT,
                        ADDRESS,
                        JAVA_INT,
                        JAVA_DOUBLE,
                        ADDRESS,
                        JAVA_INT)));
    }

    /** Multiplies square matrices of doubles, row-major, in native memory: {@code c = a · b}. */
    void multiply(int size, MemorySegment a, MemorySegment b, MemorySegment c) {
        try {
            dgemm.invokeExact(
                    ROW_MAJOR, NOT_TRANSPOSED, NOT_TRANSPOSED, size, size, size, 1.0, a, size, b, size, 0.0, c, size);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
