"""CSV tables as spreadsheets write them: their header, their rows, their numbers."""

import itertools
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from refusals import refused

from acorns_cli.batch.encoding import MAX_LINE, Encoding, lines
from acorns_cli.batch.table import Dialect, table, words_in_cells
from acorns_cli.batch.unreadable import Unreadable
from acorns_cli.errors import FileError

Row = dict[str, Any] | str | None
UTF_8 = Encoding()


def told(found: Iterable[Any]) -> list[Row]:
    """The rows, each that is unreadable by what is said of it."""
    return [row.what if isinstance(row, Unreadable) else row for row in found]


def rows(content: bytes) -> list[Row]:
    return told(table(lines([content], UTF_8), "jobs.csv").rows)


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
    assert rows(b"id,images\n,4\n,\n  ,\n") == [{"id": "", "images": "4"}, None, None]


def test_rows_that_are_no_rows_of_the_table():
    content = b'id,tool\n1\n2,fbf\n\n3,fbf,x\n\xff,fbf\n"4"x,fbf\n5,"fbf\n'
    assert rows(content) == [
        "the row has 1 cell, and the header has 2; write the empty cells at its end as well",
        {"id": "2", "tool": "fbf"},
        None,
        "the row has 3 cells, and the header has 2",
        "the row is not UTF-8 text; save it as CSV UTF-8",
        "the row is not CSV: text follows a closing quote",
        "the row is not CSV: a quote is not closed",
    ]


def test_a_line_of_a_table_that_is_too_long():
    long = b"x" * (MAX_LINE + 1)
    found = table(lines([b"id,tool\n", long, b"\n1,fbf"], UTF_8), "jobs.csv")
    assert told(found.rows) == ["the row is over 1 MiB", {"id": "1", "tool": "fbf"}]
    for content, where in ((long, ""), (b'id,"x\n' + long, " in lines 1 to 2")):
        what = f"the row is over 1 MiB{where}; name the columns in the first line"
        with pytest.raises(FileError, match=what):
            rows(content)


def test_a_row_of_many_lines_that_is_too_long_is_given_up_before_it_is_kept():
    read = 0

    def endless() -> Iterator[bytes]:
        nonlocal read
        yield from (b"id,tool", b'"')
        while True:
            read += 1
            yield b'","' + b"x" * 1_000

    found = table(endless(), "jobs.csv").rows
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
        (b"My jobs\n\n# tool,minutes\nid,Tool\n1,fbf\n",
         [["My jobs"], [], ["# tool", "minutes"]], ["id", "Tool"], {"id": "1", "Tool": "fbf"}),
        # Empty last columns do not count.
        (b"tool,minutes,, \nfbf,4,,\n", [], ["tool", "minutes"], {"tool": "fbf", "minutes": "4"}),
        # What parts the cells is said, or shows the most words of a job.
        (b"id;tool,minutes\n1;fbf,4\n", [], ["id;tool", "minutes"],
         {"id;tool": "1;fbf", "minutes": "4"}),
        (b"sep=|\ntool|note\nfbf|a,b;c\n", [["sep=", ""]], ["tool", "note"],
         {"tool": "fbf", "note": "a,b;c"}),
        (b"Sep=;\r\ntool;note\r\nfbf;a\r\n", [["Sep=", ""]], ["tool", "note"],
         {"tool": "fbf", "note": "a"}),
        (b'Jobs\n"a,b,\nc";tool\n1;fbf\n', [["Jobs"]], ["a,b,\nc", "tool"],
         {"a,b,\nc": "1", "tool": "fbf"}),
    ],
)  # fmt: skip
def test_the_header_is_the_first_row_with_a_word_of_a_job(
    content: bytes, above: list[list[str]], header: list[str], first: dict[str, str]
):
    found = table(lines([content], UTF_8), "jobs.csv")
    assert (found.above, found.header, next(found.rows)) == (above, header, first)


@pytest.mark.parametrize(
    ("content", "what", "line"),
    [
        (b"", "there is no header", 1),
        (b"\n\n", "there is no header", 1),
        (b"\xff,tool\n", "the row is not UTF-8 text; save it as CSV UTF-8", 1),
        (b"id,tool\r1,fbf\r2,fbf\r", "a line ends in CR alone; save it with LF or CRLF", 1),
        (b'id,"tool\n1,fbf\n', "the row is not CSV in lines 1 to 2: a quote is not closed", 1),
        (b"1,2\n3,4\n", "no column is a word of a job: '1' or '2'", 1),
        (b"a\n" * 10 + b"tool\n", "no column is a word of a job: 'a'", 1),
        (b"id;Werkzeug\n1;fbf\n", "the key 'Werkzeug' is not a word of a job", 1),
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


def test_every_column_is_checked():
    with pytest.raises(FileError) as caught:
        table([b"A title", b"id,tool,rerendr,row"], "jobs.csv")
    assert [str(problem.of("jobs.csv")) for problem in caught.value.problems] == [
        "jobs.csv:2: the key 'row' is a result's own"
    ]
    with pytest.raises(FileError) as caught:
        table([b"id,tool,rerendr,dauer"], "jobs.csv")
    assert [problem.line for problem in caught.value.problems] == [1, 1]
    assert table([b"id,tool,rerendr"], "jobs.csv", {"rerendr"}).columns.names == {"tool"}


def test_cells_after_the_last_column_are_none_if_they_are_empty():
    assert rows(b"id,tool\n1,fbf,,\n2,fbf,,x\n") == [
        {"id": "1", "tool": "fbf"},
        "the row has 4 cells, and the header has 2",
    ]


# --- numbers ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "dialect"),
    [
        (b"tool,minutes\nfbf,4.5\n", Dialect(",", "\n")),
        (b"tool,minutes\r\nfbf,4\r\n", Dialect(",", "\r\n")),
        (b"tool;minutes\nfbf;4\n", Dialect(";", "\n")),
        (b"tool\tminutes\nfbf\t4\n", Dialect("\t", "\n")),
    ],
)
def test_how_a_table_is_written(content: bytes, dialect: Dialect):
    assert table(lines([content], UTF_8), "jobs.csv").dialect == dialect


def said(dialect: Dialect, **cells: str) -> dict[str, str]:
    return words_in_cells(cells, dialect)


@pytest.mark.parametrize(
    ("word", "cell", "expected"),
    [
        ("minutes", "4,5", "4.5"), ("minutes", "4", "4"), ("minutes", "4.5", "4.5"),
        ("seconds", "-4,5", "-4.5"), ("rerender", "12,5%", "12.5%"), ("extra", "7,25 s", "7.25 s"),
        ("rerender", "10,5%..40,5%", "10.5%..40.5%"), ("length", "4:05,250", "4:05.250"),
        ("seconds", "0,125", "0.125"), ("seconds", "4,50000", "4.50000"),
        ("seconds", "1234,567", "1234.567"), ("minutes", "4,", "4,"),
        # Both signs: no number of a job is written so.
        ("seconds", "1.234,5", "1.234,5"),
        # What is no number stays.
        ("add", "upscale-4k, lip-sync=1,500", "upscale-4k, lip-sync=1,500"),
        ("model", "kling-2,1", "kling-2,1"), ("audio", "1,500.mp3", "1,500.mp3"),
    ],
)  # fmt: skip
def test_a_number_may_have_a_decimal_comma(word: str, cell: str, expected: str):
    assert said(Dialect(";"), **{word: cell}) == {word: expected}


def test_an_empty_cell_says_nothing():
    assert said(Dialect(), tool="fbf", minutes="", images=" ") == {"tool": "fbf"}


@pytest.mark.parametrize(
    ("cell", "what", "fix"),
    [
        ("1,500", "'1,500' could be 1500 or 1.5", "write 1500 or 1,5"),
        ("1.500", "'1.500' could be 1500 or 1.5", "write 1500 or 1.5"),
        ("999,125", "'999,125' could be 999125 or 999.1250", "write 999125 or 999,1250"),
        ("12,000", "'12,000' could be 12000 or 12", "write 12000 or 12"),
        ("10%..1,500%", "'1,500' could be 1500 or 1.5", "write 1500 or 1,5"),
    ],
)
def test_a_cell_that_may_have_thousands_set_apart_is_refused(cell: str, what: str, fix: str):
    for delimiter in ";\t":
        found = refused(words_in_cells, {"rerender": cell}, Dialect(delimiter))
        assert found == (what, fix, "rerender")
    # Where commas part the cells, a number is read as everywhere else.
    assert said(Dialect(","), rerender=cell) == {"rerender": cell}


@pytest.mark.parametrize(
    ("delimiter", "cells", "sign"),
    [
        (",", ["4"], "."), (";", ["4"], ","), ("\t", ["4"], "."),
        (";", ["4.5"], "."), ("\t", ["4", "4,5"], ","), (";", ["4.5", "4,5"], "."),
        (";", ["1.234,5"], ","),
    ],
)  # fmt: skip
def test_the_first_number_with_decimals_shows_their_sign(
    delimiter: str, cells: list[str], sign: str
):
    dialect = Dialect(delimiter)
    for cell in cells:
        said(dialect, minutes=cell)
    assert dialect.decimal_sign() == sign
    # What is written settles it.
    said(dialect, minutes="4,5" if sign == "." else "4.5")
    assert dialect.decimal_sign() == sign
