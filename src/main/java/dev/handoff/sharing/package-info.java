/**
 * Memory that several processes use at the same time, instead of handing objects over.
 *
 * <p>{@link dev.handoff.sharing.SharedArray} is an array in shared memory with a lock, which is {@link
 * dev.handoff.sharing.Held} until it is closed. {@link dev.handoff.sharing.LostUpdates} shows what happens without
 * the lock, {@link dev.handoff.sharing.Broadcast} what it saves to share one large object instead of sending it to each
 * worker.
 *
 * <pre>{@code
 * try (var array = SharedArray.create(ElementType.LONG, 1500, 3)) {
 *     SharedArray.Address address = array.address(); // goes to another process, which calls address.attach()
 *     long index = array.index(0, 2);
 *     try (var held = array.lock()) {
 *         if (held.abandonedBy().isPresent()) {
 *             array.setLong(index, 0); // who held it before has died, perhaps half-way
 *         }
 *         array.setLong(index, array.getLong(index) + 1);
 *     }
 * }
 * }</pre>
 */
package dev.handoff.sharing;
