"""What Typer can't read, and words without an option, reported as all other errors are."""

import re
from collections.abc import Sequence
from typing import Any, Final

import typer

from acorns_cli.commands.barewords import option_fix, options_of, typed_line
from acorns_cli.commands.command import MisplacedError
from acorns_cli.commands.corrections import job_fix
from acorns_cli.commands.output import say, say_error
from acorns_cli.commands.subcommands import Group
from acorns_cli.commands.typedline import length_in, length_option, line_of
from acorns_cli.commands.typeroptions import TYPED, option_of
from acorns_cli.core import durations
from acorns_cli.core.numbers import is_number
from acorns_cli.errors import near_names, one_of, shortened, shown
from acorns_cli.system.audio import is_audio

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
    near = near_names(option.lstrip(_HYPHENS).replace("-", "_"), options_of(context))
    if len(near) == 1 and (line := _with_option(option, option_of(near[0]), context)):
        return f"{what}; write {line}"
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


def _with_option(option: str, meant: str, context: Any) -> str:
    """The line that was typed with another option in the place of one; "" where it is not in it."""
    command, typed = typed_line(context)
    words = [re.sub(rf"^{re.escape(option)}(?==|$)", meant, word) for word in typed]
    return line_of([*command, *words]) if words != typed else ""


def _in_order(group: Group, context: Any) -> str:
    """How to write a line whose options stand before the command that they belong to."""
    typed = list(context.meta[TYPED])
    names = group.list_commands(context)
    for index, word in enumerate(typed):
        if (name := group.name_of(word)) in names:
            line = line_of([name, *typed[index + 1 :], *typed[:index]])
            return f"write {context.command_path} {line}"
    return f"begin with {one_of(names)}"


def explain(error: MisplacedError) -> None:
    """Says in an error about words without an option what is meant by them, and what to type."""
    what, fix = _misplaced(error.words, error.ctx)
    error.what, error.fix = (shortened(text, _LONGEST_MESSAGE) for text in (what, fix))


def _misplaced(words: Sequence[str], context: Any) -> tuple[str, str]:
    """What is wrong with words that belong to no option, and what to do."""
    command, typed = typed_line(context)
    if words[0].startswith(_DASHES):
        name = shortened(words[0].lstrip(_HYPHENS))
        return f"{shown(words[0])} begins with a dash that is no hyphen", f"write --{name}"
    if words[0].startswith("-"):
        line = line_of([*command, *(word for word in typed if word != "--")])
        return "options stand behind --", f"write {line}"
    unread = " ".join(length_in(words)[1] or words)
    what = f"{context.command_path} has no place for {shown(unread)}"
    if words[0].lower() == "help":
        return what, f"write {line_of([*command, '--help'])}"
    if "place" in context.params:
        return _misplaced_job(what, words, command, typed)
    return what, option_fix(words, context)


def _misplaced_job(
    what: str, words: Sequence[str], command: Sequence[str], typed: Sequence[str]
) -> tuple[str, str]:
    """The same where a length, or audio files, may stand without an option."""
    fix = job_fix(command[1:], typed)
    if len(words) == 1 and is_number(words[0]) and (meant := durations.readings(words[0])):
        spellings = one_of(meant)
        what = f"{shown(words[0])} could be {spellings}"
        fix = fix or f"write {spellings}"
    is_length = bool(length_in(words)[0] or any(map(is_audio, words)))
    if not fix and is_length and (option := length_option(typed)):
        what = f"{what}: {option} says the length"
    elif not fix:
        fix = "write a length like 3:42 or a file like song.mp3, and all else behind its option"
    return what, fix
