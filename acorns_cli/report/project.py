"""What a project costs as a report."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Final

from acorns_cli.core.money import amount_words, heading
from acorns_cli.core.pricelist import ITEMS, PriceList
from acorns_cli.core.pricing import Estimate
from acorns_cli.core.quantities import Range, clock, plural, printed
from acorns_cli.project.estimate import ProjectEstimate, Subtotal
from acorns_cli.project.pools import Pool
from acorns_cli.project.scenes import Scene
from acorns_cli.project.totals import MissingPrice
from acorns_cli.report.account import (
    balance_note,
    bought_source,
    purchase_figure,
    purchase_notes,
    shortfall_notes,
)
from acorns_cli.report.credits import (
    credits_cell,
    credits_text,
    marked,
    missing_note,
    total_figure,
    total_label,
)
from acorns_cli.report.jsondocument import document
from acorns_cli.report.names import ITEM_NAMES, item_name, model_name
from acorns_cli.report.pricenotes import Priced, cautions, price_notes
from acorns_cli.report.quote import money_cell, quote_lead, quote_notes, quote_rows
from acorns_cli.report.report import Cell, Column, Report, Row, RowKind, range_text
from acorns_cli.report.sums import sum_words

_PARTS: Final = (*ITEMS, "add_ons")
"""What programs read of each scene, beside its total."""


def project_report(
    estimate: ProjectEstimate, prices: PriceList, *, lines: bool = False, today: date
) -> Report:
    """What a project costs: a row for each scene, for each tool and model, and for all.

    With `lines`, people see the lines of each scene, with their sums.
    """
    length = estimate.video_seconds if estimate.song_seconds is None else estimate.song_seconds
    quote = estimate.offer
    missing = tuple(scenes_note(item, prices) for item in estimate.unpriced)
    lead = tuple(quote_lead(quote)) if quote else ()
    return Report(
        title=f"{estimate.title}, {clock(length)}, {plural(len(estimate.scenes), 'scene')}",
        columns=_columns(estimate.prices.unit, quote.currency if quote else ""),
        rows=(
            *_scene_rows(estimate, prices, lines=lines),
            *_subtotal_rows(estimate, prices),
            *_other_rows(estimate, prices),
            _total_row(estimate),
            *(quote_rows(quote) if quote else ()),
        ),
        notes=(*lead, *_notes(estimate, missing, prices, today)),
        document=document(estimate, "acorns.project/1"),
        answer=printed(estimate.total.high),
        warnings=(*estimate.warnings, *missing),
        cautions=cautions(prices, today),
        lead=lead,
        figures=_figures(estimate),
    )


def _figures(estimate: ProjectEstimate) -> tuple[tuple[str, str], ...]:
    """The total, and what it is in money: for a client what is to be paid."""
    total = total_figure(estimate.total, estimate.prices.unit, complete=estimate.complete)
    if estimate.offer:
        return ("To pay", amount_words(estimate.offer.total, estimate.offer.currency)), total
    return total, *purchase_figure(estimate.purchase, estimate.account)


def _notes(
    estimate: ProjectEstimate, missing: Iterable[str], prices: PriceList, today: date
) -> tuple[str, ...]:
    """What is to be known of the amounts; what is for the maker of the video no client reads."""
    about = [Priced(it.estimate.tool, it.estimate.model, it.job) for it in estimate.scenes]
    of_total = (*estimate.warnings, *map(marked, missing), *_ratio_note(estimate))
    of_prices = price_notes(prices, today, estimate.assumptions, about)
    if estimate.offer:
        return (*quote_notes(estimate.offer, prices.unit), *of_total, *of_prices)
    return (
        *of_total,
        *balance_note(estimate.account, prices.unit, complete=estimate.complete),
        *purchase_notes(estimate.purchase, prices),
        *_spent_note(estimate),
        *of_prices,
        *shortfall_notes(estimate.account, prices),
        *bought_source(estimate.purchase, prices),
        *pin_note(estimate.pinned, prices),
    )


def _scene_rows(estimate: ProjectEstimate, prices: PriceList, *, lines: bool) -> Iterator[Row]:
    for index, scene in enumerate(estimate.scenes):
        yield _scene_row(scene, prices, _money(estimate, index))
        if lines:
            yield from _line_rows(scene, prices)


def _other_rows(estimate: ProjectEstimate, prices: PriceList) -> Iterator[Row]:
    """The pools that are no whole clips without their rest, and the reserve."""
    first = len(estimate.scenes)
    for index, pool in enumerate(estimate.pools, first):
        if pool.credits.low or pool.credits.high:
            yield _pool_row(pool, prices, _money(estimate, index))
    if estimate.reserve:
        name, money = Cell(None, ITEM_NAMES["reserve"]), _money(estimate, -1)
        yield _row("reserve", name, estimate.reserve, prices.unit, money=money)


def _money(estimate: ProjectEstimate, index: int) -> Cell | None:
    """What a scene, a pool or the reserve is in money, where there is a quote."""
    offer = estimate.offer
    return money_cell(offer, offer.rows[index]) if offer else None


def _line_rows(scene: Scene, prices: PriceList) -> Iterator[Row]:
    """The lines of a scene with their sums, indented below it."""
    found, unit = scene.estimate, prices.unit
    for line in found.lines:
        name = Cell(scene.name, f"\u00a0\u00a0{item_name(prices, found.tool, line.item)}")
        words = Cell(line.item, sum_words(line, unit))
        yield _row("line", name, line.range, unit, "detail", model=words)


def _columns(unit: str, currency: str) -> tuple[Column[Any], ...]:
    return (
        Column("kind"),
        Column("scene", "Scene", wraps=True),
        Column("tool"),
        Column("model", "Made with", wraps=True),
        Column("seconds", "Length", align="right"),
        *(Column[Any](part) for part in _PARTS),
        Column("credits_low"),
        Column("credits", heading(unit), align="right"),
        Column("complete"),
        Column("money", currency, align="right"),
    )


def scenes_note(item: MissingPrice, prices: PriceList, total: str = "the total") -> str:
    """What is not in a total, and in how many scenes."""
    return missing_note(item, total, tool=prices.tool_name(item.tool), scenes=item.scenes)


def pin_note(pinned: bool, prices: PriceList) -> tuple[str, ...]:
    """How to fix the prices of a project, where its file names none."""
    if pinned:
        return ()
    name = prices.title.replace(" ", "/")
    return (f"Write prices: {name} in the project file, and newer prices change nothing.",)


def _ratio_note(estimate: ProjectEstimate) -> Iterator[str]:
    if estimate.credits_per_minute is not None:
        most = "" if estimate.total.is_point else "At most "
        unit = estimate.prices.unit
        each = credits_text(estimate.credits_per_minute, unit, complete=estimate.complete)
        yield f"{most}{each} {unit} per finished minute, rounded up to a hundredth."


def _spent_note(estimate: ProjectEstimate) -> Iterator[str]:
    if estimate.spent:
        are = "is" if estimate.spent == 1 else "are"
        spent = f"{amount_words(estimate.spent, estimate.prices.unit)} {are} spent already."
        yield f"{spent} acorns project status says how that compares."


def _scene_row(scene: Scene, prices: PriceList, money: Cell | None) -> Row:
    found, name = scene.estimate, Cell(scene.name, scene.name)
    parts = dict.fromkeys(_PARTS, Decimal(0))
    for line in found.lines:
        parts[line.item if line.item in parts else "add_ons"] += line.credits
    cells = {"seconds": _length(scene.seconds), "money": money, **_made_with(found, prices)}
    complete, unit = found.complete, prices.unit
    return _row("scene", name, found.total, unit, "plain", complete=complete, **parts, **cells)


def _pool_row(pool: Pool, prices: PriceList, money: Cell | None) -> Row:
    """What whole clips cost beyond the parts of the scenes, and how many they are."""
    clips = f"{range_text(pool.exact_clips)} → {range_text(pool.clips)}"
    free = pool.free_clips.high
    less = f", {plural(free, 'clip')} free" if free else ""
    name = Cell(None, f"Re-rendered clips: {clips}{less}")
    made_with = _made_with(pool, prices)
    return _row("pool", name, pool.credits, prices.unit, money=money, **made_with)


def _subtotal_rows(estimate: ProjectEstimate, prices: PriceList) -> Iterator[Row]:
    """A row for each tool and model; none where one would say the total twice."""
    if len(estimate.subtotals) < 2:
        return
    for part in estimate.subtotals:
        name, made_with = Cell(None, plural(part.scenes, "scene")), _made_with(part, prices)
        complete = part.complete
        yield _row("subtotal", name, part.credits, prices.unit, complete=complete, **made_with)


def _total_row(estimate: ProjectEstimate) -> Row:
    complete, offer, unit = estimate.complete, estimate.offer, estimate.prices.unit
    name = Cell(None, total_label(complete=complete))
    cells = {"seconds": _length(estimate.video_seconds)}
    if offer:
        cells["money"] = money_cell(offer, offer.of_credits)
    return _row("total", name, estimate.total, unit, "total", complete=complete, **cells)


def _row(
    kind: str,
    name: Cell,
    credits: Range,
    unit: str,
    look: RowKind = "subtotal",
    *,
    complete: bool = True,
    **cells: Any,
) -> Row:
    """A row with its credits; `cells` are in further columns."""
    cells |= {
        "kind": kind,
        "scene": name,
        "credits_low": credits.low,
        "credits": credits_cell(credits, unit, complete=complete),
        "complete": complete,
    }
    return Row(cells, look)


def _made_with(part: Estimate | Subtotal | Pool, prices: PriceList) -> dict[str, Any]:
    """The tool and the model for people; the model alone for programs, as the tool has its own."""
    name = f" {model_name(prices, part.tool, part.model)}" if part.model else ""
    return {"tool": part.tool, "model": Cell(part.model, f"{part.tool}{name}")}


def _length(seconds: Decimal) -> Cell:
    return Cell(seconds, clock(seconds))
