"""The changes between two projects as a report."""

from datetime import date
from typing import Any

from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.quantities import plural, printed
from acorns_cli.project.changes import Changes, SceneChange, WordChange
from acorns_cli.report.credits import (
    credits_cell,
    low_end_note,
    marked,
    missing_from_two,
    signed_cell,
    total_label,
)
from acorns_cli.report.jsondocument import document
from acorns_cli.report.quote import scenes_note
from acorns_cli.report.report import Cell, Column, Report, Row, percent_text, price_notes


def changes_report(changes: Changes, prices: PriceList, *, today: date) -> Report:
    """What is different, word by word, and by how much the total rises."""
    rows = [_word_row(Cell("", "The project"), word) for word in changes.words]
    rows += [row for scene in changes.scenes for row in _scene_rows(scene)]
    missing = missing_from_two(changes.old.unpriced, changes.new.unpriced, scenes_note)
    return Report(
        title=_title(changes),
        columns=(
            Column("scene", "Scene", wraps=True),
            Column("change", "Change"),
            Column("old", "Old", wraps=True),
            Column("new", "New", wraps=True),
            Column("difference_credits", "Credits", align="right"),
        ),
        rows=(*rows, _total_row(changes)),
        notes=(
            *map(marked, missing),
            *low_end_note(changes.old.total, changes.new.total),
            *_percent_note(changes),
            *_two_lists_note(changes),
            *price_notes(prices, today),
        ),
        document=document(changes, "acorns.project-diff/1"),
        answer=printed(changes.difference.high),
        warnings=missing,
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


def _word_row(scene: Cell, word: WordChange, **more: Any) -> Row:
    cells = {"scene": scene, "change": word.word, "old": word.old, "new": word.new}
    return Row({**cells, **more})


def _scene_rows(scene: SceneChange) -> list[Row]:
    """A row for each word; people see the scene's name and credits in the first."""
    name, difference = Cell(scene.name, scene.name), signed_cell(scene.difference_credits)
    if not scene.words:  # it came or went, or has only another price
        cells = {
            "scene": name,
            "change": "prices" if scene.change == "changed" else scene.change,
            "old": scene.old_credits,
            "new": scene.new_credits,
            "difference_credits": difference,
        }
        return [Row(cells)]
    first, *more = scene.words
    return [
        _word_row(name, first, difference_credits=difference),
        *(_word_row(Cell(scene.name, ""), word) for word in more),
    ]


def _total_row(changes: Changes) -> Row:
    old, new = changes.old, changes.new
    cells = {
        "scene": Cell(None, total_label(complete=old.complete and new.complete)),
        "change": Cell("total", ""),
        "old": credits_cell(old.total.high, complete=old.complete),
        "new": credits_cell(new.total.high, complete=new.complete),
        "difference_credits": signed_cell(changes.difference.high),
    }
    return Row(cells, "total")


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
