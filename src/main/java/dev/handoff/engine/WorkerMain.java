package dev.handoff.engine;

import dev.handoff.ledger.ProcessMeter;
import dev.handoff.shipping.LeanInput;
import dev.handoff.shipping.LeanOutput;
import dev.handoff.shipping.Unpacking;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * The worker process. Orders come by standard input, reports go to standard output; what the reader's code prints is a
 * report of its own, so that it cannot be taken for another, and what it reads is nothing, so that it cannot take an order.
 * The end of standard input is the end of the parent: then the worker stops at once, whatever it is doing.
 */
final class WorkerMain {
    private WorkerMain() {}

    public static void main(String[] arguments) throws IOException, ClassNotFoundException {
        var reports = new LeanOutput(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        var measured = new AtomicBoolean();
        var printed = Stream.of(false, true)
                .map(toError -> new Printed(
                        line -> send(reports, new Report.Said(line, toError, measured.get())), System::nanoTime))
                .toList();
        System.setOut(new PrintStream(printed.get(0), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(printed.get(1), true, StandardCharsets.UTF_8));
        System.setIn(InputStream.nullInputStream());
        var work = Executors.newSingleThreadExecutor( // never closed: closing would wait for a run that goes nowhere
                Thread.ofPlatform()
                        .name("handoff-worker")
                        .daemon()
                        .uncaughtExceptionHandler((thread, e) -> sayAndHalt(e))
                        .factory());
        var unpacking = new Unpacking();
        try (var from = new BufferedInputStream(new FileInputStream(FileDescriptor.in))) {
            var orders = new LeanInput(from, WorkerMain.class::getClassLoader);
            while (true) {
                // no pattern switch: in a process that has just started, the first takes some milliseconds
                var order = (Order) orders.read();
                if (order instanceof Order.Unpack(int worker, var parcel)) {
                    work.execute(() -> {
                        measured.set(false);
                        WorkerLoop.run(
                                worker,
                                () -> parcel.open(unpacking),
                                ProcessMeter::ofProcess,
                                () -> {
                                    printed.forEach(Printed::endOfRun);
                                    measured.set(true);
                                },
                                report -> {
                                    printed.forEach(Printed::endOfRun);
                                    send(reports, report);
                                });
                    });
                } else if (order instanceof Order.ReadClock) {
                    send(reports, new Report.Clock(System.nanoTime()));
                } else {
                    throw new IllegalStateException("a process needs a parcel");
                }
            }
        } catch (EOFException e) {
            Runtime.getRuntime().halt(0);
        }
    }

    /** What could not even be reported. */
    private static void sayAndHalt(Throwable e) {
        try (var error = new FileOutputStream(FileDescriptor.err)) {
            error.write((e + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException unsaid) {
            // the exit code remains
        } finally {
            Runtime.getRuntime().halt(1);
        }
    }

    private static void send(LeanOutput reports, Report report) {
        synchronized (reports) {
            try {
                reports.write(report);
            } catch (IOException e) {
                Runtime.getRuntime().halt(1); // nobody listens any more
            }
        }
    }
}
