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
 * <p>{@link dev.handoff.report.Tables}, {@link dev.handoff.report.Charts} and {@link dev.handoff.report.Explanation} are
 * the doors, and {@link dev.handoff.report.BySize} where it is the size of the message that changes; {@link
 * dev.handoff.report.Pictures} turns a chart into a file's content, and {@link dev.handoff.report.Columns} makes tables of other rows that look the same. What cannot be known is missing in
 * a table, absent from a chart and said in the explanation; it is never 0.
 */
package dev.handoff.report;
