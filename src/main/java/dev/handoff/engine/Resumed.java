package dev.handoff.engine;

import dev.handoff.spi.Death;
import dev.handoff.spi.Glimpse;
import dev.handoff.spi.ProcessUse;
import dev.handoff.spi.ProcessUse.Moved;
import dev.handoff.spi.Run;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * A run in which workers died with messages before them, and that goes on with these: over the same channel, opened anew, with
 * all workers, of which those that had finished have nothing more to send. So no channel need know a second process under the
 * number of a dead one.
 *
 * @param before what there is of it
 */
record Resumed(Run before) {
    /** Whether there is something to go on with. */
    static boolean isNeeded(Run run) {
        return run.deaths().stream().anyMatch(death -> death.notBegun() > 0);
    }

    /** With which message each worker begins: the one behind the last if it has finished. */
    List<Integer> from() {
        var setup = before.setup();
        var from = new ArrayList<>(Collections.nCopies(setup.workers(), setup.messages()));
        for (var death : before.deaths()) {
            from.set(death.worker(), (int) (setup.messages() - death.notBegun()));
        }
        return from;
    }

    Watched watchedBy(Watch watch) {
        return new Watched(watch);
    }

    /** Shows what there was before, too. */
    final class Watched implements Watch {
        private final Watch watch;
        private boolean told;

        private Watched(Watch watch) {
            this.watch = watch;
        }

        @Override
        public void look(Glimpse now) {
            watch.look(new Glimpse(
                    before.received() + now.received(),
                    before.timing().seconds() + now.seconds(),
                    now.silentSeconds(),
                    now.states(),
                    now.queued(),
                    now.longest()));
        }

        @Override
        public void brokenOff(Run run) {
            told = true;
            watch.brokenOff(with(run));
        }

        /** It ended before its time. If nothing was measured since, there is what there was before. */
        void ended() {
            if (!told) {
                boolean interrupted = Thread.currentThread().isInterrupted();
                watch.brokenOff(endingWith(interrupted ? Run.Outcome.INTERRUPTED : Run.Outcome.FAILED));
            }
        }
    }

    private Run endingWith(Run.Outcome outcome) {
        return new Run(
                before.setup(),
                before.timing(),
                outcome,
                before.received(),
                before.verified(),
                before.log(),
                before.states(),
                before.processes().stream()
                        .filter(use -> use.worker() == ProcessUse.PARENT)
                        .toList(),
                before.deaths());
    }

    /** Both parts as one. Start and warm-up are not counted in it, as ever. */
    Run with(Run rest) {
        var timing = new Run.Timing(
                before.timing().seconds() + rest.timing().seconds(),
                before.timing().startUpSeconds() + rest.timing().startUpSeconds(),
                before.timing().warmUpSeconds() + rest.timing().warmUpSeconds());
        return new Run(
                before.setup(),
                timing,
                rest.brokenOff() ? rest.outcome() : before.outcome(),
                before.received() + rest.received(),
                before.verified() + rest.verified(),
                both(before.log(), rest.log()),
                both(before.states(), rest.states()),
                before.processes().stream().flatMap(use -> plus(use, rest)).toList(),
                both(before.deaths().stream().map(Resumed::restarted).toList(), rest.deaths()));
    }

    private static <T> List<T> both(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static Death restarted(Death death) {
        return death.notBegun() == 0 ? death : death.andRestarted();
    }

    /** What a process used in both parts; of one that died in either nobody knows. */
    private static Stream<ProcessUse> plus(ProcessUse use, Run rest) {
        return rest.processes().stream()
                .filter(other -> other.worker() == use.worker())
                .map(other -> sum(use, other));
    }

    private static ProcessUse sum(ProcessUse a, ProcessUse b) {
        return new ProcessUse(
                a.worker(),
                a.cpuSeconds() + b.cpuSeconds(),
                a.voluntarySwitches() + b.voluntarySwitches(),
                a.involuntarySwitches() + b.involuntarySwitches(),
                a.gcPauseSeconds() + b.gcPauseSeconds(),
                a.allocatedBytes() + b.allocatedBytes(),
                Math.max(a.peakPrivateBytes(), b.peakPrivateBytes()),
                new Moved(
                        a.moved().copiedBytes() + b.moved().copiedBytes(),
                        a.moved().readBytes() + b.moved().readBytes(),
                        a.moved().writtenBytes() + b.moved().writtenBytes()));
    }
}
