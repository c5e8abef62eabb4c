"""Complete lines to type, made of what was typed with its words in the wrong places."""

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from acorns_cli.catalog.editions import services
from acorns_cli.catalog.files import load_prices
from acorns_cli.core import durations
from acorns_cli.core.lookup import under_name
from acorns_cli.core.names import slug
from acorns_cli.core.numbers import is_number
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.words import read_word
from acorns_cli.errors import AcornsError, InputError

AUDIO_ENDINGS: Final = (".mp3", ".wav", ".flac", ".ogg", ".opus", ".m4a", ".aac", ".aiff", ".mp4")

_FILLERS: Final = frozenset(
    [
        *("with", "of", "a", "an", "the", "for", "in", "video", "clip", "song", "how", "much"),
        *("is", "does", "do", "cost", "costs", "what", "will", "would", "me", "make", "price"),
    ]
)
"""Words that say nothing of a job."""


def estimate_line(words: Sequence[str], options: Sequence[str], choice: str | None) -> str:
    """A line of `acorns estimate` for some words and the options beside them; "" if none is likely.

    `choice` is the price list that the line names. Words that say a length alone are a line of
    `acorns compare`.
    """
    length, rest = length_in(words)
    songs = [word for word in rest if is_audio(word)]
    share = next((word for word in rest if _is_share(word)), "")
    left_out = {*songs, share}
    names = [word for word in rest if word not in left_out and word.lower() not in _FILLERS]
    made = [length] if length else songs
    if made and not names:
        return shlex.join(["acorns", "compare", *made, *options])
    model, options = _without_model(options)
    try:
        found = _found([*names, *([model] if model else [])], choice)
    except AcornsError:
        return ""
    if found is None:
        return ""
    line = ["acorns", "estimate", found.tool, *made]
    line += ["--model", found.model] if found.model else []
    line += ["--rerender", share] if share else []
    line += ["--prices", found.service] if found.service else []
    return shlex.join([*line, *options])


def _without_model(options: Sequence[str]) -> tuple[str, list[str]]:
    """The model among some options, and the others: words that stand elsewhere may be its rest."""
    for index, option in enumerate(options[:-1]):
        if option in ("--model", "-m"):
            return options[index + 1], [*options[:index], *options[index + 2 :]]
    return "", list(options)


class _Found(NamedTuple):
    """What some words name."""

    tool: str
    model: str | None
    service: str = ""
    """A service that is not the default, and that no option names."""


def _found(names: Sequence[str], choice: str | None) -> _Found | None:
    """The tool and the model that some words name, of the default service or of one they name."""
    prices = load_prices(choice)
    named = [service for service in services() if service in map(str.lower, names)]
    if choice is None and named and not any(_tool(prices, name) for name in names):
        rest = [name for name in names if name.lower() != named[0]]
        found = _tool_and_model(load_prices(named[0]), rest)
        return found and found._replace(service=named[0])
    return _tool_and_model(prices, names)


def _is_share(word: str) -> bool:
    try:
        return not word.isdecimal() and read_word("rerender", word).value.is_share
    except InputError:
        return False


def _tool_and_model(prices: PriceList, names: Sequence[str]) -> _Found | None:
    """The tool and the model that some words name, the first that has it; None where none has."""
    tools = [tool for tool in (_tool(prices, name) for name in names) if tool]
    words = [name for name in names if not _tool(prices, name)]
    typed = slug(" ".join(words)) if words else ""
    for tool in tools or _usual(prices):
        listed = prices.tools[tool]
        if typed:
            models = under_name(prices, tool, typed) or list(_with_words(prices, tool, typed))
            if models:
                return _Found(tool, models[0])
        elif listed.any_model:
            return _Found(tool, None)
        elif listed.models:
            return _Found(tool, next(iter(listed.models)))
    return None


def _usual(prices: PriceList) -> list[str]:
    """The tools, the one with the most models first."""
    return sorted(prices.tools, key=lambda tool: -len(prices.tools[tool].models))


def _tool(prices: PriceList, word: str) -> str:
    try:
        return prices.tool(slug(word))
    except InputError:
        return ""


def _with_words(prices: PriceList, tool: str, typed: str) -> Iterator[str]:
    words = set(typed.split("-"))
    return (
        model
        for model in prices.tools[tool].models
        if words <= set(model.replace("/", "-").split("-"))
    )


def is_audio(word: str) -> bool:
    """Whether a word is the name of an audio file, by its ending."""
    return Path(word).suffix.lower() in AUDIO_ENDINGS


def length_in(words: Sequence[str]) -> tuple[str, list[str]]:
    """The first length among some words, which may have a blank in it, and the other words."""
    for size in (2, 1):
        for start in range(len(words) - size + 1):
            text = " ".join(words[start : start + size])
            if durations.is_duration(text):
                return text, [*words[:start], *words[start + size :]]
    for start, word in enumerate(words):
        if is_number(word):  # most likely minutes
            return f"{word}m", [*words[:start], *words[start + 1 :]]
    return "", list(words)
