package dev.handoff.report;

import dev.handoff.spi.Arm;
import dev.handoff.spi.Displayable;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Run;
import java.util.Comparator;
import java.util.List;
import org.knowm.xchart.XYChart;

/**
 * The charts of an experiment, 900 points wide and 500 or more high. Runs from cold are on none of them. Immutable; each
 * call makes a new chart, which is the caller's to change. No record: what a reader is offered here are charts.
 */
public final class Charts implements Displayable {
    private final List<Run> runs;

    /**
     * Copies the list.
     *
     * @param runs the runs of an experiment, in any order
     */
    public Charts(List<Run> runs) {
        this.runs = List.copyOf(runs);
    }

    /**
     * What a message takes, for each route and arm, Java and Python side by side: medians over the repeats, with 95 %
     * bootstrap intervals where there are enough samples.
     *
     * @return a chart of horizontal bars, milliseconds a message
     * @throws HandoffException if there is no run with a warm start
     */
    public XYChart totals() {
        return TotalsChart.of(some(Group.warm(runs), "run with a warm start", "run the experiment once more"));
    }

    /**
     * What a message that carries the payload takes on each way, the fastest on top: medians over the repeats, with 95 %
     * bootstrap intervals where there are enough samples.
     *
     * @return a chart of horizontal bars, milliseconds a message
     * @throws HandoffException if there is no heavy run with a warm start
     */
    public XYChart compare() {
        var groups = Group.warm(runs).stream()
                .filter(group -> group.kind().arm() == Arm.HEAVY)
                .toList();
        return ComparisonChart.of(some(groups, "heavy run with a warm start", "run the heavy arm"));
    }

    /**
     * Where a message's life goes: the phases of its life in their order, as shares of the whole. Waits are grey.
     *
     * @return a chart of stacked horizontal bars, per cent of the life; the mean life stands beside each
     * @throws HandoffException if no run has a ledger
     */
    public XYChart breakdown() {
        return BreakdownChart.life(withLedger());
    }

    /**
     * What is done for a message: the phases in which something works on it, without the waits.
     *
     * @return a chart of stacked horizontal bars, milliseconds
     * @throws HandoffException if no run has a ledger
     */
    public XYChart work() {
        return BreakdownChart.work(withLedger());
    }

    /**
     * How long messages wait in the queue: from the moment the worker has handed the payload over until the parent reads
     * it, without the encoding and writing in between. With more than twelve lines only the heavy arm is drawn, and the title
     * says so. A line ends where fewer than five messages waited longer; what is shorter than a microsecond is drawn as one.
     *
     * @return a chart of percentiles, both axes logarithmic, milliseconds, with the count of messages
     * @throws HandoffException if no run has a ledger
     */
    public XYChart waits() {
        return WaitsChart.of(withLedger());
    }

    /**
     * What the processes of one run did over time: that of the heavy arm over the queue if there is one, in Java if
     * there is one.
     *
     * @return a heat map, processes × time
     * @throws HandoffException if no states were sampled in any run
     */
    public XYChart states() {
        var sampled = runs.stream().filter(run -> !run.states().isEmpty()).toList();
        return states(some(sampled, "run in which states were sampled", "sample them while it runs").stream()
                .min(Comparator.<Run, Boolean>comparing(run -> run.setup().cold())
                        .thenComparing(run -> run.setup().arm() != Arm.HEAVY)
                        .thenComparing(run -> !run.setup().route().equals("queue"))
                        .thenComparing(run -> !run.setup().language().equals("java")))
                .orElseThrow());
    }

    /**
     * What the processes of a run did over time. A cell is one sample, the one nearest the middle of its time, so that
     * the coloured area is in proportion to the time; the last one ends with the run.
     *
     * @param run the run
     * @return a heat map, processes × time
     * @throws HandoffException if no states were sampled in this run
     */
    public XYChart states(Run run) {
        some(run.states(), "sample of states in this run", "sample them while it runs");
        return StatesChart.of(run, Names.of(Group.of(runs)).shortRun(Kind.of(run)));
    }

    /**
     * How many messages the parent had received, over time: the steeper, the faster. A line ends at the time that the run
     * took, which stands beside its name. With more than twelve lines only the heavy arm is drawn, and the axis says so. Of
     * repeats the one in the middle is shown.
     *
     * @return a chart of one line for each kind of run, messages over seconds
     * @throws HandoffException if no run has a ledger
     */
    public XYChart drained() {
        return DrainedChart.of(withLedger());
    }

    private List<Group> withLedger() {
        var groups = Group.warm(runs).stream().filter(Group::hasLedger).toList();
        return some(groups, "run with a warm start and a ledger", "run the experiment with its ledger");
    }

    private <T> List<T> some(List<T> list, String what, String cure) {
        if (list.isEmpty()) {
            boolean brokenOff = !runs.isEmpty() && runs.stream().allMatch(Run::brokenOff);
            throw new HandoffException("there is no " + (brokenOff ? "run that came to its end" : what)
                    + ", so there is nothing to draw; "
                    + (brokenOff ? "messages() has what was received" : cure));
        }
        return list;
    }

    @Override
    public String text() {
        return "the charts of " + Numbers.count(runs.size(), "run")
                + ": totals(), compare(), breakdown(), work(), waits(), states(), drained()";
    }

    @Override
    public String toString() {
        return text();
    }
}
