"""What many jobs in one place cost, in amounts alone: of rows nobody asks for lines or words.

what a job costs = the sum of quantity × rate, which `lines` adds up line by line
"""

from decimal import Decimal
from typing import Final

from msgspec import Struct

from acorns_cli.core.footage import (
    clips_ratio,
    free_clips,
    plain_stretch,
    rerendered,
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
        clip = self.clip_seconds
        whole = seconds if clip is None else whole_units(seconds, clip)
        if self.each is None:
            low = self.base.charge(plain_stretch(seconds, None)).credits
        else:
            low = whole * self.each[0]
        if images and self.images is not None:
            low += self.images[images]
        if rerender is None:
            return low, low
        free = free_clips(seconds, self.free_per_minute)
        less, more = self._again(whole, rerender, free)
        high = low + more
        return (high, high) if less is more else (low + less, high)

    def _again(self, whole: Decimal, rerender: Rerender, free: Decimal) -> Ends:
        """What re-renders of so many clips or else seconds cost."""
        if self.each and self.clip_seconds is None:
            low, high = rerendered_seconds(rerender, whole)
            more = high * self.each[1]
            return more if low is high else low * self.each[1], more
        more = self._sold_whole(whole, rerender, rerender.high, free)
        if rerender.low is rerender.high:  # as where it is no range
            return more, more
        return self._sold_whole(whole, rerender, rerender.low, free), more

    def _sold_whole(
        self, whole: Decimal, rerender: Rerender, end: Decimal, free: Decimal
    ) -> Decimal:
        """The same at one end, in clips or in steps."""
        clip = self.clip_seconds
        if clip is None or self.each is None:
            stretch = rerendered(rerender, end, plain_stretch(whole, None), free)
            return self.rerender.charge(stretch).credits
        clips = whole_units(*clips_ratio(rerender, end, whole, clip))
        return (clips - min(free, clips) if free else clips) * self.each[1]


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
