"""The table that people read, drawn by Rich."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Final, NamedTuple
from unicodedata import bidirectional

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from acorns_cli.errors import printable
from acorns_cli.formats import Canvas
from acorns_cli.quantities import EXACT, rounded_quotient
from acorns_cli.report import Report, Row
from acorns_cli.report.credits import INCOMPLETE

_LEAST_TEXT: Final = 24
"""Characters to a line that a text needs to be read with ease."""

_NARROW_TEXT: Final = 8
"""Characters to a line that a text must do with, before the table grows out of the canvas."""

_LEAST_BAR: Final = 7
_MOST_BAR: Final = 30
"""Characters of the longest bar: beyond that, it takes the eye from the numbers."""

_EIGHTHS: Final = " ▏▎▍▌▋▊▉"
"""The end of a bar, by the eighths of a character that are filled."""

_MANY: Final = 100
"""Rows of one line each, from which on they are drawn here: Rich takes 0.3 ms for a row."""

_MARK: Final = "\u2066"
"""Stands for such rows in what Rich draws; no text has it, since it is not for printing."""

_CELL_TEXT: Final = re.compile(r"[^\s│\x1b](?:[^│\x1b]*[^\s│\x1b])?")
"""What stands between two borders or changes of colour, without the spaces around it."""

_ASCII: Final = str.maketrans({"×": "x", "→": "->", "−": "-", "–": "-", "…": "...", "·": "-"})


def render(report: Report, canvas: Canvas) -> str:
    """The report as a table no wider than the canvas, unless its numbers alone are.

    A number is never cut: only texts go on in the next line.
    """
    drawing = _fitting_drawing(report, canvas)
    console = _console(canvas, max(canvas.width, drawing.least_width))
    console.print(_text(report.title, canvas, "bold"))
    if report.rows:
        console.print(drawing.table)
    for note in report.notes:
        style = "" if note.startswith(INCOMPLETE) or note in report.warnings else "dim"
        console.print(Padding(_text(note, canvas, style), (0, 0, 0, 1)))
    file = console.file
    assert isinstance(file, io.StringIO)  # noqa: S101 - made so below
    # Rich pads each line to the full width; a pipe, an editor and a diff want none of it.
    lines = _with_blocks(drawing, (line.rstrip() for line in file.getvalue().splitlines()))
    return "".join(f"{_isolated(line) if line.startswith('│') else line}\n" for line in lines)


def _console(canvas: Canvas, width: int) -> Console:
    return Console(
        file=io.StringIO(),
        width=width,
        color_system="standard" if canvas.colour else None,
        force_terminal=canvas.colour,
        no_color=not canvas.colour,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        _environ={},
    )


# --- what fits --------------------------------------------------------------------------------


class _Width(NamedTuple):
    """What a column needs, in characters."""

    title: int
    text: int
    """Its longest text."""
    least: int
    """As narrow as it may be, without bars."""
    has_bars: bool

    def least_with_bars(self, bar_width: int) -> int:
        """As narrow as it may be, with bars of a width after its texts; 0 is for no bars."""
        if not self.has_bars or not bar_width:
            return self.least
        return max(self.title, self.text + 1 + bar_width)


class _Drawing(NamedTuple):
    """What Rich draws, and the rows that it leaves to us."""

    table: Table
    least_width: int
    blocks: list[list[list[str]]]
    """Rows of plain text, each on one line; in the table a row with a mark stands for each."""


def _fitting_drawing(report: Report, canvas: Canvas) -> _Drawing:
    """The first that fits: all columns with bars, or without, and then fewer and fewer spare ones.

    Bars take the width that is left. If nothing fits, the texts are set more narrowly.
    """
    texts = [[_plain(cell.text, canvas) for cell in row.cells] for row in report.rows]
    titled = [index for index, column in enumerate(report.columns) if column.title]
    levels = sorted({report.columns[index].spare for index in titled}, reverse=True)
    tries = [(_LEAST_TEXT, level, bar) for level in levels for bar in (_LEAST_BAR, 0)]
    for least_text, level, bar_width in (*tries, (_NARROW_TEXT, levels[-1], 0)):
        widths = [
            _width(report, index, texts, canvas, least_text) for index in range(len(report.columns))
        ]
        shown = [index for index in titled if report.columns[index].spare <= level]
        left = canvas.width - _least_width([widths[index] for index in shown], bar_width)
        if left >= 0:
            longer = min(bar_width + left, _MOST_BAR) if bar_width else 0
            return _drawing(report, canvas, shown, texts, widths, longer)
    return _drawing(report, canvas, shown, texts, widths, 0)


def _width(
    report: Report, index: int, texts: Sequence[Sequence[str]], canvas: Canvas, least_text: int
) -> _Width:
    column = report.columns[index]
    title = cell_len(_plain(column.title, canvas))
    text = max((cell_len(row_texts[index]) for row_texts in texts), default=0)
    longest = max(title, text)
    least = min(longest, least_text) if column.wraps else longest
    has_bars = any(row.cells[index].share is not None for row in report.rows)
    return _Width(title, text, least, has_bars)


def _least_width(widths: Iterable[_Width], bar_width: int) -> int:
    """The width that a table takes when each column is as narrow as it may be."""
    # Each column has a space on both sides and a border, and one more border ends the row.
    return sum(width.least_with_bars(bar_width) + 3 for width in widths) + 1


def _drawing(
    report: Report,
    canvas: Canvas,
    shown: Sequence[int],
    texts: Sequence[Sequence[str]],
    widths: Sequence[_Width],
    bar_width: int,
) -> _Drawing:
    table = Table(box=box.ASCII if canvas.ascii_only else box.ROUNDED, header_style="bold")
    for index in shown:
        column = report.columns[index]
        table.add_column(
            _text(column.title, canvas),
            justify=column.align,
            no_wrap=not column.wraps,
            min_width=widths[index].least_with_bars(bar_width),
            overflow="fold",
        )
    blocks: list[list[list[str]]] = []
    before = "plain"
    rows = zip(report.rows, texts, strict=True)
    for one_line, group in groupby(rows, key=lambda row: _is_one_line(row[0], row[1], widths)):
        block = list(group)
        if one_line and len(block) >= _MANY:
            blocks.append([[row_texts[index] for index in shown] for _, row_texts in block])
            table.add_row(_MARK)
            continue
        for row, row_texts in block:
            if row.kind == "total" or (row.kind == "subtotal" and before != "subtotal"):
                table.add_section()
            before = row.kind
            table.add_row(
                *(
                    _cell_text(row, index, row_texts[index], widths[index], bar_width, canvas)
                    for index in shown
                )
            )
    least_width = _least_width([widths[index] for index in shown], bar_width)
    return _Drawing(table, least_width, blocks)


def _is_one_line(row: Row, texts: Sequence[str], widths: Sequence[_Width]) -> bool:
    """Whether a row needs nothing of Rich: no colour, no bar, no second line."""
    return row.kind == "plain" and all(
        not width.has_bars and cell_len(text) <= width.least
        for text, width in zip(texts, widths, strict=True)
    )


def _cell_text(
    row: Row, index: int, plain: str, width: _Width, bar_width: int, canvas: Canvas
) -> Text:
    """A cell; in a column with bars it is set flush right before its bar."""
    text = Text(plain, "bold green" if row.kind == "total" else "")
    if width.has_bars:
        text.pad_left(width.text - text.cell_len)
        if bar_width:
            share = row.cells[index].share or Decimal(0)
            text.append(f" {_bar(share, bar_width, ascii_only=canvas.ascii_only)}", style="cyan")
    return text


def _bar(share: Decimal, width: int, *, ascii_only: bool) -> str:
    """A bar of that share of the width, padded to it; whatever is more than nothing shows."""
    parts = 1 if ascii_only else len(_EIGHTHS)
    exact = EXACT.multiply(share, Decimal(parts * width))
    filled = int(rounded_quotient(exact, Decimal(1), decimals=0)) or (1 if share else 0)
    whole, rest = divmod(filled, parts)
    bar = "#" * whole if ascii_only else f"{'█' * whole}{_EIGHTHS[rest].strip()}"
    return bar.ljust(width)


def _text(text: str, canvas: Canvas, style: str = "") -> Text:
    return Text(_plain(text, canvas), style)


def _plain(text: str, canvas: Canvas) -> str:
    """Text that is shown as it is: nothing in it steers a terminal."""
    text = printable(text)
    if canvas.ascii_only:
        text = text.translate(_ASCII).encode("ascii", "backslashreplace").decode()
    return text


# --- what Rich has drawn ----------------------------------------------------------------------


def _with_blocks(drawing: _Drawing, lines: Iterable[str]) -> Iterator[str]:
    """The lines that Rich drew, with the rows that are left to us in their place."""
    blocks = iter(drawing.blocks)
    widths: list[int] = []
    for line in lines:
        if not widths and line.startswith(("├", "|-")):
            # The line under the header; a space on both sides belongs to each cell.
            widths = [len(cell) - 2 for cell in re.findall("[─-]+", line)]
        if _MARK not in line:
            yield line
            continue
        upright = line[0]
        for texts in next(blocks):
            cells = map(_padded, texts, widths, drawing.table.columns)
            yield f"{upright} {f' {upright} '.join(cells)} {upright}"


def _padded(text: str, width: int, column: Column) -> str:
    spaces = " " * (width - cell_len(text))
    return spaces + text if column.justify == "right" else text + spaces


def _isolated(line: str) -> str:
    """The line with each text that runs from right to left kept to its own cell.

    A terminal that knows of such text would else let it carry the borders and numbers beside it
    along; the marks take no room, and say where it ends.
    """
    return _CELL_TEXT.sub(
        lambda match: f"\u2068{match[0]}\u2069" if _runs_left(match[0]) else match[0], line
    )


def _runs_left(text: str) -> bool:
    return any(bidirectional(character) in ("R", "AL") for character in text)
