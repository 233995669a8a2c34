"""How many messages of 64 bytes a second one Python process hands to another.

small_messages.py WAY MESSAGES: WAY is one of queue (multiprocessing.Queue), fifo (faster-fifo, as its documentation
has it: many messages taken at once) and shared_memory (a ring of 1,024 places in multiprocessing.shared_memory, both sides
looking again until there is something). Prints the messages a second. The receiver checks every number.
"""

import multiprocessing
import struct
import sys
import time

BYTES = 64
PLACES = 1024


def over_queue(messages):
    queue = multiprocessing.Queue()

    def send():
        for number in range(messages):
            queue.put(struct.pack("q56x", number))

    def receive():
        for _ in range(messages):
            yield queue.get()

    return send, receive


def over_fifo(messages):
    import faster_fifo

    queue = faster_fifo.Queue(max_size_bytes=1 << 20)

    def send():
        for number in range(messages):
            queue.put(struct.pack("q56x", number), timeout=60.0)

    def receive():
        due = messages
        while due:
            some = queue.get_many(timeout=60.0, max_messages_to_get=1000)
            due -= len(some)
            yield from some

    return send, receive


def over_shared_memory(messages):
    from multiprocessing import shared_memory

    block = shared_memory.SharedMemory(create=True, size=BYTES * (PLACES + 2))
    block.unlink()
    counters = block.buf.cast("q")  # of the messages written, and, a line later, of those read
    ring = block.buf[2 * BYTES:]
    written, read = 0, BYTES // 8

    def send():
        for number in range(messages):
            while number - counters[read] == PLACES:
                pass
            at = number % PLACES * BYTES
            ring[at:at + BYTES] = struct.pack("q56x", number)
            counters[written] = number + 1
        release()

    def receive():
        for number in range(messages):
            while counters[written] == number:
                pass
            at = number % PLACES * BYTES
            message = bytes(ring[at:at + BYTES])
            counters[read] = number + 1
            yield message
        release()

    def release():
        """The block cannot be closed while there are views of it."""
        ring.release()
        counters.release()
        block.close()

    return send, receive


WAYS = {"queue": over_queue, "fifo": over_fifo, "shared_memory": over_shared_memory}


def main():
    messages = int(sys.argv[2])
    multiprocessing.set_start_method("fork")
    send, receive = WAYS[sys.argv[1]](messages)
    start = multiprocessing.Event()

    def wait_and_send():
        start.wait()
        send()

    worker = multiprocessing.Process(target=wait_and_send)
    worker.start()
    begun = time.perf_counter()
    start.set()
    due = 0
    for message in receive():
        if len(message) != BYTES or struct.unpack_from("q", message)[0] != due:
            raise ValueError(f"message {due} is another one")
        due += 1
    print(messages / (time.perf_counter() - begun))
    worker.join()


if __name__ == "__main__":
    main()
