"""Every command with every option given hostile text, and every file that holds some.

Commands and options are found in the program itself, so that a new one is tortured as well. What is
asked of each run is little, and asked of all: a known exit status, no traceback, no bug told, and
no character on either stream that could steer a terminal.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
import typer
from hostile import TEXTS, harm
from typer.main import get_command

from acorns_cli.commands.app import app, run
from acorns_cli.formats import FORMATS

ROOT: Final = Path(__file__).parents[2]
STATUSES: Final = {0, 2, 3, 4}
LONGEST_RUN: Final = 10
"""Seconds; one run takes a few thousandths, so that a busy machine is no reason to fail."""

SOUND: Final[dict[str, list[str]]] = {
    "estimate autopilot": ["--model=kling-2.1-pro", "--minutes=4"],
    "estimate t2v": ["--model=kling-2.1-pro", "--minutes=4"],
    "estimate fbf": ["--minutes=4"],
    "compare": ["--minutes=4"],
    "budget": ["2000"],
    "topup": ["2000"],
    "project new": ["new.yaml"],
    "project estimate": ["plan.yaml"],
    "project status": ["plan.yaml"],
    "project diff": ["plan.yaml", "recut.yaml"],
    "batch": ["jobs.ndjson"],
    "prices check": ["list.yaml"],
    "prices diff": ["2025-06-27", "list.yaml"],
    "prices new": ["new.yaml"],
}
"""A command line without fault, so that a hostile word beside it is read and not only refused."""


class Command(NamedTuple):
    """One command, as the program itself says it."""

    words: tuple[str, ...]
    parameters: tuple[Any, ...]

    def __str__(self) -> str:
        return " ".join(self.words) or "acorns"

    @property
    def arguments(self) -> list[Any]:
        return [found for found in self.parameters if found.param_type_name == "argument"]

    @property
    def options(self) -> list[Any]:
        return [found for found in self.parameters if found.param_type_name == "option"]

    def sound(self) -> list[str]:
        """A command line for it; of a command that is not known here, its required arguments."""
        if str(self) in SOUND:
            return SOUND[str(self)]
        return ["2025-06-27" for argument in self.arguments if argument.required]


def _commands() -> Iterator[Command]:
    def below(command: Any, words: tuple[str, ...]) -> Iterator[Command]:
        context = typer.Context(command)
        yield Command(words, tuple(command.get_params(context)))
        if hasattr(command, "list_commands"):
            for name in command.list_commands(context):
                yield from below(command.get_command(context, name), (*words, name))

    return below(get_command(app), ())


COMMANDS: Final = list(_commands())
each_command = pytest.mark.parametrize("command", COMMANDS, ids=str)


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
        except SystemExit as error:  # what installs the completion ends so
            status = error.code
        except BaseException as error:
            status = repr(error)
        seconds = time.perf_counter() - start
        out, err = self.capture.readouterr()
        faults = [f"status {status}"] if status not in STATUSES else []
        faults += [f"{seconds:.1f} s"] if seconds > LONGEST_RUN else []
        faults += [err.decode("utf-8", "replace")] if b"a bug in" in err or b"Trace" in err else []
        faults += [f"stdout {found}"] if (found := harm(out, colour=colour)) else []
        faults += [f"stderr {found}"] if (found := harm(err)) else []
        if status == 2 and out:
            faults.append(f"{len(out)} bytes of output for a wrong command line")
        if faults:
            shown = " ".join(ascii(argument)[:60] for argument in arguments)
            self.wrong.append(f"acorns {shown}: {'; '.join(faults)[:600]}")
        return int(status) if isinstance(status, int) else 1, out

    def in_every_format(self, command: Command, *arguments: str) -> None:
        """One run, and where it is not refused, one in each other format that the command has."""
        status, _ = self(*arguments)
        named = any(argument.startswith(("--format", "--json")) for argument in arguments)
        if status in (0, 3) and not named and any(o.name == "format" for o in command.options):
            for name in FORMATS:
                self(*arguments, f"--format={name}")


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
        (tmp_path / name).write_bytes((ROOT / "examples" / source).read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    found = Torture(capfdbinary)
    with (tmp_path / "jobs.ndjson").open() as rows:
        monkeypatch.setattr(sys, "stdin", rows)
        yield found
    assert found.runs
    assert not found.wrong, "\n".join(found.wrong[:40])


def test_every_command_is_found_and_what_is_called_sound_is() -> None:
    assert {str(command) for command in COMMANDS} >= {*SOUND, "acorns", "prices", "prices schema"}
    assert all(len(command.options) >= 1 for command in COMMANDS)


@pytest.mark.parametrize("name", SOUND)
def test_what_is_called_sound_is_sound(torture: Torture, name: str) -> None:
    status, _ = torture(*name.split(), *SOUND[name])
    assert status == 0


@each_command
def test_every_option_of_every_command(torture: Torture, command: Command) -> None:
    for option in command.options:
        flag = max(option.opts, key=len)
        for text in TEXTS.values():
            torture.in_every_format(command, *command.words, *command.sound(), f"{flag}={text}")
            if text.startswith("-") or not text:
                torture(*command.words, *command.sound(), flag, text)
                torture(*command.words, flag, text, *command.sound())


@each_command
def test_every_argument_of_every_command(torture: Torture, command: Command) -> None:
    for place in range(len(command.arguments) + 2):  # two more than it takes, too
        for text in TEXTS.values():
            words = [word for word in command.sound() if not word.startswith("--")]
            words[place : place + 1] = [text]
            options = [word for word in command.sound() if word.startswith("--")]
            torture.in_every_format(command, *command.words, *options, "--", *words)
            torture(*command.words, *options, *words)


@each_command
def test_options_and_commands_that_there_are_not(torture: Torture, command: Command) -> None:
    for text in TEXTS.values():
        torture(*command.words, text)
        torture(*command.words, f"--{text}")
        torture(*command.words, f"--{text}={text}")
        torture(*command.words, f"-{text}")
