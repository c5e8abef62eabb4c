"""A comparison as a report. This module knows which columns, marks and notes it has."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from acorns_cli.comparison import Comparison, Offer
from acorns_cli.job import Job
from acorns_cli.pricelist import PriceList
from acorns_cli.quantities import grouped, printed, rounded_quotient, two_decimals
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
from acorns_cli.report.account import has_packs, mix_words, no_packs_note, top_up_note
from acorns_cli.report.choices import (
    assumption_notes,
    missing_notes,
    name_cells,
    refusal_notes,
    refusal_rows,
)
from acorns_cli.report.credits import INCOMPLETE, credits_cells, marked
from acorns_cli.report.job import footage_words

_SHARE_DECIMALS: Final = 4


def compare_report(job: Job, comparison: Comparison, prices: PriceList, *, today: date) -> Report:
    """The same job on every tool and model, cheapest first.

    Args:
        job: What was asked; its own tool and model do not count.
        comparison: The answer.
        prices: The list that it is from.
        today: The day on which it is read, for the age of the prices.
    """
    offers = comparison.offers
    columns = _columns(job, comparison, prices)
    most = max(offer.total_credits for offer in offers)
    missing = missing_notes(offers)
    return Report(
        title=f"{footage_words(job)}: what each tool and model charges",
        columns=columns,
        rows=(
            *(Row(_offer_cells(offer, offers[0].total_credits, most)) for offer in offers),
            *refusal_rows(comparison.refusals, columns, main="credits"),
        ),
        notes=(
            *map(marked, missing),
            *refusal_notes(comparison.refusals, offers),
            *_balance_notes(comparison, prices),
            *assumption_notes(offers),
            *price_notes(prices, today),
            *top_up_note(prices),
        ),
        document=comparison,
        answer=printed(offers[0].total_credits),
        warnings=missing if not offers[0].complete else (),
    )


def _columns(job: Job, comparison: Comparison, prices: PriceList) -> tuple[Column, ...]:
    return (
        Column("tool", "Tool"),
        Column("model", "Model", wraps=True),
        Column("credits_low", ""),
        Column("credits", "Credits", "right"),
        Column("complete", ""),
        Column("credits_per_minute", "Per min" if job.base_seconds else "", "right", spare=2),
        Column("fits", ""),
        Column("left_credits", ""),
        Column("shortfall_credits", ""),
        Column("top_up_price", _buying_title(comparison, prices), "right"),
        Column("currency", ""),
        Column("packs", ""),
        Column("ratio", "Ratio", spare=1),
        Column("reason", ""),
    )


def _offer_cells(offer: Offer, cheapest: Decimal, most: Decimal) -> tuple[Cell, ...]:
    top_up = offer.top_up
    return (
        *name_cells(offer.tool, offer.model),
        *credits_cells(offer.total_credits, offer.range, has_range=True, complete=offer.complete),
        flag_cell(offer.complete),
        _per_minute_cell(offer.credits_per_minute),
        EMPTY if offer.fits is None else flag_cell(offer.fits),
        number_cell(offer.left_credits),
        number_cell(offer.shortfall_credits),
        Cell(top_up.price if top_up else None, _buying_text(offer)),
        text_cell(top_up.currency) if top_up else EMPTY,
        text_cell(mix_words(top_up.packs)) if top_up else EMPTY,
        _ratio_cell(offer, cheapest, most),
        EMPTY,
    )


def _buying_title(comparison: Comparison, prices: PriceList) -> str:
    """The title over what must be bought; "" where there is nothing to say of it."""
    if has_packs(prices):
        return "Top-up"
    return "" if comparison.balance_credits is None else "Balance"


def _buying_text(offer: Offer) -> str:
    """What must be bought, or that the balance is enough."""
    if offer.fits:
        return "fits" if offer.complete else f"{INCOMPLETE}fits"
    if offer.top_up:
        return two_decimals(offer.top_up.price)
    return f"{grouped(offer.shortfall_credits)} short" if offer.shortfall_credits else ""


def _per_minute_cell(credits_per_minute: Decimal | None) -> Cell:
    """Whole numbers bare, and all others with as many decimals, so that points line up."""
    if credits_per_minute is None or credits_per_minute == credits_per_minute.to_integral_value():
        return number_cell(credits_per_minute)
    return number_cell(credits_per_minute, two_decimals(credits_per_minute))


def _ratio_cell(offer: Offer, cheapest: Decimal, most: Decimal) -> Cell:
    """How many times the cheapest it is, and a bar that compares it with the dearest."""
    if offer.ratio is None:
        return EMPTY
    share = rounded_quotient(offer.total_credits, most, decimals=_SHARE_DECIMALS)
    # From the totals, since to round what is rounded already may go wrong.
    shown = rounded_quotient(offer.total_credits, cheapest, decimals=2)
    return Cell(offer.ratio, f"{two_decimals(shown)}×", share)


def _balance_notes(comparison: Comparison, prices: PriceList) -> tuple[str, ...]:
    """What the column of what must be bought means, word by word that stands in it."""
    offers, balance = comparison.offers, comparison.balance_credits
    notes = []
    if balance is not None and any(offer.fits for offer in offers):
        notes.append(f"fits: the {grouped(balance)} credits of the balance are enough.")
    if currencies := {offer.top_up.currency for offer in offers if offer.top_up}:
        need = "the credits" if balance is None else "what the balance is short of"
        notes.append(f"Top-up: the cheapest packs for {need}, in {currencies.pop()}.")
    elif any(offer.shortfall_credits for offer in offers):
        notes.append(no_packs_note(prices))
    return tuple(notes)
