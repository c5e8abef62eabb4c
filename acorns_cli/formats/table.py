"""The table that people read: as wide as its texts, where the canvas has the room."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import zip_longest
from typing import Any, Final

from msgspec import Struct

from acorns_cli.core.quantities import EXACT, rounded_quotient
from acorns_cli.errors import printable
from acorns_cli.formats.rendering import Canvas
from acorns_cli.report.credits import is_warning
from acorns_cli.report.report import Cell, Column, Report, Row, Tone

_BOLD: Final = "1"
_DIM: Final = "2"
_YELLOW: Final = "33"
_CYAN: Final = "36"
_TONES: Final[Mapping[Tone, str]] = {"": "", "good": "32", "bad": "31"}
"""Green only for what is well, red for what is over or too little."""

_NARROW_TEXTS: Final = (8, 5)
"""Characters to a line that a text must do with, and at last, before the table grows out of the
canvas."""

_LEAST_BAR: Final = 7
_MOST_BAR: Final = 30
"""Characters of the longest bar: a longer one would draw attention from the numbers."""

_EIGHTHS: Final = " ▏▎▍▌▋▊▉"
"""The end of a bar, by the eighths of a character that are filled."""

_BREAKS: Final = "-/_"
"""A word that is wider than its line goes on in the next one after one of these, if it has one."""

_UNITS: Final = "s|clips?|steps?|images?|sets?|takes?|pieces?|credits?|min|[A-Z]{3}"
_SPACE: Final = re.compile(
    rf" (?!(?<=[0-9] )(?:{_UNITS})\b|(?<= [×→=−] )[0-9]"
    r"|(?<=[0-9] )(?<!of [0-9] )(?<!of [0-9]{2} )×)"
)
"""Where a line may end: not between a number and its unit, nor between a sign and its number, nor
between a number of packs and its ×; `2 sets of 4` may stand alone."""

_LONG_WORD: Final = 32
"""Characters of a word that need not stay in one line where columns have no room: an address."""

_PIECES: Final = re.compile(f" |(?<=[{_BREAKS}])")

_ROUNDED: Final = ("╭─┬╮", "├─┼┤", "╰─┴╯", "│")
_PLAIN: Final = ("+--+", "|-+|", "+--+", "|")
"""The lines above, between and below rows, each from left to right; and between columns."""

_SIMPLE: Final = frozenset(
    [*map(chr, (*range(0x20, 0x7F), *range(0xAE, 0x180))), *"→−–…╭─┬╮├┼┤╰┴╯│"]
)
"""ASCII, European letters and the signs of tables: each takes one character of a terminal, and runs
from left to right. Libraries that are slow to load know the same of all others."""

_ASCII: Final = str.maketrans({"×": "x", "→": "->", "−": "-", "–": "-", "…": "...", "·": "-"})


def render(report: Report, canvas: Canvas) -> str:
    """The report as a table no wider than the canvas, unless its numbers alone are.

    A number is never cut: only texts go on in the next line.
    """
    table = list(_table(report, canvas)) if report.rows else []
    # A table that has grown lets the texts grow as far; none is narrower than a few characters.
    width = max(canvas.width, _width(table[0]) if table else _NARROW_TEXTS[0])
    lines = [_styled(line, _BOLD, canvas) for line in _wrapped(_plain(report.title, canvas), width)]
    lines += table
    for note, style in _note_styles(report):
        wrapped = _wrapped(_plain(note, canvas), width - 1)
        lines += [f" {_styled(line, style, canvas)}" for line in wrapped]
    return "".join(f"{line}\n" for line in lines)


def _note_styles(report: Report) -> Iterator[tuple[str, str]]:
    """The notes with their colours: yellow to warn, and dim from the first source to the last."""
    style = ""
    for note in report.notes:
        style = style or (_DIM if _FROM.match(note) else "")
        yield note, _YELLOW if is_warning(note, report) else style


_FROM: Final = re.compile(r"(?:Prices|Old:|New:).*\bfrom[:.]")


def _table(report: Report, canvas: Canvas) -> Iterator[str]:
    """The lines of the table, header and borders included; the first is a border."""
    strips = [_strip(column, report.rows, canvas) for column in report.shown_columns]
    columns, bar_width = _layout(strips, canvas.width)
    top, between, bottom, upright = _PLAIN if canvas.ascii_only else _ROUNDED
    blanks = [" " * width for _, width in columns]

    def border(line: str) -> str:
        left, dash, crossing, right = tuple(line)
        return left + crossing.join(dash * (width + 2) for _, width in columns) + right

    def lines(cells: Sequence[Sequence[str]]) -> Iterator[str]:
        for line in zip_longest(*cells):
            texts = (
                blank if text is None else text for text, blank in zip(line, blanks, strict=True)
            )
            yield f"{upright} {f' {upright} '.join(texts)} {upright}"

    yield border(top)
    yield from lines([_cell(strip, strip.title, width, _BOLD, canvas) for strip, width in columns])
    yield border(between)
    cells = [_cells(*column, report.rows, bar_width, canvas) for column in columns]
    before = None  # under the header there is a line already
    for row, *row_cells in zip(report.rows, *cells, strict=True):
        if before and (row.kind == "total" or (row.kind == "subtotal" and before != "subtotal")):
            yield border(between)
        before = row.kind
        yield from lines(row_cells)
    yield border(bottom)


class _Strip(Struct, frozen=True):
    """A column with all its texts, and their widths in characters."""

    column: Column[Any]
    title: str
    cells: list[Cell]
    texts: list[str]
    """Of the cells, as they are shown."""
    has_bars: bool
    longest: int
    """Of the texts."""
    leasts: tuple[int, ...]
    """The fewest characters with each text on one line; in lines that are read with ease; with
    each word on one line; with each part of a hyphened word; and with words broken anywhere."""

    def least(self, tightness: int, bar_width: int) -> int:
        """The fewest characters by the place in `leasts`, with bars of a width if it has any."""
        least = self.leasts[tightness]
        return max(least, self.longest + 1 + bar_width) if self.has_bars and bar_width else least


def _strip(column: Column[Any], rows: Sequence[Row], canvas: Canvas) -> _Strip:
    cells = [column.cell(row.subject) for row in rows]
    title = _plain(column.title, canvas)
    texts = [_plain(cell.text, canvas) for cell in cells]
    longest = max(map(_width, texts))
    most = max(longest, _width(title))
    leasts = (most,) * (4 + len(_NARROW_TEXTS))
    if column.wraps:
        words = [word for text in (title, *texts) for word in _SPACE.split(text)]
        piece = max(_width(piece) for word in words for piece in _PIECES.split(word))
        word = max(piece, *(_width(word) for word in words if _width(word) <= _LONG_WORD))
        lines = min(most, max(word, column.easy_width))
        leasts = (most, lines, word, piece, *(min(piece, least) for least in _NARROW_TEXTS))
    has_bars = any(cell.share is not None for cell in cells)
    return _Strip(column, title, cells, texts, has_bars, longest, leasts)


def _layout(strips: Sequence[_Strip], canvas_width: int) -> tuple[list[tuple[_Strip, int]], int]:
    """The columns that fit, each with its width, and how long the longest bar is.

    First with bars, or long texts in lines; then so without spare columns. At last texts are as
    narrow as their words, their hyphened parts, or a few characters.
    """
    levels = sorted({strip.column.spare for strip in strips}, reverse=True)
    tries = [one for level in levels for one in ((level, 0, _LEAST_BAR), (level, 1, 0))]
    tries += [(levels[-1], tightness, 0) for tightness in range(2, 4 + len(_NARROW_TEXTS))]
    for level, tightness, bar_width in tries:
        shown = [strip for strip in strips if strip.column.spare <= level]
        widths = [strip.least(tightness, bar_width) for strip in shown]
        # Each column has a space on both sides and a border, and one more border ends the row.
        left = canvas_width - 1 - sum(width + 3 for width in widths)
        if left >= 0:
            break
    if bar_width:
        bar_width = min(bar_width + left, _MOST_BAR)
        widths = [strip.least(tightness, bar_width) for strip in shown]
    else:
        widths = _widened(shown, widths, left)
    return list(zip(shown, widths, strict=True)), bar_width


def _widened(strips: Sequence[_Strip], least: Sequence[int], left: int) -> list[int]:
    """The widths with what is left shared out, to broken words first, then to the narrowest."""
    widths = list(least)
    for _ in range(left):
        short = [at for at, strip in enumerate(strips) if widths[at] < strip.leasts[0]]
        if not short:
            break
        widths[min(short, key=lambda at: (widths[at] >= strips[at].leasts[2], widths[at]))] += 1
    return widths


def _cells(
    strip: _Strip, width: int, rows: Sequence[Row], bar_width: int, canvas: Canvas
) -> Iterator[list[str]]:
    for row, cell, text in zip(rows, strip.cells, strip.texts, strict=True):
        bold = _BOLD if row.kind == "total" else ""
        style = ";".join(code for code in (bold, _TONES[cell.tone]) if code)
        if not strip.has_bars:
            yield _cell(strip, text, width, style, canvas)
            continue
        # The text is set flush right before its bar.
        bar = _bar(cell.share or Decimal(0), bar_width, canvas).ljust(width - strip.longest - 1)
        flush = " " * (strip.longest - _width(text)) + _styled(text, style, canvas)
        yield [f"{flush} {_styled(bar, _CYAN, canvas)}" if width > strip.longest else flush]


def _cell(strip: _Strip, text: str, width: int, style: str, canvas: Canvas) -> list[str]:
    """The lines of a text, each as wide as the column."""
    lines = []
    for line in _wrapped(text, width):
        spaces = " " * (width - _width(line))
        shown = _styled(_isolated(line), style, canvas)
        lines.append(spaces + shown if strip.column.align == "right" else shown + spaces)
    return lines


def _bar(share: Decimal, width: int, canvas: Canvas) -> str:
    """A bar of that share of the width; whatever is more than nothing shows."""
    parts = 1 if canvas.ascii_only else len(_EIGHTHS)
    exact = EXACT.multiply(share, Decimal(parts * width))
    filled = int(rounded_quotient(exact, Decimal(1), decimals=0)) or (1 if share and width else 0)
    whole, rest = divmod(filled, parts)
    return "#" * whole if canvas.ascii_only else f"{'█' * whole}{_EIGHTHS[rest].strip()}"


def _wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most that width, broken between words as long as they fit."""
    if _width(text) <= width:
        return [text]
    lines, line, room = [], "", 0
    for word in _SPACE.split(text):
        *whole, last = _pieces(word, width) if (long := _width(word)) > width else (word,)
        if not whole and long < room:
            line, room = f"{line} {word}", room - 1 - long
            continue
        if line:
            lines.append(line.rstrip(" "))
        lines += whole
        line, room = last, width - _width(last)
    return [*lines, line]


def _pieces(word: str, width: int) -> Iterator[str]:
    """A word that is wider than a line in parts that fit."""
    from rich.cells import chop_cells  # only so long a word needs it

    at = 0
    while at < len(word):
        fitting = chop_cells(word[at : at + width], width)[0]
        end = at + len(fitting)
        if end < len(word):
            end = max(word.rfind(mark, at, end) for mark in f"{_BREAKS} ") + 1 or end
        yield word[at:end].rstrip(" ")
        at = end


def _width(text: str) -> int:
    """How many characters of a terminal a text takes."""
    if _SIMPLE.issuperset(text):
        return len(text)
    from rich.cells import cell_len  # only other characters need it

    return cell_len(text)


def _styled(text: str, style: str, canvas: Canvas) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if canvas.colour and style and text else text


def _plain(text: str, canvas: Canvas) -> str:
    """Text that is shown as it is: nothing in it steers a terminal."""
    text = printable(text)
    if canvas.ascii_only:
        text = text.translate(_ASCII).encode("ascii", "backslashreplace").decode()
    return text


def _isolated(text: str) -> str:
    """The text, kept to its own cell if it runs from right to left.

    Else some terminals would reorder the borders and numbers beside it.
    """
    if _SIMPLE.issuperset(text):
        return text
    from unicodedata import bidirectional  # only other characters need it

    is_from_right = any(bidirectional(character) in ("R", "AL") for character in text)
    return f"\u2068{text}\u2069" if is_from_right else text
