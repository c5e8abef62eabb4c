"""Bytes become rows: NDJSON, one object to a line, or a CSV table.

A row that can't be read becomes an `Unreadable` that says why, and the next is read all the same.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from itertools import accumulate
from typing import Any, Final

from msgspec import MsgspecError, json

from acorns_cli.batch.encoding import Encoding, file_fault
from acorns_cli.batch.unreadable import Unreadable
from acorns_cli.errors import printable

MAX_DEPTH: Final = 100
"""How deep the lists and objects of a row of NDJSON may nest."""

_ENDINGS: Final = {
    **dict.fromkeys(("ndjson", "jsonl", "json"), "ndjson"),
    **dict.fromkeys(("csv", "tsv"), "csv"),
}
_IN_QUOTES: Final = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"?', re.DOTALL)
_NO_BRACKETS: Final = bytes(set(range(256)) - set(b"[]{}"))


def format_of(name: str, start: bytes, encoding: Encoding, wanted: str | None = None) -> str:
    """The format of rows: the one wanted, else by the file's name, else by its first bytes.

    Raises:
        FileError: They are a JSON list, or one object over several lines.
    """
    text = start.removeprefix(encoding.mark).decode(encoding.name, "ignore").lstrip()
    if text.startswith("[") and wanted != "csv":
        fix = "write one object to a line, as jq -c '.[]' does"
        raise file_fault(name, "this is a JSON list", fix)
    if re.match(r"\{\s*\n", text) and wanted != "csv":
        fix = "write each object on one line, as jq -c . does"
        raise file_fault(name, "this is a JSON object over several lines", fix)
    ending = name.lower().removesuffix(".gz").rpartition(".")[2]
    return wanted or _ENDINGS.get(ending) or ("ndjson" if text[:1] in ("{", "") else "csv")


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
