"""Prints how many seconds it takes until so many processes have NumPy and have sent their first object. The method by which
they are started comes first, their number second."""

import multiprocessing
import sys
import time


def work(queue) -> None:
    import numpy

    queue.put(float(numpy.ones((1, 1)).dot(numpy.ones((1, 1)))[0, 0]))


def main(method: str, workers: int) -> None:
    context = multiprocessing.get_context(method)
    begin = time.perf_counter()
    queue = context.Queue()
    processes = [context.Process(target=work, args=(queue,)) for _ in range(workers)]
    for process in processes:
        process.start()
    for _ in processes:
        queue.get(timeout=120)
    print(time.perf_counter() - begin)
    for process in processes:
        process.join()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
