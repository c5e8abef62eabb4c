"""The complete line to type instead, made of what was typed with its words in the wrong places."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final, NamedTuple

from acorns_cli.catalog.editions import services
from acorns_cli.catalog.files import load_prices
from acorns_cli.commands.typedline import (
    glued,
    length_in,
    length_option,
    line_of,
    names_of,
    option_saying,
    parted,
    value_of,
)
from acorns_cli.core import durations
from acorns_cli.core.modelnames import under_name
from acorns_cli.core.numbers import is_number
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.slugs import slug
from acorns_cli.core.words import read_word
from acorns_cli.errors import AcornsError, InputError
from acorns_cli.system.audio import is_audio

_FILLERS: Final = frozenset(
    [
        *("with", "of", "a", "an", "the", "for", "in", "video", "clip", "song", "how", "much"),
        *("is", "does", "do", "cost", "costs", "what", "will", "would", "me", "make", "price"),
    ]
)
"""Words that say nothing of a job."""

EXAMPLE: Final = "4:00"
"""The length in a line for a job that has none."""


def job_fix(command: Sequence[str], typed: Sequence[str]) -> str:
    """What to type in place of a line for a job: `write acorns …`; "" where nothing is likely.

    `command` is `estimate`, with its tool or without, `compare`, or none; `typed` are the words
    behind it. Words that say a length alone are a line of `acorns compare`.
    """
    words, options = parted(typed)
    lists = [word for word in words if is_list_file(word)]
    if lists and value_of(options, "--as-of") is not None:
        return ""  # each says which prices are meant
    options += [part for name in lists for part in ("--prices", name)]
    words = [*command[1:], *(word for word in words if word not in lists)]
    try:
        for name in lists:
            load_prices(name)
        for said in _readings(words):
            if fix := _fix(command, said, options):
                return fix
    except AcornsError:  # a list that the line names can't be read
        pass
    return ""


_MOST_MINUTES: Final = 20
"""A bare number below it is most likely minutes, and from there on seconds."""


class _Said(NamedTuple):
    """What some words say of a job."""

    place: list[str]
    """A length, or audio files."""
    share: str
    """How much is re-rendered, or ""."""
    names: list[str]
    """What is left: tools, models, services."""


def _readings(words: Sequence[str]) -> Iterator[_Said]:
    """What some words may say: a number may be of a name, or else it is a length."""
    length, rest = length_in(words)
    songs = [word for word in rest if is_audio(word)]
    if length and songs:  # no line has both, and to leave one out is no advice
        return
    share = next((word for word in rest if _is_share(word)), "")
    names = [word for word in rest if word not in (*songs, share)]
    names = [word for word in names if word.lower() not in _FILLERS]
    if length or songs or not names or not all(map(is_number, names)):
        yield _Said([length] if length else songs, share, names)
    for index, word in enumerate(names):
        if is_number(word) and not length and (meant := durations.readings(word)):
            is_seconds = "." not in word and Decimal(word) >= _MOST_MINUTES
            likely = meant[0] if is_seconds else meant[-1]
            yield _Said([likely], share, [*names[:index], *names[index + 1 :]])


def _fix(command: Sequence[str], said: _Said, options: Sequence[str]) -> str:
    """What to type for what some words say, beside the options; "" where they name nothing."""
    model, others = _without_model(options)
    names = [*said.names, *([model] if model else [])]
    found = _found(names, value_of(options, "--prices")) if names else None
    if found is None and names:
        return ""
    if said.place and length_option(options):
        return ""
    if said.share and option_saying("rerender", options):
        return ""
    place, lead = said.place, ""
    if not (place or length_option(options) or {"--images", "--add"} & {*options}):
        place, lead = [EXAMPLE], f"for a video of {EXAMPLE}, "
    share = ["--rerender", said.share] if said.share else []
    if found is None or not said.names:
        if not said.place and command[:1] != ["compare"]:
            return ""
        line = ["compare", *place, *share, *options]
    elif command[:1] == ["compare"]:
        line = ["compare", *place, *found.choices(), *share, *others]
    else:
        line = ["estimate", found.tool, *place, *found.first(), *share, *others]
        if [word.partition("=")[0] for word in line].count("--prices") > 1:
            return ""
    return f"{lead}write {line_of(['acorns', *line])}"


class _Found(NamedTuple):
    """What some words name."""

    tool: str
    models: list[str]
    """Those that have the words, the first one of the tool where no words name any."""
    is_tool_named: bool
    is_model_named: bool
    service: str = ""
    """A service that is not the default, and that no option names."""

    def first(self) -> list[str]:
        """The options that pick the first model."""
        model = ["--model", self.models[0]] if self.models else []
        return [*model, *self._prices()]

    def choices(self) -> list[str]:
        """The options of `compare` that pick what is named."""
        tool = ["--tool", self.tool] if self.is_tool_named else []
        models = self.models if self.is_model_named else []
        return [*tool, *(part for name in models for part in ("--model", name)), *self._prices()]

    def _prices(self) -> list[str]:
        return ["--prices", self.service] if self.service else []


def _found(names: Sequence[str], choice: str | None) -> _Found | None:
    """The tool and the models that some words name, of a service they name or the default one."""
    prices = load_prices(choice)
    named = [service for service in services() if service in map(str.lower, names)]
    if choice is None and named and not any(_tool(prices, name) for name in names):
        rest = [name for name in names if name.lower() != named[0]]
        if found := _tool_and_models(load_prices(named[0]), rest):
            return found._replace(service=named[0])
    return _tool_and_models(prices, names)


def _tool_and_models(prices: PriceList, names: Sequence[str]) -> _Found | None:
    """The tool and the models that some words name, the first that has them; else None."""
    tools = [tool for tool in (_tool(prices, name) for name in names) if tool]
    words = [name for name in names if not _tool(prices, name)]
    typed = slug(" ".join(words)) if words else ""
    # Else the tool with the most models.
    for tool in tools or sorted(prices.tools, key=lambda tool: -len(prices.tools[tool].models)):
        listed = prices.tools[tool]
        models = _named_models(prices, tool, typed) if typed else list(listed.models)[:1]
        if models or (listed.any_model and not typed):
            models = [] if listed.any_model and not typed else models
            return _Found(tool, models, bool(tools), bool(typed))
    return None


def _tool(prices: PriceList, word: str) -> str:
    try:
        return prices.tool(slug(word))
    except InputError:
        return ""


def _named_models(prices: PriceList, tool: str, typed: str) -> list[str]:
    words = set(re.split("[-/]", typed))
    return under_name(prices, tool, typed) or [
        model for model in prices.tools[tool].models if words <= set(re.split("[-/]", model))
    ]


def _is_share(word: str) -> bool:
    try:
        return not is_number(word) and read_word("rerender", word).value.is_share
    except InputError:
        return False


def is_list_file(word: str) -> bool:
    """Whether a word looks like the file of a price list."""
    return Path(word).suffix.lower() in (".yaml", ".yml")


def _without_model(options: Sequence[str]) -> tuple[str, list[str]]:
    """The model among some options, and the others: words that stand elsewhere may be its rest."""
    for index, option in enumerate(options):
        if option in names_of("model") and options[index + 1 :]:
            return options[index + 1], [*options[:index], *options[index + 2 :]]
        if glued(option)[0] in names_of("model"):
            return glued(option)[1], [*options[:index], *options[index + 1 :]]
    return "", list(options)
