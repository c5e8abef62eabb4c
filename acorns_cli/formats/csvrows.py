"""Result rows as CSV."""

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from acorns_cli.batch.columns import RESULT_KEYS
from acorns_cli.batch.csvtable import Dialect
from acorns_cli.batch.pricing import Result
from acorns_cli.core.pricelist import PriceList
from acorns_cli.errors import STEERING, printable
from acorns_cli.formats.csv import FORMULA_STARTS, written
from acorns_cli.formats.json import encoded
from acorns_cli.formats.jsonrows import Ends, digits

MOST_HELD: Final = 5_000
"""How many results wait for the first row that can be read, which names the columns."""

_NUMBER: Final = re.compile(
    r"[-+]?(?:[0-9][0-9.,]*|[.,][0-9]+)(?:[eE][-+]?[0-9]+)?[ \u00a0\u202f]?[%€$£¥]?"
)
"""What spreadsheets take as a number or an amount of money, and no formula can be made of."""

_BEFORE_FORMULAS: Final = "".join(map(chr, range(0x21)))
"""What some spreadsheets drop from the start of a cell before they look for a formula."""

_PLAIN: Final = bytes(set(range(0x20, 0x7F)) - set(b"=+@"))
"""What a line of ASCII may hold that nobody has to look at twice."""


class CsvRows:
    """Writes results as CSV: the columns of their rows, and after them what a result adds.

    `header` is that of a table, whose blank rows come back as well; without it, the columns are the
    keys of the first row that can be read. With `only_results`, blank rows are left out and so are
    the columns of a job: `said` of a table. A delimiter wins over the dialect's. `above` are the
    rows above the header.
    """

    def __init__(
        self,
        dialect: Dialect,
        header: Sequence[str] | None = None,
        *,
        only_results: bool = False,
        said: Collection[str] = (),
        delimiter: str | None = None,
        above: Iterable[list[str]] = (),
    ) -> None:
        self.dialect = dialect
        self.header = header
        self.only_results = only_results
        self.said = said
        self._delimiter = delimiter or dialect.delimiter
        self._above = above
        # Before Python 3.13 a cell is put in quotes only for those line breaks that end a row.
        self._writer = csv.writer(_Echo(), delimiter=self._delimiter, lineterminator="\r\n")
        self._ends = Ends(self._end)
        self._held: list[Result] | None = []
        """Results that wait for the first row that can be read; None once the columns are known."""
        self._columns: tuple[str, ...] = ()
        self._places: list[int] = []
        """Where they stand in a row of a table."""
        self.left_out: set[str] = set()
        """Some of the keys that no column shows."""

    def text(self, results: Sequence[Result], *, are_last: bool = False) -> str:
        """A line for each of the next results; above the first what stood there, and the header.

        They wait until the columns are known, if these are not the last of them.
        """
        if self.header is None or self.only_results:
            results = [result for result in results if not result.is_blank]
        head = ""
        if self._held is not None:
            results = [*self._held, *results]
            first = next((result for result in results[:MOST_HELD] if result.row), None)
            is_known = first or self.header is not None or len(results) >= MOST_HELD
            if not results or not (is_known or are_last):
                self._held = results
                return ""
            head = self._head(first)
        return head + "".join(self._lines(results))

    def rest(self) -> str:
        """What is written if no result comes: what stood above the header, and the header."""
        return "" if self._held is None else self._head(None)

    def _head(self, first: Result | None) -> str:
        """What stands above the first result; of a table its row says nothing new."""
        self._held = None
        if self.header is not None:
            self._columns = tuple(column for column in self.header if column not in self.said)
            self._places = [self.header.index(column) for column in self._columns]
        elif first:
            said = (*RESULT_KEYS, *(first.said if self.only_results else ()))
            self._columns = tuple(key for key in first.row if key not in said)
        names = self._line([*map(_text, self._columns), *RESULT_KEYS])
        return "".join([*(self._line(map(_cell, cells)) for cells in self._above), names])

    def _lines(self, results: Sequence[Result]) -> Iterator[str]:
        delimiter = self._delimiter
        for start, result in zip(self._starts(results), results, strict=True):
            found = result.priced
            if start and found:
                high, low = digits(found)
                if "." in high or "." in low:
                    high, low = self._with_sign(high, low)
                if delimiter not in high and delimiter not in low:
                    end = self._ends[found.prices, found.complete]
                    yield f"{start}{delimiter}{high}{delimiter}{low}{end}"
                    continue
            cells = map(_cell, self._cells(result))
            yield self._line([*cells, *self._answer(result)])

    def _starts(self, results: Sequence[Result]) -> list[str]:
        """The cells of each priced row as a line has them.

        "" for a row of which a cell needs quotes, or a second look.
        """
        delimiter = self._delimiter
        if self.only_results or not self._columns or delimiter != self.dialect.delimiter:
            starts = [self._start(result) for result in results]
        else:
            # The cells of a list hold neither quotes nor delimiters.
            starts = [
                delimiter.join(result.row) if type(result.row) is list else self._start(result)
                for result in results
            ]
        if _is_plain(delimiter.join(starts), delimiter):  # as nearly all are
            return starts
        return [start if _is_plain(start, delimiter) else "" for start in starts]

    def _start(self, result: Result) -> str:
        """The same of any row."""
        cells = self._cells(result)
        try:
            start = self._delimiter.join(cells)
        except TypeError:  # a cell is no text
            return ""
        return "" if '"' in start or start.count(self._delimiter) >= len(cells) else start

    def _cells(self, result: Result) -> list[Any]:
        """The cells of a row, one for each column."""
        row = result.row
        if isinstance(row, list):
            return [row[place] for place in self._places] if self.only_results else row
        if len(self.left_out) < 10 and len(row) > len(self._columns):
            self.left_out.update(row.keys() - {*self._columns, *result.said})
        return [row.get(column) for column in self._columns]

    def _end(self, prices: PriceList, complete: bool) -> str:
        """How a line ends whose cells need no quotes."""
        return self._delimiter.join(["", *_cells_about(prices, complete)]) + self.dialect.line_end

    def _line(self, cells: Iterable[str]) -> str:
        line: str = self._writer.writerow(cells)
        return line[:-2] + self.dialect.line_end

    def _with_sign(self, high: str, low: str) -> tuple[str, str]:
        """Both ends with the decimal sign of the table."""
        sign = self.dialect.decimal_sign() if "." in high or "." in low else "."
        return high.replace(".", sign), low.replace(".", sign)

    def _answer(self, result: Result) -> tuple[str, ...]:
        """What a result adds: a cell for each of `RESULT_KEYS`."""
        if found := result.priced:
            return *self._with_sign(*digits(found)), *_cells_about(found.prices, found.complete)
        if result.error:
            return "", "", "", "", "", str(result.number), written(result.error)
        return ("",) * len(RESULT_KEYS)


def _is_plain(line: str, delimiter: str) -> bool:
    """Whether no cell of a line, or of several, could be a formula or steer a terminal."""
    if f"{delimiter}-" in line or line[:1] == "-":
        return False
    if line.isascii() and not line.encode().translate(None, _PLAIN):  # in half the time
        return True
    if "=" in line or "+" in line or "@" in line:
        return False  # these and - are FORMULA_STARTS
    return (line if delimiter != "\t" else line.replace("\t", "")).isprintable()


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
