package dev.handoff.bench.handover;

import dev.handoff.bench.Ratio;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * What it takes to write a payload, in one thread into warm private memory: by the JVM's means, and by the C library's. Into two
 * blocks in turn, as a ball's are.
 */
@SuppressWarnings("restricted")
record Fills(double jvmUs, double memsetUs) {
    private static final int ROUNDS = 9;
    private static final int TIMES = 20;

    private static final MethodHandle MEMSET = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("memset"),
                    FunctionDescriptor.of(
                            ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));

    static Fills of(long bytes) {
        List<Double> jvm = new ArrayList<>();
        List<Double> c = new ArrayList<>();
        try (var arena = Arena.ofConfined()) {
            var blocks = List.of(block(arena, bytes), block(arena, bytes));
            for (int round = 0; round < ROUNDS; round++) {
                jvm.add(us(i -> blocks.get(i % 2).fill((byte) i)));
                c.add(us(i -> memset(blocks.get(i % 2), i)));
            }
        }
        return new Fills(Ratio.median(jvm), Ratio.median(c));
    }

    private static MemorySegment block(Arena arena, long bytes) {
        return arena.allocate(bytes, Long.BYTES).fill((byte) 1);
    }

    private static double us(IntConsumer fill) {
        long from = System.nanoTime();
        for (int i = 0; i < TIMES; i++) {
            fill.accept(i);
        }
        return (System.nanoTime() - from) / 1e3 / TIMES;
    }

    private static void memset(MemorySegment memory, int value) {
        try {
            var _ = (MemorySegment) MEMSET.invokeExact(memory, value, memory.byteSize());
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
