package dev.handoff.bench.handover;

import dev.handoff.channel.Ring;
import dev.handoff.channel.SharedSlots;
import dev.handoff.codec.RawCodec;
import dev.handoff.engine.Jvm;
import dev.handoff.memory.CurrentThread;
import dev.handoff.memory.Looks;
import dev.handoff.spi.Channel;
import dev.handoff.spi.Channel.Terms;
import dev.handoff.spi.Connector;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.util.HexFormat;
import java.util.List;

/**
 * A ball between two JVMs over two channels of the library, one in each direction, opened and used as the engine does. This
 * one throws; it starts the other, which throws back. Each waits on a core of its own.
 *
 * <p>Arguments: the channel, {@code slots} or {@code ring}; the size of the payload in bytes; a {@link Mode} in lower case. For
 * each line on standard input one on standard output, nanoseconds: a number of round trips gives the median and the 99th
 * percentile of half a round trip; a number of messages and the nanoseconds between two of them give how long each took one
 * way from the moment it was sent, then from the moment it should have been.
 */
final class Ball {
    private static final int CAPACITY = 2;
    private static final String OTHER_SIDE = "back";

    private Ball() {}

    public static void main(String[] arguments) throws Exception {
        boolean throwsFirst = arguments.length == 3;
        Looks.inMemory(1); // before this thread has a core of its own, and with it only that one
        pin(throwsFirst ? 0 : 1);
        long bytes = Long.parseLong(arguments[1]);
        var terms = new Terms(1, CAPACITY, new RawCodec(), bytes);
        var channel = channel(arguments[0]);
        var mode = Mode.valueOf(arguments[2].toUpperCase(java.util.Locale.ROOT));
        var lines = new BufferedReader(new InputStreamReader(System.in));
        try (var inbox = channel.open(terms)) {
            if (throwsFirst) {
                var other = start(arguments);
                try (var its = other.inputReader();
                        var ours = new PrintStream(other.getOutputStream(), true)) {
                    ours.println(text(inbox.connector()));
                    try (var outbox = connector(its.readLine()).connect(0, Throwable::printStackTrace)) {
                        its.readLine(); // it is connected, too
                        var side = new Side(outbox, inbox, bytes, mode);
                        lead(side, lines, ours, its);
                    }
                }
                other.waitFor();
            } else {
                System.out.println(text(inbox.connector()));
                try (var outbox = connector(lines.readLine()).connect(0, Throwable::printStackTrace)) {
                    System.out.println("connected");
                    follow(new Side(outbox, inbox, bytes, mode), lines);
                }
            }
        }
    }

    private static void lead(Side side, BufferedReader lines, PrintStream other, BufferedReader its)
            throws IOException {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            other.println(line);
            var words = line.split(" ");
            int balls = Integer.parseInt(words[0]);
            if (words.length == 1) {
                System.out.println(Sample.ofHalves(side.throwBalls(balls)));
            } else {
                side.sendAtIntervals(balls, Long.parseLong(words[1]));
                System.out.println(its.readLine());
            }
        }
    }

    private static void follow(Side side, BufferedReader lines) throws IOException {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            var words = line.split(" ");
            int balls = Integer.parseInt(words[0]);
            if (words.length == 1) {
                side.throwBack(balls);
            } else {
                System.out.println(side.receive(balls));
            }
        }
    }

    private static Process start(String... arguments) throws IOException {
        return Jvm.command(
                        List.of("-Xmx256m"), Ball.class.getName(), arguments[0], arguments[1], arguments[2], OTHER_SIDE)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static Channel channel(String name) {
        return switch (name) {
            case "slots" -> new SharedSlots();
            case "ring" -> new Ring(0);
            default -> throw new IllegalArgumentException("channel '" + name + "'; slots or ring");
        };
    }

    /** The calling thread alone: the compiler's threads go where there is room. */
    private static void pin(int core) throws IOException, InterruptedException {
        new ProcessBuilder("taskset", "-p", "-c", "" + core, "" + CurrentThread.systemId())
                .start()
                .waitFor();
    }

    private static String text(Connector connector) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(connector);
        }
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private static Connector connector(String text) throws IOException, ClassNotFoundException {
        try (var in =
                new ObjectInputStream(new ByteArrayInputStream(HexFormat.of().parseHex(text)))) {
            return (Connector) in.readObject();
        }
    }
}
