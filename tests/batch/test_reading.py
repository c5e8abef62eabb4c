"""Bytes become rows, however they are cut, and what can't be read is told row by row."""

import itertools
import json
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acorns_cli.batch.reading import MAX_LINE, Unreadable, csv_rows, format_of, lines, ndjson_rows
from acorns_cli.errors import FileError, InputError

Row = dict[str, Any] | str | None


def told(rows: Iterator[Any]) -> list[Row]:
    """The rows, each that is unreadable by what is said of it."""
    return [row.what if isinstance(row, Unreadable) else row for row in rows]


def ndjson(content: bytes) -> list[Row]:
    return told(ndjson_rows(lines([content])))


def no_check(header: list[str]) -> None:
    pass


def table(content: bytes) -> list[Row]:
    return told(csv_rows(lines([content]), "jobs.csv", no_check))


@given(st.binary().map(lambda content: content.replace(b"\xef", b"")), st.lists(st.integers(0, 30)))
def test_lines_are_the_same_however_the_bytes_are_cut(content: bytes, cuts: list[int]):
    places = sorted({0, len(content), *(cut for cut in cuts if cut <= len(content))})
    chunks = [content[start:end] for start, end in pairwise(places)]
    expected = content.split(b"\n")
    assert list(lines(chunks)) == (expected if expected[-1] else expected[:-1])


def test_the_byte_order_mark_is_no_part_of_the_first_line():
    assert list(lines([b"\xef\xbb\xbfa\n", b"\xef\xbb\xbfb"])) == [b"a", b"\xef\xbb\xbfb"]
    assert list(lines([b"\xef\xbb", b"\xbfa"])) == [b"a"]


def test_a_line_that_is_too_long_is_none_and_the_next_is_whole():
    most = b"x" * MAX_LINE
    assert list(lines([most, b"\n", most, b"y\n", b"z"])) == [most, None, b"z"]
    assert list(lines([most, b"y", most, most])) == [None]
    assert list(lines([most, b"y", most, b"\na\nb\n"])) == [None, b"a", b"b"]


@pytest.mark.parametrize(
    ("name", "start", "expected"),
    [
        ("jobs.ndjson", b"a,b", "ndjson"),
        ("jobs.JSONL.gz", b"", "ndjson"),
        ("jobs.csv.gz", b"{", "csv"),
        ("-", b' \n{"a": 1}', "ndjson"),
        ("-", b"\xef\xbb\xbf{", "ndjson"),
        ("-", b"a,b\n", "csv"),
        ("-", b"", "ndjson"),
        ("jobs.txt", b"tool\n", "csv"),
    ],
)
def test_the_format_is_told_by_the_name_or_else_by_the_bytes(
    name: str, start: bytes, expected: str
):
    assert format_of(name, start) == expected


def test_the_format_that_is_wanted_wins():
    assert format_of("jobs.csv", b"{", "ndjson") == "ndjson"
    assert format_of("-", b"[a],b", "csv") == "csv"


@pytest.mark.parametrize(
    ("start", "what"),
    [(b"\xff\xfea\0", "this is UTF-16 text"), (b'[{"a": 1}]', "this is a JSON list")],
)
def test_what_can_only_be_another_kind_of_file(start: bytes, what: str):
    with pytest.raises(FileError, match=what):
        format_of("jobs.json", start)


def test_numbers_are_exact_and_blank_lines_are_none():
    assert ndjson(b'{"a": 0.10, "b": 3}\r\n\n  \n{"a": 1e400}') == [
        {"a": Decimal("0.10"), "b": 3},
        None,
        None,
        {"a": Decimal("1E+400")},
    ]
    [row, *_] = ndjson_rows([b'{"a": 0.10}'])
    assert isinstance(row, dict)
    assert str(row["a"]) == "0.10"


TOO_DEEP = "the row is nested more than 100 deep"


@pytest.mark.parametrize(
    ("line", "part"),
    [
        (b"nope", "the row is not JSON: "),
        (b'{"a": 1', "the row is not JSON: "),
        (b'{"a": "\x00"}', "the row is not JSON: "),
        (b'{"a": NaN}', "the row is not JSON: "),
        (b'{"a": "\xff"}', "the row is not UTF-8 text"),
        *((b'{"a": ' + b"[" * depth, TOO_DEEP) for depth in (100, 1_000, 5_000, 100_000)),
        (b'{"a": ' * 101, TOO_DEEP),
        (b'{"a": ' + b"[" * 100 + b"]" * 100 + b"}", TOO_DEEP),
        (b'{"a": ' + b"[" * 99, "the row is not JSON: "),
        (b"[1]", "the row is not an object"),
        (b"null", "the row is not an object"),
        (b"1e99999999999999999999", "the row has a number that is beyond all bounds"),
    ],
)
def test_a_line_that_is_no_row(line: bytes, part: str):
    before, found, after = ndjson(b'{"a": 1}\n' + line + b'\n{"a": 2}')
    assert (before, after) == ({"a": 1}, {"a": 2})
    assert isinstance(found, str)
    assert found.startswith(part)


@pytest.mark.parametrize(
    "line",
    [
        b'{"a": ' + b"[" * 99 + b"]" * 99 + b"}",
        b'{"a": "' + b"[" * 1_000 + b'"}',
        b'{"a": "\\"' + b"{" * 1_000 + b'\\\\"}',
        b'{"a": [' + b"[]," * 1_000 + b"{}]}",
    ],
)
def test_brackets_that_do_not_nest_so_deep(line: bytes):
    assert ndjson(line) == [json.loads(line)]


def test_a_line_of_ndjson_that_is_too_long():
    assert ndjson(b"x" * (MAX_LINE + 1) + b'\n{"a": 1}') == ["the line is over 1 MiB", {"a": 1}]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_a_table_of_any_office(separator: str, end: str, start: str):
    text = f'id|tool|note{end}1|fbf|"a |{end}""b"""{end}2|| x {end}'.replace("|", separator)
    assert table((start + text).encode()) == [
        {"id": "1", "tool": "fbf", "note": f'a {separator}{end}"b"'},
        {"id": "2", "tool": None, "note": " x "},
    ]


def test_an_empty_cell_is_no_word_of_a_job_but_passes_through_as_it_is():
    assert table(b"id,images\n,\n") == [{"id": "", "images": None}]


def test_rows_that_are_no_rows_of_the_table():
    content = b'id,tool\n1\n2,fbf\n\n3,fbf,x\n\xff,fbf\n"4"x,fbf\n5,"fbf\n'
    assert table(content) == [
        "the row has 1 cell, and the header has 2",
        {"id": "2", "tool": "fbf"},
        None,
        "the row has 3 cells, and the header has 2",
        "the row is not UTF-8 text",
        "the row is not CSV: text follows a closing quote",
        "the row is not CSV: a quote is not closed",
    ]


def test_a_line_of_a_table_that_is_too_long():
    long = b"x" * (MAX_LINE + 1)
    found = csv_rows(lines([b"id\n", long, b"\n1"]), "jobs.csv", no_check)
    assert told(found) == ["the row is over 1 MiB", {"id": "1"}]
    with pytest.raises(FileError, match="the header is over 1 MiB"):
        table(long)
    with pytest.raises(FileError, match="the row is over 1 MiB in lines 1 to 2"):
        table(b'id,"x\n' + long)


def test_a_row_of_many_lines_that_is_too_long_is_given_up_before_it_is_kept():
    read = 0

    def endless() -> Iterator[bytes]:
        nonlocal read
        yield from (b"id,tool", b'"')
        while True:
            read += 1
            yield b'","' + b"x" * 1_000

    found = csv_rows(endless(), "jobs.csv", no_check)
    assert "the row is over 1 MiB in lines 2 to" in str(told(itertools.islice(found, 1)))
    assert read < 1_100


def test_a_quote_that_is_not_closed_is_told_with_the_lines_that_it_took():
    content = b'id,tool\n1,fbf\n2,"fbf\n3,fbf\n4,"fbf"\n5,fbf\n'
    assert table(content) == [
        {"id": "1", "tool": "fbf"},
        "the row is not CSV in lines 3 to 5: text follows a closing quote",
        {"id": "5", "tool": "fbf"},
    ]


def test_a_name_of_a_column_may_hold_separators_and_line_breaks():
    assert table(b'"a,b,c";"no\nte";tool\n1;2;fbf\n') == [
        {"a,b,c": "1", "no\nte": "2", "tool": "fbf"}
    ]


def test_a_cell_that_never_ends_is_given_up():
    rows = table(b'id\n"' + b"x\n" * 100_000 + b"1\n")
    assert rows[0] == (
        "the row is not CSV in lines 2 to 65538: a cell is too long, or its quote is not closed"
    )
    assert rows[-1] == {"id": "1"}


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "there is no header"),
        (b"\n1,2\n", "there is no header"),
        (b"\xff,b\n", "the row is not UTF-8 text"),
        (b"id,tool\r1,fbf\r2,fbf\r", "a line ends in CR alone; save it with LF or CRLF"),
        (b'id,"tool\n1,fbf\n', "the row is not CSV in lines 1 to 2: a quote is not closed"),
        (b"id,tool,id\n", "the column 'id' is there twice"),
        (b"a,b,a,b\n", "the column 'a' or 'b' is there twice"),
        (b"," * 100_000, "column 1 has no name"),
        (b"id,,tool\n", "column 2 has no name"),
    ],
)
def test_a_header_that_can_not_be(content: bytes, what: str):
    with pytest.raises(FileError, match=what) as raised:
        table(content)
    assert raised.value.problems[0].line == 1


def test_the_caller_checks_the_header():
    def refuse(header: list[str]) -> None:
        raise InputError(f"not {header[0]}", fix="rename it")

    with pytest.raises(FileError, match="not id"):
        list(csv_rows([b"id"], "jobs.csv", refuse))
