"""Result rows as they come, NDJSON or CSV: a stream of any length takes no more memory."""

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from typing import Any, Final

from acorns_cli.batch.columns import RESULT_KEYS
from acorns_cli.batch.csvtable import Dialect
from acorns_cli.batch.encoding import given_lines
from acorns_cli.batch.pricing import Batch, Lists, Result
from acorns_cli.batch.reading import ndjson_rows
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.pricing import PricedJob
from acorns_cli.core.quantities import printed
from acorns_cli.errors import STEERING, FileError, printable
from acorns_cli.formats.csv import FORMULA_STARTS, written
from acorns_cli.formats.json import encoded

MOST_HELD: Final = 5_000
"""How many results wait for the first row that can be read, which names the columns."""

_NUMBER: Final = re.compile(
    r"[-+]?(?:[0-9][0-9.,]*|[.,][0-9]+)(?:[eE][-+]?[0-9]+)?[ \u00a0\u202f]?[%€$£¥]?"
)
"""What spreadsheets take as a number or an amount of money, and no formula can be made of."""

_BEFORE_FORMULAS: Final = "".join(map(chr, range(0x21)))
"""What some spreadsheets drop from the start of a cell before they look for a formula."""


def price_rows(
    lines: Iterable[bytes],
    prices: PriceList,
    *,
    passing: Iterable[str] = (),
    lists: Lists | None = None,
) -> Iterator[bytes]:
    """The results of NDJSON lines, as `acorns batch` writes them, one for each that is not blank.

    A row that can't be priced has an `error` in its result. Rows are counted from the first line,
    so that those of a file are numbered as the command numbers them. `passing` are columns that
    pass though they look like words of a job, and `lists` finds the prices that rows name; without
    it, none may. No audio is read.
    """
    batch = Batch(prices, passing=passing, lists=lists)
    return ndjson(batch.results(ndjson_rows(given_lines(lines))))


def ndjson(
    results: Iterable[Result], header: Sequence[str] = (), *, only_results: bool = False
) -> Iterator[bytes]:
    """Each result as an object on a line of its own; every number has its exact digits.

    `header` names the cells of a table.
    """
    for result in results:
        row = result.row
        if isinstance(row, list):
            row = dict(zip(header, row, strict=True))
        if only_results:
            row = {key: value for key, value in row.items() if key not in result.said}
        if found := result.priced:
            start = encoded(row)[:-1]
            high = low = printed(found.high)
            if found.low is not found.high:
                low = printed(found.low)
            amounts = f'{"," if row else ""}"total_credits":{high},"low_credits":{low},'
            yield b"".join((start, amounts.encode(), _json_end(found.prices, found.complete)))
        elif result.error:
            passed = {key: value for key, value in row.items() if key not in RESULT_KEYS}
            yield encoded(passed | {"row": result.number, "error": result.error}) + b"\n"


@lru_cache(64)
def _json_end(prices: PriceList, complete: bool) -> bytes:
    """What stands after the amounts of a row: few price lists are in use."""
    about = {"unit": prices.unit, "complete": complete, "prices_edition": prices.title}
    return encoded(about)[1:] + b"\n"


class CsvRows:
    """Writes results as CSV: the columns of their rows, and after them what a result adds.

    `header` is that of a table, whose blank rows come back as well; without it, the columns are the
    keys of the first row that can be read. With `only_results`, blank rows are left out and so are
    the columns of a job: `said` of a table. A delimiter wins over the dialect's.
    """

    def __init__(
        self,
        dialect: Dialect,
        header: Sequence[str] | None = None,
        *,
        only_results: bool = False,
        said: Collection[str] = (),
        delimiter: str | None = None,
    ) -> None:
        self.dialect = dialect
        self.header = header
        self.only_results = only_results
        self.said = said
        self._delimiter = delimiter or dialect.delimiter
        # Before Python 3.13 a cell is put in quotes only for those line breaks that end a row.
        self._writer = csv.writer(_Echo(), delimiter=self._delimiter, lineterminator="\r\n")
        self._minus = f"{self._delimiter}-"
        self._ends = _LineEnds(self._delimiter, dialect.line_end)
        self._ended: FileError | None = None
        """What ended the results, to be raised after those that waited."""
        self.left_out: set[str] = set()
        """Some of the keys that no column shows."""

    def lines(self, results: Iterable[Result], above: Iterable[list[str]] = ()) -> Iterator[str]:
        """What stands above the header, the header, and a line for each result."""
        if self.header is None or self.only_results:
            results = (result for result in results if not result.is_blank)
        results = iter(results)
        first = self._first(results)
        columns = self._columns_of(first) if self.header is None else self._columns_of_table()
        yield from (self._line(map(_cell, cells)) for cells in above)
        yield self._line([*map(_text, columns), *RESULT_KEYS])
        keeps_plain = bool(columns) and self._delimiter == self.dialect.delimiter
        places = [self.header.index(column) for column in columns] if self.header else []
        for result in chain(first, results):
            row, found = result.row, result.priced
            cells: list[Any]
            if isinstance(row, dict):
                cells = [row.get(column) for column in columns]
                if len(self.left_out) < 10 and len(row) > len(columns):
                    self.left_out.update(row.keys() - {*columns, *result.said})
            else:
                cells = [row[place] for place in places] if self.only_results else row
            are_plain = keeps_plain and type(row) is list
            line = self._plain_line(cells, found, are_plain=are_plain) if found else ""
            yield line or self._line([*map(_cell, cells), *self._answer(result)])
        if self._ended:
            raise self._ended

    def _first(self, results: Iterator[Result]) -> list[Result]:
        """The first results: of a table one, and else up to the first that has any columns."""
        found: list[Result] = []
        try:
            for result in results:
                found.append(result)
                if self.header is not None or result.row or len(found) == MOST_HELD:
                    break
        except FileError as error:
            if not found:
                raise
            self._ended = error
        return found

    def _columns_of(self, first: list[Result]) -> tuple[str, ...]:
        if not first:
            return ()
        *_, last = first
        said = last.said if self.only_results else ()
        return tuple(key for key in last.row if key not in RESULT_KEYS and key not in said)

    def _columns_of_table(self) -> tuple[str, ...]:
        return tuple(column for column in self.header or () if column not in self.said)

    def _plain_line(self, cells: list[Any], found: PricedJob, *, are_plain: bool) -> str:
        """The line of a priced row, if no cell needs quotes or a second look; else "".

        Some cells are plain: they hold neither quotes nor delimiters.
        """
        delimiter = self._delimiter
        try:
            line: str = delimiter.join(cells)
        except TypeError:  # a cell is no text
            return ""
        if not are_plain and ('"' in line or line.count(delimiter) >= len(cells)):
            return ""
        if "=" in line or "+" in line or "@" in line or self._minus in line or line[:1] == "-":
            return ""  # one may be a formula: these are FORMULA_STARTS
        high, low = self._digits(found)
        shown = line if delimiter != "\t" else line.replace("\t", "")
        if not shown.isprintable() or delimiter in high or delimiter in low:
            return ""
        end = self._ends[found.prices, found.complete]
        return f"{line}{delimiter}{high}{delimiter}{low}{end}"

    def _line(self, cells: Iterable[str]) -> str:
        line: str = self._writer.writerow(cells)
        return line[:-2] + self.dialect.line_end

    def _digits(self, found: PricedJob) -> tuple[str, str]:
        """The high and the low end, with the decimal sign of the table."""
        high = low = printed(found.high)
        if found.low is not found.high:
            low = printed(found.low)
        if "." in high or "." in low:
            sign = self.dialect.decimal_sign()
            high, low = high.replace(".", sign), low.replace(".", sign)
        return high, low

    def _answer(self, result: Result) -> tuple[str, ...]:
        """What a result adds: a cell for each of `RESULT_KEYS`."""
        if found := result.priced:
            return *self._digits(found), *_cells_about(found.prices, found.complete)
        if result.error:
            return "", "", "", "", "", str(result.number), written(result.error)
        return ("",) * len(RESULT_KEYS)


class _LineEnds(dict[tuple[PriceList, bool], str]):
    """How a plain line ends, by its price list and whether its total is complete."""

    def __init__(self, delimiter: str, line_end: str) -> None:
        super().__init__()
        self.delimiter = delimiter
        self.line_end = line_end

    def __missing__(self, key: tuple[PriceList, bool]) -> str:
        self[key] = self.delimiter.join(["", *_cells_about(*key)]) + self.line_end
        return self[key]


def _cells_about(prices: PriceList, complete: bool) -> tuple[str, ...]:
    return prices.unit, written(complete), prices.title, "", ""


def _cell(value: Any) -> str:
    """A value as a cell: a number as it is, text as in `_text`, what is nested as JSON."""
    if isinstance(value, str):
        return value if _NUMBER.fullmatch(value) else _text(value)
    if isinstance(value, list | dict):
        return written(encoded(value).decode())
    if isinstance(value, Decimal):
        return str(value)  # 1E+999999 has a million digits, written out
    return written(value)


def _text(value: str) -> str:
    """A text as it came in, tabs, line breaks and joiners too.

    What a spreadsheet would run as a formula is defused, and what could steer a terminal is spelled
    out.
    """
    start = value.lstrip(_BEFORE_FORMULAS) if value[:1] < " " else value
    text = printable(value, STEERING)
    is_formula = start.startswith(FORMULA_STARTS) and len(start) > 1
    return f"'{text}" if is_formula else text


class _Echo:
    """A file that gives back what is written to it, which the CSV writer passes on."""

    def write(self, text: str) -> str:
        return text
