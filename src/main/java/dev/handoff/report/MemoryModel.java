package dev.handoff.report;

import dev.handoff.spi.Machine;
import dev.handoff.spi.Run;

/**
 * How long the memory is busy with one heavy message, if it does nothing but move the payload at the speed that was
 * measured for all cores together.
 *
 * <table>
 *   <caption>What is moved</caption>
 *   <tr><th>route</th><th>made</th><th>copied</th></tr>
 *   <tr><td>queue</td><td>once</td><td>4 times: into the codec's bytes, into the pipe, out of it, into the object</td></tr>
 *   <tr><td>slots</td><td>once, in the slot</td><td>not at all</td></tr>
 *   <tr><td>threads</td><td>once</td><td>not at all</td></tr>
 * </table>
 *
 * <p>The computation's matrices are left out (they fit a cache), and so is what a cache saves: a copy through a 64 KB
 * pipe may never reach the memory. The model is an upper bound for most machines, which is why it alone does not name the
 * memory; see {@link Verdict}.
 */
final class MemoryModel {
    private static final double NOT_MODELLED = Double.NaN;

    private MemoryModel() {}

    static double busyMs(Run run, Machine machine) {
        double bytes = run.setup().payloadBytes();
        double copied = bytes * copies(run.setup().route());
        return bytes < 0
                ? Double.NaN
                : 1e3 * (bytes / speed(machine.fillBytesPerSecond()) + copied / speed(machine.copyBytesPerSecond()));
    }

    static double copies(String route) {
        return switch (route) {
            case "queue" -> 4;
            case "slots", "threads" -> 0;
            default -> NOT_MODELLED;
        };
    }

    private static double speed(double bytesPerSecond) {
        return bytesPerSecond > 0 ? bytesPerSecond : Double.NaN;
    }
}
