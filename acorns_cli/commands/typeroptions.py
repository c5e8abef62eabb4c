"""How options are given to Typer, one by one or in groups that are records."""

# Annotations are not deferred here: `options` says why.

import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, wraps
from typing import Any, Final, TypeVar

import typer
from msgspec import Struct
from msgspec.structs import fields

from acorns_cli.errors import InputError, one_or_several

CHOICES: Final = "Tools and models"
ACCOUNT: Final = "Account"
OUTPUT: Final = "Output"
ROWS: Final = "Rows"

TYPED: Final = "acorns_cli.typed"
"""Where a context keeps the words that a group was given, for an error that repeats them."""

_KEYWORD: Final = inspect.Parameter("option", inspect.Parameter.KEYWORD_ONLY)
_CONTEXT: Final = _KEYWORD.replace(name="typer_context", annotation=typer.Context)

Result = TypeVar("Result")


class Unread(Struct, frozen=True):
    """In the place of a value that can't be read: why not. All such faults are reported at once."""

    error: InputError


def takes(command: Callable[..., Result]) -> Callable[..., Result]:
    """Gives a command the options that its parameters name.

    A parameter whose type is a class stands for a group of options, and gets it filled in: so an
    option is spelled, explained and read the same wherever it stands.
    """
    groups: dict[str, Any] = {}
    every = [_CONTEXT]
    for parameter in inspect.signature(command).parameters.values():
        if isinstance(parameter.annotation, type):
            groups[parameter.name] = parameter.annotation
            every += _parameters(parameter.annotation)
        else:
            every.append(parameter.replace(kind=_KEYWORD.kind))

    @wraps(command)
    def run(**values: Any) -> Result:
        context = values.pop(_CONTEXT.name)
        faults = [value.error for value in _flat(values.values()) if isinstance(value, Unread)]
        filled = {
            name: group(**{option.name: values.pop(option.name) for option in _parameters(group)})
            for name, group in groups.items()
        }
        if faults:
            words = (group for group in filled.values() if hasattr(group, "faults"))
            faults += [fault for group in words for fault in group.faults()]
            raise one_or_several(_as_typed(faults, context.meta.get(TYPED, ())))
        return command(**values, **filled)

    # Typer reads a command's options from its signature; annotations it would take apart as well.
    run.__signature__ = inspect.Signature(every)  # type: ignore[attr-defined] # no type has it
    run.__annotations__ = {}
    return run


def _flat(values: Iterable[Any]) -> Iterator[Any]:
    for value in values:
        yield from value if isinstance(value, list) else (value,)


def _as_typed(faults: Sequence[InputError], typed: Sequence[str]) -> list[InputError]:
    """Faults in the order in which their options stand on the line."""
    options = [word.partition("=")[0] for word in typed]

    def place(fault: InputError) -> int:
        option = getattr(fault, "words", [option_of(fault.word)])[0]
        return options.index(option) if option in options else len(options)

    return sorted(faults, key=place)


@cache
def _parameters(group: type[Any]) -> tuple[inspect.Parameter, ...]:
    """The options of a group: a record of them, or a class that lists them as `options`."""
    if listed := getattr(group, "options", None):
        found: list[Any] = [(name, None, hint) for name, hint in listed.items()]
    else:
        found = [
            (field.name, _KEYWORD.empty if field.required else field.default, field.type)
            for field in fields(group)
        ]
    return tuple(
        _KEYWORD.replace(name=name, default=default, annotation=hint)
        for name, default, hint in found
    )


def option(
    flag: str,
    value: str,
    panel: str,
    help_text: str,
    *,
    short: str = "",
    read: Callable[[str], object] | None = None,
    **settings: Any,
) -> Any:
    """An option.

    Its value is called so in the help, "" where it has none, and stands under that heading. Where
    it is not plain text, `read` makes it from text; an `InputError` of it then names the option.
    """
    if read is not None:
        word = flag[2:].replace("-", "_")
        settings["parser"] = lambda text: _read(word, read, text)
    flags = (flag, short) if short else (flag,)
    return typer.Option(
        *flags, metavar=value, rich_help_panel=panel, help=help_text, show_default=False, **settings
    )


def option_of(word: str) -> str:
    """The name of an option as it is typed: `--clip-length` for `clip_length`."""
    return f"--{word.replace('_', '-')}"


def argument(
    name: str,
    kind: str,
    help_text: str,
    *,
    read: Callable[[str], object] = lambda text: text,
    **settings: Any,
) -> Any:
    """An argument: its name in the help, like `[FILE]`, and beside it what kind of value it is.

    Where that is not plain text, `read` makes it from text; it may raise `InputError`.
    """

    def value(text: str) -> object:
        return _read("", read, text)

    value.__name__ = kind  # which the help shows beside the name
    return typer.Argument(
        metavar=name, help=help_text, show_default=False, parser=value, **settings
    )


def _read(word: str, read: Callable[[str], object], text: str) -> object:
    try:
        return named(word, read, text) if word else read(text)
    except InputError as error:
        return Unread(error)


def named(word: str, read: Callable[[str], Result], text: str) -> Result:
    """The value of an option, from text.

    Raises:
        InputError: The text can't be read; the error names the option, or the other one that is at
            fault.
    """
    try:
        return read(text)
    except InputError as error:
        error.word = error.word or word
        raise
