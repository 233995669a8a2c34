/**
 * What is measured of Handoff itself. Not part of the library, nor of the tests; the profile {@code bench} compiles it and
 * runs the class that {@code bench} names, with what {@code bench.arguments} gives it:
 *
 * <pre>
 * mvn -Pbench test-compile exec:exec -Dbench=dev.handoff.bench.LedgerBenchmark
 * mvn -Pbench test-compile exec:exec -Dbench=dev.handoff.bench.LedgerOnOff -Dbench.arguments="5 4 20"
 * </pre>
 */
package dev.handoff.bench;
