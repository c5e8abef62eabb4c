"""Amounts in credits or in money, as people read and write them."""

import re
from decimal import Decimal
from typing import Final, NamedTuple

from acorns_cli.core import numbers
from acorns_cli.core.filevalues import CREDITS
from acorns_cli.core.quantities import MAX_COUNT, canonical, decimals, grouped, plural
from acorns_cli.errors import InputError, shown

_NO_DECIMALS: Final = frozenset(
    [
        *("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG"),
        *("RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"),
    ]
)
_THREE_DECIMALS: Final = frozenset(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"])


def smallest_decimals(unit: str) -> int:
    """How many decimals the smallest amount of a unit has: of credits and most currencies two.

    Source: the minor units of ISO 4217.
    """
    return 0 if unit in _NO_DECIMALS else 3 if unit in _THREE_DECIMALS else 2


def amount(value: Decimal, unit: str = CREDITS) -> str:
    """An amount without its unit: `2,100`; money has its decimals, `1.60`, and more if it needs."""
    if value < 0:
        return f"−{amount(value.copy_abs(), unit)}"
    if unit == CREDITS:
        return grouped(value)
    least = smallest_decimals(unit)
    return f"{value:,.{least}f}" if decimals(canonical(value)) <= least else grouped(value)


def amount_words(value: Decimal, unit: str = CREDITS) -> str:
    """An amount with its unit: `1 credit`, `2,100 credits`, `1.60 USD`."""
    return plural(value, "credit") if unit == CREDITS else f"{amount(value, unit)} {unit}"


def heading(unit: str = CREDITS) -> str:
    """The unit as the heading of a column: `Credits`, `USD`."""
    return unit.capitalize() if unit == CREDITS else unit


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
