"""What Typer can't read, reported as all other errors are."""

import shlex
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import typer

from acorns_cli.catalog.files import load_prices
from acorns_cli.commands.command import MisplacedError
from acorns_cli.commands.flags import TYPED, option_of
from acorns_cli.commands.group import Group
from acorns_cli.commands.output import say, say_error
from acorns_cli.core.names import slug
from acorns_cli.core.numbers import is_number
from acorns_cli.core.words import read_word
from acorns_cli.errors import AcornsError, InputError, near_names, one_of, shortened, shown

_LONGEST_MESSAGE: Final = 500
"""Characters of what repeats the words that were typed, however long."""

_DASHES: Final = tuple("‐‑‒–—―−")
"""What a word processor makes of hyphens."""
_HYPHENS: Final = f"-{''.join(_DASHES)}"


def say_usage_error(error: typer.TyperException) -> None:
    """Says what is wrong with a command line, and where its words are explained."""
    context = getattr(error, "ctx", None)
    say_error(shortened(_message(error, context), _LONGEST_MESSAGE))
    if context is not None:
        say(f"See {context.command_path} --help")


def _message(error: typer.TyperException, context: Any) -> str:
    if isinstance(error, MisplacedError):
        return _misplaced(error.words, context)
    option = str(getattr(error, "option_name", ""))
    if hasattr(error, "possibilities"):
        return _unknown_option(option, context)
    if option:
        return f"{option} {'needs a' if 'requires' in error.message else 'takes no'} value"
    if getattr(error, "param_hint", "") is None and (missing := getattr(error, "param", None)):
        meaning = str(missing.help).removesuffix(".")
        name = missing.human_readable_name
        return f"{context.command_path} needs {name}: {meaning[:1].lower()}{meaning[1:]}"
    return error.format_message().removesuffix(".")


def _unknown_option(option: str, context: Any) -> str:
    if option[1:2].isdigit():  # an amount that looks like an option to Typer
        return "an amount can't be below 0; write 0 or more"
    what = f"there is no option {shown(option)}"
    if option[1:].startswith(_DASHES):
        return f"{what}: its dash is no hyphen; write --"
    command = str(context.command.name)
    if answer := _ANSWERS.get((command, option)):
        return f"{what} of {context.command_path}; {answer}"
    near = near_names(option.lstrip(_HYPHENS).replace("-", "_"), _options(context))
    if near:
        return f"{what}; did you mean {one_of(map(option_of, near))}?"
    if isinstance(context.command, Group):
        return f"{what} before the command; {_in_order(context.command, context)}"
    return what


_ANSWERS: Final = {
    ("budget", "--balance"): "what you have is the budget itself: add it to the credits",
    ("compare", "--budget"): "give what you have as --balance, or the most it may cost as --max",
}
"""Options that a command has under another name, or has not at all, and what to do."""


def _in_order(group: Group, context: Any) -> str:
    """How to write a line whose options stand before the command that they belong to."""
    typed = list(context.meta[TYPED])
    names = group.list_commands(context)
    for index, word in enumerate(typed):
        if (name := group.name_of(word)) in names:
            line = shlex.join([name, *typed[index + 1 :], *typed[:index]])
            return f"write {context.command_path} {line}"
    return f"begin with {one_of(names)}"


def _misplaced(words: Sequence[str], context: Any) -> str:
    if words[0].startswith(_DASHES):
        name = shortened(words[0].lstrip(_HYPHENS))
        return f"{shown(words[0])} begins with a dash that is no hyphen; write --{name}"
    what = f"{context.command_path} has no place for {shown(' '.join(words))}"
    if meant := _meant(words, context):
        return f"{what}; did you mean {meant}?"
    if "minutes" in _options(context):
        what += "; each thing goes behind its option, like --minutes 4"
    return what


def _meant(words: Sequence[str], context: Any) -> str:
    """What to type for the first of some words, "" where nothing is likely.

    It is the word with its option in front, behind what is given there already.
    """
    word, options = words[0], _options(context)
    if word.lower() in ("credits", "acorns") and "credits" in context.params:
        command, amount, *rest = context.meta[TYPED]
        rest = [part for part in rest if part != word]
        return shlex.join(["acorns", command, f"{amount} {word}", *rest])
    if word.lower() == "help":
        return "--help"
    if is_number(word):
        word = " ".join(words[:2])  # 4 minutes
    for option, is_likely in _LIKELY.items():
        if option in options and is_likely(word):
            given = context.params.get(option)
            text = f"{given} {word}" if isinstance(given, str) else word
            text = shortened(text)
            quoted = f'"{text}"' if " " in text else text
            return f"{option_of(option)} {quoted}" if is_likely(text) else ""
    return ""


def _options(context: Any) -> list[str]:
    """The options of a command, written as the words of a job are."""
    names = (name for parameter in context.command.get_params(context) for name in parameter.opts)
    return [name[2:].replace("-", "_") for name in names if name.startswith("--")]


def _reads(word: str) -> Callable[[str], bool]:
    def reads(text: str) -> bool:
        try:
            read_word(word, text)
        except InputError:
            return False
        return True

    return reads


def _is_tool(word: str) -> bool:
    try:
        return bool(load_prices().tool(slug(word)))
    except AcornsError:
        return False


_LIKELY: Final[dict[str, Callable[[str], bool]]] = {
    "minutes": is_number,
    "duration": _reads("duration"),
    "rerender": _reads("rerender"),
    "audio": lambda word: Path(word).suffix.lower() in (".mp3", ".wav", ".flac", ".ogg", ".m4a"),
    "prices": lambda word: Path(word).suffix.lower() in (".yaml", ".yml"),
    "tool": _is_tool,
    "model": lambda word: "-" in word,
}
"""By which option a word is most likely meant for, the first that fits: whether it looks so."""
