"""Executes a notebook in the kernel *Java (Handoff)*, with progress on standard error. Writes the executed notebook and
an HTML page, prints what the cells tagged `summary` and `explanation` showed, and names both files.

Exit code 0 if every cell ran well, 1 if not, 128 + the signal's number if interrupted. No process is left behind."""

import argparse
import asyncio
import os
import signal
import sys
import tempfile
import time
from ctypes.util import find_library
from pathlib import Path

# until a kernel runs, Ctrl-C simply ends this process, silently
signal.signal(signal.SIGINT, signal.SIG_DFL)

import nbformat
from jupyter_client.kernelspec import NoSuchKernel
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbconvert import HTMLExporter
from terminal import Terminal, plain

PAGE = Path(__file__).resolve().parent.parent / "jupyter" / "page"
SHOWN_AT_THE_END = ["summary", "explanation"]


class Failure(Exception):
    """The notebook did not run well; the text is for the reader."""


class Client(NotebookClient):
    """Tells the terminal what a live display shows."""

    terminal: Terminal
    stopped_by: int | None = None

    def process_message(self, msg, cell, cell_index):
        if msg["msg_type"] == "update_display_data":
            self.terminal.progress(msg["content"]["data"].get("text/plain", ""))
        return super().process_message(msg, cell, cell_index)

    def stop_at_signals(self) -> None:
        """From now on a signal cancels the running task. Once only: a second Ctrl-C must not end the cleaning up."""
        loop, execution = asyncio.get_running_loop(), asyncio.current_task()

        def stop(number):
            if self.stopped_by is None:
                self.stopped_by = number
                execution.cancel()

        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, stop, number)


def headings(notebook) -> dict[int, str]:
    """What each code cell is about, by its index: the heading above it, else its own first line."""
    titles, heading = {}, ""
    for index, cell in enumerate(notebook.cells):
        lines = cell.source.strip().splitlines() or [""]
        if cell.cell_type == "markdown":
            heading = next((line.lstrip("# ") for line in lines if line.startswith("#")), heading)
        elif cell.cell_type == "code":
            title = heading or lines[0]
            titles[index] = title if len(title) <= 60 else title[:59] + "…"
    return titles


async def run(client: Client, strict: bool, kernel_output) -> None:
    """Starts the kernel, runs every code cell and ends the kernel; raises Failure at the first that does not go well."""
    client.stop_at_signals()
    # by hand, not by nbclient's own context: its handlers let the execution go on with a dead kernel
    kernel = client.create_kernel_manager()
    group = None
    try:
        folder = client.resources["metadata"]["path"]
        await client.async_start_new_kernel(cwd=folder, stdout=kernel_output, stderr=kernel_output)
        group = os.getpgid(kernel.provisioner.pid)
        await client.async_start_new_kernel_client()
        titles = headings(client.nb)
        for number, (index, title) in enumerate(titles.items(), start=1):
            where = f"[{number}/{len(titles)}] {title}"
            client.terminal.line(f"{where} ...")
            await run_cell(client, index, where, strict)
            client.terminal.clear()
    except NoSuchKernel as e:
        raise Failure(f"there is no kernel '{e.name}'. Make it with ./handoff run or ./handoff kernel install.") from e
    except RuntimeError as e:  # from the start of the kernel; it has no class of its own
        raise Failure(f"the kernel did not start: {e}.{tail(kernel_output)}") from e
    finally:
        if client.kc is not None:
            client.kc.stop_channels()
        if await kernel.is_alive():
            # asked first, so that it can end its workers. JJava ends at SIGTERM only, sent after half of this time.
            kernel.shutdown_wait_time = 3
            await kernel.shutdown_kernel()
        await kernel.cleanup_resources()
        if group is not None:
            end_group(group)


async def run_cell(client: Client, index: int, where: str, strict: bool) -> None:
    cell = client.nb.cells[index]
    try:
        await client.async_execute_cell(cell, index)
    except CellExecutionError as e:
        trace = next((o.traceback for o in cell.outputs if o.output_type == "error"), [])
        raise Failure(f"{where} failed: {e.ename}: {plain(e.evalue)}\n" + plain("\n".join(trace))) from e
    except DeadKernelError as e:
        if client.stopped_by is not None:  # what nbclient makes of a cancelled execution
            raise asyncio.CancelledError from e
        raise Failure(f"the kernel died in {where}.") from e
    spoken = "".join(o.text for o in cell.outputs if o.output_type == "stream" and o.name == "stderr")
    if strict and spoken.strip():
        raise Failure(f"{where} wrote to standard error:\n{plain(spoken).rstrip()}")


def end_group(group: int) -> None:
    """Ends what is left of the kernel's processes: they get two seconds to end by themselves."""
    deadline = time.monotonic() + 2
    try:
        while time.monotonic() < deadline:
            os.killpg(group, 0)
            time.sleep(0.02)
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        pass


def tail(kernel_output) -> str:
    """The last lines that the kernel wrote for itself: start-up code that fails is explained there."""
    kernel_output.seek(0)
    lines = kernel_output.read().decode(errors="replace").strip().splitlines()
    return "".join(f"\n  {line}" for line in [" It said:", *lines[-20:]]) if lines else ""


def can_be_written(folder: Path) -> bool:
    """Whether files can be written there; the directory may not exist yet."""
    existing = next(place for place in [folder.absolute(), *folder.absolute().parents] if place.exists())
    return existing.is_dir() and os.access(existing, os.W_OK)


def write(notebook, name: str, folder: Path) -> list[Path]:
    """Writes the notebook and its page, and returns where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    folder = folder.resolve()
    executed, page = folder / f"{name}.ipynb", folder / f"{name}.html"
    nbformat.write(notebook, executed)
    exporter = HTMLExporter(template_name=PAGE.name, extra_template_basedirs=[str(PAGE.parent)])
    page.write_text(exporter.from_notebook_node(notebook, {"metadata": {"name": name}})[0], encoding="utf-8")
    return [executed, page]


def shown(notebook, tag: str) -> str:
    """What the cells with a tag showed, as text."""
    texts = []
    for cell in notebook.cells:
        if cell.cell_type == "code" and tag in cell.metadata.get("tags", []):
            for output in cell.outputs:
                text = output.get("text", "") or output.get("data", {}).get("text/plain", "")
                texts.append(text.rstrip())
    return "\n".join(text for text in texts if text)


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("notebook", type=Path)
    parser.add_argument("--out", type=Path, default=Path("out"), metavar="DIR", help="where the two files go")
    parser.add_argument("--strict", action="store_true", help="fail on any text on standard error as well")
    parser.add_argument("--kernel", default="handoff", metavar="NAME", help="default: %(default)s")
    parser.add_argument("--start-timeout", type=int, default=60, metavar="SECONDS", help="default: %(default)s")
    return parser.parse_args()


def main() -> int:
    given = options()
    sys.stdout.reconfigure(errors="replace")  # a summary that cannot be printed as it is must not cost the files
    try:
        notebook = nbformat.read(given.notebook, as_version=4)
    except (OSError, nbformat.reader.NotJSONError) as e:
        print(f"handoff: cannot read the notebook {given.notebook}: {e}", file=sys.stderr)
        return 1

    if not find_library("fontconfig"):
        print("handoff: the library fontconfig was not found. Without it and a font, charts cannot be drawn:"
              " sudo apt-get install fontconfig fonts-dejavu-core", file=sys.stderr)
    if not can_be_written(given.out):  # before the work, not after it
        print(f"handoff: --out {given.out} is no directory that you may write to", file=sys.stderr)
        return 1

    # outputs of an earlier run must not pass for those of this one
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    client = Client(
        notebook,
        kernel_name=given.kernel,
        timeout=None,
        record_timing=False,  # the executed notebook may be committed; it has no need of dates
        startup_timeout=given.start_timeout,
        resources={"metadata": {"path": str(given.notebook.resolve().parent)}},
    )
    client.terminal = Terminal()
    failure = None
    with tempfile.TemporaryFile() as kernel_output:
        try:
            asyncio.run(run(client, given.strict, kernel_output))
        except Failure as e:
            failure = str(e)
        except asyncio.CancelledError:
            client.terminal.line("handoff: interrupted; the kernel has ended.")
            return 128 + (client.stopped_by or signal.SIGINT)

    ran = any(cell.get("execution_count") for cell in notebook.cells)
    if not failure:
        for text in filter(None, (shown(notebook, tag) for tag in SHOWN_AT_THE_END)):
            print(f"\n{text}", flush=True)  # before the files: if these fail, it was not for nothing
    files = write(notebook, given.notebook.stem, given.out) if ran else []
    if failure:
        client.terminal.line(f"handoff: {failure}")
        if ran:
            client.terminal.line(f"The notebook as far as it got: {files[0]}")
        return 1
    print(f"\nThe executed notebook: {files[0]}\nThe page with all charts: {files[1]}")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
