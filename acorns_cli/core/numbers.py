"""Numbers as people write them: counts, rates, credits, shares, money."""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Final, TypeVar

from acorns_cli.core import quantities as bounds
from acorns_cli.core.quantities import MAX_DECIMALS, canonical, decimals, printed
from acorns_cli.errors import InputError, one_of, shown

Amount = TypeVar("Amount", int, Decimal)

SPACES: Final = " \u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f\u3000"
"""Every space of Unicode: each is read as a plain space."""
_TO_PLAIN_SPACES: Final = str.maketrans(dict.fromkeys(SPACES, " "))

_NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_THOUSANDS: Final = r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?"
_TWO_READINGS: Final = r"[1-9][0-9]{0,2}\.[0-9]{3}"
"""As text, as others here: to compile them all would be a part of every start."""
MAX_TEXT: Final = 40
"""Longer than any valid number or duration; what is longer is refused before it is read."""


def is_number(text: str) -> bool:
    """Whether a text is a number in plain digits, without a unit."""
    return _NUMBER.fullmatch(text) is not None


def number(
    text: str, *, at_most: int, unit: str = "", at_least: int = 0, sign: str = ""
) -> Decimal:
    """A number of 0 or more, written in plain digits: `7`, `0.5`, `12.25`.

    Spaces around it and zeros in front do not count: `08` is 8, and `01000` is 1000. For the
    message, `unit` is what is counted, in the plural, `at_least` the least that the caller takes,
    and `sign` what stood behind the number.

    Raises:
        InputError: It is not such a number, or above the bound, or finer than 6 decimals.
    """
    text = text.strip(SPACES)
    if not text:
        raise InputError("the value is empty", fix="write a number, like 4 or 0.5")
    if len(text) > MAX_TEXT or not is_number(text):
        below_0 = text.startswith("-") and is_number(text[1:])
        what = f"{shown(text)} is {'below 0' if below_0 else 'not a number'}"
        raise InputError(what, fix=_number_fix(text, at_least, sign))
    value = Decimal(text)
    if value > at_most:
        fix = f"the most is {at_most:,} {unit}".rstrip()
        raise InputError(f"{printed(value)} is too much", fix=fix)
    value = canonical(value)
    if decimals(value) > MAX_DECIMALS:
        fix = f"write at most {MAX_DECIMALS} of them"
        raise InputError(f"{shown(text)} has too many decimals", fix=fix)
    return value


def _number_fix(text: str, at_least: int, sign: str) -> str:
    """What to write in place of a text that is not a plain number."""
    if text.startswith("-") or (at_least and text.startswith(".")):
        return f"write {at_least} or more"
    if len(text) > MAX_TEXT:
        return f"write at most {MAX_TEXT} characters"
    if "," in text:
        return "write it without commas, with a point before the decimals: 1680 or 0.5"
    if text.startswith(".") and is_number(f"0{text}"):
        return f"write 0{text}{sign}"
    return "write plain digits, like 4 or 0.5"


def count(text: str, *, what: str, unit: str = "") -> int:
    """A whole number of things, 0 to 10^9; `1,500` is 1500.

    For the message, `what` is what is counted, in the plural, and `unit` what must stand after the
    number.

    Raises:
        InputError: It is not a whole number, or too large; or it has two readings, like `1.000`.
    """
    return plain_count(_without_commas(text, whole=True, unit=unit), what=what)


def plain_count(text: str, *, what: str) -> int:
    """The same as a price list says it: a point is before decimals, and there are no commas.

    Raises:
        InputError: It is not a whole number, or too large.
    """
    value = number(text, at_most=bounds.MAX_COUNT, unit=what)
    if value != value.to_integral_value():
        raise InputError(f"{shown(text)} is not a whole number of {what}", fix="write it whole")
    return int(value)


rate: Final = partial(number, at_most=bounds.MAX_RATE, unit="credits")
"""Credits for one unit of something: 0 to a million; raises `InputError`."""

_PER: Final = r"(?ai: *(?:credits?)? *(?:/|per|an?) *(?:%s)| *credits?)$"


def _typed_rate(text: str, *, per: str) -> Decimal:
    """A rate as people type it; `per` is a pattern of what it may be for."""
    return rate(re.sub(_PER % per, "", spaced(text).strip(" ")))


rate_per_second: Final = partial(_typed_rate, per="s|secs?|seconds?")
"""A rate as people type it: `9`, `9/s`, `9 credits per second`; raises `InputError`."""
rate_per_image: Final = partial(_typed_rate, per="images?")
"""The same of an image: `5`, `5/image`, `5 credits an image`; raises `InputError`."""


percent: Final = partial(number, at_most=bounds.MAX_PERCENT, unit="percent")
"""Percent, from a number without its sign; 0 to 10,000; raises `InputError`."""


def signed_percent(text: str) -> Decimal:
    """The same from a number with its sign: `25%`."""
    return number(text[:-1], at_most=bounds.MAX_PERCENT, unit="percent", sign="%")


def share(text: str) -> Decimal:
    """Percent, written `25%` or `25`.

    Raises:
        InputError: It is not such a number; or it is bare and could be a share, like `0.25`.
    """
    text = text.strip(SPACES)
    if text.endswith("%"):
        return signed_percent(text)
    digits = f"0{text}" if text.startswith(".") and is_number(f"0{text}") else text
    found = percent(digits)
    if 0 < found <= 1:
        readings = f"{digits}% or {printed(found.scaleb(2, bounds.EXACT))}%"
        raise InputError(f"{shown(text)} could mean {readings}", fix=f"write {readings}")
    return found


plain_credits: Final = partial(number, at_most=bounds.MAX_CREDITS, unit="credits")
"""An amount of credits as a price list says it: a point is before decimals, and there are no
commas; raises `InputError`."""


def without_commas(text: str) -> str:
    """A number without commas between its groups of three: `1,500` is 1500."""
    text = text.strip(SPACES)
    return text.replace(",", "") if re.fullmatch(_THOUSANDS, text) else text


def _without_commas(text: str, *, whole: bool, unit: str = "") -> str:
    """A number without commas between its groups of three; `1.500` could be 1500 or 1.5."""
    text = text.strip(SPACES)
    if re.fullmatch(_TWO_READINGS, text):
        # Only another number of decimals than 3 has one reading.
        smaller = text.rstrip("0").rstrip(".") if text.endswith("0") else f"{text}0"
        spellings = [text.replace(".", "")]
        if not whole or "." not in smaller:
            spellings.append(smaller)
        what = f"{shown(text)} could be {spellings[0]} or {printed(canonical(Decimal(text)))}"
        raise InputError(what, fix=f"write {one_of(f'{spelling}{unit}' for spelling in spellings)}")
    return without_commas(text)


_CREDITS: Final = r"(?<=[0-9])(?ai: *(?:credits?|acorns?))$"


def credits_amount(text: str) -> Decimal:
    """An amount of credits: a balance, a budget, a limit; 0 to 10^15.

    `1,500` and `1500 credits` are 1500.

    Raises:
        InputError: It is not such a number, or has two readings, like `1.500`.
    """
    bare = re.sub(_CREDITS, "", spaced(text).strip(" "))
    return plain_credits(_without_commas(bare, whole=False))


def above_0(
    read: Callable[[str], Amount], what: str, fix: str = "write 1 or more"
) -> Callable[[str], Amount]:
    """The same reader, which refuses 0 with an error that says why and what to write."""

    def read_above_0(text: str) -> Amount:
        try:
            amount = read(text)
        except InputError as error:
            if spaced(text).lstrip().startswith("-"):  # where 0 or more would be the advice
                error.fix = fix
            raise
        if not amount:
            raise InputError(what, fix=fix)
        return amount

    return read_above_0


def is_read(read: Callable[[str], object], text: str) -> bool:
    """Whether a reader takes a text, so that an error may say to write it."""
    try:
        read(text)
    except InputError:
        return False
    return True


def spaced(text: str) -> str:
    """The text with a plain space for each space of another kind."""
    return text if text.isascii() else text.translate(_TO_PLAIN_SPACES)


def money(text: str) -> Decimal:
    """An amount of money in whole currency units with at most two decimals.

    Raises:
        InputError: It is not such an amount.
    """
    value = number(text, at_most=bounds.MAX_COUNT, unit="of the currency")
    if decimals(value) > 2:
        raise InputError(f"{shown(text)} has more than two decimals", fix="write it like 14.99")
    return value
