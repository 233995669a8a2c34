"""A ball between two processes over multiprocessing.shared_memory, a block for each direction.

The block is the payload's only place; a count behind it says how often it was filled, and who waits looks at it without pause,
because shared memory itself tells nobody anything. Each process has a core of its own.

Arguments: the size of the payload in bytes, a multiple of 8; and what is done with it: descriptor (nothing), written (every byte
by the sender) or checked (written, and its sum taken by the receiver). For each line on standard input, a number of round trips,
one on standard output: the median and the 99th percentile of half a round trip, nanoseconds.
"""

import multiprocessing
import os
import sys
import time
from multiprocessing import shared_memory

import numpy

LINE = 128


class Way:
    """One direction: a payload, and behind it, in a cache line of its own, how often it was handed over."""

    def __init__(self, block: shared_memory.SharedMemory, size: int, mode: str):
        self.payload = numpy.ndarray(size // 8, numpy.int64, block.buf)
        self.count = block.buf[-LINE : 8 - LINE].cast("q")
        self.mode = mode

    def throw(self, ball: int) -> None:
        if self.mode != "descriptor":
            self.payload.fill(ball)
        self.count[0] = ball

    def catch(self, ball: int) -> None:
        count = self.count
        while count[0] != ball:
            pass
        if self.mode == "checked" and int(self.payload.sum()) != ball * len(self.payload):
            raise ValueError(f"ball {ball} is not what was thrown")


def follow(there_name: str, back_name: str, size: int, mode: str, orders) -> None:
    os.sched_setaffinity(0, {1})
    blocks = [shared_memory.SharedMemory(name) for name in (there_name, back_name)]
    there, back = (Way(block, size, mode) for block in blocks)
    ball = 0
    while balls := orders.recv():
        for _ in range(balls):
            ball += 1
            there.catch(ball)
            back.throw(ball)
    os._exit(0)  # the views of the blocks would be complained about


def main() -> None:
    size, mode = int(sys.argv[1]), sys.argv[2]
    space = -(-size // LINE) * LINE + LINE
    blocks = [shared_memory.SharedMemory(create=True, size=space) for _ in range(2)]
    try:
        orders, for_other = multiprocessing.Pipe()
        names = [block.name for block in blocks]
        other = multiprocessing.get_context("fork").Process(target=follow, args=(*names, size, mode, for_other))
        other.start()
        os.sched_setaffinity(0, {0})
        there, back = (Way(block, size, mode) for block in blocks)
        ball = 0
        for line in sys.stdin:
            balls = int(line)
            orders.send(balls)
            took = numpy.empty(balls)
            before = time.perf_counter_ns()
            for i in range(balls):
                ball += 1
                there.throw(ball)
                back.catch(ball)
                now = time.perf_counter_ns()
                took[i] = now - before
                before = now
            took.sort()
            print(took[(balls - 1) // 2] / 2, took[int((balls - 1) * 0.99)] / 2, flush=True)
        orders.send(0)
        other.join()
    finally:
        for block in blocks:
            block.unlink()
    sys.stdout.flush()
    os._exit(0)


main()
