"""Prints how many seconds it takes until so many processes have NumPy and have sent their first object: an element of the
product of two random matrices. The method by which they are started comes first, their number second, the number of rows and
columns third."""

import multiprocessing
import sys
import time


def work(queue, size: int) -> None:
    import numpy

    draw = numpy.random.rand
    queue.put(float(draw(size, size).dot(draw(size, size))[-1, -1]))


def main(method: str, workers: int, size: int) -> None:
    context = multiprocessing.get_context(method)
    begin = time.perf_counter()
    queue = context.Queue()
    processes = [context.Process(target=work, args=(queue, size)) for _ in range(workers)]
    for process in processes:
        process.start()
    for _ in processes:
        queue.get(timeout=120)
    print(time.perf_counter() - begin)
    for process in processes:
        process.join()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
