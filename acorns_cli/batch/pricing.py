"""Many jobs, row by row: each gets its price, or what is wrong with it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from msgspec import Struct

from acorns_cli.batch.columns import LIST_KEYS, Columns, columns_of
from acorns_cli.batch.table import with_point
from acorns_cli.batch.unreadable import Unreadable
from acorns_cli.core.job import Job
from acorns_cli.core.lines import UnpricedItem, lines_of, total_of
from acorns_cli.core.names import iso_date
from acorns_cli.core.placement import placement
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.pricing import Total
from acorns_cli.core.quantities import exact
from acorns_cli.core.words import rivals
from acorns_cli.errors import AcornsError, FileError, InputError, input_errors

HOUR: Final = 3600
"""Seconds; a longer job is most likely a length that a spreadsheet changed."""


class Result(Struct, frozen=True, gc=False):
    """What a row costs, or `error`: what is wrong with it."""

    number: int
    """Its place among the rows, blank ones included, from 1."""
    row: dict[str, Any]
    """The row as it was read."""
    words: tuple[str, ...] = ()
    """Its columns that are words of a job."""
    total: Total | None = None
    prices: PriceList | None = None
    tool: str = ""
    model: str | None = None
    seconds: Decimal = Decimal(0)
    missing: tuple[UnpricedItem, ...] = ()
    """What has no published price."""
    notes: tuple[str, ...] = ()
    """What was assumed."""
    error: str = ""


Row = dict[str, Any]
Lists = Callable[[str | None, date | None], PriceList]
"""The price list of a service or an edition, and of a day."""


class Batch:
    """Prices rows.

    `passing` are columns that pass though they look like words of a job. `audio_seconds` gives the
    length of an audio file, and `lists` another price list, for rows that name one; without them,
    none may. `is_table` says whether the rows are cells of text, and `has_commas` whether decimals
    in them may have a comma.
    """

    def __init__(
        self,
        prices: PriceList,
        *,
        passing: Iterable[str] = (),
        audio_seconds: Callable[[str], Decimal] | None = None,
        lists: Lists | None = None,
    ) -> None:
        self.prices = prices
        self.passing = frozenset(passing)
        self.audio_seconds = audio_seconds
        self.lists = lists
        self.is_table = self.has_commas = False
        # The rows of a file have few different sets of columns.
        self._columns = lru_cache(256)(lambda keys: columns_of(keys, self.passing))

    def results(self, rows: Iterable[Row | Unreadable | None]) -> Iterator[Result]:
        """The results of rows, in order; None is a blank row, which has no result."""
        for number, row in enumerate(rows, 1):
            if isinstance(row, dict):
                try:
                    yield self._result(number, row)
                except AcornsError as error:
                    faults = ". ".join(map(str, input_errors(error)))
                    what = error.first if isinstance(error, FileError) else faults
                    yield Result(number, row, error=what)
            elif row is not None:
                yield Result(number, {}, error=row.what)

    def check_columns(self, keys: Collection[str]) -> Columns:
        """The columns of a table, checked.

        Raises:
            InputError: One must not be there.
        """
        return self._columns(tuple(keys))

    @exact
    def _result(self, number: int, row: Row) -> Result:
        columns = self._columns(tuple(row))
        words = {word: row[key] for key, word in columns.words}
        if self.is_table:
            words = {word: text for word, text in words.items() if text}
        if self.has_commas:
            words = {word: _with_point(word, text) for word, text in words.items()}
        prices = self._prices(row, columns) if columns.lists else self.prices
        length = self._audio_length(words) if "audio" in words else None
        job = Job.of(audio_seconds=length, **words)
        placed = placement(job, prices)
        found = lines_of(job, placed, prices.unit)
        total = Total(total_of(found.priced), not found.missing)
        missing = tuple(found.missing.values()) if found.missing else ()
        where = placed.tool, placed.model, job.base_seconds
        return Result(
            number, row, columns.names, total, prices, *where, missing, job.notes + placed.notes
        )

    def _prices(self, row: Row, columns: Columns) -> PriceList:
        """The price list that a row names, or the one of all rows."""
        said = {name: str(row[key]) for key, name in columns.lists if row[key] not in (None, "")}
        if not said:
            return self.prices
        if self.lists is None:
            raise InputError("a row names no prices here", fix="leave it out", word=LIST_KEYS[0])
        try:
            as_of = iso_date(said["as_of"]) if "as_of" in said else None
        except InputError as error:
            error.word = "as_of"
            raise
        return self.lists(said.get("prices"), as_of)

    def _audio_length(self, words: Mapping[str, Any]) -> Decimal | None:
        """The length of the audio file that a row names, where no other word says a length."""
        if words.get("audio") is None:
            return None
        if rivals([word for word in words if words[word] is not None], "length"):
            return Decimal(0)  # the job is refused whatever the file holds
        if self.audio_seconds is None:
            raise InputError("audio is not read here", fix="give the duration", word="audio")
        return self.audio_seconds(str(words["audio"]))


def _with_point(word: str, text: Any) -> Any:
    """The text of a cell, a number in it with a point."""
    if not isinstance(text, str) or ("," not in text and "." not in text):
        return text
    try:
        return with_point(text)
    except InputError as error:
        error.word = word
        raise
