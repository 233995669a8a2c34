/**
 * What a reader sees of an experiment: tables, charts and words. Works on runs alone, however they were made, in
 * whatever language, measured now or read from a file.
 *
 * <pre>{@code
 * List<Run> runs = results.runs();
 * Machine machine = results.machine();
 * new Tables(runs).summary();                       // a Tablesaw table
 * var chart = new Charts(runs).breakdown();         // an XChart chart
 * byte[] png = Pictures.png(chart, 2);              // or Pictures.svg(chart)
 * Explanation.of(runs, machine).sentences();        // how much slower, what limits it, what would help
 * }</pre>
 *
 * <p>{@link dev.handoff.report.BySize} does the same for messages of growing size. {@link dev.handoff.report.Tables}, {@link dev.handoff.report.Charts} and {@link dev.handoff.report.Explanation} are
 * the doors; {@link dev.handoff.report.Pictures} turns a chart into a file's content. What cannot be known is missing in
 * a table, absent from a chart and said in the explanation; it is never 0.
 */
package dev.handoff.report;
