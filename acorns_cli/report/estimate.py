"""An estimate as a report, with what it does to a balance where one is given."""

from datetime import date
from typing import Final

from acorns_cli.advice.account import Account, known_top_up
from acorns_cli.core.job import Job
from acorns_cli.core.lines import LineItem
from acorns_cli.core.money import amount, heading
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.pricing import Estimate
from acorns_cli.core.quantities import clock, grouped, plural, printed
from acorns_cli.report.account import (
    account_rows,
    bought_source,
    purchase_figure,
    purchase_notes,
    shortfall_notes,
)
from acorns_cli.report.credits import credits_cell, marked, missing_note, total_figure, total_label
from acorns_cli.report.jsondocument import document
from acorns_cli.report.names import item_name, meant_model, model_name
from acorns_cli.report.pricenotes import Priced, cautions, price_notes
from acorns_cli.report.report import Cell, Column, Report, Row
from acorns_cli.report.sums import sum_words

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
    purchase = None if account else known_top_up(estimate.total_credits, prices)
    if account:
        rows += account_rows(account, prices.unit, complete=estimate.complete)
    about = [Priced(estimate.tool, estimate.model, job)]
    return Report(
        title=job_title(job, estimate.tool, estimate.model, prices),
        columns=_columns(estimate, job, prices),
        rows=tuple(rows),
        notes=(
            *map(marked, missing),
            *purchase_notes(purchase, prices),
            *price_notes(prices, today, estimate.assumptions, about),
            *shortfall_notes(account, prices),
            *bought_source(purchase, prices),
        ),
        document=document(estimate, "acorns.estimate/1")
        | {"purchase": document(purchase)}
        | ({"account": document(account)} if account else {}),
        answer=printed(estimate.total_credits),
        warnings=missing,
        cautions=cautions(prices, today),
        figures=(
            total_figure(estimate.total, prices.unit, complete=estimate.complete),
            *purchase_figure(purchase, account),
        ),
    )


def _columns(estimate: Estimate, job: Job, prices: PriceList) -> tuple[Column[LineItem], ...]:
    unit, tool = prices.unit, estimate.tool
    low_end = Column[LineItem]("credits_low", "", lambda line: line.range.low)
    return (
        Column("item", "Item", lambda line: _item(line, tool, job, prices), wraps=True),
        Column("quantity", "Quantity", _quantity, "right", spare=1),
        Column("unit"),
        Column("rate", "Rate", lambda line: _rate(line, unit), "right", spare=1),
        Column("sum", "Sum", lambda line: sum_words(line, unit), wraps=True),
        *(() if estimate.total.is_point else (low_end,)),
        Column("credits", heading(unit), lambda line: credits_cell(line.range, unit), "right"),
        Column("complete", "", lambda _: None),
    )


def job_title(job: Job, tool: str, model: str | None, prices: PriceList) -> str:
    """A job in a few words: `Text-to-Video with Kling 2.1 Standard, 4:00 of video`.

    The tool and the model are named as an estimate names them.
    """
    title = prices.tool_name(tool)
    if model:
        title += f" with {model_name(prices, tool, model)}"
    return f"{title}, {clock(job.base_seconds)} of video" if job.base_seconds else title


def _item(line: LineItem, tool: str, job: Job, prices: PriceList) -> Cell:
    name = item_name(prices, tool, line.item)
    if line.item == "rerender" and job.rerender_model is not None:
        model = meant_model(prices, tool, job.rerender_model)
        name += f" ({model_name(prices, tool, model)})"
    return Cell(line.item, name)


def _quantity(line: LineItem) -> Cell:
    if line.item == "reserve":  # its sum says it
        return Cell(line.quantity, "")
    if line.unit == "second":
        return Cell(line.quantity, f"{grouped(line.quantity)} s")
    return Cell(line.quantity, plural(line.quantity, _SHORT_UNITS.get(line.unit, line.unit)))


def _rate(line: LineItem, unit: str) -> Cell:
    if line.item == "reserve":
        return Cell(line.rate, "")
    short = _SHORT_UNITS.get(line.unit, line.unit)
    return Cell(line.rate, f"{amount(line.rate, unit)}/{short}")


def _total_row(estimate: Estimate) -> Row:
    total, complete = estimate.total, estimate.complete
    cells = {
        "item": Cell("total", total_label(complete=complete)),
        "credits_low": total.low,
        "credits": credits_cell(total, estimate.prices.unit, complete=complete),
        "complete": complete,
    }
    return Row(cells, "total")
