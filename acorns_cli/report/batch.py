"""What a batch comes to as a report."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from acorns_cli.advice.account import known_top_up
from acorns_cli.batch.pricing import GroupTotal, Summary
from acorns_cli.core.money import heading
from acorns_cli.core.pricelist import ITEMS, PriceList, Unpriced
from acorns_cli.core.quantities import Range, plural, printed
from acorns_cli.report.account import purchase_notes
from acorns_cli.report.credits import credits_cell, marked, missing_note, total_label
from acorns_cli.report.jsondocument import document
from acorns_cli.report.names import ANY_MODEL, model_name
from acorns_cli.report.pricenotes import Priced, cautions, price_notes
from acorns_cli.report.report import Cell, Column, Report, Row


def batch_report(summary: Summary, prices: PriceList, *, today: date) -> Report:
    """What all rows come to, by tool and model."""
    warnings = _warnings(summary, prices)
    purchase = known_top_up(summary.total_credits, prices)
    about = [Priced(group.tool, group.model) for group in summary.groups]
    return Report(
        title=f"{plural(summary.rows, 'row')} priced",
        columns=_columns(prices),
        rows=(*map(Row, summary.groups), Row(summary, "total")),
        notes=(
            *map(marked, warnings),
            *purchase_notes(purchase, prices),
            *price_notes(prices, today, about=about),
        ),
        document=document(summary, "acorns.batch-summary/1") | {"purchase": document(purchase)},
        answer=printed(summary.total_credits),
        warnings=warnings,
        cautions=cautions(prices, today),
    )


def _columns(prices: PriceList) -> tuple[Column[Any], ...]:
    unit = prices.unit
    return (
        Column("tool", "Tool", _tool),
        Column("model", "Model", lambda sums: _model(sums, prices), wraps=True),
        Column("rows", "Rows", align="right", spare=1),
        Column("low_credits"),
        Column("total_credits", heading(unit), lambda sums: _credits(sums, unit), "right"),
        Column("complete"),
    )


def _tool(sums: GroupTotal | Summary) -> Cell | str:
    if isinstance(sums, Summary):
        return Cell("total", total_label(complete=sums.complete))
    return sums.tool


def _model(group: GroupTotal | Summary, prices: PriceList) -> Cell | None:
    if isinstance(group, Summary):
        return None
    name = model_name(prices, group.tool, group.model) if group.model else ANY_MODEL
    return Cell(group.model, name)


def _credits(sums: GroupTotal | Summary, unit: str) -> Cell:
    credits = Range(sums.low_credits, sums.total_credits)
    return credits_cell(credits, unit, complete=sums.complete)


def _warnings(summary: Summary, prices: PriceList) -> tuple[str, ...]:
    warnings = []
    if summary.failed:
        warnings.append(f"Not in the total: {plural(summary.failed, 'row')} without a price.")
    partial = [group for group in summary.groups if not group.complete]
    for tool in dict.fromkeys(group.tool for group in partial):
        models = [group.model for group in partial if group.tool == tool]
        gaps = [*_gaps(prices, tool, models)] or [*_unsaid(prices, tool)]
        warnings += [missing_note(gap, tool=prices.tool_name(tool)) for gap in gaps]
    return tuple(warnings)


def _gaps(prices: PriceList, tool: str, models: list[str | None]) -> Iterator[Unpriced]:
    """What has no published price, of a tool or of some of its models."""
    listed = prices.tools[tool]
    yield from listed.unpriced.values()
    for model in models:
        if model and (gap := listed.models[model].unpriced):
            yield Unpriced(f"footage with {model_name(prices, tool, model)}", gap.why, gap.where)


def _unsaid(prices: PriceList, tool: str) -> Iterator[Unpriced]:
    """What every video needs; a row that does not say how much of it is not complete."""
    for item in prices.tools[tool].always:
        why = "every video needs it, and not every row says how much"
        yield Unpriced(item, why, f"say it in the row, as {item if item in ITEMS else 'add'}")
