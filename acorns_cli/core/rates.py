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

from acorns_cli.core.footage import Stretch
from acorns_cli.core.quantities import canonical, grouped, rounded_up, whole_units
from acorns_cli.errors import InputError, all_of

Unit = Literal["second", "step", "clip", "image", "image set", "piece"]

_ONE: Final = Decimal(1)
_HUNDRED: Final = Decimal(100)


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
    def each_second(self) -> Decimal | None:
        """The price of a second; None where footage is not charged by it."""
        return self.rate

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
            steps = clips * whole_units(stretch.clip_seconds, self.step_seconds)
        else:
            steps = whole_units(stretch.seconds, self.step_seconds)
        return Charge(steps, "step", self.rate, steps * self.rate, stretch, self.step_seconds)

    each_second = None

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
        quantity = stretch.clips - stretch.free
        return Charge(quantity, "clip", price, quantity * price, stretch, length)

    each_second = None

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
            prices = ((each, canonical(per_second * each)) for each in sorted(set(lengths)))
            return PerClip(tuple(prices))
        return PerSecond(per_second)
    if price is None:
        return None
    return PerPiece(price) if per is None else PerStep(price, per)


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
