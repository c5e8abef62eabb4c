"""A budget in money: how many credits it buys."""

from decimal import Decimal
from math import gcd

from acorns_cli.advice.topup import TopUp, currency_of, nothing_to_buy, top_up
from acorns_cli.core.money import Funds, amount_words
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.quantities import MAX_DECIMALS, exact
from acorns_cli.errors import InputError


@exact
def credits_for(money: Funds, prices: PriceList) -> TopUp:
    """What some money buys: the way to buy the most credits that it pays for.

    Raises:
        InputError: There is nothing to buy, or in another currency alone, or nothing so cheap.
    """
    currency = currency_of(prices)
    if currency is None:
        raise nothing_to_buy(prices)
    if currency != money.currency:
        what = f"the credits of {prices.service} are sold in {currency}"
        raise InputError(what, fix=f"give the money in {currency}")
    sizes = _sizes(prices)
    unit = Decimal(gcd(*sizes)).scaleb(-MAX_DECIMALS)
    found: TopUp | None = None
    low, high = 0, _most(money.amount, prices, unit)
    while low < high:  # the cheapest way never costs less for more credits
        middle = (low + high + 1) // 2
        way = top_up(middle * unit, prices)
        if way is not None and way.price <= money.amount:
            low, found = middle, way
        else:
            high = middle - 1
    if found is None:
        what = f"{amount_words(money.amount, currency)} buys no credits"
        raise InputError(what, fix="see what is sold with acorns prices show")
    return found


def _sizes(prices: PriceList) -> list[int]:
    sold = [pack.credits for pack in (prices.packs.sold if prices.packs else ())]
    sold += [plan.credits for plan in (prices.plans.sold if prices.plans else ())]
    return [int(credits.scaleb(MAX_DECIMALS)) for credits in sold]


def _most(money: Decimal, prices: PriceList, unit: Decimal) -> int:
    """More units of credits than the money can buy."""
    packs = prices.packs.sold if prices.packs else ()
    each = (money * pack.credits // (pack.price * unit) + 1 for pack in packs)
    most = max(each, default=Decimal(0))
    plans = prices.plans.sold if prices.plans else ()
    return int(most + max((plan.credits // unit for plan in plans), default=Decimal(0)))
