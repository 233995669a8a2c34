"""Ends everything when a part of it has died, so that nobody waits for ever and nobody is left behind."""

import ctypes
import os
import signal
import sys
import threading
from multiprocessing import connection

PR_SET_PDEATHSIG = 1
STDIN = 0

_libc = ctypes.CDLL(None, use_errno=True)


def die_with_parent(parent):
    """Has the system kill this process when the one that forked it ends, however that ends."""
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it ended before the line above
        os._exit(1)


class Watchdog(threading.Thread):
    """Watches the workers and standard input, whose other end is held by whoever started this program.

    A worker that fails is reported and ends the program. So does the end of standard input. The thread ends by itself
    once every worker has ended well. It is to be started after the workers were forked.
    """

    def __init__(self, workers, report):
        super().__init__(daemon=True, name="watchdog")
        self._workers = workers
        self._report = report

    def run(self):
        running = {worker.sentinel: (number, worker) for number, worker in enumerate(self._workers)}
        while running:
            for ready in connection.wait([*running, STDIN]):
                if ready == STDIN:
                    if not os.read(STDIN, 4096):
                        self.end_all()
                    continue
                number, worker = running.pop(ready)
                worker.join()
                if worker.exitcode != 0:
                    self._report({"error": f"worker {number} ended early: {_how(worker.exitcode)}"})
                    self.end_all()

    def end_all(self):
        for worker in self._workers:
            worker.kill()
        sys.stderr.flush()
        os._exit(1)


def _how(exit_code):
    return f"exit code {exit_code}" if exit_code > 0 else f"killed by {signal.Signals(-exit_code).name}"
