"""What many jobs in one place cost, in amounts alone: of rows nobody asks for lines or words.

what a job costs = the sum of quantity × rate, which `lines` adds up line by line
"""

from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from acorns_cli.core.footage import free_clips, plain_stretch, rerendered, rerendered_seconds
from acorns_cli.core.placement import Placement
from acorns_cli.core.pricelist import ImagePrice, Unpriced
from acorns_cli.core.rates import FootageRate, ImageCount, images_charge
from acorns_cli.core.rerender import Rerender

Ends = tuple[Decimal, Decimal]
"""The least and the most that a job costs, one and the same amount if nothing varies."""


class Totals(Struct, frozen=True):
    """What jobs in a place cost that say a length and, maybe, re-renders and images.

    All functions run in the exact context of their caller, and raise an `InputError` if re-renders
    are a number of clips and the footage has none.
    """

    base: FootageRate
    rerender: FootageRate
    each_second: tuple[Decimal, Decimal] | None
    """What a second of both costs, where any number of seconds can be charged."""
    clip_seconds: Decimal | None
    free_per_minute: Decimal | None
    images: ImagePrice | None

    @classmethod
    def of(cls, placed: Placement) -> "Totals | None":
        """The totals of a place; None where footage has no price."""
        assert placed.footage  # noqa: S101 - a job with a length has some
        base, rerender, clip = placed.footage.base, placed.footage.rerender, placed.clip_seconds
        if isinstance(base, Unpriced) or isinstance(rerender, Unpriced):
            return None
        each_second = None
        if clip is None and base.each_second is not None and rerender.each_second is not None:
            each_second = base.each_second, rerender.each_second
        free = placed.prices.free_rerender_clips_per_minute
        return cls(base, rerender, each_second, clip, free, placed.prices.images)

    def ends(self, seconds: Decimal, rerender: Rerender | None, images: int | None) -> Ends:
        """What a job costs; if it has images, they must have a price."""
        if not self.each_second:
            return self._of_stretches(seconds, rerender, images)
        base, again = self.each_second
        low = seconds * base
        if images:
            low += _of_images(images, self.images)
        if rerender is None:
            return low, low
        high = low + rerendered_seconds(rerender, rerender.high, seconds) * again
        if rerender.low == rerender.high:
            return high, high
        return low + rerendered_seconds(rerender, rerender.low, seconds) * again, high

    def _of_stretches(
        self, seconds: Decimal, rerender: Rerender | None, images: int | None
    ) -> Ends:
        video = plain_stretch(seconds, self.clip_seconds)
        low = self.base.charge(video).credits
        if images:
            low += _of_images(images, self.images)
        if rerender is None:
            return low, low
        free = free_clips(seconds, self.free_per_minute)
        high = low + self.rerender.charge(rerendered(rerender, rerender.high, video, free)).credits
        if rerender.low == rerender.high:
            return high, high
        again = rerendered(rerender, rerender.low, video, free)
        return low + self.rerender.charge(again).credits, high


@lru_cache(1_000)
def _of_images(images: int, price: ImagePrice | None) -> Decimal:
    """What images cost: many rows have as many."""
    assert price  # noqa: S101 - as `ends` says
    return images_charge(ImageCount(images, price.per_images), price.price).credits
