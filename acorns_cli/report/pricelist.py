"""A price list as a report. This module knows which rows and names it has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from msgspec import Struct

from acorns_cli.names import TOOLS
from acorns_cli.pricelist import Example, ModelPrice, Pack, PriceList, Source, ToolPrices, TopUps
from acorns_cli.quantities import grouped, plural, printed
from acorns_cli.report import (
    EMPTY,
    Cell,
    Column,
    Report,
    Row,
    number_cell,
    price_notes,
    text_cell,
)
from acorns_cli.report.account import money, top_up_note


class ShownList(Struct, frozen=True):
    """A price list for other programs; its fields are those of the JSON."""

    schema: Literal["acorns.prices/1"]
    edition: date
    source: Source
    extends: str | None
    """The edition below it and where that is from, where it extends one."""
    tools: dict[str, ToolPrices]
    top_ups: TopUps | None
    examples: tuple[Example, ...]


def price_list_report(prices: PriceList, *, today: date) -> Report:
    """The table of a list, tool by tool.

    Args:
        prices: The list.
        today: The day on which it is read, for its age.
    """
    rows = [row for tool, listed in prices.tools.items() for row in _tool_rows(tool, listed)]
    if prices.top_ups:
        rows += [_pack_row(pack, prices.top_ups.currency) for pack in prices.top_ups.packs]
    return Report(
        title=f"Prices of {prices.edition}",
        columns=(
            Column("tool", "Tool"),
            Column("what", ""),
            Column("name", "What", wraps=True),
            Column("model", "--model", wraps=True, spare=1),
            Column("price", "Price", "right"),
            Column("per", "For", wraps=True),
        ),
        rows=tuple(rows),
        notes=(
            *_unpriced_notes(prices),
            *price_notes(prices, today),
            *top_up_note(prices),
        ),
        document=ShownList(
            schema="acorns.prices/1",
            edition=prices.edition,
            source=prices.source,
            extends=prices.extends,
            tools=prices.tools,
            top_ups=prices.top_ups,
            examples=prices.examples,
        ),
        answer=str(prices.edition),
    )


def _tool_rows(tool: str, listed: ToolPrices) -> Iterator[Row]:
    for model, price in listed.models.items():
        yield _row(tool, "model", price.name or model, model, *_second(price))
    if listed.any_model:
        yield _row(tool, "any_model", "Every model", "", *_second(listed.any_model))
    if listed.images:
        size = listed.images.per_images
        per = "image" if size == 1 else plural(size, "image")
        yield _row(tool, "images", "Images", "", number_cell(listed.images.credits), per)
    if listed.free_rerender_clips_per_minute:
        clips = number_cell(
            listed.free_rerender_clips_per_minute,
            f"{grouped(listed.free_rerender_clips_per_minute)} free",
        )
        per = "minute of video"
        yield _row(tool, "free_rerender_clips", "Re-rendered clips", "", clips, per)
    for item, missing in listed.unpriced.items():
        yield _row(tool, "unpriced", _sentence_case(missing.name), "", text_cell("?", ""), item)


def _second(price: ModelPrice) -> tuple[Cell, str]:
    step = f", in steps of {grouped(price.billed_in)} s" if price.billed_in else ""
    return number_cell(price.credits_per_second), f"second{step}"


def _row(tool: str, what: str, name: str, model: str, price: Cell, per: str) -> Row:
    words = text_cell("see note", per) if what == "unpriced" else text_cell(per)
    return Row(
        (
            text_cell(tool),
            text_cell(what),
            text_cell(name),
            text_cell(model) if model else EMPTY,
            price,
            words,
        )
    )


def _pack_row(pack: Pack, currency: str) -> Row:
    return Row(
        (
            text_cell("Top-up", ""),
            text_cell("pack"),
            text_cell(f"{grouped(pack.credits)} credits", printed(pack.credits)),
            EMPTY,
            number_cell(pack.price, money(pack.price, currency)),
            text_cell("pack", currency),
        )
    )


def _unpriced_notes(prices: PriceList) -> Iterator[str]:
    for tool, listed in prices.tools.items():
        for missing in listed.unpriced.values():
            yield f"{TOOLS[tool]}, {missing.name}: {missing.why}; {missing.where}."


def _sentence_case(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
