"""A project's quote as a report. This module knows which columns, rows and notes it has."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from acorns_cli.account import Account
from acorns_cli.pricelist import PriceList
from acorns_cli.project.quote import MissingPrice, Quote, SceneQuote, Subtotal
from acorns_cli.quantities import Range, clock, grouped, plural, printed
from acorns_cli.report import (
    EMPTY,
    Cell,
    Column,
    Report,
    Row,
    flag_cell,
    number_cell,
    price_notes,
    text_cell,
)
from acorns_cli.report.account import account_notes, mix_words, money, top_up_note
from acorns_cli.report.credits import credits_cells, credits_text, marked, missing_note, total_label
from acorns_cli.report.estimate import model_name


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
        *(Row(_scene_cells(scene, quote, prices)) for scene in quote.scenes),
        *(Row(_subtotal_cells(each, quote, prices), kind="subtotal") for each in subtotals),
        Row(_total_cells(quote), kind="total"),
    )
    missing = tuple(scenes_note(item) for item in quote.unpriced)
    return Report(
        title=_title(quote),
        columns=_columns(has_range=quote.range is not None),
        rows=rows,
        notes=(
            *quote.warnings,
            *map(marked, missing),
            *_ratio_note(quote),
            *balance_note(quote.account, complete=quote.complete),
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


def _columns(*, has_range: bool) -> tuple[Column, ...]:
    return (
        Column("kind", ""),
        Column("scene", "Scene", wraps=True),
        Column("tool", ""),
        Column("model", "Made with", wraps=True),
        Column("seconds", "Length", "right"),
        *((Column("credits_low", ""),) if has_range else ()),
        Column("credits", "Credits", "right"),
        Column("complete", ""),
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


def balance_note(account: Account | None, forecast: str = "", *, complete: bool) -> tuple[str, ...]:
    """Whether the balance lasts, and what to buy where it does not.

    Args:
        account: The balance and what is still needed, if there is a balance.
        forecast: Which forecast that is from, where there are two.
        complete: Whether everything is in what is still needed.
    """
    if account is None:
        return ()

    def text(credits: Decimal) -> str:
        return credits_text(credits, credits, complete=complete)

    the = f"{forecast}, the" if forecast else "The"
    balance = f"{the} balance of {grouped(account.balance_credits)}"
    needed = f"the {text(account.needed_credits)} still needed"
    if account.fits:
        return (f"{balance} lasts for {needed}, and leaves {text(account.left_credits)}.",)
    short = f"{text(account.shortfall_credits)} are missing{_top_up_words(account)}"
    return (f"{balance} does not last for {needed}: {short}.",)


def pack_notes(account: Account | None, prices: PriceList) -> tuple[str, ...]:
    """Where the prices of packs are from, or how to add packs, where credits are short."""
    if account is None or account.fits:
        return ()
    return (*account_notes(account, prices), *top_up_note(prices))


def _top_up_words(account: Account) -> str:
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
    ratio = quote.credits_per_minute
    each = f"{most}{credits_text(ratio, ratio, complete=quote.complete)} credits"
    return (f"{each} per finished minute, rounded up to a hundredth.",)


def _spent_note(quote: Quote) -> tuple[str, ...]:
    if not quote.spent:
        return ()
    spent = f"{plural(quote.spent, 'credit')} {'is' if quote.spent == 1 else 'are'} spent already."
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
        Cell(None, f"{plural(subtotal.scenes, 'scene')}"),
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
    """The tool and the model for people; the model alone for programs, as the tool has its own."""
    name = f" {model_name(prices, tool, model)}" if model else ""
    return Cell(model, f"{tool}{name}")


def _credits_cells(
    credits: Decimal, range_: Range | None, complete: bool, quote: Quote
) -> tuple[Cell, ...]:
    has_range = quote.range is not None
    cells = credits_cells(credits, range_, has_range=has_range, complete=complete)
    return (*cells, flag_cell(complete))
