"""A job and a price list make an estimate, for every command and for the batch.

credits of a line = what is billed × the rate, and the total is the sum of the lines
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import astuple

from acorns_cli.core.job import Job
from acorns_cli.core.names import TOOLS
from acorns_cli.core.pricelist import ITEMS, ImagePrice, ModelPrice, PriceList, ToolPrices
from acorns_cli.core.quantities import (
    Range,
    canonical,
    exact,
    grouped,
    plural,
    rounded_up,
    whole_units,
)
from acorns_cli.core.rates import (
    Charge,
    ImageCount,
    Unit,
    footage_charge,
    free_clips,
    images_charge,
    stretch_of,
)
from acorns_cli.core.rerender import Rerender
from acorns_cli.errors import InputError, printable

Item = Literal["base", "rerender", "extra", "images"]

_NONE: Final = Decimal(0)


class LineItem(Struct, frozen=True):
    """One priced row: what it bills at the low and at the high end, the same unless it varies."""

    item: Item
    low: Charge
    high: Charge

    @property
    def quantity(self) -> Decimal:
        """What is billed at the high end."""
        return canonical(self.high.quantity)

    @property
    def unit(self) -> Unit:
        """What the quantity counts."""
        return self.high.unit

    @property
    def rate(self) -> Decimal:
        """Credits for one unit."""
        return self.high.rate

    @property
    def credits(self) -> Decimal:
        """What the line costs at the high end."""
        return canonical(self.high.credits)

    @property
    def range(self) -> Range:
        """What the line costs at both ends."""
        return Range(canonical(self.low.credits), self.credits)


class UnpricedItem(Struct, frozen=True):
    """Something that the service charges for without publishing the price."""

    item: str
    name: str
    why: str
    where: str


class PricesUsed(Struct, frozen=True):
    """Which prices an estimate is from."""

    edition: date
    source: str


def prices_used(prices: PriceList) -> PricesUsed:
    """The edition, and where its figures are from, those of the lists below it included."""
    return PricesUsed(prices.edition, prices.origin)


class Footage(Struct, frozen=True):
    """Seconds that are generated and billed, at the high end."""

    base_seconds: Decimal
    clip_seconds: Decimal | None
    rerender_seconds: Decimal
    extra_seconds: Decimal


class Estimate(Struct, frozen=True):
    """What a job costs, line by line."""

    tool: str
    model: str | None
    prices: PricesUsed
    footage: Footage
    lines: tuple[LineItem, ...]
    total: Range
    complete: bool
    """Whether everything that the service charges for is in the total."""
    unpriced: tuple[UnpricedItem, ...]
    assumptions: tuple[str, ...]

    @property
    def total_credits(self) -> Decimal:
        """The high end of the total: what must be in the account."""
        return self.total.high


class Total(Struct, frozen=True):
    """What a job comes to, without its lines."""

    credits: Range
    complete: bool

    def __add__(self, other: "Total") -> "Total":
        return Total(self.credits + other.credits, self.complete and other.complete)


@exact
def estimate(job: Job, prices: PriceList) -> Estimate:
    """What the job costs at these prices.

    Raises:
        InputError: The list has no such tool or model, or no price for the job's images.
    """
    tool = prices.tool_prices(job.tool)
    lines = _lines(job, prices, tool)
    unpriced = _unpriced(tool, lines)
    return Estimate(
        tool=job.tool,
        model=job.model,
        prices=prices_used(prices),
        footage=_footage(job, lines),
        lines=lines,
        total=_total(lines),
        complete=not unpriced,
        unpriced=unpriced,
        assumptions=_assumptions(job, tool),
    )


@exact
def estimated_total(job: Job, prices: PriceList, *, free: int | None = None) -> Total:
    """The total of the job's estimate alone.

    `free` is how many re-rendered clips are not charged; None is as many as the list says.

    Raises:
        InputError: As `estimate` does.
    """
    tool = prices.tool_prices(job.tool)
    lines = _lines(job, prices, tool, free)
    return Total(_total(lines), not (tool.unpriced and _unpriced(tool, lines)))


@exact
def credits_per_minute(total: Decimal, seconds: Decimal) -> Decimal | None:
    """Credits for a minute of the finished video; None where there is no video.

    Rounded up to a hundredth, so that it is never too low.
    """
    return rounded_up(total * 60, seconds) if seconds else None


def _total(lines: Sequence[LineItem]) -> Range:
    high = less = _NONE
    for line in lines:
        high += line.high.credits
        if line.low is not line.high:
            less += line.high.credits - line.low.credits
    total = canonical(high)
    return Range(canonical(high - less), total) if less else Range(total, total)


def _lines(
    job: Job, prices: PriceList, tool: ToolPrices, free: int | None = None
) -> tuple[LineItem, ...]:
    lines = []
    # A job of images alone needs no model, but one that is named must be there.
    if job.base_seconds or job.extra_seconds or job.rerender or job.model:
        model = _model_price(job, prices, tool)
        if job.base_seconds:
            base = footage_charge(stretch_of(job.base_seconds, job.clip_seconds), model)
            lines.append(LineItem("base", base, base))
        if job.rerender:
            if job.rerender_model:
                rerenders = prices.model_price(job.tool, job.rerender_model, word="rerender_model")
            else:
                rerenders = model
            if free is None:
                free = free_clips(job.base_seconds, tool.free_rerender_clips_per_minute)
            lines.append(_rerender_line(job, job.rerender, rerenders, free))
        if job.extra_seconds:
            extra = footage_charge(stretch_of(job.extra_seconds, job.clip_seconds), model)
            lines.append(LineItem("extra", extra, extra))
    if job.images or job.images_per_clip:
        price = _image_price(job, tool)
        images = images_charge(_image_count(job, price), price)
        lines.append(LineItem("images", images, images))
    return tuple(lines)


def _model_price(job: Job, prices: PriceList, tool: ToolPrices) -> ModelPrice:
    """The price of the job's model: the list's, unless the job brings one of its own."""
    if job.credits_per_second is None:
        return prices.model_price(job.tool, job.model)
    listed = tool.models.get(job.model or "", tool.any_model)
    return ModelPrice(job.credits_per_second, billed_in=listed.billed_in if listed else None)


def _rerender_line(job: Job, rerender: Rerender, model: ModelPrice, free: int) -> LineItem:
    def charge(asked: Decimal) -> Charge:
        stretch = stretch_of(asked, job.clip_seconds, rerender.unit, job.base_seconds, free)
        return footage_charge(stretch, model)

    high = charge(rerender.high)
    return LineItem("rerender", charge(rerender.low) if rerender.is_range else high, high)


def _image_count(job: Job, price: ImagePrice) -> ImageCount:
    if job.images is not None:
        return ImageCount(job.images, price.per_images)
    # A job without images has images per clip, and `Job.of` checked that it has a clip length.
    assert job.images_per_clip is not None and job.clip_seconds is not None  # noqa: S101
    clips = whole_units(job.base_seconds, job.clip_seconds)
    return ImageCount(clips * job.images_per_clip, price.per_images, clips, job.images_per_clip)


def _image_price(job: Job, tool: ToolPrices) -> ImagePrice:
    if job.credits_per_image is not None:
        return ImagePrice(job.credits_per_image)
    if tool.images:
        return tool.images
    what = f"images of {TOOLS[job.tool]} have no price"
    if unpriced := tool.unpriced.get("images"):
        what = f"{what}: {unpriced.why}"
    fix = "leave them out, or give the price that the app shows as {credits_per_image}"
    word = "images" if job.images is not None else "images_per_clip"
    raise InputError(what, fix=fix, word=word, named=("credits_per_image",))


def _footage(job: Job, lines: Sequence[LineItem]) -> Footage:
    found: dict[str, Decimal] = {line.item: canonical(line.high.seconds) for line in lines}
    base, rerender, extra, _ = (found.get(item, _NONE) for item in ITEMS)
    return Footage(base, job.clip_seconds, rerender, extra)


def _unpriced(tool: ToolPrices, lines: Sequence[LineItem]) -> tuple[UnpricedItem, ...]:
    priced = {line.item for line in lines}
    missing = (item for item in tool.unpriced if item not in priced)
    return tuple(UnpricedItem(item, *astuple(tool.unpriced[item])) for item in missing)


def _assumptions(job: Job, tool: ToolPrices) -> tuple[str, ...]:
    """What the estimate assumes beyond the price list and the job's own words."""
    found = list(job.notes)
    if job.audio is not None:
        found.append(f"the length is that of {printable(job.audio)}: {grouped(job.base_seconds)} s")
    if job.credits_per_second is not None:
        listed = tool.models.get(job.model or "", tool.any_model)
        instead = grouped(listed.amount) if listed else "nothing"
        by_hand = f"{plural(job.credits_per_second, 'credit')} per second by hand"
        found.append(f"{by_hand}; the price list says {instead}")
    if job.credits_per_image is not None:
        found.append(f"{plural(job.credits_per_image, 'credit')} per image by hand")
    if tool.free_rerender_clips_per_minute and job.rerender and not job.clip_seconds:
        found.append("free re-rendered clips are not counted: that needs the length of a clip")
    return tuple(found)
