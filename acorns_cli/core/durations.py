"""Lengths as people write them: `4:00`, `1:02:03.5`, `4m30s`, `90s`, `PT4M30S`."""

import re
from decimal import Decimal
from functools import partial
from typing import Final

from acorns_cli.core.numbers import MAX_TEXT, is_number, is_read, number, spaced
from acorns_cli.core.quantities import MAX_SECONDS, canonical, exact, printed
from acorns_cli.errors import InputError, one_of, shown

# Kept as text, so that only a run that reads such a duration compiles them.
_CLOCK: Final = (
    r"(?:([0-9]+):)?([0-9]+):([0-9]{2}(?:\.[0-9]+)?)"
    r"(?ai: *(?(1)(?:hours?|hrs?|h)|(?:minutes?|mins?|m)))?"
)
"""Its unit, if it has one, is that of its first part: 1:30 h is no 90 s."""
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


@exact
def minutes(text: str) -> Decimal:
    """Seconds, from a number of minutes: `4` and `4.5`.

    Raises:
        InputError: It is not a number, or more than 1,000 hours.
    """
    return number(text, at_most=MAX_SECONDS // 60, unit="minutes") * 60


seconds: Final = partial(number, at_most=MAX_SECONDS, unit="seconds")
"""Seconds, from a plain number of them: `90` and `7.5`; raises `InputError`."""


@exact
def duration(text: str, *, what: str = "a duration", ways: str = DURATION_SPELLINGS) -> Decimal:
    """Seconds, from a duration that names its units: `4:00`, `1:02:03.5`, `4m30s`, `PT4M30S`.

    A bare number is refused, since it could be minutes or seconds; `3.42` could be 3:42 as well.
    Zeros in front do not count. For the message, `what` is what must be written here, and `ways`
    are its spellings.

    Raises:
        InputError: It is not a duration, or more than 1,000 hours.
    """
    text = spaced(text).strip(" ")
    if not text:
        raise InputError("the value is empty", fix=f"write {ways}")
    if is_number(text) and len(text) <= MAX_TEXT:
        if meant := readings(text):
            problem = f"{shown(text)} could be seconds or minutes"
            raise InputError(problem, fix=f"write {one_of(meant)}")
        text += "s"  # which can't be read either, and says why
    parts = _parts(text) if len(text) <= MAX_TEXT else ()
    if not any(parts):
        point = text.replace(",", ".")
        fix = f"a point: {point}" if point != text and is_duration(point) else ways
        raise InputError(f"{shown(text)} is not {what}", fix=f"write {fix}")
    sizes = zip(parts, (86_400, 3_600, 60, 1), strict=True)
    total = sum((seconds(part) * size for part, size in sizes if part), Decimal(0))
    if total > MAX_SECONDS:
        fix = f"the most is {MAX_SECONDS // 3600:,} hours"
        raise InputError(f"{shown(text)} is too long", fix=fix)
    return canonical(total)


def readings(number: str) -> list[str]:
    """What a number without a unit could be as a duration: `4s` and `4m`; 3.42 could be 3:42.

    Those that can't be read are left out: 100,000 minutes are too long.
    """
    clock = [number.replace(".", ":")] if re.fullmatch(_MINUTES, number) and "." in number else []
    return [way for way in (f"{number}s", f"{number}m", *clock) if is_duration(way)]


def duration_or_0(text: str) -> Decimal:
    """The same, where a bare `0` is 0: its unit makes no difference.

    Raises:
        InputError: It is not a duration, or more than 1,000 hours.
    """
    return Decimal(0) if text.strip() == "0" else duration(text)


def is_duration(text: str) -> bool:
    """Whether `duration` reads a text."""
    return is_read(duration, text)


@exact
def minutes_note(text: str, *, bare: bool = False) -> str:
    """How minutes were read whose decimals could be meant for seconds; else "".

    `3.42m` is 3 min 25.2 s, which a person who meant 3 min 42 s must learn. `bare` is whether a
    number without a unit is in minutes.
    """
    if "." not in text or not (found := re.fullmatch(_MINUTES, spaced(text).strip(" "))):
        return ""
    whole, decimals = found.groups()
    written = f"{whole}.{decimals}"
    if decimals == "00" or (not bare and found[0] == written):
        return ""
    rest = printed(Decimal(f"0.{decimals}") * 60)
    return (
        f"{written} min is {whole} min {rest} s;"
        f" write {whole}:{decimals} for {whole} min {int(decimals)} s"
    )


def _parts(text: str) -> tuple[str | None, ...]:
    """Days, hours, minutes and seconds that a duration is written with; nothing if it is none."""
    if clock := re.fullmatch(_CLOCK, text):
        hours, whole_minutes, rest = clock.groups()
        if Decimal(rest) >= 60 or (hours and int(whole_minutes) >= 60):
            fix = "after a colon write 00 to 59, as in 4:30 or 1:02:03.5"
            raise InputError(f"{shown(text)} has a part of 60 or more", fix=fix)
        return None, hours, whole_minutes, rest
    if iso := re.fullmatch(_ISO_8601, text):
        parts = iso.groups()
    else:
        units = re.fullmatch(_UNITS, text)
        parts = (None, *units.groups()) if units else ()
    written = [part for part in parts if part]
    # "1.5h30m" has two readings in people's minds, so only the last part may have decimals.
    if not all(part.isdigit() for part in written[:-1]):
        what = f"{shown(text)} has decimals before its last part"
        raise InputError(what, fix="write 1h30m, or 1.5h")
    return parts
