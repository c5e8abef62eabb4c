"""The commands that README.md shows, and what they print: read, run, and written anew.

`python tests/readme.py` runs them all and puts the outputs into README.md; `test_readme.py` fails
where they differ. The blocks are run in order in one folder that has the examples and the price
lists, so that a walk-through can build on what came before.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from datetime import date
from pathlib import Path
from unittest import mock

from acorns_cli.commands.app import run

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
DAY = date(2026, 11, 22)
"""The day on which the README's commands were run, for the ages that they print."""

FILE = re.compile(r"^```yaml (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
"""A file that the README has its reader write: its name and what is in it."""

BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)


def commands(block: str) -> list[str]:
    """The commands of a block, without what they print."""
    return [line[2:] for line in block.splitlines() if line.startswith("$ ")]


def block_as_run(block: str) -> str:
    """The block with what its commands print now."""
    return "".join(f"$ {command}\n{output(command)}" for command in commands(block))


def output(command: str) -> str:
    """What a command prints to a pipe, errors and all; where acorns itself is, is left out."""
    name, *arguments = shlex.split(command)
    assert name == "acorns", f"only acorns itself is run here, not {name}"
    stream = io.BytesIO()
    text = io.TextIOWrapper(stream, encoding="utf-8", write_through=True)
    with mock.patch("sys.stdout", text), mock.patch("sys.stderr", text):
        run(arguments)
    text.flush()
    return stream.getvalue().decode().replace(str(ROOT), "/…")


@contextmanager
def readers_folder() -> Iterator[Path]:
    """A folder as a reader of the README has it, in a terminal of 80 columns, on that day."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for shown in ("examples", "prices"):
            shutil.copytree(ROOT / shown, folder / shown)
        for name_of_file, content in FILE.findall(README.read_text("utf-8")):
            (folder / name_of_file).write_text(content, "utf-8")
        environment = {"COLUMNS": "80", "XDG_CONFIG_HOME": str(folder / "config")}
        hidden = {"ACORNS_PRICES", "FORCE_COLOR", "NO_COLOR"}
        kept = {key: value for key, value in os.environ.items() if key not in hidden}
        with (
            mock.patch.dict(os.environ, kept | environment, clear=True),
            mock.patch("acorns_cli.editions.today", return_value=DAY),
            chdir(folder),
        ):
            yield folder


if __name__ == "__main__":
    with readers_folder():
        README.write_text(
            BLOCK.sub(lambda block: block_as_run(block[1]), README.read_text("utf-8")), "utf-8"
        )
    sys.exit()
