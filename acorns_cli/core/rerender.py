"""How much of a video is re-rendered, as people write it: `25%`, `90s`, `12clips`, `10%..40%`."""

import re
from decimal import Decimal
from typing import Final, Literal

from msgspec import Struct

from acorns_cli.core import durations, numbers
from acorns_cli.core.quantities import EXACT, printed
from acorns_cli.errors import InputError, printable, shown

_CLIPS: Final = re.compile(r"([0-9][0-9.,]*) *clips?", re.ASCII | re.IGNORECASE)
_SPELLINGS: Final = "25%, 90s, 1:30, 12clips or a range like 10%..40%"

_END: Final = r"([0-9][0-9.:]{0,20}) *(%|[hms]|clips?|)"
_ALMOST_A_RANGE: Final = rf"(?ai: *{_END} *(?:\.\.\.|…|-|–|—|to) *{_END} *)"
"""A range with another sign than two points; as text, since only an error compiles it."""

RerenderUnit = Literal["percent", "second", "clip"]


class Rerender(Struct, frozen=True):
    """How much is re-rendered, from a low to a high end that are equal unless it is a range."""

    unit: RerenderUnit
    low: Decimal
    high: Decimal

    @property
    def is_range(self) -> bool:
        """Whether the ends differ."""
        return self.low != self.high


def rerender_text(rerender: Rerender) -> str:
    """How much is re-rendered, as it would be written: `25%`, `10%..40%`."""
    unit = {"percent": "%", "second": "s", "clip": "clips"}[rerender.unit]
    ends = dict.fromkeys(f"{printed(end)}{unit}" for end in (rerender.low, rerender.high))
    return "..".join(ends)


def rerender_note(text: str) -> str:
    """How minutes in it were read whose decimals could be meant for seconds; else ""."""
    return "; ".join(filter(None, map(durations.minutes_note, text.split(".."))))


def rerender(text: str) -> Rerender:
    """How much is re-rendered: `25%`, `90s`, `1:30`, `12clips`, or a range `10%..40%`.

    A bare number above 1 is percent.

    Raises:
        InputError: It is none of these, its two ends differ in unit or stand in the wrong order,
            or it is a bare number that could be a share or a percentage.
    """
    text = numbers.spaced(text)
    try:
        return _range(text)
    except InputError:
        if meant := _meant_range(text):
            what = f"{shown(text)} is not how a range is written"
            raise InputError(what, fix=f"write {meant}") from None
        raise


def _range(text: str) -> Rerender:
    low_text, dots, high_text = text.partition("..")
    if not dots:
        unit, low = _end(text.strip())
        return Rerender(unit, low, low)
    low_text, high_text = low_text.strip(), high_text.strip()
    shown_range, both = f"the range {shown(text)}", "write both, like 10%..40%"
    if not (low_text and high_text):
        raise InputError(f"{shown_range} has no {'second' if low_text else 'first'} end", fix=both)
    (unit, low), (high_unit, high) = _end(low_text), _end(high_text)
    if unit != high_unit:
        fix = "write both in one, like 10%..40%"
        raise InputError(f"the ends of {shown_range} are in different units", fix=fix)
    if low > high:
        fix = printable(f"write {high_text}..{low_text}")
        raise InputError(f"the low end of {shown_range} is above the high end", fix=fix)
    return Rerender(unit, low, high)


def _meant_range(text: str) -> str:
    """The range that a text like `10%-40%` is meant for, or ""."""
    found = re.fullmatch(_ALMOST_A_RANGE, text)
    if not found:
        return ""
    low, low_unit, high, high_unit = found.groups()
    unit = high_unit or low_unit or ("s" if ":" in low + high else "%")
    if unit == "%" and low.startswith("0.") and not low_unit:
        return "10%..40%"  # 0.1 may be meant for 10%
    ends = ((low, low_unit or unit), (high, high_unit or unit))
    return "..".join(end if ":" in end else f"{end}{end_unit}" for end, end_unit in ends)


def _end(text: str) -> tuple[RerenderUnit, Decimal]:
    if text.endswith("%"):
        return "percent", numbers.percent(text[:-1])
    if clips := _CLIPS.fullmatch(text):
        return "clip", Decimal(numbers.count(clips[1], what="clips", unit="clips"))
    if numbers.is_number(text):
        share = numbers.percent(text)
        if 0 < share <= 1:
            readings = f"{text}% or {printed(share.scaleb(2, EXACT))}%"
            raise InputError(f"{shown(text)} could mean {readings}", fix=f"write {readings}")
        return "percent", share
    return "second", durations.duration(text, what="an amount to re-render", ways=_SPELLINGS)
