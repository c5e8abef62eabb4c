"""A project's quote as a report. This module knows which columns, rows and notes it has."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

from acorns_cli.account import Account
from acorns_cli.pricelist import TOOLS, PriceList
from acorns_cli.pricing import Range
from acorns_cli.project.quote import MissingPrice, Quote, SceneQuote, Subtotal
from acorns_cli.quantities import clock, grouped, plural, printed
from acorns_cli.report import (
    EMPTY,
    Cell,
    Column,
    Report,
    Row,
    number_cell,
    price_notes,
    text_cell,
    total_label,
)
from acorns_cli.report.account import account_notes, mix_words, money, top_up_note
from acorns_cli.report.estimate import credits_cells, model_name

INCOMPLETE: Final = "*"
"""Marks credits that are not all there is to pay."""


def quote_report(quote: Quote, prices: PriceList, *, today: date) -> Report:
    """What a project costs: a row for each scene, for each tool and model, and for all.

    Args:
        quote: The answer.
        prices: The list that it is from, for the names that people know.
        today: The day on which it is read, for the age of the prices.
    """
    has_range = quote.range is not None
    columns = (
        Column("kind", ""),
        Column("scene", "Scene", wraps=True),
        Column("tool", "Tool", spare=1),
        Column("model", "Model", wraps=True),
        Column("seconds", "Length", "right", spare=2),
        *((Column("credits_low", ""),) if has_range else ()),
        Column("credits", "Credits", "right"),
    )
    # One tool and model would say the total twice.
    subtotals = quote.subtotals if len(quote.subtotals) > 1 else ()
    rows = (
        *(Row(_scene_cells(scene, quote, prices)) for scene in quote.scenes),
        *(Row(_subtotal_cells(each, quote, prices), kind="subtotal") for each in subtotals),
        Row(_total_cells(quote), kind="total"),
    )
    missing = missing_notes(quote.unpriced)
    return Report(
        title=_title(quote),
        columns=columns,
        rows=rows,
        notes=(
            *quote.warnings,
            *missing,
            *_ratio_note(quote),
            *_balance_note(quote.account),
            *_spent_note(quote),
            *(f"Assumed: {assumption}." for assumption in quote.assumptions),
            *price_notes(prices, today),
            *pack_notes(quote.account, prices),
            *pin_note(quote.pinned, prices),
        ),
        document=quote,
        answer=printed(quote.total_credits),
        warnings=(*quote.warnings, *missing),
    )


def _title(quote: Quote) -> str:
    length = quote.video_seconds if quote.song_seconds is None else quote.song_seconds
    return f"{quote.title}, {clock(length)}, {plural(len(quote.scenes), 'scene')}"


def missing_notes(unpriced: Iterable[MissingPrice], total: str = "the total") -> tuple[str, ...]:
    """What has no published price, and in how many scenes."""
    return tuple(
        f"{INCOMPLETE} Not in {total}: {item.name} of {plural(item.scenes, 'scene')} made with"
        f" {TOOLS[item.tool]}; {item.why}, {item.where}."
        for item in unpriced
    )


def pin_note(pinned: bool, prices: PriceList) -> tuple[str, ...]:
    """How to hold a project to its prices, where it is not."""
    if pinned:
        return ()
    return (f"With prices: {prices.edition} in the project file this stays what it is.",)


def _balance_note(account: Account | None) -> tuple[str, ...]:
    if account is None:
        return ()
    balance = f"The balance of {grouped(account.balance_credits)}"
    needed = grouped(account.needed_credits)
    if account.fits:
        left = grouped(account.left_credits)
        return (f"{balance} is enough for the {needed} still needed, and leaves {left}.",)
    short = f"{balance} is {grouped(account.shortfall_credits)} short of the {needed} still needed"
    return (f"{short}{top_up_words(account)}.",)


def pack_notes(account: Account | None, prices: PriceList) -> tuple[str, ...]:
    """Where the prices of packs are from, or how to add packs, where credits are short."""
    if account is None or account.fits:
        return ()
    return (*account_notes(account, prices), *top_up_note(prices))


def top_up_words(account: Account) -> str:
    """The cheapest top-up, as the end of a sentence; "" where there is none."""
    top_up = account.top_up
    if top_up is None:
        return ""
    price = money(top_up.price, top_up.currency)
    return f"; the cheapest top-up is {mix_words(top_up.packs)} for {price}"


def _ratio_note(quote: Quote) -> tuple[str, ...]:
    if quote.credits_per_minute is None:
        return ()
    most = "At most " if quote.range else ""
    each = f"{most}{grouped(quote.credits_per_minute)} credits"
    return (f"{each} per finished minute, rounded up to a hundredth.",)


def _spent_note(quote: Quote) -> tuple[str, ...]:
    if not quote.spent:
        return ()
    spent = f"{grouped(quote.spent)} credits are spent already."
    return (f"{spent} acorns project status says how that compares.",)


def _scene_cells(scene: SceneQuote, quote: Quote, prices: PriceList) -> tuple[Cell, ...]:
    return (
        Cell("scene", ""),
        text_cell(scene.name),
        text_cell(scene.tool),
        _model_cell(prices, scene.tool, scene.model),
        number_cell(scene.seconds, clock(scene.seconds)),
        *_credits_cells(scene.total_credits, scene.range, scene.complete, quote),
    )


def _subtotal_cells(subtotal: Subtotal, quote: Quote, prices: PriceList) -> tuple[Cell, ...]:
    return (
        Cell("subtotal", ""),
        Cell(None, f"{plural(subtotal.scenes, 'scene')} of {subtotal.tool}"),
        text_cell(subtotal.tool),
        _model_cell(prices, subtotal.tool, subtotal.model),
        EMPTY,
        *_credits_cells(subtotal.credits, subtotal.range, subtotal.complete, quote),
    )


def _total_cells(quote: Quote) -> tuple[Cell, ...]:
    return (
        Cell("total", ""),
        Cell(None, total_label(complete=quote.complete)),
        EMPTY,
        EMPTY,
        number_cell(quote.video_seconds, clock(quote.video_seconds)),
        *_credits_cells(quote.total_credits, quote.range, quote.complete, quote),
    )


def _model_cell(prices: PriceList, tool: str, model: str | None) -> Cell:
    if model is None:
        return Cell(None, TOOLS[tool])
    return text_cell(model_name(prices, tool, model), model)


def _credits_cells(
    credits: Decimal, range_: Range | None, complete: bool, quote: Quote
) -> tuple[Cell, ...]:
    has_range = quote.range is not None
    point = Range(credits, credits) if has_range else None
    *low, cell = credits_cells(credits, range_ or point, has_range)
    return (*low, cell if complete else Cell(cell.value, f"{INCOMPLETE}{cell.text}"))
