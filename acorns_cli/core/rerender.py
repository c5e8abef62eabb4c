"""How much of a video is re-rendered, in each way that people write it.

`25%`, `1/3`, `90s`, `12clips`; the takes of each clip, `3`; the share that is kept, `30%`; and
ranges of each, `10%..40%`.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from math import gcd
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import force_setattr

from acorns_cli.core import durations, numbers
from acorns_cli.core.quantities import EXACT, MAX_PERCENT, exact, printed
from acorns_cli.errors import InputError, one_of, printable, shown

_CLIPS: Final = r"(?ai:([0-9][0-9.,]*) *clips?)"
_FRACTION: Final = r"([0-9]{1,6}) */ *([0-9]{1,6})"
_MAX_OF_FRACTION: Final = 999_999
_SPELLINGS: Final = "25%, 1/3, 90s, 1:30, 12clips or a range like 10%..40%"

_END: Final = r"([0-9][0-9.:]{0,20}) *(%|[hms]|clips?|)"
_ALMOST_A_RANGE: Final = rf"(?ai: *{_END} *(?:\.\.\.|…|-|–|—|to) *{_END} *)"
"""A range with another sign than two points; as text, since only an error compiles it."""

_MAX_TAKES: Final = MAX_PERCENT // 100 + 1
UNDIVIDED: Final = Decimal(1)
"""What ends are divided by that are divided by nothing."""
_ALL: Final = Decimal(100)
_ONE_PERCENT: Final = Decimal("0.01")

RerenderUnit = Literal["percent", "second", "clip", "take", "keep"]


class Rerender(Struct, frozen=True, gc=False):
    """How much is re-rendered, from a low to a high end that are equal unless it is a range."""

    unit: RerenderUnit
    """`take`: takes of each clip, 1 or more; `keep`: percent of what is generated that is kept."""
    low: Decimal
    high: Decimal
    """The end with more footage: of what is kept the smaller share."""
    of: Decimal = UNDIVIDED
    """Both ends are divided by it: a third is 100 percent divided by 3."""
    shares: tuple[Decimal, Decimal] | None = None
    """Both ends in footage per footage of the video: 25% is 0.25, and 3 takes are 2. It is found,
    and never given; None where it is no decimal, or no share at all."""

    def __post_init__(self) -> None:
        """Finds the shares once, since many rows say the same."""
        ends = self.low, self.high
        if self.unit == "percent" and self.of == UNDIVIDED:
            low, high = (EXACT.multiply(end, _ONE_PERCENT) for end in ends)
        elif self.unit == "take":
            low, high = (EXACT.subtract(end, UNDIVIDED) for end in ends)
        else:
            return
        force_setattr(self, "shares", (high if self.low is self.high else low, high))

    @property
    def word(self) -> str:
        """The word of a job that says it."""
        return {"take": "takes", "keep": "keep"}.get(self.unit, "rerender")

    @property
    def is_range(self) -> bool:
        """Whether the ends differ."""
        return self.low != self.high

    @property
    def is_none(self) -> bool:
        """Whether nothing is re-rendered."""
        least = {"take": UNDIVIDED, "keep": EXACT.multiply(_ALL, self.of)}
        return self.high == least.get(self.unit, 0)

    @property
    def is_share(self) -> bool:
        """Whether it is of the video, so that it needs the length of one."""
        return self.unit not in ("second", "clip")


_UNITS: Final = {"second": "s", "clip": "clips", "take": ""}


def rerender_text(rerender: Rerender) -> str:
    """How much is re-rendered, as it would be written: `25%`, `1/3`, `10%..40%`."""
    return "..".join(dict.fromkeys(end_text(rerender, end) for end in ends(rerender)))


def ends(rerender: Rerender) -> tuple[Decimal, Decimal]:
    """Both ends, the smaller number first."""
    return min(rerender.low, rerender.high), max(rerender.low, rerender.high)


@exact
def end_text(rerender: Rerender, end: Decimal) -> str:
    """One end, as it would be written: `25%`, `1/3`, `12clips`."""
    if rerender.unit in _UNITS:
        return f"{printed(end)}{_UNITS[rerender.unit]}"
    hundredths, rest = divmod(end * 100, rerender.of)
    if not rest or rerender.of == 1:
        return f"{printed(end if rerender.of == 1 else hundredths / 100)}%"
    if not end % 1:
        part, whole = int(end), int(rerender.of) * 100
        divisor = gcd(part, whole)
        part, whole = part // divisor, whole // divisor
        if max(part, whole) <= _MAX_OF_FRACTION:
            return f"{part}/{whole}"
    # It is a percent beside a fraction, so that the quotient is exact.
    return f"{printed(end / rerender.of)}%"


def rerender_note(text: str) -> str:
    """How an end of it was read that could be meant otherwise; else ""."""
    found = [durations.minutes_note(end) for end in text.split("..")]
    if any(numbers.is_number(end.strip()) and end.strip("0. ") for end in text.split("..")):
        found.append(f"{text.strip()} re-rendered is in percent")
    return "; ".join(note for note in found if note)


def rerender(text: str) -> Rerender:
    """How much is re-rendered: `25%`, `1/3`, `90s`, `1:30`, `12clips`, or a range `10%..40%`.

    A bare number above 1 is percent.

    Raises:
        InputError: It is none of these, its two ends differ in unit or stand in the wrong order,
            or it is a bare number that could be a share or a percentage.
    """
    text = numbers.spaced(text)
    try:
        return _range(text, _end, "10%..40%")
    except InputError:
        if meant := _meant_range(text):
            what = f"{shown(text)} is not how a range is written"
            raise InputError(what, fix=f"write {meant}") from None
        raise


def takes(text: str) -> Rerender:
    """How many times each clip is generated on average: `3`, `2.5`, or a range `2..4`.

    Raises:
        InputError: It is not a number from 1, or such a range.
    """

    def end(text: str) -> _End:
        number = numbers.number(text, at_most=_MAX_TAKES, unit="takes", at_least=1)
        if number < 1:
            what = f"{shown(text)} is less than one take"
            raise InputError(what, fix="write 1 or more: a clip that is right at once takes 1")
        return "take", number, UNDIVIDED

    return _range(numbers.spaced(text), end, "2..4")


def keep(text: str) -> Rerender:
    """The share of what is generated that is kept: `30%`, `1/3`, or a range `25%..50%`.

    Raises:
        InputError: It is not a share above 0% and of at most 100%, or such a range.
    """
    found = _range(numbers.spaced(text), _kept, "25%..50%")
    return Rerender("keep", found.high, found.low, found.of)


_End = tuple[RerenderUnit, Decimal, Decimal]
"""A unit, an amount, and what the amount is divided by."""


def _range(text: str, read: Callable[[str], _End], like: str) -> Rerender:
    low_text, dots, high_text = text.partition("..")
    if not dots:
        unit, low, of = read(text.strip())
        return Rerender(unit, low, low, of)
    low_text, high_text = low_text.strip(), high_text.strip()
    shown_range, both = f"the range {shown(text)}", f"write both, like {like}"
    if not (low_text and high_text):
        raise InputError(f"{shown_range} has no {'second' if low_text else 'first'} end", fix=both)
    (unit, start, start_of), (end_unit, end, end_of) = read(low_text), read(high_text)
    if unit != end_unit:
        fix = f"write both in one, like {like}"
        raise InputError(f"the ends of {shown_range} are in different units", fix=fix)
    low, high = EXACT.multiply(start, end_of), EXACT.multiply(end, start_of)
    if low > high:
        fix = printable(f"write {high_text}..{low_text}")
        raise InputError(f"the low end of {shown_range} is above the high end", fix=fix)
    if low == high:
        return Rerender(unit, start, start, start_of)
    if start_of is end_of:
        return Rerender(unit, start, end, start_of)
    return Rerender(unit, low, high, EXACT.multiply(start_of, end_of))


def _meant_range(text: str) -> str:
    """The range that a text like `10%-40%` is meant for, or ""."""
    found = re.fullmatch(_ALMOST_A_RANGE, text)
    if not found:
        return ""
    low, low_unit, high, high_unit = found.groups()
    unit = high_unit or low_unit
    # Beside 1:30 a bare 90 is seconds, and a bare 2 minutes.
    units = [unit] if unit else ["s", "m"] if ":" in low + high else ["%"]
    bare = [end for end, is_bare in ((low, not low_unit), (high, not unit)) if is_bare]
    if units == ["%"] and any(end.startswith("0.") for end in bare):
        return "10%..40%"  # 0.1 may be meant for 10%
    ends = ((low, low_unit), (high, high_unit))
    ranges = [[end if ":" in end else f"{end}{own or unit}" for end, own in ends] for unit in units]
    ways = ["..".join(both) for both in (*ranges, *(both[::-1] for both in ranges))]
    return next((way for way in ways if numbers.is_read(rerender, way)), "")


def _end(text: str) -> _End:
    if text.endswith("%") or numbers.is_number(text):
        return "percent", numbers.share(text), UNDIVIDED
    if found := _fraction(text):
        return "percent", *found
    if clips := re.fullmatch(_CLIPS, text):
        return "clip", Decimal(numbers.count(clips[1], what="clips", unit="clips")), UNDIVIDED
    seconds = durations.duration(text, what="an amount to re-render", ways=_SPELLINGS)
    return "second", seconds, UNDIVIDED


def _fraction(text: str) -> tuple[Decimal, Decimal] | None:
    """A fraction in percent, and what that is divided by; None if it is written otherwise."""
    found = re.fullmatch(_FRACTION, text)
    if not found:
        return None
    part, whole = int(found[1]), int(found[2])
    if not whole:
        raise InputError(f"{shown(text)} divides by 0", fix="write a share like 1/3")
    if part * 100 > MAX_PERCENT * whole:
        raise InputError(f"{shown(text)} is too much", fix=f"the most is {MAX_PERCENT:,} percent")
    divisor = gcd(part, whole)
    return Decimal(part // divisor * 100), Decimal(whole // divisor)


def _kept(text: str) -> _End:
    found = (numbers.signed_percent(text), UNDIVIDED) if text.endswith("%") else _fraction(text)
    if found is None:
        meant = (f"{text}%", f"1/{text}") if text.isdecimal() else ()
        ways = [way for way in meant if numbers.is_read(_kept, way)]
        fix = f"write {one_of(ways or ('30%', '1/3'))}"
        raise InputError(f"{shown(text)} is no share of what is generated", fix=fix)
    percent, of = found
    if not 0 < percent <= 100 * of:
        fix = "write 1% to 100%; 100% is that every clip is good at once"
        raise InputError(f"{shown(text)} can't be the share that is kept", fix=fix)
    return "keep", percent, of
