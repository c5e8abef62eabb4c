"""How a price makes a charge: what a stretch of footage bills, and what images do.

Amounts are rounded up only where a thing is sold whole: clips, a model's billing steps, image sets.
A charge keeps the numbers that it came from, so that its sum can be put into words. All functions
run in the exact context of their caller.
"""

from decimal import Decimal
from typing import Final, Literal

from msgspec import Struct

from acorns_cli.core.pricelist import ImagePrice, ModelPrice
from acorns_cli.core.quantities import whole_units
from acorns_cli.core.rerender import RerenderUnit

Unit = Literal["second", "image", "image set"]

_ONE_PERCENT: Final = Decimal("0.01")
_ONE: Final = Decimal(1)
_NONE: Final = Decimal(0)


class Stretch(Struct, frozen=True):
    """Some footage: how much was asked for, and how much of it is generated and charged."""

    asked: Decimal
    unit: RerenderUnit
    whole: Decimal | None
    """What a percentage is of, in clips or else in seconds."""
    seconds: Decimal
    """What is charged, before a model's billing steps."""
    clip_seconds: Decimal | None = None
    clips: int = 0
    """How many clips were asked for; of footage without a clip length 0."""
    free: int = 0
    """How many of the clips are not charged."""


class ImageCount(Struct, frozen=True):
    """Some images: how many, and from what number that is."""

    images: int
    per_images: int
    """How many are sold as a set."""
    clips: int = 0
    """How many clips get images; 0 where the number of images is given."""
    per_clip: int = 0


class Charge(Struct, frozen=True):
    """What something bills: `credits` is exactly `quantity` × `rate`."""

    seconds: Decimal
    """Seconds of footage that are billed; of images 0."""
    quantity: Decimal
    unit: Unit
    rate: Decimal
    """Credits for one unit."""
    credits: Decimal
    source: Stretch | ImageCount
    step: Decimal | None = None
    """Seconds; the model bills in whole steps of this length, if it does."""


def stretch_of(
    asked: Decimal,
    clip_seconds: Decimal | None,
    unit: RerenderUnit = "second",
    video_seconds: Decimal = _NONE,
    free: int = 0,
) -> Stretch:
    """Some footage, in whole clips where it is made of clips.

    `asked` is in the unit; clips only with a clip length, percent of the video's length. `free` is
    how many clips are not charged; footage without a clip length has none.
    """
    if not clip_seconds:
        if unit == "percent":
            return Stretch(asked, unit, video_seconds, asked * _ONE_PERCENT * video_seconds)
        return Stretch(asked, unit, None, asked)
    whole = None
    if unit == "clip":
        clips = int(asked)
    elif unit == "second":
        clips = whole_units(asked, clip_seconds)
    else:
        whole = Decimal(whole_units(video_seconds, clip_seconds))
        clips = whole_units(asked * _ONE_PERCENT * whole, _ONE)
    free = min(free, clips)
    return Stretch(asked, unit, whole, (clips - free) * clip_seconds, clip_seconds, clips, free)


def footage_charge(stretch: Stretch, price: ModelPrice) -> Charge:
    """What a stretch of footage bills on a model, each clip or all of it in the model's steps."""
    seconds, step, rate = stretch.seconds, price.billed_in, price.credits_per_second
    if step and stretch.clip_seconds:
        clips = stretch.clips - stretch.free
        seconds = clips * whole_units(stretch.clip_seconds, step) * step
    elif step:
        seconds = whole_units(seconds, step) * step
    return Charge(seconds, seconds, "second", rate, seconds * rate, stretch, step)


def free_clips(video_seconds: Decimal, per_minute: Decimal | None) -> int:
    """How many clips of a video of this length may be re-rendered free, rounded down."""
    return int(per_minute * video_seconds // 60) if per_minute else 0


def images_charge(count: ImageCount, price: ImagePrice) -> Charge:
    """What some images bill, in whole sets where they are sold in sets."""
    quantity = Decimal(whole_units(Decimal(count.images), Decimal(price.per_images)))
    unit: Unit = "image" if price.per_images == 1 else "image set"
    return Charge(_NONE, quantity, unit, price.credits, quantity * price.credits, count)
