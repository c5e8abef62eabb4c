"""What runs hostile command lines, and what is asked of each run.

It is little, and asked of all: a known exit status, no traceback, no bug told, JSON that can be
read, and no character on either stream that could steer a terminal.
"""

import json
import time
from contextlib import suppress
from typing import Final

import pytest
from hostile import IN_CELLS, harm

from acorns_cli.commands.app import run
from acorns_cli.formats.rendering import FORMATS

STATUSES: Final = {0, 2, 3, 4}
JSON: Final = (("--json",), ("--format=json",), ("--format=ndjson",))
LONGEST_RUN: Final = 10
"""Seconds; one run takes a few thousandths, so that a busy machine is no reason to fail."""


class Torture:
    """Runs command lines and keeps what is wrong with any."""

    def __init__(self, capture: pytest.CaptureFixture[bytes]) -> None:
        self.capture = capture
        self.wrong: list[str] = []
        self.runs = 0

    def __call__(self, *arguments: str, colour: bool = False) -> tuple[int, bytes]:
        """The exit status and standard output of a run."""
        self.runs += 1
        start = time.perf_counter()
        try:
            status: object = run(list(arguments))
        except BaseException as error:
            status = repr(error)
        seconds = time.perf_counter() - start
        out, err = self.capture.readouterr()
        faults = [f"status {status}"] if status not in STATUSES else []
        faults += [f"{seconds:.1f} s"] if seconds > LONGEST_RUN else []
        faults += [err.decode("utf-8", "replace")] if b"a bug in" in err or b"Trace" in err else []
        kept = IN_CELLS if arguments[:1] == ("batch",) and not out.startswith(b"{") else ""
        faults += [f"stdout {found}"] if (found := harm(out, colour=colour, kept=kept)) else []
        faults += [f"stderr {found}"] if (found := harm(err)) else []
        if out and arguments[-1:] in JSON and not is_json(out):
            faults.append("no JSON")
        if status == 2 and out:
            faults.append(f"{len(out)} bytes of output for a wrong command line")
        if faults:
            shown = " ".join(ascii(argument)[:60] for argument in arguments)
            self.wrong.append(f"acorns {shown}: {'; '.join(faults)[:600]}")
        return int(status) if isinstance(status, int) else 1, out

    def in_two_formats(self, *arguments: str, formats: bool = True) -> None:
        """One run, and where it is not refused, one in another format, each in its turn."""
        status, _ = self(*arguments)
        named = any(argument.startswith(("--format", "--json")) for argument in arguments)
        if status in (0, 3) and formats and not named:
            self(*arguments, f"--format={FORMATS[self.runs % len(FORMATS)]}")


def is_json(text: bytes) -> bool:
    """Whether a text is one JSON value, or one on each line."""
    for parts in ([text], text.splitlines()):
        with suppress(ValueError):
            for part in parts:
                json.loads(part)
            return True
    return False
