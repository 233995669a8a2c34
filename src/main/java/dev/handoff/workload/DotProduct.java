package dev.handoff.workload;

import dev.handoff.spi.Composite;
import dev.handoff.spi.Computation;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * Two random square matrices of doubles, and their product: what each worker of the article's experiment computes. The
 * random numbers are those of {@code numpy.random.RandomState([seed, worker])}.
 *
 * @param size the number of rows and columns, from 1 to 10,000
 */
public record DotProduct(int size) implements Computation, Composite {
    private static final long serialVersionUID = 1L;
    private static final int LARGEST = 10_000;

    /** Checks the size. */
    public DotProduct {
        if (size < 1 || size > LARGEST) {
            throw new IllegalArgumentException("matrices of " + size + "×" + size + "; from 1 to " + LARGEST);
        }
    }

    DotProduct(Iterator<?> parts) {
        this((int) parts.next());
        OpenBlasFiles.tell(((List<?>) parts.next())
                .stream().map(path -> Path.of((String) path)).toList());
    }

    /** Its size, and where OpenBLAS is. */
    @Override
    public List<?> parts() {
        return List.of(size, openBlasLibraries().stream().map(Path::toString).toList());
    }

    /**
     * Where OpenBLAS is. Unpacks it, if it was not.
     *
     * @return what is to be loaded, in order; the last is OpenBLAS itself
     */
    public static List<Path> openBlasLibraries() {
        return OpenBlasFiles.find();
    }

    /**
     * The release of OpenBLAS that multiplies.
     *
     * @return for instance {@code 0.3.31-1.5.13}
     */
    public static String openBlasVersion() {
        return OpenBlasFiles.version();
    }

    /** The same as {@link #text}, so that printing it says it. */
    @Override
    public String toString() {
        return text();
    }

    @Override
    public String describe() {
        return "dot:" + size;
    }

    /** Three matrices. */
    @Override
    public long bytes() {
        return 3L * Double.BYTES * size * size;
    }

    @Override
    public Task open(int worker, long seed) {
        return new Product(size, new MersenneTwister((int) seed, worker));
    }

    private static final class Product implements Task {
        private final OpenBlas blas = OpenBlas.load();
        private final Arena arena = Arena.ofConfined();
        private final MersenneTwister random;
        private final int size;
        private final MemorySegment a;
        private final MemorySegment b;
        private final MemorySegment c;

        Product(int size, MersenneTwister random) {
            this.size = size;
            this.random = random;
            this.a = matrix();
            this.b = matrix();
            this.c = matrix();
        }

        private MemorySegment matrix() {
            return arena.allocate(ValueLayout.JAVA_DOUBLE, (long) size * size);
        }

        @Override
        public void inputs(long sequence) {
            random.fill(a);
            random.fill(b);
        }

        @Override
        public Object compute(long sequence) {
            blas.multiply(size, a, b, c);
            return c.getAtIndex(ValueLayout.JAVA_DOUBLE, (long) size * size - 1);
        }

        @Override
        public void close() {
            arena.close();
        }
    }
}
