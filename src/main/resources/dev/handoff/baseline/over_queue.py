"""multiprocessing.Queue, as in the article: one pipe for all workers, a lock, and in each worker a thread that pickles."""

import pickle
from multiprocessing import queues
from queue import Empty
from types import SimpleNamespace

import timed_queue
from watchdog import end_worker
from way import Way


class OverQueue(Way):
    def __init__(self, job, protocol):
        choose_protocol(protocol)
        self.capacity = job.capacity
        self._timed = job.ledger
        self._queue = self.context.Queue(maxsize=job.capacity)

    def outbox(self, worker, watch):
        # else a message that cannot be sent would be lost, and the parent would wait for it
        self._queue._on_queue_feeder_error = lambda error, thing: end_worker(worker, error)
        if self._timed:
            timed_queue.time_put(self._queue, watch)
        return Outbox(self._queue, worker)

    def inbox(self, arrival):
        if self._timed:
            timed_queue.time_get(self._queue, arrival)
        return Inbox(self._queue)


def choose_protocol(protocol):
    """The queue offers no choice, it pickles with the default; only where another is asked for is a step put in."""
    if protocol != pickle.DEFAULT_PROTOCOL:
        plain = queues._ForkingPickler
        queues._ForkingPickler = SimpleNamespace(
            dumps=lambda thing: plain.dumps(thing, protocol), loads=plain.loads)


class Outbox:
    def __init__(self, queue, worker):
        self._queue = queue
        self._worker = worker

    def draft(self):
        return None

    def send(self, sequence, thing):
        # The article puts the thing alone. With the numbers beside it the parent can tell that each came exactly once;
        # they add some ten bytes to a message.
        self._queue.put((self._worker, sequence, thing))

    def close(self):
        self._queue.close()
        self._queue.join_thread()


class Inbox:
    def __init__(self, queue):
        self._queue = queue

    def next(self):
        while True:
            try:
                return self._queue.get(block=True, timeout=10)  # as in the article
            except Empty:
                continue  # a worker that died is the watchdog's affair

    def give_back(self):
        pass

    def is_empty(self):
        return self._queue.empty()
