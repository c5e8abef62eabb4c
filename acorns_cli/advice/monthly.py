"""What a number of credits costs every month: each plan with packs on top, and packs alone."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, Literal

from msgspec import Struct

from acorns_cli.advice.topup import PackCount, currency_of, nothing_to_buy, packs_for, plans_in
from acorns_cli.core.money import smallest_decimals
from acorns_cli.core.pricelist import Plan, PriceList
from acorns_cli.core.pricing import PricesUsed, prices_used
from acorns_cli.core.quantities import exact, rounded_up

_NONE: Final = Decimal(0)
_YEAR: Final = Decimal(12)

Billing = Literal["monthly", "yearly"]


class MonthlyWay(Struct, frozen=True):
    """One way to have the credits each month; no month takes anything over to the next."""

    plan: str | None
    """None for packs alone."""
    billed: Billing
    plan_price: Decimal
    """What is due for the plan, each month or once a year; 0 without one."""
    packs: tuple[PackCount, ...]
    """Of each month."""
    price_per_month: Decimal
    """A twelfth of the year, rounded up to the smallest amount of the currency."""
    price_per_year: Decimal
    left_unused: Decimal
    """Credits of each month beyond the need."""


class MonthlyAdvice(Struct, frozen=True):
    """What credits cost that are needed every month."""

    prices: PricesUsed
    needed_credits: Decimal
    currency: str
    ways: tuple[MonthlyWay, ...]
    """The one that costs the least in a year first."""


@exact
def monthly_advice(needed: Decimal, prices: PriceList) -> MonthlyAdvice:
    """What the credits cost with each plan, billed monthly and yearly, and with packs alone.

    Raises:
        InputError: There is nothing to buy, or too many combinations of packs.
    """
    currency = currency_of(prices)
    ways = list(_ways(needed, prices, currency)) if currency else []
    if not ways or currency is None:
        raise nothing_to_buy(prices, every_month=True)
    ways.sort(key=lambda way: way.price_per_year)
    return MonthlyAdvice(prices_used(prices), needed, currency, tuple(ways))


def _ways(needed: Decimal, prices: PriceList, currency: str) -> Iterator[MonthlyWay]:
    if way := _way(needed, None, "monthly", prices, currency):
        yield way
    billings: tuple[Billing, ...] = ("monthly", "yearly")
    for plan in plans_in(currency, prices):
        for billed in billings:
            if way := _way(needed, plan, billed, prices, currency):
                yield way


def _way(
    needed: Decimal, plan: Plan | None, billed: Billing, prices: PriceList, currency: str
) -> MonthlyWay | None:
    """One way, None where the plan is not billed so, or packs for the rest can't be bought."""
    due = _NONE
    if plan:
        price = plan.monthly if billed == "monthly" else plan.yearly
        if price is None:
            return None
        due = price
    included = plan.credits if plan else _NONE
    packs = packs_for(max(needed - included, _NONE), prices, currency, has_plan=plan is not None)
    if packs is None:
        return None
    of_packs = sum((pack.count * pack.price for pack in packs), _NONE)
    credits = sum((pack.count * pack.credits for pack in packs), included)
    year = _YEAR * of_packs + (due if billed == "yearly" else _YEAR * due)
    month = rounded_up(year, _YEAR, decimals=smallest_decimals(currency))
    name = plan.name if plan else None
    return MonthlyWay(name, billed, due, packs, month, year, credits - needed)
