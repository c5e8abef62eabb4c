"""What is different between two price lists, as a report."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from acorns_cli.job import Job
from acorns_cli.pricechanges import JobChange, JobTotal, Price, PriceChange, PriceChanges
from acorns_cli.pricelist import PriceList
from acorns_cli.quantities import EXACT, grouped, printed, signed
from acorns_cli.report import (
    EMPTY,
    Cell,
    Column,
    Report,
    Row,
    age,
    flag_cell,
    number_cell,
    percent_text,
    text_cell,
)
from acorns_cli.report.account import money
from acorns_cli.report.credits import credits_text, marked, missing_from_two, missing_note
from acorns_cli.report.estimate import job_title
from acorns_cli.report.job import besides_words

_NAMES: Final = {
    "any_model": "every model",
    "images": "images",
    "free_rerender_clips_per_minute": "free re-rendered clips",
}
_SHORT: Final = {"second": "s", "minute of video": "min"}
_ORDER: Final = ("added", "removed", "dearer", "cheaper", "changed")
_NOT_SHOWN: Final = (("_per", ""), ("_billed_in", ""), ("_currency", ""))
_COLUMNS: Final = (
    Column("change", "Change"),
    Column("tool", ""),
    Column("what", ""),
    Column("name", "What", wraps=True),
    *(
        Column(side + key, title, "right" if title else "left")
        for side in ("old", "new")
        for key, title in (("", side.title()), *_NOT_SHOWN)
    ),
    Column("percent", "Percent", "right", spare=1),
    Column("percent_is_exact", ""),
)


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
    rows = [Row(_change_cells(change, old, new)) for change in changes.changes]
    effect = changes.job
    missing: tuple[str, ...] = ()
    if effect:
        rows.append(Row(_job_cells(effect), kind="total"))
        missing = missing_from_two(effect.old.unpriced, effect.new.unpriced, missing_note)
    kinds = [change.change for change in changes.changes]
    counts = ", ".join(f"{kinds.count(kind)} {kind}" for kind in _ORDER if kind in kinds)
    lists = f"Prices of {changes.old.edition} → {changes.new.edition}"
    return Report(
        title=f"{lists}: {counts or 'nothing is different'}",
        columns=_COLUMNS,
        rows=tuple(rows),
        notes=(
            *(_job_notes(effect, job, new) if effect and job else ()),
            *map(marked, missing),
            *(
                f"{which}: {prices.edition} ({age(prices.edition, today)}), from: {prices.origin}"
                for which, prices in (("Old", old), ("New", new))
            ),
        ),
        document=changes,
        answer=printed(effect.difference_credits) if effect else str(len(kinds)),
        warnings=missing,
    )


def _job_notes(change: JobChange, job: Job, new: PriceList) -> tuple[str, ...]:
    """What the job is, and by how much its low end changes, where it has one."""
    note = f"The job: {', '.join([job_title(job, new), *besides_words(job)])}."
    if not (change.old.range and change.new.range):
        return (note,)
    low = signed(EXACT.subtract(change.new.range.low, change.old.range.low))
    return note, f"The credits are the high ends of ranges; the low end changes by {low}."


def _change_cells(change: PriceChange, old: PriceList, new: PriceList) -> tuple[Cell, ...]:
    home = change.tool or "Top-up"
    return (
        text_cell(change.change),
        text_cell(change.tool or ""),
        text_cell(change.what),
        text_cell(f"{home}: {_name(change, old, new)}", change.name),
        *_price_cells(change.old),
        *_price_cells(change.new),
        *_percent_cells(change),
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


def _price_cells(price: Price | None) -> tuple[Cell, ...]:
    if price is None:
        return (EMPTY,) * 4
    return (
        Cell(price.amount, _price_text(price)),
        text_cell(price.per),
        number_cell(price.billed_in),
        text_cell(price.currency) if price.currency else EMPTY,
    )


def _price_text(price: Price) -> str:
    if price.amount is None:
        return "no price"
    if price.currency:
        return money(price.amount, price.currency)
    steps = f" ({grouped(price.billed_in)} s steps)" if price.billed_in else ""
    return f"{grouped(price.amount)}/{_SHORT.get(price.per, price.per)}{steps}"


def _job_cells(job: JobChange) -> tuple[Cell, ...]:
    return (
        text_cell("The job", "job"),
        text_cell(job.tool),
        text_cell("total"),
        text_cell(f"{signed(job.difference_credits)} credits", "total"),
        *_total_cells(job.old),
        *_total_cells(job.new),
        *_percent_cells(job),
    )


def _total_cells(total: JobTotal) -> tuple[Cell, ...]:
    credits = total.total_credits
    text = credits_text(credits, credits, complete=total.complete)
    return number_cell(credits, text), text_cell("job"), EMPTY, EMPTY


def _percent_cells(change: PriceChange | JobChange) -> tuple[Cell, Cell]:
    percent, is_exact = change.percent, change.percent_is_exact
    if percent is None:
        return EMPTY, EMPTY
    return number_cell(percent, percent_text(percent, is_exact)), flag_cell(bool(is_exact))
