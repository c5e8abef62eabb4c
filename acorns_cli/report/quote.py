"""A project's quote as a report."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.quantities import Range, clock, plural, printed
from acorns_cli.project.quote import MissingPrice, Quote, SceneQuote, Subtotal
from acorns_cli.report.account import balance_note, pack_notes
from acorns_cli.report.credits import (
    credits_cell,
    credits_text,
    marked,
    missing_note,
    total_label,
)
from acorns_cli.report.document import document
from acorns_cli.report.estimate import model_name
from acorns_cli.report.report import Cell, Column, Report, Row, assumption_notes, price_notes


class _Line(NamedTuple):
    """A line of the table: a scene, the scenes of one tool and model, or all."""

    kind: str
    scene: Cell
    credits: Range
    complete: bool
    tool: str | None = None
    model: str | None = None
    seconds: Decimal | None = None


def quote_report(quote: Quote, prices: PriceList, *, today: date) -> Report:
    """What a project costs: a row for each scene, for each tool and model, and for all.

    Args:
        quote: The answer.
        prices: The list that it is from, for the names that people know.
        today: The day on which it is read, for the age of the prices.
    """
    # One tool and model would say the total twice.
    subtotals = quote.subtotals if len(quote.subtotals) > 1 else ()
    rows = (
        *(Row(_scene_line(scene)) for scene in quote.scenes),
        *(Row(_subtotal_line(each), kind="subtotal") for each in subtotals),
        Row(_total_line(quote), kind="total"),
    )
    missing = tuple(scenes_note(item) for item in quote.unpriced)
    return Report(
        title=_title(quote),
        columns=_columns(prices, has_range=not quote.total.is_point),
        rows=rows,
        notes=(
            *quote.warnings,
            *map(marked, missing),
            *_ratio_note(quote),
            *balance_note(quote.account, complete=quote.complete),
            *_spent_note(quote),
            *assumption_notes(quote.assumptions),
            *price_notes(prices, today),
            *pack_notes(quote.account, prices),
            *pin_note(quote.pinned, prices),
        ),
        document=document(quote, "acorns.project/1"),
        answer=printed(quote.total.high),
        warnings=(*quote.warnings, *missing),
    )


def _columns(prices: PriceList, *, has_range: bool) -> tuple[Column[_Line], ...]:
    low: Column[_Line] = Column("credits_low", "", lambda line: line.credits.low)
    return (
        Column("kind", "", lambda line: line.kind),
        Column("scene", "Scene", lambda line: line.scene, wraps=True),
        Column("tool", "", lambda line: line.tool),
        Column("model", "Made with", lambda line: _made_with(line, prices), wraps=True),
        Column("seconds", "Length", _length, "right"),
        *((low,) if has_range else ()),
        Column("credits", "Credits", _credits, "right"),
        Column("complete", "", lambda line: line.complete),
    )


def _title(quote: Quote) -> str:
    length = quote.video_seconds if quote.song_seconds is None else quote.song_seconds
    return f"{quote.title}, {clock(length)}, {plural(len(quote.scenes), 'scene')}"


def scenes_note(item: MissingPrice, total: str = "the total") -> str:
    """What is not in a total, and in how many scenes."""
    return missing_note(item, total, tool=item.tool, scenes=item.scenes)


def pin_note(pinned: bool, prices: PriceList) -> tuple[str, ...]:
    """How to hold a project to its prices, where it is not."""
    if pinned:
        return ()
    return (f"With prices: {prices.edition} in the project file this stays what it is.",)


def _ratio_note(quote: Quote) -> tuple[str, ...]:
    if quote.credits_per_minute is None:
        return ()
    most = "" if quote.total.is_point else "At most "
    each = f"{most}{credits_text(quote.credits_per_minute, complete=quote.complete)} credits"
    return (f"{each} per finished minute, rounded up to a hundredth.",)


def _spent_note(quote: Quote) -> tuple[str, ...]:
    if not quote.spent:
        return ()
    spent = f"{plural(quote.spent, 'credit')} {'is' if quote.spent == 1 else 'are'} spent already."
    return (f"{spent} acorns project status says how that compares.",)


def _scene_line(scene: SceneQuote) -> _Line:
    return _Line(
        "scene",
        Cell(scene.name, scene.name),
        scene.total,
        scene.complete,
        scene.tool,
        scene.model,
        scene.seconds,
    )


def _subtotal_line(subtotal: Subtotal) -> _Line:
    scenes, credits = Cell(None, plural(subtotal.scenes, "scene")), subtotal.credits
    tool, model = subtotal.tool, subtotal.model
    return _Line("subtotal", scenes, credits, subtotal.complete, tool, model)


def _total_line(quote: Quote) -> _Line:
    label = Cell(None, total_label(complete=quote.complete))
    seconds = quote.video_seconds
    return _Line("total", label, quote.total, quote.complete, seconds=seconds)


def _made_with(line: _Line, prices: PriceList) -> Cell:
    """The tool and the model for people; the model alone for programs, as the tool has its own."""
    tool = line.tool or ""
    return Cell(
        line.model, f"{tool} {model_name(prices, tool, line.model)}" if line.model else tool
    )


def _length(line: _Line) -> Cell | None:
    return None if line.seconds is None else Cell(line.seconds, clock(line.seconds))


def _credits(line: _Line) -> Cell:
    return credits_cell(line.credits, complete=line.complete)
