/**
 * What a reader imports: describe an experiment, run it, look at the results.
 *
 * <pre>{@code
 * var results = Experiment.article().scale(Scale.QUICK).run();
 * results.summary();               // a table
 * results.charts().breakdown();    // a chart
 * results.explain();               // words and numbers
 * }</pre>
 *
 * <p>{@link dev.handoff.Experiment} is the way in and {@link dev.handoff.Results} the way out, or {@link
 * dev.handoff.Sweep} where it is the size of the message that changes; {@link
 * dev.handoff.Workload}, {@link dev.handoff.Payloads}, {@link dev.handoff.Codecs} and {@link dev.handoff.Route} are what
 * an experiment is made of. {@link dev.handoff.Session} holds the worker processes. {@link dev.handoff.Shared} has arrays
 * that processes share, and what to try with them. All descriptions are immutable.
 */
package dev.handoff;
