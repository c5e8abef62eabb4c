"""The rack: a folder with a sound file of each kind, in which hostile commands are run."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from torture import Torture
from typer.main import get_command

EXAMPLES = Path(__file__).parents[2] / "examples"
BUILT = cache(get_command)


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
