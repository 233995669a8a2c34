"""The record of every message's life, in memory that all processes share.

A row for each message: when it was begun with, how long each phase of its worker took, when it was published, and the
parent's stamps. All times are perf_counter_ns, which on Linux is CLOCK_MONOTONIC: the same clock in every process, and
in a JVM.
"""

import mmap
from time import perf_counter_ns as now

START, INPUTS, COMPUTE, PRODUCE, SPACE, BUFFERED, ENCODE, TURN, WRITE, PUBLISHED = range(10)
ASKED, READ_FROM, DECODE_FROM, CONSUME_FROM, DONE = range(10, 15)
WIDTH = 15

_EMPTY = memoryview(bytes(8 * WIDTH)).cast("q")


def shared_cells(count):
    """64-bit integers that every process forked from here on sees; nothing in the file system."""
    return memoryview(mmap.mmap(-1, 8 * count)).cast("q")


class Ledger:
    def __init__(self, workers, messages):
        self.rows = shared_cells(workers * messages * WIDTH)
        self._messages = messages

    def stopwatch(self, worker):
        return Stopwatch(self.rows, worker * self._messages)

    def arrival(self):
        return Arrival(self.rows)


class Stopwatch:
    """A worker's: charges the time since its last call to the phase that was just left.

    It looks at one message at a time. The row holds all it knows, so that another one can go on with a message.
    """

    def __init__(self, rows, first_row):
        self._rows = rows
        self._first_row = first_row
        self._at = 0

    def begin(self, sequence):
        self.go_on(sequence)
        self._rows[self._at:self._at + WIDTH] = _EMPTY  # the warm-up has used the same rows
        self._rows[self._at + START] = self._rows[self._at + PUBLISHED] = now()

    def go_on(self, sequence):
        self._at = (self._first_row + sequence) * WIDTH

    def end(self, phase):
        rows, at, time = self._rows, self._at, now()
        rows[at + phase] += time - rows[at + PUBLISHED]
        rows[at + PUBLISHED] = time  # that of the last call stays


class Arrival:
    """The parent's: its stamps of the message that it is about to receive."""

    def __init__(self, rows):
        self._rows = rows
        self._stamps = [0] * (WIDTH - ASKED)

    def mark(self, moment):
        self._stamps[moment - ASKED] = now()

    def record(self, row):
        self.mark(DONE)
        for cell, stamp in enumerate(self._stamps, row * WIDTH + ASKED):
            self._rows[cell] = stamp


class NoLedger:
    """Takes the place of all of them where nothing is recorded."""

    rows = None

    def stopwatch(self, worker):
        return self

    def arrival(self):
        return self

    def begin(self, sequence):
        pass

    def end(self, phase):
        pass

    def mark(self, moment):
        pass

    def record(self, row):
        pass
