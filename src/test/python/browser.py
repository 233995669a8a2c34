"""A reader with a browser: opens a notebook in JupyterLab, runs all cells, interrupts a long run, runs another cell.

Prints what was seen as one JSON object. JUPYTER_PATH must hold the kernel that the notebook names. With --pictures DIR,
pictures of the page are written there, in the light and in the dark theme. Nothing is left running."""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

START_SECONDS = 60
RUN_SECONDS = 400
LONG = """Experiment.of(Workload.dot(500)).workers(2).messages(5000).via(Route.slots()).run()"""

# the cells as the page shows them
CELLS = """() => jupyterapp.shell.currentWidget.content.widgets.map(cell => ({
    code: cell.model.type == 'code' && cell.model.sharedModel.source.trim() != '',
    count: cell.model.executionCount ?? null,
    failed: cell.model.type == 'code' && cell.model.outputs.toJSON().some(o => o.output_type == 'error'),
    outputs: [...cell.node.querySelectorAll('.jp-OutputArea-output')].map(o => o.innerText.slice(0, 300)),
    tables: cell.node.querySelectorAll('.jp-OutputArea-output table').length,
    pictures: [...cell.node.querySelectorAll('.jp-OutputArea-output img')].filter(i => i.naturalWidth > 0).length,
}))"""
STATUS = "() => jupyterapp.shell.currentWidget.sessionContext.kernelDisplayStatus"


def chromium() -> str | None:
    return next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)


def wait(what, seconds, condition, pause=0.1):
    """Asks again and again, and returns the first answer that is not false."""
    deadline = time.monotonic() + seconds
    while not (answer := condition()):
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what}: not within {seconds} s")
        time.sleep(pause)
    return answer


class Lab:
    """JupyterLab over a copy of one notebook, with settings of its own."""

    def __init__(self, folder: Path, notebook: Path):
        self.folder, self.name = folder, notebook.name
        content = json.loads(notebook.read_text(encoding="utf-8"))
        for cell in content["cells"]:
            if cell["cell_type"] == "code":
                cell["outputs"], cell["execution_count"] = [], None
        work = folder / "work"
        work.mkdir()
        (work / self.name).write_text(json.dumps(content), encoding="utf-8")
        settings = folder / "settings/@jupyterlab"
        self.setting(settings / "notebook-extension/tracker.jupyterlab-settings", {"windowingMode": "none"})
        self.setting(settings / "apputils-extension/notification.jupyterlab-settings", {"fetchNews": "false"})

    @staticmethod
    def setting(file: Path, content: dict):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(content), encoding="utf-8")

    def __enter__(self):
        own = {f"JUPYTER_{name}_DIR": str(self.folder / name.lower()) for name in ("CONFIG", "RUNTIME", "DATA")}
        own["JUPYTERLAB_SETTINGS_DIR"] = str(self.folder / "settings")
        own["JUPYTERLAB_WORKSPACES_DIR"] = str(self.folder / "workspaces")
        arguments = ["--no-browser", "--allow-root", "--expose-app-in-browser", f"--notebook-dir={self.folder / 'work'}"]
        self.log = open(self.folder / "log", "wb")
        self.server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *arguments],
            env=os.environ | own,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )
        return self

    def url(self) -> str:
        """Where it is, as the server itself says: another port if the usual one is taken."""
        said = wait("JupyterLab starts", START_SECONDS, lambda: list((self.folder / "runtime").glob("jpserver-*.json")))
        server = json.loads(said[0].read_text())
        return f"{server['url']}lab/tree/{self.name}?token={server['token']}"

    def __exit__(self, *_):
        self.server.terminate()  # it ends its kernels
        try:
            self.server.wait(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait()
        self.log.close()


class Reader:
    """What somebody does with the page, and what they see."""

    def __init__(self, page, pictures: Path | None):
        self.page, self.pictures = page, pictures

    def command(self, name: str, **arguments):
        self.page.evaluate("([n, a]) => { jupyterapp.commands.execute(n, a) }", [name, arguments])

    def cells(self) -> list[dict]:
        return self.page.evaluate(CELLS)

    def status(self) -> str:
        return self.page.evaluate(STATUS)

    def picture(self, name: str, selector: str | None = None):
        if self.pictures:
            target = self.page.locator(selector).first if selector else self.page
            target.screenshot(path=self.pictures / f"{name}.png")

    def open(self, url: str) -> None:
        """Returns when the page says that the kernel is idle, before any cell has run."""
        self.page.goto(url)
        self.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=START_SECONDS * 1000)
        self.command("application:toggle-left-area")
        wait("the kernel is idle", START_SECONDS, lambda: self.status() == "idle")

    def run_all(self) -> list[list[str]]:
        """Runs every cell; returns for each what the first of its outputs said, one after the other."""
        said: list[list[str]] = []
        shot = False
        self.command("notebook:run-all-cells")

        def done():
            nonlocal shot
            cells = self.cells()
            said.extend([] for _ in cells[len(said) :])
            for index, (seen, cell) in enumerate(zip(said, cells, strict=True)):
                if cell["outputs"] and cell["outputs"][0] not in seen[-1:]:
                    seen.append(cell["outputs"][0])
                    if not shot and "most time" in seen[-1] and "100 %" not in seen[-1] and "heavy" in seen[-1]:
                        self.page.locator(".jp-Notebook .jp-Cell").nth(index).scroll_into_view_if_needed()
                        self.picture("running")
                        shot = True
            return all(c["count"] for c in cells if c["code"]) and self.status() == "idle" or any(
                c["failed"] for c in cells
            )

        wait("all cells have run", RUN_SECONDS, done)
        return said

    def run(self, code: str) -> int:
        """Runs a new cell at the end and returns its number."""
        self.page.evaluate("() => { const n = jupyterapp.shell.currentWidget.content; n.activeCellIndex = n.widgets.length - 1 }")
        before = len(self.cells())
        self.command("notebook:insert-cell-below")
        wait("a new cell", 10, lambda: len(self.cells()) == before + 1)
        self.page.evaluate(
            "code => jupyterapp.shell.currentWidget.content.activeCell.model.sharedModel.setSource(code)", code
        )
        self.command("notebook:run-cell")
        return before

    def outputs(self, cell: int) -> list[str]:
        return self.cells()[cell]["outputs"]

    def interrupt_a_long_run(self) -> dict:
        cell = self.run(LONG)
        first = wait("the run shows its progress", START_SECONDS, lambda: self.outputs(cell))[0]
        wait("the progress goes on", START_SECONDS, lambda: self.outputs(cell)[0] != first)
        started = time.monotonic()
        self.command("notebook:interrupt-kernel")
        wait("the kernel is idle again", START_SECONDS, lambda: self.status() == "idle")
        seconds = time.monotonic() - started
        wait("the display says so", START_SECONDS, lambda: self.outputs(cell)[0].startswith("interrupted: "))
        return {"seconds": seconds, "outputs": self.outputs(cell)}

    def another_cell(self) -> list[str]:
        cell = self.run("6 * 7")
        return wait("another cell answers", START_SECONDS, lambda: self.outputs(cell))

    def themes(self):
        for theme in ("JupyterLab Light", "JupyterLab Dark"):
            self.command("apputils:change-theme", theme=theme)
            self.page.wait_for_selector(f"body[data-jp-theme-name='{theme}']", state="attached")
            time.sleep(1)  # only for the pictures: colours fade
            for name, holder in {"table": "table", "chart": "img", "words": "[style*=pre-line]"}.items():
                output = f".jp-OutputArea-output:has({holder})"
                self.page.locator(output).first.scroll_into_view_if_needed()
                self.picture(f"{name}-{theme.split()[-1].lower()}", output)


def visit(notebook: Path, pictures: Path | None) -> dict:
    with tempfile.TemporaryDirectory(prefix="handoff-browser") as folder, Lab(Path(folder), notebook) as lab:
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
                reader = Reader(browser.new_page(viewport={"width": 1280, "height": 960}), pictures)
                reader.open(lab.url())
                seen = {"said": reader.run_all(), "cells": reader.cells()}
                if pictures:
                    reader.themes()
                seen["interrupted"] = reader.interrupt_a_long_run()
                seen["another"] = reader.another_cell()
                browser.close()
                return seen
        except Exception:
            lab.log.flush()
            print((Path(folder) / "log").read_text(errors="replace")[-3000:], file=sys.stderr)
            raise


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notebook", type=Path)
    parser.add_argument("--pictures", type=Path, metavar="DIR", help="write pictures there")
    given = parser.parse_args()
    if not chromium():
        print("no Chromium on the path", file=sys.stderr)
        sys.exit(3)
    if given.pictures:
        given.pictures.mkdir(parents=True, exist_ok=True)
    print(json.dumps(visit(given.notebook, given.pictures)))


if __name__ == "__main__":
    main()
