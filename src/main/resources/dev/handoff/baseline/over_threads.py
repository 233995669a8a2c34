"""Threads of one process, and a queue.Queue between them: what is handed over is a reference. Python runs one at a time,
except where NumPy lets the interpreter's lock go."""

import os
import queue
import threading
from types import SimpleNamespace

import numpy as np

from ledger import DECODE_FROM, READ_FROM, SPACE, WRITE
from way import Way


class Worker(threading.Thread):
    """A thread that looks like a process to those who wait for its end."""

    exitcode = 0  # a failure ends the whole process

    def __init__(self, target, args):
        super().__init__(target=target, args=args, daemon=True)
        self.sentinel, self._ended = os.pipe()

    def run(self):
        super().run()
        os.close(self._ended)


class OverThreads(Way):
    context = SimpleNamespace(Process=Worker, Barrier=threading.Barrier)
    within_process = True

    def __init__(self, job):
        self._job = job
        self.capacity = job.capacity
        self._queue = StampedQueue(job.capacity)

    def outbox(self, worker, watch):
        return Outbox(self._queue, self._job, worker, watch)

    def inbox(self, arrival):
        self._queue.arrival = arrival
        return Inbox(self._queue, arrival)


class StampedQueue(queue.Queue):
    """Stamps in the two methods that the queue calls when there is space, and when there is a message."""

    def _put(self, message):
        message.watch.end(SPACE)
        super()._put(message)

    def _get(self):
        self.arrival.mark(READ_FROM)
        return super()._get()


class Outbox:
    def __init__(self, messages, job, worker, watch):
        self._queue = messages
        self._job = job
        self._worker = worker
        self._watch = watch

    def draft(self):
        # What is made in an array that is there is written. Of np.zeros alone nobody would ever touch a page here.
        return None if self._job.arm == "light" else np.empty(self._job.payload.shape)

    def send(self, sequence, thing):
        message = SimpleNamespace(worker=self._worker, sequence=sequence, thing=thing, watch=self._watch)
        self._queue.put(message)
        self._watch.end(WRITE)

    def close(self):
        pass


class Inbox:
    def __init__(self, messages, arrival):
        self._queue = messages
        self._arrival = arrival

    def next(self):
        message = self._queue.get()
        self._arrival.mark(DECODE_FROM)
        return message.worker, message.sequence, message.thing

    def give_back(self):
        pass

    def is_empty(self):
        return self._queue.empty()
