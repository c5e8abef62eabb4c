"""An estimate as a report, with what it does to a balance where one is given."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from acorns_cli.core.job import Job
from acorns_cli.core.names import TOOLS
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.pricing import Estimate, LineItem
from acorns_cli.core.quantities import clock, grouped, printed
from acorns_cli.report.credits import credits_cell, marked, missing_note, total_label
from acorns_cli.report.document import document
from acorns_cli.report.report import Cell, Column, Report, Row, assumption_notes, price_notes
from acorns_cli.report.sums import sum_words

if TYPE_CHECKING:
    from acorns_cli.advice.account import Account

ITEM_NAMES: Final = {
    "base": "Base footage",
    "rerender": "Re-render",
    "extra": "Extra footage",
    "images": "Images",
}
ANY_MODEL: Final = "any model"
_UNIT_TEXTS: Final = {"second": "s", "image": "image", "image set": "set"}


class _Line(NamedTuple):
    """A line of the table: of the job, its total, or the account."""

    item: Cell
    credits: Cell
    low: Decimal | None = None
    sum: str | None = None
    quantity: Cell | None = None
    unit: str | None = None
    rate: Cell | None = None
    complete: bool | None = None


def estimate_report(
    job: Job,
    estimate: Estimate,
    prices: PriceList,
    account: Account | None = None,
    *,
    today: date,
) -> Report:
    """What a job costs, line by line, and what is then left of a balance, or what to buy.

    Args:
        job: What was asked.
        estimate: The answer.
        prices: The list that it is from, for the names that people know.
        account: What it does to the balance, if one is given.
        today: The day on which it is read, for the age of the prices.
    """
    missing = tuple(missing_note(item) for item in estimate.unpriced)
    rows = [Row(_item_line(line, _item_name(line, job, prices))) for line in estimate.lines]
    rows.append(Row(_total_line(estimate), kind="total"))
    shortage: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    if account is not None:
        # Only a balance needs it, and the packs that it may need are slow to load.
        from acorns_cli.report.account import account_lines, account_notes, top_up_note

        for line in account_lines(account, complete=estimate.complete):
            credits = Cell(line.credits, line.text)
            rows.append(Row(_Line(Cell(line.key, line.name), credits, sum=line.sum)))
        shortage = account_notes(account, prices)
        packs = top_up_note(prices) if account.top_up else ()
    return Report(
        title=job_title(job, prices),
        columns=_columns(has_range=not estimate.total.is_point),
        rows=tuple(rows),
        notes=(
            *map(marked, missing),
            *shortage,
            *assumption_notes(estimate.assumptions),
            *price_notes(prices, today),
            *packs,
        ),
        document=document(estimate, "acorns.estimate/1")
        | ({"account": document(account)} if account else {}),
        answer=printed(estimate.total_credits),
        warnings=missing,
    )


def _columns(*, has_range: bool) -> tuple[Column[_Line], ...]:
    low: Column[_Line] = Column("credits_low", "", lambda line: line.low)
    return (
        Column("item", "Item", lambda line: line.item, wraps=True),
        Column("quantity", "Quantity", lambda line: line.quantity, "right", spare=1),
        Column("unit", "", lambda line: line.unit),
        Column("rate", "Rate", lambda line: line.rate, "right", spare=1),
        Column("sum", "Sum", lambda line: line.sum, wraps=True),
        *((low,) if has_range else ()),
        Column("credits", "Credits", lambda line: line.credits, "right"),
        Column("complete", "", lambda line: line.complete),
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


def _item_line(line: LineItem, name: str) -> _Line:
    unit = _UNIT_TEXTS[line.unit]
    several = "s" if line.unit != "second" and line.quantity != 1 else ""
    return _Line(
        item=Cell(line.item, name),
        credits=credits_cell(line.range),
        low=line.range.low,
        sum=sum_words(line),
        quantity=Cell(line.quantity, f"{grouped(line.quantity)} {unit}{several}"),
        unit=line.unit,
        rate=Cell(line.rate, f"{grouped(line.rate)}/{unit}"),
    )


def _total_line(estimate: Estimate) -> _Line:
    total, complete = estimate.total, estimate.complete
    return _Line(
        item=Cell("total", total_label(complete=complete)),
        credits=credits_cell(total, complete=complete),
        low=total.low,
        complete=complete,
    )
