"""A budget in money: how `50USD` is read, and how many credits it buys."""

import re
from decimal import Decimal
from math import gcd
from typing import Final, NamedTuple

from acorns_cli.advice.topup import TopUp, currency_of, nothing_to_buy, top_up
from acorns_cli.core import numbers
from acorns_cli.core.money import amount_words, smallest_decimals
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.quantities import MAX_COUNT, MAX_DECIMALS, decimals, exact
from acorns_cli.errors import InputError, shown

_SIGNS: Final = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_MONEY: Final = r"([$€£¥]) *([0-9.,]+)|([0-9.,]+) *(?:([$€£¥])|([A-Za-z]{3}))"


class Funds(NamedTuple):
    """What there is to spend."""

    amount: Decimal
    currency: str | None = None
    """None for an amount in the unit of the price list."""


def funds(text: str) -> Funds:
    """What there is to spend: `2000` credits, or money: `50USD`, `50 USD`, `$50`.

    Raises:
        InputError: It is neither, or has two readings, like `1.500`.
    """
    text = numbers.spaced(text).strip()
    found = re.fullmatch(_MONEY, text)
    if not found:
        return Funds(numbers.credits_amount(text))
    before, after, number, behind, letters = found.groups()
    sign = before or behind
    currency = _SIGNS[sign] if sign else letters.upper()
    return Funds(_money(after if before else number, currency), currency)


def _money(text: str, currency: str) -> Decimal:
    amount = numbers.number(numbers.without_commas(text), at_most=MAX_COUNT, unit=f"of {currency}")
    if decimals(amount) > smallest_decimals(currency):
        what = f"{shown(text.strip())} is not an amount of {currency}"
        raise InputError(what, fix=f"write it like {amount_words(Decimal(15), currency)}")
    return amount


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
