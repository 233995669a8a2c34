"""What the article's script does, told again: 16 workers put 100 messages each, and the parent takes 16.

It is kept as it was printed, mistake included; only its progress bar is left out. Arguments, all or none, make it
smaller for a test: workers, messages, and the size of one side of the array.
"""

import multiprocessing as mp
import sys
import time

import numpy as np

WORKERS, MESSAGES, SIDE = (int(argument) for argument in sys.argv[1:] or (16, 100, 1500))
CAPACITY = 100


def work():
    for _ in range(MESSAGES):
        a = np.random.rand(500, 500)
        b = np.random.rand(500, 500)
        np.dot(a, b)
        q.put(np.zeros((SIDE, SIDE, 3)))


if __name__ == "__main__":
    mp.set_start_method("fork")  # the default on Linux when the article was written
    q = mp.Queue(maxsize=CAPACITY)
    begin = time.time()
    processes = [mp.Process(target=work) for _ in range(WORKERS)]
    for p in processes:
        p.start()
    for _ in range(WORKERS):  # takes one message of each worker's hundred
        q.get(block=True, timeout=10)
    for p in processes:
        assert not p.is_alive()
        p.join()
    print(f"{time.time() - begin:.1f} seconds")
