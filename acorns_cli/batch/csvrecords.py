"""Lines of a table become records of cells, whatever is wrong with some of them."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from acorns_cli.batch.encoding import MAX_LINE, SAVE_AS_UTF_8
from acorns_cli.batch.unreadable import Unreadable

_END: Final = b'"end"'
"""What stands after the last line; it is told from a line by being this very object."""

_LONG_CELL: Final = 100_000
"""From here on the CSV reader may say that a cell is too long."""


class _LongRowError(Exception):
    """A row of a table is too long to be kept."""


class Texts:
    """Lines as text for the CSV reader, which goes on after one that it could not have.

    A generator would be at its end once it raised.
    """

    def __init__(self, found: Iterable[bytes | None]) -> None:
        self._found = iter(found)
        self._ahead: deque[bytes | None] = deque()
        self.lines = 0  # that have been given out
        self.row_starts = 1  # the line on which the row begins
        self.is_utf_8 = True  # all that the row has so far
        self._size = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._ahead.popleft() if self._ahead else next(self._found)
        self.lines += 1
        self._size += MAX_LINE + 1 if line is None else len(line)
        if line is None or self._size > MAX_LINE:
            raise _LongRowError
        try:
            return line.decode() + "\n"
        except UnicodeDecodeError:
            self.is_utf_8 = False
            return text_of(line)

    def plain(self) -> str | None:
        """The next line, if it is a row without quotes in which nothing is wrong; else None.

        To split such a row takes a fraction of the time in which the CSV reader reads it.
        """
        line = self._ahead.popleft() if self._ahead else next(self._found, _END)
        if line is not None and b'"' not in line and len(line) < _LONG_CELL:
            text = line.decode("utf-8", "replace")
            if "\r" in text:
                text = text.removesuffix("\r")
            if "\r" not in text and "\ufffd" not in text:
                self.lines += 1
                return text
        if line is not _END:
            self._ahead.appendleft(line)
        return None

    def start_row(self) -> None:
        """What comes next is a row's first line."""
        self.row_starts, self._size, self.is_utf_8 = self.lines + 1, 0, True

    def ahead(self, number: int) -> str | None:
        """One of the next lines, which are still to be read; None where there is none."""
        self._ahead.extend(islice(self._found, max(0, number + 1 - len(self._ahead))))
        return text_of(self._ahead[number] or b"") if number < len(self._ahead) else None

    @property
    def place(self) -> str:
        """Which lines the row takes, where it has more than one."""
        if self.lines == self.row_starts:
            return ""
        return f" in lines {self.row_starts} to {self.lines}"


def text_of(line: bytes) -> str:
    """A line for the CSV reader; bytes that are not UTF-8 are kept as halves of characters."""
    return line.decode("utf-8", "surrogateescape") + "\n"


def records_of(texts: Texts, delimiter: str) -> Iterator[list[str] | Unreadable]:
    """The rows of a table as cells, the header first."""
    reader = csv.reader(texts, delimiter=delimiter, strict=True)
    while True:
        texts.start_row()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except _LongRowError:
            yield Unreadable(f"the row is over 1 MiB{texts.place}")
        except csv.Error as error:
            why = next(words for start, words in _CSV_FAULTS if str(error).startswith(start))
            yield Unreadable(f"the row is not CSV{texts.place}: {why}")
        else:
            if texts.is_utf_8:
                yield cells
            else:
                yield Unreadable(f"the row is not UTF-8 text; {SAVE_AS_UTF_8}")


_CSV_FAULTS: Final = (
    ("unexpected end", "a quote is not closed"),
    ("field larger", "a cell is too long, or its quote is not closed"),
    ("new-line", "a line ends in CR alone; save it with LF or CRLF at the ends"),
    ("", "text follows a closing quote"),
)
"""How the errors of the CSV reader start, and what each means."""
