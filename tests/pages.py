"""The pages of the documentation, and the commands that they show.

    python tests/pages.py            names the pages whose shown outputs are out of date
    python tests/pages.py --write    runs every command and rewrites its output in place

The blocks of a page are run in order in one folder, which has the examples, the price lists and the
files that the page shows; so a later block can use what an earlier one has written.
"""

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
DOCS = ROOT / "docs"
PAGES = (README, *sorted(DOCS.glob("*.md")), ROOT / "examples" / "README.md")
DAY = date(2026, 12, 1)
"""The day on which the commands are run: tables show the age of the prices."""

FILE = re.compile(r"^```(?:yaml|json|csv) (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
"""A file that a page shows: its name and its content."""

BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)
"""Commands with their outputs."""

SCRIPT = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
"""Commands without their outputs."""

FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
"""Everything between fences: what is left are sentences and tables."""

_IN_A_SENTENCE = re.compile(r"`(acorns [^`]+)`")
_IN_A_SCRIPT = re.compile(r"\bacorns(?: [^|&;)#\n]*)?")
_NOT_RUN = re.compile(r"[a-z ]+$|.*(…|\b[A-Z]{3,}\b|--install-completion)", re.DOTALL)


def commands(block: str) -> list[str]:
    """The commands of a block, without what they print."""
    return [line[2:] for line in block.splitlines() if line.startswith("$ ")]


def named_commands(page: str) -> list[str]:
    """The commands that a page names without their outputs: in its sentences, tables and scripts.

    A name alone, like `acorns project diff`, and one with a placeholder, like FILE, are left out.
    """
    scripts = "\n".join(script for script in SCRIPT.findall(page) if "venv" not in script)
    found = _IN_A_SENTENCE.findall(FENCED.sub("", page)) + _IN_A_SCRIPT.findall(scripts)
    return [command for command in found if not _NOT_RUN.match(command)]


def block_as_run(block: str) -> str:
    """The block with what its commands print now."""
    return "".join(f"$ {command}\n{output(command)[1]}" for command in commands(block))


def page_as_run(path: Path) -> str:
    """The text of a page with what its commands print now."""
    text = path.read_text("utf-8")
    with readers_folder(text):
        return BLOCK.sub(lambda block: block_as_run(block[1]), text)


def output(command: str) -> tuple[int, str]:
    """A command's exit status and what it prints to a pipe, errors too.

    The folder that acorns itself is in is written as `/…`.
    """
    name, *arguments = shlex.split(command)
    assert name == "acorns", f"only acorns itself is run here, not {name}"
    stream = io.BytesIO()
    text = io.TextIOWrapper(stream, encoding="utf-8", write_through=True)
    with mock.patch("sys.stdout", text), mock.patch("sys.stderr", text):
        status = run(arguments)
    text.flush()
    return status, stream.getvalue().decode().replace(str(ROOT), "/…")


@contextmanager
def readers_folder(page: str) -> Iterator[Path]:
    """A reader's folder with the files that a page shows, in a terminal of 80 columns, on `DAY`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for shown in ("examples", "prices"):
            shutil.copytree(ROOT / shown, folder / shown)
        for name_of_file, content in FILE.findall(page):
            (folder / name_of_file).write_text(content, "utf-8")
        environment = {"COLUMNS": "80", "XDG_CONFIG_HOME": str(folder / "config")}
        hidden = {"ACORNS_PRICES", "FORCE_COLOR", "NO_COLOR"}
        kept = {key: value for key, value in os.environ.items() if key not in hidden}
        with (
            mock.patch.dict(os.environ, kept | environment, clear=True),
            mock.patch("acorns_cli.system.clock.date", **{"today.return_value": DAY}),
            chdir(folder),
        ):
            yield folder


def main() -> int:
    """Compares or rewrites all pages; the exit status is 1 where a page is out of date."""
    write, status = "--write" in sys.argv[1:], 0
    for path in PAGES:
        text = page_as_run(path)
        if text != path.read_text("utf-8"):
            sys.stdout.write(f"{path.relative_to(ROOT)}: {'rewritten' if write else 'differs'}\n")
            status = 0 if write else 1
            if write:
                path.write_text(text, "utf-8")
    return status


if __name__ == "__main__":
    sys.exit(main())
