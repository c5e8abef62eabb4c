"""What a batch comes to as a report."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from acorns_cli.batch.pricing import GroupTotal, Summary
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.quantities import Range, grouped, plural, printed
from acorns_cli.report.credits import credits_cell, marked, missing_note, total_label
from acorns_cli.report.document import document
from acorns_cli.report.estimate import ANY_MODEL, model_name
from acorns_cli.report.report import Cell, Column, Report, Row, price_notes


def batch_report(summary: Summary, prices: PriceList, *, today: date) -> Report:
    """What all rows come to, by tool and model.

    Args:
        summary: The totals.
        prices: The list that they are from, for the names that people know.
        today: The day on which it is read, for the age of the prices.
    """
    warnings = _warnings(summary, prices)
    return Report(
        title=f"{grouped(Decimal(summary.rows))} {'row' if summary.rows == 1 else 'rows'} priced",
        columns=_columns(prices),
        rows=(*map(Row, summary.groups), Row(summary, kind="total")),
        notes=(*map(marked, warnings), *price_notes(prices, today)),
        document=document(summary, "acorns.batch-summary/1"),
        answer=printed(summary.total_credits),
        warnings=warnings,
    )


def _columns(prices: PriceList) -> tuple[Column[GroupTotal | Summary], ...]:
    return (
        Column("tool", "Tool", _tool),
        Column("model", "Model", lambda sums: _model(sums, prices), wraps=True),
        Column("rows", "Rows", lambda sums: sums.rows, "right", spare=1),
        Column("low_credits", "", lambda sums: sums.low_credits),
        Column("total_credits", "Credits", _credits, "right"),
        Column("complete", "", lambda sums: sums.complete),
    )


def _tool(sums: GroupTotal | Summary) -> Cell | str:
    if isinstance(sums, GroupTotal):
        return sums.tool
    return Cell("total", total_label(complete=_all_is_in(sums)))


def _model(sums: GroupTotal | Summary, prices: PriceList) -> Cell | None:
    if isinstance(sums, Summary):
        return None
    return Cell(sums.model, model_name(prices, sums.tool, sums.model) if sums.model else ANY_MODEL)


def _credits(sums: GroupTotal | Summary) -> Cell:
    return credits_cell(Range(sums.low_credits, sums.total_credits), complete=_all_is_in(sums))


def _all_is_in(sums: GroupTotal | Summary) -> bool:
    return sums.complete and not (isinstance(sums, Summary) and sums.failed)


def _warnings(summary: Summary, prices: PriceList) -> tuple[str, ...]:
    warnings = []
    if summary.failed:
        warnings.append(f"Not in the total: {plural(summary.failed, 'row')} without a price.")
    for tool in dict.fromkeys(group.tool for group in summary.groups if not group.complete):
        warnings += [missing_note(item, tool=tool) for item in prices.tools[tool].unpriced.values()]
    return tuple(warnings)
