"""An estimate as a report. This module knows which columns, names and notes it has."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from msgspec import UNSET
from msgspec.structs import asdict

from acorns_cli.account import Account
from acorns_cli.job import Job
from acorns_cli.pricelist import TOOLS, PriceList
from acorns_cli.pricing import Estimate, LineItem, Range, UnpricedItem
from acorns_cli.quantities import clock, grouped, printed
from acorns_cli.report import (
    EMPTY,
    Cell,
    Column,
    Report,
    Row,
    number_cell,
    price_notes,
    text_cell,
    total_label,
)
from acorns_cli.report.account import account_lines, account_notes, top_up_note

ITEM_NAMES: Final = {
    "base": "Base footage",
    "rerender": "Re-render",
    "extra": "Extra footage",
    "images": "Images",
}
_UNIT_TEXTS: Final = {"second": "s", "image": "image", "image set": "set"}


class EstimateAndAccount(Estimate, frozen=True):
    """An estimate with what it does to the balance that was given."""

    account: Account


def estimate_report(
    job: Job,
    estimate: Estimate,
    prices: PriceList,
    account: Account | None = None,
    *,
    today: date,
) -> Report:
    """What a job costs, line by line.

    Args:
        job: What was asked.
        estimate: The answer.
        prices: The list that it is from, for the names that people know.
        account: What it does to the balance, if one is given.
        today: The day on which it is read, for the age of the prices.
    """
    has_range = estimate.range is not None
    columns = (
        Column("item", "Item"),
        Column("quantity", "Quantity", "right", spare=1),
        Column("unit", ""),
        Column("rate", "Rate", "right", spare=1),
        Column("sum", "Sum", wraps=True),
        *((Column("credits_low", ""),) if has_range else ()),
        Column("credits", "Credits", "right"),
    )
    rows = (
        *(Row(_line_cells(line, has_range=has_range)) for line in estimate.lines),
        Row(_total_cells(estimate), kind="total"),
        *(_account_rows(account, has_range=has_range) if account else ()),
    )
    missing = tuple(missing_note(item) for item in estimate.unpriced)
    return Report(
        title=job_title(job, prices),
        columns=columns,
        rows=rows,
        notes=(
            *missing,
            *(account_notes(account, prices) if account else ()),
            *(f"Assumed: {assumption}." for assumption in estimate.assumptions),
            *price_notes(prices, today),
            *(top_up_note(prices) if account and account.top_up else ()),
        ),
        document=EstimateAndAccount(**asdict(estimate), account=account) if account else estimate,
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


def credits_cells(credits: Decimal, range_: Range | None, has_range: bool) -> tuple[Cell, ...]:
    """Credits, after the low end of them where the report has ranges."""
    if not has_range:
        return (number_cell(credits),)
    if range_ is None:
        return EMPTY, number_cell(credits)
    low, high = grouped(range_.low), grouped(range_.high)
    text = low if low == high else f"{low} – {high}"
    return number_cell(range_.low), number_cell(credits, text)


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
        *credits_cells(line.credits, None if line.range is UNSET else line.range, has_range),
    )


def _total_cells(estimate: Estimate) -> tuple[Cell, ...]:
    has_range = estimate.range is not None
    label = total_label(complete=estimate.complete)
    return (
        text_cell(label, "total"),
        *(EMPTY,) * 4,
        *credits_cells(estimate.total_credits, estimate.range, has_range),
    )


def _account_rows(account: Account, *, has_range: bool) -> tuple[Row, ...]:
    return tuple(
        Row(
            (
                text_cell(line.name, line.key),
                *(EMPTY,) * 3,
                text_cell(line.sum),
                *credits_cells(line.credits, None, has_range),
            )
        )
        for line in account_lines(account)
    )


def missing_note(item: UnpricedItem, total: str = "the total") -> str:
    """What is not in a total, why, and where its price is seen."""
    return f"Not in {total}: {item.name}. {_sentence(item.why)} {_sentence(item.where)}"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
