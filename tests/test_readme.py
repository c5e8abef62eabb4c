"""The README says what acorns does: every command in it is run, and its output compared."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
import readme
from rich.cells import cell_len

pytestmark = pytest.mark.slow

TEXT = readme.README.read_text("utf-8")


def test_the_readme_shows_what_its_commands_print() -> None:
    with readme.readers_folder():
        for block in readme.BLOCK.findall(TEXT):
            assert block == readme.block_as_run(block)


def test_every_table_of_the_readme_fits_in_60_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = 0
    with readme.readers_folder():
        monkeypatch.setenv("COLUMNS", "60")
        for command in (c for block in readme.BLOCK.findall(TEXT) for c in readme.commands(block)):
            lines = [line for line in readme.output(command).splitlines() if line[:1] in ("╭", "│")]
            assert max(map(cell_len, lines), default=0) <= 60, command
            tables += bool(lines)
    assert tables > 10


def test_the_first_command_of_the_readme_is_the_one_that_acorns_is_known_by() -> None:
    [command, *_] = readme.commands(readme.BLOCK.findall(TEXT)[0])
    assert command == "acorns estimate t2v --model kling-2.1-standard --minutes 4 --rerender 25%"
    with readme.readers_folder():
        assert "2,100" in readme.output(command)


def test_the_python_example_of_the_readme_prints_what_it_says() -> None:
    [(program, printed)] = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", TEXT, re.DOTALL)
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert run.stdout.decode("utf-8") == printed


def test_the_two_commands_of_the_readme_are_those_that_the_build_runs() -> None:
    build = (readme.ROOT / ".ci" / "run").read_text("utf-8")
    shown = re.findall(r"```sh\n(.*)\n```", TEXT)
    assert len(shown) == 2
    for command in shown:
        assert f"\n{command}\n" in build or f"\n{command} " in build


def test_the_contributors_guide_names_the_same_test_command() -> None:
    guide = (readme.ROOT / "CONTRIBUTING.md").read_text("utf-8")
    [command] = re.findall(r"```sh\n(.*)\n```", guide)
    assert f"```sh\n{command}\n```" in TEXT
