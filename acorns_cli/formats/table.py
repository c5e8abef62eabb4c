"""The table that people read, drawn by Rich."""

from __future__ import annotations

import io

from rich import box
from rich.console import Console
from rich.measure import Measurement
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from acorns_cli.errors import printable
from acorns_cli.formats import Canvas
from acorns_cli.report import Report

_ASCII = str.maketrans({"×": "x", "→": "->", "−": "-", "–": "-", "…": "...", "·": "-"})


def render(report: Report, canvas: Canvas) -> str:
    """The report as a table no wider than the canvas, unless its numbers alone are.

    A number is never cut: only texts go on in the next line.
    """
    table = _table(report, canvas)
    console = _console(canvas, canvas.width)
    width = max(canvas.width, Measurement.get(console, console.options, table).minimum)
    console = _console(canvas, width)
    console.print(_text(report.title, canvas, "bold"))
    console.print(table)
    for note in report.notes:
        console.print(Padding(_text(note, canvas, "dim"), (0, 0, 0, 1)))
    file = console.file
    assert isinstance(file, io.StringIO)  # noqa: S101 - made so below
    # Rich pads each line to the full width; a pipe, an editor and a diff want none of it.
    return "".join(f"{line.rstrip()}\n" for line in file.getvalue().splitlines())


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


def _table(report: Report, canvas: Canvas) -> Table:
    table = Table(box=box.ASCII if canvas.ascii_only else box.ROUNDED, header_style="bold")
    shown = [index for index, column in enumerate(report.columns) if column.title]
    for index in shown:
        column = report.columns[index]
        table.add_column(
            _text(column.title, canvas),
            justify=column.align,
            no_wrap=not column.wraps,
            overflow="fold",
        )
    for row in report.rows:
        total = row.kind == "total"
        if total:
            table.add_section()
        style = "bold green" if total else ""
        table.add_row(*(_text(row.cells[index].text, canvas, style) for index in shown))
    return table


def _text(text: str, canvas: Canvas, style: str = "") -> Text:
    """Text that is shown as it is: no markup, and nothing in it that steers a terminal."""
    text = printable(text)
    if canvas.ascii_only:
        text = text.translate(_ASCII)
    return Text(text, style=style)
