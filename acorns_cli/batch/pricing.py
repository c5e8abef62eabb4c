"""Many jobs, row by row: each gets its price, or what is wrong with it.

a row of words and other keys  →  the other keys, and the credits of an estimate
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, Final

from msgspec import Struct

from acorns_cli.batch.reading import Unreadable
from acorns_cli.core.job import Job
from acorns_cli.core.placement import placement
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.pricing import PricesUsed, Total, prices_used, total_of_placed
from acorns_cli.core.quantities import Range, exact
from acorns_cli.core.words import WORDS, rivals, saying
from acorns_cli.errors import (
    OTHER_WORDS,
    AcornsError,
    FileError,
    InputError,
    input_errors,
    one_of,
    printable,
    shown,
)

RESULT_KEYS: Final = ("total_credits", "low_credits", "complete", "prices_edition", "row", "error")
"""What a result adds to the keys that pass through."""

MAX_KEYS: Final = 500
MAX_KEY: Final = 200
"""The most keys of a row, and characters of a key."""

_QUANTITIES: Final = frozenset(
    ["minute", "second", "duration", "clip", "rerender", "render", "extra", "image", "credit"]
)
"""Parts of words that say how much: a key that has one and is no word of a job is misspelled."""


class Result(Struct, frozen=True, gc=False):
    """What a row costs, or `error`: what is wrong with it."""

    row: int
    """Its place among the rows, blank ones included, from 1."""
    passed: dict[str, Any]
    """The keys that are no words of a job."""
    total: Total | None = None
    tool: str = ""
    model: str | None = None
    error: str = ""


class Batch:
    """Prices rows from one price list.

    `passing` are keys that pass through though they look like words of a job. `audio_seconds` gives
    the length of an audio file, for rows that name one; without it, none may.
    """

    def __init__(
        self,
        prices: PriceList,
        *,
        passing: Iterable[str] = (),
        audio_seconds: Callable[[str], Decimal] | None = None,
    ) -> None:
        self.prices = prices
        self.passing = frozenset(passing)
        self.audio_seconds = audio_seconds
        # The rows of a file have few different sets of keys.
        self._words_among = lru_cache(256)(self._checked_words)

    def results(self, rows: Iterable[dict[str, Any] | Unreadable | None]) -> Iterator[Result]:
        """The results of rows, in order; None is a blank row, which has no result."""
        for number, row in enumerate(rows, 1):
            if isinstance(row, dict):
                try:
                    yield self._result(number, row)
                except AcornsError as error:
                    reserved = WORDS.keys() | set(RESULT_KEYS)
                    passed = {key: row[key] for key in row if key not in reserved}
                    faults = ". ".join(map(str, input_errors(error)))
                    what = error.first if isinstance(error, FileError) else faults
                    yield Result(number, passed, error=what)
            elif row is not None:
                yield Result(number, {}, error=row.what)

    def check_keys(self, keys: Collection[str]) -> None:
        """Checks the keys of a row, or the header of a table.

        Raises:
            InputError: They are too many or too long; or one is a result's, or looks like a word of
                a job and is none: were it to pass through, the price would be wrong.
        """
        if len(keys) > MAX_KEYS or any(len(key) > MAX_KEY for key in keys):
            raise InputError(f"a row has at most {MAX_KEYS} keys of {MAX_KEY} characters")
        has_length = any(word in keys for word in saying("length"))
        for key in keys:
            if key in RESULT_KEYS:
                raise InputError(f"the key {shown(key)} is a result's own", fix="rename it")
            if key in WORDS or key in self.passing:
                continue
            if near := _near_word(key) or ("" if has_length else _length_word(key)):
                from shlex import quote  # only an error needs it

                fix = f"did you mean {near}? If not, add --pass {quote(printable(key))}"
                raise InputError(f"the key {shown(key)} is not a word of a job", fix=fix)

    def _checked_words(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        self.check_keys(keys)
        return tuple(key for key in keys if key in WORDS)

    @exact
    def _result(self, number: int, row: dict[str, Any]) -> Result:
        passed = row.copy()
        words = {word: passed.pop(word) for word in self._words_among(tuple(row))}
        length = self._audio_length(words) if "audio" in words else None
        job = Job.of(audio_seconds=length, **words)
        placed = placement(job, self.prices)
        total = total_of_placed(job, placed, self.prices.unit)
        return Result(number, passed, total, placed.tool, placed.model)

    def _audio_length(self, words: Mapping[str, Any]) -> Decimal | None:
        """The length of the audio file that a row names, where no other word says a length."""
        if words.get("audio") is None:
            return None
        if rivals([word for word in words if words[word] is not None], "length"):
            return Decimal(0)  # the job is refused whatever the file holds
        if self.audio_seconds is None:
            raise InputError("audio is not read here", fix="give the duration", word="audio")
        return self.audio_seconds(str(words["audio"]))


def _near_word(key: str) -> str:
    """The words of a job that a key could be meant for, or ""."""
    plain = re.sub(r"[^a-z]+", "_", key.lower()).strip("_")
    near = get_close_matches(plain[:MAX_KEY], WORDS, n=2, cutoff=0.8)
    if not near:
        parts = _QUANTITIES & {part.removesuffix("s") for part in plain.split("_")}
        near = [word for word in WORDS if any(part in word for part in parts)]
    return one_of(near) if near else ""


def _length_word(key: str) -> str:
    """The word that a key may be another one for in a row without a length, or ""."""
    lengths = saying("length")
    return next((word for word in OTHER_WORDS.get(key.lower(), ()) if word in lengths), "")


class GroupTotal(Struct, frozen=True):
    """What the rows of one tool and model come to."""

    tool: str
    model: str | None
    """None for models that the price list does not name."""
    rows: int
    total_credits: Decimal
    low_credits: Decimal
    complete: bool


class Summary(Struct, frozen=True):
    """What all rows come to."""

    prices: PricesUsed
    rows: int
    """Those that have a price."""
    failed: int
    groups: tuple[GroupTotal, ...]
    total_credits: Decimal
    low_credits: Decimal
    complete: bool


@exact
def summary(results: Iterable[Result], prices: PriceList) -> Summary:
    """What results come to, by tool and model in the order of the price list."""
    nothing = Total(Range.of(Decimal(0)), complete=True)
    totals: dict[tuple[str, str | None], Total] = defaultdict(lambda: nothing)
    rows: Counter[tuple[str, str | None]] = Counter()
    failed = 0
    for result in results:
        if result.total is None:
            failed += 1
            continue
        tool, model = result.tool, result.model
        group = tool, model if model in prices.tools[tool].models else None
        rows[group] += 1
        totals[group] += result.total
    groups = tuple(
        GroupTotal(
            tool, model, rows[tool, model], found.credits.high, found.credits.low, found.complete
        )
        for tool in prices.tools
        for model in (*prices.tools[tool].models, None)
        if (found := totals.get((tool, model)))
    )
    total = sum(totals.values(), nothing)
    return Summary(
        prices=prices_used(prices),
        rows=rows.total(),
        failed=failed,
        groups=groups,
        total_credits=total.credits.high,
        low_credits=total.credits.low,
        complete=total.complete and not failed,
    )
