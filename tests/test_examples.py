"""Every example runs, and says what it should."""

import os
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from acorns_cli import load_prices
from acorns_cli.catalog.files import check_prices
from acorns_cli.core.rates import FootageRate, PerPiece, PerSecond, PerStep

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


def test_cheapest_service(path_with_acorns: str):
    done = shell("cheapest-service.sh", "4:00", path=path_with_acorns)
    assert (done.returncode, done.stdout.splitlines()) == (
        0,
        [
            "service,model,complete,money,currency",
            "kling,kling-2.6/standard,true,6.99,USD",  # 48 clips × 10: a month of 660 credits
            "luma,ray2-flash/720p,true,9.99,USD",  # 48 clips × 55: a month of 3,200 credits
            "runway,gen-4-turbo/app,true,20,USD",  # 48 clips × 25: 2 packs of 1,000 credits
            "paper-moon,sketch,false,10,USD",  # 240 s × 2, without the storyboard: a pack of 500
        ],
    )


def test_every_script_is_run_here():
    scripts = {script.name for script in (EXAMPLES / "shell").iterdir()}
    assert scripts == {"over-budget.sh", "compare-shares.sh", "cheapest-service.sh"}


def test_the_made_up_service_sells_in_every_way_that_there_is():
    checked = check_prices(EXAMPLES / "prices-paper-moon.yaml")
    assert (checked.problems, len(checked.examples)) == ((), 4)
    video = load_prices(EXAMPLES / "prices-paper-moon.yaml").tools["video"]
    assert {type(model.rate) for model in video.models.values()} == {
        *get_args(FootageRate),
        type(None),
    }
    assert {type(add_on.rate) for add_on in video.add_ons.values()} == {
        PerSecond,
        PerStep,
        PerPiece,
    }
    assert any(model.lengths for model in video.models.values())
    assert any(add_on.models for add_on in video.add_ons.values())
