package dev.handoff.support;

import dev.handoff.engine.Jvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A second process that runs the {@code main} of a class of the tests. It speaks in lines on its standard output;
 * {@link #close} ends it, whatever it does.
 */
public final class OtherJvm implements AutoCloseable {
    private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final Process process;
    private final BufferedReader lines;

    private OtherJvm(ProcessBuilder builder) {
        try {
            process = builder.redirectErrorStream(true).start();
            lines = process.inputReader();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static OtherJvm start(Class<?> main, Object... arguments) {
        return new OtherJvm(command(main, arguments));
    }

    /** One that may not write files larger than so many KiB. */
    public static OtherJvm startWithFilesUpTo(int kib, Class<?> main, Object... arguments) {
        return startBehind(List.of("bash", "-c", "ulimit -f " + kib + "; exec \"$@\"", "bash"), main, arguments);
    }

    /** One that another program starts: its arguments are followed by the command. */
    public static OtherJvm startBehind(List<String> starter, Class<?> main, Object... arguments) {
        var command = command(main, arguments);
        command.command().addAll(0, starter);
        return new OtherJvm(command);
    }

    private static ProcessBuilder command(Class<?> main, Object... arguments) {
        var texts = Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
        return Jvm.command(QUICK_START, main.getName(), texts);
    }

    public long pid() {
        return process.pid();
    }

    /** The next line it says; null when it has ended. */
    public String line() {
        try {
            return lines.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets it go on, if it waits for the end of its standard input. */
    public void letGo() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has ended well, having said nothing more. */
    public void join() throws InterruptedException {
        var rest = lines.lines().toList();
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0 || !rest.isEmpty()) {
            throw new AssertionError("the other process said " + rest + (process.isAlive() ? " and lives on" : ""));
        }
    }

    /** Ends it as {@code kill -9} does, and waits until the system has noticed. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
