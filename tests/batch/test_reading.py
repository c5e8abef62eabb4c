"""What kind of rows bytes are, and the rows of NDJSON; what can't be read is told row by row."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from acorns_cli.batch.encoding import MAX_LINE, Encoding, lines
from acorns_cli.batch.reading import ndjson_rows, rows_of
from acorns_cli.batch.unreadable import Unreadable
from acorns_cli.errors import FileError

Row = dict[str, Any] | str | None
UTF_8 = Encoding()


def told(rows: Iterator[Any]) -> list[Row]:
    """The rows, each that is unreadable by what is said of it."""
    return [row.what if isinstance(row, Unreadable) else row for row in rows]


def ndjson(content: bytes) -> list[Row]:
    return told(ndjson_rows(lines([content], UTF_8)))


def kind(name: str, start: bytes, wanted: str | None = None) -> str:
    return rows_of(name, start, [start], wanted).kind


@pytest.mark.parametrize(
    ("name", "start", "expected"),
    [
        ("jobs.ndjson", b"a,b", "ndjson"),
        ("jobs.JSONL.gz", b"", "ndjson"),
        ("jobs.csv.GZ", b"tool\n{", "csv"),
        ("jobs.tsv", b"tool", "csv"),
        ("-", b' \n{"a": 1}', "ndjson"),
        ("-", b"\xef\xbb\xbf{}", "ndjson"),
        ("-", b"tool,b\n", "csv"),
        ("-", b"", "ndjson"),
        ("jobs.txt", b"tool\n", "csv"),
        ("-", "tool\n".encode("utf-16-le"), "csv"),
        ("-", '\ufeff{"a": 1}'.encode("utf-16-be"), "ndjson"),
    ],
)
def test_the_kind_is_told_by_the_name_or_else_by_the_bytes(name: str, start: bytes, expected: str):
    assert kind(name, start) == expected


def test_the_kind_that_is_wanted_wins():
    assert kind("jobs.csv", b"{}", "ndjson") == "ndjson"
    assert kind("jobs.json", b"tool,b", "csv") == "csv"


@pytest.mark.parametrize(
    ("start", "what"),
    [
        (b'[{"a": 1}]', "this is a JSON list; write one object to a line, as jq -c '.[]' does"),
        *(
            (start, "this is a JSON object over several lines; write each object on one line, as"
             " jq -c . does") for start in (b'{\n  "a": 1}', b'{"a": {\r\n"b": 1}}', b"{\n\n}")
        ),
    ],
)  # fmt: skip
def test_json_that_has_not_one_object_to_a_line(start: bytes, what: str):
    with pytest.raises(FileError) as caught:
        kind("jobs.json", start)
    assert str(caught.value) == f"jobs.json: {what}"


def test_rows_of_either_kind():
    found = rows_of("-", b"{", [b'{"a"', b": 1}\n\n"])
    assert (list(found.each), found.table) == ([{"a": 1}, None], None)
    found = rows_of("jobs.csv", b"tool", [b"tool,minute\nf", b"bf,4\n"], passing={"minute"})
    assert list(found.each) == [{"tool": "fbf", "minute": "4"}]
    assert found.table is not None
    assert found.table.columns.names == {"tool"}
    content = "\ufefftool;länge_x\nfbf;4".encode("utf-16-le")
    found = rows_of("-", content[:8], [content[:3], content[3:]])
    assert list(found.each) == [{"tool": "fbf", "länge_x": "4"}]
    assert found.encoding.encoded("ä") == b"\xe4\0"


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
