"""Lines of a table become records of cells, whatever is wrong with some of them."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Final

from acorns_cli.batch.encoding import MAX_LINE, SAVE_AS_UTF_8
from acorns_cli.batch.unreadable import Unreadable
from acorns_cli.core.quantities import plural

_LONG_CELL: Final = 100_000
"""From here on the CSV reader may say that a cell is too long."""


class Quoted(list[str]):
    """Cells of which any may hold quotes, delimiters and line breaks; those of a list hold none."""


Row = list[str] | Unreadable | None
"""The cells of a row, as many as the header has; None is a blank row."""


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

    def plain_rows(self, delimiter: str, width: int) -> Iterator[Row]:
        """The next rows, as long as each is a line without quotes in which nothing is wrong.

        To split such a row takes a fraction of the time in which the CSV reader reads it.
        """
        assert not self._ahead  # noqa: S101 - the header was the last line looked ahead to
        for line in self._found:
            if line is None or len(line) >= _LONG_CELL:
                break
            try:
                text = line.decode()
            except UnicodeDecodeError:
                break
            if "\r" in text:
                text = text.removesuffix("\r")
            if '"' in text or "\r" in text:
                break
            self.lines += 1
            cells = text.split(delimiter)
            yield cells if len(cells) == width and cells[0].strip() else _row(cells, width)
        else:
            return
        self._ahead.append(line)

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


def rows_below(
    texts: Texts, delimiter: str, records: Iterator[list[str] | Unreadable], width: int
) -> Iterator[Row]:
    """The rows below a header of so many cells; nearly all are plain."""
    return chain.from_iterable(_runs(texts, delimiter, records, width))


def _runs(
    texts: Texts, delimiter: str, records: Iterator[list[str] | Unreadable], width: int
) -> Iterator[Iterable[Row]]:
    while True:
        yield texts.plain_rows(delimiter, width)
        record = next(records, None)
        if record is None:
            return
        yield (_row(record, width),)


def _row(cells: list[str] | Unreadable, width: int) -> Row:
    if isinstance(cells, Unreadable):
        return cells
    if not any(map(str.strip, cells)):
        return None
    if len(cells) != width:
        counts = f"the row has {plural(len(cells), 'cell')}, and the header has {width}"
        if len(cells) < width:
            return Unreadable(f"{counts}; write the empty cells at its end as well")
        if any(cells[width:]):
            return Unreadable(counts)
    return Quoted(cells[:width])


_CSV_FAULTS: Final = (
    ("unexpected end", "a quote is not closed"),
    ("field larger", "a cell is too long, or its quote is not closed"),
    ("new-line", "a line ends in CR alone; save it with LF or CRLF at the ends"),
    ("", "text follows a closing quote"),
)
"""How the errors of the CSV reader start, and what each means."""
