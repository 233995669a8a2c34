package dev.handoff.engine;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What the reader's code prints in a worker process, line by line on its way to the parent. So that a print in a loop
 * harms neither the run nor the notebook, only so many lines pass in a second and so many bytes of a line; what was left
 * out is counted, and said. Threads that print at the same time may mix their lines.
 */
final class Printed extends OutputStream {
    static final int LINES_A_SECOND = 100;
    static final int BYTES_A_LINE = 10_000;
    private static final long SECOND_NS = 1_000_000_000;

    private final Consumer<String> lines;
    private final LongSupplier clock;
    private final byte[] line = new byte[BYTES_A_LINE];
    private long length;
    private long fromNs;
    private int passed;
    private long leftOut;

    /**
     * @param lines takes what passes
     * @param clock in nanoseconds
     */
    Printed(Consumer<String> lines, LongSupplier clock) {
        this.lines = lines;
        this.clock = clock;
        this.fromNs = clock.getAsLong();
    }

    @Override
    public synchronized void write(int b) {
        if (b == '\n') {
            end();
        } else {
            if (length < BYTES_A_LINE) {
                line[(int) length] = (byte) b;
            }
            length++;
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int count) {
        for (int i = from; i < from + count; i++) {
            write(bytes[i]);
        }
    }

    private void end() {
        long now = clock.getAsLong();
        if (now - fromNs >= SECOND_NS) {
            sayLeftOut();
            fromNs = now;
            passed = 0;
        }
        if (passed < LINES_A_SECOND) {
            passed++;
            lines.accept(text());
        } else {
            leftOut++;
        }
        length = 0;
    }

    private String text() {
        int kept = (int) Math.min(length, BYTES_A_LINE);
        var text = new String(Arrays.copyOf(line, kept), StandardCharsets.UTF_8);
        return length > kept ? text + "... (" + (length - kept) + " bytes more)" : text;
    }

    private void sayLeftOut() {
        if (leftOut > 0) {
            lines.accept("(" + leftOut + " lines left out: more than " + LINES_A_SECOND + " in a second)");
            leftOut = 0;
        }
    }

    /** A run, or a part of it, has ended: what has no end of its own, and what was left out. The next has its own limit. */
    synchronized void endOfRun() {
        if (length > 0) {
            end();
        }
        sayLeftOut();
        fromNs = clock.getAsLong();
        passed = 0;
    }
}
