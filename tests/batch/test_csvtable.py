"""CSV becomes a header and rows as the spreadsheet meant it, and what can't be read is told."""

import itertools
from collections.abc import Iterator

import pytest

from acorns_cli.batch.csvtable import Dialect, Table, table, words_in_cells
from acorns_cli.batch.encoding import MAX_LINE, Encoding, lines
from acorns_cli.batch.unreadable import Unreadable
from acorns_cli.core.words import WORDS, read_word
from acorns_cli.errors import FileError, InputError

Row = dict[str, str] | str | None


def read(content: bytes) -> Table:
    return table(lines([content], Encoding()), "jobs.csv")


def named(row: list[str] | Unreadable | None, table: Table) -> Row:
    """A row by its columns, or what is said of one that is unreadable."""
    if isinstance(row, Unreadable):
        return row.what
    return None if row is None else dict(zip(table.header, row, strict=True))


def rows(content: bytes) -> list[Row]:
    """The rows, each that is unreadable by what is said of it."""
    found = read(content)
    return [named(row, found) for row in found.rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_a_table_of_any_office(delimiter: str, end: str, start: str):
    text = f'id|tool|note{end}1|fbf|"a |{end}""b"""{end}2|| x {end}'.replace("|", delimiter)
    found = read((start + text).encode())
    assert (found.header, found.above) == (["id", "tool", "note"], [])
    assert found.dialect == Dialect(delimiter, end)
    assert list(found.rows) == [
        ["1", "fbf", f'a {delimiter}{end}"b"'],
        ["2", "", " x "],
    ]


@pytest.mark.parametrize(
    ("header", "delimiter", "columns"),
    [
        ("scene;tool;minutes", ";", 3),
        ('"a,b,c";tool;minutes', ";", 3),
        ('"scene\nname";tool;minutes', ";", 3),
        ('tool;"no\nte";minutes', ";", 3),
        ("tool\tscene, take and more", "\t", 2),
        ("tool", ",", 1),
        ("tool|minutes", ",", None),
        ("sep=|\ntool|minutes", "|", 2),
        ("SEP=;\ntool;minutes", ";", 2),
        ("sep=\t\ntool\tminutes", "\t", 2),
        ("My plan, second draft\ntool;minutes", ";", 2),
        ("My plan\n\n\ntool;minutes", ";", 2),
        (f'tool;"{"x" * 140_000}"', ";", None),  # a cell of more than the reader takes
    ],
)
def test_the_delimiter_is_what_parts_the_words_of_the_header(
    header: str, delimiter: str, columns: int | None
):
    if columns is None:
        with pytest.raises(FileError):
            read(header.encode())
        return
    found = read(f"{header}\n".encode())
    assert (found.dialect.delimiter, len(found.header)) == (delimiter, columns)


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ("", []),
        ("My plan\n", [["My plan"]]),
        ("My plan,,\n,,\n", [["My plan", "", ""], ["", "", ""]]),
        ("# tool, model: what makes it\n", [["# tool", " model: what makes it"]]),
        ("\n\n", [[], []]),
        ('"Two\nlines",,\n', [["Two\nlines", "", ""]]),
        ("sep=,\n", [["sep=", ""]]),
        ("x\n" * 9, [["x"]] * 9),
    ],
)
def test_lines_above_the_header_are_kept(above: str, expected: list[list[str]]):
    found = read(f"{above}tool,minutes,\nfbf,4,\n".encode())
    assert found.above == expected
    assert found.header == ["tool", "minutes"]
    assert list(found.rows) == [["fbf", "4"]]


def test_empty_last_columns_do_not_count_and_blank_rows_are_none():
    assert rows(b"id,tool,, \n1,fbf,,\n2,fbf\n,,,\n\n , \n3,fbf,,x\n4,fbf,,,,\n") == [
        {"id": "1", "tool": "fbf"},
        {"id": "2", "tool": "fbf"},
        None,
        None,
        None,
        "the row has 4 cells, and the header has 2",
        {"id": "4", "tool": "fbf"},
    ]


def test_rows_that_are_no_rows_of_the_table():
    content = b'id,tool\n1\n2,fbf\n3,fbf,x\n\xff,fbf\n"4"x,fbf\n5\r6,fbf\n5,"fbf\n'
    assert rows(content) == [
        "the row has 1 cell, and the header has 2; write the empty cells at its end as well",
        {"id": "2", "tool": "fbf"},
        "the row has 3 cells, and the header has 2",
        "the row is not UTF-8 text; save it as CSV UTF-8",
        "the row is not CSV: text follows a closing quote",
        "the row is not CSV: a line ends in CR alone; save it with LF or CRLF at the ends",
        "the row is not CSV: a quote is not closed",
    ]


def test_a_line_that_is_too_long():
    long = b"x" * (MAX_LINE + 1)
    assert rows(b"tool\n" + long + b"\n1") == ["the row is over 1 MiB", {"tool": "1"}]
    with pytest.raises(FileError, match="the row is over 1 MiB"):
        read(long)
    with pytest.raises(FileError, match="the row is over 1 MiB in lines 1 to 2"):
        read(b'id,"x\n' + long)
    with pytest.raises(FileError, match="the row is over 1 MiB"):
        read(b"My plan\n" + long)


def test_a_row_of_many_lines_that_is_too_long_is_given_up_before_it_is_kept():
    read = 0

    def endless() -> Iterator[bytes]:
        nonlocal read
        yield from (b"id,tool", b'"')
        while True:
            read += 1
            yield b'","' + b"x" * 1_000

    [found] = itertools.islice(table(endless(), "jobs.csv").rows, 1)
    assert isinstance(found, Unreadable)
    assert found.what.startswith("the row is over 1 MiB in lines 2 to ")
    assert read < 1_100


def test_a_header_is_read_without_waiting_for_more():
    def slowly() -> Iterator[bytes]:
        yield b"tool,minutes"
        yield b"fbf,4"
        raise AssertionError("more was read than is needed")

    found = table(slowly(), "jobs.csv")
    assert next(found.rows) == ["fbf", "4"]


def test_a_quote_that_is_not_closed_is_told_with_the_lines_that_it_took():
    content = b'id,tool\n1,fbf\n2,"fbf\n3,fbf\n4,"fbf"\n5,fbf\n'
    assert rows(content) == [
        {"id": "1", "tool": "fbf"},
        "the row is not CSV in lines 3 to 5: text follows a closing quote",
        {"id": "5", "tool": "fbf"},
    ]
    titled = rows(b"A title\n\n" + content)
    assert titled[1] == "the row is not CSV in lines 5 to 7: text follows a closing quote"


def test_a_cell_that_never_ends_is_given_up():
    found = rows(b'tool\n"' + b"x\n" * 100_000 + b"1\n")
    assert found[0] == (
        "the row is not CSV in lines 2 to 65538: a cell is too long, or its quote is not closed"
    )
    assert found[-1] == {"tool": "1"}


NAME_THEM = "name the columns tool, model, minutes and so on"
IN_THE_FIRST_LINE = "name the columns in the first line"


@pytest.mark.parametrize(
    ("content", "line", "what"),
    [
        (b"", 1, f"there is no header; {IN_THE_FIRST_LINE}"),
        (b"\n \n,,\n", 1, f"no column is a word of a job: ' '; {NAME_THEM}"),
        (b"1,2\n", 1, f"no column is a word of a job: '1' or '2'; {NAME_THEM}"),
        (b"Please price my video", 1, "no column is a word of a job: 'Please price my video'; "),
        (b"x\n" * 10 + b"tool\n", 1, "no column is a word of a job: 'x'; "),
        (b"\xff,tool\n", 1, "the row is not UTF-8 text; save it as CSV UTF-8; "),
        (b"tool,id\r1,fbf\r2,fbf\r", 1, "the row is not CSV: a line ends in CR alone; "),
        (b'tool,"id\n1,fbf\n', 1, "the row is not CSV in lines 1 to 2: a quote is not closed; "),
        (b"tool,id,tool\n", 1, "the column 'tool' is there twice; keep one of each"),
        (b"a,tool,a,tool\n", 1, "the column 'a' or 'tool' is there twice; keep one of each"),
        (b"id,,tool\n", 1, "column 2 has no name; name it, or take it out"),
        (b'A plan\n"x\ny"\nid,,tool\n', 4, "column 2 has no name; name it, or take it out"),
        (b"sep=;\ntool;rerendr\n", 2, "the key 'rerendr' is not a word of a job; did you mean"),
        (b"tool,row\n", 1, "the key 'row' is a result's own; rename it"),
        (b"tool" + b",c" * 500, 1, "the column 'c' is there twice; "),
    ],
)
def test_a_header_that_can_not_be(content: bytes, line: int, what: str):
    with pytest.raises(FileError) as raised:
        read(content)
    [problem] = raised.value.problems
    assert problem.line == line
    assert f"{problem.what}; {problem.fix}".startswith(what)


def test_all_columns_that_are_wrong_are_said_at_once():
    with pytest.raises(FileError) as raised:
        read("Werkzeug;Länge;Szene\nfbf;4:00;1\n".encode())
    assert [(it.line, it.what) for it in raised.value.problems] == [
        (1, "the key 'Werkzeug' is not a word of a job"),
        (1, "the key 'Länge' is not a word of a job"),
    ]
    passed = table([b"tool;Dauer"], "jobs.csv", ["Dauer"])
    assert passed.columns.names == {"tool"}


# --- what cells say ---------------------------------------------------------------------------


def words(delimiter: str = ";", **cells: str) -> dict[str, str]:
    return words_in_cells(cells, Dialect(delimiter))


def test_an_empty_cell_says_nothing():
    assert words(tool="fbf", model="", images=" ", extra="\u00a0") == {"tool": "fbf"}


@pytest.mark.parametrize(
    ("word", "text", "expected"),
    [
        *(("minutes", "3,5", "3.5"), ("minutes", "3.5", "3.5"), ("minutes", "0,125", "0.125")),
        *(("rerender", "12,5%", "12.5%"), ("rerender", "10,5%..40,5 %", "10.5%..40.5 %")),
        *(("rerender", "10%..40%", "10%..40%"), ("takes", "2,5", "2.5"), ("takes", "2..4", "2..4")),
        *(("duration", "00:04:30,500", "00:04:30.500"), ("duration", "4:30.500", "4:30.500")),
        *(("duration", "PT4,5M", "PT4.5M"), ("credits_per_second", "7,25", "7.25")),
        # two signs are thousands and decimals, which no word of a job has
        *(("minutes", "1.680,50", "1.680,50"), ("minutes", "1,680.50", "1,680.50")),
        *(("images", "1,234,567", "1,234,567"), ("rerender", "1.5..2,5", "1.5..2,5")),
        # what is no number stays what it is
        *(("tool", "a1,5", "a1,5"), ("model", "kling-2,1", "kling-2,1")),
        *(("audio", "song 1,2.mp3", "song 1,2.mp3"), ("minutes", "a,b", "a,b")),
        ("add", "character=3,4k", "character=3,4k"),
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_decimals_have_a_comma_or_a_point(delimiter: str, word: str, text: str, expected: str):
    assert words(delimiter, **{word: text}) == {word: expected}


@pytest.mark.parametrize(
    ("text", "readings", "fix"),
    [
        ("1,500", "1500 or 1.5", "1500 or 1,5"),
        ("1.500", "1500 or 1.5", "1500 or 1.5"),
        ("12,125", "12125 or 12.1250", "12125 or 12,1250"),
        ("1,000", "1000 or 1", "1000 or 1"),
    ],
)
def test_thousands_or_decimals_are_refused_with_both(text: str, readings: str, fix: str):
    for delimiter in (";", "\t"):
        with pytest.raises(InputError) as raised:
            words(delimiter, minutes=text)
        said = f"minutes: '{text}' could be {readings}; write {fix}"
        assert str(raised.value) == said
    # Beside commas a number is read as everywhere else.
    assert words(",", minutes=text) == {"minutes": text}


@pytest.mark.parametrize(
    ("word", "text", "taken"),
    [
        ("images", "1,500", ["1500"]),
        ("images", "1.500", ["1500"]),
        ("images_per_clip", "1,000", ["1000", "1"]),
        ("rerender", "45,125%", ["45,1250%"]),
        ("rerender", "45.125 %", ["45.1250 %"]),
        ("rerender", "1,500clips", ["1500clips"]),
        ("rerender", " 1,500clips..2,500clips ", ["1500clips..2500clips"]),
        ("rerender", "1,500..2,500", ["1500..2500", "1,5..2,5"]),
        ("rerender", "10s..1,500s", ["10s..1500s"]),
        ("minutes", "60,001", ["60,0010"]),
        ("takes", "1,500", ["1,5"]),
        ("reserve", "12,500%", ["12,5%"]),
        ("duration", "1,500\u00a0s", ["1500\u00a0s", "1,5\u00a0s"]),
        ("credits_per_second", "1,500/s", ["1500/s", "1,5/s"]),
    ],
)
def test_the_advice_on_thousands_or_decimals_is_what_the_word_takes(
    word: str, text: str, taken: list[str]
):
    with pytest.raises(InputError) as raised:
        words(";", **{word: text})
    assert (raised.value.word, raised.value.fix) == (word, f"write {' or '.join(taken)}")
    for spelling in taken:
        found = words(";", **{word: spelling})
        assert read_word(word, found[word])


TEXTS = {"tool", "model", "rerender_model", "audio", "add"}


@pytest.mark.parametrize("word", sorted(WORDS.keys() - TEXTS))
def test_a_number_of_two_readings_never_has_one(word: str):
    numbers = "1,500", "1.500", "2.000", "60,001", "1,500..2,500"
    for number, unit in itertools.product(numbers, ("", "%", "s", "clips", "x", "/s")):
        with pytest.raises(InputError, match=f"^{word}: "):
            read_word(word, words(";", **{word: f"{number}{unit}"})[word])


def test_the_decimal_sign_is_that_of_the_first_number_with_decimals():
    for delimiter, text, sign in ((";", "3.5", "."), ("\t", "3,5", ","), (",", "3,5", ",")):
        dialect = Dialect(delimiter)
        words_in_cells({"model": "kling-2.1", "minutes": "4"}, dialect)
        assert dialect.decimal == ""
        words_in_cells({"minutes": text}, dialect)
        words_in_cells({"minutes": "1,5" if sign == "." else "1.5"}, dialect)
        assert dialect.decimal_sign() == sign


def test_where_no_number_has_decimals_a_comma_goes_with_semicolons():
    for delimiter, sign in ((";", ","), ("\t", "."), (",", ".")):
        dialect = Dialect(delimiter)
        assert dialect.decimal_sign() == sign
        words_in_cells({"minutes": "1,5" if sign == "." else "1.5"}, dialect)
        assert dialect.decimal_sign() == sign  # it stays what was written first
