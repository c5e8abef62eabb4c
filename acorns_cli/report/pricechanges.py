"""What is different between two price lists, as a report."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

from acorns_cli.catalog.changes import JobChange, Price, PriceChange, PriceChanges
from acorns_cli.core.job import Job
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.quantities import grouped, printed, signed
from acorns_cli.report.account import money
from acorns_cli.report.credits import (
    credits_cell,
    low_end_note,
    marked,
    missing_from_two,
    missing_note,
)
from acorns_cli.report.estimate import job_title
from acorns_cli.report.job import besides_words
from acorns_cli.report.jsondocument import document
from acorns_cli.report.report import Cell, Column, Report, Row, age, percent_text

_NAMES: Final = {
    "any_model": "every model",
    "images": "images",
    "free_rerender_clips_per_minute": "free re-rendered clips",
}
_SHORT: Final = {"second": "s", "minute of video": "min"}
_ORDER: Final = ("added", "removed", "dearer", "cheaper", "changed")


def price_changes_report(
    changes: PriceChanges, old: PriceList, new: PriceList, job: Job | None, *, today: date
) -> Report:
    """What became dearer and cheaper, and what that does to a job.

    The two lists give the names that people know; the answer is about the job as well, if there is
    one.
    """
    rows = [_change_row(change, old, new) for change in changes.changes]
    effect = changes.job
    missing: tuple[str, ...] = ()
    if effect:
        rows.append(_job_row(effect))
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


def _columns() -> tuple[Column[Any], ...]:
    sides = (
        (
            Column[Any](side, side.title(), align="right"),
            *(Column[Any](f"{side}_{key}") for key in ("per", "billed_in", "currency")),
        )
        for side in ("old", "new")
    )
    return (
        Column("change", "Change"),
        Column("tool"),
        Column("what"),
        Column("name", "What", wraps=True),
        *(column for side in sides for column in side),
        Column("percent", "Percent", align="right", spare=1),
        Column("percent_is_exact"),
    )


def _job_notes(change: JobChange, job: Job, new: PriceList) -> tuple[str, ...]:
    """What the job is, and by how much its low end changes, where it has one."""
    words = ", ".join([job_title(job, new), *besides_words(job)])
    return f"The job: {words}.", *low_end_note(change.old.total, change.new.total)


def _change_row(change: PriceChange, old: PriceList, new: PriceList) -> Row:
    cells = {
        "change": change.change,
        "tool": change.tool or "",
        "what": change.what,
        "name": Cell(change.name, f"{change.tool or 'Top-up'}: {_name(change, old, new)}"),
    }
    sides = {**_side("old", change.old), **_side("new", change.new)}
    return Row({**cells, **sides, **_percent(change)})


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


def _side(side: str, price: Price | None) -> dict[str, Any]:
    if price is None:
        return {}
    return {
        side: Cell(price.amount, _price_text(price)),
        f"{side}_per": price.per,
        f"{side}_billed_in": price.billed_in,
        f"{side}_currency": price.currency,
    }


def _price_text(price: Price) -> str:
    if price.amount is None:
        return "no price"
    if price.currency:
        return money(price.amount, price.currency)
    steps = f" ({grouped(price.billed_in)} s steps)" if price.billed_in else ""
    return f"{grouped(price.amount)}/{_SHORT.get(price.per, price.per)}{steps}"


def _job_row(job: JobChange) -> Row:
    cells: dict[str, Any] = {
        "change": Cell("job", "The job"),
        "tool": job.tool,
        "what": "total",
        "name": Cell("total", f"{signed(job.difference_credits)} credits"),
        "old_per": "job",
        "new_per": "job",
    }
    for side, total in (("old", job.old), ("new", job.new)):
        cells[side] = credits_cell(total.total.high, complete=total.complete)
    return Row({**cells, **_percent(job)}, "total")


def _percent(change: PriceChange | JobChange) -> dict[str, Any]:
    if change.percent is None:
        return {}
    text = percent_text(change.percent, change.percent_is_exact)
    return {"percent": Cell(change.percent, text), "percent_is_exact": change.percent_is_exact}
