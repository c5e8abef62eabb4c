"""Bytes become lines of text: UTF-8, UTF-16, and Windows-1252 where it is certain."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from acorns_cli.errors import FileError, Problem, file_name

MAX_LINE: Final = 1024 * 1024
"""The longest line, in bytes. What is longer is skipped without being kept."""

_UTF_8_MARK: Final = b"\xef\xbb\xbf"
_UTF_16_MARKS: Final = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}

_LETTERS: Final = re.compile(
    rb"[\x80\x85\x91-\x97\xa0\xa3\xa7\xab\xb0\xb4\xb7\xbb\xbf\xc0-\xd6\xd8-\xf6\xf8-\xff\x8a\x8c\x8e\x9a\x9c\x9e\x9f]"
)
"""What a text of Windows-1252 has beside ASCII: letters, quotes, dashes, and a few signs."""

_NOT_ASCII: Final = re.compile(rb"[\x80-\xff]")

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
        return text.encode(self.name, "surrogateescape" if self.name == "utf-8" else "replace")


def file_fault(name: str, what: str, fix: str, line: int = 0) -> FileError:
    """An error about a file of rows as a whole."""
    return FileError(file_name(name), [Problem(what, fix, line)])


def encoding_of(name: str, start: bytes) -> Encoding:
    """The encoding of a file, by its first bytes.

    Raises:
        FileError: It is no text, or text in an encoding that is not certain.
    """
    ending = f".{name.lower().rpartition('.')[2]}"
    what = next((kind for sign, kind in _WORKBOOKS.items() if start.startswith(sign)), "")
    if what := what or _WORKBOOK_ENDINGS.get(ending, ""):
        fix = "open it and save the sheet as CSV UTF-8"
        raise file_fault(name, f"this is {what}, and not a file of rows", fix)
    if start.startswith(_UTF_8_MARK):
        return Encoding(mark=_UTF_8_MARK)
    for mark, encoding in _UTF_16_MARKS.items():
        if start.startswith(mark):
            return Encoding(encoding, mark)
    if b"\0" in start[:2]:
        return Encoding("utf-16-be" if start[:1] == b"\0" else "utf-16-le")
    if _is_utf_8(start):
        return Encoding()
    others = _NOT_ASCII.findall(start)
    if len(_LETTERS.findall(start)) == len(others):
        return Encoding("cp1252")
    raise file_fault(name, "this is not UTF-8 text", "save as CSV UTF-8")


def _is_utf_8(start: bytes) -> bool:
    try:
        start.decode()
    except UnicodeDecodeError as error:
        # The first bytes may end within a character.
        return error.reason == "unexpected end of data" and error.end == len(start)
    return True


def lines(chunks: Iterable[bytes], encoding: Encoding) -> Iterator[bytes | None]:
    """The lines of a stream without their ends, as UTF-8, a mark left out; None is too long."""
    if encoding.name != "utf-8":
        chunks = _recoded(chunks, encoding)
    rest, too_long, start = b"", False, encoding.name == "utf-8"
    for chunk in chunks:
        first, *others = chunk.split(b"\n")
        rest = b"" if too_long else rest + first
        too_long = too_long or len(rest) > MAX_LINE
        if others:
            yield None if too_long else rest.removeprefix(_UTF_8_MARK) if start else rest
            start = False
            *whole, rest = others
            yield from whole
            too_long = False
    if too_long or rest:
        yield None if too_long else rest.removeprefix(_UTF_8_MARK) if start else rest


def _recoded(chunks: Iterable[bytes], encoding: Encoding) -> Iterator[bytes]:
    """Chunks in UTF-8; a character that can't be read becomes half of one, which no text has."""
    # Nothing else needs it.
    from codecs import getincrementaldecoder

    decoder, is_start = getincrementaldecoder(encoding.name)("replace"), True
    for chunk in chunks:
        text = decoder.decode(chunk)
        if is_start and text:
            text, is_start = text.removeprefix("\ufeff"), False
        yield text.encode("utf-8", "surrogateescape")
    yield decoder.decode(b"", final=True).encode("utf-8", "surrogateescape")
