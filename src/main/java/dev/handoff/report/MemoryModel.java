package dev.handoff.report;

import dev.handoff.spi.Machine;
import dev.handoff.spi.ProcessUse;
import dev.handoff.spi.Run;

/**
 * How long the memory is busy with one heavy message, if it does nothing but move the payload at the speed that was
 * measured for all cores together: the payload is written once when it is made, and copied as often as the processes of
 * the run were seen to copy it, in user space and by the system. What a run does not tell is not modelled.
 *
 * <p>The computation's matrices are left out (they fit a cache), and so is what a codec copies inside itself, and what a
 * cache saves: a copy through a 64 KB pipe may never reach the memory. The model is an upper bound for most machines, which
 * is why it alone does not name the memory; see {@link Verdict}.
 */
final class MemoryModel {
    private MemoryModel() {}

    static double busyMs(Run run, Machine machine) {
        double bytes = run.setup().payloadBytes();
        double copied = bytes * copies(run);
        return bytes < 0
                ? Double.NaN
                : 1e3 * (bytes / speed(machine.fillBytesPerSecond()) + copied / speed(machine.copyBytesPerSecond()));
    }

    /** How often a payload was copied, all processes together; NaN where the run does not tell. */
    static double copies(Run run) {
        return Group.copies(run, worker -> true, ProcessUse.Moved::bytes);
    }

    private static double speed(double bytesPerSecond) {
        return bytesPerSecond > 0 ? bytesPerSecond : Double.NaN;
    }
}
