"""multiprocessing.sharedctypes, used as its documentation has it: one Array, and whoever touches it holds its lock.

So what goes in and what comes out is copied, and all workers and the parent wait for the one lock. An array that is
read where it lies would need the lock for as long as it is used.
"""

import numpy as np

from ledger import DECODE_FROM, TURN, WRITE
from lines import LineInbox, LineOutbox, Lines
from way import check_room


class OverSharedctypes(Lines):
    def __init__(self, job):
        super().__init__(job)
        check_room(self.capacity * job.sent_bytes)
        numbers = job.sent_bytes // 8
        array = self.context.Array(np.ctypeslib.as_ctypes_type(job.sent_type), self.capacity * numbers)
        self.lock = array.get_lock()
        self.slots = np.frombuffer(array.get_obj(), job.sent_type).reshape(self.capacity, *job.sent_shape)

    def outbox(self, worker, watch):
        self.slots[self.places[worker]] = 0  # so that none of its pages is touched for the first time by a message
        return Outbox(self, worker, watch)

    def inbox(self, arrival):
        return Inbox(self, arrival)


class Outbox(LineOutbox):
    def send(self, sequence, thing):
        slot = self.wait_for_place()
        with self.lines.lock:
            self.watch.end(TURN)
            self.lines.slots[slot] = thing
        self.pipe.send((sequence, slot))
        self.watch.end(WRITE)


class Inbox(LineInbox):
    def __init__(self, lines, arrival):
        super().__init__(lines, arrival)
        self._copy = np.empty(lines.job.sent_shape, lines.job.sent_type)  # one for all, used again

    def take(self, pipe):
        sequence, slot = pipe.recv()
        with self.lines.lock:
            self._copy[...] = self.lines.slots[slot]
        self.arrival.mark(DECODE_FROM)
        return sequence, self._copy
