package dev.handoff.bench.peers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** JeroMQ: PUSH and PULL over TCP on loopback, with its own limit of 1,000 messages, at which {@code send} blocks. */
final class JeroMqPeer implements Peer {
    private static final String PORT = "port";

    @Override
    public String title() {
        return "JeroMQ, PUSH to PULL, TCP";
    }

    @Override
    public Receiver receiver(Path directory) throws IOException {
        var context = new ZContext();
        var socket = context.createSocket(SocketType.PULL);
        int port = socket.bindToRandomPort("tcp://127.0.0.1");
        Files.writeString(directory.resolve(PORT), Integer.toString(port));
        return new Receiving(context, socket);
    }

    @Override
    public Sender sender(Path directory) throws IOException {
        var context = new ZContext();
        var socket = context.createSocket(SocketType.PUSH);
        socket.connect("tcp://127.0.0.1:" + Files.readString(directory.resolve(PORT)));
        return new Sending(context, socket);
    }

    private record Sending(ZContext context, ZMQ.Socket socket) implements Sender {
        /** A message's array is the socket's once it was given, so each has its own. */
        @Override
        public void send(long number) {
            var message = ByteBuffer.allocate((int) Pair.BYTES).order(ByteOrder.nativeOrder());
            socket.send(message.putLong(0, number).array());
        }

        @Override
        public void sendLarge(long bytes) {
            var message = new byte[Math.toIntExact(bytes)];
            message[message.length - 1] = 1;
            socket.send(message);
        }

        @Override
        public void close() {
            context.close();
        }
    }

    private record Receiving(ZContext context, ZMQ.Socket socket) implements Receiver {
        @Override
        public void receive(long first, long messages) {
            for (long due = first; due < first + messages; due++) {
                var message = socket.recv();
                long number =
                        ByteBuffer.wrap(message).order(ByteOrder.nativeOrder()).getLong(0);
                if (number != due || message.length != Pair.BYTES) {
                    throw Peer.wrong(number, message.length, due);
                }
            }
        }

        @Override
        public void receiveLarge(long bytes) {
            var message = socket.recv();
            if (message.length != bytes || message[message.length - 1] != 1) {
                throw Peer.wrong(0, message.length, 0);
            }
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
