package dev.handoff.engine;

import dev.handoff.channel.PipeQueue;
import dev.handoff.channel.SharedSlots;
import dev.handoff.spi.Channel;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * A parent that is made to be killed: it brings two workers into some state, prints their process ids on one line, and
 * goes no further.
 */
final class Orphaning {
    /** What the workers do when their parent is killed. */
    enum Moment {
        /** Nothing, between two runs. */
        IDLE,
        /** They have warmed up and wait for the start. */
        AT_THE_GATE,
        /** They compute, and have no end in sight. */
        COMPUTING,
        /** They wait for a parent that takes nothing out. */
        WAITING_FOR_SPACE
    }

    private Orphaning() {}

    public static void main(String[] arguments) throws InterruptedException {
        var moment = Moment.valueOf(arguments[0]);
        Channel channel = arguments[1].equals("queue") ? new PipeQueue(0) : new SharedSlots();
        try (var pool = new Pool()) {
            var engine = new Engine(pool);
            var trial = Trial.over(channel).size(2, 100, 2).warmUp(1);
            engine.run(trial.plan(), received -> {});
            switch (moment) {
                case IDLE -> throw stop(pool);
                case AT_THE_GATE -> {
                    var stuck = new Tampered(channel, (taken, real, deadline) -> {
                        throw stop(pool);
                    });
                    engine.run(Trial.over(stuck).size(2, 100, 2).warmUp(1).plan(), received -> {});
                }
                case COMPUTING -> {
                    var endless = Work.computing((worker, sequence) -> Work.pause(sequence == 1 ? 1_000_000 : 0));
                    var stuck = Tampered.after(channel, received -> {
                        if (received == 2) {
                            throw stop(pool);
                        }
                    });
                    engine.run(Trial.over(stuck).size(2, 100, 2).doing(endless).plan(), now -> {});
                }
                case WAITING_FOR_SPACE -> {
                    var stuck = Tampered.after(channel, received -> {
                        throw stop(pool);
                    });
                    engine.run(Trial.over(stuck).size(2, 100, 2).plan(), now -> {});
                }
            }
        }
    }

    private static IllegalStateException stop(Pool pool) {
        List<Long> workers =
                pool.processes(2).workers().stream().map(Worker::pid).toList();
        System.out.println(workers.get(0) + " " + workers.get(1));
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new IllegalStateException("a parent that should have been killed was interrupted");
    }
}
