"""Exact amounts: the context of every sum, the bounds of what is read, and how digits are printed.

The bounds keep every sum of a valid job inside `EXACT`, which holds 80 digits: the longest factor
has 10 digits before its point and 8 after, and no line multiplies more than three factors.
"""

from collections.abc import Callable
from decimal import (
    Context,
    Decimal,
    DivisionByZero,
    FloatOperation,
    Inexact,
    InvalidOperation,
    Overflow,
    getcontext,
    setcontext,
)
from functools import wraps
from typing import Final, ParamSpec, TypeVar

from msgspec import Struct

EXACT: Final = Context(
    prec=80, traps=[Inexact, InvalidOperation, DivisionByZero, Overflow, FloatOperation]
)
"""The context of every sum: a result is exact or it is an error."""

_ONE: Final = Decimal(1)

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def exact(function: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """A function that runs in `EXACT`: plain operators in it and in what it calls are exact."""

    @wraps(function)
    def run(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        outer = getcontext()
        if outer is EXACT:
            return function(*args, **kwargs)
        setcontext(EXACT)
        try:
            return function(*args, **kwargs)
        finally:
            setcontext(outer)

    return run


class Range(Struct, frozen=True, gc=False):
    """An amount from a low to a high end, which are equal where nothing varies."""

    low: Decimal
    high: Decimal

    @classmethod
    def of(cls, amount: Decimal) -> "Range":
        """An amount that does not vary."""
        return cls(amount, amount)

    @property
    def is_point(self) -> bool:
        """Whether nothing varies."""
        return self.low == self.high

    def __add__(self, other: "Range") -> "Range":
        return Range(self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Range") -> "Range":
        """The difference of the low ends, and of the high ends."""
        return Range(self.low - other.low, self.high - other.high)


MAX_DECIMALS: Final = 6
MAX_SECONDS: Final = 3_600_000
MAX_PERCENT: Final = 10_000
MAX_RATE: Final = 1_000_000
MAX_COUNT: Final = 1_000_000_000
MAX_CREDITS: Final = 10**15


def canonical(value: Decimal) -> Decimal:
    """The same amount with no trailing zeros, and no exponent unless it is below a millionth."""
    if value.same_quantum(_ONE):  # most amounts are whole, and written so
        return value
    # normalize() would turn 240 into 2.4E+2.
    is_whole = not EXACT.remainder(value, _ONE)
    return EXACT.quantize(value, _ONE) if is_whole else EXACT.normalize(value)


def decimals(value: Decimal) -> int:
    """How many decimals an amount has."""
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)  # noqa: S101 - no valid amount is infinite or NaN
    return -exponent


def whole_units(amount: Decimal, size: Decimal) -> Decimal:
    """How many units of a size cover an amount: sold whole, so a started one counts.

    It runs in the exact context of its caller.
    """
    units = amount // size
    return units if units * size == amount else units + 1


@exact
def rounded_quotient(dividend: Decimal, divisor: Decimal, *, decimals: int) -> Decimal:
    """A ratio of 0 or more, rounded half up to a number of decimals: for reading, not for sums."""
    # In whole halves of the last decimal the rounding is exact.
    halves = (dividend * 2).scaleb(decimals) // divisor
    return canonical(((halves + 1) // 2).scaleb(-decimals))


@exact
def rounded_up(dividend: Decimal, divisor: Decimal, *, decimals: int = 2) -> Decimal:
    """A quotient of 0 or more, rounded up to a number of decimals."""
    return canonical(whole_units(dividend.scaleb(decimals), divisor).scaleb(-decimals))


@exact
def percent_of(part: Decimal, whole: Decimal) -> tuple[Decimal, bool]:
    """What percent a part is of a whole of more than 0, and whether that is exact.

    It is where it has at most two decimals, else it is rounded away from 0: only 0 is ever 0%.
    """
    hundredfold = abs(part) * 100
    size = rounded_up(hundredfold, whole)
    return size.copy_sign(part), size * whole == hundredfold


@exact
def percent_change(old: Decimal, new: Decimal) -> tuple[Decimal | None, bool | None]:
    """By how many percent an amount rises, and whether that is exact, as `percent_of` says.

    Both are None where the amount was 0.
    """
    return percent_of(new - old, old) if old else (None, None)


def printed(value: Decimal) -> str:
    """All the digits and nothing else: `2100`, `24.3`, `0.000001`."""
    text = str(value)
    if text.isdecimal():  # as most are
        return text
    if "E" in text:  # a format takes four times as long
        text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def grouped(value: Decimal) -> str:
    """All the digits, in groups of three: `2,100`, `24.3`."""
    text = str(value := canonical(value))  # four times as fast as a format; most are short
    return text if len(text) < 4 else f"{value:,f}"


def two_decimals(value: Decimal) -> str:
    """An amount of at most two decimals with both of them: `14.90`, `1,200.00`."""
    return f"{EXACT.quantize(value, Decimal('0.01')):,f}"


def signed(value: Decimal) -> str:
    """An amount with its sign: `+120`, `−40`, `0`."""
    sign = "" if not value else "−" if value.is_signed() else "+"
    return f"{sign}{grouped(value.copy_abs())}"


def clock(value: Decimal) -> str:
    """Seconds as a person reads a length: `4:00`, `1:02:03.5`."""
    whole_minutes, rest = EXACT.divmod(value, Decimal(60))
    hours, minutes = divmod(int(whole_minutes), 60)
    text = f"{'0' if rest < 10 else ''}{printed(rest)}"
    return f"{hours}:{minutes:02}:{text}" if hours else f"{minutes}:{text}"


def plural(quantity: Decimal | int, noun: str) -> str:
    """A quantity with its noun, its digits in groups of three: `1 clip`, `1,200 clips`."""
    number = grouped(Decimal(quantity))
    return f"{number} {noun}" if quantity == 1 else f"{number} {noun}s"
