"""Every command with every option given hostile text.

Commands and options are found in the program itself, so that a new one is tortured as well; what is
asked of a run is in `torture`.
"""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import pytest
import typer
from hostile import TEXTS
from torture import Torture
from typer.main import get_command

from acorns_cli.commands.app import app

pytestmark = pytest.mark.slow

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

    @property
    def has_formats(self) -> bool:
        return any(option.name == "format" for option in self.options)

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


def test_every_command_is_found_and_what_is_called_sound_is():
    assert {str(command) for command in COMMANDS} >= {*SOUND, "acorns", "prices", "prices schema"}
    assert all(len(command.options) >= 1 for command in COMMANDS)


@pytest.mark.parametrize("name", SOUND)
def test_what_is_called_sound_is_sound(torture: Torture, name: str):
    status, _ = torture(*name.split(), *SOUND[name])
    assert status == 0


@each_command
def test_every_option_of_every_command(torture: Torture, command: Command):
    for option in command.options:
        flag = max(option.opts, key=len)
        for text in TEXTS.values():
            words = [*command.words, *command.sound(), f"{flag}={text}"]
            torture.in_two_formats(*words, formats=command.has_formats)
            if not option.is_flag and (text.startswith("-") or not text):
                torture(*command.words, *command.sound(), flag, text)
                torture(*command.words, flag, text, *command.sound())


@each_command
def test_every_argument_of_every_command(torture: Torture, command: Command):
    for place in range(len(command.arguments) + 1):  # one more than it takes, too
        for text in TEXTS.values():
            words = [word for word in command.sound() if not word.startswith("--")]
            words[place : place + 1] = [text]
            options = [word for word in command.sound() if word.startswith("--")]
            line = [*command.words, *options, "--", *words]
            torture(*line)
            if text.startswith("-"):
                torture(*command.words, *options, *words)


@each_command
def test_options_and_commands_that_there_are_not(torture: Torture, command: Command):
    for text in TEXTS.values():
        torture(*command.words, text)
        torture(*command.words, f"--{text}")
        torture(*command.words, f"-{text}={text}")
