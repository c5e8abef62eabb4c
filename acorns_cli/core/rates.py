"""How a price makes a charge: every shape that a price has, and what each bills.

Nothing else knows how many shapes there are. Amounts are rounded up only where a thing is sold
whole: clips, steps, image sets. A charge keeps the numbers that it came from, so that its sum can
be put into words. All functions run in the exact context of their caller.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from acorns_cli.core.quantities import MAX_DECIMALS, grouped, rounded_up, whole_units
from acorns_cli.core.rerender import Rerender
from acorns_cli.errors import InputError, all_of

Unit = Literal["second", "step", "clip", "image", "image set", "piece"]

_ONE: Final = Decimal(1)
_NONE: Final = Decimal(0)
_HUNDRED: Final = Decimal(100)
_ONE_PERCENT: Final = Decimal("0.01")


class Stretch(Struct, frozen=True, gc=False):
    """Some footage: how much of it is generated and charged, and from what that comes."""

    seconds: Decimal
    """What is charged."""
    clip_seconds: Decimal | None = None
    clips: int = 0
    """How many clips are generated; of footage without a clip length 0."""
    free: int = 0
    """How many of the clips are not charged."""
    asked: Decimal | None = None
    """Seconds of footage that are not a share of other footage."""
    rerender: Rerender | None = None
    """What says how much is re-rendered, if this is a re-render."""
    end: Decimal = _NONE
    """The end of it that this stretch is of."""
    whole: Decimal = _NONE
    """What a share is of: clips or else seconds of the video."""


class ImageCount(Struct, frozen=True, gc=False):
    """Some images: how many, and from what number that is."""

    images: int
    per_images: int
    """How many are sold as a set."""
    clips: int = 0
    """How many clips get images; 0 where the number of images is given."""
    per_clip: int = 0


class PartOf(Struct, frozen=True, gc=False):
    """A share of other amounts, kept in reserve."""

    percent: Decimal
    whole: Decimal


class Charge(Struct, frozen=True, gc=False):
    """What something bills: `credits` is exactly `quantity` × `rate`."""

    quantity: Decimal
    unit: str
    """One of `Unit`; of a reserve what the list charges in."""
    rate: Decimal
    """What one unit costs."""
    credits: Decimal
    source: Stretch | ImageCount | PartOf | None = None
    """None for a number of pieces."""
    size: Decimal | None = None
    """Seconds of a step, or of the listed clip that is billed."""


class PerSecond(Struct, frozen=True):
    """Footage of any length, by the second."""

    rate: Decimal

    def charge(self, stretch: Stretch) -> Charge:
        """What the footage bills."""
        return Charge(stretch.seconds, "second", self.rate, stretch.seconds * self.rate, stretch)

    @property
    def words(self) -> tuple[tuple[Decimal, str], ...]:
        """Each price of this shape, and what it is for."""
        return ((self.rate, "second"),)


class PerStep(Struct, frozen=True):
    """Footage in whole steps of a length: each clip, or else each stretch, is rounded up to one."""

    rate: Decimal
    step_seconds: Decimal

    def charge(self, stretch: Stretch) -> Charge:
        """What the footage bills; a started step counts."""
        if stretch.clip_seconds:
            clips = stretch.clips - stretch.free
            steps = Decimal(clips * whole_units(stretch.clip_seconds, self.step_seconds))
        else:
            steps = Decimal(whole_units(stretch.seconds, self.step_seconds))
        return Charge(steps, "step", self.rate, steps * self.rate, stretch, self.step_seconds)

    @property
    def words(self) -> tuple[tuple[Decimal, str], ...]:
        """Each price of this shape, and what it is for."""
        return ((self.rate, f"{grouped(self.step_seconds)} s"),)


class PerClip(Struct, frozen=True):
    """Footage in clips of listed lengths alone, each at its price, the shortest first."""

    prices: tuple[tuple[Decimal, Decimal], ...]
    """Seconds, and the price of such a clip."""

    def charge(self, stretch: Stretch) -> Charge:
        """What the footage bills: each clip by the shortest listed length that holds it.

        Footage without a clip length is taken in clips of the usual one.
        """
        clip = stretch.clip_seconds
        if clip is None:
            clip = self.usual_clip_seconds
            clips = whole_units(stretch.seconds, clip)
            seconds = stretch.seconds
            stretch = replace(
                stretch, seconds=clips * clip, clip_seconds=clip, clips=clips, asked=seconds
            )
        length, price = next(listed for listed in self.prices if clip <= listed[0])
        quantity = Decimal(stretch.clips - stretch.free)
        return Charge(quantity, "clip", price, quantity * price, stretch, length)

    @property
    def lengths(self) -> tuple[Decimal, ...]:
        """The lengths of its clips, in seconds, the shortest first."""
        return tuple(length for length, _ in self.prices)

    def holds(self, clip_seconds: Decimal) -> bool:
        """Whether a listed clip is as long; else nothing can be charged for such clips."""
        return clip_seconds <= self.prices[-1][0]

    @property
    def usual_clip_seconds(self) -> Decimal:
        """The length with the lowest price per second, the shorter of two: it is never by job."""
        best, price = self.prices[0]
        for length, other in self.prices[1:]:
            if other * best < price * length:
                best, price = length, other
        return best

    @property
    def words(self) -> tuple[tuple[Decimal, str], ...]:
        """Each price of this shape, and what it is for."""
        return tuple((price, f"clip of {grouped(length)} s") for length, price in self.prices)


class PerPiece(Struct, frozen=True):
    """What is sold by the piece."""

    rate: Decimal

    def charge(self, pieces: int) -> Charge:
        """What a number of pieces bills."""
        return Charge(Decimal(pieces), "piece", self.rate, pieces * self.rate)

    @property
    def words(self) -> tuple[tuple[Decimal, str], ...]:
        """Each price of this shape, and what it is for."""
        return ((self.rate, "piece"),)


FootageRate = PerSecond | PerStep | PerClip
Shape = FootageRate | PerPiece


def shape_of(
    per_second: Decimal | None,
    price: Decimal | None,
    per: Decimal | None,
    clips: Mapping[Decimal, Decimal] = {},
    lengths: Sequence[Decimal] = (),
) -> Shape | None:
    """The shape of a price, from the keys of a price list; None where none of them is given.

    Raises:
        InputError: The keys do not go together.
    """
    keys = {"per_second": per_second is not None, "price": price is not None, "clips": bool(clips)}
    given = [key for key, is_given in keys.items() if is_given]
    if len(given) > 1:
        raise InputError(f"{all_of(given)} each say the price", fix="keep one of them")
    if per is not None and price is None:
        raise InputError("per needs a price", fix="write {price: 35, per: 5s}")
    if lengths and per_second is None:
        fix = "write {per_second: 0.4, lengths: [4s, 8s]}, or clips with their prices"
        raise InputError("lengths need per_second", fix=fix)
    if clips:
        return PerClip(tuple(sorted(clips.items())))
    if per_second is not None:
        if lengths:
            return PerClip(tuple((length, per_second * length) for length in sorted(set(lengths))))
        return PerSecond(per_second)
    if price is None:
        return None
    return PerPiece(price) if per is None else PerStep(price, per)


def plain_stretch(seconds: Decimal, clip_seconds: Decimal | None) -> Stretch:
    """Some seconds of footage, in whole clips where it is made of clips."""
    if clip_seconds is None:
        return Stretch(seconds, None, 0, 0, seconds)
    clips = whole_units(seconds, clip_seconds)
    return Stretch(clips * clip_seconds, clip_seconds, clips, 0, seconds)


def rerendered(rerender: Rerender, end: Decimal, base: Stretch, free: int) -> Stretch:
    """The footage that is re-rendered at an end of a range, in the clips of the base if it has any.

    `free` is how many of its clips are not charged; footage without clips has none.
    """
    clip = base.clip_seconds
    if clip is None:
        seconds = _rerendered_seconds(rerender, end, base.seconds)
        return Stretch(seconds, None, 0, 0, None, rerender, end, base.seconds)
    clips = whole_units(*clips_ratio(rerender, end, base.clips, clip))
    free = min(free, clips)
    whole = Decimal(base.clips)
    return Stretch((clips - free) * clip, clip, clips, free, None, rerender, end, whole)


def clips_ratio(
    rerender: Rerender, end: Decimal, whole: int, clip_seconds: Decimal
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


def _rerendered_seconds(rerender: Rerender, end: Decimal, whole: Decimal) -> Decimal:
    if rerender.unit == "second":
        return end
    if rerender.unit == "clip":
        what = "a number of clips needs the length of a clip"
        fix = "give {clip_length} as well, like 5s"
        raise InputError(what, fix=fix, word="rerender", named=("clip_length",))
    if rerender.unit == "take":
        return (end - 1) * whole
    if rerender.unit == "percent" and rerender.of == 1:
        return end * _ONE_PERCENT * whole
    # Both ends are exact, or both are rounded: else the low end could lie above the high one.
    is_exact = all(
        not dividend.scaleb(MAX_DECIMALS) % divisor
        for dividend, divisor in (
            _seconds_ratio(rerender, each, whole) for each in (rerender.low, rerender.high)
        )
    )
    dividend, divisor = _seconds_ratio(rerender, end, whole)
    seconds = dividend / divisor if is_exact else Decimal(whole_units(dividend, divisor))
    return seconds if rerender.unit == "percent" else seconds - whole


def _seconds_ratio(rerender: Rerender, end: Decimal, whole: Decimal) -> tuple[Decimal, Decimal]:
    """Seconds that are re-rendered or, where a share is kept, all that are generated, exactly.

    They stay exact where 6 decimals hold them, else they are rounded up to a whole second.
    """
    if rerender.unit == "percent":
        return end * whole, _HUNDRED * rerender.of
    return whole * _HUNDRED * rerender.of, end


def free_clips(video_seconds: Decimal, per_minute: Decimal | None) -> int:
    """How many clips of a video of this length may be re-rendered free, rounded down."""
    return int(per_minute * video_seconds // 60) if per_minute else 0


def images_charge(count: ImageCount, price: Decimal) -> Charge:
    """What some images bill, in whole sets where they are sold in sets."""
    sets, rest = divmod(count.images, count.per_images)
    quantity = Decimal(sets + 1 if rest else sets)
    unit: Unit = "image" if count.per_images == 1 else "image set"
    return Charge(quantity, unit, price, quantity * price, count)


def reserve_charge(whole: Decimal, percent: Decimal, unit: str, decimals: int) -> Charge:
    """A share of an amount in a unit, rounded up to a number of decimals of that unit."""
    share = rounded_up(whole * percent, _HUNDRED, decimals=decimals)
    return Charge(share, unit, _ONE, share, PartOf(percent, whole))
