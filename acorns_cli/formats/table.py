"""The table that people read, drawn by Rich."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
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
from acorns_cli.report import Report

_LEAST_TEXT: Final = 24
"""Characters to a line that a text needs to be read with ease."""

_MANY: Final = 100
"""Rows of one line each, from which on they are drawn here: Rich takes 0.3 ms for a row."""

_MARK: Final = "\ue000"
"""Stands for such rows in what Rich draws; no text has it, since it is not for printing."""

_CELL_TEXT: Final = re.compile(r"[^\s│\x1b](?:[^│\x1b]*[^\s│\x1b])?")
"""What stands between two borders or changes of colour, without the spaces around it."""

_ASCII: Final = str.maketrans({"×": "x", "→": "->", "−": "-", "–": "-", "…": "...", "·": "-"})


def render(report: Report, canvas: Canvas) -> str:
    """The report as a table no wider than the canvas, unless its numbers alone are.

    A number is never cut: only texts go on in the next line.
    """
    drawing = _fitting_drawing(report, canvas)
    width = max(canvas.width, _least_width(drawing.table))
    console = _console(canvas, width)
    console.print(_text(report.title, canvas, "bold"))
    console.print(drawing.table)
    for note in report.notes:
        style = "" if note in report.warnings else "dim"
        console.print(Padding(_text(note, canvas, style), (0, 0, 0, 1)))
    file = console.file
    assert isinstance(file, io.StringIO)  # noqa: S101 - made so below
    # Rich pads each line to the full width; a pipe, an editor and a diff want none of it.
    lines = _whole(drawing, (line.rstrip() for line in file.getvalue().splitlines()))
    return "".join(f"{_isolated(line) if line.startswith('│') else line}\n" for line in lines)


class _Drawing(NamedTuple):
    """What Rich draws, and the rows that it leaves to us."""

    table: Table
    blocks: list[list[list[str]]]
    """Rows of plain text, each on one line; in the table a row with a mark stands for each."""


def _whole(drawing: _Drawing, lines: Iterable[str]) -> Iterator[str]:
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


def _fitting_drawing(report: Report, canvas: Canvas) -> _Drawing:
    """The table with all its columns, or without as many spare ones as it takes to fit."""
    shown = [index for index, column in enumerate(report.columns) if column.title]
    drawing = _drawing(report, canvas, shown)
    for rank in sorted({report.columns[index].spare for index in shown} - {0}):
        if _least_width(drawing.table) <= canvas.width:
            break
        shown = [index for index in shown if report.columns[index].spare != rank]
        drawing = _drawing(report, canvas, shown)
    return drawing


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


def _drawing(report: Report, canvas: Canvas, shown: Sequence[int]) -> _Drawing:
    table = Table(box=box.ASCII if canvas.ascii_only else box.ROUNDED, header_style="bold")
    rows = [[_plain(row.cells[index].text, canvas) for index in shown] for row in report.rows]
    for place, index in enumerate(shown):
        column = report.columns[index]
        title = _plain(column.title, canvas)
        longest = max(cell_len(text) for text in (title, *(texts[place] for texts in rows)))
        table.add_column(
            Text(title),
            justify=column.align,
            no_wrap=not column.wraps,
            min_width=min(longest, _LEAST_TEXT) if column.wraps else longest,
            overflow="fold",
        )
    blocks = []
    kinds = [row.kind for row in report.rows]
    widths = [column.min_width or 0 for column in table.columns]
    for kind, section in groupby(zip(kinds, rows, strict=True), key=itemgetter(0)):
        if kind != "plain":
            table.add_section()
        style = "bold green" if kind == "total" else ""
        for one_line, group in groupby(
            (texts for _, texts in section), key=lambda texts: all(map(_fits, texts, widths))
        ):
            block = list(group)
            if one_line and not style and len(block) >= _MANY:
                blocks.append(block)
                block = [[_MARK]]
            for texts in block:
                table.add_row(*(Text(text, style) for text in texts))
    return _Drawing(table, blocks)


def _fits(text: str, width: int) -> bool:
    return cell_len(text) <= width


def _text(text: str, canvas: Canvas, style: str = "") -> Text:
    return Text(_plain(text, canvas), style)


def _plain(text: str, canvas: Canvas) -> str:
    """Text that is shown as it is: nothing in it steers a terminal."""
    text = printable(text)
    if canvas.ascii_only:
        text = text.translate(_ASCII).encode("ascii", "backslashreplace").decode()
    return text
