"""Result rows as they come, NDJSON or CSV: a stream of any length takes no more memory."""

import csv
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain
from typing import Any, Final

from acorns_cli.batch.columns import RESULT_KEYS
from acorns_cli.batch.pricing import Batch, Result
from acorns_cli.batch.reading import ndjson_rows
from acorns_cli.batch.table import Dialect
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.quantities import printed
from acorns_cli.errors import STEERING, printable
from acorns_cli.formats.csv import FORMULA_STARTS, written
from acorns_cli.formats.json import encoded

_NUMBER: Final = re.compile(r"[-+]?(?:[0-9]+[.,]?[0-9]*|[.,][0-9]+)(?:[eE][-+]?[0-9]+)?")

_BEFORE_FORMULAS: Final = "".join(map(chr, range(0x21)))
"""What some spreadsheets drop from the start of a cell before they look for a formula."""

_COMMA: Final = Dialect(",", "\n", decimal_comma=False)


def answer_of(result: Result) -> dict[str, Any]:
    """What a result adds to the columns of its row."""
    total, prices = result.total, result.prices
    if total is None or prices is None:
        return {"row": result.number, "error": result.error}
    return {
        "total_credits": total.credits.high,
        "low_credits": total.credits.low,
        "unit": prices.unit,
        "complete": total.complete,
        "prices_edition": prices.title,
    }


def passed_of(result: Result, *, only_results: bool) -> dict[str, Any]:
    """The columns that come back: all, or only those that are no words of a job."""
    if not only_results:
        return result.row
    return {key: value for key, value in result.row.items() if key not in result.words}


def ndjson(results: Iterable[Result], *, only_results: bool = False) -> Iterator[bytes]:
    """Each result as an object on a line of its own; every number has its exact digits."""
    for result in results:
        passed = passed_of(result, only_results=only_results)
        yield encoded({**passed, **answer_of(result)}) + b"\n"


def price_rows(
    lines: Iterable[bytes], prices: PriceList, *, passing: Iterable[str] = ()
) -> Iterator[bytes]:
    """The results of NDJSON lines, as `acorns batch` writes them.

    A row that can't be priced has an `error` in its result. Lines may be any part of a file: rows
    are counted from the first of them. `passing` are columns that pass though they look like words
    of a job.
    """
    batch = Batch(prices, passing=passing)
    return ndjson(batch.results(ndjson_rows(lines)))


class CsvRows:
    """Writes results as CSV in some dialect, all columns of a row and what its result adds."""

    def __init__(self, dialect: Dialect = _COMMA, *, only_results: bool = False) -> None:
        self.dialect = dialect
        self.only_results = only_results
        # Before Python 3.13 a cell is put in quotes only for those line breaks that end a row.
        self._writer = csv.writer(_Echo(), delimiter=dialect.delimiter, lineterminator="\r\n")
        self.columns: tuple[str, ...] | None = None
        """The columns that come back: those that the first row has, or a table's header."""
        self.left_out: set[str] = set()
        """Some of the keys that no column shows."""

    def dialect_from(self, dialect: Dialect) -> None:
        """Writes as another table is written, whose decimal sign may still be found out."""
        self.__init__(dialect, only_results=self.only_results)  # type: ignore[misc]

    def lines(self, results: Iterable[Result], above: Iterable[list[str]] = ()) -> Iterator[str]:
        """What stands above the header, the header, and a line for each result."""
        results = iter(results)
        first = next(results, None)
        if self.columns is None:
            passed = passed_of(first, only_results=self.only_results) if first else {}
            self.columns = tuple(passed)
        for cells in above:
            yield self._line(map(_text, cells))
        yield self._line([*map(_text, self.columns), *RESULT_KEYS])
        known = set(self.columns)
        for result in chain([first] if first else [], results):
            row = result.row
            if len(self.left_out) < 10 and len(row) > len(known):
                self.left_out.update(row.keys() - known - set(result.words))
            cells = [_cell(row.get(column)) for column in self.columns]
            yield self._line([*cells, *self._answer(result)])

    def _line(self, cells: Iterable[str]) -> str:
        line: str = self._writer.writerow(cells)
        return line[:-2] + self.dialect.line_end

    def _answer(self, result: Result) -> tuple[str, ...]:
        """What a result adds: a cell for each of `RESULT_KEYS`."""
        total, prices = result.total, result.prices
        if total is None or prices is None:
            return "", "", "", "", "", str(result.number), written(result.error)
        high, low = printed(total.credits.high), printed(total.credits.low)
        if self.dialect.decimal_comma:
            high, low = high.replace(".", ","), low.replace(".", ",")
        return high, low, prices.unit, written(total.complete), prices.title, "", ""


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
    return f"'{text}" if start.startswith(FORMULA_STARTS) else text


class _Echo:
    """A file that gives back what is written to it, which the CSV writer passes on."""

    def write(self, text: str) -> str:
        return text
