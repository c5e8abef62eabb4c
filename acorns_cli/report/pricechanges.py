"""What is different between two price lists, as a report."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from acorns_cli.catalog.changes import JobChange, JobTotal, Price, PriceChange, PriceChanges
from acorns_cli.core.job import Job
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.quantities import EXACT, grouped, printed, signed
from acorns_cli.report.account import money
from acorns_cli.report.credits import credits_cell, marked, missing_from_two, missing_note
from acorns_cli.report.document import document
from acorns_cli.report.estimate import job_title
from acorns_cli.report.job import besides_words
from acorns_cli.report.report import Cell, Column, Report, Row, age, percent_text

_NAMES: Final = {
    "any_model": "every model",
    "images": "images",
    "free_rerender_clips_per_minute": "free re-rendered clips",
}
_SHORT: Final = {"second": "s", "minute of video": "min"}
_ORDER: Final = ("added", "removed", "dearer", "cheaper", "changed")


class _Line(NamedTuple):
    """A line of the table: a change of a price, or of the job's total."""

    change: Cell | str
    tool: str
    what: str
    name: Cell
    old: _Side
    new: _Side
    percent: Decimal | None
    percent_is_exact: bool | None


class _Side(NamedTuple):
    """A price or a total on one of the two lists; empty where it is not on it."""

    amount: Cell | None = None
    per: str | None = None
    billed_in: Decimal | None = None
    currency: str | None = None


def price_changes_report(
    changes: PriceChanges, old: PriceList, new: PriceList, job: Job | None, *, today: date
) -> Report:
    """What became dearer and cheaper, and what that does to a job.

    Args:
        changes: The answer.
        old: The list as it was, for the names that people know.
        new: The list as it is.
        job: The job that the answer is about as well, if it is.
        today: The day on which it is read, for the age of the lists.
    """
    rows = [Row(_change_line(change, old, new)) for change in changes.changes]
    effect = changes.job
    missing: tuple[str, ...] = ()
    if effect:
        rows.append(Row(_job_line(effect), kind="total"))
        missing = missing_from_two(effect.old.unpriced, effect.new.unpriced, missing_note)
    kinds = [change.change for change in changes.changes]
    counts = ", ".join(f"{kinds.count(kind)} {kind}" for kind in _ORDER if kind in kinds)
    lists = f"Prices of {changes.old.edition} → {changes.new.edition}"
    return Report(
        title=f"{lists}: {counts or 'nothing is different'}",
        columns=_columns(),
        rows=tuple(rows),
        notes=(
            *(_job_notes(effect, job, new) if effect and job else ()),
            *map(marked, missing),
            *(
                f"{which}: {prices.edition} ({age(prices.edition, today)}), from: {prices.origin}"
                for which, prices in (("Old", old), ("New", new))
            ),
        ),
        document=document(changes, "acorns.prices-diff/1"),
        answer=printed(effect.difference_credits) if effect else str(len(kinds)),
        warnings=missing,
    )


def _columns() -> tuple[Column[_Line], ...]:
    return (
        Column("change", "Change", lambda line: line.change),
        Column("tool", "", lambda line: line.tool),
        Column("what", "", lambda line: line.what),
        Column("name", "What", lambda line: line.name, wraps=True),
        Column("old", "Old", lambda line: line.old.amount, "right"),
        Column("old_per", "", lambda line: line.old.per),
        Column("old_billed_in", "", lambda line: line.old.billed_in),
        Column("old_currency", "", lambda line: line.old.currency),
        Column("new", "New", lambda line: line.new.amount, "right"),
        Column("new_per", "", lambda line: line.new.per),
        Column("new_billed_in", "", lambda line: line.new.billed_in),
        Column("new_currency", "", lambda line: line.new.currency),
        Column("percent", "Percent", _percent, "right", spare=1),
        Column("percent_is_exact", "", lambda line: line.percent_is_exact),
    )


def _job_notes(change: JobChange, job: Job, new: PriceList) -> tuple[str, ...]:
    """What the job is, and by how much its low end changes, where it has one."""
    note = f"The job: {', '.join([job_title(job, new), *besides_words(job)])}."
    if change.old.total.is_point and change.new.total.is_point:
        return (note,)
    low = signed(EXACT.subtract(change.new.total.low, change.old.total.low))
    return note, f"The credits are the high ends of ranges; the low end changes by {low}."


def _change_line(change: PriceChange, old: PriceList, new: PriceList) -> _Line:
    home = change.tool or "Top-up"
    return _Line(
        change.change,
        change.tool or "",
        change.what,
        Cell(change.name, f"{home}: {_name(change, old, new)}"),
        _side(change.old),
        _side(change.new),
        change.percent,
        change.percent_is_exact,
    )


def _name(change: PriceChange, old: PriceList, new: PriceList) -> str:
    price = change.new or change.old
    if change.what == "unpriced" and price:
        return price.per
    if change.what == "pack":
        return f"{grouped(Decimal(change.name))} credits"
    for prices in (new, old):
        listed = prices.tools.get(change.tool or "")
        model = listed.models.get(change.name) if listed and change.what == "model" else None
        if model and model.name:
            return model.name
    return _NAMES.get(change.what, change.name)


def _side(price: Price | None) -> _Side:
    if price is None:
        return _Side()
    amount = Cell(price.amount, _price_text(price))
    return _Side(amount, price.per, price.billed_in, price.currency)


def _price_text(price: Price) -> str:
    if price.amount is None:
        return "no price"
    if price.currency:
        return money(price.amount, price.currency)
    steps = f" ({grouped(price.billed_in)} s steps)" if price.billed_in else ""
    return f"{grouped(price.amount)}/{_SHORT.get(price.per, price.per)}{steps}"


def _job_line(job: JobChange) -> _Line:
    return _Line(
        Cell("job", "The job"),
        job.tool,
        "total",
        Cell("total", f"{signed(job.difference_credits)} credits"),
        _total(job.old),
        _total(job.new),
        job.percent,
        job.percent_is_exact,
    )


def _total(total: JobTotal) -> _Side:
    return _Side(credits_cell(total.total.high, complete=total.complete), "job")


def _percent(line: _Line) -> Cell | None:
    if line.percent is None:
        return None
    return Cell(line.percent, percent_text(line.percent, line.percent_is_exact))
