/**
 * The reader's own code on its way to a worker. A class that a notebook's cell declares exists in the kernel and in no
 * other process.
 *
 * <p>{@link dev.handoff.shipping.Packed#of} finds what objects need there: the class files, the jars that the notebook
 * added, and the values of the notebook's variables that the code reads. The {@link dev.handoff.shipping.Shipment} travels,
 * and {@link dev.handoff.shipping.Unpacking#open} makes a class loader of it, by which {@link
 * dev.handoff.shipping.LoadedInput} reads the objects themselves.
 *
 * <p>Whatever goes to a worker is written by {@link dev.handoff.shipping.LeanOutput}, and read by {@link
 * dev.handoff.shipping.LeanInput}: in a process that has just started, Java's own streams take long.
 *
 * <pre>{@code
 * var packed = Packed.of(function);                     // in the parent; refuses what cannot be sent
 * var loader = new Unpacking().open(packed.shipment()); // in the worker
 * }</pre>
 *
 * <p>Class files come from the JVM through {@link dev.handoff.shipping.Agent}, with which the kernel was started, or else
 * from the kernel's class loader, if it gives them out.
 */
package dev.handoff.shipping;
