package dev.handoff.report;

import dev.handoff.spi.Arm;
import dev.handoff.spi.Message;
import dev.handoff.spi.Phase;
import dev.handoff.spi.ProcessUse;
import dev.handoff.spi.Run;
import dev.handoff.spi.StateSample;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;

/**
 * Plays an experiment by events, so that all stamps agree with each other: workers that compute, a capacity, feeders, one
 * write lock, one reader. Times in nanoseconds. Nothing here is measured; the figures are plausible for a small machine.
 */
final class Simulation {
    /** How long each step takes, in microseconds, as a worker sees it with its cores shared. */
    record Steps(double inputs, double compute, double produce, double encode, double transfer, double decode) {}

    private record Event(long time, long order, Runnable action) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::time).thenComparingLong(Event::order));
    private final Random random = new Random(42);
    private final List<Message> log = new ArrayList<>();
    private final List<Busy> busy = new ArrayList<>();
    private final Deque<Runnable> waitingForSpace = new ArrayDeque<>();
    private final Deque<Runnable> waitingForTurn = new ArrayDeque<>();
    private final Deque<Item> published = new ArrayDeque<>();
    private final Run.Setup setup;
    private final Steps steps;
    private final boolean slots;
    private long now;
    private long order;
    private int space;
    private boolean locked;
    private Item writing;
    private boolean readerBusy;
    private long asked;

    private record Busy(int worker, StateSample.Role role, long from, long to) {}

    private static final class Item {
        int worker;
        long sequence;
        long start;
        long published;
        long readFrom;
        long stamp;
        final long[] ns = new long[Message.WORKER_PHASES];

        void charge(Phase phase, long time) {
            ns[phase.ordinal()] += time - stamp;
            stamp = time;
        }
    }

    private final class Feeder {
        final Deque<Item> buffer = new ArrayDeque<>();
        boolean running;

        void accept(Item item) {
            buffer.add(item);
            if (!running) {
                next();
            }
        }

        void next() {
            var item = buffer.poll();
            running = item != null;
            if (running) {
                item.charge(Phase.BUFFERED, now);
                work(item.worker, StateSample.Role.FEEDING, steps.encode, () -> {
                    item.charge(Phase.ENCODE, now);
                    Runnable turn = () -> {
                        item.charge(Phase.WAIT_FOR_TURN, now);
                        writing = item;
                        meet();
                    };
                    if (locked) {
                        waitingForTurn.add(turn);
                    } else {
                        locked = true;
                        turn.run();
                    }
                });
            }
        }
    }

    private final List<Feeder> feeders = new ArrayList<>();

    private Simulation(Run.Setup setup, Steps steps) {
        this.setup = setup;
        this.steps = steps;
        slots = setup.route().equals("slots");
        space = setup.capacity();
    }

    static Run run(String language, String route, String codec, Arm arm, int repeat, Steps steps) {
        return run(
                new Run.Setup(
                        language, route, codec, arm, repeat, false, 16, 100, 100, "zeros:1500x1500x3", 54_000_000),
                steps);
    }

    static Run run(Run.Setup setup, Steps steps) {
        return new Simulation(setup, steps).play();
    }

    private Run play() {
        random.setSeed(setup.repeat() * 31L + setup.arm().ordinal());
        for (int worker = 0; worker < setup.workers(); worker++) {
            feeders.add(new Feeder());
            begin(worker, 0);
        }
        while (!events.isEmpty()) {
            var event = events.poll();
            now = event.time;
            event.action.run();
        }
        double seconds = now / 1e9;
        return new Run(setup, new Run.Timing(seconds, 0.8, 0.4), log.size(), log.size(), log, states(), processes());
    }

    private void begin(int worker, long sequence) {
        if (sequence == setup.messages()) {
            return;
        }
        var item = new Item();
        item.worker = worker;
        item.sequence = sequence;
        item.start = now;
        item.stamp = now;
        work(worker, StateSample.Role.COMPUTING, steps.inputs, () -> {
            item.charge(Phase.INPUTS, now);
            work(worker, StateSample.Role.COMPUTING, steps.compute, () -> {
                item.charge(Phase.COMPUTE, now);
                if (slots) {
                    takeSpace(() -> {
                        item.charge(Phase.WAIT_FOR_SPACE, now);
                        produce(item, () -> publish(item));
                    });
                } else {
                    produce(
                            item,
                            () -> takeSpace(() -> {
                                item.charge(Phase.WAIT_FOR_SPACE, now);
                                feeders.get(worker).accept(item);
                                begin(worker, sequence + 1);
                            }));
                }
            });
        });
    }

    private void produce(Item item, Runnable then) {
        work(item.worker, StateSample.Role.COMPUTING, steps.produce, () -> {
            item.charge(Phase.PRODUCE, now);
            then.run();
        });
    }

    private void takeSpace(Runnable then) {
        if (space > 0) {
            space--;
            then.run();
        } else {
            waitingForSpace.add(then);
        }
    }

    private void giveSpace() {
        if (waitingForSpace.isEmpty()) {
            space++;
        } else {
            waitingForSpace.poll().run();
        }
    }

    /** Slots: what is published waits for the reader, which does not copy it. */
    private void publish(Item item) {
        item.published = now;
        published.add(item);
        begin(item.worker, item.sequence + 1);
        meet();
    }

    /** Reader and writer meet in the pipe, or the reader finds a slot. */
    private void meet() {
        if (readerBusy) {
            return;
        }
        if (slots && !published.isEmpty()) {
            var item = published.poll();
            readerBusy = true;
            after(12, () -> {
                item.readFrom = now;
                read(item, now);
            });
        } else if (!slots && writing != null) {
            var item = writing;
            writing = null;
            readerBusy = true;
            after(8, () -> {
                item.readFrom = now;
                work(item.worker, StateSample.Role.FEEDING, steps.transfer, () -> {
                    item.charge(Phase.WRITE, now);
                    item.published = now;
                    busy.add(new Busy(ProcessUse.PARENT, StateSample.Role.RECEIVING, item.readFrom, now));
                    feeders.get(item.worker).next();
                    locked = !waitingForTurn.isEmpty();
                    if (locked) {
                        waitingForTurn.poll().run();
                    }
                    after(20, () -> read(item, now));
                });
            });
        }
    }

    private void read(Item item, long decodeFrom) {
        if (!slots) {
            giveSpace();
        }
        work(ProcessUse.PARENT, StateSample.Role.RECEIVING, steps.decode, () -> {
            long consumeFrom = now;
            after(15, () -> {
                var workerNs = new ArrayList<Long>();
                for (long ns : item.ns) {
                    workerNs.add(ns);
                }
                log.add(new Message(
                        item.worker,
                        item.sequence,
                        item.start,
                        workerNs,
                        item.published,
                        asked,
                        item.readFrom,
                        decodeFrom,
                        consumeFrom,
                        now));
                asked = now;
                readerBusy = false;
                if (slots) {
                    giveSpace();
                }
                meet();
            });
        });
    }

    private void work(int worker, StateSample.Role role, double micros, Runnable then) {
        long from = now;
        double jitter = 0.85 + 0.3 * random.nextDouble() + (random.nextInt(50) == 0 ? 1 : 0);
        after(micros * jitter, () -> {
            busy.add(new Busy(worker, role, from, now));
            then.run();
        });
    }

    private void after(double micros, Runnable action) {
        events.add(new Event(now + Math.round(micros * 1000), order++, action));
    }

    private record ThreadOf(int worker, StateSample.Role role) {}

    private List<StateSample> states() {
        Map<ThreadOf, NavigableMap<Long, Long>> byThread = new HashMap<>();
        for (var b : busy) {
            byThread.computeIfAbsent(new ThreadOf(b.worker, b.role), key -> new TreeMap<>())
                    .put(b.from, b.to);
        }
        var samples = new ArrayList<StateSample>();
        for (long time = 0; time <= now; time += 50_000_000) {
            for (int worker = 0; worker < setup.workers(); worker++) {
                samples.add(sample(byThread, time, worker, StateSample.Role.COMPUTING));
                if (!slots) {
                    samples.add(sample(byThread, time, worker, StateSample.Role.FEEDING));
                }
            }
            samples.add(sample(byThread, time, ProcessUse.PARENT, StateSample.Role.RECEIVING));
        }
        return samples;
    }

    private StateSample sample(
            Map<ThreadOf, NavigableMap<Long, Long>> byThread, long time, int worker, StateSample.Role role) {
        var latest = byThread.getOrDefault(new ThreadOf(worker, role), new TreeMap<>())
                .floorEntry(time);
        boolean runs = latest != null && time < latest.getValue();
        char state = !runs ? 'S' : random.nextInt(60) == 0 ? 'D' : 'R';
        return new StateSample(time, worker, role, state);
    }

    /** A pipe copies twice on either side; slots not at all; of Python nobody knows. */
    private ProcessUse.Moved moved(long messages) {
        if (setup.language().equals("python")) {
            return ProcessUse.Moved.UNKNOWN;
        }
        double bytes = slots || setup.arm() != Arm.HEAVY ? 0 : (double) messages * setup.payloadBytes();
        return new ProcessUse.Moved(bytes, bytes, 0);
    }

    private List<ProcessUse> processes() {
        var uses = new ArrayList<ProcessUse>();
        for (int worker = ProcessUse.PARENT; worker < setup.workers(); worker++) {
            int id = worker;
            double cpu = busy.stream()
                    .filter(b -> b.worker == id)
                    .mapToDouble(b -> (b.to - b.from) / 1e9)
                    .sum();
            boolean java = setup.language().equals("java");
            uses.add(new ProcessUse(
                    worker,
                    worker == ProcessUse.PARENT ? cpu * 0.6 : cpu * 2 / setup.workers(),
                    1200 + id,
                    300 + id,
                    java ? 0.012 : Double.NaN,
                    java ? 5.6e9 : Double.NaN,
                    worker == ProcessUse.PARENT ? 310_000_000 : 180_000_000 + 1_000_000L * id,
                    moved(worker == ProcessUse.PARENT ? setup.total() : setup.messages())));
        }
        return uses;
    }
}
