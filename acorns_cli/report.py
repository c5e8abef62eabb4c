"""Any result as a neutral report: a title, columns, rows of typed cells, notes.

A cell holds a value for programs and a text for people, so that the formats need not know what
they show. This module knows what a result looks like; not how a format writes it.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final, Literal

from msgspec import UNSET, Struct

from acorns_cli.job import Job
from acorns_cli.pricelist import TOOLS, PriceList
from acorns_cli.pricing import Estimate, LineItem, Range, UnpricedItem
from acorns_cli.quantities import clock, grouped, printed

ITEM_NAMES: Final = {
    "base": "Base footage",
    "rerender": "Re-render",
    "extra": "Extra footage",
    "images": "Images",
}
_UNIT_TEXTS: Final = {"second": "s", "image": "image", "image set": "set"}

Value = str | int | Decimal | None


class Cell(Struct, frozen=True):
    """One value, as programs and as people read it."""

    value: Value
    text: str


class Column(Struct, frozen=True):
    """What the cells below one another are."""

    key: str
    """The name for programs: the header in CSV."""
    title: str
    """The name for people; "" where the column is for programs alone."""
    align: Literal["left", "right"] = "left"
    wraps: bool = False
    """Whether a long text may go on in the next line; a number never does."""


class Row(Struct, frozen=True):
    """One line of the report."""

    cells: tuple[Cell, ...]
    kind: Literal["plain", "total"] = "plain"


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


EMPTY: Final = Cell(None, "")


# --- an estimate ------------------------------------------------------------------------------


def estimate_report(job: Job, estimate: Estimate, prices: PriceList, *, today: date) -> Report:
    """What a job costs, line by line.

    Args:
        job: What was asked.
        estimate: The answer.
        prices: The list that it is from, for the names that people know.
        today: The day on which it is read, for the age of the prices.
    """
    has_range = estimate.range is not None
    columns = (
        Column("item", "Item"),
        Column("quantity", "Quantity", "right"),
        Column("unit", ""),
        Column("rate", "Rate", "right"),
        Column("sum", "Sum", wraps=True),
        *((Column("credits_low", ""),) if has_range else ()),
        Column("credits", "Credits", "right"),
    )
    rows = (
        *(Row(_line_cells(line, has_range=has_range)) for line in estimate.lines),
        Row(_total_cells(estimate), kind="total"),
    )
    missing = tuple(_missing(item) for item in estimate.unpriced)
    return Report(
        title=job_title(job, prices),
        columns=columns,
        rows=rows,
        notes=(
            *missing,
            *(f"Assumed: {assumption}." for assumption in estimate.assumptions),
            *price_notes(prices, today),
        ),
        document=estimate,
        answer=printed(estimate.total_credits),
        warnings=missing,
    )


def job_title(job: Job, prices: PriceList) -> str:
    """A job in a few words: `Text-to-Video with Kling 2.1 Standard, 4:00 of video`."""
    title = TOOLS[job.tool]
    if job.model:
        title += f" with {model_name(prices, job.tool, job.model)}"
    return f"{title}, {clock(job.base_seconds)} of video" if job.base_seconds else title


def model_name(prices: PriceList, tool: str, model: str) -> str:
    """The name that people know a model by, or its slug where the list has none."""
    listed = prices.tools[tool].models.get(model)
    return listed.name or model if listed else model


def _line_cells(line: LineItem, *, has_range: bool) -> tuple[Cell, ...]:
    unit = _UNIT_TEXTS[line.unit]
    quantity = f"{grouped(line.quantity)} {unit}"
    if line.unit != "second" and line.quantity != 1:
        quantity += "s"
    return (
        text_cell(ITEM_NAMES[line.item], line.item),
        number_cell(line.quantity, quantity),
        text_cell(line.unit),
        number_cell(line.rate, f"{grouped(line.rate)}/{unit}"),
        text_cell(line.sum),
        *_credits_cells(line.credits, None if line.range is UNSET else line.range, has_range),
    )


def _total_cells(estimate: Estimate) -> tuple[Cell, ...]:
    has_range = estimate.range is not None
    label = "Total" if estimate.complete else "Total so far"
    return (
        text_cell(label, "total"),
        *(EMPTY,) * 4,
        *_credits_cells(estimate.total_credits, estimate.range, has_range),
    )


def _credits_cells(credits: Decimal, range_: Range | None, has_range: bool) -> tuple[Cell, ...]:
    if not has_range or range_ is None:
        return (number_cell(credits),)
    low, high = grouped(range_.low), grouped(range_.high)
    text = low if low == high else f"{low} – {high}"
    return number_cell(range_.low), number_cell(credits, text)


def _missing(item: UnpricedItem) -> str:
    return f"Not in the total: {item.name}. {_sentence(item.why)} {_sentence(item.where)}"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def price_notes(prices: PriceList, today: date) -> tuple[str, ...]:
    """Which prices these are, how old, and where today's are."""
    return (
        f"Prices of {prices.edition} ({age(prices.edition, today)}), from: {prices.source}",
        "Prices change; the app's Model Selector has today's.",
    )


def age(day: date, today: date) -> str:
    """How long ago a day was, in the largest unit that makes at least two of it."""
    days = (today - day).days
    if days < 0:
        return "not yet in force"
    for unit, length in (("year", 365), ("month", 30)):
        if days >= 2 * length:
            return f"{days // length} {unit}s old"
    return f"{days} day{'' if days == 1 else 's'} old"
