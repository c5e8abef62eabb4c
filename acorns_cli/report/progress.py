"""How a project stands as a report."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from acorns_cli.advice.account import Account
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.quantities import Range, grouped, plural, printed, signed
from acorns_cli.errors import all_of
from acorns_cli.project.progress import Completion, Forecast, Progress
from acorns_cli.report.account import balance_note, pack_notes
from acorns_cli.report.credits import INCOMPLETE, credits_cell, marked
from acorns_cli.report.document import document
from acorns_cli.report.quote import pin_note, scenes_note
from acorns_cli.report.report import (
    Cell,
    Column,
    Report,
    Row,
    assumption_notes,
    percent_text,
    price_notes,
)

TERMS: Final = {
    "budget_at_completion": "Budget at completion (BAC)",
    "actual_cost": "Spent (AC)",
    "estimate_to_complete": "Estimate to complete (ETC)",
    "estimate_at_completion": "Estimate at completion (EAC)",
    "variance_at_completion": "Variance at completion (VAC)",
}


class _Line(NamedTuple):
    """A line of the table: a term, or what is left of the balance."""

    term: Cell
    planned: Cell
    low: Decimal | None = None
    """Of what is planned."""
    shown: Cell | None = None


def progress_report(progress: Progress, prices: PriceList, *, today: date) -> Report:
    """Budget, spent, what is still needed, where that ends: as planned, and as work has shown.

    Args:
        progress: The answer.
        prices: The list that it is from.
        today: The day on which it is read, for the age of the prices.
    """
    missing = tuple(scenes_note(item, "the estimates") for item in progress.unpriced)
    return Report(
        title=_title(progress),
        columns=_columns(progress),
        rows=_rows(progress),
        notes=(
            *map(marked, missing),
            *_account_notes(progress),
            *_over_note(progress),
            *_shown_note(progress),
            *assumption_notes(progress.assumptions),
            *price_notes(prices, today),
            *pack_notes(careful(progress).account, prices),
            *pin_note(progress.pinned, prices),
        ),
        document=document(progress, "acorns.project-status/1"),
        answer=printed(careful(progress).estimate_at_completion),
        warnings=missing,
    )


def careful(progress: Progress) -> Forecast:
    """The forecast that ends higher: the one to hold a budget or an account to."""
    shown = progress.as_shown
    if shown and shown.estimate_at_completion > progress.as_planned.estimate_at_completion:
        return shown
    return progress.as_planned


def _title(progress: Progress) -> str:
    states = f"{progress.scenes_done} done, {progress.scenes_begun} begun"
    number = progress.scenes_done + progress.scenes_begun + progress.scenes_planned
    return f"{progress.title}: {plural(number, 'scene')}, {states}"


def _columns(progress: Progress) -> tuple[Column[_Line], ...]:
    low: Column[_Line] = Column("as_planned_low", "", lambda line: line.low)
    shown: Column[_Line] = Column("as_shown", "As shown", lambda line: line.shown, "right")
    return (
        Column("term", "Credits", lambda line: line.term),
        *(() if progress.budget.is_point else (low,)),
        Column("as_planned", "As planned", lambda line: line.planned, "right"),
        *((shown,) if progress.as_shown else ()),
    )


def _rows(progress: Progress) -> tuple[Row, ...]:
    planned = _amounts(progress, progress.as_planned)
    low = planned
    if progress.as_planned.low:
        low = _amounts(progress, progress.as_planned.low, progress.budget.low)
    shown = _amounts(progress, progress.as_shown) if progress.as_shown else None
    complete = progress.complete
    lines = [
        _Line(
            Cell(term, name),
            _cell(term, planned[term], low[term], complete=complete),
            low[term],
            _cell(term, shown[term], shown[term], complete=complete) if shown else None,
        )
        for term, name in TERMS.items()
    ]
    return (*map(Row, lines), *_balance_row(progress))


def _balance_row(progress: Progress) -> tuple[Row, ...]:
    """What is left of the balance at the end; below 0 where it is short."""
    account = progress.as_planned.account
    if account is None:
        return ()
    name = Cell("balance_left", f"Left of the balance of {grouped(account.balance_credits)}")
    shown = progress.as_shown.account if progress.as_shown else None
    line = _Line(
        name,
        _left_cell(account, complete=progress.complete),
        shown=_left_cell(shown, complete=progress.complete) if shown else None,
    )
    return (Row(line, kind="total"),)


def _left_cell(account: Account, *, complete: bool) -> Cell:
    left = account.left_credits if account.fits else account.shortfall_credits.copy_negate()
    text = grouped(left) if account.fits else signed(left)
    return Cell(left, text if complete else f"{INCOMPLETE}{text}")


def _account_notes(progress: Progress) -> tuple[str, ...]:
    shown = progress.as_shown.account if progress.as_shown else None
    return (
        *balance_note(progress.as_planned.account, "As planned", complete=progress.complete),
        *balance_note(shown, "As shown", complete=progress.complete),
    )


def _over_note(progress: Progress) -> tuple[str, ...]:
    """The scenes that have spent more than their estimates."""
    over = [
        f"{scene.name} ({grouped(scene.spent)} of {grouped(scene.budget)})"
        for scene in progress.scenes
        if scene.spent > scene.budget
    ]
    return (f"Over budget: {all_of(over)}.",) if over else ()


def _amounts(
    progress: Progress, end: Completion, budget: Decimal | None = None
) -> dict[str, Decimal]:
    """The terms' amounts where the work ends like this, of the budget or its low end."""
    return {
        "budget_at_completion": progress.budget.high if budget is None else budget,
        "actual_cost": progress.actual_cost,
        "estimate_to_complete": end.estimate_to_complete,
        "estimate_at_completion": end.estimate_at_completion,
        "variance_at_completion": end.variance_at_completion,
    }


def _cell(term: str, high: Decimal, low: Decimal, *, complete: bool) -> Cell:
    """A term's amount, marked for people where it lacks what has no price."""
    if term == "variance_at_completion":  # budget and estimate lack the same
        return Cell(high, signed(high) if low == high else f"{signed(low)} – {signed(high)}")
    return credits_cell(Range(low, high), complete=complete or term == "actual_cost")


def _shown_note(progress: Progress) -> tuple[str, ...]:
    shown = progress.rerender_shown
    if shown is None:
        return ("No finished scene shows yet how much is made again.",)
    percent = percent_text(shown.percent, shown.percent_is_exact, sign=False)
    return (
        f"As shown: {plural(shown.scenes, 'finished scene')} made {percent} again,"
        f" {grouped(shown.rerender_credits)} credits beyond the planned base footage, extra footage"
        f" and images, on {grouped(shown.base_credits)} for base footage.",
    )
