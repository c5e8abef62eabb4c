"""How a project stands as a report."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Final

from acorns_cli.advice.account import Account
from acorns_cli.core.money import amount, amount_words, heading
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.quantities import Range, plural, printed
from acorns_cli.errors import all_of
from acorns_cli.project.progress import Completion, Progress
from acorns_cli.report.account import balance_note, shortfall_notes
from acorns_cli.report.credits import (
    credits_cell,
    credits_said,
    marked,
    signed_credits,
    with_mark,
)
from acorns_cli.report.jsondocument import document
from acorns_cli.report.pricenotes import cautions, price_notes
from acorns_cli.report.project import pin_note, scenes_note
from acorns_cli.report.report import Cell, Column, Report, Row, percent_text, range_text

_TERMS: Final = {
    "budget_at_completion": "Planned (BAC)",
    "actual_cost": "Spent (AC)",
    "estimate_to_complete": "To go (ETC)",
    "estimate_at_completion": "At the end (EAC)",
    "variance_at_completion": "Over or under (VAC)",
}


def progress_report(
    progress: Progress, prices: PriceList, *, lines: bool = False, today: date
) -> Report:
    """Budget, spent, what is still needed, where that ends: as planned, and as work has shown.

    With `lines`, there is a row for each scene as well.
    """
    missing = tuple(scenes_note(item, prices, "the estimates") for item in progress.unpriced)
    planned, shown = progress.as_planned, progress.as_shown
    as_shown, unit = shown.account if shown else None, prices.unit
    states = f"{progress.scenes_done} done, {progress.scenes_begun} begun"
    return Report(
        title=f"{progress.title}: {plural(len(progress.scenes), 'scene')}, {states}",
        columns=_columns(progress),
        rows=(*(_scene_rows(progress) if lines else ()), *_rows(progress)),
        notes=(
            *map(marked, missing),
            *balance_note(planned.account, unit, "As planned", complete=progress.complete),
            *balance_note(as_shown, unit, "As shown", complete=progress.complete),
            *_over_note(progress),
            *_shown_note(progress),
            *price_notes(prices, today, progress.assumptions),
            *shortfall_notes(progress.careful.account, prices),
            *pin_note(progress.pinned, prices),
        ),
        document=document(progress, "acorns.project-status/1"),
        answer=printed(progress.careful.estimate_at_completion),
        warnings=missing,
        cautions=cautions(prices, today),
    )


def _columns(progress: Progress) -> tuple[Column[Any], ...]:
    return (
        Column("term", heading(progress.prices.unit), wraps=True),
        Column("spent"),
        Column("as_planned_low"),
        Column("as_planned", "As planned", align="right"),
        Column("as_shown", "As shown" if progress.as_shown else "", align="right"),
        Column("complete"),
    )


def _scene_rows(progress: Progress) -> Iterator[Row]:
    """What each scene has spent, and what it needs in all, as planned and as work has shown."""
    unit = progress.prices.unit
    for scene in progress.scenes:
        spent = amount(scene.spent, unit)
        cells = {
            "term": Cell(scene.name, f"{scene.name}: {scene.state}, {spent} spent"),
            "spent": scene.spent,
            "complete": scene.complete,
        }
        needed = {"as_planned": scene.to_complete, "as_shown": scene.to_complete_as_shown}
        for column, credits in needed.items():
            if credits is not None:
                in_all = scene.spent + credits
                cells[column] = credits_cell(in_all, unit, complete=scene.complete)
        yield Row(cells)


def _rows(progress: Progress) -> Iterator[Row]:
    budget, planned, shown = progress.budget, progress.as_planned, progress.as_shown
    actual = progress.actual
    high = _amounts(planned, budget.high, actual.high)
    low = _amounts(planned.low, budget.low, actual.low) if planned.low else high
    as_shown = _amounts(shown, budget.high, actual.high) if shown else {}
    for term, name in _TERMS.items():
        cells = {
            "term": Cell(term, name),
            "as_planned_low": low[term],
            "complete": _is_complete(progress, term),
            "as_planned": _cell(progress, term, Range(low[term], high[term])),
        }
        if shown:
            cells["as_shown"] = _cell(progress, term, Range.of(as_shown[term]))
        yield Row(cells)
    if account := planned.account:  # below 0 where the balance is short
        balance = credits_said(account.balance_credits, progress.prices.unit)
        cells = {
            "term": Cell("balance_left", f"Left of the balance of {balance}"),
            "complete": progress.complete,
            "as_planned": _left(account, progress),
        }
        if shown and shown.account:
            cells["as_shown"] = _left(shown.account, progress)
        yield Row(cells, "total")


def _left(account: Account, progress: Progress) -> Cell:
    left = account.left_credits if account.fits else account.shortfall_credits.copy_negate()
    text = with_mark(amount(left, progress.prices.unit), progress.complete)
    return Cell(left, text, tone="good" if account.fits else "bad")


def _over_note(progress: Progress) -> tuple[str, ...]:
    """The scenes that have spent more than their estimates."""
    unit = progress.prices.unit
    over = [
        f"{scene.name} ({amount(scene.spent, unit)} of {credits_said(scene.budget, unit)})"
        for scene in progress.scenes
        if scene.spent > scene.budget
    ]
    return (f"Over budget: {all_of(over)}.",) if over else ()


def _amounts(end: Completion, budget: Decimal, spent: Decimal) -> dict[str, Decimal]:
    """The amounts by their terms, where the work ends like this."""
    return {
        "budget_at_completion": budget,
        "actual_cost": spent,
        **{term: getattr(end, term) for term in list(_TERMS)[2:]},
    }


def _cell(progress: Progress, term: str, value: Range) -> Cell:
    """A term's amount, marked for people where a price is missing."""
    unit = progress.prices.unit
    if term == "variance_at_completion":
        text = range_text(value, lambda end: signed_credits(end, unit))
        return Cell(value.high, text, tone="bad" if value.high < 0 else "")
    return credits_cell(value, unit, complete=_is_complete(progress, term))


def _is_complete(progress: Progress, term: str) -> bool:
    """Whether nothing without a price is missing from a term."""
    if term == "variance_at_completion":  # budget and estimate lack the same
        return True
    if term == "actual_cost":  # what is said to be spent lacks nothing, unlike an estimate
        return all(scene.complete for scene in progress.scenes if scene.state == "done")
    return progress.complete


def _shown_note(progress: Progress) -> tuple[str, ...]:
    shown = progress.rerender_shown
    if shown is None:
        return ("No finished scene shows yet how much is re-rendered.",)
    unit = progress.prices.unit
    percent = percent_text(shown.percent, shown.percent_is_exact, sign=False)
    return (
        f"As shown: {plural(shown.scenes, 'finished scene')} spent"
        f" {amount_words(shown.rerender_credits, unit)} on re-renders: {percent} of the"
        f" {amount(shown.base_credits, unit)} for base footage.",
    )
