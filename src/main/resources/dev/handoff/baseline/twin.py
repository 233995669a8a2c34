"""The experiment of Handoff in Python: workers compute and hand messages over, the parent takes and checks them.

Prints JSON lines: {"ready": ...} when all workers are there, {"measuring": ...} when they are about to start,
{"received": n} at most ten times a second, at last {"run": ...} or {"error": ...}. Ends when standard input does.
"""

from time import perf_counter_ns as now

BEGIN = now()

import argparse
import contextlib
import json
import os
import re
import shutil
import sys
import tempfile
import threading
from functools import partial

import numpy as np

from ledger import ASKED, CONSUME_FROM, Ledger, NoLedger, shared_cells
from over_files import OverFiles
from over_pipes import OverPipes
from over_queue import OverQueue
from over_shared_memory import OverSharedMemory
from over_sharedctypes import OverSharedctypes
from over_threads import OverThreads
from payload import Payload
from results import PARENT, run_object
from watchdog import Watchdog, end_all
from worker import FEEDER_TID, REPORT_WIDTH, TID, usage, used_since, work

# Named like the twins in Java: the channel, then what turns an object into bytes there.
WAYS = {
    "queue/pickle-4": partial(OverQueue, protocol=4),
    "queue/pickle-5": partial(OverQueue, protocol=5),
    "pipes/bytes": OverPipes,
    "slots/shared_memory": OverSharedMemory,
    "slots/sharedctypes": OverSharedctypes,
    "files/npy": partial(OverFiles, mmap_mode=None),
    "files-mapped/npy": partial(OverFiles, mmap_mode="r"),
    "threads/reference": OverThreads,
}

PROGRESS_NS = 100_000_000
_print_lock = threading.Lock()


def main():
    job = arguments()

    def clean_up():
        shutil.rmtree(job.directory, ignore_errors=True)

    try:
        if os.environ.get("OPENBLAS_NUM_THREADS") != "1":
            raise RuntimeError("OPENBLAS_NUM_THREADS must be 1 before Python starts: one thread for each worker")
        tell(measure(job, clean_up))
        clean_up()
    except Exception as error:
        with contextlib.suppress(OSError):  # perhaps that nobody listens any more is the error
            tell({"error": f"{type(error).__name__}: {error}"})
        end_all(clean_up)


def measure(job, clean_up):
    way = WAYS[job.way](job)
    ledger = Ledger(job.workers, job.rows_per_worker) if job.ledger else NoLedger()
    reports = shared_cells(job.workers * REPORT_WIDTH)
    opened = shared_cells(1)

    def open_barrier():  # runs in whoever comes last, before anybody goes on
        opened[0] = now()

    barrier = way.context.Barrier(job.workers + 1, action=open_barrier)
    workers = [way.context.Process(target=work, args=(job, number, way, ledger, reports, barrier, os.getpid()))
               for number in range(job.workers)]
    arrival = ledger.arrival()
    inbox = way.inbox(arrival)
    for worker in workers:
        worker.start()
    watchdog = Watchdog(workers, tell, clean_up)
    watchdog.start()

    barrier.wait()
    ready = opened[0]
    tell({"ready": {"atNs": ready}})
    drain(job, inbox, arrival, job.warm_up)
    barrier.wait()
    tell({"measuring": {"threads": threads(workers, reports)}})
    before = usage(way, parent=True)
    barrier.wait()
    start = opened[0]
    order = drain(job, inbox, arrival, job.messages, recorded=True)
    end = now()
    used = used_since(before, way, parent=True)
    watchdog.join()
    if not inbox.is_empty():
        raise RuntimeError(f"there are more than {len(order)} messages")
    way.close()
    seconds = {"seconds": end - start, "startUpSeconds": ready - BEGIN, "warmUpSeconds": start - ready}
    return {"run": run_object(job, way.capacity, seconds, order, ledger.rows, used, reports),
            "fromNs": start, "toNs": end}


def drain(job, inbox, arrival, count, recorded=False):
    """Takes workers × count messages, each checked; returns their rows in the order of arrival."""
    expected = [0] * job.workers
    order = []
    for _ in range(job.workers * count):
        arrival.mark(ASKED)
        worker, sequence, thing = inbox.next()
        arrival.mark(CONSUME_FROM)
        if sequence != expected[worker]:
            raise ValueError(f"message {sequence} of worker {worker} came when {expected[worker]} was expected")
        expected[worker] += 1
        if job.arm == "heavy":
            job.payload.check(thing, worker, sequence)
        elif thing != 1:
            raise ValueError(f"message {sequence} of worker {worker} is not 1")
        del thing
        inbox.give_back()
        order.append(worker * job.rows_per_worker + sequence)
        if recorded:
            arrival.record(order[-1])
            tell_progress(len(order))
    return order


def threads(workers, reports):
    """Whose states may be watched."""
    pid = os.getpid()
    found = [{"worker": PARENT, "pid": pid, "tid": pid, "role": "receiving"}]
    for number, worker in enumerate(workers):
        for role, cell in ("computing", TID), ("feeding", FEEDER_TID):
            tid = reports[number * REPORT_WIDTH + cell]
            if tid:
                found.append({"worker": number, "pid": getattr(worker, "pid", pid), "tid": tid, "role": role})
    return found


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

    def matrices(text):
        found = re.fullmatch("nothing|dot:([1-9][0-9]{0,4})", text)
        if not found:
            raise argparse.ArgumentTypeError(f"{text!r} is no computation; dot:500 and nothing are")
        return int(found[1] or 0)

    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--way", choices=WAYS, default="queue/pickle-4")
    parser.add_argument("--arm", choices=["light", "control", "heavy"], default="heavy")
    parser.add_argument("--workers", type=whole(1, 1024), default=16)
    parser.add_argument("--messages", type=whole(1, 1_000_000), default=100, help="of each worker")
    parser.add_argument("--capacity", type=whole(1, 2**31 - 1), default=100, help="messages under way at once")
    parser.add_argument("--computation", dest="matrices", type=matrices, default="dot:500")
    parser.add_argument("--payload", type=payload, default="zeros:1500x1500x3")
    parser.add_argument("--seed", type=whole(0, 2**32 - 1), default=1)
    parser.add_argument("--warm-up", type=whole(0, 1_000_000), default=1, help="messages of each worker")
    parser.add_argument("--repeat", type=whole(0, 1_000_000), default=0, help="the number to write into the result")
    parser.add_argument("--no-ledger", dest="ledger", action="store_false", help="stamp nothing")
    parser.add_argument("--directory", help="for this run alone; it is removed at the end with all that is in it")
    job = parser.parse_args()
    job.directory = job.directory or tempfile.mkdtemp(prefix="handoff-")
    job.rows_per_worker = max(job.messages, job.warm_up)  # warm-up messages use the same rows, before
    heavy = job.arm == "heavy"
    job.sent_shape, job.sent_type = (job.payload.shape, np.dtype(float)) if heavy else ((), np.dtype(int))
    job.sent_bytes = job.payload.bytes if heavy else 8
    return job


if __name__ == "__main__":
    main()
