/**
 * What workers compute and what they make: the matrix product of the experiment, and the catalogue of payloads.
 *
 * <p>{@link dev.handoff.workload.DotProduct} is the computation; {@link dev.handoff.workload.FlatPayload} the flat payloads,
 * {@link dev.handoff.workload.FlatPayload#parse} reads their descriptions. Matrices are multiplied by OpenBLAS, of the
 * release that NumPy bundles; random numbers are NumPy's, bit for bit.
 */
package dev.handoff.workload;
