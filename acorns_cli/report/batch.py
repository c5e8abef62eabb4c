"""What a batch comes to as a report."""

from datetime import date

from acorns_cli.batch.pricing import GroupTotal, Summary
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.quantities import Range, plural, printed
from acorns_cli.report.credits import credits_cell, marked, missing_note, total_label
from acorns_cli.report.estimate import ANY_MODEL, model_name
from acorns_cli.report.jsondocument import document
from acorns_cli.report.report import Cell, Column, Report, Row, price_notes


def batch_report(summary: Summary, prices: PriceList, *, today: date) -> Report:
    """What all rows come to, by tool and model."""
    warnings = _warnings(summary, prices)
    return Report(
        title=f"{plural(summary.rows, 'row')} priced",
        columns=(
            Column("tool", "Tool", _tool),
            Column("model", "Model", lambda sums: _model(sums, prices), wraps=True),
            Column("rows", "Rows", align="right", spare=1),
            Column("low_credits"),
            Column("total_credits", "Credits", _credits, "right"),
            Column("complete"),
        ),
        rows=(*map(Row, summary.groups), Row(summary, "total")),
        notes=(*map(marked, warnings), *price_notes(prices, today)),
        document=document(summary, "acorns.batch-summary/1"),
        answer=printed(summary.total_credits),
        warnings=warnings,
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


def _credits(sums: GroupTotal | Summary) -> Cell:
    return credits_cell(Range(sums.low_credits, sums.total_credits), complete=sums.complete)


def _warnings(summary: Summary, prices: PriceList) -> tuple[str, ...]:
    warnings = []
    if summary.failed:
        warnings.append(f"Not in the total: {plural(summary.failed, 'row')} without a price.")
    for tool in dict.fromkeys(group.tool for group in summary.groups if not group.complete):
        warnings += [missing_note(item, tool=tool) for item in prices.tools[tool].unpriced.values()]
    return tuple(warnings)
