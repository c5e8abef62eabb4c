"""Lengths as people write them: `4:00`, `1:02:03.5`, `4m30s`, `90s`, `PT4M30S`."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from acorns_cli.core.numbers import MAX_TEXT, is_number, number, spaced
from acorns_cli.core.quantities import EXACT, MAX_SECONDS, canonical, printed
from acorns_cli.errors import InputError, one_of, shown

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
    if len(text) > MAX_TEXT:
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
    if "," in text and len(text) <= MAX_TEXT and _is_duration(meant := text.replace(",", ".")):
        return InputError(f"{shown(text)} is not {what}", fix=f"write a point: {meant}")
    return InputError(f"{shown(text)} is not {what}", fix=f"write {ways}")


def _is_duration(text: str) -> bool:
    try:
        duration(text)
    except InputError:
        return False
    return True
