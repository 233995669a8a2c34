package dev.handoff.bench.peers;

import dev.handoff.engine.Jvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Two JVMs, one of which sends to the other over a {@link Peer}. They live until it is closed, warm. */
final class Pair implements AutoCloseable {
    /** The size of a small message. */
    static final long BYTES = 64;

    private static final Path MEMORY = Path.of("/dev/shm");

    private final Path directory;
    private final List<Process> processes = new ArrayList<>();
    private final Process receiving;
    private final Process sending;
    private final BufferedReader fromReceiver;
    private final BufferedReader fromSender;
    private boolean failed;
    private long next;

    /** Starts both, and waits until they are connected. */
    Pair(Peers which) {
        try {
            directory = Files.isWritable(MEMORY)
                    ? Files.createTempDirectory(MEMORY, "handoff-bench")
                    : Files.createTempDirectory("handoff-bench");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            receiving = start(which, "receive");
            fromReceiver = receiving.inputReader(StandardCharsets.UTF_8);
            answer(fromReceiver);
            sending = start(which, "send");
            fromSender = sending.inputReader(StandardCharsets.UTF_8);
            answer(fromSender);
        } catch (IOException e) {
            failed = true;
            close();
            throw new UncheckedIOException(which + " cannot be connected", e);
        }
    }

    private Process start(Peers which, String side) throws IOException {
        var process = Jvm.command(which.peer().flags(), End.class.getName(), which.name(), side, directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        processes.add(process);
        return process;
    }

    /**
     * Sends small messages.
     *
     * @param messages how many
     * @return millions a second, from the first one's departure to the last one's arrival
     */
    double millionsASecond(long messages) {
        double seconds = seconds("small " + next + " " + messages);
        next += messages;
        return messages / 1e6 / seconds;
    }

    /**
     * Sends large messages.
     *
     * @param bytes the size of each
     * @param messages how many
     * @return seconds for each
     * @throws IllegalStateException if they cannot be carried; it says why
     */
    double secondsOfLarge(long bytes, long messages) {
        return seconds("large " + bytes + " " + messages) / messages;
    }

    private double seconds(String order) {
        try {
            tell(receiving, order);
            tell(sending, order);
            long from = done(answer(fromSender));
            return (done(answer(fromReceiver)) - from) / 1e9;
        } catch (IOException e) {
            failed = true;
            throw new UncheckedIOException(e);
        } catch (IllegalStateException e) {
            failed = true; // the other one may wait for ever
            throw e;
        }
    }

    private static long done(String answer) {
        var words = answer.split(" ", 2);
        if (!words[0].equals("done")) {
            throw new IllegalStateException(answer);
        }
        return Long.parseLong(words[1]);
    }

    private static void tell(Process process, String order) throws IOException {
        var to = process.outputWriter(StandardCharsets.UTF_8);
        to.write(order + "\n");
        to.flush();
    }

    private static String answer(BufferedReader from) throws IOException {
        for (var line = from.readLine(); line != null; line = from.readLine()) {
            if (line.startsWith(End.MARK)) {
                return line.substring(End.MARK.length());
            }
        }
        throw new IOException("one of the two processes ended");
    }

    @Override
    public void close() {
        for (var process : processes.reversed()) {
            end(process);
        }
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets it close what it has open, and ends it if it does not come to that. */
    private void end(Process process) {
        try {
            process.getOutputStream().close();
            if (failed || !process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
