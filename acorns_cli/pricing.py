"""The core: a job and a price list make an estimate.

    credits of a line = what is billed × the rate, and the total is the sum of the lines

What is billed is rounded up only where a thing is sold whole: clips, a model's billing steps, and
image sets; each line's `sum` shows it. This module knows what a job costs and why; every command
and the batch price here and nowhere else.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal, localcontext
from typing import Final, Literal

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from acorns_cli.errors import InputError, printable
from acorns_cli.footage import Billed, billed_footage, billed_rerender, free_clips
from acorns_cli.job import Job
from acorns_cli.pricelist import TOOLS, ImagePrice, ModelPrice, PriceList, ToolPrices
from acorns_cli.quantities import EXACT, canonical, grouped, plural, rounded_up, whole_units
from acorns_cli.rerender import Rerender

Item = Literal["base", "rerender", "extra", "images"]
Unit = Literal["second", "image", "image set"]

_NONE: Final = Decimal(0)


class Range(Struct, frozen=True):
    """Credits from a low to a high end."""

    low: Decimal
    high: Decimal


class LineItem(Struct, frozen=True):
    """One priced row: `credits` is exactly `quantity` × `rate`."""

    item: Item
    quantity: Decimal
    """What is billed, in the unit; the high end where there is a range."""
    unit: Unit
    rate: Decimal
    """Credits for one unit."""
    credits: Decimal
    sum: str
    """How the credits come about, in words."""
    range: Range | UnsetType = UNSET
    """Set on every line of a job whose re-renders are a range."""


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
    """Seconds that are generated and billed."""

    base_seconds: Decimal
    clip_seconds: Decimal | None
    rerender_seconds: Decimal
    extra_seconds: Decimal


class Estimate(Struct, frozen=True):
    """What a job costs, line by line; its fields are those of the JSON."""

    schema: Literal["acorns.estimate/1"]
    tool: str
    model: str | None
    prices: PricesUsed
    footage: Footage
    lines: tuple[LineItem, ...]
    total_credits: Decimal
    """The high end where there is a range: what must be in the account."""
    range: Range | None
    complete: bool
    """Whether everything that the service charges for is in the total."""
    unpriced: tuple[UnpricedItem, ...]
    assumptions: tuple[str, ...]


class Total(Struct, frozen=True):
    """What a job comes to, without its lines."""

    high: Decimal
    """What must be in the account."""
    low: Decimal
    """The same, unless the re-renders are a range."""
    complete: bool


def estimate(job: Job, prices: PriceList) -> Estimate:
    """What the job costs at these prices.

    Raises:
        InputError: The list has no such tool or model, or no price for the job's images.
    """
    with localcontext(EXACT):
        tool = prices.tool_prices(job.tool)
        lines = _lines(job, prices, tool)
        total = _total(lines, tool)
        is_range = job.rerender is not None and job.rerender.is_range
        return Estimate(
            schema="acorns.estimate/1",
            tool=job.tool,
            model=job.model,
            prices=prices_used(prices),
            footage=_footage(job, lines),
            lines=tuple(_with_range(line) for line in lines) if is_range else lines,
            total_credits=total.high,
            range=Range(total.low, total.high) if is_range else None,
            complete=total.complete,
            unpriced=_unpriced(tool, lines),
            assumptions=_assumptions(job, tool),
        )


def estimated_total(job: Job, prices: PriceList) -> Total:
    """The total of the job's estimate alone, in half the time.

    Raises:
        InputError: As `estimate` does.
    """
    with localcontext(EXACT):
        tool = prices.tool_prices(job.tool)
        return _total(_lines(job, prices, tool), tool)


def credits_per_minute(total: Decimal, seconds: Decimal) -> Decimal | None:
    """Credits for a minute of the finished video; None where there is no video.

    Rounded up to a hundredth, so that as many minutes at this price never cost more than it says.
    """
    return rounded_up(EXACT.multiply(total, Decimal(60)), seconds) if seconds else None


def _total(lines: tuple[LineItem, ...], tool: ToolPrices) -> Total:
    high = low = _NONE
    for line in lines:
        high += line.credits
        low += line.credits if line.range is UNSET else line.range.low
    total = canonical(high)
    complete = not (tool.unpriced and _unpriced(tool, lines))
    return Total(total, total if low == high else canonical(low), complete)


def _lines(job: Job, prices: PriceList, tool: ToolPrices) -> tuple[LineItem, ...]:
    lines = []
    # A job of images alone needs no model, but one that is named must be there.
    if job.base_seconds or job.extra_seconds or job.rerender or job.model:
        model = _model_price(job, prices, tool)
        if job.base_seconds:
            billed = billed_footage(job.base_seconds, job.clip_seconds, model.billed_in)
            lines.append(_footage_line("base", billed, model.credits_per_second))
        if job.rerender:
            lines.append(_rerender_line(job, job.rerender, prices, tool, model))
        if job.extra_seconds:
            billed = billed_footage(job.extra_seconds, job.clip_seconds, model.billed_in)
            lines.append(_footage_line("extra", billed, model.credits_per_second))
    if job.images or job.images_per_clip:
        lines.append(_images_line(job, tool))
    return tuple(lines)


def _model_price(job: Job, prices: PriceList, tool: ToolPrices) -> ModelPrice:
    """The price of the job's model: the list's, unless the job brings one of its own."""
    if job.credits_per_second is None:
        return prices.model_price(job.tool, job.model)
    listed = tool.models.get(job.model or "", tool.any_model)
    return ModelPrice(job.credits_per_second, billed_in=listed.billed_in if listed else None)


# --- footage ----------------------------------------------------------------------------------


def _footage_line(item: Item, billed: Billed, rate: Decimal) -> LineItem:
    return LineItem(
        item=item,
        quantity=billed.seconds,
        unit="second",
        rate=rate,
        credits=canonical(billed.seconds * rate),
        sum=f"{billed.words} × {grouped(rate)}",
    )


def _rerender_line(
    job: Job, rerender: Rerender, prices: PriceList, tool: ToolPrices, model: ModelPrice
) -> LineItem:
    if job.rerender_model:
        model = prices.model_price(job.tool, job.rerender_model, word="rerender_model")
    free = free_clips(job.base_seconds, tool.free_rerender_clips_per_minute)

    def line_of(end: Decimal) -> LineItem:
        billed = billed_rerender(job, end, rerender.unit, step=model.billed_in, free=free)
        return _footage_line("rerender", billed, model.credits_per_second)

    high = line_of(rerender.high)
    if not rerender.is_range:
        return high
    low = line_of(rerender.low)
    return replace(high, sum=f"{low.sum}, up to {high.sum}", range=Range(low.credits, high.credits))


# --- images -----------------------------------------------------------------------------------


def _images_line(job: Job, tool: ToolPrices) -> LineItem:
    images, words = _images(job)
    price = _image_price(job, tool)
    unit: Unit
    if price.per_images == 1:
        quantity, unit = images, "image"
    else:
        quantity, unit = whole_units(Decimal(images), Decimal(price.per_images)), "image set"
        words = f"{words} → {plural(quantity, 'set')} of {price.per_images:,}"
    return LineItem(
        item="images",
        quantity=Decimal(quantity),
        unit=unit,
        rate=price.credits,
        credits=canonical(quantity * price.credits),
        sum=f"{words} × {grouped(price.credits)}",
    )


def _images(job: Job) -> tuple[int, str]:
    """How many images the job has, and in words how the number comes about."""
    if job.images is not None:
        return job.images, plural(job.images, "image")
    assert job.images_per_clip is not None  # noqa: S101 - one of the two brought us here
    assert job.clip_seconds is not None  # noqa: S101 - `Job.of` asks for it
    clips = whole_units(job.base_seconds, job.clip_seconds)
    images = clips * job.images_per_clip
    words = f"{plural(clips, 'clip')} × {job.images_per_clip:,} = {plural(images, 'image')}"
    return images, words


def _image_price(job: Job, tool: ToolPrices) -> ImagePrice:
    if job.credits_per_image is not None:
        return ImagePrice(job.credits_per_image)
    if tool.images:
        return tool.images
    unpriced = tool.unpriced.get("images")
    what = f"images of {TOOLS[job.tool]} have no price"
    raise InputError(
        f"{what}: {unpriced.why}" if unpriced else what,
        fix="leave them out, or give the price that the app shows as credits_per_image",
        word="images" if job.images is not None else "images_per_clip",
    )


# --- the whole --------------------------------------------------------------------------------


def _with_range(line: LineItem) -> LineItem:
    """The line with a range, which is a point where nothing about it varies."""
    if line.range is not UNSET:
        return line
    return replace(line, range=Range(line.credits, line.credits))


def _footage(job: Job, lines: tuple[LineItem, ...]) -> Footage:
    seconds = {line.item: line.quantity for line in lines}
    return Footage(
        base_seconds=seconds.get("base", _NONE),
        clip_seconds=job.clip_seconds,
        rerender_seconds=seconds.get("rerender", _NONE),
        extra_seconds=seconds.get("extra", _NONE),
    )


def _unpriced(tool: ToolPrices, lines: tuple[LineItem, ...]) -> tuple[UnpricedItem, ...]:
    priced = {line.item for line in lines}
    return tuple(
        UnpricedItem(item, missing.name, missing.why, missing.where)
        for item, missing in tool.unpriced.items()
        if item not in priced
    )


def _assumptions(job: Job, tool: ToolPrices) -> tuple[str, ...]:
    """What the estimate takes for granted beyond the price list and the job's own words."""
    found = list(job.notes)
    if job.audio is not None:
        found.append(f"the length is that of {printable(job.audio)}: {grouped(job.base_seconds)} s")
    if job.credits_per_second is not None:
        listed = tool.models.get(job.model or "", tool.any_model)
        instead = grouped(listed.credits_per_second) if listed else "nothing"
        found.append(
            f"{plural(job.credits_per_second, 'credit')} per second by hand;"
            f" the price list says {instead}"
        )
    if job.credits_per_image is not None:
        found.append(f"{plural(job.credits_per_image, 'credit')} per image by hand")
    if tool.free_rerender_clips_per_minute and job.rerender and not job.clip_seconds:
        found.append("free re-rendered clips are not counted: that needs the length of a clip")
    return tuple(found)
