"""Stamps for every step of a multiprocessing.Queue, without a change to it.

The queue's own code runs. What it calls (its semaphore, its lock, its buffer, the pickler, the pipe) is replaced, in
one queue object of one process, by the same thing with a stamp after it. The steps, in the order of CPython 3.11 to 3.13:

    put      acquire the semaphore, append to the buffer
    feeder   take from the buffer, pickle, acquire the write lock, send, release the lock
    get      acquire the read lock, poll, receive, release the semaphore and the lock, unpickle
"""

from collections import deque
from copy import copy
from multiprocessing import queues
from types import SimpleNamespace

from ledger import BUFFERED, DECODE_FROM, ENCODE, READ_FROM, SPACE, TURN, WRITE


def time_put(queue, watch):
    """Times a worker's side. To be called after the fork and before the first put, for that is when the feeder starts."""
    check_that_timing_fits(queue)
    feeders = copy(watch)  # the feeder is busy with another message than the main thread
    queue._sem = _TimedLock(queue._sem, lambda: watch.end(SPACE))
    queue._wlock = _TimedLock(queue._wlock, lambda: feeders.end(TURN))
    queue._buffer = _TimedBuffer(feeders)
    queue._send_bytes = _then(queue._send_bytes, lambda: feeders.end(WRITE))
    pickler = queues._ForkingPickler
    queues._ForkingPickler = SimpleNamespace(
        dumps=_then(pickler.dumps, lambda: feeders.end(ENCODE)), loads=pickler.loads)


def time_get(queue, arrival):
    """Times the parent's side; the end of unpickling is the end of get."""
    check_that_timing_fits(queue)
    queue._poll = _then(queue._poll, lambda: arrival.mark(READ_FROM))
    queue._recv_bytes = _then(queue._recv_bytes, lambda: arrival.mark(DECODE_FROM))


def check_that_timing_fits(queue):
    for name in ("_sem", "_wlock", "_buffer", "_send_bytes", "_recv_bytes", "_poll"):
        if not hasattr(queue, name):
            raise RuntimeError(f"multiprocessing.Queue of this Python has no {name}, so its steps cannot be timed; "
                               "run without a ledger")


def _then(step, stamp):
    def timed(*arguments):
        result = step(*arguments)
        stamp()
        return result
    return timed


class _TimedLock:
    def __init__(self, lock, acquired):
        self.acquire, self.release = _then(lock.acquire, acquired), lock.release


class _TimedBuffer(deque):
    def __init__(self, watch):
        super().__init__()
        self._watch = watch

    def popleft(self):
        thing = super().popleft()
        if type(thing) is tuple:  # not the queue's own mark for the end
            self._watch.go_on(thing[1])
            self._watch.end(BUFFERED)
        return thing
