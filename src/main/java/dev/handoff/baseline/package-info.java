/**
 * The same experiment in Python, as a subprocess: what Handoff's own routes are compared with.
 *
 * <p>{@link dev.handoff.baseline.PythonTwin} runs it, {@link dev.handoff.baseline.TwinSpec} says what to run and which {@link
 * dev.handoff.baseline.Twin} hands over. The result is a {@link dev.handoff.spi.Run} like any other:
 *
 * <pre>{@code
 * var python = PythonTwin.find();
 * var spec = new TwinSpec(16, 100, 100, "dot:500", "zeros:1500x1500x3", Twin.PIPES, 1, 1, true, false);
 * Run run = python.run(spec, Arm.HEAVY, 0, received -> {}, Sampler.NONE, Deadline.in(Duration.ofMinutes(10)));
 *
 * AsPrintedEnd end = python.asPrinted(Duration.ofSeconds(20));   // the article's script, mistake included
 * System.out.println(end.explanation());
 * }</pre>
 *
 * <p>The scripts are resources of this package. They need Python 3.11 or later and NumPy, nothing else, and leave
 * neither processes nor files behind.
 */
package dev.handoff.baseline;
