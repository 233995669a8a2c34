"""Runs a script that cannot be trusted to end, in a process group of its own: guard.py SCRIPT [ARGUMENT ...]

When the script ends, or standard input does, the whole group is killed.
"""

import os
import select
import signal
import subprocess
import sys

from watchdog import STDIN, die_with_parent

guard = os.getpid()
script = subprocess.Popen([sys.executable, *sys.argv[1:]], stdin=subprocess.DEVNULL, start_new_session=True,
                          preexec_fn=lambda: die_with_parent(guard))
ended = os.pidfd_open(script.pid)
while True:
    ready, _, _ = select.select([STDIN, ended], [], [])
    if ended in ready or not os.read(STDIN, 4096):
        break
try:
    os.killpg(script.pid, signal.SIGKILL)  # nobody else can have the number: the script is not waited for yet
except ProcessLookupError:
    pass
code = script.wait()
sys.exit(code if code >= 0 else 128 - code)
