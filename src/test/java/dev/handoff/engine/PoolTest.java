package dev.handoff.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.channel.PipeQueue;
import dev.handoff.channel.SharedSlots;
import dev.handoff.chaos.Residue;
import dev.handoff.support.Crew;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PoolTest {
    @Test
    void clocksAreComparedWhenAWorkerStarts() {
        try (var pool = new Pool()) {
            assertThat(pool.clockBracketNs()).isZero();
            pool.processes(2);
            assertThat(pool.clockBracketNs()).isBetween(1L, TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    @Test
    void whoTakesThePlaceOfADeadWorkerHasNotRehearsed() {
        try (var pool = new Pool()) {
            new Engine(pool)
                    .run(Trial.over(new PipeQueue(0)).size(2, 1, 2).warmUp(1).plan(), received -> {});
            var crew = pool.processes(2);
            assertThat(crew.untrained()).isFalse();
            var worker = crew.workers().get(1);
            ProcessHandle.of(worker.pid()).orElseThrow().destroyForcibly();
            Crew.until("it is dead", () -> !worker.isAlive());
            assertThat(pool.processes(1).untrained()).as("the other one").isFalse();
            assertThat(pool.processes(2).untrained()).isTrue();
        }
    }

    @Test
    void whatAWorkerPrintsArrivesWithItsNumberAndDisturbsNothing() {
        List<String> printed = new CopyOnWriteArrayList<>();
        List<String> errors = new CopyOnWriteArrayList<>();
        var pool = new Pool(printed::add, errors::add);
        try (pool) {
            var engine = new Engine(pool);
            engine.run(Trial.over(new PipeQueue(0)).size(2, 1, 2).plan(), received -> {});
            var talking = Work.computing((worker, sequence) -> {
                System.out.println("größe " + sequence);
                System.out.write(new byte[] {(byte) 0xac, (byte) 0xed, 0, 5, '\n'}, 0, 5);
                System.err.println("error " + sequence);
            });
            var run = engine.run(
                    Trial.over(new PipeQueue(0)).doing(talking).size(2, 2, 2).plan(), received -> {});
            assertThat(run.verified()).isEqualTo(4);
            assertThat(printed).as("all is there when the run has ended").hasSize(8);
        }
        for (int worker = 0; worker < 2; worker++) {
            var own = "worker " + worker + ": ";
            assertThat(printed.stream().filter(line -> line.startsWith(own)).filter(line -> !line.contains("\u0005")))
                    .containsExactly(own + "größe 0", own + "größe 1");
            assertThat(errors.stream().filter(line -> line.startsWith(own)))
                    .containsExactly(own + "error 0", own + "error 1");
        }
    }

    @Test
    void whatIsPrintedBeforeTheMessagesThatCountIsSaidOnlyIfItFails() {
        List<String> said = new CopyOnWriteArrayList<>();
        try (var pool = new Pool(said::add, said::add)) {
            var engine = new Engine(pool);
            var talking = Trial.over(new PipeQueue(0)).doing(Work.computing((worker, sequence) -> {
                System.out.println("out " + sequence);
                System.err.println("err " + sequence);
            }));
            engine.run(talking.size(1, 2, 2).warmUp(3).plan(), received -> {});
            assertThat(said)
                    .containsExactlyInAnyOrder(
                            "worker 0: out 0", "worker 0: err 0", "worker 0: out 1", "worker 0: err 1");
            engine.tryOut(talking.plan());
            assertThat(said).hasSize(4);
            var failing = Work.computing((worker, sequence) -> {
                System.out.println("before the end");
                Runtime.getRuntime().halt(3);
            });
            assertThatThrownBy(() -> engine.tryOut(
                            Trial.over(new PipeQueue(0)).doing(failing).plan()))
                    .hasMessageEndingWith("ended with exit code 3; it wrote nothing");
            assertThat(said).hasSize(5).endsWith("worker 0: before the end");
        }
    }

    @Test
    void whatAWorkerReadsFromStandardInputIsNothingAndNoOrder() {
        try (var pool = new Pool()) {
            var reading = Work.computing((worker, sequence) -> {
                if (Work.read() != -1) {
                    throw new IllegalStateException("an order was taken from under the worker's feet");
                }
            });
            var run = new Engine(pool)
                    .run(Trial.over(new SharedSlots()).doing(reading).plan(), received -> {});
            assertThat(run.verified()).isEqualTo(5);
        }
    }

    @Test
    void closingEndsTheWorkersAndTheNextRunStartsOthers() {
        var before = Residue.now();
        var pool = new Pool();
        var plan = Trial.over(new SharedSlots()).size(2, 1, 2).plan();
        try {
            new Engine(pool).run(plan, received -> {});
            assertThat(pool.size()).isEqualTo(2);
            pool.close();
            assertThat(pool.size()).isZero();
            assertThat(Residue.now()).isEqualTo(before);
            assertThat(new Engine(pool).run(plan, received -> {}).timing().startUpSeconds())
                    .isPositive();
        } finally {
            pool.close();
        }
        assertThat(Residue.now()).isEqualTo(before);
    }
}
