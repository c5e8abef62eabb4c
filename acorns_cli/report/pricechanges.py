"""What is different between two price lists, as a report."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

from acorns_cli.catalog.changes import JobChange, Price, PriceChange, PriceChanges
from acorns_cli.core.filevalues import CREDITS
from acorns_cli.core.job import Job
from acorns_cli.core.money import amount, amount_words
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.quantities import plural, printed
from acorns_cli.report.credits import (
    credits_cell,
    low_end_note,
    marked,
    missing_from_two,
    missing_note,
    signed_credits,
)
from acorns_cli.report.estimate import job_title
from acorns_cli.report.job import besides_words
from acorns_cli.report.jsondocument import document
from acorns_cli.report.names import item_name, model_name, needed_name
from acorns_cli.report.pricenotes import age, age_words, is_old
from acorns_cli.report.report import Cell, Column, Report, Row, percent_text

_NAMES: Final = {
    "any_model": "every model",
    "images": "images",
    "free_rerender_clips_per_minute": "free re-rendered clips",
}
_NAME_OF: Final = {"model": model_name, "add_on": item_name, "always": needed_name}
"""What names a thing by its slug; of two lists, the first that gives it another name decides."""
_SHORT: Final = {"second": "s", "minute of video": "min"}
_NO_TOOL: Final = {"pack": "Top-up", "plan": "Plan"}
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
        rows.append(_job_row(effect, old.unit, new.unit))
        sides = effect.old.unpriced, effect.new.unpriced
        missing = missing_from_two(*sides, missing_note, missing_note)
    kinds = [change.change for change in changes.changes]
    counts = ", ".join(f"{kinds.count(kind)} {kind}" for kind in _ORDER if kind in kinds)
    newest = f"New: {new.title} ({age_words(new, today)}), from: {new.origin}"
    return Report(
        title=f"Prices of {old.title} → {new.title}: {counts or 'nothing is different'}",
        columns=_columns(),
        rows=tuple(rows),
        notes=(
            *(_job_notes(effect, job, new) if effect and job else ()),
            *map(marked, missing),
            *_unit_notes(old, new),
            f"Old: {old.title} ({age(old.edition, today)}), from: {old.origin}",
            newest,
        ),
        document=document(changes, "acorns.prices-diff/1"),
        answer=printed(effect.difference_credits) if effect else str(len(kinds)),
        warnings=missing,
        cautions=(newest,) if is_old(new.edition, today) else (),
    )


def _columns() -> tuple[Column[Any], ...]:
    sides = (
        (
            Column[Any](side, side.title(), align="right"),
            *(Column[Any](f"{side}_{key}") for key in ("per", "currency")),
        )
        for side in ("old", "new")
    )
    return (
        Column("change", "Change", wraps=True),
        Column("tool"),
        Column("what"),
        Column("name", "What", wraps=True),
        *(column for side in sides for column in side),
        Column("percent", "Percent", align="right", spare=1),
        Column("percent_is_exact"),
    )


def _job_notes(change: JobChange, job: Job, new: PriceList) -> tuple[str, ...]:
    """What the job is, and by how much its low end changes, where it has one."""
    words = ", ".join([job_title(job, change.tool, change.model, new), *besides_words(job)])
    return f"The job: {words}.", *low_end_note(change.old.total, change.new.total, new.unit)


def _unit_notes(old: PriceList, new: PriceList) -> tuple[str, ...]:
    """Why nothing is dearer or cheaper, where the unit is another and its name is the same."""
    if old.unit != new.unit or old.totals_in == new.totals_in:
        return ()
    units = f"{old.totals_in} and {new.totals_in}"
    return (f"The prices are in two units, {units}: neither is dearer or cheaper.",)


def _change_row(change: PriceChange, old: PriceList, new: PriceList) -> Row:
    of = change.tool or _NO_TOOL.get(change.what, change.what)
    cells = {
        "change": change.change,
        "tool": change.tool or "",
        "what": change.what,
        "name": Cell(change.name, f"{of}: {_name(change, old, new)}"),
    }
    sides = {**_side("old", change.old), **_side("new", change.new)}
    return Row({**cells, **sides, **_percent(change)})


def _name(change: PriceChange, old: PriceList, new: PriceList) -> str:
    price, tool, slug = change.new or change.old, change.tool or "", change.name
    if change.what == "unpriced" and price:
        return price.per
    if change.what == "pack":
        return plural(Decimal(slug), "credit")
    if name_of := _NAME_OF.get(change.what):
        names = (name_of(prices, tool, slug) for prices in (new, old) if tool in prices.tools)
        name = next((name for name in names if name != slug), slug)
        return f"every video needs {name}" if change.what == "always" else name
    return _NAMES.get(change.what, slug)


def _side(side: str, price: Price | None) -> dict[str, Any]:
    if price is None:
        return {}
    return {
        side: Cell(price.amount, _price_text(price)),
        f"{side}_per": price.per,
        f"{side}_currency": price.currency,
    }


def _price_text(price: Price) -> str:
    if price.amount is None:
        return "yes" if price.per == "every video" else "no price"
    if price.per.endswith((" credit", " credits")):  # the name of a pack says so
        return amount_words(price.amount, price.currency or CREDITS)
    unit = f" {price.currency}" if price.currency else ""
    cost = amount(price.amount, price.currency or CREDITS)
    return f"{cost}{unit}/{_SHORT.get(price.per, price.per)}"


def _job_row(job: JobChange, old_unit: str, new_unit: str) -> Row:
    difference = signed_credits(job.difference_credits, new_unit)
    cells: dict[str, Any] = {
        "change": Cell("job", "The job"),
        "tool": job.tool,
        "what": "total",
        "name": Cell("total", f"{difference} {new_unit}"),
        "old_per": "job",
        "new_per": "job",
    }
    for side, total, unit in (("old", job.old, old_unit), ("new", job.new, new_unit)):
        cells[side] = credits_cell(total.total.high, unit, complete=total.complete)
    return Row({**cells, **_percent(job)}, "total")


def _percent(change: PriceChange | JobChange) -> dict[str, Any]:
    if change.percent is None:
        return {}
    text = percent_text(change.percent, change.percent_is_exact)
    return {"percent": Cell(change.percent, text), "percent_is_exact": change.percent_is_exact}
