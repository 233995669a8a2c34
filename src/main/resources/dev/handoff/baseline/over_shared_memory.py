"""multiprocessing.shared_memory: the array is made in a slot that worker and parent both see, and is read there.

Nothing but a descriptor goes through the pipe: which message, in which slot.
"""

from multiprocessing.shared_memory import SharedMemory

import numpy as np

from ledger import DECODE_FROM, ENCODE, WRITE
from lines import LineInbox, LineOutbox, Lines
from way import check_room


class OverSharedMemory(Lines):
    def __init__(self, job):
        super().__init__(job)
        made_there = job.arm != "light"
        self._slot_bytes = job.payload.bytes if made_there else job.sent_bytes
        check_room(self.capacity * self._slot_bytes)
        self._memory = SharedMemory(create=True, size=self.capacity * self._slot_bytes)
        # Forked workers see it without its name. Without a name it ends with the last process, however that ends.
        self._memory.unlink()

    def array(self, slot, shape, dtype):
        return np.ndarray(shape, dtype, self._memory.buf, slot * self._slot_bytes)

    def draft(self, slot):
        return None if self.job.arm == "light" else self.array(slot, self.job.payload.shape, np.float64)

    def sent(self, slot):
        return self.array(slot, self.job.sent_shape, self.job.sent_type)

    def outbox(self, worker, watch):
        for slot in self.places[worker]:  # so that none of its pages is touched for the first time by a message
            self.array(slot, self._slot_bytes, np.uint8).fill(0)
        return Outbox(self, worker, watch)

    def inbox(self, arrival):
        return Inbox(self, arrival)

    def close(self):
        self._memory.close()


class Outbox(LineOutbox):
    def draft(self):
        self._slot = self.wait_for_place()
        self._draft = self.lines.draft(self._slot)
        return self._draft

    def send(self, sequence, thing):
        if thing is not self._draft:  # a 1
            self.lines.sent(self._slot)[...] = thing
        self.watch.end(ENCODE)
        self.pipe.send((sequence, self._slot))
        self.watch.end(WRITE)


class Inbox(LineInbox):
    def take(self, pipe):
        sequence, slot = pipe.recv()
        self.arrival.mark(DECODE_FROM)
        return sequence, self.lines.sent(slot)
