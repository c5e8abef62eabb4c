"""Any result as a neutral report: a title, columns, rows, notes.

A column holds the value for programs and the text for people, so that the formats need not know
what they show.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Generic, Literal, TypeVar

from msgspec import Struct

from acorns_cli.core.quantities import Range, grouped, signed

Value = str | int | bool | Decimal | None
T = TypeVar("T")

Tone = Literal["", "good", "bad"]
"""What a value means for the reader: `bad` is over a budget or too little."""


class Cell(Struct, frozen=True):
    """A value for programs, and what people read in its place."""

    value: Value
    text: str
    share: Decimal | None = None
    """From 0 to 1, of the longest bar: a table draws it after the text."""
    tone: Tone = ""


class Column(Struct, Generic[T], frozen=True):
    """One column of a report, and how it reads its cell from the subject of a row."""

    key: str
    """The name for programs: the header in CSV."""
    title: str = ""
    """The name for people; "" where the column is for programs alone."""
    read: Callable[[T], Cell | Value] | None = None
    """The cell, or a value that people read as `plain_text`; None reads the field of a record that
    is named as the key."""
    align: Literal["left", "right"] = "left"
    wraps: bool = False
    """Whether a long text may go on in the next line; a number never does."""
    easy_width: int = 24
    """Characters to a line that a text which wraps needs to be read with ease."""
    spare: int = 0
    """When a narrow table leaves it out, as other columns say as much: the highest number goes
    first, 0 stays."""

    def cell(self, subject: T) -> Cell:
        """What stands in this column for the subject of a row."""
        if isinstance(subject, dict):
            found = subject.get(self.key)
        else:
            found = self.read(subject) if self.read else getattr(subject, self.key)
        return found if isinstance(found, Cell) else Cell(found, plain_text(found))


RowKind = Literal["plain", "detail", "subtotal", "total"]
"""A detail is a part of the row before it."""


class Row(Struct, frozen=True):
    """One line of the report."""

    subject: Any
    """A record that the columns read, or cells and values by the keys of the columns: a key that is
    not there is an empty cell."""
    kind: RowKind = "plain"


class Report(Struct, frozen=True):
    """A result that is ready to be written in any format."""

    title: str
    columns: tuple[Column[Any], ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    """What people must know as well: sources, assumptions, what is missing."""
    document: Any
    """The same result for other programs, field by field."""
    answer: str
    """The result alone, without explanation: the total."""
    warnings: tuple[str, ...] = ()
    """What even a reader of the answer alone must know."""
    cautions: tuple[str, ...] = ()
    """Those of the notes that warn of old prices."""
    lead: tuple[str, ...] = ()
    """Those of the notes that come before the rows of a page: for whom it is."""
    figures: tuple[tuple[str, str], ...] = ()
    """The main amounts, each with its name before it; a page shows them large."""
    slider: "Slider | None" = None
    """None where no share of re-renders can be chosen."""

    @property
    def shown_columns(self) -> tuple[Column[Any], ...]:
        """The columns for people."""
        return tuple(column for column in self.columns if column.title)


class Slider(Struct, frozen=True):
    """The same result for other shares of re-renders, of which a reader of a page chooses one."""

    start: int
    """The share at first, in percent from 0 to 100."""
    planned: str
    """What the report itself has, in words: `10% – 40%`."""
    at: Callable[[int], Report]
    """The result where so many percent are re-rendered."""


def plain_text(value: Value) -> str:
    """A value as people read it: numbers with their thousands set apart, "" for a flag."""
    if isinstance(value, str):
        return value
    return "" if value is None or isinstance(value, bool) else grouped(Decimal(value))


def range_text(ends: Range, text: Callable[[Decimal], str] = grouped) -> str:
    """Both ends of an amount as people read it, `200 – 800`; one where they read alike."""
    return " – ".join(dict.fromkeys((text(ends.low), text(ends.high))))


def percent_text(percent: Decimal, is_exact: bool | None, *, sign: bool = True) -> str:
    """A share as people read it: `+12.5%`, and `~−14.29%` where it is rounded."""
    return f"{'' if is_exact else '~'}{signed(percent) if sign else grouped(percent)}%"


def sentence_case(text: str) -> str:
    """The text with a capital at its start."""
    return f"{text[:1].upper()}{text[1:]}"
