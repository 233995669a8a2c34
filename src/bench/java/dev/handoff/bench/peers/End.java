package dev.handoff.bench.peers;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * One of the two processes of a {@link Pair}. It reads orders from standard input and answers each with a line: {@code small
 * FIRST COUNT} and {@code large BYTES COUNT} with {@code done NANOSECONDS}, the clock when it began (who sends) or had all (who
 * receives), or with {@code failed} and why. It ends when there are no more orders.
 */
final class End {
    private End() {}

    /** Says what it answers in a line of its own, whatever else is printed. */
    static final String MARK = "end: ";

    public static void main(String[] arguments) throws Exception {
        var peer = Peers.valueOf(arguments[0]).peer();
        var directory = Path.of(arguments[2]);
        boolean sends = arguments[1].equals("send");
        try (var sender = sends ? peer.sender(directory) : null;
                var receiver = sends ? null : peer.receiver(directory);
                var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            answer("ready");
            for (var order = orders.readLine(); order != null; order = orders.readLine()) {
                var words = order.split(" ");
                long number = Long.parseLong(words[1]);
                long from = System.nanoTime();
                try {
                    long count = Long.parseLong(words[2]);
                    switch (words[0]) {
                        case "small" -> {
                            if (sends) {
                                for (long next = number; next < number + count; next++) {
                                    sender.send(next);
                                }
                            } else {
                                receiver.receive(number, count);
                            }
                        }
                        case "large" -> {
                            for (long i = 0; i < count; i++) {
                                if (sends) {
                                    sender.sendLarge(number);
                                } else {
                                    receiver.receiveLarge(number);
                                }
                            }
                        }
                        default -> throw new IllegalArgumentException("no order: " + order);
                    }
                    answer("done " + (sends ? from : System.nanoTime()));
                } catch (Exception | OutOfMemoryError e) {
                    answer("failed " + String.valueOf(e).lines().findFirst().orElse(""));
                }
            }
        }
    }

    private static void answer(String text) {
        System.out.println(MARK + text);
        System.out.flush();
    }
}
