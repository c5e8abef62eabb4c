"""What a batch comes to as a report."""

from datetime import date
from typing import Any

from acorns_cli.advice.account import known_top_up
from acorns_cli.batch.summary import GroupTotal, Summary, UnitTotal
from acorns_cli.core.leaves import CREDITS
from acorns_cli.core.money import amount_words, heading
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.pricing import prices_used
from acorns_cli.core.quantities import Range, plural, printed
from acorns_cli.report.account import purchase_notes
from acorns_cli.report.credits import credits_cell, marked, missing_note, total_label
from acorns_cli.report.jsondocument import document
from acorns_cli.report.names import ANY_MODEL, model_name, tool_name
from acorns_cli.report.pricenotes import Priced, cautions, list_title, price_notes
from acorns_cli.report.report import Cell, Column, Report, Row


def batch_report(summary: Summary, prices: PriceList, *, today: date) -> Report:
    """What all rows come to, by tool and model; each unit by itself."""
    warnings = _warnings(summary, prices)
    total = summary.total_credits
    is_own = len(summary.totals) == 1 and summary.totals[0].unit == prices.unit
    purchase = known_top_up(total, prices) if total is not None and is_own else None
    used = prices_used(prices)
    own = [group for group in summary.groups if group.prices == used]
    about = [Priced(group.tool, group.model) for group in own]
    return Report(
        title=f"{plural(summary.rows, 'row')} priced",
        columns=_columns(summary, prices),
        rows=(*map(Row, summary.groups), *(Row(total, "total") for total in summary.totals)),
        notes=(
            *map(marked, warnings),
            *purchase_notes(purchase, prices),
            *price_notes(prices, today, summary.assumptions, about),
        ),
        document=document(summary, "acorns.batch-summary/1") | {"purchase": document(purchase)},
        answer=_answer(summary),
        warnings=warnings,
        cautions=cautions(prices, today),
    )


def _answer(summary: Summary) -> str:
    """The total, or those of each unit."""
    if summary.total_credits is not None:
        return printed(summary.total_credits)
    return ", ".join(amount_words(it.total_credits, it.unit) for it in summary.totals)


def _columns(summary: Summary, prices: PriceList) -> tuple[Column[Any], ...]:
    units = {total.unit for total in summary.totals} or {prices.unit}
    title = heading(units.pop()) if len(units) == 1 else "Price"
    lists = {group.prices for group in summary.groups}
    service = "Prices" if lists - {prices_used(prices)} else ""
    return (
        Column("prices", service, _prices),
        Column("tool", "Tool", _tool),
        Column("model", "Model", lambda sums: _model(sums, prices), wraps=True),
        Column("rows", "Rows", align="right", spare=1),
        Column("low_credits"),
        Column("total_credits", title, lambda sums: _credits(sums, title), "right"),
        Column("unit", "", _unit),
        Column("complete"),
    )


def _prices(sums: GroupTotal | UnitTotal) -> str:
    return list_title(sums.prices) if isinstance(sums, GroupTotal) else ""


def _unit(sums: GroupTotal | UnitTotal) -> str:
    return sums.prices.unit if isinstance(sums, GroupTotal) else sums.unit


def _tool(sums: GroupTotal | UnitTotal) -> Cell | str:
    if isinstance(sums, UnitTotal):
        return Cell("total", total_label(complete=sums.complete))
    return sums.tool


def _model(group: GroupTotal | UnitTotal, prices: PriceList) -> Cell | None:
    if isinstance(group, UnitTotal):
        return None
    name = group.model or ANY_MODEL
    if group.model and group.tool in prices.tools:
        name = model_name(prices, group.tool, group.model)
    return Cell(group.model, name)


def _credits(sums: GroupTotal | UnitTotal, title: str) -> Cell:
    unit = _unit(sums)
    cell = credits_cell(Range(sums.low_credits, sums.total_credits), unit, complete=sums.complete)
    if title in (heading(unit), heading(CREDITS)):
        return cell
    return Cell(cell.value, f"{cell.text} {unit}")


def _warnings(summary: Summary, prices: PriceList) -> tuple[str, ...]:
    """What is in no total; of several lists, without the name of the tool."""
    warnings = []
    if summary.failed:
        warnings.append(f"Not in the total: {plural(summary.failed, 'row')} without a price.")
    warnings += [missing_note(it, tool=tool_name(prices, it.tool)) for it in summary.unpriced]
    return tuple(warnings)
