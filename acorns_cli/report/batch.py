"""What a batch comes to as a report. This module knows which columns, names and notes it has."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from acorns_cli.batch import GroupTotal, Summary
from acorns_cli.pricelist import PriceList
from acorns_cli.quantities import grouped, plural, printed
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
from acorns_cli.report.credits import credits_text, marked, missing_note, total_label
from acorns_cli.report.estimate import model_name

_COLUMNS = (
    Column("tool", "Tool"),
    Column("model", "Model", wraps=True),
    Column("rows", "Rows", "right", spare=1),
    Column("low_credits", ""),
    Column("total_credits", "Credits", "right"),
    Column("complete", ""),
)


def batch_report(summary: Summary, prices: PriceList, *, today: date) -> Report:
    """What all rows come to, by tool and model.

    Args:
        summary: The totals.
        prices: The list that they are from, for the names that people know.
        today: The day on which it is read, for the age of the prices.
    """
    rows = [
        Row((text_cell(group.tool), _model(group, prices), *_cells(group, complete=group.complete)))
        for group in summary.groups
    ]
    complete = summary.complete and not summary.failed
    label = text_cell(total_label(complete=complete), "total")
    total = (label, EMPTY, *_cells(summary, complete=complete))
    warnings = _warnings(summary, prices)
    return Report(
        title=f"{grouped(Decimal(summary.rows))} {'row' if summary.rows == 1 else 'rows'} priced",
        columns=_COLUMNS,
        rows=(*rows, Row(total, kind="total")),
        notes=(*map(marked, warnings), *price_notes(prices, today)),
        document=summary,
        answer=printed(summary.total_credits),
        warnings=warnings,
    )


def _model(group: GroupTotal, prices: PriceList) -> Cell:
    if group.model is None:
        return text_cell("any model", "")
    return text_cell(model_name(prices, group.tool, group.model), group.model)


def _cells(sums: GroupTotal | Summary, *, complete: bool) -> tuple[Cell, ...]:
    text = credits_text(sums.low_credits, sums.total_credits, complete=complete)
    return (
        number_cell(Decimal(sums.rows)),
        number_cell(sums.low_credits),
        number_cell(sums.total_credits, text),
        flag_cell(sums.complete),
    )


def _warnings(summary: Summary, prices: PriceList) -> tuple[str, ...]:
    warnings = []
    if summary.failed:
        warnings.append(f"Not in the total: {plural(summary.failed, 'row')} without a price.")
    for tool in dict.fromkeys(group.tool for group in summary.groups if not group.complete):
        warnings += [missing_note(item, tool=tool) for item in prices.tools[tool].unpriced.values()]
    return tuple(warnings)
