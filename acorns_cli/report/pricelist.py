"""A price list as a report."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from acorns_cli.core.money import amount, amount_words
from acorns_cli.core.pricelist import (
    AddOn,
    ModelPrice,
    Packs,
    Plans,
    PriceList,
    ShapedPrice,
)
from acorns_cli.core.quantities import grouped, plural, printed
from acorns_cli.errors import all_of, one_of
from acorns_cli.report.account import pack_terms
from acorns_cli.report.jsondocument import document
from acorns_cli.report.names import item_name, model_name, needed_name
from acorns_cli.report.pricenotes import all_notes, is_old, price_note, source_text
from acorns_cli.report.report import Cell, Column, Report, Row, sentence_case


class _Line(NamedTuple):
    """A line of the table: one price, or one thing that has none."""

    tool: Cell | str
    what: str
    name: Cell | str
    price: Cell
    per: Cell | str
    model: Cell | str | None = None
    add_on: str | None = None
    currency: str | None = None


def price_list_report(prices: PriceList, *, today: date) -> Report:
    """The table of a list, tool by tool."""
    lines = [line for tool in prices.tools for line in _tool_lines(prices, tool)]
    if prices.packs:
        lines += _pack_lines(prices.packs)
    if prices.plans:
        lines += _plan_lines(prices.plans)
    address = f", {prices.source.url}" if prices.source.url else ""
    dated = price_note(prices, today, address=address)
    return Report(
        title=f"Prices of {prices.title}, in {prices.unit}",
        columns=_columns(prices),
        rows=tuple(map(Row, lines)),
        notes=tuple(_notes(prices, dated)),
        document=document(prices, "acorns.prices/1"),
        answer=str(prices.edition),
        cautions=(dated,) if is_old(prices.edition, today) else (),
    )


def _columns(prices: PriceList) -> tuple[Column[Any], ...]:
    has_add_ons = any(tool.add_ons for tool in prices.tools.values())
    slugs = "--model, --add" if has_add_ons else "--model"
    # Texts rather go on in a second line than that the slugs are left out.
    return (
        Column("tool", "Tool", wraps=True),
        Column("what"),
        Column("name", "What", wraps=True, easy_width=12),
        Column("model", slugs, wraps=True, easy_width=12, spare=1),
        Column("price", "Price", align="right"),
        Column("per", "For", wraps=True, easy_width=8),
        Column("add_on"),
        Column("currency"),
    )


def _tool_lines(prices: PriceList, tool: str) -> Iterator[_Line]:
    listed, unit = prices.tools[tool], prices.unit
    for model, price in listed.models.items():
        yield from _model_lines(tool, "model", model_name(prices, tool, model), price, unit, model)
    if listed.any_model:
        yield from _model_lines(tool, "any_model", "Every model", listed.any_model, unit)
    if listed.images:
        size = listed.images.per_images
        per = "image" if size == 1 else plural(size, "image")
        yield _Line(tool, "images", "Images", _price(listed.images.price, unit), per)
    for name, add_on in listed.add_ons.items():
        yield _add_on_line(tool, name, item_name(prices, tool, name), add_on, unit)
    if free := listed.free_rerender_clips_per_minute:
        clips = Cell(free, f"{grouped(free)} free")
        yield _Line(tool, "free_rerender_clips", "Re-rendered clips", clips, "minute of video")
    for item, missing in listed.unpriced.items():
        yield _no_price(tool, "unpriced", sentence_case(missing.name), item)


def _model_lines(
    tool: str, what: str, name: str, price: ModelPrice, unit: str, model: str | None = None
) -> Iterator[_Line]:
    """A line for each price of a model; the name of the model stands in the first."""
    if price.unpriced:
        yield _no_price(tool, what, name, "footage", model)
        return
    for number, (cost, per) in enumerate(_costs(price)):
        texts = ("", "") if number else (name, model or "")
        cells = Cell(name, texts[0]), _price(cost, unit), per, Cell(model, texts[1])
        yield _Line(tool, what, *cells)


def _costs(price: ShapedPrice) -> Iterable[tuple[Decimal, str]]:
    """Each price, and what it is for; one by the second is so, whatever lengths clips have."""
    if isinstance(price, ModelPrice) and price.lengths and price.per_second is not None:
        lengths = one_of(f"{grouped(length)} s" for length in sorted(price.lengths))
        return [(price.per_second, f"second, in clips of {lengths}")]
    return price.rate.words if price.rate else ()


def _add_on_line(tool: str, slug: str, name: str, add_on: AddOn, unit: str) -> _Line:
    [(cost, per)] = _costs(add_on)
    models = f", with {one_of(add_on.models)} alone" if add_on.models else ""
    price = _price(cost, unit)
    return _Line(tool, "add_on", name, price, f"{per}{models}", Cell(None, slug), slug)


def _no_price(tool: str, what: str, name: str, item: str, model: str | None = None) -> _Line:
    return _Line(tool, what, name, Cell("", "?"), Cell(item, "see note"), model)


def _price(cost: Decimal, unit: str) -> Cell:
    return Cell(cost, amount(cost, unit))


def _pack_lines(packs: Packs) -> Iterator[_Line]:
    currency = packs.currency
    for pack in packs.sold:
        name = Cell(printed(pack.credits), plural(pack.credits, "credit"))
        price = Cell(pack.price, amount_words(pack.price, currency))
        terms = pack_terms(pack)
        per = Cell(currency, f"pack, {terms}" if terms else "pack")
        yield _Line(Cell("", "Top-up"), "pack", name, price, per, currency=currency)


def _plan_lines(plans: Plans) -> Iterator[_Line]:
    """A line for each way to pay for a plan; its name stands in the first."""
    for plan in plans.sold:
        note = f", {plan.note.rstrip('.')}" if plan.note else ""
        name = Cell(plan.name, f"{plan.name}, {plural(plan.credits, 'credit')} a month{note}")
        for per, due in (("month", plan.monthly), ("year", plan.yearly)):
            if due is not None:
                price = Cell(due, amount_words(due, plans.currency))
                yield _Line(Cell("", "Plan"), "plan", name, price, per, currency=plans.currency)
                name = Cell(plan.name, "")


def _notes(prices: PriceList, dated: str) -> Iterator[str]:
    """What has no price, what every video needs, the list's own notes, and all sources."""
    yield from _unpriced_notes(prices)
    for tool, listed in prices.tools.items():
        if listed.always:
            needed = all_of(needed_name(prices, tool, item) for item in listed.always)
            yield f"{prices.tool_name(tool)}: every video needs {needed}."
    yield from all_notes(prices)
    yield dated
    if prices.note:
        yield prices.note
    for what, sold in (("packs", prices.packs), ("plans", prices.plans)):
        if sold:
            yield f"Prices of {what} from: {source_text(sold.source)}"
            if sold.note:
                yield f"Note on {what}: {sold.note.rstrip('.')}."


def _unpriced_notes(prices: PriceList) -> Iterator[str]:
    for tool, listed in prices.tools.items():
        name = prices.tool_name(tool)
        for missing in listed.unpriced.values():
            yield f"{name}, {missing.name}: {missing.why}; {missing.where}."
        for model, price in listed.models.items():
            if gap := price.unpriced:
                yield f"{name}, {model_name(prices, tool, model)}: {gap.why}; {gap.where}."
