"""Every example runs, and says what it should."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.fixture(scope="session")
def path_with_acorns(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A search path on which `acorns` is the one under test."""
    folder = tmp_path_factory.mktemp("bin")
    command = folder / "acorns"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m acorns_cli "$@"\n')
    command.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


def shell(script: str, *arguments: str, path: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(EXAMPLES / "shell" / script), *arguments],
        capture_output=True,
        check=False,
        text=True,
        env={**os.environ, "PATH": path},
    )


@pytest.mark.parametrize(("limit", "status"), [("2000", 3), ("2100", 0)])
def test_over_budget(path_with_acorns: str, limit: str, status: int):
    done = shell("over-budget.sh", limit, path=path_with_acorns)
    assert (done.returncode, done.stdout) == (status, "2100\n")


def test_compare_shares(path_with_acorns: str):
    done = shell("compare-shares.sh", path=path_with_acorns)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "  0%  1680 credits\n 10%  1848 credits\n 25%  2100 credits\n 50%  2520 credits\n"
    )


def test_every_script_is_run_here():
    scripts = {script.name for script in (EXAMPLES / "shell").iterdir()}
    assert scripts == {"over-budget.sh", "compare-shares.sh"}
