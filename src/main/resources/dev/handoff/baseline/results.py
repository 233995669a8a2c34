"""The run as Handoff's file format has it."""

import numpy as np

from ledger import ASKED, CONSUME_FROM, DECODE_FROM, DONE, INPUTS, PUBLISHED, READ_FROM, WIDTH
from worker import COUNTS_MOVED, REPORT_WIDTH, USAGE, USED

PARENT = -1
NOT_KNOWN = -1

WORKER_PHASES = ["inputs", "compute", "produce", "wait for space", "buffered", "encode", "wait for turn", "write"]
COLUMNS = ["worker", "sequence", "startNs", *WORKER_PHASES, "publishedNs",
           "askedNs", "readFromNs", "decodeFromNs", "consumeFromNs", "doneNs"]


def run_object(job, capacity, timing_ns, order, rows, parent_used, reports):
    route, codec = job.way.split("/")
    run = {
        "language": "python", "route": route, "codec": codec, "arm": job.arm,
        "repeat": job.repeat, "cold": False, "workers": job.workers, "messages": job.messages,
        "capacity": capacity, "payload": job.payload.text, "payloadBytes": job.payload.bytes,
        **{name: ns / 1e9 for name, ns in timing_ns.items()},
        "received": len(order), "verified": len(order),  # one that is not found whole ends the run
        "phaseMeanNs": {}, "stateShares": {},
        "processes": processes(job, parent_used, reports),
    }
    if rows:
        stamps = np.frombuffer(rows, dtype="<i8").reshape(-1, WIDTH)[order]
        run["phaseMeanNs"] = phase_means(stamps)
        run["log"] = {"columns": COLUMNS, "rows": log_rows(job, order, stamps)}
    return run


def processes(job, parent_used, reports):
    by_worker = [(PARENT, *parent_used)]
    for worker in range(job.workers):
        at = worker * REPORT_WIDTH
        by_worker.append((worker, *reports[at + USED:at + USED + len(USAGE)]))
    return [{"worker": worker, "cpuSeconds": cpu_ns / 1e9, "voluntarySwitches": voluntary,
             "involuntarySwitches": involuntary, "gcPauseSeconds": None, "allocatedBytes": None,
             "peakPrivateBytes": NOT_KNOWN, "copiedBytes": None, "readBytes": read if COUNTS_MOVED else None,
             "writtenBytes": written if COUNTS_MOVED else None}
            for worker, cpu_ns, voluntary, involuntary, read, written in by_worker]


def log_rows(job, order, stamps):
    return [[*divmod(row, job.rows_per_worker), *of_row] for row, of_row in zip(order, stamps.tolist())]


def phase_means(stamps):
    """Until the worker has finished, time is the worker's: the parent's phases are cut at that moment."""
    published, asked, read_from = stamps[:, PUBLISHED], stamps[:, ASKED], stamps[:, READ_FROM]

    def after(start, end):
        return np.maximum(0, end - np.maximum(start, published))

    means = dict(zip(WORKER_PHASES, stamps[:, INPUTS:PUBLISHED].mean(axis=0)))
    means["in flight"] = after(published, np.minimum(asked, read_from)).mean()
    means["wait"] = after(asked, read_from).mean()
    means["read"] = after(read_from, stamps[:, DECODE_FROM]).mean()
    means["decode"] = after(stamps[:, DECODE_FROM], stamps[:, CONSUME_FROM]).mean()
    means["consume"] = after(stamps[:, CONSUME_FROM], stamps[:, DONE]).mean()
    return {name: float(mean) for name, mean in means.items()}
