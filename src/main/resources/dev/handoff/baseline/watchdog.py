"""Ends everything when a part of it has died, so that nobody waits for ever and nothing is left behind."""

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
from multiprocessing import connection

PR_SET_PDEATHSIG = 1
STDIN = 0
STDERR = 2

_libc = ctypes.CDLL(None, use_errno=True)


def die_with_parent(parent):
    """Has the system kill this process when the one that forked it ends, however that ends."""
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it ended before the line above
        os._exit(1)


def end_worker(worker, error):
    """Ends the process of a worker that failed, and says why."""
    os.write(STDERR, f"worker {worker}: {type(error).__name__}: {error}\n".encode())
    os._exit(1)


def end_all(clean_up):
    """Ends this process and all workers at once, and cleans up when none of them can write any more."""
    try:
        workers = multiprocessing.active_children()
        for worker in workers:
            worker.kill()
        for worker in workers:
            worker.join()
        clean_up()
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(1)


class Watchdog(threading.Thread):
    """Watches the workers and standard input, whose other end is held by whoever started this program.

    A worker that fails is reported and ends the program. So does the end of standard input. The thread ends by itself
    once every worker has ended well. It is to be started after the workers.
    """

    def __init__(self, workers, report, clean_up):
        super().__init__(daemon=True, name="watchdog")
        self._workers = workers
        self._report = report
        self._clean_up = clean_up

    def run(self):
        running = {worker.sentinel: (number, worker) for number, worker in enumerate(self._workers)}
        while running:
            for ready in connection.wait([*running, STDIN]):
                if ready == STDIN:
                    if not os.read(STDIN, 4096):
                        end_all(self._clean_up)
                    continue
                number, worker = running.pop(ready)
                worker.join()
                if worker.exitcode != 0:
                    self._report({"error": f"worker {number} ended early: {_how(worker.exitcode)}"})
                    end_all(self._clean_up)


def _how(exit_code):
    return f"exit code {exit_code}" if exit_code > 0 else f"killed by {signal.Signals(-exit_code).name}"
