"""The exact text of each format."""

import csv
import io
import re
from collections.abc import Sequence
from decimal import Decimal
from time import process_time
from typing import Any
from unicodedata import bidirectional

import pytest
from hostile import steering
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace
from rich.cells import cell_len

from acorns_cli.formats.rendering import FORMATS, Canvas, rendered
from acorns_cli.formats.table import _SIMPLE
from acorns_cli.report.report import Cell, Column, Report, Row, Value


def column(at: int, key: str, title: str, **options: object) -> Column[Sequence[Cell | Value]]:
    """A column whose rows are about lists of cells."""
    return Column(key, title, lambda cells: cells[at], **options)


class Document(Struct):
    amount: Decimal
    name: str


def report(name: str, amount: str = "1234.5") -> Report:
    """A small report whose name cell is the user's own."""
    return Report(
        title=f"All about {name}",
        columns=(
            column(0, "name", "Name", wraps=True),
            column(1, "code", ""),
            column(2, "amount", "Amount", align="right"),
        ),
        rows=(
            Row((name, Cell(7, "seven"), Decimal(amount))),
            Row((Cell("total", "Total"), None, Decimal(amount)), "total"),
        ),
        notes=("A note × 1.",),
        document=Document(Decimal(amount), name),
        answer=amount,
    )  # fmt: skip


def bare(columns: Sequence[Column[Any]], *rows: Row, title: str = "T") -> Report:
    """A report without notes."""
    return Report(title, tuple(columns), rows, (), Document(Decimal(1), ""), "")


def test_table():
    assert rendered(report("oak"), "table", Canvas()) == (
        "All about oak\n"
        "╭───────┬─────────╮\n"
        "│ Name  │  Amount │\n"
        "├───────┼─────────┤\n"
        "│ oak   │ 1,234.5 │\n"
        "├───────┼─────────┤\n"
        "│ Total │ 1,234.5 │\n"
        "╰───────┴─────────╯\n"
        " A note × 1.\n"
    )


def test_table_in_ascii():
    text = rendered(report("oak"), "table", Canvas(ascii_only=True))
    assert text.encode("ascii").decode() == (
        "All about oak\n"
        "+-----------------+\n"
        "| Name  |  Amount |\n"
        "|-------+---------|\n"
        "| oak   | 1,234.5 |\n"
        "|-------+---------|\n"
        "| Total | 1,234.5 |\n"
        "+-----------------+\n"
        " A note x 1.\n"
    )


def test_table_in_colour_makes_the_total_stand_out():
    text = rendered(report("oak"), "table", Canvas(colour=True))
    assert text.count("\x1b[1m1,234.5\x1b[0m") == 1
    assert text.count("\x1b[1m") == 5  # the title, two headings and the last row
    assert "\x1b[3" not in text  # colours have a meaning, and a total alone has none


def test_a_table_drops_spare_columns_before_it_grows():
    columns = (
        column(0, "a", "Item"),
        column(1, "b", "Spare", spare=1),
        column(2, "c", "Credits", align="right"),
    )
    row = Row(("oak", "x" * 20, Decimal(1234567)))
    wide = bare(columns, row)
    assert "x" * 20 in rendered(wide, "table", Canvas(width=43))
    narrow = rendered(wide, "table", Canvas(width=42))
    assert "x" not in narrow
    assert "1,234,567" in narrow
    # Narrower than its numbers, a table grows rather than cut one.
    assert "│ oak  │ 1,234,567 │" in rendered(wide, "table", Canvas(width=3))


MARKUP = ["[bold red]oak[/]", ":warning:", "a\\[b]", "[link=x]"]


@pytest.mark.parametrize(
    "name", [*MARKUP, "\x1b[31mred", "a\rb", "\u202eright", "\x9b2J", "\ud800"]
)
def test_text_in_a_table_is_no_markup_and_steers_no_terminal(name: str):
    text = rendered(report(name), "table", Canvas(width=200))
    assert not steering(text.replace("\n", ""))
    assert name in text or name not in MARKUP


@pytest.mark.parametrize(
    "name", ["👩\u200d🎤", "می\u200cخواهم", "第\u30001話", "Do\u00adnau", "a\u00a0b"]
)
def test_characters_without_width_keep_the_columns_straight(name: str):
    lines = [line for line in rendered(report(name), "table", Canvas()).splitlines() if "│" in line]
    assert any(name in line for line in lines)
    plain = [re.sub("[\u2068\u2069]", "", line) for line in lines]
    assert len({cell_len(line) for line in plain}) == 1


def test_characters_that_no_library_is_asked_about_are_simple():
    assert [char for char in _SIMPLE if cell_len(char) != 1] == []
    assert [char for char in _SIMPLE if bidirectional(char) in ("R", "AL")] == []


def test_wide_characters_keep_the_columns_straight():
    lines = rendered(report("音楽"), "table", Canvas()).splitlines()
    assert lines[4] == "│ 音楽  │ 1,234.5 │"


def test_json():
    assert rendered(report("oak", "24.30"), "json", Canvas()) == (
        '{\n  "amount": 24.30,\n  "name": "oak"\n}\n'
    )


def test_csv():
    assert rendered(report('a,"b"'), "csv", Canvas()) == (
        'name,code,amount\n"a,""b""",7,1234.5\ntotal,,1234.5\n'
    )


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        # What a spreadsheet would run is defused, and control characters are spelled out.
        *((formula, f"'{formula}") for formula in ("=1+1", "+1", "-1", "@SUM(A1)")),
        *(("\t=1", "\\t=1"), ("\r=1", "\\r=1"), ("a\nb", "a\\nb"), ("\x1b[2J", "\\x1b[2J")),
    ],
)
def test_csv_is_safe_to_open(name: str, cell: str):
    [_, row, _] = csv.reader(io.StringIO(rendered(report(name), "csv", Canvas())))
    assert row[0] == cell


def test_csv_writes_small_numbers_without_an_exponent():
    assert "0.0000001" in rendered(report("oak", "0.0000001"), "csv", Canvas())


def test_markdown():
    assert rendered(report("oak"), "markdown", Canvas()) == (
        "### All about oak\n"
        "\n"
        "| Name | Amount |\n"
        "| :--- | ---: |\n"
        "| oak | 1,234.5 |\n"
        "| **Total** | **1,234.5** |\n"
        "\n"
        "- A note × 1.\n"
    )


def test_markdown_without_notes_ends_with_the_table():
    empty = bare([column(0, "a", "A")], title="Title")
    assert rendered(empty, "markdown", Canvas()) == "### Title\n\n| A |\n| :--- |\n"


def test_markdown_shows_text_as_it_is():
    text = rendered(report("a|b *c* <d>\n`e` [f](g)"), "markdown", Canvas())
    assert "| a\\|b \\*c\\* \\<d\\> \\`e\\` \\[f\\](g) |" in text


@pytest.mark.parametrize("format_name", FORMATS)
@given(name=st.text(max_size=40))
def test_any_text_can_be_written_and_ends_its_line(format_name: str, name: str):
    # A lone surrogate can't be encoded, and no text that reaches a report has one.
    clean = name.encode("utf-8", "ignore").decode()
    assert rendered(report(clean), format_name, Canvas()).endswith("\n")


def many(rows: int, name: str = "oak") -> Report:
    small = report(name)
    row, total = small.rows
    return replace(small, rows=(*(row,) * rows, total))


@pytest.mark.parametrize("canvas", [Canvas(), Canvas(ascii_only=True), Canvas(colour=True)])
@pytest.mark.parametrize("name", ["oak", "映画", "a name that goes on for more than a line of it"])
def test_a_long_table_looks_as_a_short_one_does(canvas: Canvas, name: str):
    short = rendered(many(3, name), "table", canvas).splitlines()
    long = rendered(many(300, name), "table", canvas).splitlines()
    lines = (len(long) - len(short)) // 297
    # The rows stand after the title, the border, the header and the line under it.
    assert long[: 4 + 3 * lines] == short[: 4 + 3 * lines]
    assert long[4 + 300 * lines :] == short[4 + 3 * lines :]
    assert long[4 : 4 + 300 * lines] == short[4 : 4 + lines] * 300


def test_a_text_from_right_to_left_is_kept_to_its_cell():
    text = rendered(report("שלום עולם"), "table", Canvas())
    assert "│ \u2068שלום עולם\u2069 │ 1,234.5 │\n" in text
    assert text.count("\u2068") == text.count("\u2069") == 1


def test_a_terminal_of_ascii_keeps_its_columns_straight():
    text = rendered(report("שלום"), "table", Canvas(ascii_only=True))
    table = [line for line in text.splitlines() if line[0] in "|+"]
    assert len({len(line) for line in table}) == 1
    assert text.isascii()


def test_columns_go_one_rank_after_another_where_there_is_no_room():
    columns = (
        column(0, "a", "Name of the scene"),
        column(1, "b", "Second to go", spare=1),
        column(2, "c", "First to go", spare=2),
        column(3, "d", "Credits"),
    )
    row = Row("wxyz")
    wide = bare(columns, row)

    def header(width: int) -> list[str]:
        line = rendered(wide, "table", Canvas(width=width)).splitlines()[2]
        return [cell.strip() for cell in line.strip("│").split("│")]

    assert header(80) == ["Name of the scene", "Second to go", "First to go", "Credits"]
    assert header(50) == ["Name of the scene", "Second to go", "Credits"]
    assert header(40) == header(20) == ["Name of the scene", "Credits"]


def test_a_report_without_rows_has_a_title_and_notes_and_no_table():
    empty = replace(bare([column(0, "a", "A")], title="Nothing"), notes=("A note.",))
    assert rendered(empty, "table", Canvas()) == "Nothing\n A note.\n"


def texts(width: int, *names: str, share: str | None = None) -> list[str]:
    """The lines of the first column of a table, header left out."""
    cell = Cell(1, "1", Decimal(share) if share else None)
    columns = (column(0, "name", "Name", wraps=True), column(1, "n", "N"))
    shown = bare(columns, *(Row((name, cell)) for name in names))
    lines = rendered(shown, "table", Canvas(width=width)).splitlines()[4:-1]
    return [line.split("│")[1].strip() for line in lines]


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (40, ["with kling-2.1-standard"]),
        (30, ["with", "kling-2.1-standard"]),
        (26, ["with", "kling-2.1-standard"]),
        (20, ["with", "kling-2.1-", "standard"]),
        (17, ["with", "kling-", "2.1-", "standard"]),
    ],
)
def test_words_are_broken_at_hyphens_and_only_where_they_do_not_fit(width: int, lines: list[str]):
    assert texts(width, "with kling-2.1-standard") == lines


def test_a_word_without_a_better_place_is_broken_at_the_edge():
    assert texts(16, "abcdefghijkl") == ["abcdefgh", "ijkl"]
    assert texts(16, "第一話映画の第一話") == ["第一話映", "画の第一", "話"]


def test_bars_go_before_a_text_is_broken():
    name = "a text that takes more than a line"
    columns = (column(0, "name", "Name", wraps=True), column(1, "n", "N"))
    shown = bare(columns, Row((name, Cell(1, "1", Decimal(1)))))
    wide = rendered(shown, "table", Canvas(width=50))
    assert "█" in wide
    assert texts(49, name, share="1") == [name]
    assert "".join(texts(30, name, share="1")) == "a text that takes morethan a line"


def test_a_terminal_of_one_column_gets_its_words():
    empty = bare([column(0, "a", "A")], title="Nothing here")
    assert rendered(empty, "table", Canvas(width=1)) == "Nothing\nhere\n"


def test_a_total_alone_has_one_line_above_it():
    alone = report("oak")
    lines = rendered(replace(alone, rows=alone.rows[1:]), "table", Canvas())
    assert lines.count("├") == 1


def test_ten_thousand_rows_are_drawn_in_well_under_a_second():
    columns = tuple(column(at, f"k{at}", f"Title {at}", wraps=at < 2) for at in range(8))
    rows = tuple(Row((f"scene {at}", *range(at, at + 7))) for at in range(10_000))
    shown = bare(columns, *rows)
    start = process_time()
    assert rendered(shown, "table", Canvas(width=90)).count("\n") == 10_005
    assert process_time() - start < 3  # a few times what it takes, for a slow machine


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("25% of 48 clips = 12 clips × 5 s", ["25% of", "48 clips", "= 12 clips", "× 5 s"]),
        ("240 s → 3 steps of 5 s × 35", ["240 s", "→ 3 steps", "of 5 s × 35"]),
        ("6 images → 2 sets of 4 × 0.1", ["6 images", "→ 2 sets of", "4 × 0.1"]),
        ("fits 10.00 USD and 5 minutes", ["fits", "10.00 USD", "and 5", "minutes"]),
        ("room 5 songs, 12 credits s", ["room 5", "songs,", "12 credits", "s"]),
    ],
)
def test_a_number_stays_with_its_unit_and_its_sign(text: str, lines: list[str]):
    columns = (column(0, "sum", "Sum", wraps=True), column(1, "n", "N", align="right"))
    shown = bare(columns, Row((text, 1)))
    drawn = rendered(shown, "table", Canvas(width=19)).splitlines()[4:-1]
    assert [line.split("│")[1].strip() for line in drawn] == lines
    assert max(map(len, drawn)) <= 19


def test_a_unit_leaves_its_number_where_both_do_not_fit():
    assert texts(15, "1,200 credits") == ["1,200", "credits"]
    assert texts(21, "1,200 credits") == ["1,200 credits"]


def test_warnings_and_old_prices_stand_out_in_colour():
    notes = ("* Missing.", "Said.", "Warned.", "Prices of b, from: b.", "A page.")
    shown = replace(
        report("oak"), notes=notes, warnings=("Warned.",), cautions=("Prices of b, from: b.",)
    )
    text = rendered(shown, "table", Canvas(colour=True))
    assert text.splitlines()[-5:] == [
        " \x1b[33m* Missing.\x1b[0m",
        " Said.",
        " \x1b[33mWarned.\x1b[0m",
        " \x1b[33mPrices of b, from: b.\x1b[0m",
        " \x1b[2mA page.\x1b[0m",
    ]
    assert "\x1b" not in rendered(shown, "table", Canvas())
