"""Result rows as text, byte for byte."""

import csv
import io
import json
from decimal import Decimal

import pytest
from hostile import steering
from hypothesis import given
from hypothesis import strategies as st

from acorns_cli.batch.pricing import Result
from acorns_cli.core.pricing import Total
from acorns_cli.core.quantities import Range
from acorns_cli.formats.json import encoded
from acorns_cli.formats.rows import CsvRows, ndjson

PRICED = Total(Range(Decimal(240), Decimal("240.1")), complete=True)
EDITION = "2025-06-27"
FIELDS = '"total_credits":240.1,"low_credits":240,"complete":true,"prices_edition":"2025-06-27"'
HEADER = "total_credits,low_credits,complete,prices_edition,row,error"


def text(results: list[Result]) -> list[str]:
    return b"".join(CsvRows(EDITION).lines(results)).decode().splitlines()


def test_ndjson():
    results = [
        Result(1, {"id": "ä", "n": Decimal("1.50"), "deep": {"a": [None]}}, total=PRICED),
        Result(2, {}, total=PRICED),
        Result(3, {"id": 3}, error='no "tool"'),
        Result(4, {}, error="the row is not JSON"),
    ]
    assert b"".join(ndjson(results, EDITION)).decode().splitlines() == [
        '{"id":"ä","n":1.50,"deep":{"a":[null]},' + FIELDS + "}",
        "{" + FIELDS + "}",
        '{"id":3,"row":3,"error":"no \\"tool\\""}',
        '{"row":4,"error":"the row is not JSON"}',
    ]


def test_csv():
    results = [
        Result(1, {"id": "a,b", "n": Decimal("1E+9")}, total=PRICED),
        Result(2, {"id": None, "n": [1, {"a": False}]}, total=PRICED),
        Result(3, {"id": False}, error="no"),
    ]
    assert text(results) == [
        f"id,n,{HEADER}",
        '"a,b",1E+9,240.1,240,true,2025-06-27,,',
        ',"[1,{""a"":false}]",240.1,240,true,2025-06-27,,',
        "false,,,,,,3,no",
    ]


def test_csv_defuses_formulas_and_leaves_numbers():
    results = [Result(1, {"a": "=1+1", "b": "-5.50", "c": "-5+1", "@d": "+1"}, total=PRICED)]
    header, row = text(results)
    assert header == f"a,b,c,'@d,{HEADER}"
    assert row.startswith("'=1+1,-5.50,'-5+1,'+1,")


def cell_of(value: str, key: str = "a") -> str:
    """The cell that a value comes out as."""
    lines = b"".join(CsvRows(EDITION).lines([Result(1, {key: value}, total=PRICED)])).decode()
    header, row = csv.reader(io.StringIO(lines, newline=""))
    assert key == "a" or header[0] == key
    return row[0]


@pytest.mark.parametrize(
    "value",
    [
        *("می\u200cخواهم", "l\u00a0eau", "two\nlines", "two\r\nlines", "a\rb", "a\tb", "\ta"),
        *(" a", "👩\u200d🎤", "\u200e+\u200bx\ufeff", "a=1"),
    ],
)
def test_csv_gives_back_a_cell_as_it_came_in(value: str):
    assert cell_of(value, key=value) == value


@pytest.mark.parametrize("value", ["\t=1", "\r=1", "\n=1", "\n =1", "\t\t@a", "=1\n", "\r\n-1+1"])
def test_csv_defuses_formulas_behind_what_a_spreadsheet_drops(value: str):
    assert cell_of(value) == f"'{value}"


@pytest.mark.parametrize(
    ("value", "cell"),
    [("\x1b[2J", "\\x1b[2J"), ("\u202ea", "\\u202ea"), ("\x9ba", "\\x9ba"), ("\ud800", "\\ud800")],
)
def test_csv_spells_out_what_could_steer_a_terminal(value: str, cell: str):
    assert text([Result(1, {"a": value}, total=PRICED)])[1].startswith(f"{cell},")


def test_csv_takes_its_columns_from_the_first_row():
    table = CsvRows(EDITION)
    results = [Result(1, {"id": 1}, error="no"), Result(2, {"x": 1}, total=PRICED)]
    found = b"".join(table.lines(results)).decode().splitlines()
    assert found == [f"id,{HEADER}", "1,,,,,1,no", ",240.1,240,true,2025-06-27,,"]
    assert table.left_out == {"x"}


def test_csv_takes_its_columns_from_a_header_that_is_named():
    table = CsvRows(EDITION)
    table.columns = ("id", "note")
    found = b"".join(table.lines([Result(1, {}, error="no"), Result(2, {"id": 1}, total=PRICED)]))
    assert found.decode().splitlines() == [
        f"id,note,{HEADER}",
        ",,,,,,1,no",
        "1,,240.1,240,true,2025-06-27,,",
    ]


def test_csv_of_bad_rows_alone_and_of_none():
    assert text([]) == [HEADER]
    assert text([Result(1, {}, error="no")]) == [HEADER, ",,,,1,no"]


def test_csv_names_only_a_few_of_the_keys_that_it_leaves_out():
    table = CsvRows(EDITION)
    rows = [
        Result(0, {}, total=PRICED),
        *(Result(n, {f"k{n}": 1}, total=PRICED) for n in range(100)),
    ]
    assert len(list(table.lines(rows))) == 102
    assert len(table.left_out) == 10


def test_json_escapes_what_could_steer_a_terminal_and_nothing_else():
    value = "é漢\x7f\x9b\u202e\u2028\U000e0041🎵"
    assert encoded(value) == '"é漢\\u007f\\u009b\\u202e\\u2028\\udb40\\udc41🎵"'.encode()


@given(st.text())
def test_json_means_what_it_would_without_escapes(text: str):
    content = encoded({text: [text]})
    assert not steering(content.decode())
    assert json.loads(content) == {text: [text]}
