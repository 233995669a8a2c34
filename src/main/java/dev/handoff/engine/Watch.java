package dev.handoff.engine;

import dev.handoff.spi.Glimpse;
import dev.handoff.spi.Run;

/** Is told how a run goes. */
@FunctionalInterface
public interface Watch {
    /**
     * Called while a run is measured, ten times a second, also when nothing happens; and once when all is received. By a
     * thread of its own, so that receiving does not wait for whoever watches. An exception ends the watching, not the run.
     *
     * @param now what can be seen
     */
    void look(Glimpse now);

    /**
     * Called, by the thread of the run, when it ends before its time while it is measured; then the exception follows.
     *
     * @param run what was measured until then
     */
    default void brokenOff(Run run) {}
}
