"""What kind of rows bytes are, and the rows of NDJSON; what can't be read is told row by row."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from acorns_cli.batch.encoding import MAX_LINE, Encoding, lines
from acorns_cli.batch.reading import format_of, ndjson_rows
from acorns_cli.batch.unreadable import Unreadable
from acorns_cli.errors import FileError

Row = dict[str, Any] | str | None
UTF_8 = Encoding()


def told(rows: Iterator[Any]) -> list[Row]:
    """The rows, each that is unreadable by what is said of it."""
    return [row.what if isinstance(row, Unreadable) else row for row in rows]


def ndjson(content: bytes) -> list[Row]:
    return told(ndjson_rows(lines([content], UTF_8)))


@pytest.mark.parametrize(
    ("name", "start", "expected"),
    [
        ("jobs.ndjson", b"a,b", "ndjson"),
        ("jobs.JSONL.gz", b"", "ndjson"),
        ("jobs.csv.gz", b"{", "csv"),
        ("jobs.tsv", b"", "csv"),
        ("-", b' \n{"a": 1}', "ndjson"),
        ("-", b"a,b\n", "csv"),
        ("-", b"", "ndjson"),
        ("jobs.txt", b"tool\n", "csv"),
    ],
)
def test_the_format_is_told_by_the_name_or_else_by_the_bytes(
    name: str, start: bytes, expected: str
):
    assert format_of(name, start, UTF_8) == expected


def test_the_format_that_is_wanted_wins():
    assert format_of("jobs.csv", b"{", UTF_8, "ndjson") == "ndjson"
    assert format_of("-", b"[a],b", UTF_8, "csv") == "csv"
    assert format_of("-", b"{\n", UTF_8, "csv") == "csv"


def test_the_format_is_seen_in_any_encoding():
    assert format_of("-", '\ufeff {"a": 1}'.encode(), Encoding(mark=b"\xef\xbb\xbf")) == "ndjson"
    assert format_of("-", "tool\n".encode("utf-16-le"), Encoding("utf-16-le")) == "csv"


@pytest.mark.parametrize(
    ("start", "what"),
    [
        (b'[{"a": 1}]', "this is a JSON list; write one object to a line"),
        (b'{\n  "a": 1}', "this is a JSON object over several lines; write each object on one"),
    ],
)
def test_what_can_only_be_another_kind_of_file(start: bytes, what: str):
    with pytest.raises(FileError) as caught:
        format_of("jobs.json", start, UTF_8)
    assert str(caught.value).startswith(f"jobs.json: {what}")


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
