"""multiprocessing.Pipe: a pipe for each worker, and in it the bytes of an array as they lie in memory."""

import numpy as np

from ledger import DECODE_FROM, ENCODE, WRITE
from lines import LineInbox, LineOutbox, Lines


class OverPipes(Lines):
    def outbox(self, worker, watch):
        return Outbox(self, worker, watch)

    def inbox(self, arrival):
        return Inbox(self, arrival)


class Outbox(LineOutbox):
    def send(self, sequence, thing):
        self.wait_for_place()
        block = np.ravel(thing)  # the same memory, as a row of numbers
        self.watch.end(ENCODE)
        self.pipe.send_bytes(sequence.to_bytes(8, "little"))
        self.pipe.send_bytes(block)
        self.watch.end(WRITE)


class Inbox(LineInbox):
    def __init__(self, lines, arrival):
        super().__init__(lines, arrival)
        self._block = np.empty(lines.job.sent_shape, lines.job.sent_type).reshape(-1)  # one for all, used again

    def take(self, pipe):
        sequence = int.from_bytes(pipe.recv_bytes(), "little")
        received = pipe.recv_bytes_into(self._block)
        if received != self._block.nbytes:
            raise ValueError(f"message {sequence} has {received} bytes instead of {self._block.nbytes}")
        self.arrival.mark(DECODE_FROM)
        return sequence, self._block.reshape(self.lines.job.sent_shape)
