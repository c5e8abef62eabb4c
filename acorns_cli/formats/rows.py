"""Result rows as they come, NDJSON or CSV: a stream of any length takes no more memory."""

import csv
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain
from typing import Any, Final

from acorns_cli.batch.pricing import RESULT_KEYS, Result
from acorns_cli.core.quantities import printed
from acorns_cli.errors import STEERING, printable
from acorns_cli.formats.csv import FORMULA_STARTS, written
from acorns_cli.formats.json import encoded

_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")

_BEFORE_FORMULAS: Final = "".join(map(chr, range(0x21)))
"""What some spreadsheets drop from the start of a cell before they look for a formula."""


def ndjson(results: Iterable[Result], edition: str) -> Iterator[bytes]:
    """Each result as an object on a line of its own; every number has its exact digits."""
    for result in results:
        if (total := result.total) is None:
            answer: dict[str, Any] = {
                **result.passed,
                "row": result.row,
                "error": result.error,
            }
        else:
            answer = {
                **result.passed,
                "total_credits": total.credits.high,
                "low_credits": total.credits.low,
                "complete": total.complete,
                "prices_edition": edition,
            }
        yield encoded(answer) + b"\n"


class CsvRows:
    """Writes results as CSV, with the edition of the price list in each row."""

    def __init__(self, edition: str, delimiter: str = ",") -> None:
        self.edition = edition
        # Before Python 3.13 a cell is put in quotes only for those line breaks that end a row.
        self._writer = csv.writer(_Echo(), delimiter=delimiter, lineterminator="\r\n")
        self.columns: tuple[str, ...] | None = None
        """The keys that pass through: those that the first row has, or a table's header."""
        self.left_out: set[str] = set()
        """Some of the keys that no column shows."""

    def lines(self, results: Iterable[Result]) -> Iterator[bytes]:
        """The header, and a line for each result."""
        results = iter(results)
        first = next(results, None)
        if self.columns is None:
            self.columns = tuple(first.passed if first else ())
        yield self._row([*map(_text, self.columns), *RESULT_KEYS])
        for result in chain([first] if first else [], results):
            passed = result.passed
            if len(self.left_out) < 10:
                self.left_out.update(passed.keys() - set(self.columns))
            cells = [_cell(passed.get(column)) for column in self.columns]
            yield self._row([*cells, *self._answer(result)])

    def _row(self, cells: Iterable[str]) -> bytes:
        text: str = self._writer.writerow(cells)
        return text[:-2].encode() + b"\n"

    def _answer(self, result: Result) -> tuple[str, ...]:
        """What a result adds to the cells that pass through: one for each of `RESULT_KEYS`."""
        if (total := result.total) is None:
            return "", "", "", "", str(result.row), written(result.error)
        high, low = printed(total.credits.high), printed(total.credits.low)
        return high, low, written(total.complete), self.edition, "", ""


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
