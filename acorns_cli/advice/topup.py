"""What to buy for a need of credits: packs, or one month of a plan with packs on top.

A plan counts at what is due at once. What can only be bought for a year is never chosen: it is
shown beside, with what is due.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from msgspec import Struct

from acorns_cli.advice.packmixes import ADD_PACKS, cheapest_counts
from acorns_cli.core.pricelist import Pack, Plan, PriceList
from acorns_cli.core.pricing import PricesUsed, prices_used
from acorns_cli.core.quantities import exact, plural, rounded_quotient, whole_units
from acorns_cli.errors import InputError

PRICE_DECIMALS: Final = 4
_NONE: Final = Decimal(0)
_MUCH: Final = Decimal(10**12)
"""More credits than a video needs."""


class PackCount(Struct, frozen=True):
    """How many of one pack; the credits and the price are of one such pack."""

    count: int
    credits: Decimal
    price: Decimal


class PlanTerm(Struct, frozen=True):
    """A plan for a month, or for a year."""

    name: str
    credits: Decimal
    """Each month."""
    price: Decimal
    """What is due at once."""


class TopUp(Struct, frozen=True):
    """What to buy: packs, the largest first, and one month of a plan, if it has one."""

    packs: tuple[PackCount, ...]
    price: Decimal
    """In whole units of the currency: dollars, not cents."""
    currency: str
    credits: Decimal
    left_over_credits: Decimal
    """What they hold over what was needed."""
    price_per_credit: Decimal | None
    """Of the credits bought, rounded half up to 4 decimals; None where nothing is bought."""
    plan: PlanTerm | None = None

    @property
    def purchases(self) -> int:
        """How many things are bought."""
        return sum(pack.count for pack in self.packs) + (self.plan is not None)


class TopUpAdvice(Struct, frozen=True):
    """What to buy for a need."""

    prices: PricesUsed
    source: str
    """Where the prices of what is bought are from."""
    needed_credits: Decimal
    balance_credits: Decimal
    shortfall_credits: Decimal
    left_credits: Decimal
    """Of the balance, where it is enough."""
    top_up: TopUp
    plain: tuple[TopUp, ...]
    """The same with packs of one kind alone, the largest first; none if nothing is short."""
    with_plans: tuple[TopUp, ...] = ()
    """The same with one month of each plan; none if nothing is short."""
    yearly: tuple[PlanTerm, ...] = ()
    """Plans that can only be bought for a year."""


@exact
def top_up_advice(needed: Decimal, balance: Decimal, prices: PriceList) -> TopUpAdvice:
    """What to buy, if anything, so that a balance covers a need.

    Raises:
        InputError: There is nothing to buy, or too many combinations of packs.
    """
    shortfall = max(needed - balance, _NONE)
    ways = ways_to_buy(shortfall, prices)
    if not ways:
        raise nothing_to_buy(prices)
    return TopUpAdvice(
        prices=prices_used(prices),
        source=source_of(ways[0], prices),
        needed_credits=needed,
        balance_credits=balance,
        shortfall_credits=shortfall,
        left_credits=max(balance - needed, _NONE),
        top_up=ways[0],
        plain=plain_top_ups(shortfall, prices) if shortfall else (),
        with_plans=tuple(way for way in ways if way.plan),
        yearly=_yearly_only(prices, ways[0].currency) if shortfall else (),
    )


def nothing_to_buy(prices: PriceList, *, every_month: bool = False) -> InputError:
    """Why no credits can be bought from a list, or not so many.

    What is needed every month can also be of a plan that is sold by the year alone.
    """
    if prices.is_money:
        what = f"{prices.service} charges in {prices.unit}: there are no credits to buy"
        return InputError(what, fix="ask what a job costs, with acorns estimate")
    currency = currency_of(prices)
    plans = plans_in(currency, prices)
    sizes = [plan.credits for plan in plans if plan.monthly or every_month]
    why = "has no packs of credits"
    if sizes:  # no packs: with a plan, they hold any number of credits
        most = plural(max(sizes), "credit")
        why = f"sells at most {most} with one month of a plan, and no packs of credits"
    elif plans:
        why += " that can be bought without a plan for a year"
    elif currency:
        why = f"has no plan in {currency}, and no packs of credits that can be bought without one"
    return InputError(f"the price list of {prices.title} {why}", fix=ADD_PACKS)


def mix_error(prices: PriceList) -> InputError | None:
    """What is wrong with a list whose cheapest packs may take too long to find; None if nothing."""
    try:
        ways_to_buy(_MUCH, prices)
    except InputError as error:
        return error
    return None


@exact
def top_up(needed: Decimal, prices: PriceList) -> TopUp | None:
    """The cheapest way to buy the credits needed; None where there is nothing to buy.

    Raises:
        InputError: There are too many combinations of packs.
    """
    return next(iter(ways_to_buy(needed, prices)), None)


@exact
def ways_to_buy(needed: Decimal, prices: PriceList) -> list[TopUp]:
    """Packs alone, and one month of each plan with packs on top; the cheapest first.

    Of one price it is the one with more credits, then the one with fewer purchases, then the order
    of the list. Only what is in one currency is compared: that of the packs, or else of the plans.
    """
    currency = currency_of(prices)
    if currency is None:
        return []
    if not needed:
        return [_bought((), needed, currency)]
    months = (
        PlanTerm(plan.name, plan.credits, plan.monthly)
        for plan in plans_in(currency, prices)
        if plan.monthly
    )
    found = [way for term in (None, *months) if (way := _way(needed, term, prices, currency))]
    return sorted(found, key=lambda way: (way.price, -way.credits, way.purchases))


def currency_of(prices: PriceList) -> str | None:
    """What credits of a list are bought in; None where there are none to buy."""
    sold = [group for group in (prices.packs, prices.plans) if group and group.sold]
    return sold[0].currency if sold and not prices.is_money else None


def plans_in(currency: str | None, prices: PriceList) -> tuple[Plan, ...]:
    """The plans that are sold in a currency."""
    return prices.plans.sold if prices.plans and prices.plans.currency == currency else ()


def _yearly_only(prices: PriceList, currency: str) -> tuple[PlanTerm, ...]:
    return tuple(
        PlanTerm(plan.name, plan.credits, plan.yearly)
        for plan in plans_in(currency, prices)
        if plan.yearly and not plan.monthly
    )


def _way(needed: Decimal, term: PlanTerm | None, prices: PriceList, currency: str) -> TopUp | None:
    """Packs for what a month of a plan leaves to be bought; None where that can't be done."""
    rest = max(needed - (term.credits if term else _NONE), _NONE)
    packs = packs_for(rest, prices, currency, has_plan=term is not None)
    return None if packs is None else _bought(packs, needed, currency, term)


def packs_for(
    needed: Decimal, prices: PriceList, currency: str, *, has_plan: bool
) -> tuple[PackCount, ...] | None:
    """The cheapest packs for some credits, the largest first; None where there is none to buy.

    Raises:
        InputError: There are too many combinations of packs.
    """
    if not needed:
        return ()
    if prices.packs is None or prices.packs.currency != currency:
        return None
    sold = [pack for pack in prices.packs.sold if has_plan or not pack.needs_plan]
    if not sold:
        return None
    counts = cheapest_counts(needed, [(pack.credits, pack.price) for pack in sold])
    found = [
        PackCount(count, pack.credits, pack.price)
        for pack, count in zip(sold, counts, strict=True)
        if count
    ]
    return tuple(sorted(found, key=lambda pack: pack.credits, reverse=True))


def plain_top_ups(needed: Decimal, prices: PriceList) -> tuple[TopUp, ...]:
    """What covers the need with packs of one kind alone, for each kind, the largest first."""
    if prices.packs is None:
        return ()
    sold = {pack for pack in prices.packs.sold if not pack.needs_plan}
    kinds = sorted(sold, key=lambda pack: (-pack.credits, pack.price))
    currency = prices.packs.currency
    return tuple(_bought([_pieces(needed, pack)], needed, currency) for pack in kinds)


def _pieces(needed: Decimal, pack: Pack) -> PackCount:
    return PackCount(int(whole_units(needed, pack.credits)), pack.credits, pack.price)


@exact
def _bought(
    packs: Sequence[PackCount], needed: Decimal, currency: str, plan: PlanTerm | None = None
) -> TopUp:
    credits = sum((pack.count * pack.credits for pack in packs), plan.credits if plan else _NONE)
    price = sum((pack.count * pack.price for pack in packs), plan.price if plan else _NONE)
    each = rounded_quotient(price, credits, decimals=PRICE_DECIMALS) if credits else None
    return TopUp(tuple(packs), price, currency, credits, credits - needed, each, plan)


def source_of(way: TopUp, prices: PriceList) -> str:
    """Where the prices of what is bought are from."""
    sources = [prices.packs.source] if prices.packs and (way.packs or not way.plan) else []
    if prices.plans and (way.plan or not prices.packs):
        sources.append(prices.plans.source)
    return "; ".join(dict.fromkeys(map(str, sources)))
