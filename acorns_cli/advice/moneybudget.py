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
    if prices.is_money:
        what = f"{prices.service} charges in {prices.unit}"
        raise InputError(what, fix=f"give the money in {prices.unit}")
    if currency is None:
        raise nothing_to_buy(prices)
    if currency != money.currency:
        what = f"the credits of {prices.service} are sold in {currency}"
        raise InputError(what, fix=f"give the money in {currency}")
    unit, high = _bounds(money.amount, prices)
    found: TopUp | None = None
    low = 0
    while low < high:  # the cheapest way never costs less for more credits
        middle = (low + high + 1) // 2
        way = top_up(middle * unit, prices)
        if way is not None and way.price <= money.amount:
            low, found = middle, way
        else:
            high = middle - 1
    if found is None:
        if top_up(unit, prices) is None:
            raise nothing_to_buy(prices)
        what = f"{amount_words(money.amount, currency)} buys no credits"
        raise InputError(what, fix="see what is sold with acorns prices show")
    return found


def _bounds(money: Decimal, prices: PriceList) -> tuple[Decimal, int]:
    """A unit of which all that is sold is a multiple, and more of it than the money can buy."""
    packs = prices.packs.sold if prices.packs else ()
    plans = prices.plans.sold if prices.plans else ()
    sizes = [*(pack.credits for pack in packs), *(plan.credits for plan in plans)]
    whole = (int(size.scaleb(MAX_DECIMALS)) for size in sizes)
    unit = Decimal(gcd(*whole)).scaleb(-MAX_DECIMALS)
    of_packs = (money * pack.credits // (pack.price * unit) + 1 for pack in packs)
    of_plans = (plan.credits // unit for plan in plans)
    return unit, int(max(of_packs, default=0) + max(of_plans, default=0))
