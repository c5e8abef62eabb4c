"""How a record of options becomes the flags of a command, and comes back filled in.

Options come in groups, each a record. A command names the groups that it takes and receives them
filled in, so that an option is spelled, explained and read the same wherever it stands. This module
knows how a record is given to Typer; not which options there are.
"""

# Annotations are not deferred here: `options` says why.

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any, Final, TypeVar

import typer
from msgspec.structs import fields

from acorns_cli.errors import InputError

CHOICES: Final = "Tools and models"
ACCOUNT: Final = "Account"
OUTPUT: Final = "Output"
ROWS: Final = "Rows"

Result = TypeVar("Result")


def takes(*groups: type[Any]) -> Callable[[Callable[..., Result]], Callable[..., Result]]:
    """Gives a command the options of some groups, which it receives as records, in order."""

    def decorate(command: Callable[..., Result]) -> Callable[..., Result]:
        parameters = {group: _parameters(group) for group in groups}

        @wraps(command)
        def run(**values: Any) -> Result:
            records = (
                group(**{parameter.name: values[parameter.name] for parameter in options})
                for group, options in parameters.items()
            )
            return command(*records)

        # Typer reads a command's options from its signature.
        every = [parameter for options in parameters.values() for parameter in options]
        run.__signature__ = inspect.Signature(every)  # type: ignore[attr-defined]
        run.__annotations__ = {parameter.name: parameter.annotation for parameter in every}
        return run

    return decorate


def _parameters(group: type[Any]) -> tuple[inspect.Parameter, ...]:
    """The options of a group: a record of them, or a class that lists them as `options`."""
    if listed := getattr(group, "options", None):
        return tuple(_parameter(name, None, Annotated[str | None, listed[name]]) for name in listed)
    hints = {
        name: hint
        for base in reversed(group.__mro__)
        for name, hint in vars(base).get("__annotations__", {}).items()
    }
    return tuple(
        _parameter(
            field.name,
            inspect.Parameter.empty if field.required else field.default,
            hints[field.name],
        )
        for field in fields(group)
    )


def _parameter(name: str, default: object, annotation: Any) -> inspect.Parameter:
    kind = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, kind, default=default, annotation=annotation)


def option(flag: str, value: str, panel: str, help_text: str, **settings: Any) -> Any:
    """An option of a group.

    Args:
        flag: As it is typed: `--clip-length`.
        value: What its value is called in the help, "" where it has none.
        panel: Under which heading it stands there.
        help_text: What it says.
        settings: More that Typer takes.
    """
    return typer.Option(
        flag, metavar=value, rich_help_panel=panel, help=help_text, show_default=False, **settings
    )


def option_of(word: str) -> str:
    """A word of a job, or another name of an option's, as it is typed: `--clip-length`."""
    return f"--{word.replace('_', '-')}"


def argument(name: str, kind: str, help_text: str) -> Any:
    """An argument of a group.

    Args:
        name: As the help shows it: `CREDITS`, `[FILE]`.
        kind: What it is, in a word: `number`, `file`.
        help_text: What the help says.
    """

    def text(value: str) -> str:
        return value

    text.__name__ = kind  # which the help shows beside the name
    return typer.Argument(metavar=name, help=help_text, show_default=False, parser=text)


def named(word: str, read: Callable[[str], Result], text: str | None) -> Result | None:
    """The value of an option that is not a job's, None where it is not given.

    Raises:
        InputError: The text can't be read; the error names the option.
    """
    if text is None:
        return None
    try:
        return read(text)
    except InputError as error:
        error.word = word
        raise
