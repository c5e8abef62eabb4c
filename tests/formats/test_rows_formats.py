"""Result rows as text, byte for byte."""

import csv
import io
import json
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pytest
from hostile import steering
from hypothesis import example, given
from hypothesis import strategies as st

from acorns_cli import load_prices, price_rows
from acorns_cli.batch.csvtable import Dialect
from acorns_cli.batch.pricing import Batch, Result
from acorns_cli.batch.reading import rows_of
from acorns_cli.batch.unreadable import Unreadable
from acorns_cli.core.pricelist import PriceList
from acorns_cli.errors import STEERING
from acorns_cli.formats.csv import FORMULA_STARTS
from acorns_cli.formats.csvrows import MOST_HELD, CsvRows
from acorns_cli.formats.json import encoded
from acorns_cli.formats.jsonrows import JsonRows

FBF = {"tool": "fbf", "minutes": 4, "images": 6, "rerender": "0%..50%"}
ADDED = (
    '"total_credits":360.2,"low_credits":240.2,"unit":"credits","complete":true,'
    '"prices_edition":"2025-06-27"'
)
OURS = "total_credits,low_credits,unit,complete,prices_edition,row,error"
PRICED = "360.2,240.2,credits,true,2025-06-27,,"


def results(prices: PriceList, *rows: Any, passing: Iterable[str] = ()) -> list[Result]:
    return list(Batch(prices, passing=passing).results(rows))


def text(found: Iterable[Result], dialect: Dialect | None = None, **settings: Any) -> list[str]:
    rows = CsvRows(dialect or Dialect(), **settings)
    return (rows.text(list(found), are_last=True) or rows.rest()).splitlines()


# --- NDJSON -----------------------------------------------------------------------------------


def test_ndjson(prices: PriceList):
    found = results(
        prices,
        {"id": "ä", **FBF, "n": Decimal("1.50"), "deep": {"a": [None]}},
        None,
        {"id": 3, "tool": "fbf", "minutes": 'x"'},
        Unreadable("the row is not JSON"),
        {"id": 5, "total_credits": 1, "row": 2, "tool": "fbf"},
    )
    assert JsonRows().text(found).splitlines() == [
        '{"id":"ä","tool":"fbf","minutes":4,"images":6,"rerender":"0%..50%","n":1.50,'
        '"deep":{"a":[null]},' + ADDED + "}",
        '{"id":3,"tool":"fbf","minutes":"x\\"","row":3,"error":"minutes: \'x\\"\' is not a number;'
        ' write plain digits, like 4 or 0.5"}',
        '{"row":4,"error":"the row is not JSON"}',
        '{"id":5,"tool":"fbf","row":5,"error":"the keys \'total_credits\' and \'row\' are a'
        " result's own; rename them\"}",
    ]


def test_only_results(prices: PriceList):
    rows = [
        {"id": 1, **FBF, "as_of": None, "redo": 7},
        {"id": 2, "tool": "x"},
        {"id": 3, "Tool": "fbf", "rerendr": 1},
    ]
    found = results(prices, *rows, passing=["redo"])
    first, second, third = JsonRows(only_results=True).text(found).splitlines()
    assert first == '{"id":1,"redo":7,' + ADDED + "}"
    assert second.startswith('{"id":2,"row":2,"error":"')
    assert third.startswith('{"id":3,"rerendr":1,"row":3,"error":"')
    lines = text(found, only_results=True)
    assert lines[:2] == [f"id,redo,{OURS}", f"1,7,{PRICED}"]
    assert lines[2].startswith("2,,,,,,,2,")


def test_the_public_function_writes_what_the_command_writes(prices: PriceList):
    lines = [
        json.dumps({"id": 1, **FBF}).encode(),
        b"",
        b"x",
        b'{"Dauer":1,"tool":"fbf","minutes":4}',
    ]
    found = list(price_rows(lines, prices, passing=["Dauer"]))
    assert (
        found[0] == f'{{"id":1,{json.dumps(FBF, separators=(",", ":"))[1:-1]},{ADDED}}}\n'.encode()
    )
    assert [json.loads(line).get("row") for line in found] == [None, 3, None]
    assert load_prices("2025-06-27").edition == prices.edition


# --- CSV --------------------------------------------------------------------------------------


def test_csv(prices: PriceList):
    found = results(
        prices,
        {"id": "a,b", **FBF, "n": Decimal("1E+9")},
        None,
        {"id": None, **FBF, "n": [1, {"a": False}]},
        {"id": False, "tool": "t2v", "total_credits": 1},
    )
    assert text(found) == [
        f"id,tool,minutes,images,rerender,n,{OURS}",
        f'"a,b",fbf,4,6,0%..50%,1E+9,{PRICED}',
        f',fbf,4,6,0%..50%,"[1,{{""a"":false}}]",{PRICED}',
        "false,t2v,,,,,,,,,,4,the key 'total_credits' is a result's own; rename it",
    ]


def test_a_table_keeps_its_blank_rows_and_what_stands_above_it(prices: PriceList):
    dialect, above = Dialect(";", "\r\n"), [["sep=", ""], [], ["Plan; draft", "=1+1"]]
    columns = ["tool", "minutes", "x"]
    batch = Batch(prices, dialect=dialect, header=columns)
    found = list(batch.results([None, ["fbf", "4", "3,5"], None]))
    written = CsvRows(dialect, columns, above=above).text(found)
    header = f"tool;minutes;x;{OURS.replace(',', ';')}"
    blank = ";" * 9
    lines = ["sep=;", "", '"Plan; draft";\'=1+1', header, blank]
    lines += ["fbf;4;3,5;240;240;credits;true;2025-06-27;;", blank, ""]
    assert written == "\r\n".join(lines)
    said = ["tool", "minutes"]
    assert text(found, dialect, header=columns, said=said, only_results=True) == [
        f"x;{OURS.replace(',', ';')}",
        "3,5;240;240;credits;true;2025-06-27;;",
    ]
    tabs = text(found, dialect, header=columns, delimiter="\t")
    assert tabs[0] == header.replace(";", "\t")


@pytest.mark.parametrize(
    ("dialect", "total"),
    [
        (Dialect(), "360.2,240.2"),
        (Dialect(";"), "360,2;240,2"),
        (Dialect("\t"), "360.2\t240.2"),
        (Dialect("\t", decimal=","), "360,2\t240,2"),
        (Dialect(";", decimal="."), "360.2;240.2"),
        (Dialect(",", decimal=","), '"360,2","240,2"'),
    ],
)
def test_the_decimal_sign_that_came_in_goes_out(prices: PriceList, dialect: Dialect, total: str):
    found = results(prices, FBF)
    cells = Batch(prices, dialect=dialect, header=[*FBF]).results([[*map(str, FBF.values())]])
    assert total in text(cells, dialect, header=[*FBF])[1]
    assert total in text(found, dialect)[1]
    # Once it has been written, it stays.
    assert dialect.decimal == total.strip('"')[3]


@pytest.mark.parametrize(
    ("first", "sign", "total"), [(0, ",", "240,2"), (1, ".", "246"), (2, ".", "246.2")]
)
def test_the_decimal_sign_is_that_of_the_first_row_that_shows_one(
    first: int, sign: str, total: str, prices: PriceList
):
    rows = [["fbf", "4", "0%", "6"], ["fbf", "4", "2.5%", ""], ["fbf", "4", "2.5%", "6"]]
    header, dialect = ["tool", "minutes", "rerender", "images"], Dialect(";")
    found = Batch(prices, dialect=dialect, header=header).results(rows[first:])
    assert f";{total};{total};" in text(found, dialect, header=header)[1]
    assert dialect.decimal == sign


def test_csv_takes_its_columns_from_the_first_row(prices: PriceList):
    table = CsvRows(Dialect())
    found = results(prices, None, {"id": 1}, {"x": 1, **FBF})
    assert table.text(found).splitlines()[::2] == [f"id,{OURS}", f",{PRICED}"]
    assert table.left_out == {"x"}


def test_csv_takes_its_columns_from_the_first_row_that_can_be_read(prices: PriceList):
    bad = Unreadable("the row is not JSON")
    found = results(prices, None, bad, {}, {"id": 3, **FBF}, {"id": 4, **FBF})
    assert text(found)[0] == f"id,tool,minutes,images,rerender,{OURS}"
    assert [line.split(",")[:5] for line in text(found)[1:]] == [
        *(5 * [""], 5 * [""]),
        ["3", "fbf", "4", "6", "0%..50%"],
        ["4", "fbf", "4", "6", "0%..50%"],
    ]
    assert text(found)[1].endswith(",2,the row is not JSON")
    assert text(found, only_results=True)[0] == f"id,{OURS}"


def test_csv_waits_for_columns_only_so_long(prices: PriceList):
    bad = Result(1, {}, error="no")
    most = [bad] * (MOST_HELD - 1)
    good = results(prices, {"id": 1, **FBF})
    assert text([*most, *good])[0].startswith("id,tool,")
    rows = CsvRows(Dialect())
    assert rows.text(most) == ""
    assert len(rows.text([bad]).splitlines()) == MOST_HELD + 1
    assert (rows.text(good), rows.left_out) == (f"{PRICED}\n", {"id"})


def test_what_waits_for_columns_is_written_with_the_last():
    rows = CsvRows(Dialect())
    assert rows.text([Result(1, {}, error="no")]) == ""
    assert rows.text([], are_last=True).splitlines() == [OURS, ",,,,,1,no"]
    assert (rows.text([], are_last=True), rows.rest()) == ("", "")


def test_columns_are_not_looked_for_beyond_the_results_that_may_wait(prices: PriceList):
    bad, good = Result(1, {}, error="no"), results(prices, {"id": 1, **FBF})
    rows = CsvRows(Dialect())
    assert rows.text([bad] * MOST_HELD + good).splitlines()[0] == OURS
    assert CsvRows(Dialect()).text([bad] * (MOST_HELD - 1) + good).startswith("id,tool,")


def test_a_header_without_rows_is_written_only_in_the_end():
    rows = CsvRows(Dialect(), ["tool"], above=[["Plan"]])
    assert rows.text([], are_last=True) == ""
    assert rows.rest() == f"Plan\ntool,{OURS}\n"
    assert rows.rest() == ""


def test_the_rows_of_a_table_wait_for_none():
    rows = CsvRows(Dialect(), ["tool"])
    assert rows.text([Result(1, {}, error="no")]).splitlines() == [f"tool,{OURS}", ",,,,,,1,no"]
    assert rows.text([Result(2, ["x"], error="no")]) == "x,,,,,,2,no\n"


def test_csv_of_bad_rows_alone_and_of_none(prices: PriceList):
    assert text([]) == [OURS]
    assert text(results(prices, Unreadable("no"))) == [OURS, ",,,,,1,no"]


def test_csv_names_only_a_few_of_the_keys_that_it_leaves_out(prices: PriceList):
    table = CsvRows(Dialect())
    rows = [FBF, *({**FBF, f"k{n}": 1} for n in range(100))]
    assert len(table.text(results(prices, *rows)).splitlines()) == 102
    assert len(table.left_out) == 10


def test_csv_defuses_formulas_and_leaves_numbers(prices: PriceList):
    row = {"a": "=1+1", "b": "-5.50", "c": "-5+1", "@d": "+cmd", **FBF}
    header, line = text(results(prices, row))
    assert header.startswith("a,b,c,'@d,tool,")
    assert line.startswith("'=1+1,-5.50,'-5+1,'+cmd,fbf,")


def cell_of(value: Any, key: str = "a") -> str:
    """The cell that a value comes out as, wherever it stands."""
    rows = [
        Result(1, {key: value, "z": "y"}, error="x"),
        Result(2, {key: "y", "z": value}, error="x"),
    ]
    written = CsvRows(Dialect()).text(rows)
    header, first, second = csv.reader(io.StringIO(written, newline=""))
    assert key == "a" or header[0] == key
    assert second[1] == first[0]
    return first[0]


NUMBERS = (
    "-.5",
    "-1E5",
    "+5",
    "-5,50",
    "-1.234,56",
    "-1,234.56",
    "+49",
    "-5%",
    "-5 €",
    "-$",
    "-1e-7",
)


@pytest.mark.parametrize(
    "value",
    [
        *("می\u200cخواهم", "l\u00a0eau", "two\nlines", "two\r\nlines", "a\rb", "a\tb", "\ta"),
        *(" a", "👩\u200d🎤", "\u200e+\u200bx\ufeff", "a=1", "", "-", "=", " - ", "007", "1.50"),
    ],
)
def test_csv_gives_back_a_cell_as_it_came_in(value: str):
    assert cell_of(value, key=value) == value


@pytest.mark.parametrize("value", [number for number in NUMBERS if number != "-$"])
def test_csv_gives_back_numbers_as_they_came_in(value: str):
    assert cell_of(value) == value


@pytest.mark.parametrize(
    "value",
    [
        *(
            "\t=1",
            "\t-A1",
            "\r=1",
            "\n=1",
            "\n =1",
            "\t\t@a",
            "=1\n",
            "\r\n-1+1",
            "-1+1",
            "-1-",
            "+1(2)",
        ),
        *("-A1", "-1:2", "=1", "@SUM(1)", "-5 %%", "--5", "+-5", "-5e", "-1E5E5", "- 5"),
    ],
)
def test_csv_defuses_formulas_also_behind_what_a_spreadsheet_drops(value: str):
    assert cell_of(value) == f"'{value}"


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_csv_defuses_every_start_of_a_formula_in_a_priced_row(prices: PriceList, start: str):
    for row in ({"a": f"{start}x", **FBF}, {**FBF, "a": f"{start}x"}):
        cells = {key: str(value) for key, value in row.items()}
        header, line = text(results(prices, cells))
        assert dict(zip(header.split(","), line.split(","), strict=True))["a"] == f"'{start}x"


@pytest.mark.parametrize(
    ("value", "cell"),
    [("\x1b[2J", "\\x1b[2J"), ("\u202ea", "\\u202ea"), ("\x9ba", "\\x9ba"), ("\ud800", "\\ud800")],
)
def test_csv_spells_out_what_could_steer_a_terminal(value: str, cell: str):
    assert cell_of(value) == cell


# --- laws -------------------------------------------------------------------------------------

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.decimals(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
names = (
    st.text(max_size=20).map("x{}".format).filter(lambda name: not name.isascii() or len(name) < 4)
)


def json_text(value: Any) -> str:
    """JSON with each decimal as it is."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{json_text(k)}:{json_text(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(json_text, value)) + "]"
    return str(value) if isinstance(value, Decimal) else json.dumps(value)


@given(st.dictionaries(names, values, max_size=4))
def test_what_passes_through_ndjson_is_what_came_in(prices: PriceList, passing: dict[str, Any]):
    row = json_text({**passing, **FBF})
    [line] = price_rows([row.encode()], prices, passing=passing)
    found = json.loads(line, parse_float=Decimal)
    expected = json.loads(row, parse_float=Decimal)
    assert {key: found[key] for key in expected} == expected
    assert list(found)[: len(expected)] == list(expected)
    # Also the digits of a number: 1.50 is not 1.5 here.
    assert [str(found[key]) for key in expected] == [str(expected[key]) for key in expected]


cells = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]).filter(lambda char: not re.match(STEERING, char))
    | st.sampled_from('\n\t",;\r=-'),
    max_size=12,
)


@given(st.lists(st.tuples(cells, cells), max_size=5), st.sampled_from(",;\t"))
@example([(" =0", "\n =1+1")], ",")
def test_what_passes_through_csv_is_what_came_in(
    prices: PriceList, rows: list[tuple[str, str]], delimiter: str
):
    table = io.StringIO(newline="")
    writer = csv.writer(table, delimiter=delimiter)
    writer.writerows([("tool", "seconds", "x", "note"), *(("fbf", "4", *row) for row in rows)])
    content = table.getvalue().encode()
    read = rows_of("jobs.csv", content, [content])
    assert read.table is not None
    table = read.table
    found = Batch(prices, dialect=table.dialect, header=table.header).results(read.each)
    lines = CsvRows(read.table.dialect, read.table.header).text(found)
    written = [*csv.reader(io.StringIO(lines, newline=""), delimiter=delimiter)][1:]
    for row, cells_out in zip(rows, written, strict=True):
        assert cells_out[:2] == ["fbf", "4"]
        for before, after in zip(row, cells_out[2:4], strict=True):
            assert after in (before, f"'{before}")
            # Some spreadsheets drop tabs and line ends before a formula; no one drops spaces.
            start = after.lstrip() if after[:1] in ("\t", "\r", "\n") else after
            assert not start.startswith("=") or start == "="


def test_json_escapes_what_could_steer_a_terminal_and_nothing_else():
    value = "é漢\x7f\x9b\u202e\u2028\U000e0041🎵"
    assert encoded(value) == '"é漢\\u007f\\u009b\\u202e\\u2028\\udb40\\udc41🎵"'.encode()


@given(st.text())
def test_json_means_what_it_would_without_escapes(text: str):
    content = encoded({text: [text]})
    assert not steering(content.decode())
    assert json.loads(content) == {text: [text]}
