package dev.handoff.bench.handover;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A program with two processes that throw a ball to each other when they are told to, and sleep meanwhile. For one thread. */
final class Player implements AutoCloseable {
    private static final int MOST_WARM_UP = 100_000;

    private final Process process;
    private final BufferedReader answers;
    private final PrintStream orders;

    Player(List<String> command) {
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        answers = process.inputReader();
        orders = new PrintStream(process.getOutputStream(), true);
    }

    /** Plays until what is compiled while it runs is compiled. */
    void warmUp(int balls) {
        for (int played = 0; played < Math.min(10 * balls, MOST_WARM_UP); played += balls) {
            play(balls);
        }
    }

    /** Half a round trip. */
    Sample play(int balls) {
        var figures = ask("" + balls);
        return new Sample(figures.get(0), figures.get(1));
    }

    /** One way, at a fixed rate. */
    Times play(int messages, long intervalNs) {
        return Times.parse(ask(messages + " " + intervalNs));
    }

    private List<Double> ask(String order) {
        orders.println(order);
        try {
            var answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException(process.info().command().orElse("a program") + " ended");
            }
            return Stream.of(answer.split(" ")).map(Double::valueOf).collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        orders.close();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
