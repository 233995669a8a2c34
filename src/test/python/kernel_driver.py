"""Runs cells in a Jupyter kernel for a test.

The first line of standard input describes the kernel: {"argv": [...], "env": {...}}. Each further line is a cell, as a JSON
string; it is answered by one line, the JSON list of the messages that the cell caused. A cell that shall be interrupted is
an object: {"code": ..., "on": text, "after": seconds}, counted from when the cell has shown that text; with {"until": text} the
answer waits for that text, too, which may come after the cell has ended. A line {"inspect": code, "at": place} or {"complete":
code} is answered by the content of the kernel's reply. The kernel is gone when this ends, which it does at the end of its
input.
"""

import json
import sys
import time
from queue import Empty

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import KernelManager

CELL_SECONDS = 60


class OneKernel(KernelSpecManager):
    """Knows the kernel under test and no other."""

    def get_kernel_spec(self, kernel_name):
        return KernelSpec(argv=described["argv"], env=described["env"], language="java", interrupt_mode="message")


def run(client, cell):
    """Runs a cell and returns the messages it caused, without those that say how the kernel is."""
    cell = {"code": cell} if isinstance(cell, str) else cell
    request = client.execute(cell["code"])
    sign = cell.get("on")
    until = cell.get("until")
    idle = False
    seen = []
    interrupt_at = None
    while True:
        wait = CELL_SECONDS if interrupt_at is None else max(0, interrupt_at - time.monotonic())
        try:
            message = client.get_iopub_msg(timeout=wait)
        except Empty:
            if interrupt_at is None:
                raise
            manager.interrupt_kernel()  # and not if the cell has ended: JJava would interrupt the next one
            interrupt_at = None
            continue
        if message["parent_header"].get("msg_id") != request:
            continue
        content = message["content"]
        if message["msg_type"] == "status":
            idle = idle or content["execution_state"] == "idle"
        elif message["msg_type"] != "execute_input":
            seen.append({"type": message["msg_type"], "content": content})
            if sign and sign in json.dumps(content):
                interrupt_at = time.monotonic() + cell["after"]
                sign = None
            if until and until in json.dumps(content):
                until = None
        if idle and not until:
            return seen


described = json.loads(sys.stdin.readline())
manager = KernelManager(kernel_spec_manager=OneKernel())
manager.start_kernel(stdout=sys.stderr, stderr=sys.stderr)
try:
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=CELL_SECONDS)
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            if isinstance(asked, dict) and "inspect" in asked:
                answer = client.inspect(asked["inspect"], asked["at"], reply=True, timeout=CELL_SECONDS)["content"]
            elif isinstance(asked, dict) and "complete" in asked:
                answer = client.complete(asked["complete"], reply=True, timeout=CELL_SECONDS)["content"]
            else:
                answer = run(client, asked)
        except Empty:
            answer = [{"type": "hung", "content": {"seconds": CELL_SECONDS}}]
        print(json.dumps(answer), flush=True)
    client.stop_channels()
finally:
    manager.shutdown_kernel(now=True)  # JJava does not exit when it is asked to
