"""What runs command lines: one at a time, or hostile ones in a folder of sound files."""

import shlex
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from torture import Torture
from typer.main import get_command

from acorns_cli.commands.app import run

EXAMPLES = Path(__file__).parents[2] / "examples"
BUILT = cache(get_command)


@pytest.fixture(autouse=True)
def _at_80_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def acorns(capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., tuple[int, str, str]]:
    """Runs a command line, in words or as one text: the status, standard output and error."""

    def told(*words: object) -> tuple[int, str, str]:
        status = run(shlex.split(str(words[0])) if len(words) == 1 else list(map(str, words)))
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return told


@pytest.fixture
def torture(
    capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Torture]:
    """Runs in a folder of its own, which is the home too; whatever falls fails the test."""
    for source, name in (
        ("short-video.yaml", "plan.yaml"),
        ("short-video-recut.yaml", "recut.yaml"),
        ("prices-studio.yaml", "list.yaml"),
        ("jobs.ndjson", "jobs.ndjson"),
        ("jobs.csv", "jobs.csv"),
    ):
        (tmp_path / name).write_bytes((EXAMPLES / source).read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    # Typer builds a command anew for each run, which is half of what a short one takes.
    monkeypatch.setattr("acorns_cli.commands.app.get_command", BUILT)
    found = Torture(capfdbinary)
    with (tmp_path / "jobs.ndjson").open() as rows:
        monkeypatch.setattr(sys, "stdin", rows)
        yield found
    assert found.runs
    assert not found.wrong, "\n".join(found.wrong[:40])
