"""How much of a video is made again, as people write it: `25%`, `90s`, `12clips`, `10%..40%`."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, Literal

from msgspec import Struct

from acorns_cli.core import durations, numbers, quantities
from acorns_cli.core.quantities import printed
from acorns_cli.errors import InputError, printable, shown

_CLIPS: Final = re.compile(r"([0-9][0-9.,]*) *clips?", re.ASCII | re.IGNORECASE)
_SPELLINGS: Final = "25%, 90s, 1:30, 12clips or a range like 10%..40%"

_END: Final = r"([0-9][0-9.:]{0,20}) *(%|[hms]|clips?|)"
_ALMOST_A_RANGE: Final = rf"(?ai: *{_END} *(?:\.\.\.|…|-|–|—|to) *{_END} *)"
"""A range with another sign than two points; as text, since only an error compiles it."""

RerenderUnit = Literal["percent", "second", "clip"]


class Rerender(Struct, frozen=True):
    """How much is made again, from a low to a high end that are equal unless it is a range."""

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
    """What must be said of minutes in it whose decimals could be meant for seconds; else ""."""
    return "; ".join(filter(None, map(durations.minutes_note, text.split(".."))))


def rerender(text: str) -> Rerender:
    """How much is made again: `25%`, `90s`, `1:30`, `12clips`, or a range `10%..40%`.

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
            what = f"{shown(text)} is no way to write a range"
            raise InputError(what, fix=f"write a range as {meant}") from None
        raise


def _range(text: str) -> Rerender:
    low_text, dots, high_text = text.partition("..")
    if dots and not (low_text.strip() and high_text.strip()):
        missing = "second" if low_text.strip() else "first"
        raise InputError(
            f"the range {shown(text)} has no {missing} end", fix="write both, like 10%..40%"
        )
    unit, low = _end(low_text)
    if not dots:
        return Rerender(unit, low, low)
    high_unit, high = _end(high_text)
    if unit != high_unit:
        raise InputError(
            f"the ends of the range {shown(text)} are in different units",
            fix="write both in one, like 10%..40%",
        )
    if low > high:
        raise InputError(
            f"the range {shown(text)} runs backwards",
            fix=printable(f"write {high_text.strip()}..{low_text.strip()}"),
        )
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
    text = text.strip()
    if text.endswith("%"):
        return "percent", numbers.percent(text[:-1])
    if clips := _CLIPS.fullmatch(text):
        return "clip", Decimal(numbers.count(clips[1], what="clips", unit="clips"))
    if numbers.is_number(text):
        share = numbers.percent(text)
        if 0 < share <= 1:
            hundredfold = printed(
                quantities.canonical(quantities.EXACT.multiply(share, Decimal(100)))
            )
            raise InputError(
                f"{shown(text)} could mean {text}% or {hundredfold}%",
                fix=f"write {text}% or {hundredfold}%",
            )
        return "percent", share
    return "second", durations.duration(text, what="an amount to re-render", ways=_SPELLINGS)
