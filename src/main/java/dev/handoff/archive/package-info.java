/**
 * The file format of results: JSON that people and other programs can read, and that stays readable.
 *
 * <p>{@link dev.handoff.archive.Archive} is the whole of it:
 *
 * <pre>{@code
 * Archive.of(machine, settings, runs).write(Path.of("results.json"));
 *
 * Archive archive = Archive.read(Path.of("results.json"));
 * for (Run run : archive.runs()) {
 *     System.out.println(run.setup().arm() + ": " + run.timing().seconds() + " s");
 * }
 * }</pre>
 *
 * <p>A file says what was run and measured; it holds no environment variable, user name, host name or path. Reading is
 * strict: a file that is not whole and in bounds is refused with the name of the field.
 */
package dev.handoff.archive;
