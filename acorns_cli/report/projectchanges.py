"""What is different between two projects, as a report."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from msgspec.structs import astuple

from acorns_cli.core.money import heading
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.quantities import Range, exact, plural, printed
from acorns_cli.project.changes import Changes, SceneChange
from acorns_cli.report.credits import (
    credits_cell,
    low_end_note,
    marked,
    missing_from_two,
    signed_credits,
    total_label,
)
from acorns_cli.report.jsondocument import document
from acorns_cli.report.names import ITEM_NAMES
from acorns_cli.report.pricenotes import cautions, list_title, price_notes
from acorns_cli.report.project import scenes_note
from acorns_cli.report.report import Cell, Column, Report, Row, RowKind, percent_text


def changes_report(changes: Changes, old: PriceList, new: PriceList, *, today: date) -> Report:
    """What is different, word by word, and by how much the total rises.

    The two lists give the names that people know.
    """
    rows = [_row(Cell("", "The project"), astuple(word)) for word in changes.words]
    rows += [row for scene in changes.scenes for row in _scene_rows(scene, changes)]
    rows += _other_rows(changes)
    unit = changes.new.prices.unit
    missing = missing_from_two(
        changes.old.unpriced,
        changes.new.unpriced,
        lambda item, total: scenes_note(item, old, total),
        lambda item, total: scenes_note(item, new, total),
    )
    return Report(
        title=_title(changes, is_any=bool(rows)),
        columns=_columns(unit),
        rows=(*rows, _total_row(changes)),
        notes=(
            *map(marked, missing),
            *low_end_note(changes.old.total, changes.new.total, unit),
            *_percent_note(changes),
            *_two_lists_note(changes),
            *price_notes(new, today),
        ),
        document=document(changes, "acorns.project-diff/1"),
        answer=printed(changes.difference.high),
        warnings=missing,
        cautions=cautions(new, today),
    )


def _columns(unit: str) -> tuple[Column[Any], ...]:
    return (
        Column("scene", "Scene", wraps=True),
        Column("change", "Change", wraps=True),
        Column("old", "Old", wraps=True),
        Column("new", "New", wraps=True),
        # For programs; people read these as the old and the new.
        *map(Column, ("old_credits_low", "old_credits", "new_credits_low", "new_credits")),
        Column("difference_credits_low"),
        Column("difference_credits", heading(unit), align="right"),
        Column("complete"),
    )


def _title(changes: Changes, *, is_any: bool) -> str:
    if not is_any:
        return f"{changes.new.title}: nothing is different"
    counts = [
        f"{number} {change}"
        for change in ("changed", "added", "removed")
        if (number := sum(scene.change == change for scene in changes.scenes))
    ]
    return f"{changes.new.title}: {', '.join(counts) or 'no scene is different'}"


def _row(
    scene: Cell,
    words: Iterable[Any],
    amounts: dict[str, Any] | None = None,
    look: RowKind = "plain",
) -> Row:
    """The row of a change, an old and a new value; `amounts` are in further columns."""
    change, old, new = words
    cells = {"scene": scene, "change": change, "old": old, "new": new, **(amounts or {})}
    return Row(cells, look)


def _scene_rows(scene: SceneChange, changes: Changes) -> list[Row]:
    """A row for each word; people see the scene's name and credits in the first."""
    name = Cell(scene.name, scene.name)
    old, new = scene.old_credits, scene.new_credits
    amounts = _amounts(old, new, scene.difference, changes, complete=scene.complete)
    if not scene.words:  # it came or went, or has only another price
        change = "prices" if scene.change == "changed" else scene.change
        sides = (
            None if credits is None else credits_cell(credits.high, side.prices.unit)
            for credits, side in ((old, changes.old), (new, changes.new))
        )
        return [_row(name, (change, *sides), amounts)]
    first, *more = map(astuple, scene.words)
    return [_row(name, first, amounts), *(_row(Cell(scene.name, ""), word) for word in more)]


@exact
def _other_rows(changes: Changes) -> list[Row]:
    """A row for the pools and one for the reserve, if they change: with the scenes', the total."""
    before, after, rows = changes.old, changes.new, []
    both_complete = before.complete and after.complete
    for key, name, old, new, complete in (
        ("pools_credits", "Re-rendered clips", before.pools, after.pools, True),
        ("reserve_credits", ITEM_NAMES["reserve"], before.reserve, after.reserve, both_complete),
    ):
        if old != new:
            sides = (credits_cell(side.high, after.prices.unit) for side in (old, new))
            amounts = _amounts(old, new, new - old, changes, complete=complete)
            rows.append(_row(Cell(None, name), (Cell(key, ""), *sides), amounts, "subtotal"))
    return rows


def _total_row(changes: Changes) -> Row:
    sides = (changes.old, changes.new)
    complete = all(side.complete for side in sides)
    totals = (
        credits_cell(side.total.high, side.prices.unit, complete=side.complete) for side in sides
    )
    old, new = (side.total for side in sides)
    amounts = _amounts(old, new, changes.difference, changes, complete=complete)
    name = Cell(None, total_label(complete=complete))
    return _row(name, (Cell("total", ""), *totals), amounts, "total")


def _amounts(
    old: Range | None, new: Range | None, difference: Range, changes: Changes, *, complete: bool
) -> dict[str, Any]:
    """Both ends of what a scene or the total costs, and of how much more that is."""
    return {
        "old_credits_low": old and old.low,
        "old_credits": old and old.high,
        "new_credits_low": new and new.low,
        "new_credits": new and new.high,
        "difference_credits_low": difference.low,
        "difference_credits": Cell(
            difference.high, signed_credits(difference.high, changes.new.prices.unit)
        ),
        "complete": complete,
    }


def _percent_note(changes: Changes) -> tuple[str, ...]:
    if not changes.percent:
        return ()
    percent = percent_text(changes.percent, changes.percent_is_exact)
    scenes = f"{plural(changes.old.scenes, 'scene')} before, {changes.new.scenes} now"
    return (f"The total changes by {percent}; {scenes}.",)


def _two_lists_note(changes: Changes) -> tuple[str, ...]:
    old, new = changes.old.prices, changes.new.prices
    if old == new:
        return ()
    was, now = list_title(old), list_title(new)
    if was == now:
        was, now = f"{was} ({old.source})", f"{now} ({new.source})"
    return (f"The old total is with the prices of {was}, the new one of {now}.",)
