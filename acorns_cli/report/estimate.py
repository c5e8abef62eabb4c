"""An estimate as a report. This module knows which columns, names and notes it has."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from acorns_cli.job import Job
from acorns_cli.names import TOOLS
from acorns_cli.pricelist import PriceList
from acorns_cli.pricing import Estimate, LineItem
from acorns_cli.quantities import clock, grouped, printed
from acorns_cli.report import (
    EMPTY,
    Cell,
    Column,
    Report,
    Row,
    flag_cell,
    number_cell,
    price_notes,
    text_cell,
)
from acorns_cli.report.credits import credits_cells, marked, missing_note, total_label

if TYPE_CHECKING:
    from acorns_cli.account import Account

ITEM_NAMES: Final = {
    "base": "Base footage",
    "rerender": "Re-render",
    "extra": "Extra footage",
    "images": "Images",
}
_UNIT_TEXTS: Final = {"second": "s", "image": "image", "image set": "set"}


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
    rows = (
        *(
            Row(_line_cells(line, _item_name(line, job, prices), has_range=has_range))
            for line in estimate.lines
        ),
        Row(_total_cells(estimate), kind="total"),
    )
    missing = tuple(missing_note(item) for item in estimate.unpriced)
    report = Report(
        title=job_title(job, prices),
        columns=_columns(has_range=has_range),
        rows=rows,
        notes=(
            *map(marked, missing),
            *(f"Assumed: {assumption}." for assumption in estimate.assumptions),
            *price_notes(prices, today),
        ),
        document=estimate,
        answer=printed(estimate.total_credits),
        warnings=missing,
    )
    if account is None:
        return report
    # Only a balance needs it, and the packs that it may need are slow to load.
    from acorns_cli.report.estimateaccount import with_account

    return with_account(report, estimate, account, prices)


def _columns(*, has_range: bool) -> tuple[Column, ...]:
    return (
        Column("item", "Item", wraps=True),
        Column("quantity", "Quantity", "right", spare=1),
        Column("unit", ""),
        Column("rate", "Rate", "right", spare=1),
        Column("sum", "Sum", wraps=True),
        *((Column("credits_low", ""),) if has_range else ()),
        Column("credits", "Credits", "right"),
        Column("complete", ""),
    )


def job_title(job: Job, prices: PriceList) -> str:
    """A job in a few words: `Text-to-Video with Kling 2.1 Standard, 4:00 of video`."""
    title = TOOLS[job.tool]
    if job.model:
        title += f" with {model_name(prices, job.tool, job.model)}"
    return f"{title}, {clock(job.base_seconds)} of video" if job.base_seconds else title


def model_name(prices: PriceList, tool: str, model: str) -> str:
    """The name that people know a model by, with this tool or another; else its slug."""
    for listed in (prices.tools[tool], *prices.tools.values()):
        if name := model in listed.models and listed.models[model].name:
            return name
    return model


def _item_name(line: LineItem, job: Job, prices: PriceList) -> str:
    name = ITEM_NAMES[line.item]
    if line.item != "rerender" or job.rerender_model is None:
        return name
    return f"{name} ({model_name(prices, job.tool, job.rerender_model)})"


def _line_cells(line: LineItem, name: str, *, has_range: bool) -> tuple[Cell, ...]:
    unit = _UNIT_TEXTS[line.unit]
    quantity = f"{grouped(line.quantity)} {unit}"
    if line.unit != "second" and line.quantity != 1:
        quantity += "s"
    return (
        text_cell(name, line.item),
        number_cell(line.quantity, quantity),
        text_cell(line.unit),
        number_cell(line.rate, f"{grouped(line.rate)}/{unit}"),
        text_cell(line.sum),
        *credits_cells(line.credits, line.range or None, has_range=has_range),
        EMPTY,
    )


def _total_cells(estimate: Estimate) -> tuple[Cell, ...]:
    complete = estimate.complete
    return (
        text_cell(total_label(complete=complete), "total"),
        *(EMPTY,) * 4,
        *credits_cells(
            estimate.total_credits,
            estimate.range,
            has_range=estimate.range is not None,
            complete=complete,
        ),
        flag_cell(complete),
    )
