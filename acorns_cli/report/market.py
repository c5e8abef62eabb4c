"""The same job at several services as a report."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from acorns_cli.advice.market import Market, ServiceOffer
from acorns_cli.core.job import Job
from acorns_cli.core.money import amount, amount_words
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.quantities import printed, rounded_quotient, two_decimals
from acorns_cli.errors import all_of
from acorns_cli.report.account import bought_words
from acorns_cli.report.choices import NOTHING, model_cell
from acorns_cli.report.credits import OVER, credits_cell, marked, missing_note, with_mark
from acorns_cli.report.job import footage_words
from acorns_cli.report.jsondocument import document
from acorns_cli.report.pricenotes import age_words, is_old
from acorns_cli.report.report import Cell, Column, Report, Row


def market_report(
    job: Job,
    found: Market,
    lists: Sequence[PriceList],
    most: Decimal | None = None,
    *,
    today: date,
) -> Report:
    """What a job costs at each service, the least money first; what is over `most` is marked."""
    offers, currency = found.offers, found.currency or ""
    missing = dict.fromkeys(
        missing_note(item, f"the total of {offer.prices.service}")
        for offer in offers
        for item in offer.unpriced
    )
    sources, old = _sources(offers, lists, today)
    best = offers[0]
    return Report(
        title=f"{footage_words(job)}: what each service charges",
        columns=_columns(offers, currency, most),
        rows=tuple(map(Row, offers)),
        notes=(*map(marked, missing), *_notes(found, most), *sources),
        document=document(found, "acorns.compare-services/1"),
        answer=printed(best.total.high if best.money is None else best.money),
        warnings=() if best.complete else tuple(missing),
        cautions=old,
    )


def _columns(
    offers: Sequence[ServiceOffer], currency: str, limit: Decimal | None
) -> tuple[Column[Any], ...]:
    most = max((offer.money or Decimal(0) for offer in offers if offer.ratio), default=Decimal(0))
    return (
        Column("service", "Service", lambda offer: offer.prices.service, wraps=True),
        Column("edition", "", lambda offer: str(offer.prices.edition)),
        Column("tool", "Tool", spare=2),
        Column("model", "Model", model_cell, wraps=True),
        Column("total", "Price there", _total, "right", spare=1),
        Column("total_low", "", lambda offer: offer.total.low),
        Column("unit", "", lambda offer: offer.prices.unit),
        Column("complete"),
        Column("money", currency or "Money", lambda it: _money(it, currency, limit), "right"),
        Column("currency"),
        Column("money_per_minute", "Per min", _per_minute, "right", spare=2),
        Column("purchase", "", lambda it: bought_words(it.purchase) if it.purchase else None),
        Column("ratio", "Ratio", lambda offer: _ratio(offer, offers[0].money, most), spare=1),
        Column("not_ranked"),
    )


def _total(offer: ServiceOffer) -> Cell:
    text = amount_words(offer.total.high, offer.prices.unit)
    return Cell(offer.total.high, with_mark(text, offer.complete))


def _is_over(offer: ServiceOffer, currency: str, limit: Decimal | None) -> bool:
    known = offer.money if offer.currency == currency else None
    return limit is not None and known is not None and known > limit


def _money(offer: ServiceOffer, currency: str, limit: Decimal | None) -> Cell:
    if offer.money is None or offer.currency is None:
        return Cell(None, NOTHING)
    text = amount(offer.money, offer.currency)
    if offer.currency != currency:
        text = f"{text} {offer.currency}"
    cell = Cell(offer.money, with_mark(text, offer.complete))
    is_over = _is_over(offer, currency, limit)
    return replace(cell, text=f"{cell.text} {OVER}", tone="bad") if is_over else cell


def _per_minute(offer: ServiceOffer) -> Cell | None:
    if offer.money_per_minute is None or offer.currency is None:
        return None
    return credits_cell(offer.money_per_minute, offer.currency, complete=offer.complete)


def _ratio(offer: ServiceOffer, least: Decimal | None, most: Decimal) -> Cell | None:
    """How many times the least money it is, and a bar that compares it with the most."""
    if offer.ratio is None or offer.money is None or least is None:
        return None
    share = rounded_quotient(offer.money, most, decimals=4)
    # From the money, since to round what is rounded already may go wrong.
    shown = rounded_quotient(offer.money, least, decimals=2)
    return Cell(offer.ratio, f"{two_decimals(shown)}×", share)


def _notes(found: Market, limit: Decimal | None) -> Iterator[str]:
    """What the money means, what has none or is left out, and what is assumed."""
    offers, currency = found.offers, found.currency or ""
    if limit is not None and any(_is_over(offer, currency, limit) for offer in offers):
        yield f"{OVER} over the limit of {amount_words(limit, currency)}."
    if any(offer.purchase for offer in offers):
        bought = "the cheapest packs or plan, from an empty account"
        yield f"What credits cost in {currency}: {bought}. See acorns topup."
    names: dict[str, list[str]] = {}
    for refusal in found.refusals:
        name = f"{refusal.service} {refusal.model or ''}".rstrip()
        names.setdefault(refusal.reason, []).append(name)
    yield from (f"Left out ({reason}): {all_of(held)}." for reason, held in names.items())
    yield from (f"Not ranked: {offer.not_ranked}." for offer in offers if offer.not_ranked)
    yield from _assumptions(offers)


def _assumptions(offers: Iterable[ServiceOffer]) -> tuple[str, ...]:
    """What is assumed; of the lengths of clips, which each service has, one sentence."""
    found = dict.fromkeys(text for offer in offers for text in offer.assumptions)
    others = tuple(f"Assumed: {text}." for text in found if not text.startswith("the clips of "))
    if len(others) < len(found):
        usual = "if a model is sold only in clips, the clip length that costs the least per second"
        return (*others, f"Assumed: {usual}.")
    return others


def _sources(
    offers: Sequence[ServiceOffer], lists: Sequence[PriceList], today: date
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which lists the prices are from, and those of them that are old."""
    used = {offer.prices.service for offer in offers}
    shown = [prices for prices in lists if prices.service.id in used]
    old = [prices for prices in shown if is_old(prices.edition, today)]
    names = ", ".join(f"{it.service.id} {it.edition}" for it in shown if it not in old)
    notes = (
        [f"Prices of {names}; acorns prices show NAME says where they are from."] if names else []
    )
    warned = [f"Prices of {it.service.id} {it.edition} ({age_words(it, today)})." for it in old]
    return (*notes, *warned), tuple(warned)
