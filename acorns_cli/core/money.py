"""Amounts in the unit of a price list, as people read them: credits, or money."""

from decimal import Decimal
from typing import Final

from acorns_cli.core.filevalues import CREDITS
from acorns_cli.core.quantities import decimals, grouped, plural

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
    if unit == CREDITS:
        return grouped(value)
    least = smallest_decimals(unit)
    return f"{value:,.{least}f}" if decimals(value) <= least else grouped(value)


def amount_words(value: Decimal, unit: str = CREDITS) -> str:
    """An amount with its unit: `1 credit`, `2,100 credits`, `1.60 USD`."""
    return plural(value, "credit") if unit == CREDITS else f"{amount(value, unit)} {unit}"


def heading(unit: str = CREDITS) -> str:
    """The unit as the heading of a column: `Credits`, `USD`."""
    return unit.capitalize() if unit == CREDITS else unit
