"""Many jobs, row by row: each gets its price, or what is wrong with it.

    a row of words and other keys  →  the other keys, and the credits of an estimate

Rows are priced by `pricing` like every other job. Words that came before are looked up:
real rows say the same few things again and again. This module knows what a row may hold, how a
result looks and what results add up to; not how rows are written in a file.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache
from itertools import islice
from operator import itemgetter
from typing import Any, Final, Literal

from msgspec import Struct, json

from acorns_cli.errors import (
    OTHER_WORDS,
    AcornsError,
    FileError,
    InputError,
    one_of,
    printable,
    shown,
)
from acorns_cli.job import LENGTH_WAYS, WORDS, Job
from acorns_cli.pricelist import TOOLS, PriceList
from acorns_cli.pricing import PricesUsed, Total, estimated_total, prices_used
from acorns_cli.quantities import EXACT

RESULT_KEYS: Final = ("total_credits", "low_credits", "complete", "prices_edition", "row", "error")
"""What a result adds to the keys that pass through."""

MAX_KEYS: Final = 500
MAX_KEY: Final = 200
"""The most keys of a row, and characters of a key."""

_REMEMBERED_JOBS: Final = 10_900
"""A few less than a dictionary holds before it doubles in size."""
_FORGOTTEN_JOBS: Final = 1_400
"""How many of them go at once, the oldest, when there are too many."""
_REMEMBERED_SHAPES: Final = 256
_LONG: Final = 500
"""Jobs that take more bytes to say are not remembered, so that what is remembered stays small."""

_ENCODER: Final = json.Encoder(decimal_format="number")

_QUANTITIES: Final = frozenset(
    ["minute", "second", "duration", "clip", "rerender", "render", "extra", "image", "credit"]
)
"""Parts of words that say how much: a row that holds one under another key is misspelled. Each is
in some word of a job."""


class Unreadable(Struct, frozen=True):
    """Stands for a row that is no row."""

    what: str


class Priced(Struct, frozen=True, eq=False, gc=False):
    """What a job costs; the same one for every row that says the same.

    Thousands are remembered, so each is small.
    """

    tool: str
    model: str | None
    """As the price list names it; None for a model that it does not name."""
    total_credits: Decimal
    low_credits: Decimal
    complete: bool
    prices_edition: str
    rest: bytes
    """The end of a line of NDJSON, after the keys that pass through: made once for all rows that
    say the same."""

    @classmethod
    def of(cls, tool: str, model: str | None, total: Total, edition: str) -> Priced:
        """The price of a job of a tool and model, from the list of an edition."""
        values = (total.high, total.low, total.complete, edition)
        said = _ENCODER.encode(dict(zip(RESULT_KEYS, values, strict=False)))
        return cls(tool, model, *values, b"," + said[1:] + b"\n")


class Result(Struct, frozen=True):
    """One row's answer: either `priced`, or `error`."""

    row: int
    """Its place among the rows, blank ones included, from 1."""
    passed: dict[str, Any]
    """The keys that are no words of a job."""
    priced: Priced | None = None
    error: str = ""


class _Shape(Struct, frozen=True, eq=False):
    """What the keys of a row come to; rows of one file have few different shapes."""

    words: tuple[str, ...]
    values: Callable[[dict[str, Any]], tuple[Any, ...]]
    passed: tuple[str, ...]
    id_key: str | None
    """The only key that passes, where there is one."""
    said: bytes
    """The words as JSON, which their values follow where a job is looked up."""

    def kept(self, row: dict[str, Any]) -> dict[str, Any]:
        """What of a row passes through."""
        return {key: row[key] for key in self.passed}


class Batch:
    """Prices rows from one price list.

    Args:
        prices: The list.
        keep: Keys that pass through though they look like words of a job.
        audio_seconds: The length of an audio file, for rows that name one; without it, none may.
    """

    def __init__(
        self,
        prices: PriceList,
        *,
        keep: Iterable[str] = (),
        audio_seconds: Callable[[str], Decimal] | None = None,
    ) -> None:
        self.prices = prices
        self.edition = str(prices.edition)
        self.keep = frozenset(keep)
        self.audio_seconds = audio_seconds
        self._shape = lru_cache(_REMEMBERED_SHAPES)(self._new_shape)
        # The prices of jobs that came before, by the JSON of their words: true is not 1 there, and
        # a list that stands where a word should can be looked up as well.
        self._known: dict[bytes, Priced] = {}

    def results(
        self,
        rows: Iterable[dict[str, Any] | Unreadable | None],
        tell: Callable[[Result], object] = lambda _: None,
    ) -> Iterator[Result]:
        """The answers to rows, in order.

        Args:
            rows: Each with the keys of a row; None is a blank one, which has no answer.
            tell: Is called with each answer that is an error, before it is given.
        """
        # This loop is all that most rows pass through: what it looks up, it has as locals.
        shape_of, encoded, known = self._shape, _ENCODER.encode, self._known.get
        for number, row in enumerate(rows, 1):
            if isinstance(row, dict):
                try:
                    shape = shape_of(tuple(row))
                    values = shape.values(row)
                    said = shape.said + encoded(values)
                    priced = known(said)
                    if priced is None:
                        priced = self._newly_priced(shape, values, said)
                        known = self._known.get
                except AcornsError as error:
                    faulty = Result(number, _passed(row), error=_told(error))
                else:
                    # Most rows have one key to pass, an id; the loop for more takes long to start.
                    id_key = shape.id_key
                    passed = {id_key: row[id_key]} if id_key is not None else shape.kept(row)
                    yield Result(number, passed, priced)
                    continue
            elif row is not None:
                faulty = Result(number, {}, error=row.what)
            else:
                continue
            tell(faulty)
            yield faulty

    def check_keys(self, keys: Collection[str]) -> None:
        """Checks the keys of a row, or the header of a table.

        Raises:
            InputError: They are too many or too long; or one is a result's, or looks like a word of
                a job and is none: it would pass through, and the price would be wrong without a
                sign of it.
        """
        if len(keys) > MAX_KEYS or any(len(key) > MAX_KEY for key in keys):
            raise InputError(f"a row has at most {MAX_KEYS} keys of {MAX_KEY} characters")
        has_length = any(word in keys for word in LENGTH_WAYS)
        for key in keys:
            if key in RESULT_KEYS:
                raise InputError(f"the key {shown(key)} is a result's own", fix="rename it")
            if key in WORDS or key in self.keep:
                continue
            if near := _near_word(key) or ("" if has_length else _length_word(key)):
                # Only a mistake needs it. A shell needs the quotes that it adds.
                from shlex import quote

                raise InputError(
                    f"the key {shown(key)} is not a word of a job",
                    fix=f"did you mean {near}? If not, add --keep {quote(printable(key))}",
                )

    def _new_shape(self, keys: tuple[str, ...]) -> _Shape:
        self.check_keys(keys)
        words = tuple(key for key in keys if key in WORDS)
        passed = tuple(key for key in keys if key not in WORDS)
        # itemgetter gives a tuple only of two or more.
        values = itemgetter(*words) if len(words) > 1 else lambda row: tuple(row[w] for w in words)
        id_key = passed[0] if len(passed) == 1 else None
        return _Shape(words, values, passed, id_key, _ENCODER.encode(words))

    def _newly_priced(self, shape: _Shape, values: tuple[Any, ...], said: bytes) -> Priced:
        words = dict(zip(shape.words, values, strict=True))
        length = None
        if words.get("audio") is not None and _is_only_length(words):
            if self.audio_seconds is None:
                raise InputError("no audio is read here", fix="give the duration", word="audio")
            length = self.audio_seconds(str(words["audio"]))
        job = Job.of(audio_seconds=length, **words)
        total = estimated_total(job, self.prices)
        listed = job.model if job.model in self.prices.tools[job.tool].models else None
        priced = Priced.of(job.tool, listed, total, self.edition)
        if len(said) <= _LONG:
            if len(self._known) == _REMEMBERED_JOBS:
                # Not one by one: a dictionary that is always full grows all the same.
                self._known = dict(islice(self._known.items(), _FORGOTTEN_JOBS, None))
            self._known[said] = priced
        return priced


def _passed(row: dict[str, Any]) -> dict[str, Any]:
    """The keys of a faulty row that are neither words of a job nor a result's own."""
    return {k: v for k, v in row.items() if k not in WORDS and k not in RESULT_KEYS}


def _is_only_length(words: Mapping[str, Any]) -> bool:
    """Whether the audio file alone says how long the video is; else the job is refused anyway."""
    return all(words.get(word) is None for word in ("minutes", "seconds", "duration"))


@lru_cache(_REMEMBERED_SHAPES)
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
    return next((word for word in OTHER_WORDS.get(key.lower(), ()) if word in LENGTH_WAYS), "")


def _told(error: AcornsError) -> str:
    if isinstance(error, FileError):
        return error.first
    where = f"{error.word}: " if isinstance(error, InputError) and error.word else ""
    return f"{where}{error.what}; {error.fix}" if error.fix else f"{where}{error.what}"


# --- the sum ----------------------------------------------------------------------------------


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
    """What all rows come to; its fields are those of the JSON."""

    schema: Literal["acorns.batch-summary/1"]
    prices: PricesUsed
    rows: int
    """Those that have a price."""
    failed: int
    groups: tuple[GroupTotal, ...]
    total_credits: Decimal
    low_credits: Decimal
    complete: bool


class _Sum(Struct):
    """A total while it grows: in place, since a new record with each row would take longer."""

    rows: int = 0
    total: Decimal = Decimal(0)
    low: Decimal = Decimal(0)
    complete: bool = True

    def add(self, priced: Priced) -> None:
        self.rows += 1
        self.total = EXACT.add(self.total, priced.total_credits)
        self.low = EXACT.add(self.low, priced.low_credits)
        self.complete = self.complete and priced.complete


def summary(results: Iterable[Result], prices: PriceList) -> Summary:
    """What results come to, by tool and model in the order of the price list."""
    sums: dict[tuple[str, str | None], _Sum] = defaultdict(_Sum)
    failed = 0
    for result in results:
        if result.priced is None:
            failed += 1
        else:
            sums[result.priced.tool, result.priced.model].add(result.priced)
    groups = tuple(
        GroupTotal(tool, model, found.rows, found.total, found.low, found.complete)
        for tool in TOOLS
        if tool in prices.tools
        for model in (*prices.tools[tool].models, None)
        if (found := sums.get((tool, model)))
    )
    total = low = Decimal(0)
    for group in groups:
        total, low = EXACT.add(total, group.total_credits), EXACT.add(low, group.low_credits)
    return Summary(
        schema="acorns.batch-summary/1",
        prices=prices_used(prices),
        rows=sum(group.rows for group in groups),
        failed=failed,
        groups=groups,
        total_credits=total,
        low_credits=low,
        complete=not failed and all(group.complete for group in groups),
    )
