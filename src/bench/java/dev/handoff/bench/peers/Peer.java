package dev.handoff.bench.peers;

import java.nio.file.Path;
import java.util.List;

/**
 * A way to carry messages in one direction between two JVMs, with the settings that its documentation recommends. A message
 * begins with its number; each receiver checks every number and every length.
 */
interface Peer {
    /** What tables call it. */
    String title();

    /** What its JVMs must be started with. */
    default List<String> flags() {
        return List.of();
    }

    /**
     * Opens the end that receives, before the other.
     *
     * @param directory shared by the two processes, in memory, empty
     */
    Receiver receiver(Path directory) throws Exception;

    /** Opens the end that sends. */
    Sender sender(Path directory) throws Exception;

    /** The end that sends; one thread. */
    interface Sender extends AutoCloseable {
        /** Sends a message of {@link Pair#BYTES}, and waits as long as there is no room, as the documentation says. */
        void send(long number) throws Exception;

        /**
         * Sends one message of any size, of which the last byte is 1.
         *
         * @throws Exception if it cannot be carried; its message says why
         */
        void sendLarge(long bytes) throws Exception;
    }

    /** The end that receives; one thread. */
    interface Receiver extends AutoCloseable {
        /** Takes so many messages, the first of which bears this number. */
        void receive(long first, long messages) throws Exception;

        /** Takes one message of {@link Sender#sendLarge} and looks at its size and its last byte. */
        void receiveLarge(long bytes) throws Exception;
    }

    /** Complains about what came in place of a message. */
    static IllegalStateException wrong(long number, long bytes, long expected) {
        return new IllegalStateException(
                "message " + number + " of " + bytes + " bytes came where message " + expected + " was due");
    }
}
