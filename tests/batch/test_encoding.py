"""Bytes become lines, however they are cut and encoded."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acorns_cli.batch.encoding import MAX_LINE, Encoding, encoding_of, lines
from acorns_cli.errors import FileError

UTF_8 = Encoding()


@given(st.binary().map(lambda content: content.replace(b"\xef", b"")), st.lists(st.integers(0, 30)))
def test_lines_are_the_same_however_the_bytes_are_cut(content: bytes, cuts: list[int]):
    places = sorted({0, len(content), *(cut for cut in cuts if cut <= len(content))})
    chunks = [content[start:end] for start, end in pairwise(places)]
    expected = content.split(b"\n")
    assert list(lines(chunks, UTF_8)) == (expected if expected[-1] else expected[:-1])


def test_the_byte_order_mark_is_no_part_of_the_first_line():
    assert list(lines([b"\xef\xbb\xbfa\n", b"\xef\xbb\xbfb"], UTF_8)) == [b"a", b"\xef\xbb\xbfb"]
    assert list(lines([b"\xef\xbb", b"\xbfa"], UTF_8)) == [b"a"]


def test_a_line_that_is_too_long_is_none_and_the_next_is_whole():
    most = b"x" * MAX_LINE
    assert list(lines([most, b"\n", most, b"y\n", b"z"], UTF_8)) == [most, None, b"z"]
    assert list(lines([most, b"y", most, most], UTF_8)) == [None]
    assert list(lines([most, b"y", most, b"\na\nb\n"], UTF_8)) == [None, b"a", b"b"]


@given(st.text(st.characters(codec="utf-8", exclude_characters="\n\ufeff")), st.integers(1, 9))
@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
def test_lines_of_other_encodings_become_utf_8(name: str, text: str, cut: int):
    encoding = Encoding(name, "\ufeff".encode(name))
    content = f"\ufeffa\n{text}\nb".encode(name)
    chunks = [content[start : start + cut] for start in range(0, len(content), cut)]
    found = list(lines(chunks, encoding))
    assert found == [b"a", text.encode(), b"b"]


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (b"", UTF_8),
        (b"tool,minutes", UTF_8),
        ("länge 🎵".encode(), UTF_8),
        ("länge".encode()[:2], UTF_8),  # the first bytes end within a letter
        (b"\xef\xbb\xbftool", Encoding(mark=b"\xef\xbb\xbf")),
        ("\ufefftool".encode("utf-16-le"), Encoding("utf-16-le", b"\xff\xfe")),
        ("\ufefftool".encode("utf-16-be"), Encoding("utf-16-be", b"\xfe\xff")),
        ("tool".encode("utf-16-le"), Encoding("utf-16-le")),
        ("tool".encode("utf-16-be"), Encoding("utf-16-be")),
        ("tool;länge €".encode("cp1252").replace(b"\x80", b"\xa3"), Encoding("cp1252")),
        ("Zoë – “Œuvre”, 5 €".encode("cp1252"), Encoding("cp1252")),
    ],
)
def test_the_encoding_is_told_by_the_first_bytes(start: bytes, expected: Encoding):
    assert encoding_of("jobs.csv", start) == expected


@pytest.mark.parametrize(
    ("name", "start", "what", "fix"),
    [
        ("jobs.csv", b"PK\x03\x04\x14", "this is a workbook or another ZIP file, and not a file of"
         " rows", "open it, and save the sheet as CSV UTF-8"),
        ("-", b"\xd0\xcf\x11\xe0", "this is an old Excel workbook, and not a file of rows",
         "open it, and save the sheet as CSV UTF-8"),
        ("Jobs.XLSX", b"", "this is an Excel workbook, and not a file of rows",
         "open it, and save the sheet as CSV UTF-8"),
        ("jobs.numbers", b"x", "this is a workbook of Numbers, and not a file of rows",
         "open it, and save the sheet as CSV UTF-8"),
        # Bytes that Windows-1252 has no letter for: it could be any other encoding.
        ("jobs.csv", b"tool\x81", "this is not UTF-8 text", "save it as CSV UTF-8"),
        ("jobs.csv", b"L\xe4nge\x86", "this is not UTF-8 text", "save it as CSV UTF-8"),
        # Words of such letters alone, quotes inside of a word, and what no text has.
        ("jobs.csv", "Сцена".encode("cp1251"), "this is not UTF-8 text", "save it as CSV UTF-8"),
        ("jobs.csv", "Länge".encode("cp437"), "this is not UTF-8 text", "save it as CSV UTF-8"),
        ("jobs.csv", "durée".encode("mac-roman"), "this is not UTF-8 text", "save it as CSV UTF-8"),
    ],
)  # fmt: skip
def test_what_is_no_text_of_a_certain_encoding_is_refused(
    name: str, start: bytes, what: str, fix: str
):
    with pytest.raises(FileError) as caught:
        encoding_of(name, start)
    assert str(caught.value) == f"{name}: {what}; {fix}"


def test_text_is_written_back_in_its_encoding():
    assert Encoding("cp1252").encoded("Zoë – 漢") == b"Zo\xeb \x96 ?"
    assert Encoding("utf-16-le").encoded("ä") == b"\xe4\0"
    assert UTF_8.encoded("ä\udcff") == b"\xc3\xa4?"


@pytest.mark.parametrize(
    ("encoding", "content", "kind"),
    [
        (Encoding("cp1252"), b"L\xe4nge\n\x81", "Windows-1252"),
        (Encoding("utf-16-le"), b"a\0\n\0\0\xd8a\0", "UTF-16"),
        (Encoding("utf-16-be"), b"\0a\0\n\0", "UTF-16"),
    ],
)
def test_what_does_not_go_on_as_it_begins_ends_it(encoding: Encoding, content: bytes, kind: str):
    with pytest.raises(FileError) as caught:
        list(lines([content], encoding, "jobs.csv"))
    assert str(caught.value) == (
        f"jobs.csv: this begins as {kind} text, and does not go on so; save it as CSV UTF-8"
    )
