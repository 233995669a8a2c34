package dev.handoff.engine;

import dev.handoff.ledger.ProcessMeter;
import dev.handoff.shipping.Unpacking;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/**
 * The worker process. Orders come by standard input, reports go to standard output; what the reader's code prints there is
 * a report of its own, so that it cannot be taken for another, and what it reads is nothing, so that it cannot take an order.
 * The end of standard input is the end of the parent: then the worker stops at once, whatever it is doing.
 */
final class WorkerMain {
    private WorkerMain() {}

    public static void main(String[] arguments) throws IOException, ClassNotFoundException {
        var reports = new ObjectOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        reports.flush();
        var printed = new Printed(line -> send(reports, new Report.Said(line)), System::nanoTime);
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setIn(InputStream.nullInputStream());
        var work = Executors.newSingleThreadExecutor( // never closed: closing would wait for a run that goes nowhere
                Thread.ofPlatform().name("handoff-worker").daemon().factory());
        var unpacking = new Unpacking();
        try (var orders = new ObjectInputStream(new FileInputStream(FileDescriptor.in))) {
            while (true) {
                switch ((Order) orders.readObject()) {
                    case Order.ReadClock() -> send(reports, new Report.Clock(System.nanoTime()));
                    case Order.Unpack(int worker, var parcel) ->
                        work.execute(() -> WorkerLoop.run(
                                worker, () -> parcel.open(unpacking), ProcessMeter::ofProcess, report -> {
                                    printed.endOfRun();
                                    send(reports, report);
                                }));
                    case Order.Work _ -> throw new IllegalStateException("a process needs a parcel");
                }
            }
        } catch (EOFException e) {
            Runtime.getRuntime().halt(0);
        }
    }

    private static void send(ObjectOutputStream reports, Report report) {
        synchronized (reports) {
            try {
                reports.reset(); // or the stream would keep, and refer to, everything it ever sent
                reports.writeObject(report);
                reports.flush();
            } catch (IOException e) {
                Runtime.getRuntime().halt(1); // nobody listens any more
            }
        }
    }
}
