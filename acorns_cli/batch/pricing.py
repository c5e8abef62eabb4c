"""Many jobs, row by row: each gets its price, or what is wrong with it."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, Final

from msgspec import Struct

from acorns_cli.batch.alike import HOUR, Alike
from acorns_cli.batch.columns import Columns, columns_of, saying_anything
from acorns_cli.batch.csvtable import Dialect, text_of_cell, words_in_cells
from acorns_cli.batch.unreadable import Unreadable
from acorns_cli.core.dates import iso_date
from acorns_cli.core.job import Job
from acorns_cli.core.numbers import MAX_TEXT
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.pricing import PricedJob, priced
from acorns_cli.core.quantities import exact
from acorns_cli.core.words import WORDS, Reader, number_text, rivals
from acorns_cli.errors import AcornsError, FileError, InputError, input_errors

_MOST_COLUMNS: Final = 256
"""For how many sets of columns it is kept what they say."""

_MOST_NAMED: Final = 10
"""How many long rows are named one by one."""

Row = dict[str, Any] | list[str]
"""An object by its keys, or the cells of a table."""

Lists = Callable[[str | None, date | None], PriceList]
"""The price list of a service or an edition, and of a day: of what a row says of them."""


class Result(Struct, frozen=True, gc=False):
    """What a row costs, or `error`: what is wrong with it; a blank row has neither."""

    number: int
    """Its place among the rows, blank ones included, from 1."""
    row: Row
    """The row as it was read."""
    said: Collection[str] = ()
    """Its columns that are words of a job, or say which prices are meant."""
    priced: PricedJob | None = None
    error: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether the row says nothing at all."""
        return not self.priced and not self.error


class Counts(Struct):
    """How many rows there have been, and how many of them somebody should be told of."""

    rows: int = 0
    """All of them, blank ones included."""
    failed: int = 0
    incomplete: int = 0
    long: int = 0
    """Those of over an hour of video."""
    first_long: list[int] = []
    """The numbers of the first of these."""

    def add(self, number: int, found: PricedJob) -> None:
        """Counts a row that has a price."""
        self.incomplete += not found.complete
        if found.base_seconds > HOUR:
            self.long += 1
            if self.long <= _MOST_NAMED:
                self.first_long.append(number)


class Batch:
    """Prices rows, and counts them in `counts`.

    `passing` are columns that pass though they look like words of a job. `dialect` and `header` are
    those of the table that the rows are of. `audio_seconds` gives the length of an audio file, and
    `lists` another price list; without them, no row may name one. A `strict` batch ends with the
    first bad row.
    """

    def __init__(
        self,
        prices: PriceList,
        *,
        passing: Iterable[str] = (),
        dialect: Dialect | None = None,
        header: Sequence[str] = (),
        audio_seconds: Callable[[str], Decimal] | None = None,
        lists: Lists | None = None,
        strict: bool = False,
    ) -> None:
        self.prices = prices
        self.passing = frozenset(passing)
        self.dialect = dialect
        self.audio_seconds = audio_seconds
        self.lists = lists
        self.strict = strict
        self.counts = Counts()
        of_cells = (partial(text_of_cell, dialect),) if dialect else ()
        self._readers = {word: Reader(word, *of_cells) for word in WORDS}
        # The rows of a file have few different sets of columns.
        self._alike: dict[tuple[str, ...], Alike] = {}
        self._of_table = self._alike_of(columns_of(header, self.passing).at_places(header))

    @exact
    def results(self, rows: Iterable[Row | Unreadable | None]) -> list[Result]:
        """The results of the next rows, in order; None is a blank row."""
        results: list[Result] = []
        for row in rows:
            result = self.result(row)
            results.append(result)
            if self.strict and result.error:
                break
        return results

    def result(self, row: Row | Unreadable | None) -> Result:
        """The result of the next row, in the exact context of the caller."""
        self.counts.rows = number = self.counts.rows + 1
        if isinstance(row, list):
            alike: Alike | None = self._of_table
        elif isinstance(row, dict):
            alike = self._alike.get(tuple(row))
        else:
            self.counts.failed += row is not None
            return Result(number, {}, error=row.what if row else "")
        if alike and (found := alike.priced(row)):
            result = Result(number, row, alike.names, found)
            if not found.complete:
                self.counts.incomplete += 1
        else:
            result = self._alone(number, row)
            found = result.priced
        if self.dialect and not self.dialect.decimal and found:
            self.dialect.settle(found.low, found.high)
        return result

    def _alone(self, number: int, row: Row) -> Result:
        """The result of a row that is like no other before it, or very long."""
        try:
            alike = self._of_table if isinstance(row, list) else self._of_keys(tuple(row))
            found = self._priced(row, alike.columns)
            alike.meet(row, found)
        except AcornsError as error:
            faults = ". ".join(map(str, input_errors(error)))
            what = error.first if isinstance(error, FileError) else faults
            self.counts.failed += 1
            return Result(number, row, self._said(row), error=what)
        self.counts.add(number, found)
        return Result(number, row, alike.names, found)

    def _said(self, row: Row) -> Collection[str]:
        """The columns that say anything, though others may be wrong."""
        if isinstance(row, list):
            return self._of_table.columns.names
        return saying_anything(row, self.passing)

    def _of_keys(self, keys: tuple[str, ...]) -> Alike:
        """What prices the rows with these keys; few sets of them are in a file."""
        if alike := self._alike.get(keys):
            return alike
        alike = self._alike_of(columns_of(keys, self.passing))
        if len(self._alike) < _MOST_COLUMNS:
            self._alike[keys] = alike
        return alike

    def _alike_of(self, columns: Columns) -> Alike:
        return Alike(columns, self.prices, self._readers, "" if self.dialect else None)

    def _priced(self, row: Row, columns: Columns) -> PricedJob:
        """What a row costs that may be unlike all others."""
        at: Any = row  # a key is a place in a row of a table
        words = {word: at[key] for key, word in columns.words}
        if self.dialect:
            words = words_in_cells(words, self.dialect)
        elif Decimal in map(type, words.values()):
            words = {word: _in_digits(value) for word, value in words.items()}
        prices = self._prices(row, columns) if columns.lists else self.prices
        length = self._audio_length(words) if "audio" in words else None
        return priced(Job.of(audio_seconds=length, **words), prices)

    def _prices(self, row: Row, columns: Columns) -> PriceList:
        """The price list that a row names, or else the one of all rows."""
        at: Any = row
        said = {name: _text(name, at[key]).strip() for key, name in columns.lists}
        choice, day = said.get("prices"), said.get("as_of")
        if not choice and not day:
            return self.prices
        if self.lists is None:
            raise InputError("a row names no prices here", fix="leave them out", word="prices")
        try:
            return self.lists(choice or None, iso_date(day) if day else None)
        except InputError as error:
            error.word = error.word or ("prices" if choice else "as_of")
            raise

    def _audio_length(self, words: Mapping[str, Any]) -> Decimal | None:
        """The length of the audio file that a row names, where no other word says a length."""
        if words["audio"] is None:
            return None
        if rivals([word for word in words if words[word] is not None], "length"):
            return Decimal(0)  # the job is refused whatever the file holds
        if self.audio_seconds is None:
            raise InputError("audio is not read here", fix="give the duration", word="audio")
        return self.audio_seconds(_text("audio", words["audio"]))


def _text(name: str, value: object) -> str:
    """What a row says as a name, "" where it says nothing.

    Raises:
        InputError: It is neither a text nor a number.
    """
    if value is None or type(value) is str:
        return value or ""
    return number_text(name, value)


def _in_digits(value: object) -> object:
    """A number as a job has it: JSON may write 10 as 1E1."""
    if type(value) is not Decimal or "E" not in str(value) or abs(value.adjusted()) > MAX_TEXT:
        return value
    return f"{value:f}"
