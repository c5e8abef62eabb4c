"""The table that people read, drawn by Rich."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from acorns_cli.errors import printable
from acorns_cli.formats import Canvas
from acorns_cli.quantities import EXACT, rounded_quotient
from acorns_cli.report import Report, Row

_LEAST_TEXT: Final = 24
"""Characters to a line that a text needs to be read with ease."""

_LEAST_BAR: Final = 7
_MOST_BAR: Final = 30
"""Characters of the longest bar: beyond that, it takes the eye from the numbers."""

_EIGHTHS: Final = " ▏▎▍▌▋▊▉"
"""The end of a bar, by the eighths of a character that are filled."""

_ASCII: Final = str.maketrans({"×": "x", "→": "->", "−": "-", "–": "-", "…": "...", "·": "-"})


def render(report: Report, canvas: Canvas) -> str:
    """The report as a table no wider than the canvas, unless its numbers alone are.

    A number is never cut: only texts go on in the next line.
    """
    table = _fitting_table(report, canvas)
    width = max(canvas.width, _least_width(table))
    console = _console(canvas, width)
    console.print(_text(report.title, canvas, "bold"))
    console.print(table)
    for note in report.notes:
        style = "" if note in report.warnings else "dim"
        console.print(Padding(_text(note, canvas, style), (0, 0, 0, 1)))
    file = console.file
    assert isinstance(file, io.StringIO)  # noqa: S101 - made so below
    # Rich pads each line to the full width; a pipe, an editor and a diff want none of it.
    return "".join(f"{line.rstrip()}\n" for line in file.getvalue().splitlines())


def _fitting_table(report: Report, canvas: Canvas) -> Table:
    """The first that fits: all columns, fewer and fewer spare ones, and then the same without bars.

    Bars take the width that is left.
    """
    titled = [index for index, column in enumerate(report.columns) if column.title]
    levels = sorted({report.columns[index].spare for index in titled}, reverse=True)
    for bar_width in (_LEAST_BAR, 0):
        for level in levels:
            shown = [index for index in titled if report.columns[index].spare <= level]
            table = _table(report, canvas, shown, bar_width)
            left = canvas.width - _least_width(table)
            if left >= 0:
                longer = min(bar_width + left, _MOST_BAR) if bar_width else 0
                return _table(report, canvas, shown, longer)
    return table


def _least_width(table: Table) -> int:
    """The width that the table takes when each column is as narrow as it may be."""
    # Each column has a space on both sides and a border, and one more border ends the row.
    return sum((column.min_width or 0) + 3 for column in table.columns) + 1


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


def _table(report: Report, canvas: Canvas, shown: Sequence[int], bar_width: int) -> Table:
    table = Table(box=box.ASCII if canvas.ascii_only else box.ROUNDED, header_style="bold")
    cells = [[_cell_text(row, i, canvas) for i in shown] for row in report.rows]
    for position, index in enumerate(shown):
        column = report.columns[index]
        title = _text(column.title, canvas)
        texts = [row_cells[position] for row_cells in cells]
        if any(row.cells[index].share is not None for row in report.rows):
            _add_bars(texts, [row.cells[index].share for row in report.rows], canvas, bar_width)
        longest = max(text.cell_len for text in (title, *texts))
        table.add_column(
            title,
            justify=column.align,
            no_wrap=not column.wraps,
            min_width=min(longest, _LEAST_TEXT) if column.wraps else longest,
            overflow="fold",
        )
    for row, row_cells in zip(report.rows, cells, strict=True):
        if row.kind == "total":
            table.add_section()
        table.add_row(*row_cells)
    return table


def _cell_text(row: Row, index: int, canvas: Canvas) -> Text:
    return _text(row.cells[index].text, canvas, "bold green" if row.kind == "total" else "")


def _add_bars(
    texts: Sequence[Text], shares: Sequence[Decimal | None], canvas: Canvas, width: int
) -> None:
    """Sets the texts flush right, with a bar after each if there is a width for it."""
    longest = max(text.cell_len for text in texts)
    for text, share in zip(texts, shares, strict=True):
        text.pad_left(longest - text.cell_len)
        if width:
            bar = _bar(share or Decimal(0), width, ascii_only=canvas.ascii_only)
            text.append(f" {bar}", style="cyan")


def _bar(share: Decimal, width: int, *, ascii_only: bool) -> str:
    """A bar of that share of the width, padded to it; whatever is more than nothing shows."""
    parts = 1 if ascii_only else len(_EIGHTHS)
    exact = EXACT.multiply(share, Decimal(parts * width))
    filled = int(rounded_quotient(exact, Decimal(1), decimals=0)) or (1 if share else 0)
    whole, rest = divmod(filled, parts)
    bar = "#" * whole if ascii_only else f"{'█' * whole}{_EIGHTHS[rest].strip()}"
    return bar.ljust(width)


def _text(text: str, canvas: Canvas, style: str = "") -> Text:
    """Text that is shown as it is: no markup, and nothing in it that steers a terminal."""
    text = printable(text)
    if canvas.ascii_only:
        text = text.translate(_ASCII)
    return Text(text, style=style)
