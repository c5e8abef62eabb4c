"""Any result as a neutral report: a title, columns, rows of typed cells, notes.

A cell holds a value for programs and a text for people, so that the formats need not know what
they show. The modules of this package turn one kind of result each into a report; this one knows
what a report is, and what every report says of its prices; not how a format writes it.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final, Literal

from msgspec import Struct

from acorns_cli.pricelist import PriceList
from acorns_cli.quantities import grouped, signed

Value = str | int | bool | Decimal | None


class Cell(Struct, frozen=True):
    """One value, as programs and as people read it."""

    value: Value
    text: str
    share: Decimal | None = None
    """From 0 to 1, of the longest bar: a table draws it after the text."""


class Column(Struct, frozen=True):
    """What the cells below one another are."""

    key: str
    """The name for programs: the header in CSV."""
    title: str
    """The name for people; "" where the column is for programs alone."""
    align: Literal["left", "right"] = "left"
    wraps: bool = False
    """Whether a long text may go on in the next line; a number never does."""
    spare: int = 0
    """When a narrow table leaves it out, as other columns say as much: the highest number goes
    first, 0 stays."""


class Row(Struct, frozen=True):
    """One line of the report."""

    cells: tuple[Cell, ...]
    kind: Literal["plain", "subtotal", "total"] = "plain"


class Report(Struct, frozen=True):
    """A result that is ready to be written in any format."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    """What people must know as well: sources, assumptions, what is missing."""
    document: Struct
    """The same result for other programs, field by field."""
    answer: str
    """What it comes to, alone: the total."""
    warnings: tuple[str, ...] = ()
    """What even a reader of the answer alone must know."""


def text_cell(text: str, value: str | None = None) -> Cell:
    """A cell of words; for programs another word, if one is given."""
    return Cell(text if value is None else value, text)


def number_cell(number: Decimal | None, text: str | None = None) -> Cell:
    """A cell of a number; for people another text than its digits, if one is given."""
    if number is None:
        return EMPTY
    return Cell(number, grouped(number) if text is None else text)


def flag_cell(flag: bool, text: str = "") -> Cell:
    """Whether something holds, for programs; for people a text, where it says more."""
    return Cell(flag, text)


EMPTY: Final = Cell(None, "")


def percent_text(percent: Decimal, is_exact: bool | None, *, sign: bool = True) -> str:
    """A share as people read it: `+12.5%`, and `~−14.29%` where it is rounded."""
    return f"{'' if is_exact else '~'}{signed(percent) if sign else grouped(percent)}%"


# --- what every report says of its prices -----------------------------------------------------


def price_notes(prices: PriceList, today: date) -> tuple[str, ...]:
    """Which prices these are, how old, and where today's are."""
    return (
        f"Prices of {prices.edition} ({age(prices.edition, today)}), from: {prices.origin}",
        "Prices change; the app's Model Selector has today's.",
    )


def age(day: date, today: date) -> str:
    """How long ago a day was, in the largest unit that makes at least two of it."""
    days = (today - day).days
    if days < 0:
        return "not yet in force"
    months = (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)
    for unit, number in (("year", months // 12), ("month", months)):
        if number >= 2:
            return f"{number} {unit}s old"
    return f"{days} day{'' if days == 1 else 's'} old"
