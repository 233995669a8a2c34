"""The experiment of Handoff in Python: workers compute and put on one multiprocessing.Queue, the parent drains it.

Prints JSON lines: {"ready": ...} when all workers are there, {"measuring": ...} when they are about to start,
{"received": n} at most ten times a second, at last {"run": ...} or {"error": ...}. Ends when standard input does.
"""

from time import perf_counter_ns as now

BEGIN = now()

import argparse
import json
import multiprocessing
import os
import sys
import threading
from queue import Empty

from payload import Payload
from results import run_object
from timed_queue import GetTimer, WIDTH, check_that_timing_fits, choose_protocol, shared_cells
from watchdog import Watchdog
from worker import FEEDER_TID, REPORT_WIDTH, usage, work

PROGRESS_NS = 100_000_000
_print_lock = threading.Lock()


def main():
    job = arguments()
    try:
        if os.environ.get("OPENBLAS_NUM_THREADS") != "1":
            raise RuntimeError("OPENBLAS_NUM_THREADS must be 1 before Python starts: one thread for each worker")
        tell(measure(job))
    except Exception as error:
        tell({"error": f"{type(error).__name__}: {error}"})
        for worker in multiprocessing.active_children():
            worker.kill()
        sys.stdout.flush()
        os._exit(1)


def measure(job):
    # The article ran on Linux when fork was the default there; 3.14 has another.
    context = multiprocessing.get_context("fork")
    choose_protocol(job.protocol)
    queue = context.Queue(maxsize=job.capacity)
    rows = shared_cells(job.workers * job.rows_per_worker * WIDTH) if job.ledger else None
    reports = shared_cells(job.workers * REPORT_WIDTH)
    opened = shared_cells(1)

    def open_barrier():  # runs in whoever comes last, before anybody goes on
        opened[0] = now()

    barrier = context.Barrier(job.workers + 1, action=open_barrier)
    workers = [context.Process(target=work, args=(job, number, queue, rows, reports, barrier, os.getpid()))
               for number in range(job.workers)]
    for worker in workers:
        worker.start()
    watchdog = Watchdog(workers, tell)
    watchdog.start()

    if job.ledger:
        check_that_timing_fits(queue)
    timer = GetTimer(queue) if job.ledger else None
    barrier.wait()
    ready = opened[0]
    tell({"ready": {"atNs": ready, "pid": os.getpid(), "workers": [worker.pid for worker in workers]}})
    drain(job, queue, None, timer, job.warm_up)
    feeders = [reports[number * REPORT_WIDTH + FEEDER_TID] for number in range(job.workers)] if job.warm_up else []
    tell({"measuring": {"feeders": feeders}})
    before = usage()
    barrier.wait()
    start = opened[0]
    order = drain(job, queue, rows, timer, job.messages, tell_progress)
    end = now()
    used = [b - a for a, b in zip(before, usage())]
    watchdog.join()
    if not queue.empty():
        raise RuntimeError(f"there are more than {len(order)} messages")
    seconds = {"seconds": end - start, "startUpSeconds": ready - BEGIN, "warmUpSeconds": start - ready}
    return {"run": run_object(job, seconds, order, rows, used, reports), "fromNs": start, "toNs": end}


def drain(job, queue, rows, timer, count, progress=lambda received: None):
    """Takes workers × count messages, each checked; returns their rows in the order of arrival."""
    expected = [0] * job.workers
    order = []
    for _ in range(job.workers * count):
        if timer:
            timer.asked = now()
        worker, sequence, thing = take(queue)
        if sequence != expected[worker]:
            raise ValueError(f"message {sequence} of worker {worker} came when {expected[worker]} was expected")
        expected[worker] += 1
        if job.arm == "heavy":
            job.payload.check(thing, worker, sequence)
        elif thing != 1:
            raise ValueError(f"message {sequence} of worker {worker} is not 1")
        del thing
        order.append(worker * job.rows_per_worker + sequence)
        if rows:
            timer.record(rows, order[-1])
        progress(len(order))
    return order


def take(queue):
    while True:
        try:
            return queue.get(block=True, timeout=10)  # as in the article
        except Empty:
            continue  # a worker that died is the watchdog's affair


def tell(line):
    with _print_lock:
        sys.stdout.write(json.dumps(line, allow_nan=False) + "\n")
        sys.stdout.flush()


_last_told = 0


def tell_progress(received):
    global _last_told
    if now() - _last_told >= PROGRESS_NS:
        _last_told = now()
        tell({"received": received})


def arguments():
    def whole(least, most):
        def read(text):
            if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
                raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from {least} to {most}")
            return int(text)
        return read

    def payload(text):
        try:
            return Payload(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from None

    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--arm", choices=["light", "control", "heavy"], default="heavy")
    parser.add_argument("--workers", type=whole(1, 1024), default=16)
    parser.add_argument("--messages", type=whole(1, 1_000_000), default=100, help="of each worker")
    parser.add_argument("--capacity", type=whole(1, 2**31 - 1), default=100, help="messages in the queue at once")
    parser.add_argument("--payload", type=payload, default="zeros:1500x1500x3")
    parser.add_argument("--protocol", type=whole(4, 5), default=4, help="of pickle")
    parser.add_argument("--seed", type=whole(0, 2**32 - 1), default=1)
    parser.add_argument("--warm-up", type=whole(0, 1_000_000), default=1, help="messages of each worker")
    parser.add_argument("--repeat", type=whole(0, 1_000_000), default=0, help="the number to write into the result")
    parser.add_argument("--no-ledger", dest="ledger", action="store_false", help="stamp nothing")
    job = parser.parse_args()
    job.rows_per_worker = max(job.messages, job.warm_up)  # warm-up messages use the same rows, before
    return job


if __name__ == "__main__":
    main()
