"""Result rows as they come: NDJSON or CSV.

Unlike a report they are not held until the last, so that a stream of any length takes no more
memory than a short one. This module knows how one result is written.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, Final

from acorns_cli.batch import RESULT_KEYS, Result
from acorns_cli.errors import STEERING, printable
from acorns_cli.formats.csv import FORMULA_STARTS, written
from acorns_cli.formats.json import encoded
from acorns_cli.quantities import printed

_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")

_BEFORE_FORMULAS: Final = "".join(map(chr, range(0x21)))
"""What some spreadsheets drop from the start of a cell before they look for a formula."""

_HELD: Final = 1000
"""How many rows without keys of their own wait for one that has, and so names the columns."""


def ndjson(results: Iterable[Result]) -> Iterator[bytes]:
    """Each result as an object on a line of its own; every number has its exact digits."""
    for result in results:
        passed, priced = result.passed, result.priced
        if priced is None:
            yield encoded({**passed, "row": result.row, "error": result.error}) + b"\n"
        elif passed:
            yield encoded(passed)[:-1] + priced.rest
        else:
            yield b"{" + priced.rest[1:]


class CsvRows:
    """Writes results as CSV.

    Args:
        delimiter: What stands between the columns.

    Attributes:
        named: The columns that pass through, where a table's header says so before the first row.
        left_out: Some of the keys that the first row does not have, and so no column shows.
    """

    def __init__(self, delimiter: str = ",") -> None:
        # Before Python 3.13 a cell is put in quotes only for those line breaks that end a row.
        self._writer = csv.writer(_Echo(), delimiter=delimiter, lineterminator="\r\n")
        self.named: tuple[str, ...] | None = None
        self.columns: tuple[str, ...] | None = None
        self.left_out: set[str] = set()

    def lines(self, results: Iterable[Result]) -> Iterator[bytes]:
        """The header, as named or else of the first row that has keys; a line for each result."""
        held: list[Result] = []
        for result in results:
            if self.columns is not None:
                yield self._line(result)
                continue
            held.append(result)
            known = self.named is not None
            if known or result.passed or result.priced or len(held) == _HELD:
                yield from self._start(held)
        if self.columns is None:
            yield from self._start(held)

    def _start(self, held: list[Result]) -> Iterator[bytes]:
        first = tuple(held[-1].passed) if held else ()
        self.columns = first if self.named is None else self.named
        yield self._row([*map(_text, self.columns), *RESULT_KEYS])
        yield from map(self._line, held)

    def _line(self, result: Result) -> bytes:
        passed, columns = result.passed, self.columns or ()
        if len(self.left_out) < 10:
            self.left_out.update(passed.keys() - set(columns))
        cells = (_cell(passed.get(column)) for column in columns)
        return self._row([*cells, *_result_cells(result)])

    def _row(self, cells: Iterable[str]) -> bytes:
        text: str = self._writer.writerow(cells)
        return text[:-2].encode() + b"\n"


def _result_cells(result: Result) -> tuple[str, ...]:
    """What a result adds to the cells that pass through: one for each of `RESULT_KEYS`."""
    if (priced := result.priced) is None:
        return "", "", "", "", str(result.row), written(result.error)
    high, low = printed(priced.total_credits), printed(priced.low_credits)
    return high, low, "true" if priced.complete else "false", priced.prices_edition, "", ""


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
