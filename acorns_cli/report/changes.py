"""The changes between two projects as a report. This module knows which rows and signs it has."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from acorns_cli.pricelist import PriceList
from acorns_cli.project.changes import Changes, SceneChange, Side, WordChange
from acorns_cli.quantities import plural, printed, signed
from acorns_cli.report import (
    EMPTY,
    Cell,
    Column,
    Report,
    Row,
    number_cell,
    percent_text,
    price_notes,
    text_cell,
)
from acorns_cli.report.credits import credits_text, marked, missing_from_two, total_label
from acorns_cli.report.quote import scenes_note


def changes_report(changes: Changes, prices: PriceList, *, today: date) -> Report:
    """What is different, word by word, and by how much the total rises.

    Args:
        changes: The answer.
        prices: The list that the new total is from.
        today: The day on which it is read, for the age of the prices.
    """
    columns = (
        Column("scene", "Scene", wraps=True),
        Column("change", "Change"),
        Column("old", "Old", wraps=True),
        Column("new", "New", wraps=True),
        Column("difference_credits", "Credits", "right"),
    )
    rows = [Row((text_cell("The project", ""), *_word_cells(word))) for word in changes.words]
    missing = missing_from_two(changes.old.unpriced, changes.new.unpriced, scenes_note)
    rows += [row for scene in changes.scenes for row in _scene_rows(scene)]
    return Report(
        title=_title(changes),
        columns=columns,
        rows=(*rows, Row(_total_cells(changes), kind="total")),
        notes=(
            *map(marked, missing),
            *_range_note(changes),
            *_percent_note(changes),
            *_two_lists_note(changes),
            *price_notes(prices, today),
        ),
        document=changes,
        answer=printed(changes.difference_credits),
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


def _scene_rows(scene: SceneChange) -> list[Row]:
    """A row for each word; the scene's name and credits are shown in the first."""
    first: tuple[Cell, ...]
    first, *more = [_word_cells(word) for word in scene.words] or [_credits_cells(scene)]
    rows = [Row((text_cell(scene.name), *first[:3], _signed_cell(scene.difference_credits)))]
    return rows + [Row((Cell(scene.name, ""), *cells)) for cells in more]


def _credits_cells(scene: SceneChange) -> tuple[Cell, ...]:
    """What stands for the words of a scene that came or went, or has only another price."""
    kind = "prices" if scene.change == "changed" else scene.change
    return text_cell(kind), number_cell(scene.old_credits), number_cell(scene.new_credits)


def _word_cells(word: WordChange) -> tuple[Cell, ...]:
    return text_cell(word.word), _said(word.old), _said(word.new), EMPTY


def _said(text: str | None) -> Cell:
    return EMPTY if text is None else text_cell(text)


def _total_cells(changes: Changes) -> tuple[Cell, ...]:
    return (
        Cell(None, total_label(complete=changes.old.complete and changes.new.complete)),
        text_cell("", "total"),
        *(_total_cell(side) for side in (changes.old, changes.new)),
        _signed_cell(changes.difference_credits),
    )


def _total_cell(side: Side) -> Cell:
    total = side.total_credits
    return number_cell(total, credits_text(total, total, complete=side.complete))


def _signed_cell(credits: Decimal) -> Cell:
    return number_cell(credits, signed(credits))


def _range_note(changes: Changes) -> tuple[str, ...]:
    if changes.difference_range is None:
        return ()
    low = signed(changes.difference_range.low)
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
