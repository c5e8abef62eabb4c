"""Bytes become rows: which kind of rows they are, and lines of JSON."""

import json
from decimal import Decimal
from typing import Any

import pytest

from acorns_cli.batch.encoding import MAX_LINE, Encoding, lines
from acorns_cli.batch.reading import Rows, ndjson_rows, rows_of
from acorns_cli.batch.unreadable import Unreadable
from acorns_cli.errors import FileError

JOB = b'{"tool":"fbf"}'
TABLE = b"tool,minutes\nfbf,4\n"


def rows(name: str, content: bytes, wanted: str | None = None) -> Rows:
    return rows_of(name, content[:100], [content], wanted)


def ndjson(content: bytes) -> list[dict[str, Any] | str | None]:
    """The rows, each that is unreadable by what is said of it."""
    found = ndjson_rows(lines([content], Encoding()))
    return [row.what if isinstance(row, Unreadable) else row for row in found]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("jobs.ndjson", TABLE, "ndjson"),
        ("jobs.JSONL.gz", b"", "ndjson"),
        ("jobs.csv.GZ", TABLE, "csv"),
        ("jobs.tsv", TABLE, "csv"),
        ("jobs.csv", b"[x],tool", "csv"),
        ("-", b' \n{"a": 1}', "ndjson"),
        ("-", b"\xef\xbb\xbf{", "ndjson"),
        ("-", '{"a": 1}'.encode("utf-16"), "ndjson"),
        ("-", TABLE, "csv"),
        ("-", b"", "ndjson"),
        ("jobs.txt", b"tool\n", "csv"),
    ],
)
def test_the_kind_is_told_by_the_name_or_else_by_the_bytes(
    name: str, content: bytes, expected: str
):
    assert rows(name, content).kind == expected


def test_the_kind_that_is_wanted_wins():
    assert rows("jobs.csv", JOB, "ndjson").kind == "ndjson"
    assert rows("jobs.ndjson", TABLE, "csv").kind == "csv"
    assert rows("-", b"[x],tool", "csv").kind == "csv"


def test_rows_of_each_kind():
    found = rows("jobs.csv", b"\xef\xbb\xbftool,Dauer\nfbf,4:00\n,\n".replace(b"Dauer", b"id"))
    assert found.table is not None
    assert found.encoding.mark == b"\xef\xbb\xbf"
    assert list(found.each) == [["fbf", "4:00"], None]
    found = rows("-", JOB + b"\n\n" + JOB)
    assert found.table is None
    assert list(found.each) == [{"tool": "fbf"}, None, {"tool": "fbf"}]
    passing = rows_of("jobs.csv", TABLE, [b"tool,Dauer\nfbf,1\n"], None, ["Dauer"])
    assert list(passing.each) == [["fbf", "1"]]


LIST = "this is a JSON list; write one object to a line, as jq -c '.[]' does"
PRINTED = "this is a JSON object over several lines; write each object on one line, as jq -c . does"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b'[{"a": 1}]', LIST),
        (b"\xef\xbb\xbf \n[", LIST),
        ("[]".encode("utf-16"), LIST),
        (b'{\n  "tool": "fbf"\n}\n', PRINTED),
        (b'{\r\n  "tool": "fbf"\r\n}\r\n', PRINTED),
        (b'{"tool": "fbf",\n "minutes": 4}', PRINTED),
        (b"{\n}\n", PRINTED),
    ],
)
def test_json_that_is_no_rows(content: bytes, what: str):
    for name in ("-", "jobs.ndjson"):
        with pytest.raises(FileError) as raised:
            rows(name, content)
        assert str(raised.value) == f"{name}: {what}"


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
        *((b'{"a": ' + b"[" * depth, TOO_DEEP) for depth in (200, 1_000, 5_000, 100_000)),
        (b'{"a": ' * 101, TOO_DEEP),
        (b'{"a": ' + b"[" * 100 + b"]" * 100 + b"}", TOO_DEEP),
        *((b'{"a": ' + b"[" * depth, "the row is not JSON: ") for depth in (99, 150)),
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
