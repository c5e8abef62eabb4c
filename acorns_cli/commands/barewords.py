"""Words that stand without an option: what each is most likely meant for, and the line to type."""

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from acorns_cli.advice.choices import choices
from acorns_cli.catalog.changes import job_change
from acorns_cli.catalog.editions import VARIABLE, services
from acorns_cli.catalog.files import load_prices
from acorns_cli.commands.corrections import EXAMPLE, is_list_file
from acorns_cli.commands.options import JobWords
from acorns_cli.commands.subcommands import Group
from acorns_cli.commands.typedline import joined, length_in, line_of
from acorns_cli.commands.typeroptions import TYPED, option_of
from acorns_cli.core.durations import is_duration
from acorns_cli.core.modelnames import under_name
from acorns_cli.core.money import funds
from acorns_cli.core.numbers import is_number, is_read
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.slugs import slug
from acorns_cli.core.words import WORDS, read_word, rivals, saying
from acorns_cli.errors import AcornsError, InputError
from acorns_cli.system.audio import is_audio


def typed_line(context: Any) -> tuple[list[str], list[str]]:
    """The command that a line begins with, as it was typed, and the words behind it."""
    typed = list(context.meta[TYPED])  # what its group was given, a command's own name first
    words = typed if isinstance(context.command, Group) else typed[1:]
    return context.command_path.split(), words


def options_of(context: Any) -> list[str]:
    """The options of a command, written as the words of a job are."""
    names = (name for parameter in context.command.get_params(context) for name in parameter.opts)
    return [name[2:].replace("-", "_") for name in names if name.startswith("--")]


def option_fix(words: Sequence[str], context: Any) -> str:
    """What to do about words that have no option: a line in which each has one, if that is likely.

    The line is one that the command takes.
    """
    command, typed = typed_line(context)
    if "credits" in context.params and words[0] in typed[1:]:
        at = typed.index(words[0])
        amount = " ".join(typed[at - 1 : at + 1])
        is_money = context.command.name == "budget" and is_read(funds, amount)
        if is_money or words[0].lower() in ("credits", "acorns"):
            typed[at - 1 : at + 1] = [amount]
            words = words[1:]
    if (line := joined(typed)) != typed:
        typed, words = line, [word for word in words if word in line]
    if "which" in context.params and all(_fits("prices", word, {}) for word in words):
        return "it shows one list, and acorns prices diff compares two"
    length, rest = length_in(words)
    found: dict[str, str] = {}
    for text in [*filter(None, [length]), *rest]:
        option = _option_for(text, found, context)
        if not option:
            return ""
        found[option] = text
    said = {**context.params, **found}
    if not all(_fits(option, text, said) for option, text in found.items()):
        return ""  # with the list that a later word names
    for word in reversed(words):  # an amount before them may look the same
        del typed[len(typed) - 1 - typed[::-1].index(word)]
    if "tool" in said and "old" in said:
        return _diff_fix([*command, *typed], found, said)
    return f"write {line_of([*command, *typed, *_options_for(found)])}"


def _options_for(found: Mapping[str, str]) -> list[str]:
    return [part for name, text in found.items() for part in (option_of(name), text)]


def _diff_fix(line: Sequence[str], found: Mapping[str, str], said: Mapping[str, Any]) -> str:
    """The line for a job of `acorns prices diff`, which needs a tool; or why it takes none."""
    words = {name: said[name] for name in JobWords.options if said[name]}
    lead, more = "", {}
    if not words.keys() & {*saying("length"), "images", "add"}:
        lead, more = f"for a video of {EXAMPLE}, ", {"duration": EXAMPLE}
    tools, models = ([slug(said[name])] if said[name] else [] for name in ("tool", "model"))
    try:
        before, after = _lists(said)
        for tool, model in choices(after, tools, models):
            named: dict[str, Any] = {"tool": tool, "model": said["model"] or model}
            try:
                job_change(JobWords(**words, **more).job(**named), before, after)
            except InputError as error:
                if before.totals_in != after.totals_in:
                    return error.fix
                continue
            added = {name: text for name, text in named.items() if text and not said[name]}
            options = _options_for({**added, **found, **more})
            return f"{lead}write {line_of([*line, *options])}"
    except AcornsError:  # a list or a song can't be read, or there is no such model
        pass
    return ""


def _option_for(text: str, found: Mapping[str, str], context: Any) -> str:
    """The option that a word is most likely meant for, "" if none is.

    It is none that is given already or does not go with others that are.
    """
    said = {**context.params, **found}
    given = [name for name, value in said.items() if value]
    options = [name for name in options_of(context) if name not in given]
    return next(
        (
            name
            for name in _LIKELY
            if name in options and _goes_with(name, given, context) and _fits(name, text, said)
        ),
        "",
    )


def _goes_with(option: str, given: Sequence[str], context: Any) -> bool:
    if option not in WORDS:
        return True
    names = [*given, option]
    if context.command.name == "budget" and all(  # which finds the one from the other
        {*names} & {*saying(what)} for what in ("length", "rerender")
    ):
        return False
    return not any(rivals(names, what) for what in ("length", "rerender", "images"))


def _fits(option: str, text: str, said: Mapping[str, Any]) -> bool:
    """Whether a word may be the value of an option, beside all that the line says."""
    try:
        return bool(_LIKELY[option](text, said))
    except AcornsError:  # it can't be read so, or there are no prices to look in
        return False


def _lists(said: Mapping[str, Any]) -> list[PriceList]:
    """The price lists that a line is about.

    Raises:
        InputError: There is no such list, or it is on standard input, which is read only once.
        FileError: One can't be read, or is wrong.
    """
    named = [said["old"], said["new"]] if "old" in said else [said.get("prices")]
    if "-" in (*named, os.environ.get(VARIABLE)):
        raise InputError("standard input can be read once")
    day = said.get("as_of")
    return [load_prices(name, as_of=day if isinstance(day, date) else None) for name in named]


def _is_list(word: str, said: Mapping[str, Any]) -> bool:
    if is_list_file(word):  # a day chooses a list as well
        return not said.get("as_of") and bool(load_prices(word))
    return word in services()


def _is_tool(word: str, said: Mapping[str, Any]) -> bool:
    return all(prices.tool(slug(word)) for prices in _lists(said))


def _is_model(word: str, said: Mapping[str, Any]) -> bool:
    return all(
        any(under_name(prices, tool, slug(word)) for tool in prices.tools)
        for prices in _lists(said)
    )


_LIKELY: Final[dict[str, Callable[[str, Mapping[str, Any]], object]]] = {
    "minutes": lambda word, _: is_number(word),
    "duration": lambda word, _: read_word("duration", word),
    "rerender": lambda word, _: not is_duration(word) and read_word("rerender", word),
    "audio": lambda word, _: is_audio(word),
    "prices": _is_list,
    "tool": _is_tool,
    "model": _is_model,
}
"""By which option a word is most likely meant for, the first that fits: what is true of such words
beside all that a line says, or an error of others."""
