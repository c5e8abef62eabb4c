"""Footage of a job: how much is generated and charged, and from what that comes.

How much is re-rendered is counted in the clips of the base, or else in its seconds. All functions
run in the exact context of their caller.
"""

from decimal import Decimal
from typing import Final

from msgspec import Struct

from acorns_cli.core.quantities import MAX_DECIMALS, whole_units
from acorns_cli.core.rerender import Rerender
from acorns_cli.errors import InputError

_ONE: Final = Decimal(1)
_NONE: Final = Decimal(0)
_HUNDRED: Final = Decimal(100)
_ONE_PERCENT: Final = Decimal("0.01")


class Stretch(Struct, frozen=True, gc=False):
    """Some footage: how much of it is generated and charged, and from what that comes."""

    seconds: Decimal
    """What is charged."""
    clip_seconds: Decimal | None = None
    clips: Decimal = _NONE
    """How many clips are generated; of footage without a clip length 0."""
    free: Decimal = _NONE
    """How many of the clips are not charged."""
    asked: Decimal | None = None
    """Seconds of footage that are not a share of other footage."""
    rerender: Rerender | None = None
    """What says how much is re-rendered, if this is a re-render."""
    end: Decimal = _NONE
    """The end of it that this stretch is of."""
    whole: Decimal = _NONE
    """What a share is of: clips or else seconds of the video."""


def plain_stretch(seconds: Decimal, clip_seconds: Decimal | None) -> Stretch:
    """Some seconds of footage, in whole clips where it is made of clips."""
    if clip_seconds is None:
        return Stretch(seconds, None, _NONE, _NONE, seconds)
    clips = whole_units(seconds, clip_seconds)
    return Stretch(clips * clip_seconds, clip_seconds, clips, _NONE, seconds)


def rerendered(rerender: Rerender, end: Decimal, base: Stretch, free: Decimal) -> Stretch:
    """The footage that is re-rendered at an end of a range, in the clips of the base if it has any.

    `free` is how many of its clips are not charged; footage without clips has none.
    """
    clip = base.clip_seconds
    if clip is None:
        seconds = rerendered_seconds(rerender, end, base.seconds)
        return Stretch(seconds, None, _NONE, _NONE, None, rerender, end, base.seconds)
    whole = base.clips
    clips = whole_units(*clips_ratio(rerender, end, whole, clip))
    free = min(free, clips)
    return Stretch((clips - free) * clip, clip, clips, free, None, rerender, end, whole)


def clips_ratio(
    rerender: Rerender, end: Decimal, whole: Decimal, clip_seconds: Decimal
) -> tuple[Decimal, Decimal]:
    """How many clips are re-rendered, exactly: a dividend and what it is divided by.

    `whole` is how many clips the base has. Clips are sold whole, so that the quotient is rounded
    up, for one job or for all scenes of a project together.
    """
    if rerender.unit == "percent":
        return end * whole, _HUNDRED * rerender.of
    if rerender.unit == "clip":
        return end, _ONE
    if rerender.unit == "second":
        return end, clip_seconds
    if rerender.unit == "take":
        return (end - 1) * whole, _ONE
    return (_HUNDRED * rerender.of - end) * whole, end


def rerendered_seconds(rerender: Rerender, end: Decimal, whole: Decimal) -> Decimal:
    """How many seconds are re-rendered at an end of a range, of footage that is not made of clips.

    Raises:
        InputError: They are given as a number of clips.
    """
    unit = rerender.unit
    if unit == "percent" and rerender.of == 1:
        return end * _ONE_PERCENT * whole
    if unit == "second":
        return end
    if unit == "clip":
        what = "a number of clips needs the length of a clip"
        fix = "give {clip_length} as well, like 5s"
        raise InputError(what, fix=fix, word="rerender", named=("clip_length",))
    if unit == "take":
        return (end - 1) * whole
    # Both ends are exact, or both are rounded: else the low end could lie above the high one.
    is_exact = all(
        not dividend.scaleb(MAX_DECIMALS) % divisor
        for dividend, divisor in (
            _seconds_ratio(rerender, each, whole) for each in (rerender.low, rerender.high)
        )
    )
    dividend, divisor = _seconds_ratio(rerender, end, whole)
    seconds = dividend / divisor if is_exact else whole_units(dividend, divisor)
    return seconds if unit == "percent" else seconds - whole


def _seconds_ratio(rerender: Rerender, end: Decimal, whole: Decimal) -> tuple[Decimal, Decimal]:
    """Seconds that are re-rendered or, where a share is kept, all that are generated, exactly.

    They stay exact where 6 decimals hold them, else they are rounded up to a whole second.
    """
    if rerender.unit == "percent":
        return end * whole, _HUNDRED * rerender.of
    return whole * _HUNDRED * rerender.of, end


def free_clips(video_seconds: Decimal, per_minute: Decimal | None) -> Decimal:
    """How many clips of a video of this length may be re-rendered free, rounded down."""
    return per_minute * video_seconds // 60 if per_minute else _NONE
