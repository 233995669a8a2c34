"""What each worker does: the article's loop, and what it takes to measure it."""

import os
import resource
import threading

import numpy as np

from ledger import COMPUTE, INPUTS, PRODUCE
from watchdog import die_with_parent, end_worker

# What usage() tells: nanoseconds, counts of switches, bytes that the system copied.
USAGE = CPU_NS, VOLUNTARY, INVOLUNTARY, READ, WRITTEN = range(5)

# Whether the system counts what it copies: not every kernel was built so.
COUNTS_MOVED = os.access("/proc/self/io", os.R_OK)

# What a worker leaves in shared memory for the parent.
TID, FEEDER_TID, USED = range(3)  # from USED on, what usage() tells
REPORT_WIDTH = USED + len(USAGE)


def work(job, worker, way, ledger, reports, barrier, parent):
    if not way.within_process:
        die_with_parent(parent)
    try:
        measured_work(job, worker, way, ledger, reports, barrier)
    except Exception as error:
        end_worker(worker, error)


def measured_work(job, worker, way, ledger, reports, barrier):
    random = generator(job.seed, worker)
    watch = ledger.stopwatch(worker)
    outbox = way.outbox(worker, watch)
    report = reports[worker * REPORT_WIDTH:(worker + 1) * REPORT_WIDTH]

    barrier.wait()  # all are there
    send_messages(job, worker, outbox, random, watch, job.warm_up)
    report[TID] = threading.get_native_id()
    report[FEEDER_TID] = next((t.native_id for t in threading.enumerate() if t.name == "QueueFeederThread"), 0)
    barrier.wait()  # all have warmed up
    before = usage(way)
    barrier.wait()  # all begin
    send_messages(job, worker, outbox, random, watch, job.messages)
    outbox.close()
    for cell, used in enumerate(used_since(before, way), USED):
        report[cell] = used


def generator(seed, worker):
    """The numbers of np.random.RandomState([seed, worker]), by an interface that can fill an array that is there."""
    bits = np.random.MT19937()
    bits.state = np.random.RandomState([seed, worker]).get_state(legacy=False)
    return np.random.Generator(bits)


def send_messages(job, worker, outbox, random, watch, count):
    for sequence in range(count):
        watch.begin(sequence)
        if job.matrices:
            a = random.random((job.matrices, job.matrices))
            b = random.random((job.matrices, job.matrices))
        watch.end(INPUTS)
        if job.matrices:
            np.dot(a, b)
        watch.end(COMPUTE)
        thing = produce(job, random, worker, sequence, outbox.draft())
        watch.end(PRODUCE)
        outbox.send(sequence, thing)
        del thing


def produce(job, random, worker, sequence, at):
    if job.arm == "heavy":
        return job.payload.make(random, worker, sequence, at)
    if job.arm == "control":
        job.payload.make_and_write_all(random, worker, sequence, at)
    return 1


def used_since(before, way, parent=False):
    return [now - then for then, now in zip(before, usage(way, parent))]


def usage(way, parent=False):
    """Of this process, or of this thread, so far; in the order of USAGE."""
    used = resource.getrusage(resource.RUSAGE_THREAD if way.within_process else resource.RUSAGE_SELF)
    # the system adds what a child copied to its parent's account when it has ended; this thread does all the reading
    thread = way.within_process or parent
    moved = {"rchar": 0, "wchar": 0}
    if COUNTS_MOVED:
        with open("/proc/thread-self/io" if thread else "/proc/self/io", encoding="ascii") as lines:
            moved = dict(line.split(": ") for line in lines)
    return (round((used.ru_utime + used.ru_stime) * 1e9), used.ru_nvcsw, used.ru_nivcsw,
            int(moved["rchar"]), int(moved["wchar"]))
