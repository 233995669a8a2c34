"""A program as its users write it: workers put messages on one multiprocessing.Queue, the parent gets them all. At one
place a fault strikes one of the workers.

    struck_queue.py WAY FAULT PHASE TAG

The queue's own code runs. What it calls is replaced, in the one worker that is struck, by the same thing with the fault
in front of it. Prints a line for what the parent sees: got WORKER, told TEXT, joining.
"""

import os
import signal
import sys
import threading
from collections import deque
from itertools import count
from multiprocessing import get_context, queues, resource_tracker
from multiprocessing.shared_memory import SharedMemory
from queue import Empty
from types import SimpleNamespace

WORKERS, MESSAGES, CAPACITY = 2, 6, 4  # as in Strike.java
VICTIM, STRUCK = 0, 2
BYTES = 160_000  # more than a pipe holds
PATIENCE = 1  # seconds
PARENT = os.getpid()
FAULTS = {
    "kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "stop for ever": lambda: os.kill(os.getpid(), signal.SIGSTOP),
    "exit": lambda: os._exit(7),
    "parent killed": lambda: os.kill(PARENT, signal.SIGKILL),
}


def main(way, fault, phase, tag):
    context = get_context("fork")
    queue = context.Queue(maxsize=CAPACITY)
    if way == "shared_memory":
        resource_tracker.ensure_running()  # one for all: a worker's own would delete what the parent still reads
    workers = [context.Process(target=work, args=(worker, queue, way, fault, phase, tag)) for worker in range(WORKERS)]
    for worker in workers:
        worker.start()
    try:
        for _ in range(WORKERS * MESSAGES):
            worker, thing = queue.get(block=True, timeout=PATIENCE)
            receive(thing, way)
            say(f"got {worker}")
    except Empty:
        say(f"told nothing but queue.Empty after {PATIENCE} s")
    except Exception as error:
        say(f"told {type(error).__name__}: {error}")
    say("joining")
    for worker in workers:
        worker.join()


def work(worker, queue, way, fault, phase, tag):
    strike = FAULTS.get(fault)  # none for an exception
    if worker == VICTIM and strike is not None and phase != "compute":
        lie_in_wait(queue, phase, strike)
    for sequence in range(MESSAGES):
        struck = worker == VICTIM and sequence == STRUCK
        if struck and phase == "compute":
            if strike is None:
                raise RuntimeError("thrown on purpose")
            strike()
        no_pickler_takes = struck and strike is None
        queue.put((worker, threading.Lock() if no_pickler_takes else produce(way, f"{tag}-{worker}-{sequence}")))


def produce(way, name):
    if way == "queue":
        return bytes(BYTES)
    segment = SharedMemory(name, create=True, size=BYTES)
    segment.close()
    return name


def receive(thing, way):
    if way == "shared_memory":
        segment = SharedMemory(thing)
        thing = bytes(segment.buf)
        segment.close()
        segment.unlink()
    if len(thing) < BYTES:
        raise ValueError(f"a message of {len(thing)} bytes")


def lie_in_wait(queue, phase, strike):
    """Has the fault strike at the message STRUCK: at the beginning of the phase, or when half of it is written."""
    def before(step, does=strike):
        calls = count()

        def struck(*arguments):
            if next(calls) == STRUCK:
                does()
            return step(*arguments)
        return struck

    if phase == "wait for space":
        queue._sem = SimpleNamespace(acquire=before(queue._sem.acquire), release=queue._sem.release)
    elif phase == "buffered":
        queue._buffer = Buffer(before(lambda: None))
    elif phase == "encode":
        pickler = queues._ForkingPickler
        queues._ForkingPickler = SimpleNamespace(dumps=before(pickler.dumps), loads=pickler.loads)
    elif phase == "wait for turn":
        queue._wlock = SimpleNamespace(acquire=before(queue._wlock.acquire), release=queue._wlock.release)
    elif phase == "write":
        write = queue._writer._send

        def half(message):
            written = len(message) // 2 if len(message) > 4 else len(message)  # 4 bytes are the length of what follows
            write(message[:written])
            if written < len(message):
                queue._writer._send = write
                strike()
                write(message[written:])
        queue._send_bytes = before(queue._send_bytes, lambda: setattr(queue._writer, "_send", half))


class Buffer(deque):
    def __init__(self, then):
        super().__init__()
        self._then = then

    def append(self, thing):
        super().append(thing)
        self._then()


def say(line):
    print(line, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
