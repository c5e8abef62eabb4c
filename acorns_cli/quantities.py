"""Exact numbers in and out: durations, shares, counts, credits and money.

Every amount is a `Decimal` made from text, and every sum is done in `EXACT`, which raises rather
than rounds. The bounds here keep every sum of a valid job inside it: the longest factor has 10
digits before its point and 8 after, three factors are the most that any line multiplies, and
`EXACT` holds 80 digits.

This module knows how numbers are written and how far they may go; not what they are for.
"""

from __future__ import annotations

import re
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
from typing import Final, NamedTuple, ParamSpec, TypeVar

from msgspec import Struct

from acorns_cli.errors import InputError, one_of, shown

EXACT: Final = Context(
    prec=80, traps=[Inexact, InvalidOperation, DivisionByZero, Overflow, FloatOperation]
)
"""The context of every sum: a result is exact or it is an error."""

_ONE: Final = Decimal(1)

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def exact(function: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Runs a function in `EXACT`, so that plain operators in it and in what it calls are exact."""

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


class Range(Struct, frozen=True):
    """An amount from a low to a high end, which are equal where nothing varies."""

    low: Decimal
    high: Decimal

    @classmethod
    def of(cls, amount: Decimal) -> Range:
        """An amount that does not vary."""
        return cls(amount, amount)

    @property
    def is_point(self) -> bool:
        """Whether nothing varies."""
        return self.low == self.high

    def __add__(self, other: Range) -> Range:
        return Range(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Range) -> Range:
        """The difference of the low ends, and of the high ends."""
        return Range(self.low - other.low, self.high - other.high)


MAX_DECIMALS: Final = 6
MAX_SECONDS: Final = 3_600_000
MAX_PERCENT: Final = 10_000
MAX_RATE: Final = 1_000_000
MAX_COUNT: Final = 1_000_000_000
MAX_CREDITS: Final = 10**15

SPACES: Final = " \u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f\u3000"
"""Every space of Unicode: between a number and its unit, in a name or at its end, one is as good as
another."""
_TO_PLAIN_SPACES: Final = str.maketrans(dict.fromkeys(SPACES, " "))

_NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_THOUSANDS: Final = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_TWO_READINGS: Final = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_MAX_TEXT: Final = 40
"""Longer than any valid number or duration: what is longer is refused before it is read."""

# Kept as text, so that only a run that reads such a duration compiles them.
_CLOCK: Final = r"(?:([0-9]+):)?([0-9]+):([0-9]{2}(?:\.[0-9]+)?)"
_MINUTES: Final = r"(?ai:([0-9]+)\.([0-5][0-9])(?: *(?:minutes?|mins?|m))?)"
"""Minutes whose decimals could be meant for seconds."""
_VALUE: Final = r"([0-9]+(?:\.[0-9]+)?)"
_UNITS: Final = (
    rf"(?ai:(?:{_VALUE} *(?:hours?|hrs?|h) *)?"
    rf"(?:{_VALUE} *(?:minutes?|mins?|m) *)?"
    rf"(?:{_VALUE} *(?:seconds?|secs?|s))?)"
)
_ISO_8601: Final = (
    rf"(?ai:P(?:{_VALUE}D)?(?:T(?=[0-9])(?:{_VALUE}H)?(?:{_VALUE}M)?(?:{_VALUE}S)?)?)"
)

DURATION_SPELLINGS: Final = "4:00, 1:02:03.5, 4m30s, 90s or PT4M30S"


# --- in ---------------------------------------------------------------------------------------


def is_number(text: str) -> bool:
    """Whether a text is a number in plain digits, without a unit."""
    return _NUMBER.fullmatch(text) is not None


def number(text: str, *, at_most: int, unit: str = "") -> Decimal:
    """A number of 0 or more, written in plain digits: `7`, `0.5`, `12.25`.

    Zeros in front do not count, here as in a duration: `08` is 8, and `01000` is 1000.

    Args:
        text: As a person wrote it; spaces around it do not count.
        at_most: The largest value allowed.
        unit: What is counted, in the plural, for the message: `seconds`.

    Raises:
        InputError: It is not such a number, or above the bound, or finer than 6 decimals.
    """
    text = text.strip(SPACES)
    if not text:
        raise InputError("the value is empty", fix="write a number, like 4 or 0.5")
    if len(text) > _MAX_TEXT or not is_number(text):
        raise InputError(_number_fault(text), fix=_number_fix(text))
    value = Decimal(text)
    if value > at_most:
        measured = f" {unit}" if unit else ""
        raise InputError(
            f"{printed(value)} is too much",
            fix=f"the most is {at_most:,}{measured}",
        )
    value = canonical(value)
    if _decimals(value) > MAX_DECIMALS:
        raise InputError(
            f"{shown(text)} has too many decimals", fix=f"write at most {MAX_DECIMALS} of them"
        )
    return value


def _number_fault(text: str) -> str:
    negative = text.startswith("-") and is_number(text[1:])
    return f"{shown(text)} is {'below 0' if negative else 'not a number'}"


def _number_fix(text: str) -> str:
    """What a person most likely meant by a text that is not a plain number."""
    if text.startswith("-"):
        return "write 0 or more"
    if len(text) > _MAX_TEXT:
        return f"write at most {_MAX_TEXT} characters"
    if "," in text:
        return "write it without commas, with a point before the decimals: 1680 or 0.5"
    if text.startswith(".") and is_number(f"0{text}"):
        return f"write 0{text}"
    return "write plain digits, like 4 or 0.5"


def count(text: str, *, what: str, unit: str = "") -> int:
    """A whole number of things, 0 to a thousand million; `1,500` is 1500.

    Args:
        text: As a person wrote it.
        what: What is counted, in the plural, for the message: `images`.
        unit: What must be written after the number.

    Raises:
        InputError: It is not a whole number, or too large; or it has two readings, like `1.000`.
    """
    return plain_count(_without_commas(text, whole=True, unit=unit), what=what)


def plain_count(text: str, *, what: str) -> int:
    """The same as a price list says it: a point is before decimals, and there are no commas.

    Raises:
        InputError: It is not a whole number, or too large.
    """
    value = number(text, at_most=MAX_COUNT, unit=what)
    if value != value.to_integral_value():
        raise InputError(f"{shown(text)} is not a whole number of {what}", fix="write it whole")
    return int(value)


def rate(text: str) -> Decimal:
    """Credits for one unit of something: 0 to a million.

    Raises:
        InputError: It is not such a number.
    """
    return number(text, at_most=MAX_RATE, unit="credits")


def _without_commas(text: str, *, whole: bool, unit: str = "") -> str:
    """A number without the commas that set its thousands apart.

    Raises:
        InputError: It is written like `1.500`, which is 1500 to some and 1.5 to others, whether a
            person, JSON or a `Decimal` says it.
    """
    text = text.strip(SPACES)
    if _TWO_READINGS.fullmatch(text):
        # Only another number of decimals than 3 has one reading.
        smaller = text.rstrip("0").rstrip(".") if text.endswith("0") else f"{text}0"
        spellings = [text.replace(".", "")]
        if not whole or "." not in smaller:
            spellings.append(smaller)
        what = f"{shown(text)} could be {spellings[0]} or {printed(canonical(Decimal(text)))}"
        raise InputError(what, fix=f"write {one_of(f'{spelling}{unit}' for spelling in spellings)}")
    return text.replace(",", "") if _THOUSANDS.fullmatch(text) else text


def credits_amount(text: str) -> Decimal:
    """An amount of credits: a balance, a budget, a limit; 0 to 10^15; `1,500` is 1500.

    Raises:
        InputError: It is not such a number, or has two readings, like `1.500`.
    """
    return plain_credits(_without_commas(text, whole=False))


def plain_credits(text: str) -> Decimal:
    """The same as a price list says it: a point is before decimals, and there are no commas.

    Raises:
        InputError: It is not such a number.
    """
    return number(text, at_most=MAX_CREDITS, unit="credits")


def minutes(text: str) -> Decimal:
    """Seconds, from a number of minutes: `4` and `4.5`.

    Raises:
        InputError: It is not a number, or more than 1,000 hours.
    """
    return EXACT.multiply(number(text, at_most=MAX_SECONDS // 60, unit="minutes"), Decimal(60))


def seconds(text: str) -> Decimal:
    """Seconds, from a plain number of them: `90` and `7.5`.

    Raises:
        InputError: It is not a number, or more than 1,000 hours.
    """
    return number(text, at_most=MAX_SECONDS, unit="seconds")


def duration(text: str, *, what: str = "a duration", ways: str = DURATION_SPELLINGS) -> Decimal:
    """Seconds, from a duration that names its units: `4:00`, `1:02:03.5`, `4m30s`, `PT4M30S`.

    A bare number is refused, since it could be minutes or seconds; `3.42` could be 3:42 as well.
    `minutes_note` has what must be said of `3.42m`. Zeros in front do not count.

    Args:
        text: As a person wrote it.
        what: What must be written here, for the message where the text is no duration.
        ways: How it may be written.

    Raises:
        InputError: It is not a duration, or more than 1,000 hours.
    """
    text = spaced(text).strip(" ")
    if not text:
        raise InputError("the value is empty", fix=f"write {ways}")
    if len(text) > _MAX_TEXT:
        raise _not_a_duration(text, what, ways)
    if is_number(text):
        spellings = [f"{text}s", f"{text}m"]
        if re.fullmatch(_MINUTES, text):
            spellings.append(text.replace(".", ":"))
        raise InputError(
            f"{shown(text)} could be seconds or minutes", fix=f"write {one_of(spellings)}"
        )
    total = Decimal(0)
    parts = _duration_parts(text, what, ways)
    for part, size in zip(parts, (86_400, 3_600, 60, 1), strict=True):
        total = EXACT.add(total, EXACT.multiply(seconds(part), Decimal(size)))
    if total > MAX_SECONDS:
        raise InputError(
            f"{shown(text)} is too long", fix=f"the most is {MAX_SECONDS // 3600:,} hours"
        )
    return canonical(total)


def spaced(text: str) -> str:
    """The text with a plain space for each space of another kind."""
    return text if text.isascii() else text.translate(_TO_PLAIN_SPACES)


def minutes_note(text: str, *, bare: bool = False) -> str:
    """What must be said of minutes whose decimals could be meant for seconds; else "".

    `3.42m` is 3 min 25.2 s, which somebody who meant 3 min 42 s has to learn.

    Args:
        text: A duration as a person wrote it, or a number of minutes.
        bare: Whether a number without a unit is one of minutes; else none can be there.
    """
    if "." not in text or not (found := re.fullmatch(_MINUTES, spaced(text).strip(" "))):
        return ""
    whole, decimals = found.groups()
    written = f"{whole}.{decimals}"
    if decimals == "00" or (not bare and found[0] == written):
        return ""
    rest = printed(canonical(EXACT.multiply(Decimal(f"0.{decimals}"), Decimal(60))))
    return (
        f"{written} min is {whole} min {rest} s;"
        f" write {whole}:{decimals} for {whole} min {int(decimals)} s"
    )


def _duration_parts(text: str, what: str, ways: str) -> tuple[str, str, str, str]:
    """Days, hours, minutes and seconds that a duration is written with, as texts of digits."""
    if clock := re.fullmatch(_CLOCK, text):
        hours, whole_minutes, rest = clock.groups("0")
        if Decimal(rest) >= 60 or (clock[1] and int(whole_minutes) >= 60):
            raise InputError(
                f"{shown(text)} has a part of 60 or more",
                fix="after a colon write 00 to 59, as in 4:30 or 1:02:03.5",
            )
        return "0", hours, whole_minutes, rest
    if iso := re.fullmatch(_ISO_8601, text):
        parts = iso.groups()
    else:
        units = re.fullmatch(_UNITS, text)
        parts = (None, *units.groups()) if units else ()
    if not any(parts):
        raise _not_a_duration(text, what, ways)
    written = [part for part in parts if part]
    # "1.5h30m" has two readings in people's minds, so only the last part may be broken.
    if not all(part.isdigit() for part in written[:-1]):
        raise InputError(f"{shown(text)} breaks a part before the last", fix="write 1h30m, or 1.5h")
    days, hours, whole_minutes, rest = (part or "0" for part in parts)
    return days, hours, whole_minutes, rest


def _not_a_duration(text: str, what: str, ways: str) -> InputError:
    if "," in text and len(text) <= _MAX_TEXT and _is_duration(meant := text.replace(",", ".")):
        return InputError(f"{shown(text)} is not {what}", fix=f"write a point: {meant}")
    return InputError(f"{shown(text)} is not {what}", fix=f"write {ways}")


def _is_duration(text: str) -> bool:
    try:
        duration(text)
    except InputError:
        return False
    return True


def percent(text: str) -> Decimal:
    """Percent, from a number without its sign; 0 to 10,000.

    Raises:
        InputError: It is not such a number.
    """
    return number(text, at_most=MAX_PERCENT, unit="percent")


def money(text: str) -> Decimal:
    """An amount of money in whole currency units with at most two decimals.

    Raises:
        InputError: It is not such an amount.
    """
    value = number(text, at_most=MAX_COUNT, unit="of the currency")
    if _decimals(value) > 2:
        raise InputError(f"{shown(text)} has more than two decimals", fix="write it like 14.99")
    return value


# --- exact arithmetic -------------------------------------------------------------------------


def canonical(value: Decimal) -> Decimal:
    """The same amount with no trailing zeros, and no exponent unless it is below a millionth."""
    if value.same_quantum(_ONE):  # most amounts are whole, and written so
        return value
    whole = EXACT.to_integral_value(value)
    # normalize() would turn 240 into 2.4E+2.
    return EXACT.quantize(whole, _ONE) if whole == value else EXACT.normalize(value)


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)  # noqa: S101 - no valid amount is infinite or NaN
    return -exponent


def whole_units(amount: Decimal, size: Decimal) -> int:
    """How many units of a size cover an amount: sold whole, so a started one counts."""
    units, rest = EXACT.divmod(amount, size)
    return int(units) + (1 if rest else 0)


def rounded_quotient(dividend: Decimal, divisor: Decimal, *, decimals: int) -> Decimal:
    """A ratio, which few decimals can hold exactly, rounded half up: for reading, not for sums.

    Args:
        dividend: 0 or more.
        divisor: More than 0.
        decimals: How many are kept.
    """
    # In whole halves of the last decimal the rounding is exact.
    halves = EXACT.divide_int(EXACT.scaleb(EXACT.add(dividend, dividend), decimals), divisor)
    return canonical(EXACT.scaleb(EXACT.divide_int(EXACT.add(halves, 1), 2), -decimals))


def rounded_up(dividend: Decimal, divisor: Decimal) -> Decimal:
    """A quotient, which few decimals can hold exactly, rounded up to a hundredth.

    Args:
        dividend: 0 or more.
        divisor: More than 0.
    """
    hundredths = whole_units(EXACT.scaleb(dividend, 2), divisor)
    return canonical(EXACT.scaleb(Decimal(hundredths), -2))


class Percent(NamedTuple):
    """A share in percent: exact where it has at most two decimals, else rounded away from 0."""

    value: Decimal
    is_exact: bool


def percent_of(part: Decimal, whole: Decimal) -> Percent:
    """What share a part is of a whole of more than 0; only a part of 0 is ever 0%."""
    hundredfold = EXACT.multiply(part.copy_abs(), Decimal(100))
    size = rounded_up(hundredfold, whole)
    return Percent(size.copy_sign(part), is_exact=EXACT.multiply(size, whole) == hundredfold)


def percent_change(old: Decimal, new: Decimal) -> tuple[Decimal | None, bool | None]:
    """By how many percent an amount rises, and whether that is exact, as in `Percent`.

    Both are None where the amount was 0, for a share of nothing.
    """
    return percent_of(EXACT.subtract(new, old), old) if old else (None, None)


# --- out --------------------------------------------------------------------------------------


def printed(value: Decimal) -> str:
    """All the digits and nothing else: `2100`, `24.3`, `0.000001`."""
    text = str(canonical(value))  # four times as fast as a format, which only the tiniest need
    return text if "E" not in text else f"{value:f}"


def grouped(value: Decimal) -> str:
    """All the digits, thousands set apart for reading: `2,100`, `24.3`."""
    text = str(value := canonical(value))  # four times as fast as a format; most are short
    return text if len(text) < 4 else f"{value:,f}"


def two_decimals(value: Decimal) -> str:
    """An amount of at most two decimals with both of them: `14.90`, `1,200.00`."""
    return grouped(EXACT.quantize(value, Decimal("0.01")))


def signed(value: Decimal) -> str:
    """An amount with its sign: `+120`, `−40`, `0`."""
    sign = "" if not value else "−" if value.is_signed() else "+"
    return f"{sign}{grouped(value.copy_abs())}"


def clock(value: Decimal) -> str:
    """Seconds as a person reads a length: `4:00`, `1:02:03.5`."""
    whole_minutes, rest = EXACT.divmod(value, Decimal(60))
    hours, minutes_left = divmod(int(whole_minutes), 60)
    seconds_text = printed(canonical(rest))
    if rest < 10:
        seconds_text = f"0{seconds_text}"
    return (
        f"{hours}:{minutes_left:02}:{seconds_text}" if hours else f"{minutes_left}:{seconds_text}"
    )


def plural(quantity: Decimal | int, noun: str) -> str:
    """A quantity with its noun, thousands set apart: `1 clip`, `1,200 clips`."""
    return f"{quantity} {noun}" if quantity == 1 else f"{quantity:,} {noun}s"
