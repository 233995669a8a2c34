"""Stamps for every step of a multiprocessing.Queue, without a change to it.

The queue's own code runs. What it calls (its semaphore, its lock, its buffer, the pickler, the pipe) is replaced, in
one queue object of one process, by the same thing with a stamp after it. The steps, in CPython's order (3.11 to 3.14):

    put      acquire the semaphore, append to the buffer
    feeder   take from the buffer, pickle, acquire the write lock, send, release the lock
    get      acquire the read lock, poll, receive, release the semaphore and the lock, unpickle

All stamps are perf_counter_ns, which on Linux is CLOCK_MONOTONIC: the same clock in every process, and in a JVM.
"""

import mmap
import pickle
from collections import deque
from multiprocessing import queues
from time import perf_counter_ns as now
from types import SimpleNamespace

# A row of stamps: when the message was begun with, when each phase of the worker ended, and the parent's five.
START, INPUTS, COMPUTE, PRODUCE, SPACE, BUFFERED, ENCODE, TURN, WRITE = range(9)
ASKED, READ_FROM, DECODE_FROM, CONSUME_FROM, DONE = range(9, 14)
WIDTH = 14


def shared_cells(count):
    """64-bit integers that every process forked from here on sees; nothing in the file system."""
    return memoryview(mmap.mmap(-1, 8 * count)).cast("q")


def choose_protocol(protocol):
    """The queue offers no choice, it pickles with the default; only where another is asked for is a step put in."""
    if protocol != pickle.DEFAULT_PROTOCOL:
        plain = queues._ForkingPickler
        queues._ForkingPickler = SimpleNamespace(
            dumps=lambda thing: plain.dumps(thing, protocol), loads=plain.loads)


def check_that_timing_fits(queue):
    for name in ("_sem", "_wlock", "_buffer", "_send_bytes", "_recv_bytes", "_poll"):
        if not hasattr(queue, name):
            raise RuntimeError(f"multiprocessing.Queue of this Python has no {name}, so its steps cannot be timed; "
                               "run without a ledger")


class PutTimer:
    """Times a worker's side. Made after the fork and before the first put, for that is when the feeder starts."""

    def __init__(self, queue, rows, first_row):
        self._rows = rows
        self._first_row = first_row
        self._row = 0  # of the message that the main thread makes
        self._fed = 0  # of the message that the feeder thread sends
        queue._sem = _TimedLock(queue._sem, self._got_space)
        queue._wlock = _TimedLock(queue._wlock, self._got_turn)
        queue._buffer = _TimedBuffer(self._picked_up)
        queue._send_bytes = self._timed_send(queue._send_bytes)
        queues._ForkingPickler = SimpleNamespace(
            dumps=self._timed_dumps(queues._ForkingPickler.dumps), loads=queues._ForkingPickler.loads)

    def begin(self, sequence):
        self._row = self._row_of(sequence)
        self._rows[self._row + START] = now()

    def end(self, phase):
        self._rows[self._row + phase] = now()

    def _row_of(self, sequence):
        return (self._first_row + sequence) * WIDTH

    def _got_space(self):
        self._rows[self._row + SPACE] = now()

    def _picked_up(self, sequence):
        self._fed = self._row_of(sequence)
        self._rows[self._fed + BUFFERED] = now()

    def _timed_dumps(self, dumps):
        def timed(thing):
            data = dumps(thing)
            self._rows[self._fed + ENCODE] = now()
            return data
        return timed

    def _got_turn(self):
        self._rows[self._fed + TURN] = now()

    def _timed_send(self, send):
        def timed(data):
            send(data)
            self._rows[self._fed + WRITE] = now()
        return timed


class NoTimer:
    """Takes the place of a PutTimer where nothing is recorded."""

    def begin(self, sequence):
        pass

    def end(self, phase):
        pass


class GetTimer:
    """Times the parent's side; holds the stamps of the message that was last received."""

    def __init__(self, queue):
        self.asked = self.read_from = self.decode_from = self.consume_from = 0
        poll, receive, loads = queue._poll, queue._recv_bytes, queues._ForkingPickler.loads

        def timed_poll(timeout=0.0):
            ready = poll(timeout)
            self.read_from = now()
            return ready

        def timed_receive():
            data = receive()
            self.decode_from = now()
            return data

        def timed_loads(data):
            thing = loads(data)
            self.consume_from = now()
            return thing

        queue._poll, queue._recv_bytes = timed_poll, timed_receive
        queues._ForkingPickler = SimpleNamespace(dumps=queues._ForkingPickler.dumps, loads=timed_loads)

    def record(self, rows, row):
        at = row * WIDTH + ASKED
        rows[at], rows[at + 1], rows[at + 2] = self.asked, self.read_from, self.decode_from
        rows[at + 3], rows[at + 4] = self.consume_from, now()


class _TimedLock:
    def __init__(self, lock, acquired):
        def acquire(block=True, timeout=None):
            got = lock.acquire(block, timeout)
            acquired()
            return got
        self.acquire, self.release = acquire, lock.release


class _TimedBuffer(deque):
    def __init__(self, picked_up):
        super().__init__()
        self._picked_up = picked_up

    def popleft(self):
        thing = super().popleft()
        if type(thing) is tuple:  # not the queue's own mark for the end
            self._picked_up(thing[1])
        return thing
