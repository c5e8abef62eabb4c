"""Footage of a job: how much is generated and charged, and from what that comes.

How much is re-rendered is counted in the clips of the base, or else in its seconds. All functions
run in the exact context of their caller.
"""

from decimal import ROUND_CEILING, Decimal
from typing import Final

from msgspec import Struct

from acorns_cli.core.quantities import MAX_DECIMALS, whole_units
from acorns_cli.core.rerender import Rerender
from acorns_cli.errors import InputError

_ONE: Final = Decimal(1)
_NONE: Final = Decimal(0)
_HUNDRED: Final = Decimal(100)
_SHORTEST: Final = Decimal(1).scaleb(-MAX_DECIMALS)
"""Seconds that are no multiple of it are rounded."""


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
        low, high = rerendered_seconds(rerender, base.seconds)
        seconds = high if end == rerender.high else low
        return Stretch(seconds, None, _NONE, _NONE, None, rerender, end, base.seconds)
    whole = base.clips
    low, high = rerendered_clips(rerender, whole, clip)
    clips = high if end == rerender.high else low
    free = min(free, clips)
    return Stretch((clips - free) * clip, clip, clips, free, None, rerender, end, whole)


def rerendered_clips(
    rerender: Rerender, whole: Decimal, clip_seconds: Decimal
) -> tuple[Decimal, Decimal]:
    """How many of so many clips are re-rendered from the low to the high end; a started one counts.

    `clip_seconds` is how long each is.
    """
    if shares := rerender.shares:  # a shorter way, which most can take
        low, high = shares
        more = (high * whole).to_integral_value(ROUND_CEILING)
        return more if low is high else (low * whole).to_integral_value(ROUND_CEILING), more
    low, high = rerender.low, rerender.high
    more = whole_units(*clips_ratio(rerender, high, whole, clip_seconds))
    if low is high:
        return more, more
    return whole_units(*clips_ratio(rerender, low, whole, clip_seconds)), more


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


def rerendered_seconds(rerender: Rerender, whole: Decimal) -> tuple[Decimal, Decimal]:
    """How many seconds are re-rendered from the low to the high end, of footage without clips.

    Each end stays exact where 6 decimals hold it, else it is rounded up to a whole second. So the
    low one could come to lie above the high one, which then is as much.

    Raises:
        InputError: They are given as a number of clips.
    """
    if shares := rerender.shares:  # a shorter way, which most can take
        low, high = shares
        more = high * whole
        less = more if low is high else low * whole
        if not (more % _SHORTEST or (less is not more and less % _SHORTEST)):
            return less, more
    unit, low, high = rerender.unit, rerender.low, rerender.high
    if unit == "second":
        return low, high
    if unit == "clip":
        what = "a number of clips needs the length of a clip"
        fix = "give {clip_length} as well, like 5s"
        raise InputError(what, fix=fix, word="rerender", named=("clip_length",))
    more = _share_of_seconds(rerender, high, whole)
    less = more if low is high else _share_of_seconds(rerender, low, whole)
    return less, max(less, more)


def seconds_ratio(
    rerender: Rerender, end: Decimal, whole: Decimal
) -> tuple[Decimal, Decimal, Decimal]:
    """How many seconds a share of a video is: a dividend, a divisor, and what is subtracted then.

    Where a share is kept, the quotient is all that is generated, and the video is subtracted.
    """
    if rerender.unit == "percent":
        return end * whole, _HUNDRED * rerender.of, _NONE
    if rerender.unit == "take":
        return (end - 1) * whole, _ONE, _NONE
    return whole * _HUNDRED * rerender.of, end, whole


def _share_of_seconds(rerender: Rerender, end: Decimal, whole: Decimal) -> Decimal:
    dividend, divisor, kept = seconds_ratio(rerender, end, whole)
    is_held = not dividend % (divisor * _SHORTEST)
    return (dividend / divisor if is_held else whole_units(dividend, divisor)) - kept


def free_clips(video_seconds: Decimal, per_minute: Decimal | None) -> Decimal:
    """How many clips of a video of this length may be re-rendered free, rounded down."""
    return per_minute * video_seconds // 60 if per_minute else _NONE
