/**
 * How results look in a notebook, and what a reader watches while an experiment runs. The only package that knows of
 * Jupyter kernels; nothing else depends on it.
 *
 * <p>A reader never calls it. {@link dev.handoff.notebook.JJavaExtension} is found by the JJava kernel,
 * {@link dev.handoff.notebook.LiveDisplay} by an experiment that runs in a kernel. What they show is made by
 * {@link dev.handoff.notebook.Renderings}, which knows of no kernel and can be asked for it anywhere:
 *
 * <pre>{@code
 * for (var rendering : Renderings.of(results.summary())) {
 *     System.out.println(rendering.mimeType());    // text/html, then text/plain
 * }
 * }</pre>
 *
 * <p>IJava finds no extensions: a cell or its start-up code has to say {@code dev.handoff.notebook.IJava.install();}.
 *
 * <p>Nothing here holds state. Which kernel runs in this process is asked of the kernels' own classes.
 */
package dev.handoff.notebook;
