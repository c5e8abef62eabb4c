"""CSV tables: lines become a header and rows of cells, as the spreadsheet meant that wrote them.

A row that can't be read becomes an `Unreadable` that says why, and the next is read all the same.
"""

import csv
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from itertools import islice
from typing import Final

from msgspec import Struct

from acorns_cli.batch.columns import Columns, columns_of, words_among
from acorns_cli.batch.csvrecords import Texts, records_of, rows_below
from acorns_cli.batch.encoding import file_fault
from acorns_cli.batch.unreadable import Unreadable
from acorns_cli.core.numbers import is_read
from acorns_cli.core.words import WORDS, read_word
from acorns_cli.errors import (
    AcornsError,
    FileError,
    InputError,
    Problem,
    file_name,
    input_errors,
    one_of,
    printable,
    shown,
)

_BEFORE_HEADER: Final = 10
"""How many rows may stand above the header: titles, comments, blank ones."""

_DELIMITERS: Final = ",;\t"
_SEPARATOR: Final = re.compile("sep=(.)", re.IGNORECASE)

_DECIMAL_SIGN: Final = re.compile("(?<=[0-9])[.,](?=[0-9])")
_SEVERAL_SIGNS: Final = re.compile("[0-9][.,][0-9]+[.,][0-9]")
_TWO_READINGS: Final = re.compile("(?<![0-9:])([1-9][0-9]{0,2})[.,]([0-9]{3})(?![0-9])")
"""A number that may have thousands or decimals; what follows a colon is seconds."""

_TEXTS: Final = frozenset(
    name for name, word in WORDS.items() if word.value in ("TOOL", "MODEL", "FILE", "NAME[=N]")
)
"""The words of a job that are no numbers."""


class Dialect(Struct):
    """How a table is written."""

    delimiter: str = ","
    line_end: str = "\n"
    decimal: str = ""
    """Its decimal sign: that of the first number with decimals, read or written; "" before it."""

    def decimal_sign(self) -> str:
        """The decimal sign to write: where no number has shown it, a comma goes with semicolons."""
        self.decimal = self.decimal or ("," if self.delimiter == ";" else ".")
        return self.decimal

    def settle(self, *amounts: Decimal) -> None:
        """Settles the decimal sign, if one of some amounts that are to be written has decimals."""
        if any(amount % 1 for amount in amounts):
            self.decimal_sign()


class Table(Struct):
    """A table that is being read."""

    dialect: Dialect
    above: list[list[str]]
    """The rows above its header."""
    header: list[str]
    """As it is written; the empty last columns do not count."""
    columns: Columns
    """What its columns say."""
    rows: Iterator[list[str] | Unreadable | None]
    """The cells of each, as many as the header has; None is a blank row."""


def table(found: Iterable[bytes | None], name: str, passing: Collection[str] = ()) -> Table:
    """The table that lines hold; `name` is the file's, for errors.

    The comma, semicolon or tab separates the cells, whichever shows the most words of a job in the
    header, unless a first line like `sep=;` says otherwise. `passing` are columns that pass though
    they look like words of a job.

    Raises:
        FileError: There is no header, or it is wrong.
    """
    texts = Texts(found)
    first = texts.ahead(0) or ""
    said = _SEPARATOR.fullmatch(first.strip("\r\n "))
    delimiter = said[1] if said else _delimiter(texts)
    records = records_of(texts, delimiter)
    above, header = _header(records, name)
    columns = _columns(name, header, passing, texts.row_starts)
    dialect = Dialect(delimiter, "\r\n" if first.endswith("\r\n") else "\n")
    rows = rows_below(texts, delimiter, records, len(header))
    return Table(dialect, above, header, columns, rows)


def _delimiter(texts: Texts) -> str:
    """What separates the cells of the first row that has words of a job."""
    lines: list[str] = []
    while len(lines) < _BEFORE_HEADER and (line := texts.ahead(len(lines))) is not None:
        lines.append(line)
        words = {delimiter: _words(lines, delimiter) for delimiter in _DELIMITERS}
        if any(words.values()):
            return max(_DELIMITERS, key=words.__getitem__)
    return ","


def _words(lines: list[str], delimiter: str) -> int:
    """How many words of a job the last row of some lines has."""
    try:
        *_, last = csv.reader(lines, delimiter=delimiter)
    except (csv.Error, ValueError):
        return 0
    return _words_of_header(last)


def _words_of_header(cells: list[str]) -> int:
    """How many words of a job a row has, if it is no comment: only a header has any."""
    return 0 if cells and cells[0].startswith("# ") else words_among(cells)


def _header(
    records: Iterator[list[str] | Unreadable], name: str
) -> tuple[list[list[str]], list[str]]:
    """The rows above the header, and the header: the first row with a word of a job.

    Raises:
        FileError: There is none.
    """
    above: list[list[str]] = []
    for record in islice(records, _BEFORE_HEADER):
        if isinstance(record, Unreadable):
            raise file_fault(name, record.what, "name the columns in the first line", 1)
        if _words_of_header(record):
            while not record[-1].strip():
                record.pop()
            return above, record
        above.append(record)
    first = next((cells for cells in above if any(cells)), None)
    if first is None:
        raise file_fault(name, "there is no header", "name the columns in the first line", 1)
    what = f"no column is a word of a job: {one_of(shown(cell) for cell in first)}"
    raise file_fault(name, what, "name the columns tool, model, minutes and so on", 1)


def _columns(name: str, header: list[str], passing: Collection[str], line: int) -> Columns:
    """What the columns say, checked."""
    twice = [column for column, times in Counter(header).items() if times > 1 and column]
    if "" in header:
        what = f"column {header.index('') + 1} has no name"
        raise file_fault(name, what, "name it, or take it out", line)
    if twice:
        columns = one_of(shown(column) for column in twice)
        raise file_fault(name, f"the column {columns} is there twice", "keep one of each", line)
    try:
        return columns_of(header, passing)
    except AcornsError as error:
        problems = [Problem(fault.what, fault.fix, line) for fault in input_errors(error)]
        raise FileError(file_name(name), problems) from error


def words_in_cells(cells: Mapping[str, str], dialect: Dialect) -> dict[str, str]:
    """The words of a job that cells say, as `text_of_cell` gives them.

    An empty cell says nothing.

    Raises:
        InputError: A number has two readings.
    """
    words = ((word, text) for word, text in cells.items() if text and not text.isspace())
    return {word: text_of_cell(dialect, word, text) for word, text in words}


def text_of_cell(dialect: Dialect, word: str, text: str) -> str:
    """What a cell says as a word of a job: a number has a point before its decimals.

    Raises:
        InputError: The number has two readings.
    """
    is_number = ("," in text or "." in text) and word not in _TEXTS
    return _with_point(word, text, dialect) if is_number else text


def _with_point(word: str, text: str, dialect: Dialect) -> str:
    signs = set(_DECIMAL_SIGN.findall(text))
    if len(signs) != 1 or _SEVERAL_SIGNS.search(text):  # thousands are set apart, or nothing is
        return text
    [sign] = signs
    if found := _TWO_READINGS.search(text):
        if dialect.delimiter == ",":  # where a comma in a number is read as everywhere else
            return text
        whole, smaller = _whole(found), _smaller(found)
        spellings = [_TWO_READINGS.sub(spelled, text).strip() for spelled in (_whole, _smaller)]
        if not (taken := [it for it in spellings if _is_taken(word, it)]):
            return text  # the word itself says what is wrong
        what = f"{shown(found[0])} could be {whole} or {smaller.replace(',', '.')}"
        raise InputError(what, fix=f"write {one_of(map(printable, taken))}", word=word)
    dialect.decimal = dialect.decimal or sign
    return _DECIMAL_SIGN.sub(".", text)


def _whole(found: re.Match[str]) -> str:
    """A number of two readings as one without decimals."""
    return found[1] + found[2]


def _smaller(found: re.Match[str]) -> str:
    """The same with decimals, which can't be thousands."""
    sign = found[0][len(found[1])]
    decimals = found[2].rstrip("0") if found[2].endswith("0") else f"{found[2]}0"
    return f"{found[1]}{sign}{decimals}".rstrip(".,")


def _is_taken(word: str, text: str) -> bool:
    """Whether a word of a job can be what a cell says."""
    return is_read(partial(read_word, word), _DECIMAL_SIGN.sub(".", text))
