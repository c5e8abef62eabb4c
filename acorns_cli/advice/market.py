"""The same job at several services, ranked by the money that it costs."""

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import astuple, replace

from acorns_cli.advice.account import known_top_up, why_nothing
from acorns_cli.advice.choices import Choice, choices
from acorns_cli.advice.comparison import Offer, comparison
from acorns_cli.advice.topup import TopUp, currency_of
from acorns_cli.core.job import Job
from acorns_cli.core.lines import UnpricedItem
from acorns_cli.core.money import smallest_decimals
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.pricing import PricesUsed, credits_per_minute, prices_used
from acorns_cli.core.quantities import Range, exact, rounded_quotient, rounded_up
from acorns_cli.errors import InputError


class ServiceOffer(Struct, frozen=True):
    """What the job costs at one service, on one tool and model."""

    prices: PricesUsed
    tool: str
    model: str | None
    total: Range
    """In the unit of the service."""
    money: Decimal | None
    """What must be paid from an empty account; None where there is nothing to buy."""
    currency: str | None
    purchase: TopUp | None
    """What is bought for it; None where the service charges in money."""
    money_per_minute: Decimal | None
    """Of the finished video, rounded up to a hundredth."""
    ratio: Decimal | None
    """To the least money, rounded half up to 4 decimals; None where they can't be compared."""
    not_ranked: str
    """Why the money can't be compared with that of the others; "" where it can."""
    complete: bool
    unpriced: tuple[UnpricedItem, ...]
    assumptions: tuple[str, ...]


class ServiceRefusal(Struct, frozen=True):
    """A service, or some of its models, that can't take the job, and why."""

    service: str
    tool: str | None
    model: str | None
    reason: str


class Market(Struct, frozen=True):
    """A job at several services."""

    currency: str | None
    """What is compared: that of the first list that has one."""
    offers: tuple[ServiceOffer, ...]
    """The least money first; incomplete ones after complete ones, other currencies after those."""
    refusals: tuple[ServiceRefusal, ...]


@exact
def market(
    job: Job,
    lists: Sequence[PriceList],
    tools: Sequence[str] = (),
    models: Sequence[str] = (),
    *,
    all_models: bool = False,
) -> Market:
    """What the job costs at each service: on its cheapest model, or on all of them.

    Of several tools or models that are named, each list uses those that it has; lists that have
    none, or lack an add-on of the job, are left out.

    Raises:
        InputError: All of them lack a tool, model or add-on; the error is that of the first.
    """
    _check_named(lists, tools, models)
    found: list[ServiceOffer] = []
    refusals: list[ServiceRefusal] = []
    errors: list[InputError] = []
    for prices in lists:
        service = prices.service.id
        try:
            compared = comparison(job, _among(prices, tools, models), prices)
        except InputError as error:
            errors.append(error)
            what, _ = error.sentences()
            refusals.append(ServiceRefusal(service, None, None, what))
            continue
        offers = [_offer(offer, job, prices) for offer in compared.offers]
        if all_models:
            found += offers
            refusals += [ServiceRefusal(service, *astuple(it)) for it in compared.refusals]
        else:
            found.append(min(offers, key=_worth))
    if not found:
        raise errors[0]
    currency = next((offer.currency for offer in found if offer.currency), None)
    return Market(currency, _ranked(found, currency), tuple(refusals))


def _has(prices: PriceList, tools: Sequence[str], models: Sequence[str]) -> bool:
    try:
        return bool(choices(prices, tools, models))
    except InputError:
        return False


def _check_named(lists: Sequence[PriceList], tools: Sequence[str], models: Sequence[str]) -> None:
    """Refuses a tool or a model that no list has, as the first list does."""
    for tool in tools:
        if not any(_has(prices, [tool], ()) for prices in lists):
            choices(lists[0], [tool])
    for model in models:
        if not any(_has(prices, _own_tools(prices, tools), [model]) for prices in lists):
            choices(lists[0], _own_tools(lists[0], tools), [model])


def _own_tools(prices: PriceList, tools: Sequence[str]) -> Sequence[str]:
    """Those of the tools that a list has; all, if it has none."""
    return [tool for tool in tools if _has(prices, [tool], ())] or tools


def _among(prices: PriceList, tools: Sequence[str], models: Sequence[str]) -> list[Choice]:
    """The tools and models of a list among those that are named.

    Raises:
        InputError: It has none of them.
    """
    own = _own_tools(prices, tools)
    return choices(prices, own, [name for name in models if _has(prices, own, [name])] or models)


def _worth(offer: ServiceOffer) -> tuple[bool, bool, Decimal, Decimal]:
    """What comes first among the models of one service: complete, with a known and small price."""
    is_unknown = offer.money is None
    return not offer.complete, is_unknown, offer.money or Decimal(0), offer.total.high


def _offer(offer: Offer, job: Job, prices: PriceList) -> ServiceOffer:
    money, purchase, not_ranked = None, None, ""
    service = prices.service.id
    currency = prices.unit if prices.is_money else currency_of(prices)
    if prices.is_money:
        money = rounded_up(offer.total.high, Decimal(1), decimals=smallest_decimals(prices.unit))
    elif purchase := known_top_up(offer.total.high, prices):
        money = purchase.price
    elif currency is None:
        not_ranked = f"the price list of {service} does not say what its credits cost"
    else:
        why, _ = why_nothing(offer.total.high, prices).sentences()
        not_ranked = f"nothing to buy was found at {service}: {why}"
    return ServiceOffer(
        prices=prices_used(prices),
        tool=offer.tool,
        model=offer.model,
        total=offer.total,
        money=money,
        currency=currency,
        purchase=purchase,
        money_per_minute=None if money is None else credits_per_minute(money, job.base_seconds),
        ratio=None,
        not_ranked=not_ranked,
        complete=offer.complete,
        unpriced=offer.unpriced,
        assumptions=offer.assumptions,
    )


def _ranked(offers: Sequence[ServiceOffer], currency: str | None) -> tuple[ServiceOffer, ...]:
    """The offers in their order, each with its ratio to the least money of a complete one."""

    def place(offer: ServiceOffer) -> tuple[bool, bool, bool, Decimal]:
        unknown = offer.money is None
        return unknown, offer.currency != currency, not offer.complete, offer.money or Decimal(0)

    in_order = sorted(offers, key=place)
    least = in_order[0].money if in_order[0].currency == currency else None
    return tuple(_with_rank(offer, least, currency) for offer in in_order)


def _with_rank(offer: ServiceOffer, least: Decimal | None, currency: str | None) -> ServiceOffer:
    if offer.money is None:
        return offer
    if offer.currency != currency:
        why = f"{offer.prices.service} is paid in {offer.currency}, and the others in {currency}"
        return replace(offer, not_ranked=why)
    ratio = rounded_quotient(offer.money, least, decimals=4) if least else None
    return replace(offer, ratio=ratio)
