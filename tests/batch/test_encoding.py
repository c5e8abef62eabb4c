"""Bytes become lines of text: in which encoding, however they are cut, and what is no text."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from acorns_cli.batch.encoding import (
    MAX_LINE,
    Encoding,
    encoding_of,
    encoding_of_table,
    given_lines,
    lines,
)
from acorns_cli.errors import FileError

GERMAN = "Szene;Werkzeug\nStraße – „Größe“ für Ünal’s Çafé;50 €\n"
UTF_8_MARK, UTF_16_LE, UTF_16_BE = b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (b"", Encoding()),
        (b"scene;tool", Encoding()),
        (GERMAN.encode(), Encoding()),
        (GERMAN.encode()[:18], Encoding()),  # cut within a character
        (UTF_8_MARK + b"tool", Encoding(mark=UTF_8_MARK)),
        (UTF_16_LE + "tool".encode("utf-16-le"), Encoding("utf-16-le", UTF_16_LE)),
        (UTF_16_BE + "tool".encode("utf-16-be"), Encoding("utf-16-be", UTF_16_BE)),
        ("tool".encode("utf-16-le"), Encoding("utf-16-le")),
        ("tool".encode("utf-16-be"), Encoding("utf-16-be")),
        (GERMAN.encode("cp1252"), Encoding("cp1252")),
        ("œuvre à l’été; ¿cuándo?".encode("cp1252"), Encoding("cp1252")),
    ],
)
def test_the_encoding_shows_in_the_first_bytes(start: bytes, expected: Encoding):
    assert encoding_of_table("jobs.csv", start) == expected
    if expected.name != "cp1252":
        assert encoding_of("jobs.ndjson", start) == expected


@pytest.mark.parametrize(
    "start",
    [
        GERMAN.encode("cp1252").replace(b"\x96", b"\x81"),  # a byte that Windows-1252 lacks
        "Länge; große Schönheit".encode("cp850"),
        "scène; für".encode("mac_roman"),
        "сцена; длина".encode("cp1251"),
        "σκηνή; μήκος".encode("iso8859_7"),
        "scéna; délka; řeka; žlutý".encode("cp1250"),
        "シーン".encode("shift_jis"),
        "场景".encode("gb18030"),
        b"x\x00\x01\x02\xff",
        b"\0\0\0\0\xff",
        bytes(range(128, 256)),
    ],
)
def test_what_is_not_certain_is_answered_with_how_to_save_it(start: bytes):
    with pytest.raises(FileError) as raised:
        encoding_of_table("jobs.csv", start)
    assert str(raised.value) == "jobs.csv: this is not UTF-8 text; save it as CSV UTF-8"


CAFE = "fbf,1,café".encode("cp1252")


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (CAFE + b"\nfbf,2,\xfcber\n", "cp1252"),
        (CAFE + b"\n", "cp1252"),
        (b"fbf,2,\xfcber\n" + CAFE, "cp1252"),
        (CAFE + b"\n" + CAFE, "cp1252"),
        (CAFE + b"\nfbf,2,x", "cp1252"),
        (CAFE, "utf-8"),  # where the first bytes end, nothing says that the letter does
        (b"fbf,2,x\n" + CAFE, "utf-8"),
        ("fbf,2,über\n".encode() + CAFE, "utf-8"),
        (CAFE + "\nfbf,2,über\n".encode(), "utf-8"),
        (CAFE + "\nfbf,2,über".encode(), "utf-8"),
    ],
)
def test_a_letter_at_the_end_of_a_line_is_no_half_of_one_that_goes_on(start: bytes, expected: str):
    assert encoding_of_table("jobs.csv", start).name == expected


def test_a_damaged_line_does_not_change_what_the_others_are():
    assert encoding_of_table("jobs.csv", GERMAN.encode() + b"\xff\n") == Encoding()
    assert encoding_of("jobs.ndjson", b'{"x": "\xff"}\n') == Encoding()


@pytest.mark.parametrize(
    ("name", "start", "what"),
    [
        ("jobs.xlsx", b"tool", "an Excel workbook"),
        ("jobs.XLSM", b"", "an Excel workbook"),
        ("jobs.xls", b"tool", "an Excel workbook"),
        ("jobs.ods", b"tool", "a workbook of LibreOffice"),
        ("jobs.numbers", b"tool", "a workbook of Numbers"),
        ("jobs.zip", b"tool", "a ZIP file"),
        ("jobs.csv", b"PK\x03\x04\x14\0", "a workbook or another ZIP file"),
        ("-", b"PK\x03\x04", "a workbook or another ZIP file"),
        ("jobs", b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Excel workbook"),
    ],
)
def test_workbooks_are_told_by_name_or_by_their_first_bytes(name: str, start: bytes, what: str):
    with pytest.raises(FileError) as raised:
        encoding_of_table(name, start)
    assert str(raised.value) == (
        f"{name}: this is {what}, and not a file of rows; open it, and save the sheet as CSV UTF-8"
    )


@pytest.mark.parametrize(
    ("encoding", "content"),
    [
        (Encoding(mark=UTF_8_MARK), UTF_8_MARK + GERMAN.encode()),
        (Encoding("utf-16-le", UTF_16_LE), UTF_16_LE + GERMAN.encode("utf-16-le")),
        (Encoding("utf-16-be"), GERMAN.encode("utf-16-be")),
        (Encoding("cp1252"), GERMAN.encode("cp1252")),
    ],
)
@pytest.mark.parametrize("size", [1, 3, 1000])
def test_lines_are_utf_8_whatever_they_were(encoding: Encoding, content: bytes, size: int):
    chunks = [content[at : at + size] for at in range(0, len(content), size)]
    assert list(lines(chunks, encoding)) == GERMAN.encode().split(b"\n")[:-1]
    assert encoding.mark + encoding.encoded(GERMAN) == content


def test_what_an_encoding_lacks_is_written_as_a_question_mark():
    assert Encoding("cp1252").encoded("é 漢") == b"\xe9 ?"
    assert Encoding().encoded("\udcff") == b"?"


@pytest.mark.parametrize(
    ("encoding", "content", "name"),
    [
        (Encoding("cp1252"), b"\xe9\n\x81\n", "Windows-1252"),
        (Encoding("utf-16-le"), b"a\0\n\0\0\xd8\n\0", "UTF-16"),
        (Encoding("utf-16-le"), b"a\0\n\0b", "UTF-16"),
    ],
)
def test_a_text_that_does_not_go_on_as_it_began(encoding: Encoding, content: bytes, name: str):
    with pytest.raises(FileError) as raised:
        list(lines([content[:4], content[4:]], encoding, "jobs.csv"))
    assert str(raised.value) == (
        f"jobs.csv: this begins as {name} text, and does not go on so; save it as CSV UTF-8"
    )


@given(st.binary(), st.lists(st.integers(0, 30)))
@example(b"\n\n", [1])
def test_lines_are_the_same_however_the_bytes_are_cut(content: bytes, cuts: list[int]):
    places = sorted({0, len(content), *(cut for cut in cuts if cut <= len(content))})
    chunks = [content[start:end] for start, end in pairwise(places)]
    expected = content.removeprefix(UTF_8_MARK).split(b"\n")
    assert list(lines(chunks, Encoding())) == (expected if expected[-1] else expected[:-1])


def test_the_byte_order_mark_is_no_part_of_the_first_line():
    assert list(lines([b"\xef\xbb\xbfa\n", b"\xef\xbb\xbfb"], Encoding())) == [
        b"a",
        b"\xef\xbb\xbfb",
    ]
    assert list(lines([b"\xef\xbb", b"\xbfa"], Encoding())) == [b"a"]


def test_a_line_that_is_too_long_is_none_and_the_next_is_whole():
    most, utf_8 = b"x" * MAX_LINE, Encoding()
    assert list(lines([most, b"\n", most, b"y\n", b"z"], utf_8)) == [most, None, b"z"]
    assert list(lines([most, b"y", most, most], utf_8)) == [None]
    assert list(lines([most, b"y", most, b"\na\nb\n"], utf_8)) == [None, b"a", b"b"]


def test_lines_that_others_have_parted_may_have_their_ends():
    mark, most = b"\xef\xbb\xbf", b"x" * MAX_LINE
    found = [mark + b"a\n", b"b", b"\n", mark + b"c\n", most + b"\n", most + b"x"]
    assert list(given_lines(found)) == [b"a", b"b", b"", mark + b"c", most, None]
    assert list(given_lines([b"a\n", mark])) == [b"a", mark]
