"""A comparison of tools and models as a report."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from acorns_cli.advice.comparison import Comparison, Offer
from acorns_cli.core.filevalues import CREDITS
from acorns_cli.core.job import Job
from acorns_cli.core.money import amount, amount_words, heading
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.quantities import printed, rounded_quotient, two_decimals
from acorns_cli.report.account import bought_words, no_packs_notes, pack_notes, plan_notes
from acorns_cli.report.choices import choice_columns, choice_notes, choice_rows, missing_notes
from acorns_cli.report.credits import OVER, credits_cell, with_mark
from acorns_cli.report.job import footage_words
from acorns_cli.report.jsondocument import document
from acorns_cli.report.pricenotes import cautions
from acorns_cli.report.report import Cell, Column, Report


def compare_report(
    job: Job,
    comparison: Comparison,
    prices: PriceList,
    most: Decimal | None = None,
    *,
    today: date,
) -> Report:
    """The same job on every tool and model, cheapest first; what is over `most` is marked."""
    offers = comparison.offers
    own_notes = _own_notes(comparison, prices, most)
    return Report(
        title=f"{footage_words(job)}: what each tool and model charges",
        columns=choice_columns(_columns(job, comparison, prices, most)),
        rows=choice_rows(offers, comparison.refusals, main="credits"),
        notes=(
            *choice_notes(offers, comparison.refusals, job, prices, today, own_notes),
            *_bought_notes(offers, prices),
        ),
        document=document(comparison, "acorns.compare/1"),
        answer=printed(offers[0].total.high),
        warnings=() if offers[0].complete else missing_notes(offers, prices),
        cautions=cautions(prices, today),
    )


def _columns(
    job: Job, comparison: Comparison, prices: PriceList, limit: Decimal | None
) -> tuple[Column[Offer], ...]:
    cheapest = comparison.offers[0].total.high
    most = max(offer.total.high for offer in comparison.offers)
    per_minute = "Per min" if job.base_seconds else ""
    buying, unit = _buying_title(comparison), prices.unit
    return (
        Column("credits_low", "", lambda offer: offer.total.low),
        Column("credits", heading(unit), lambda offer: _credits(offer, unit, limit), "right"),
        Column("complete"),
        Column(
            "credits_per_minute", per_minute, lambda it: _per_minute(it, unit), "right", spare=2
        ),
        Column("fits"),
        Column("left_credits"),
        Column("shortfall_credits"),
        Column("top_up_price", buying, lambda it: _buying(it, unit), "right"),
        Column("currency", "", lambda offer: offer.top_up.currency if offer.top_up else None),
        Column("packs", "", lambda offer: bought_words(offer.top_up) if offer.top_up else None),
        Column("ratio", "Ratio", lambda offer: _ratio(offer, cheapest, most), spare=1),
    )


def _credits(offer: Offer, unit: str, limit: Decimal | None) -> Cell:
    cell = credits_cell(offer.total, unit, complete=offer.complete)
    is_over = limit is not None and offer.total.high > limit
    return replace(cell, text=f"{cell.text} {OVER}", tone="bad") if is_over else cell


def _buying_title(comparison: Comparison) -> str:
    """The title over what must be bought; "" where there is nothing to say of it."""
    if any(offer.top_up for offer in comparison.offers):
        return "Top-up"
    return "" if comparison.balance_credits is None else "Balance"


def _buying(offer: Offer, unit: str) -> Cell:
    """What must be bought, or that the balance is enough."""
    if offer.fits:
        return Cell(None, with_mark("fits", offer.complete), tone="good")
    if offer.top_up:
        return credits_cell(offer.top_up.price, offer.top_up.currency, complete=offer.complete)
    short = offer.shortfall_credits
    text = with_mark(f"{amount(short, unit)} short", offer.complete) if short else ""
    return Cell(None, text, tone="bad")


def _per_minute(offer: Offer, unit: str) -> Cell | None:
    """Credits: whole numbers bare, all others with two decimals, so that points line up."""
    ratio = offer.credits_per_minute
    if ratio is None:
        return None
    is_bare = unit != CREDITS or ratio == ratio.to_integral_value()
    text = amount(ratio, unit) if is_bare else two_decimals(ratio)
    return Cell(ratio, with_mark(text, offer.complete))


def _ratio(offer: Offer, cheapest: Decimal, most: Decimal) -> Cell | None:
    """How many times the cheapest it is, and a bar that compares it with the dearest."""
    if offer.ratio is None:
        return None
    share = rounded_quotient(offer.total.high, most, decimals=4)
    # From the totals, since to round what is rounded already may go wrong.
    shown = rounded_quotient(offer.total.high, cheapest, decimals=2)
    return Cell(offer.ratio, f"{two_decimals(shown)}×", share)


def _bought_notes(offers: Sequence[Offer], prices: PriceList) -> Iterator[str]:
    """Where the prices of what must be bought are from, and what the list says of them."""
    bought = [offer.top_up for offer in offers if offer.top_up]
    if any(top_up.packs for top_up in bought):
        yield from pack_notes(prices)
    if currencies := {top_up.currency for top_up in bought if top_up.plan}:
        yield from plan_notes(prices, currencies.pop())


def _own_notes(comparison: Comparison, prices: PriceList, limit: Decimal | None) -> Iterator[str]:
    """What the marks mean, and the column of what must be bought."""
    offers, balance = comparison.offers, comparison.balance_credits
    if limit is not None and any(offer.total.high > limit for offer in offers):
        yield f"{OVER} over the limit of {amount_words(limit, prices.unit)}."
    if balance is not None and any(offer.fits for offer in offers):
        enough = amount_words(balance, prices.unit)
        yield f"fits: the {enough} of the balance are enough."
    if currencies := {offer.top_up.currency for offer in offers if offer.top_up}:
        need = "the credits" if balance is None else "what the balance is short of"
        price = f"the price in {currencies.pop()} of the cheapest packs or plan"
        yield f"Top-up: {price} that cover {need}."
    if short := [it.shortfall_credits for it in offers if it.shortfall_credits and not it.top_up]:
        yield from no_packs_notes(max(short), prices)
