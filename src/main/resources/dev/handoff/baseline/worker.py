"""What each worker process does: the article's loop, and what it takes to measure it."""

import os
import resource
import threading
import traceback

import numpy as np

from timed_queue import COMPUTE, INPUTS, PRODUCE, NoTimer, PutTimer
from watchdog import die_with_parent

# What a worker leaves in shared memory for the parent.
FEEDER_TID, CPU_NS, VOLUNTARY, INVOLUNTARY = range(4)
REPORT_WIDTH = 4

SIZE = 500


def work(job, worker, queue, rows, reports, barrier, parent):
    die_with_parent(parent)
    queue._on_queue_feeder_error = _end_at_once  # else the message would be lost and the parent would wait for it
    random = np.random.RandomState([job.seed, worker])
    timer = PutTimer(queue, rows, worker * job.rows_per_worker) if job.ledger else NoTimer()
    report = reports[worker * REPORT_WIDTH:(worker + 1) * REPORT_WIDTH]

    barrier.wait()  # all are there
    send_messages(job, worker, queue, random, timer, job.warm_up)
    report[FEEDER_TID] = next((t.native_id for t in threading.enumerate() if t.name == "QueueFeederThread"), 0)
    before = usage()
    barrier.wait()  # all have warmed up
    send_messages(job, worker, queue, random, timer, job.messages)
    queue.close()
    queue.join_thread()
    report[CPU_NS], report[VOLUNTARY], report[INVOLUNTARY] = (b - a for a, b in zip(before, usage()))


def send_messages(job, worker, queue, random, timer, count):
    for sequence in range(count):
        timer.begin(sequence)
        a = random.random_sample((SIZE, SIZE))
        b = random.random_sample((SIZE, SIZE))
        timer.end(INPUTS)
        np.dot(a, b)
        timer.end(COMPUTE)
        thing = produce(job, random, worker, sequence)
        timer.end(PRODUCE)
        # The article puts the thing alone. With the numbers beside it the parent can tell that each came exactly once;
        # they add some ten bytes to a message.
        queue.put((worker, sequence, thing))
        del thing


def produce(job, random, worker, sequence):
    if job.arm == "heavy":
        return job.payload.make(random, worker, sequence)
    if job.arm == "control":
        job.payload.make_and_write_all(random, worker, sequence)
    return 1


def usage():
    """Of this process so far: processor time in nanoseconds, voluntary and involuntary context switches."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return round((used.ru_utime + used.ru_stime) * 1e9), used.ru_nvcsw, used.ru_nivcsw


def _end_at_once(error, _):
    traceback.print_exception(error)
    os._exit(1)
