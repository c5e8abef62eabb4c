"""CSV tables: lines become a header and rows of cells, as the spreadsheet meant that wrote them.

A row that can't be read becomes an `Unreadable` that says why, and the next is read all the same.
"""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from msgspec import Struct

from acorns_cli.batch.columns import has_words
from acorns_cli.batch.encoding import MAX_LINE, file_fault
from acorns_cli.batch.unreadable import Unreadable
from acorns_cli.core.numbers import SPACES
from acorns_cli.core.quantities import plural
from acorns_cli.errors import InputError, one_of, shown

_BEFORE_HEADER: Final = 10
"""How many rows may stand above the header: titles, comments, blank ones."""

_SEPARATOR: Final = re.compile(r"sep=(.)", re.IGNORECASE)
_DECIMAL_COMMA: Final = re.compile(r"-?[0-9]+,[0-9]+")
_DECIMAL_POINT: Final = re.compile(r"-?[0-9]+\.[0-9]+")
_THOUSANDS: Final = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")


class Dialect(Struct):
    """How a table is written."""

    delimiter: str
    line_end: str
    decimal_comma: bool
    """As its numbers so far show; where they show nothing, a table with semicolons has commas."""


class Table(Struct):
    """A table that is being read."""

    dialect: Dialect
    above: list[list[str]]
    """The rows above its header."""
    header: list[str]
    """As it is written; the empty last columns do not count."""
    rows: Iterator[dict[str, Any] | Unreadable | None]
    """Cells by the names of their columns; None is a blank row."""


def table(
    found: Iterable[bytes | None], name: str, check_header: Callable[[list[str]], object]
) -> Table:
    """The table that lines hold; `name` is the file's, for errors.

    The comma, semicolon or tab that the header has most parts the cells, unless a first line like
    `sep=;` says otherwise. `check_header` raises `InputError` for a column that must not be there.

    Raises:
        FileError: There is no header, or it is wrong.
    """
    texts = _Texts(found)
    try:
        first = texts.peek()
        if said := _SEPARATOR.fullmatch(first.strip()):
            next(texts)
            texts.start_row()
        delimiter = said[1] if said else _delimiter(texts)
    except _LongRowError:
        raise file_fault(name, "the header is over 1 MiB", "", 1) from None
    line_end = "\r\n" if first.endswith("\r\n") else "\n"
    records = _records(texts, delimiter)
    above, header = _header(records, name)
    _check_names(name, header, check_header, len(above) + 1)
    dialect = Dialect(delimiter, line_end, decimal_comma=delimiter == ";")
    return Table(dialect, above, header, (_row(record, header, dialect) for record in records))


def _delimiter(texts: "_Texts") -> str:
    """What parts the cells of the first line that has any of it, outside quotes."""
    text = ""
    for number in range(_BEFORE_HEADER):
        text += texts.peek(number)
        plain = re.sub('"[^"]*"', "", text)
        delimiter = max(",;\t", key=plain.count)
        if '"' not in plain and delimiter in plain:
            return delimiter
    return ","


def _header(
    records: Iterator[list[str] | Unreadable], name: str
) -> tuple[list[list[str]], list[str]]:
    """The rows above the header, and the header: the first row with a word of a job.

    Raises:
        FileError: There is none.
    """
    above: list[list[str]] = []
    for _, record in zip(range(_BEFORE_HEADER), records, strict=False):
        if isinstance(record, Unreadable):
            raise file_fault(name, record.what, "name the columns in the first line", 1)
        if has_words(record):
            while record and not record[-1].strip(SPACES):
                record.pop()
            return above, record
        above.append(record)
    first = next((cells for cells in above if any(cells)), None)
    if first is None:
        raise file_fault(name, "there is no header", "name the columns in the first line", 1)
    what = f"no column is a word of a job: {one_of(shown(cell) for cell in first)}"
    raise file_fault(name, what, "name the columns tool, model, minutes and so on", 1)


def _check_names(
    name: str, header: list[str], check_header: Callable[[list[str]], object], line: int
) -> None:
    twice = [column for column, times in Counter(header).items() if times > 1 and column]
    if "" in header:
        what = f"column {header.index('') + 1} has no name"
        raise file_fault(name, what, "name it, or take it out", line)
    if twice:
        columns = one_of(shown(column) for column in twice)
        raise file_fault(name, f"the column {columns} is there twice", "keep one of each", line)
    try:
        check_header(header)
    except InputError as error:
        raise file_fault(name, error.what, error.fix, line) from error


def _row(
    cells: list[str] | Unreadable, header: list[str], dialect: Dialect
) -> dict[str, Any] | Unreadable | None:
    if isinstance(cells, Unreadable):
        return cells
    if not any(cells):
        return None
    width = len(header)
    if len(cells) != width:
        if any(cells[width:]) or len(cells) < width:
            counts = f"{plural(len(cells), 'cell')}, and the header has {width}"
            return Unreadable(f"the row has {counts}")
        cells = cells[:width]
    if dialect.delimiter != ",":
        if any(map(_DECIMAL_COMMA.fullmatch, cells)):
            dialect.decimal_comma = True
        elif any(map(_DECIMAL_POINT.fullmatch, cells)):
            dialect.decimal_comma = False
    return dict(zip(header, cells, strict=True))


def with_point(cell: str) -> str:
    """A number with a decimal comma as acorns reads it.

    Raises:
        InputError: It could have thousands set apart as well.
    """
    if _THOUSANDS.fullmatch(cell):
        plain = cell.replace(",", "").replace(".", "")
        what = f"{shown(cell)} could be {plain} or {cell.replace(',', '.')}"
        raise InputError(what, fix=f"write {plain}, or other decimals")
    return cell.replace(",", ".") if _DECIMAL_COMMA.fullmatch(cell.rstrip("%smh ")) else cell


class _LongRowError(Exception):
    """A row of a table is too long to be kept."""


class _Texts:
    """Lines as text for the CSV reader, which goes on after one that it could not have.

    A generator would be at its end once it raised.
    """

    def __init__(self, found: Iterable[bytes | None]) -> None:
        self.found = iter(found)
        self.lines = 0  # that have been read
        self.first = 1  # which of them the row starts on
        self._size = 0
        self._again: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._again:
            return self._again.pop(0)
        line = next(self.found)
        self.lines += 1
        self._size += MAX_LINE + 1 if line is None else len(line)
        if line is None or self._size > MAX_LINE:
            raise _LongRowError
        return line.decode("utf-8", "surrogateescape") + "\n"

    def start_row(self) -> None:
        """What comes next is a row's first line."""
        self.first, self._size = self.lines + 1, 0

    def peek(self, number: int = 0) -> str:
        """One of the next lines, which are still to be read; "" where there is none."""
        while len(self._again) <= number:
            read, self._again = self._again, []
            text = next(self, "")
            self._again = [*read, *([text] if text else [])]
            if not text:
                return ""
        return self._again[number]


def _records(texts: _Texts, delimiter: str) -> Iterator[list[str] | Unreadable]:
    """The rows of a table as cells, the header first."""
    reader = csv.reader(texts, delimiter=delimiter, strict=True)
    while True:
        try:
            cells = next(reader)
            "".join(cells).encode()
        except StopIteration:
            return
        except _LongRowError:
            yield Unreadable(f"the row is over 1 MiB{_where(texts)}")
        except csv.Error as error:
            why = next(words for start, words in _CSV_FAULTS if str(error).startswith(start))
            yield Unreadable(f"the row is not CSV{_where(texts)}: {why}")
        except UnicodeEncodeError:  # bytes that were kept aside
            yield Unreadable("the row is not UTF-8 text; save as CSV UTF-8")
        else:
            yield cells
        texts.start_row()


_CSV_FAULTS: Final = (
    ("unexpected end", "a quote is not closed"),
    ("field larger", "a cell is too long, or its quote is not closed"),
    ("new-line", "a line ends in CR alone; save it with LF or CRLF at the ends"),
    ("", "text follows a closing quote"),
)
"""How the errors of the CSV reader start, and what each means."""


def _where(texts: _Texts) -> str:
    """Which lines a row takes, where it has more than one."""
    return f" in lines {texts.first} to {texts.lines}" if texts.lines > texts.first else ""
