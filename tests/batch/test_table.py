"""CSV tables as spreadsheets write them: their header, their rows, their numbers."""

import itertools
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from refusals import refused

from acorns_cli.batch.encoding import MAX_LINE, Encoding, lines
from acorns_cli.batch.table import Dialect, table, with_point
from acorns_cli.batch.unreadable import Unreadable
from acorns_cli.errors import FileError, InputError

Row = dict[str, Any] | str | None
UTF_8 = Encoding()


def told(found: Iterable[Any]) -> list[Row]:
    """The rows, each that is unreadable by what is said of it."""
    return [row.what if isinstance(row, Unreadable) else row for row in found]


def no_check(header: list[str]) -> None:
    pass


def rows(content: bytes) -> list[Row]:
    return told(table(lines([content], UTF_8), "jobs.csv", no_check).rows)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_a_table_of_any_office(separator: str, end: str, start: str):
    text = f'id|tool|note{end}1|fbf|"a |{end}""b"""{end}2|| x {end}'.replace("|", separator)
    assert rows((start + text).encode()) == [
        {"id": "1", "tool": "fbf", "note": f'a {separator}{end}"b"'},
        {"id": "2", "tool": "", "note": " x "},
    ]


def test_an_empty_cell_is_a_cell_and_a_row_of_them_is_blank():
    assert rows(b"id,images\n,4\n,\n  ,\n") == [
        {"id": "", "images": "4"},
        None,
        {"id": "  ", "images": ""},
    ]


def test_rows_that_are_no_rows_of_the_table():
    content = b'id,tool\n1\n2,fbf\n\n3,fbf,x\n\xff,fbf\n"4"x,fbf\n5,"fbf\n'
    assert rows(content) == [
        "the row has 1 cell, and the header has 2",
        {"id": "2", "tool": "fbf"},
        None,
        "the row has 3 cells, and the header has 2",
        "the row is not UTF-8 text; save as CSV UTF-8",
        "the row is not CSV: text follows a closing quote",
        "the row is not CSV: a quote is not closed",
    ]


def test_a_line_of_a_table_that_is_too_long():
    long = b"x" * (MAX_LINE + 1)
    found = table(lines([b"id,tool\n", long, b"\n1,fbf"], UTF_8), "jobs.csv", no_check)
    assert told(found.rows) == ["the row is over 1 MiB", {"id": "1", "tool": "fbf"}]
    with pytest.raises(FileError, match="the header is over 1 MiB"):
        rows(long)
    with pytest.raises(FileError, match="the header is over 1 MiB"):
        rows(b'id,"x\n' + long)
    with pytest.raises(FileError, match="the row is over 1 MiB"):
        rows(b"id,name\n" + long)


def test_a_row_of_many_lines_that_is_too_long_is_given_up_before_it_is_kept():
    read = 0

    def endless() -> Iterator[bytes]:
        nonlocal read
        yield from (b"id,tool", b'"')
        while True:
            read += 1
            yield b'","' + b"x" * 1_000

    found = table(endless(), "jobs.csv", no_check).rows
    assert "the row is over 1 MiB in lines 2 to" in str(told(itertools.islice(found, 1)))
    assert read < 1_100


def test_a_quote_that_is_not_closed_is_told_with_the_lines_that_it_took():
    content = b'id,tool\n1,fbf\n2,"fbf\n3,fbf\n4,"fbf"\n5,fbf\n'
    assert rows(content) == [
        {"id": "1", "tool": "fbf"},
        "the row is not CSV in lines 3 to 5: text follows a closing quote",
        {"id": "5", "tool": "fbf"},
    ]


def test_a_name_of_a_column_may_hold_separators_and_line_breaks():
    assert rows(b'"a,b,c";"no\nte";tool\n1;2;fbf\n') == [
        {"a,b,c": "1", "no\nte": "2", "tool": "fbf"}
    ]


def test_a_cell_that_never_ends_is_given_up():
    found = rows(b'id,tool\n"' + b"x\n" * 100_000 + b"1,fbf\n")
    assert found[0] == (
        "the row is not CSV in lines 2 to 65538: a cell is too long, or its quote is not closed"
    )
    assert found[-1] == {"id": "1", "tool": "fbf"}


# --- the header -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "above", "header", "first"),
    [
        (b"tool\nfbf\n", [], ["tool"], {"tool": "fbf"}),
        # Titles, comments and blank rows above it.
        (b"My jobs\n\n# as of May,x\nid,Tool\n1,fbf\n",
         [["My jobs"], [], ["# as of May", "x"]], ["id", "Tool"], {"id": "1", "Tool": "fbf"}),
        # A word of another language is one as well.
        (b"id;Werkzeug\n1;fbf\n", [], ["id", "Werkzeug"],
         {"id": "1", "Werkzeug": "fbf"}),
        # Empty last columns do not count.
        (b"tool,minutes,, \nfbf,4,,\n", [], ["tool", "minutes"], {"tool": "fbf", "minutes": "4"}),
        # What parts the cells is said, or seen in the first line that has any.
        (b"sep=|\ntool|note\nfbf|a,b;c\n", [], ["tool", "note"], {"tool": "fbf", "note": "a,b;c"}),
        (b"Sep=;\r\ntool;note\r\nfbf;a\r\n", [], ["tool", "note"], {"tool": "fbf", "note": "a"}),
        (b'Jobs\n"a,b,\nc";tool\n1;fbf\n', [["Jobs"]], ["a,b,\nc", "tool"],
         {"a,b,\nc": "1", "tool": "fbf"}),
    ],
)  # fmt: skip
def test_the_header_is_the_first_row_with_a_word_of_a_job(
    content: bytes, above: list[list[str]], header: list[str], first: dict[str, str]
):
    found = table(lines([content], UTF_8), "jobs.csv", no_check)
    assert (found.above, found.header, next(found.rows)) == (above, header, first)


@pytest.mark.parametrize(
    ("content", "what", "line"),
    [
        (b"", "there is no header", 1),
        (b"\n\n", "there is no header", 1),
        (b"\xff,tool\n", "the row is not UTF-8 text; save as CSV UTF-8", 1),
        (b"id,tool\r1,fbf\r2,fbf\r", "a line ends in CR alone; save it with LF or CRLF", 1),
        (b'id,"tool\n1,fbf\n', "the row is not CSV in lines 1 to 2: a quote is not closed", 1),
        (b"1,2\n3,4\n", "no column is a word of a job: '1' or '2'", 1),
        (b"a\n" * 10 + b"tool\n", "no column is a word of a job: 'a'", 1),
        (b"id,tool,id\n", "the column 'id' is there twice", 1),
        (b"A title\na,b,a,b,tool\n", "the column 'a' or 'b' is there twice", 2),
        (b"tool" + b"," * 100_000 + b"x", "column 2 has no name", 1),
        (b"\nid,,tool\n", "column 2 has no name", 2),
    ],
)
def test_a_header_that_can_not_be(content: bytes, what: str, line: int):
    with pytest.raises(FileError) as raised:
        rows(content)
    assert what in str(raised.value)
    assert raised.value.problems[0].line == line


def test_the_caller_checks_the_header():
    def refuse(header: list[str]) -> None:
        raise InputError(f"not {header[0]}", fix="rename it")

    with pytest.raises(FileError, match=r"jobs\.csv:2: not id; rename it"):
        table([b"A title", b"id,tool"], "jobs.csv", refuse)


def test_cells_after_the_last_column_are_none_if_they_are_empty():
    assert rows(b"id,tool\n1,fbf,,\n2,fbf,,x\n") == [
        {"id": "1", "tool": "fbf"},
        "the row has 4 cells, and the header has 2",
    ]


# --- numbers ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "dialect"),
    [
        (b"tool,minutes\nfbf,4.5\n", Dialect(",", "\n", decimal_comma=False)),
        (b"tool,minutes\r\nfbf,4\r\n", Dialect(",", "\r\n", decimal_comma=False)),
        # With semicolons, decimals have a comma, until a cell shows a point.
        (b"tool;minutes\nfbf;4\n", Dialect(";", "\n", decimal_comma=True)),
        (b"tool;minutes\nfbf;4.5\n", Dialect(";", "\n", decimal_comma=False)),
        (b"tool;minutes\nfbf;4.5\nfbf;-4,5\n", Dialect(";", "\n", decimal_comma=True)),
        (b"tool\tminutes\nfbf\t4\n", Dialect("\t", "\n", decimal_comma=False)),
        (b"tool\tminutes\nfbf\t4,5\n", Dialect("\t", "\n", decimal_comma=True)),
    ],
)
def test_numbers_show_whether_decimals_have_a_comma(content: bytes, dialect: Dialect):
    found = table(lines([content], UTF_8), "jobs.csv", no_check)
    told(found.rows)
    assert found.dialect == dialect


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("4,5", "4.5"), ("-4,5", "-4.5"), ("4", "4"), ("4.5", "4.5"), ("12,5%", "12.5%"),
        ("7,25 s", "7.25 s"), ("4,5m", "4.5m"), ("0,125", "0.125"), ("4,50000", "4.50000"),
        ("1234,567", "1234.567"), ("a,b", "a,b"), ("upscale-4k, lip-sync=0:45",) * 2,
        ("10,5%..40,5%",) * 2,
    ],
)  # fmt: skip
def test_a_number_with_a_decimal_comma_has_a_point(cell: str, expected: str):
    assert with_point(cell) == expected


@pytest.mark.parametrize(
    ("cell", "what", "fix"),
    [
        ("1,500", "'1,500' could be 1500 or 1.500", "write 1500, or other decimals"),
        ("1.500", "'1.500' could be 1500 or 1.500", "write 1500, or other decimals"),
        ("999,125", "'999,125' could be 999125 or 999.125", "write 999125, or other decimals"),
    ],
)
def test_a_cell_that_may_have_thousands_set_apart_is_refused(cell: str, what: str, fix: str):
    assert refused(with_point, cell)[:2] == (what, fix)
