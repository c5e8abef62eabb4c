"""The changes between two projects as a report."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec.structs import astuple

from acorns_cli.core.money import heading
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.quantities import plural, printed
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
from acorns_cli.report.pricenotes import cautions, list_title, price_notes
from acorns_cli.report.quote import scenes_note
from acorns_cli.report.report import Cell, Column, Report, Row, percent_text


def changes_report(changes: Changes, prices: PriceList, *, today: date) -> Report:
    """What is different, word by word, and by how much the total rises."""
    rows = [_row(Cell("", "The project"), astuple(word)) for word in changes.words]
    rows += [row for scene in changes.scenes for row in _scene_rows(scene, changes)]
    unit = changes.new.prices.unit
    missing = missing_from_two(
        changes.old.unpriced,
        changes.new.unpriced,
        lambda item, total: scenes_note(item, prices, total),
    )
    return Report(
        title=_title(changes),
        columns=(
            Column("scene", "Scene", wraps=True),
            Column("change", "Change", wraps=True),
            Column("old", "Old", wraps=True),
            Column("new", "New", wraps=True),
            Column("difference_credits", heading(unit), align="right"),
        ),
        rows=(*rows, _total_row(changes)),
        notes=(
            *map(marked, missing),
            *low_end_note(changes.old.total, changes.new.total, unit),
            *_percent_note(changes),
            *_two_lists_note(changes),
            *price_notes(prices, today),
        ),
        document=document(changes, "acorns.project-diff/1"),
        answer=printed(changes.difference.high),
        warnings=missing,
        cautions=cautions(prices, today),
    )


def _title(changes: Changes) -> str:
    if not changes.scenes and not changes.words:
        return f"{changes.new.title}: nothing is different"
    counts = [
        f"{number} {change}"
        for change in ("changed", "added", "removed")
        if (number := sum(scene.change == change for scene in changes.scenes))
    ]
    return f"{changes.new.title}: {', '.join(counts) or 'no scene is different'}"


def _row(scene: Cell, words: Iterable[Any], risen: Cell | None = None) -> Row:
    """The row of a change, an old and a new value."""
    change, old, new = words
    cells = {"scene": scene, "change": change, "old": old, "new": new, "difference_credits": risen}
    return Row(cells, "total" if scene.value is None else "plain")


def _scene_rows(scene: SceneChange, changes: Changes) -> list[Row]:
    """A row for each word; people see the scene's name and credits in the first."""
    name, difference = Cell(scene.name, scene.name), _risen(scene.difference_credits, changes)
    if not scene.words:  # it came or went, or has only another price
        change = "prices" if scene.change == "changed" else scene.change
        old, new = (
            None if credits is None else credits_cell(credits, side.prices.unit)
            for credits, side in (
                (scene.old_credits, changes.old),
                (scene.new_credits, changes.new),
            )
        )
        return [_row(name, (change, old, new), difference)]
    first, *more = map(astuple, scene.words)
    return [_row(name, first, difference), *(_row(Cell(scene.name, ""), word) for word in more)]


def _total_row(changes: Changes) -> Row:
    sides = (changes.old, changes.new)
    label = Cell(None, total_label(complete=all(side.complete for side in sides)))
    totals = (
        credits_cell(side.total.high, side.prices.unit, complete=side.complete) for side in sides
    )
    return _row(label, (Cell("total", ""), *totals), _risen(changes.difference.high, changes))


def _risen(credits: Decimal, changes: Changes) -> Cell:
    """By how much a scene or the total costs more."""
    return Cell(credits, signed_credits(credits, changes.new.prices.unit))


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
