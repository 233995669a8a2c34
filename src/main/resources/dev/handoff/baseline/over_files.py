"""A file for each message: written under a temporary name, renamed when it is whole, and its name handed over.

The parent loads it, or maps it: then only what is looked at is read.
"""

import os

import numpy as np

from ledger import DECODE_FROM, WRITE
from lines import LineInbox, LineOutbox, Lines


class OverFiles(Lines):
    def __init__(self, job, mmap_mode):
        super().__init__(job)
        self.mmap_mode = mmap_mode

    def outbox(self, worker, watch):
        return Outbox(self, worker, watch)

    def inbox(self, arrival):
        return Inbox(self, arrival)


class Outbox(LineOutbox):
    def send(self, sequence, thing):
        self.wait_for_place()
        name = os.path.join(self.lines.job.directory, f"{self.worker}-{sequence}.npy")
        with open(name + ".part", "wb") as file:
            np.save(file, thing)
        os.rename(name + ".part", name)  # at once: it is there as a whole or not at all
        self.pipe.send((sequence, name))
        self.watch.end(WRITE)


class Inbox(LineInbox):
    def take(self, pipe):
        sequence, self._name = pipe.recv()
        thing = np.load(self._name, self.lines.mmap_mode)
        self.arrival.mark(DECODE_FROM)
        return sequence, thing

    def give_back(self):
        os.remove(self._name)
        super().give_back()
