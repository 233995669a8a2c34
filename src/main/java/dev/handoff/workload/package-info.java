/**
 * What workers compute and what they make: the matrix product of the experiment, and the catalogue of payloads.
 *
 * <p>{@link dev.handoff.workload.DotProduct} is the computation, {@link dev.handoff.workload.Nothing} is none. What a
 * reader wrote is {@link dev.handoff.workload.OwnComputation} and {@link dev.handoff.workload.OwnPayload}. {@link
 * dev.handoff.workload.Catalogue} lists the payloads and reads their descriptions. A payload is one block of numbers,
 * {@link dev.handoff.workload.FlatPayload}; or an object graph, {@link dev.handoff.workload.OnePayload}, {@link
 * dev.handoff.workload.NestedPayload}, {@link dev.handoff.workload.RecordsPayload}, {@link
 * dev.handoff.workload.TablePayload}, {@link dev.handoff.workload.TextPayload}; any of them may be checked in full, {@link
 * dev.handoff.workload.ReadWhole}. Object graphs are made of what the JDK has and of two records that a codec must be able
 * to build: {@link dev.handoff.workload.Measurement} and {@link dev.handoff.workload.TableGraph}.
 *
 * <p>Matrices are multiplied by OpenBLAS, of the release that NumPy bundles; their random numbers are NumPy's, bit for bit.
 */
package dev.handoff.workload;
