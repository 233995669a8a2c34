package dev.handoff.engine;

import dev.handoff.ledger.ProcessMeter;
import dev.handoff.spi.Composite;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.UnsentException;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a worker says to the parent; a process does so over its standard output. */
sealed interface Report extends Serializable {
    /**
     * Its clock.
     *
     * @param nanoTime {@code System.nanoTime()} there
     */
    record Clock(long nanoTime) implements Report, Composite {
        Clock(Iterator<?> parts) {
            this((long) parts.next());
        }

        @Override
        public List<?> parts() {
            return List.of(nanoTime);
        }
    }

    /**
     * It has connected and is about to warm up.
     *
     * @param computing the system's id of the thread that computes
     * @param feeding that of the thread that feeds, −1 if there is none
     */
    record Connected(long computing, long feeding) implements Report, Composite {
        Connected(Iterator<?> parts) {
            this((long) parts.next(), (long) parts.next());
        }

        @Override
        public List<?> parts() {
            return List.of(computing, feeding);
        }
    }

    /**
     * It has sent everything.
     *
     * @param use what it used after the gate: the process, or the thread where the worker is one
     * @param checksum over the answers, so that no computation can be left out
     */
    record Finished(ProcessMeter.Reading use, long checksum) implements Report, Composite {
        Finished(Iterator<?> parts) {
            this((ProcessMeter.Reading) parts.next(), (long) parts.next());
        }

        @Override
        public List<?> parts() {
            return List.of(use, checksum);
        }
    }

    /**
     * The reader's code printed a line.
     *
     * @param line the line
     * @param toError to standard error, not to standard output
     * @param measured by a message that counts, not in warm-up or rehearsal
     */
    record Said(String line, boolean toError, boolean measured) implements Report {}

    /**
     * It could not go on.
     *
     * @param sequence the number of the message, −1 if it was none
     * @param cause why
     */
    record Failed(long sequence, Throwable cause) implements Report {
        private static final Pattern HEAP = Pattern.compile("heap space|GC overhead|array size");

        /** So many lines of a stack say where it was. */
        private static final int MOST_FRAMES = 60;

        private static final String OURS = "dev.handoff.engine.";

        /** Without what called the reader's code, and without what an overflow repeats a thousand times. */
        private static StackTraceElement[] told(StackTraceElement[] stack) {
            var theirs = Stream.of(stack)
                    .takeWhile(frame -> !frame.getClassName().startsWith(OURS))
                    .toList();
            return (theirs.isEmpty() ? Stream.of(stack) : theirs.stream())
                    .distinct()
                    .limit(MOST_FRAMES)
                    .toArray(StackTraceElement[]::new);
        }

        /**
         * The report, with the words of a cause that itself holds on to something that cannot travel.
         *
         * @param at the number of the message that the worker was at; what could not be sent in the background has its own
         * @param thrown what ended it
         */
        static Failed of(long at, Throwable thrown) {
            return thrown instanceof UnsentException unsent
                    ? because(unsent.sequence(), unsent.getCause())
                    : because(at, thrown);
        }

        private static Failed because(long sequence, Throwable thrown) {
            var cause = explained(thrown);
            cause.setStackTrace(told(cause.getStackTrace()));
            try (var out = new ObjectOutputStream(OutputStream.nullOutputStream())) {
                out.writeObject(cause);
                return new Failed(sequence, cause);
            } catch (IOException | RuntimeException e) {
                var words = new HandoffException(WorkerFailure.said(cause));
                words.setStackTrace(cause.getStackTrace());
                return new Failed(sequence, words);
            }
        }

        private static Throwable explained(Throwable thrown) {
            return switch (thrown) {
                // what was null, the JDK works out where it was thrown and when it is asked, and it does not travel
                case NullPointerException plain
                when plain.getClass() == NullPointerException.class ->
                    at(plain, new NullPointerException(plain.getMessage()));
                case OutOfMemoryError heap
                when isOfTheHeap(heap) -> at(heap, new OutOfMemoryError(heap.getMessage() + moreThanTheHeap()));
                default -> thrown;
            };
        }

        /** And not of threads, or of memory outside the heap. */
        private static boolean isOfTheHeap(OutOfMemoryError error) {
            return HEAP.matcher(String.valueOf(error.getMessage())).find();
        }

        private static Throwable at(Throwable thrown, Throwable explained) {
            explained.setStackTrace(thrown.getStackTrace());
            return explained;
        }

        private static String moreThanTheHeap() {
            return "; its heap has at most " + (Runtime.getRuntime().maxMemory() / 1_000_000)
                    + " MB: make less at a time";
        }
    }
}
