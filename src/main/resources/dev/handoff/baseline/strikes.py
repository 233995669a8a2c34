"""Runs struck_queue.py with many faults, each program in a process group of its own, and tells what came of it.

    strikes.py SECONDS WAY/FAULT/PHASE ...

Prints a JSON line for each. A program that has not ended after so many seconds hangs, and its parent is killed, as its
user would do in the end. What is there of it a moment later was left behind. Ends, with all of it, when standard input does.
"""

import ctypes
import json
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from struck_queue import MESSAGES, VICTIM, WORKERS
from watchdog import STDIN

PR_SET_CHILD_SUBREAPER = 36
AT_ONCE = 6
MOMENT = 2.0  # seconds
PARENT_GONE = 5.0  # the time that Handoff's own workers are given, too
SHARED_MEMORY = Path("/dev/shm")
HERE = Path(__file__).parent


def main(seconds, cells):
    # whoever has lost its parent is a child of this process then: it can be found, and ended
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    groups = set()
    threading.Thread(target=end_with_input, args=(groups,), daemon=True).start()
    with ThreadPoolExecutor(AT_ONCE) as some:
        tried = [some.submit(strike, number, *cell.split("/"), seconds, groups) for number, cell in enumerate(cells)]
        for one in as_completed(tried):
            print(json.dumps(one.result()), flush=True)


def strike(number, way, fault, phase, seconds, groups):
    tag = f"handoff-{os.getpid()}-{number}"
    from_ = time.monotonic()
    program = subprocess.Popen([sys.executable, HERE / "struck_queue.py", way, fault, phase, tag], text=True,
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                               start_new_session=True)
    groups.add(program.pid)
    try:
        hangs = not has_ended(program, seconds)
        took = time.monotonic() - from_
        program.kill()
        program.wait()
        left = wait_for_rest(program.pid, PARENT_GONE if fault == "parent killed" else MOMENT)
        segments = list(SHARED_MEMORY.glob(tag + "-*"))
    finally:
        end_group(program.pid)
        groups.discard(program.pid)
        for segment in SHARED_MEMORY.glob(tag + "-*"):
            segment.unlink()
    lines = program.stdout.read().splitlines()  # its end comes when all who could write are gone
    program.stdout.close()
    got = [int(line.split()[1]) for line in lines if line.startswith("got ")]
    return {"number": number, "hangs": hangs, "seconds": took,
            "received": len(got), "ofOthers": sum(worker != VICTIM for worker in got),
            "told": next((line[5:] for line in lines if line.startswith("told ")), ""),
            "others": (WORKERS - 1) * MESSAGES, "total": WORKERS * MESSAGES,
            "processes": left, "segments": len(segments)}


def has_ended(program, seconds):
    try:
        program.wait(seconds)
        return True
    except subprocess.TimeoutExpired:
        return False


def wait_for_rest(group, seconds):
    """How many processes of a group are still there after so long."""
    until = time.monotonic() + seconds
    while alive(group) and time.monotonic() < until:
        time.sleep(0.02)
    return alive(group)


def alive(group):
    found = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, of = stat.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue  # it has ended meanwhile
        found += int(of) == group and state not in "ZX"
    return found


def end_group(group):
    try:
        os.killpg(group, signal.SIGKILL)
        while True:
            os.waitpid(-group, 0)
    except (ProcessLookupError, ChildProcessError):
        pass


def end_with_input(groups):
    while os.read(STDIN, 4096):
        pass
    for group in list(groups):
        end_group(group)
    os._exit(1)


if __name__ == "__main__":
    main(float(sys.argv[1]), sys.argv[2:])
