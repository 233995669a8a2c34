package dev.handoff.notebook;

import dev.handoff.Experiment;
import dev.handoff.Payloads;
import dev.handoff.Route;
import dev.handoff.Session;
import dev.handoff.Shared;
import dev.handoff.Workload;
import dev.handoff.chaos.Residue;
import dev.handoff.engine.Work;
import dev.handoff.spi.Arm;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Monitor;
import java.util.concurrent.locks.LockSupport;

/** What cells of a test run: experiments that have no end in sight, and what is left when they were interrupted. */
public final class Endless {
    private Endless() {}

    /** Takes minutes, and receives messages all the time; over another route for each number. */
    public static Experiment experiment(int number) {
        var workload = new Workload(Work.computing((worker, sequence) -> Work.pause(10)), Payloads.zeros(500, 500));
        var routes = Route.all();
        return Experiment.of(workload)
                .workers(2)
                .messages(10_000)
                .capacity(4)
                .arms(Arm.HEAVY)
                .via(routes.get(number % routes.size()));
    }

    /** The same, and takes no time. */
    public static Experiment short_() {
        return experiment(0).messages(3);
    }

    /** Says which message it is at. */
    public static Experiment printing() {
        var talking = Work.computing((worker, sequence) -> System.out.println("message " + sequence));
        return Experiment.of(new Workload(talking, Payloads.zeros(10)))
                .workers(2)
                .messages(3)
                .warmUp(0)
                .arms(Arm.LIGHT)
                .via(Route.queue());
    }

    /** Something that takes long, another thing for each number. */
    public static void run(int number) {
        switch (number % 5) {
            case 0 -> experiment(number / 5).run();
            case 1 -> experiment(number / 5).sweep(8, 1 << 30);
            case 2 -> Shared.lostUpdates(2, 100_000_000);
            case 3 -> Session.shared().run(experiment(2 + number / 5).arms(Arm.LIGHT, Arm.HEAVY), Monitor.NONE);
            default ->
                Experiment.article()
                        .messages(100_000)
                        .arms(Arm.LIGHT)
                        .python(true)
                        .run();
        }
    }

    /** What is there besides, once what was interrupted has ended; within 2 s it has. */
    public static String left(Residue before) {
        try {
            Session.shared().partial();
        } catch (HandoffException e) {
            // it was interrupted before anything was measured
        }
        for (int i = 0; i < 40 && !Residue.now().equals(before); i++) {
            LockSupport.parkNanos(50_000_000);
        }
        var now = Residue.now();
        return now.equals(before) ? "nothing" : now + " instead of " + before;
    }
}
