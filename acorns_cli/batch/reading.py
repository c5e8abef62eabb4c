"""Bytes become rows: NDJSON, one object to a line, and CSV with a header.

A row that can't be read becomes an `Unreadable` that says why, and the next is read all the same.
"""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal, InvalidOperation
from itertools import accumulate
from typing import Any, Final

from msgspec import MsgspecError, Struct, json

from acorns_cli.core.quantities import plural
from acorns_cli.core.words import WORDS
from acorns_cli.errors import FileError, InputError, Problem, file_name, one_of, printable, shown


class Unreadable(Struct, frozen=True):
    """In the place of a row that can't be read: why not."""

    what: str


MAX_LINE: Final = 1024 * 1024
"""The longest line, in bytes, and the longest row of a table, which may have many lines. What is
longer is skipped without being kept."""

MAX_DEPTH: Final = 100
"""How deep the lists and objects of a row of NDJSON may nest."""

_ENDINGS: Final = {"ndjson": "ndjson", "jsonl": "ndjson", "json": "ndjson", "csv": "csv"}
_BOM: Final = b"\xef\xbb\xbf"

_IN_QUOTES: Final = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"?', re.DOTALL)
_NO_BRACKETS: Final = bytes(set(range(256)) - set(b"[]{}"))


def format_of(name: str, start: bytes, wanted: str | None = None) -> str:
    """The format of rows: the one wanted, else by the file's name, else by its first bytes.

    Raises:
        FileError: They are in UTF-16, or a JSON list.
    """
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _file_error(name, "this is UTF-16 text", "save as UTF-8")
    first = start.removeprefix(_BOM).lstrip()[:1]
    if first == b"[" and wanted != "csv":
        what = "this is a JSON list"
        raise _file_error(name, what, "write one object to a line, as jq -c '.[]' does")
    ending = name.lower().removesuffix(".gz").rpartition(".")[2]
    return wanted or _ENDINGS.get(ending) or ("ndjson" if first in (b"{", b"") else "csv")


def _file_error(name: str, what: str, fix: str, line: int = 0) -> FileError:
    return FileError(file_name(name), [Problem(what, fix, line)])


def lines(chunks: Iterable[bytes]) -> Iterator[bytes | None]:
    """The lines of a stream without their ends, a byte order mark left out; None is too long."""
    rest, too_long, start = b"", False, True
    for chunk in chunks:
        first, *others = chunk.split(b"\n")
        rest = b"" if too_long else rest + first
        too_long = too_long or len(rest) > MAX_LINE
        if others:
            yield None if too_long else rest.removeprefix(_BOM) if start else rest
            start = False
            *whole, rest = others
            yield from whole
            too_long = False
    if too_long or rest:
        yield None if too_long else rest.removeprefix(_BOM) if start else rest


def ndjson_rows(found: Iterable[bytes | None]) -> Iterator[dict[str, Any] | Unreadable | None]:
    """The rows of NDJSON lines; numbers are exact, and None stands for a blank line."""
    # A fraction becomes the decimal that was written, never a float.
    decode = json.Decoder(float_hook=Decimal).decode
    for line in found:
        if line is None:
            yield Unreadable("the line is over 1 MiB")
            continue
        if _is_too_deep(line):
            yield Unreadable(f"the row is nested more than {MAX_DEPTH} deep")
            continue
        try:
            row = decode(line)
        except UnicodeDecodeError:
            yield Unreadable("the row is not UTF-8 text")
        except InvalidOperation:
            yield Unreadable("the row has a number that is beyond all bounds")
        except (MsgspecError, ValueError, ArithmeticError) as error:
            why = f"the row is not JSON: {printable(str(error))}"
            yield Unreadable(why) if line.strip() else None
        else:
            yield row if type(row) is dict else Unreadable("the row is not an object, like {…}")


def _is_too_deep(line: bytes) -> bool:
    """Whether lists and objects nest deeper than `MAX_DEPTH`.

    msgspec itself stops somewhere between 1,000 and 100,000 levels, at another number and with
    another error under each version of Python.
    """
    if line.count(b"[") + line.count(b"{") <= MAX_DEPTH:  # so with nearly every row
        return False
    brackets = _IN_QUOTES.sub(b"", line).translate(None, _NO_BRACKETS)
    steps = (1 if byte in b"[{" else -1 for byte in brackets)
    return max(accumulate(steps), default=0) > MAX_DEPTH


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
        self._again: str | None = None

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._again is not None:
            text, self._again = self._again, None
            return text
        line = next(self.found)
        self.lines += 1
        self._size += MAX_LINE + 1 if line is None else len(line)
        if line is None or self._size > MAX_LINE:
            raise _LongRowError
        return line.decode("utf-8", "surrogateescape") + "\n"

    def start_row(self) -> None:
        """What comes next is a row's first line."""
        self.first, self._size = self.lines + 1, 0

    def peek(self) -> str:
        """The next line, which is still to be read; "" where there is none."""
        self._again = next(self, "") or None
        return self._again or ""


def csv_rows(
    found: Iterable[bytes | None], name: str, check_header: Callable[[list[str]], None]
) -> Iterator[dict[str, Any] | Unreadable | None]:
    """The rows of a CSV table, by its header; cells are text, and an empty one of a job is None.

    The comma, semicolon or tab that the header has most parts the cells. `check_header` raises
    `InputError` for a column that must not be there; the name is the file's, for errors.

    Raises:
        FileError: There is no header, or it is wrong.
    """
    texts = _Texts(found)
    try:
        names = re.sub('"[^"]*"?', "", texts.peek())  # without those in quotes
    except _LongRowError:
        raise _file_error(name, "the header is over 1 MiB", "", 1) from None
    records = _records(texts, delimiter=max(",;\t", key=names.count))
    header = next(records, None) or Unreadable("there is no header")
    if isinstance(header, Unreadable):
        raise _file_error(name, header.what, "name the columns in the first line", 1)
    _check_names(name, header, check_header)
    for cells in records:
        if isinstance(cells, Unreadable):
            yield cells
        elif not cells:
            yield None
        elif len(cells) != len(header):
            counts = f"{plural(len(cells), 'cell')}, and the header has {len(header)}"
            yield Unreadable(f"the row has {counts}")
        else:
            named = zip(header, cells, strict=True)
            yield {name: None if not cell and name in WORDS else cell for name, cell in named}


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
            yield Unreadable("the row is not UTF-8 text")
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


def _check_names(name: str, header: list[str], check_header: Callable[[list[str]], None]) -> None:
    twice = [column for column, times in Counter(header).items() if times > 1]
    if "" in header:
        what = f"column {header.index('') + 1} has no name"
        raise _file_error(name, what, "name it, or take it out", 1)
    if twice:
        columns = one_of(shown(column) for column in twice)
        raise _file_error(name, f"the column {columns} is there twice", "keep one of each", 1)
    try:
        check_header(header)
    except InputError as error:
        raise _file_error(name, error.what, error.fix, 1) from error
