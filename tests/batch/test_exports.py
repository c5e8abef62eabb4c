"""Every form in which a program may export a sheet: it comes back whole, or says how to save it.

78 forms of delimiter, decimal sign and encoding; each with every line end, way of quoting, and
blank part.
"""

import csv
import io
from collections.abc import Iterator
from itertools import product
from typing import Any, NamedTuple

import pytest

from acorns_cli.batch.columns import RESULT_KEYS
from acorns_cli.batch.pricing import Batch
from acorns_cli.batch.reading import rows_of
from acorns_cli.core.pricelist import PriceList
from acorns_cli.errors import FileError
from acorns_cli.formats.csvrows import CsvRows

# The first column holds letters of the encoding. Of the other columns, `price` passes on purpose.
JOBS: list[tuple[list[str], str]] = [
    (["{}", "fbf", "", "3.5", "", "6", "-0.5"], "210.2"),
    (["{} 2", "t2v", "Kling 2.1 Pro", "1.25", "12.5%", "", "1.5E3"], "1012.5"),
    (['a "b"\nc', "FBF", "", "4", "", "", ""], "240"),
    (["{} 3", "t2v", "kling-2.1-prro", "2", "", "", "x"], ""),
]
HEADER = ["Szene", "Tool", "MODEL", "minutes", "rerender", "images", "price"]

WESTERN, CYRILLIC, CZECH = "Größe „é“ – Ü", "сцена первая", "žluťoučký kůň, řeka"


class Written(NamedTuple):
    """An encoding, what is written in it, and whether it is read."""

    encoding: str
    mark: str
    letters: str
    is_read: bool = True


ENCODINGS = {
    "utf-8": Written("utf-8", "", f"{WESTERN} {CYRILLIC} 漢字 🎵"),
    "utf-8 with a mark": Written("utf-8", "\ufeff", f"{WESTERN} {CZECH}"),
    "utf-16": Written("utf-16-le", "", CYRILLIC),
    "utf-16 with a mark": Written("utf-16-le", "\ufeff", f"{CYRILLIC} 🎵"),
    "utf-16-be": Written("utf-16-be", "", "漢字"),
    "utf-16-be with a mark": Written("utf-16-be", "\ufeff", CZECH),
    "windows-1252": Written("cp1252", "", f"{WESTERN} ¿cuándo? à l’été"),
    "utf-32": Written("utf-32-le", "\ufeff", WESTERN, is_read=False),
    "windows-1251": Written("cp1251", "", CYRILLIC, is_read=False),
    "windows-1250": Written("cp1250", "", CZECH, is_read=False),
    "DOS": Written("cp850", "", "Größe Käse schön", is_read=False),
    "Mac": Written("mac_roman", "", "Größe Käse für", is_read=False),
    "Shift JIS": Written("shift_jis", "", "場面", is_read=False),
}
LINE_ENDS = ("\n", "\r\n")
QUOTING = (csv.QUOTE_MINIMAL, csv.QUOTE_ALL)
BLANKS = ("", "sep", "title", "rows", "columns", "all")


def sheet(delimiter: str, sign: str, letters: str, blanks: str) -> list[list[str]]:
    """The rows of a sheet, some of them blank, with empty columns at the end."""
    wide = blanks in ("columns", "all")
    title = [["My plan, a draft"], [], ["# tool, model: what makes it"]]
    above = title if blanks in ("title", "all") else []
    above = [["sep=", ""], *above] if blanks in ("sep", "all") else above
    jobs = []
    for cells, _ in JOBS:
        numbers = [cell.replace(".", sign) for cell in cells[3:]]
        jobs.append([cells[0].format(letters), *cells[1:3], *numbers])
    if blanks in ("rows", "all"):
        jobs = [[""] * 7, *jobs[:2], [], *jobs[2:], [""] * 7, [""] * 7]
    more = [""] * 3 if wide else []
    return [*above, [*HEADER, *more], *(row and [*row, *more] for row in jobs)]


def text_of(rows: list[list[str]], delimiter: str, end: str, quoting: Any) -> str:
    text = io.StringIO(newline="")
    for row in rows:
        # No program puts the name of the separator in quotes.
        how = csv.QUOTE_MINIMAL if row[:1] == ["sep="] else quoting
        csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=how).writerow(row)
    return text.getvalue()


def came_back(content: bytes, prices: PriceList) -> tuple[bytes, list[str]]:
    """What is written for what was read, and what is wrong with rows."""
    found = rows_of("-", content[:4096], [content[:7], content[7:]], "csv", ["price"])
    assert found.table is not None
    table = found.table
    batch = Batch(prices, passing=["price"], dialect=table.dialect, header=table.header)
    results = list(batch.results(found.each))
    text = CsvRows(table.dialect, table.header, above=table.above).text(results)
    return found.encoding.mark + found.encoding.encoded(text), [it.error for it in results]


def expected_of(rows: list[list[str]], sign: str, errors: Iterator[str]) -> list[list[str]]:
    """The cells that must come back: those of the sheet, and the result's after them."""
    at = next(place for place, row in enumerate(rows) if row[:1] == HEADER[:1])
    expected = [*rows[:at], [*HEADER, *RESULT_KEYS]]
    totals = iter(total.replace(".", sign) for _, total in JOBS)
    for number, row in enumerate(rows[at + 1 :], 1):
        error = next(errors)
        if not any(row):
            expected.append([""] * 14)
        elif total := next(totals):
            expected.append([*row[:7], total, total, "credits", "true", "2025-06-27", "", ""])
        else:
            assert "did you mean kling-2.1-pro?" in error
            expected.append([*row[:7], "", "", "", "", "", str(number), error])
    return expected


FORMS = list(product(",;\t", ".,", ENCODINGS))


def test_there_are_78_forms():
    assert len(FORMS) == 78


@pytest.mark.parametrize(("delimiter", "sign", "name"), FORMS)
def test_a_sheet_comes_back_whole_or_is_answered(
    delimiter: str, sign: str, name: str, prices: PriceList
):
    written = ENCODINGS[name]
    for end, quoting, blanks in product(LINE_ENDS, QUOTING, BLANKS):
        rows = sheet(delimiter, sign, written.letters, blanks)
        text = written.mark + text_of(rows, delimiter, end, quoting)
        content = text.encode(written.encoding)
        if not written.is_read:
            with pytest.raises(FileError) as raised:
                came_back(content, prices)
            assert str(raised.value) == "-: this is not UTF-8 text; save it as CSV UTF-8"
            continue
        found, errors = came_back(content, prices)
        out = found.decode(written.encoding)
        assert out.startswith(written.mark)
        out = out.removeprefix(written.mark)
        assert out.count(end) >= len(rows)
        assert ("\r\n" in out) is (end == "\r\n")
        cells = list(csv.reader(io.StringIO(out, newline=""), delimiter=delimiter))
        assert cells == expected_of(rows, sign, iter(errors))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_line_ends_of_old_macs_are_answered(delimiter: str, prices: PriceList):
    rows = sheet(delimiter, ".", "a", "")
    content = text_of(rows, delimiter, "\r", csv.QUOTE_MINIMAL).encode()
    with pytest.raises(FileError, match="a line ends in CR alone; save it with LF or CRLF"):
        came_back(content, prices)


def test_what_was_written_is_read_again(prices: PriceList):
    """A sheet that comes back can be priced again, once the result's columns are taken out."""
    content = text_of(sheet(";", ",", WESTERN, "all"), ";", "\r\n", csv.QUOTE_MINIMAL).encode()
    once, _ = came_back(content, prices)
    with pytest.raises(FileError, match="'row' and 'error' are a result's own; rename them"):
        came_back(once, prices)
    rows = csv.reader(io.StringIO(once.decode(), newline=""), delimiter=";")
    without = [row[:7] if len(row) > 7 else row for row in rows]
    again, _ = came_back(text_of(without, ";", "\r\n", csv.QUOTE_MINIMAL).encode(), prices)
    assert again == once
