"""A price list as a report."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from acorns_cli.core.names import TOOLS
from acorns_cli.core.pricelist import Pack, PriceList, ToolPrices
from acorns_cli.core.quantities import grouped, plural, printed
from acorns_cli.report.account import money, pack_notes
from acorns_cli.report.jsondocument import document
from acorns_cli.report.report import Cell, Column, Report, Row, price_notes, sentence_case


class _Line(NamedTuple):
    """A line of the table: one price, or one thing that has none."""

    tool: Cell | str
    what: str
    name: Cell | str
    price: Cell | Decimal
    per: Cell | str
    model: str | None = None


def price_list_report(prices: PriceList, *, today: date) -> Report:
    """The table of a list, tool by tool."""
    lines = [line for tool, listed in prices.tools.items() for line in _tool_lines(tool, listed)]
    if prices.top_ups:
        lines += [_pack_line(pack, prices.top_ups.currency) for pack in prices.top_ups.packs]
    return Report(
        title=f"Prices of {prices.edition}",
        columns=(
            Column("tool", "Tool"),
            Column("what"),
            Column("name", "What", wraps=True),
            Column("model", "--model", wraps=True, spare=1),
            Column("price", "Price", align="right"),
            Column("per", "For", wraps=True),
        ),
        rows=tuple(map(Row, lines)),
        notes=(*_unpriced_notes(prices), *price_notes(prices, today), *pack_notes(prices)),
        document=document(prices, "acorns.prices/1"),
        answer=str(prices.edition),
    )


def _tool_lines(tool: str, listed: ToolPrices) -> Iterator[_Line]:
    for model, price in listed.models.items():
        yield _Line(tool, "model", price.name or model, price.amount, price.per, model)
    if listed.any_model:
        yield _Line(tool, "any_model", "Every model", listed.any_model.amount, listed.any_model.per)
    if listed.images:
        size = listed.images.per_images
        per = "image" if size == 1 else plural(size, "image")
        yield _Line(tool, "images", "Images", listed.images.credits, per)
    if free := listed.free_rerender_clips_per_minute:
        clips = Cell(free, f"{grouped(free)} free")
        yield _Line(tool, "free_rerender_clips", "Re-rendered clips", clips, "minute of video")
    for item, missing in listed.unpriced.items():
        where = Cell(item, "see note")
        yield _Line(tool, "unpriced", sentence_case(missing.name), Cell("", "?"), where)


def _pack_line(pack: Pack, currency: str) -> _Line:
    name = Cell(printed(pack.credits), f"{grouped(pack.credits)} credits")
    price = Cell(pack.price, money(pack.price, currency))
    return _Line(Cell("", "Top-up"), "pack", name, price, Cell(currency, "pack"))


def _unpriced_notes(prices: PriceList) -> Iterator[str]:
    for tool, listed in prices.tools.items():
        for missing in listed.unpriced.values():
            yield f"{TOOLS[tool]}, {missing.name}: {missing.why}; {missing.where}."
