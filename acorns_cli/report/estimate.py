"""An estimate as a report, with what it does to a balance where one is given."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from acorns_cli.core.job import Job
from acorns_cli.core.names import TOOLS
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.pricing import Estimate, LineItem
from acorns_cli.core.quantities import clock, grouped, plural, printed
from acorns_cli.report.credits import credits_cell, marked, missing_note, total_label
from acorns_cli.report.jsondocument import document
from acorns_cli.report.report import Cell, Column, Report, Row, price_notes
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
_SHORT_UNITS: Final = {"second": "s", "image set": "set"}


def estimate_report(
    job: Job,
    estimate: Estimate,
    prices: PriceList,
    account: Account | None = None,
    *,
    today: date,
) -> Report:
    """What a job costs, line by line, and what is then left of a balance, or what to buy."""
    missing = tuple(map(missing_note, estimate.unpriced))
    rows = [Row(line) for line in estimate.lines] + [_total_row(estimate)]
    shortage: tuple[str, ...] = ()
    if account is not None:
        # Only a balance needs it, and the packs that it may need are slow to load.
        from acorns_cli.report.account import account_rows, shortfall_notes

        rows += account_rows(account, complete=estimate.complete)
        shortage = shortfall_notes(account, prices)
    return Report(
        title=job_title(job, prices),
        columns=_columns(estimate, job, prices),
        rows=tuple(rows),
        notes=(
            *map(marked, missing),
            *price_notes(prices, today, estimate.assumptions),
            *shortage,
        ),
        document=document(estimate, "acorns.estimate/1")
        | ({"account": document(account)} if account else {}),
        answer=printed(estimate.total_credits),
        warnings=missing,
    )


def _columns(estimate: Estimate, job: Job, prices: PriceList) -> tuple[Column[LineItem], ...]:
    columns: tuple[Column[LineItem], ...] = (
        Column("item", "Item", lambda line: _item(line, job, prices), wraps=True),
        Column("quantity", "Quantity", _quantity, "right", spare=1),
        Column("unit"),
        Column("rate", "Rate", _rate, "right", spare=1),
        Column("sum", "Sum", sum_words, wraps=True),
        Column("credits_low", "", lambda line: line.range.low),
        Column("credits", "Credits", lambda line: credits_cell(line.range), "right"),
        Column("complete", "", lambda _: None),
    )
    return with_low_end(columns, "credits_low", has_range=not estimate.total.is_point)


def with_low_end(
    columns: tuple[Column[Any], ...], key: str, *, has_range: bool
) -> tuple[Column[Any], ...]:
    """The columns; without the one of the low ends where nothing varies."""
    return tuple(column for column in columns if has_range or column.key != key)


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


def _item(line: LineItem, job: Job, prices: PriceList) -> Cell:
    name = ITEM_NAMES[line.item]
    if line.item == "rerender" and job.rerender_model is not None:
        name += f" ({model_name(prices, job.tool, job.rerender_model)})"
    return Cell(line.item, name)


def _quantity(line: LineItem) -> Cell:
    seconds = f"{grouped(line.quantity)} s"
    text = (
        seconds
        if line.unit == "second"
        else plural(line.quantity, _SHORT_UNITS.get(line.unit, line.unit))
    )
    return Cell(line.quantity, text)


def _rate(line: LineItem) -> Cell:
    return Cell(line.rate, f"{grouped(line.rate)}/{_SHORT_UNITS.get(line.unit, line.unit)}")


def _total_row(estimate: Estimate) -> Row:
    total, complete = estimate.total, estimate.complete
    cells = {
        "item": Cell("total", total_label(complete=complete)),
        "credits_low": total.low,
        "credits": credits_cell(total, complete=complete),
        "complete": complete,
    }
    return Row(cells, "total")
