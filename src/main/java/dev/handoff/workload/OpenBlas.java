package dev.handoff.workload;

import dev.handoff.memory.NativeFunction;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The matrix product of OpenBLAS, in one thread. Any thread may call it, each with matrices of its own.
 *
 * <p>It is called by its Fortran name, which takes addresses only, so that no further shape of a call has to be linked
 * ({@link NativeFunction}). Fortran counts by columns: it takes a matrix of ours for its transpose, and (a·b)ᵀ is bᵀ·aᵀ,
 * so b goes first. {@code cblas_dgemm} does the same with row-major matrices.
 */
final class OpenBlas {
    /** A process has one, whoever asks for it: loading it again would take each run of a warm worker some milliseconds. */
    private static OpenBlas loaded;

    private final NativeFunction dgemm;

    private OpenBlas(NativeFunction dgemm) {
        this.dgemm = dgemm;
    }

    static synchronized OpenBlas load() {
        if (loaded == null) {
            var library = OpenBlasFiles.load();
            library.function("openblas_set_num_threads").call(1);
            loaded = new OpenBlas(library.function("dgemm_"));
        }
        return loaded;
    }

    /** Multiplies square matrices of doubles, row-major, in native memory: {@code c = a · b}. */
    void multiply(int size, MemorySegment a, MemorySegment b, MemorySegment c) {
        try (var arena = Arena.ofConfined()) {
            var scalars = arena.allocateFrom(
                    ValueLayout.JAVA_LONG, 'N', size, Double.doubleToRawLongBits(1), Double.doubleToRawLongBits(0));
            var notTransposed = scalars.asSlice(0, Long.BYTES);
            var length = scalars.asSlice(Long.BYTES, Long.BYTES);
            var one = scalars.asSlice(2 * Long.BYTES, Long.BYTES);
            long zero = scalars.address() + 3 * Long.BYTES;
            dgemm.call(
                    notTransposed,
                    notTransposed,
                    length,
                    length,
                    length,
                    one,
                    b.address(),
                    length.address(),
                    a.address(),
                    length.address(),
                    zero,
                    c.address(),
                    length.address());
        }
    }
}
