"""Progress on standard error: one line a cell, and on a terminal one more that is rewritten in place."""

import re
import shutil
import sys

ESCAPES = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


class Terminal:
    """Shows how the execution of a notebook goes. Writes no colours and, where nobody watches, no rewritten lines."""

    def __init__(self, stream=sys.stderr):
        self._stream = stream
        self._rewrites = stream.isatty()
        self._open = False

    def line(self, text: str) -> None:
        """Writes a line that stays."""
        self.clear()
        print(text, file=self._stream, flush=True)

    def progress(self, text: str) -> None:
        """Shows the first line of a text until the next line or progress; nothing where nobody watches."""
        lines = plain(text).strip().splitlines()
        if not self._rewrites or not lines:
            return
        width = shutil.get_terminal_size().columns - 1
        print("\r\x1b[K" + ("  " + lines[0])[:width], end="", file=self._stream, flush=True)
        self._open = True

    def clear(self) -> None:
        """Takes the rewritten line away."""
        if self._open:
            print("\r\x1b[K", end="", file=self._stream)
            self._open = False


def plain(text: str) -> str:
    """A text without a terminal's colours."""
    return ESCAPES.sub("", text)
