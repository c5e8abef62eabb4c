"""What a batch comes to as a report."""

from collections.abc import Iterator, Sequence
from datetime import date

from acorns_cli.advice.account import known_top_up
from acorns_cli.batch.summary import GroupTotal, Summary, UnitTotal
from acorns_cli.core.filevalues import CREDITS
from acorns_cli.core.money import amount_words, heading
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.quantities import Range, plural, printed
from acorns_cli.report.account import bought_source, purchase_notes
from acorns_cli.report.credits import credits_cell, marked, missing_note, total_figure, total_label
from acorns_cli.report.jsondocument import document
from acorns_cli.report.names import ANY_MODEL, model_name
from acorns_cli.report.pricenotes import Priced, cautions, price_notes
from acorns_cli.report.report import Cell, Column, Report, Row

_Lists = Sequence[PriceList]
"""The price lists in use: the one of rows that name none, and those that rows name."""


def batch_report(summary: Summary, prices: PriceList, *, today: date) -> Report:
    """What all rows come to, by tool and model; each unit by itself."""
    lists = tuple(dict.fromkeys(it.prices for it in summary.about)) or (prices,)
    warnings = tuple(_warnings(summary, lists))
    [first, *others] = lists
    total = None if others else summary.total_credits
    purchase = None if total is None else known_top_up(total, first)
    units = {total.unit for total in summary.totals} or {prices.unit}
    title = heading(units.pop()) if len(units) == 1 else "Price"
    unit = summary.totals[0].unit if len(summary.totals) == 1 else prices.unit
    return Report(
        title=f"{plural(summary.rows, 'row')} priced",
        columns=_columns(title, prices, lists),
        rows=(*map(Row, summary.groups), *(_total_row(total, title) for total in summary.totals)),
        notes=(
            *map(marked, warnings),
            *purchase_notes(purchase, first),
            *dict.fromkeys(_price_notes(summary, lists, today)),
            *bought_source(purchase, first),
        ),
        document=document(summary, "acorns.batch-summary/1")
        | {"unit": unit, "purchase": document(purchase)},
        answer=_answer(summary),
        warnings=warnings,
        cautions=tuple(note for it in lists for note in cautions(it, today)),
    )


def _answer(summary: Summary) -> str:
    """The total, or those of each unit."""
    if summary.total_credits is not None:
        return printed(summary.total_credits)
    return ", ".join(_amount_words(total) for total in summary.totals)


def _amount_words(total: UnitTotal) -> str:
    whose = f" of {total.service}" if total.service else ""
    return f"{amount_words(total.total_credits, total.unit)}{whose}"


def _price_notes(summary: Summary, lists: _Lists, today: date) -> Iterator[str]:
    assumptions = summary.assumptions
    for prices in lists:
        about = [Priced(it.tool, it.model, it.job) for it in summary.about if it.prices is prices]
        yield from price_notes(prices, today, assumptions, about)
        assumptions = ()


def _columns(title: str, prices: PriceList, lists: _Lists) -> tuple[Column[GroupTotal], ...]:
    several = len(lists) > 1 or prices not in lists
    return (
        Column("prices", "Prices" if several else "", lambda group: group.listed.title),
        Column("tool", "Tool", wraps=True),
        Column("model", "Model", _model, wraps=True),
        Column("rows", "Rows", align="right", spare=1),
        Column("low_credits"),
        Column(
            "total_credits", title, lambda group: _credits(group, group.listed.unit, title), "right"
        ),
        Column("unit", "", lambda group: group.listed.unit),
        Column("complete"),
    )


def _model(group: GroupTotal) -> Cell:
    name = model_name(group.listed, group.tool, group.model) if group.model else ANY_MODEL
    return Cell(group.model, name)


def _total_row(total: UnitTotal, title: str) -> Row:
    cells = {
        "prices": total.service or "",
        "tool": Cell("total", total_label(complete=total.complete)),
        "rows": total.rows,
        "low_credits": total.low_credits,
        "total_credits": _credits(total, total.unit, title),
        "unit": total.unit,
        "complete": total.complete,
    }
    return Row(cells, "total")


def _credits(sums: GroupTotal | UnitTotal, unit: str, title: str) -> Cell:
    credits = Range(sums.low_credits, sums.total_credits)
    if title in (heading(unit), heading(CREDITS)):
        return credits_cell(credits, unit, complete=sums.complete)
    _, with_unit = total_figure(credits, unit, complete=sums.complete)
    return Cell(credits.high, with_unit)


def _warnings(summary: Summary, lists: _Lists) -> Iterator[str]:
    """What is in no total."""
    if summary.failed:
        yield f"Not in the total: {plural(summary.failed, 'row')} that could not be priced."
    names = {
        (prices.service.id, tool): prices.tool_name(tool)
        for prices in lists
        for tool in prices.tools
    }
    for item in summary.unpriced:
        yield missing_note(item, tool=names[item.service, item.tool])
