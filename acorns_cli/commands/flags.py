"""How a record of options becomes the flags of a command, and comes back filled in.

Options come in groups, each a record. A command names the groups that it takes and receives them
filled in, so that an option is spelled, explained and read the same wherever it stands. This module
knows how a record is given to Typer; not which options there are.
"""

# Annotations are not deferred here: `options` says why.

import inspect
from collections.abc import Callable
from functools import cache, wraps
from typing import Any, Final, TypeVar

import typer
from msgspec import Struct
from msgspec.structs import fields
from typer._click.types import StringParamType

from acorns_cli.errors import InputError

FOOTAGE: Final = "Footage"
RERENDERS: Final = "Re-renders"
IMAGES: Final = "Images"
PRICES: Final = "Prices"
CHOICES: Final = "Tools and models"
ACCOUNT: Final = "Account"
OUTPUT: Final = "Output"
ROWS: Final = "Rows"

Result = TypeVar("Result")


def takes(*groups: type[Struct]) -> Callable[[Callable[..., Result]], Callable[..., Result]]:
    """Gives a command the options of some groups, which it receives as records, in order."""

    def decorate(command: Callable[..., Result]) -> Callable[..., Result]:
        parameters = [parameter for group in groups for parameter in _parameters(group)]

        @wraps(command)
        def run(**values: Any) -> Result:
            records = (
                group(**{name: values[name] for name in group.__struct_fields__})
                for group in groups
            )
            return command(*records)

        # Typer reads a command's options from its signature.
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        return run

    return decorate


@cache
def _parameters(group: type[Struct]) -> tuple[inspect.Parameter, ...]:
    hints = {
        name: hint
        for base in reversed(group.__mro__)
        for name, hint in vars(base).get("__annotations__", {}).items()
    }
    return tuple(
        inspect.Parameter(
            field.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=inspect.Parameter.empty if field.required else field.default,
            annotation=hints[field.name],
        )
        for field in fields(group)
    )


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


class _Word(StringParamType):
    """A plain text, beside whose name Typer's own would write `<str>` in the help."""

    def get_metavar(self, param: Any, ctx: Any) -> str:  # noqa: ARG002 - Typer's method has them
        """What stands there: nothing."""
        return ""


_WORD: Final = _Word()


def option_of(word: str) -> str:
    """A word of a job, or another name of an option's, as it is typed: `--clip-length`."""
    return f"--{word.replace('_', '-')}"


def argument(name: str, help_text: str) -> Any:
    """An argument of a group, by the name that the help gives it: `CREDITS`, `[FILE]`."""
    return typer.Argument(metavar=name, help=help_text, show_default=False, click_type=_WORD)


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
        raise InputError(error.what, fix=error.fix, word=word) from None
