"""The changes between two projects as a report."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.quantities import plural, printed, signed
from acorns_cli.project.changes import Changes, SceneChange
from acorns_cli.report.credits import credits_cell, marked, missing_from_two, total_label
from acorns_cli.report.document import document
from acorns_cli.report.quote import scenes_note
from acorns_cli.report.report import Cell, Column, Report, Row, Value, percent_text, price_notes


class _Line(NamedTuple):
    """A line of the table: a word of a scene or of the project, a scene's credits, or the total."""

    scene: Cell
    change: Cell | str
    old: Cell | Value
    new: Cell | Value
    difference: Decimal | None = None


def changes_report(changes: Changes, prices: PriceList, *, today: date) -> Report:
    """What is different, word by word, and by how much the total rises.

    Args:
        changes: The answer.
        prices: The list that the new total is from.
        today: The day on which it is read, for the age of the prices.
    """
    project = Cell("", "The project")
    lines = [_Line(project, word.word, word.old, word.new) for word in changes.words]
    lines += [line for scene in changes.scenes for line in _scene_lines(scene)]
    missing = missing_from_two(changes.old.unpriced, changes.new.unpriced, scenes_note)
    return Report(
        title=_title(changes),
        columns=_columns(),
        rows=(*map(Row, lines), Row(_total_line(changes), kind="total")),
        notes=(
            *map(marked, missing),
            *_range_note(changes),
            *_percent_note(changes),
            *_two_lists_note(changes),
            *price_notes(prices, today),
        ),
        document=document(changes, "acorns.project-diff/1"),
        answer=printed(changes.difference.high),
        warnings=missing,
    )


def _columns() -> tuple[Column[_Line], ...]:
    return (
        Column("scene", "Scene", lambda line: line.scene, wraps=True),
        Column("change", "Change", lambda line: line.change),
        Column("old", "Old", lambda line: line.old, wraps=True),
        Column("new", "New", lambda line: line.new, wraps=True),
        Column("difference_credits", "Credits", _difference, "right"),
    )


def _difference(line: _Line) -> Cell | None:
    return None if line.difference is None else Cell(line.difference, signed(line.difference))


def _title(changes: Changes) -> str:
    if not changes.scenes and not changes.words:
        return f"{changes.new.title}: nothing is different"
    counts = [
        f"{number} {change}"
        for change in ("changed", "added", "removed")
        if (number := sum(scene.change == change for scene in changes.scenes))
    ]
    return f"{changes.new.title}: {', '.join(counts) or 'no scene is different'}"


def _scene_lines(scene: SceneChange) -> list[_Line]:
    """A line for each word; people see the scene's name and credits in the first."""
    name, again = Cell(scene.name, scene.name), Cell(scene.name, "")
    if not scene.words:  # it came or went, or has only another price
        kind = "prices" if scene.change == "changed" else scene.change
        return [_Line(name, kind, scene.old_credits, scene.new_credits, scene.difference_credits)]
    first, *more = scene.words
    return [
        _Line(name, first.word, first.old, first.new, scene.difference_credits),
        *(_Line(again, word.word, word.old, word.new) for word in more),
    ]


def _total_line(changes: Changes) -> _Line:
    old, new = changes.old, changes.new
    return _Line(
        Cell(None, total_label(complete=old.complete and new.complete)),
        Cell("total", ""),
        credits_cell(old.total.high, complete=old.complete),
        credits_cell(new.total.high, complete=new.complete),
        changes.difference.high,
    )


def _range_note(changes: Changes) -> tuple[str, ...]:
    if changes.old.total.is_point and changes.new.total.is_point:
        return ()
    low = signed(changes.difference.low)
    return (f"The credits are the high ends of ranges; the low end changes by {low}.",)


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
    was, now = str(old.edition), str(new.edition)
    if was == now:
        was, now = f"{was} ({old.source})", f"{now} ({new.source})"
    return (f"The old total is with the prices of {was}, the new one of {now}.",)
