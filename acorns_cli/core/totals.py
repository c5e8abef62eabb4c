"""What many jobs in one place cost, in amounts alone: of rows nobody asks for lines or words.

what a job costs = the sum of quantity × rate, which `lines` adds up line by line
"""

from decimal import Decimal
from typing import Final

from msgspec import Struct

from acorns_cli.core.footage import (
    free_clips,
    plain_stretch,
    rerendered_clips,
    rerendered_seconds,
)
from acorns_cli.core.placement import Placement
from acorns_cli.core.pricelist import ImagePrice, Unpriced
from acorns_cli.core.quantities import whole_units
from acorns_cli.core.rates import FootageRate, ImageCount, images_charge
from acorns_cli.core.rerender import Rerender

_MOST: Final = 1_000

Ends = tuple[Decimal, Decimal]
"""The least and the most that a job costs, one and the same amount if nothing varies."""


class Totals(Struct, frozen=True):
    """What jobs in a place cost that say a length and, maybe, re-renders and images.

    All functions run in the exact context of their caller, and raise an `InputError` if re-renders
    are a number of clips and the footage has none.
    """

    base: FootageRate
    rerender: FootageRate
    each: tuple[Decimal, Decimal] | None
    """What a clip of both costs, or a second where there are no clips; None for started steps."""
    clip_seconds: Decimal | None
    free_per_minute: Decimal | None
    images: "ImageCosts | None"

    @classmethod
    def of(cls, placed: Placement) -> "Totals | None":
        """The totals of a place; None where footage has no price."""
        assert placed.footage  # noqa: S101 - a job with a length has some
        base, rerender, clip = placed.footage.base, placed.footage.rerender, placed.clip_seconds
        if isinstance(base, Unpriced) or isinstance(rerender, Unpriced):
            return None
        each = None
        if clip is not None:
            one = plain_stretch(clip, clip)
            each = base.charge(one).credits, rerender.charge(one).credits
        elif base.each_second is not None and rerender.each_second is not None:
            each = base.each_second, rerender.each_second
        free = placed.prices.free_rerender_clips_per_minute
        images = ImageCosts(placed.prices.images) if placed.prices.images else None
        return cls(base, rerender, each, clip, free, images)

    def ends(self, seconds: Decimal, rerender: Rerender | None, images: int | None) -> Ends:
        """What a job costs; if it has images, they must have a price."""
        if self.each is None:
            return self._in_steps(seconds, rerender, images)
        base, again = self.each
        clip = self.clip_seconds
        whole = seconds if clip is None else whole_units(seconds, clip)
        low = whole * base
        if images and self.images is not None:
            low += self.images[images]
        if rerender is None:
            return low, low
        if clip is None:
            less, more = rerendered_seconds(rerender, whole)
        else:
            less, more = rerendered_clips(rerender, whole, clip)
            if self.free_per_minute:
                free = free_clips(seconds, self.free_per_minute)
                less, more = less - min(free, less), more - min(free, more)
        high = low + more * again
        return (high, high) if less is more else (low + less * again, high)

    def _in_steps(self, seconds: Decimal, rerender: Rerender | None, images: int | None) -> Ends:
        """The same of footage without clips that is charged by started steps."""
        low = self.base.charge(plain_stretch(seconds, None)).credits
        if images and self.images is not None:
            low += self.images[images]
        if rerender is None:
            return low, low
        less, more = rerendered_seconds(rerender, seconds)
        high = low + self.rerender.charge(plain_stretch(more, None)).credits
        if less is more:
            return high, high
        return low + self.rerender.charge(plain_stretch(less, None)).credits, high


class ImageCosts(dict[int, Decimal]):
    """What so many images cost; the last numbers are remembered, since many rows have as many."""

    def __init__(self, price: ImagePrice) -> None:
        super().__init__()
        self.price = price

    def __missing__(self, images: int) -> Decimal:
        if len(self) >= _MOST:
            self.clear()
        count = ImageCount(images, self.price.per_images)
        self[images] = images_charge(count, self.price.price).credits
        return self[images]
