/**
 * Memory that several processes share, and what they need to take turns in it: the only home of restricted calls of the
 * foreign-function interface.
 *
 * <p>{@link dev.handoff.memory.Region} is a piece of anonymous memory that another process opens by a path in {@code
 * /proc}; {@link dev.handoff.memory.Futex} sleeps on a word of it, {@link
 * dev.handoff.memory.Looks} says how long a wait looks before it does, and {@link dev.handoff.memory.Sleeper} is woken only if
 * it sleeps. {@link dev.handoff.memory.SharedLock}, {@link dev.handoff.memory.Permits} and {@link
 * dev.handoff.memory.Gate} are built on them. {@link dev.handoff.memory.Pipe} is the system's pipe, {@link
 * dev.handoff.memory.Listener} makes connections, both carry a {@link dev.handoff.memory.ByteStream}, and {@link
 * dev.handoff.memory.PollSet} waits for several. {@link dev.handoff.memory.SystemFile} is the system's file, {@link
 * dev.handoff.memory.Loan} a view that ends, {@link dev.handoff.memory.ProcessIdentity} tells whether a process still
 * lives, {@link dev.handoff.memory.ResidentMemory} what memory it has, {@link dev.handoff.memory.ChildProcess} starts a
 * process whole or not at all, and {@link dev.handoff.memory.NativeLibrary} finds the functions of other machine code.
 *
 * <pre>{@code
 * try (var region = Region.create("example", 4096)) {
 *     // region.path() goes to another process, which calls Region.open(path)
 *     var gate = new Gate(region.segment(), 0);
 *     gate.open();
 * }
 * }</pre>
 */
package dev.handoff.memory;
