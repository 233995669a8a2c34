"""The object that is sent: made in a worker, checked in the parent."""

import math
import re

import numpy as np

MAX_DIMENSIONS = 8
MAX_BYTES = 1 << 40
ELEMENT_BYTES = 8


def _stamp(worker, sequence):
    """Never zero, which is what memory holds that nobody wrote."""
    return worker + 1 << 40 | sequence


class Payload:
    """A NumPy array of doubles, described like zeros:1500x1500x3."""

    def __init__(self, text):
        found = re.fullmatch(r"(zeros|random):(\d+(?:x\d+)*)", text, re.ASCII)
        if not found:
            raise ValueError(f"{text!r} is no payload; zeros:1500x1500x3 and random:1500x1500x3 are")
        self.text = text
        self.kind = found[1]
        self.shape = tuple(int(length) for length in found[2].split("x"))
        self.bytes = ELEMENT_BYTES * math.prod(self.shape)
        if len(self.shape) > MAX_DIMENSIONS:
            raise ValueError(f"{text!r} has {len(self.shape)} dimensions; a payload has at most {MAX_DIMENSIONS}")
        if not 0 < self.bytes <= MAX_BYTES:
            raise ValueError(f"{text!r} has {self.bytes} bytes; a payload has from {ELEMENT_BYTES} to {MAX_BYTES}")
        # the first, the middle and the last eight bytes bear the stamp
        self._stamped = [0, self.bytes // 2 // 8, self.bytes // 8 - 1]

    def make(self, random, worker, sequence, at=None):
        """In the array at, or in one of its own."""
        if at is not None:
            array = at
            random.random(out=array) if self.kind == "random" else array.fill(0)
        else:
            # np.zeros as in the article: its pages are first touched when somebody looks, except for the stamped ones
            array = random.random(self.shape) if self.kind == "random" else np.zeros(self.shape)
        array.reshape(-1).view("<i8")[self._stamped] = _stamp(worker, sequence)
        return array

    def make_and_write_all(self, random, worker, sequence, at=None):
        array = self.make(random, worker, sequence, at)
        if self.kind == "zeros" and at is None:
            array.fill(1.0)
        return array

    def check(self, got, worker, sequence):
        if not isinstance(got, np.ndarray) or got.shape != self.shape or got.dtype != np.float64:
            raise ValueError(f"message {sequence} of worker {worker} is no array of doubles of shape {self.shape}")
        if (got.reshape(-1).view("<i8")[self._stamped] != _stamp(worker, sequence)).any():
            raise ValueError(f"message {sequence} of worker {worker} does not bear its stamps")
