"""Bytes become lines of text: UTF-8, UTF-16, and Windows-1252 where it is certain."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final, NamedTuple

from acorns_cli.errors import FileError, Problem, file_name

MAX_LINE: Final = 1024 * 1024
"""The longest line, in bytes. What is longer is skipped without being kept."""

SAVE_AS_UTF_8: Final = "save it as CSV UTF-8"
"""What to do about a table in another encoding."""

_UTF_8_MARK: Final = b"\xef\xbb\xbf"
_UTF_16_MARKS: Final = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}

_WESTERN: Final = re.compile("[\t\n\r -~À-ÖØ-öø-ÿŒœ€…„“”‘’«»–—•·°²³´§£©®ºª¡¿\u00a0]*")
"""What a text of western Europe has."""

_STRANGE: Final = re.compile(
    "[À-ÿ]{4}"  # whole words of such letters, as Greek and Cyrillic would come out
    "|[A-Za-z][„“”][A-Za-z]|[a-z][À-ÞŒ]"  # quotes and capitals inside of words, as of DOS and Mac
)
"""What no text of western Europe has: its bytes are of another encoding."""

_WORKBOOKS: Final = {
    b"PK\x03\x04": "a workbook or another ZIP file",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
}
_WORKBOOK_ENDINGS: Final = {
    ".xlsx": "an Excel workbook",
    ".xlsm": "an Excel workbook",
    ".xls": "an Excel workbook",
    ".ods": "a workbook of LibreOffice",
    ".numbers": "a workbook of Numbers",
    ".zip": "a ZIP file",
}


class Encoding(NamedTuple):
    """How text is written in bytes."""

    name: str = "utf-8"
    mark: bytes = b""
    """What stands before it."""

    def encoded(self, text: str) -> bytes:
        """A text in bytes; what has no place in the encoding becomes a question mark."""
        return text.encode(self.name, "replace")


def file_fault(name: str, what: str, fix: str, line: int = 0) -> FileError:
    """An error about a file of rows as a whole."""
    return FileError(file_name(name), [Problem(what, fix, line)])


def encoding_of(name: str, start: bytes) -> Encoding:
    """UTF-8, or the UTF-16 that a file begins with.

    Raises:
        FileError: It is no text.
    """
    ending = f".{name.lower().rpartition('.')[2]}"
    what = next((kind for sign, kind in _WORKBOOKS.items() if start.startswith(sign)), "")
    if what := what or _WORKBOOK_ENDINGS.get(ending, ""):
        fix = "open it, and save the sheet as CSV UTF-8"
        raise file_fault(name, f"this is {what}, and not a file of rows", fix)
    if start.startswith(_UTF_8_MARK):
        return Encoding(mark=_UTF_8_MARK)
    if encoding := _UTF_16_MARKS.get(start[:2], ""):
        if start[2:4] == b"\0\0":  # no text begins so, but that of UTF-32 does
            raise file_fault(name, "this is not UTF-8 text", SAVE_AS_UTF_8)
        return Encoding(encoding, start[:2])
    return Encoding(_utf_16_without_mark(start[:4]) or "utf-8")


def encoding_of_table(name: str, start: bytes) -> Encoding:
    """The same, or Windows-1252: a table that is neither has no line of UTF-8 beside its ASCII.

    Raises:
        FileError: It is no text, or text in an encoding that is not certain.
    """
    found = encoding_of(name, start)
    if found != Encoding() or _has_utf_8(start):
        return found
    if _is_windows_1252(start):
        return Encoding("cp1252")
    raise file_fault(name, "this is not UTF-8 text", SAVE_AS_UTF_8)


def _utf_16_without_mark(start: bytes) -> str:
    """Which UTF-16 begins with two letters of ASCII; "" if it is none."""
    first, second = start[::2], start[1::2]
    if second == b"\0\0" and first.isascii() and b"\0" not in first:
        return "utf-16-le"
    if first == b"\0\0" and second.isascii() and b"\0" not in second:
        return "utf-16-be"
    return ""


def _has_utf_8(start: bytes) -> bool:
    """Whether a line is of UTF-8 beside its ASCII, or no line says anything else."""
    *whole, last = start.split(b"\n")
    lines_of_letters = [line for line in whole if not line.isascii()]
    if not lines_of_letters:
        return _is_utf_8(last, cut=True)
    return any(map(_is_utf_8, lines_of_letters)) or (not last.isascii() and _is_utf_8(last))


def _is_utf_8(line: bytes, *, cut: bool = False) -> bool:
    """Whether a line is UTF-8; one that is cut may end within a letter."""
    try:
        line.decode()
    except UnicodeDecodeError as error:
        return cut and error.reason == "unexpected end of data"
    return True


def _is_windows_1252(start: bytes) -> bool:
    try:
        text = start.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return bool(_WESTERN.fullmatch(text)) and not _STRANGE.search(text)


def lines(chunks: Iterable[bytes], encoding: Encoding, name: str = "") -> Iterator[bytes | None]:
    """The lines of a stream without their ends, as UTF-8, a mark left out; None is too long.

    Raises:
        FileError: Something is in no way UTF-16 or Windows-1252, if the text began as such.
    """
    if encoding.name != "utf-8":
        chunks = _in_utf_8(chunks, encoding, name)
    return chain.from_iterable(_lines_of_chunks(chunks))


def _lines_of_chunks(chunks: Iterable[bytes]) -> Iterator[Sequence[bytes | None]]:
    rest, too_long, start = b"", False, True
    for chunk in chunks:
        first, *others = chunk.split(b"\n")
        rest = b"" if too_long else rest + first
        if start and len(rest) >= len(_UTF_8_MARK):
            rest, start = rest.removeprefix(_UTF_8_MARK), False
        too_long = too_long or len(rest) > MAX_LINE
        if others:
            *whole, last = others
            yield None if too_long else rest, *whole
            rest, too_long, start = last, False, False
    if too_long or rest:
        yield (None if too_long else rest,)


def given_lines(found: Iterable[bytes]) -> Iterator[bytes | None]:
    """The same of lines that others have split, with or without their ends."""
    mark = _UTF_8_MARK
    for text in found:
        line = text.removesuffix(b"\n").removeprefix(mark)
        yield line if len(line) <= MAX_LINE else None
        mark = b""


def _in_utf_8(chunks: Iterable[bytes], encoding: Encoding, name: str) -> Iterator[bytes]:
    # Nothing else needs it.
    from codecs import getincrementaldecoder

    decoder = getincrementaldecoder(encoding.name)()
    try:
        for chunk in chunks:
            yield decoder.decode(chunk).encode()
        decoder.decode(b"", final=True)
    except UnicodeError:
        what = f"this begins as {_NAMES[encoding.name]} text, and does not go on so"
        raise file_fault(name, what, SAVE_AS_UTF_8) from None


_NAMES: Final = {
    **dict.fromkeys(_UTF_16_MARKS.values(), "UTF-16"),
    "cp1252": "Windows-1252",
}
