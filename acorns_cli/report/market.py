"""The same job at several services as a report."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from msgspec.structs import replace

from acorns_cli.advice.market import Market, ServiceOffer, ServiceRefusal
from acorns_cli.core.job import Job
from acorns_cli.core.money import amount, amount_words
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.quantities import printed, rounded_quotient, two_decimals
from acorns_cli.errors import all_of
from acorns_cli.report.account import bought_words
from acorns_cli.report.choices import NOTHING
from acorns_cli.report.credits import OVER, credits_cell, marked, missing_note, with_mark
from acorns_cli.report.job import footage_words
from acorns_cli.report.jsondocument import document
from acorns_cli.report.names import ANY_MODEL
from acorns_cli.report.pricenotes import age_words, is_old
from acorns_cli.report.report import Cell, Column, Report, Row

_CLIPS: Final = "the clips of "


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
    missing = tuple(dict.fromkeys(_missing(offers)))
    sources, old = _sources(offers, lists, today)
    best = offers[0]
    return Report(
        title=f"{footage_words(job)}: what each service charges",
        columns=_columns(offers, currency, most),
        rows=tuple(map(Row, offers)),
        notes=(
            *map(marked, missing),
            *_limit_note(offers, currency, most),
            *_money_notes(offers, currency),
            *_refusal_notes(found.refusals),
            *(f"Not ranked: {offer.not_ranked}." for offer in offers if offer.not_ranked),
            *_assumptions(offers),
            *sources,
        ),
        document=document(found, "acorns.compare-services/1"),
        answer=printed(best.total.high if best.money is None else best.money),
        warnings=() if best.complete else missing,
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
        Column("model", "Model", _model, wraps=True),
        Column("total", "Price there", _total, "right", spare=1),
        Column("total_low", "", lambda offer: offer.total.low),
        Column("unit", "", lambda offer: offer.prices.unit),
        Column("complete"),
        Column("money", currency or "Money", lambda it: _money(it, currency, limit), "right"),
        Column("currency"),
        Column("money_per_minute", "Per min", _per_minute, "right", spare=2),
        Column("purchase", "", _purchase),
        Column("ratio", "Ratio", lambda offer: _ratio(offer, most), spare=1),
        Column("not_ranked"),
    )


def _model(offer: ServiceOffer) -> Cell:
    return Cell(offer.model, offer.model or ANY_MODEL)


def _total(offer: ServiceOffer) -> Cell:
    text = amount_words(offer.total.high, offer.prices.unit)
    return Cell(offer.total.high, with_mark(text, offer.complete))


def _is_over(offer: ServiceOffer, currency: str, limit: Decimal | None) -> bool:
    return (
        limit is not None
        and offer.money is not None
        and offer.currency == currency
        and offer.money > limit
    )


def _limit_note(
    offers: Sequence[ServiceOffer], currency: str, limit: Decimal | None
) -> tuple[str, ...]:
    if limit is None or not any(_is_over(offer, currency, limit) for offer in offers):
        return ()
    return (f"{OVER} over the limit of {amount_words(limit, currency)}.",)


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


def _purchase(offer: ServiceOffer) -> str | None:
    return bought_words(offer.purchase) if offer.purchase else None


def _ratio(offer: ServiceOffer, most: Decimal) -> Cell | None:
    """How many times the least money it is, and a bar that compares it with the most."""
    if offer.ratio is None or offer.money is None:
        return None
    share = rounded_quotient(offer.money, most, decimals=4)
    shown = rounded_quotient(offer.ratio, Decimal(1), decimals=2)
    return Cell(offer.ratio, f"{two_decimals(shown)}×", share)


def _missing(offers: Iterable[ServiceOffer]) -> Iterable[str]:
    return (
        missing_note(item, f"the total of {offer.prices.service}")
        for offer in offers
        for item in offer.unpriced
    )


def _money_notes(offers: Sequence[ServiceOffer], currency: str) -> tuple[str, ...]:
    if not any(offer.purchase for offer in offers):
        return ()
    bought = "the cheapest packs or plan, from an empty account"
    return (f"What credits cost in {currency}: {bought}. See acorns topup.",)


def _refusal_notes(refusals: Iterable[ServiceRefusal]) -> tuple[str, ...]:
    names: dict[str, list[str]] = {}
    for refusal in refusals:
        name = " ".join(filter(None, [refusal.service, refusal.model or ""]))
        names.setdefault(refusal.reason, []).append(name)
    return tuple(f"Left out ({reason}): {all_of(held)}." for reason, held in names.items())


def _assumptions(offers: Iterable[ServiceOffer]) -> tuple[str, ...]:
    """What is assumed; of the lengths of clips, which each service has, one sentence."""
    found = dict.fromkeys(text for offer in offers for text in offer.assumptions)
    others = tuple(f"Assumed: {text}." for text in found if not text.startswith(_CLIPS))
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
    notes = [f"Prices of {names}; acorns prices list says where they are from."] if names else []
    warned = [f"Prices of {it.service.id} {it.edition} ({age_words(it, today)})." for it in old]
    return (*notes, *warned), tuple(warned)
