"""Bytes become rows: NDJSON, one object to a line, or a CSV table.

A row that can't be read becomes an `Unreadable` that says why, and the next is read all the same.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal, InvalidOperation
from itertools import accumulate
from typing import Any, Final

from msgspec import MsgspecError, Struct, json

from acorns_cli.batch.csvtable import Table, table
from acorns_cli.batch.encoding import Encoding, encoding_of, encoding_of_table, file_fault, lines
from acorns_cli.batch.unreadable import Unreadable
from acorns_cli.errors import printable

MAX_DEPTH: Final = 100
"""How deep the lists and objects of a row of NDJSON may nest."""

_SURELY_FLAT: Final = 2 * MAX_DEPTH
"""A line of so many bytes can't nest deeper: each bracket has its other half."""

_ENDINGS: Final = {
    **dict.fromkeys(("ndjson", "jsonl", "json"), "ndjson"),
    **dict.fromkeys(("csv", "tsv"), "csv"),
}
_OVER_SEVERAL_LINES: Final = re.compile(r'\{[^\n]*\n\s*["}]')
"""How a JSON object begins that is printed to be read by people."""

_IN_QUOTES: Final = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"?', re.DOTALL)
_NO_BRACKETS: Final = bytes(set(range(256)) - set(b"[]{}"))


class Rows(Struct):
    """Rows that are being read."""

    kind: str
    """`ndjson` or `csv`."""
    encoding: Encoding
    each: Iterator[dict[str, Any] | list[str] | Unreadable | None]
    """Objects, or the cells of a table; None is a blank row."""
    table: Table | None = None
    """The table that they are of."""


def rows_of(
    name: str,
    start: bytes,
    chunks: Iterable[bytes],
    wanted: str | None = None,
    passing: Collection[str] = (),
) -> Rows:
    """The rows of a file, by its name, its first bytes, and all its bytes in chunks.

    Of a table the header is read at once. `wanted` says what the rows are, if that is not clear,
    and `passing` which columns pass though they look like words of a job.

    Raises:
        FileError: It is another kind of file, or its header is wrong.
    """
    name_without_gz = name[:-3] if name.lower().endswith(".gz") else name
    encoding = encoding_of(name_without_gz, start)
    text = start.removeprefix(encoding.mark).decode(encoding.name, "ignore").lstrip()
    kind = wanted or _kind(name_without_gz, text)
    if kind == "ndjson":
        _check_lines(name, text)
        return Rows(kind, encoding, ndjson_rows(lines(chunks, encoding, name)))
    encoding = encoding_of_table(name_without_gz, start)
    read = table(lines(chunks, encoding, name), name, passing)
    return Rows(kind, encoding, read.rows, read)


def _kind(name: str, text: str) -> str:
    """What rows are, by the ending of the file's name, or else by how the text begins."""
    ending = name.lower().rpartition(".")[2]
    return _ENDINGS.get(ending) or ("ndjson" if text[:1] in ("{", "[", "") else "csv")


def _check_lines(name: str, text: str) -> None:
    """Checks that JSON has one object to a line.

    Raises:
        FileError: It is a list, or one object over several lines.
    """
    if text.startswith("["):
        fix = "write one object to a line, as jq -c '.[]' does"
        raise file_fault(name, "this is a JSON list", fix)
    if _OVER_SEVERAL_LINES.match(text):
        fix = "write each object on one line, as jq -c . does"
        raise file_fault(name, "this is a JSON object over several lines", fix)


def ndjson_rows(found: Iterable[bytes | None]) -> Iterator[dict[str, Any] | Unreadable | None]:
    """The rows of NDJSON lines; numbers are exact, and None stands for a blank line."""
    # A fraction becomes the decimal that was written, never a float.
    decode = json.Decoder(float_hook=Decimal).decode
    for line in found:
        if line is None:
            yield Unreadable("the line is over 1 MiB")
            continue
        if len(line) > _SURELY_FLAT and _is_too_deep(line):
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
    if line.count(b"[") + line.count(b"{") <= MAX_DEPTH:
        return False
    brackets = _IN_QUOTES.sub(b"", line).translate(None, _NO_BRACKETS)
    steps = (1 if byte in b"[{" else -1 for byte in brackets)
    return max(accumulate(steps), default=0) > MAX_DEPTH
