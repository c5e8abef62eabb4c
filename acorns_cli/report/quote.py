"""A project's quote as a report."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Final

from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.pricing import Estimate
from acorns_cli.core.quantities import Range, clock, plural, printed
from acorns_cli.project.quote import MissingPrice, Quote, Subtotal
from acorns_cli.project.scenes import Scene
from acorns_cli.report.account import balance_note, shortfall_notes
from acorns_cli.report.credits import credits_cell, credits_text, marked, missing_note, total_label
from acorns_cli.report.estimate import model_name, with_low_end
from acorns_cli.report.jsondocument import document
from acorns_cli.report.report import Cell, Column, Report, Row, price_notes

_COLUMNS: Final[tuple[Column[Any], ...]] = (
    Column("kind"),
    Column("scene", "Scene", wraps=True),
    Column("tool"),
    Column("model", "Made with", wraps=True),
    Column("seconds", "Length", align="right"),
    Column("credits_low"),
    Column("credits", "Credits", align="right"),
    Column("complete"),
)


def quote_report(quote: Quote, prices: PriceList, *, today: date) -> Report:
    """What a project costs: a row for each scene, for each tool and model, and for all."""
    # One tool and model would say the total twice.
    subtotals = quote.subtotals if len(quote.subtotals) > 1 else ()
    length = quote.video_seconds if quote.song_seconds is None else quote.song_seconds
    missing = tuple(scenes_note(item) for item in quote.unpriced)
    return Report(
        title=f"{quote.title}, {clock(length)}, {plural(len(quote.scenes), 'scene')}",
        columns=with_low_end(_COLUMNS, "credits_low", has_range=not quote.total.is_point),
        rows=(
            *(_scene_row(scene, prices) for scene in quote.scenes),
            *(_subtotal_row(each, prices) for each in subtotals),
            _total_row(quote),
        ),
        notes=(
            *quote.warnings,
            *map(marked, missing),
            *_ratio_note(quote),
            *balance_note(quote.account, complete=quote.complete),
            *_spent_note(quote),
            *price_notes(prices, today, quote.assumptions),
            *shortfall_notes(quote.account, prices),
            *pin_note(quote.pinned, prices),
        ),
        document=document(quote, "acorns.project/1"),
        answer=printed(quote.total.high),
        warnings=(*quote.warnings, *missing),
    )


def scenes_note(item: MissingPrice, total: str = "the total") -> str:
    """What is not in a total, and in how many scenes."""
    return missing_note(item, total, tool=item.tool, scenes=item.scenes)


def pin_note(pinned: bool, prices: PriceList) -> tuple[str, ...]:
    """How to fix the prices of a project, where its file names none."""
    if pinned:
        return ()
    return (f"With prices: {prices.edition} in the project file this stays what it is.",)


def _ratio_note(quote: Quote) -> Iterator[str]:
    if quote.credits_per_minute is not None:
        most = "" if quote.total.is_point else "At most "
        each = f"{most}{credits_text(quote.credits_per_minute, complete=quote.complete)} credits"
        yield f"{each} per finished minute, rounded up to a hundredth."


def _spent_note(quote: Quote) -> Iterator[str]:
    if quote.spent:
        are = "is" if quote.spent == 1 else "are"
        spent = f"{plural(quote.spent, 'credit')} {are} spent already."
        yield f"{spent} acorns project status says how that compares."


def _scene_row(scene: Scene, prices: PriceList) -> Row:
    cells = {
        "scene": Cell(scene.name, scene.name),
        "seconds": _length(scene.seconds),
        **_credits(scene.estimate.total, complete=scene.estimate.complete),
    }
    return Row({"kind": "scene", **cells, **_made_with(scene.estimate, prices)})


def _subtotal_row(subtotal: Subtotal, prices: PriceList) -> Row:
    cells = {
        "scene": Cell(None, plural(subtotal.scenes, "scene")),
        **_credits(subtotal.credits, complete=subtotal.complete),
    }
    return Row({"kind": "subtotal", **cells, **_made_with(subtotal, prices)}, "subtotal")


def _total_row(quote: Quote) -> Row:
    cells = {
        "scene": Cell(None, total_label(complete=quote.complete)),
        "seconds": _length(quote.video_seconds),
        **_credits(quote.total, complete=quote.complete),
    }
    return Row({"kind": "total", **cells}, "total")


def _made_with(part: Estimate | Subtotal, prices: PriceList) -> dict[str, Any]:
    """The tool and the model for people; the model alone for programs, as the tool has its own."""
    name = f" {model_name(prices, part.tool, part.model)}" if part.model else ""
    return {"tool": part.tool, "model": Cell(part.model, f"{part.tool}{name}")}


def _length(seconds: Decimal) -> Cell:
    return Cell(seconds, clock(seconds))


def _credits(total: Range, *, complete: bool) -> dict[str, Any]:
    cell = credits_cell(total, complete=complete)
    return {"credits_low": total.low, "credits": cell, "complete": complete}
