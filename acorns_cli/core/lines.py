"""The line items of a job, in their order, and what it asks for that has no published price."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import Final

from msgspec import Struct
from msgspec.structs import astuple

from acorns_cli.core.addons import AskedAddOn
from acorns_cli.core.footage import Stretch, free_clips, plain_stretch, rerendered
from acorns_cli.core.job import Job
from acorns_cli.core.money import smallest_decimals
from acorns_cli.core.placement import Placement
from acorns_cli.core.pricelist import ITEMS, AddOn, Unpriced
from acorns_cli.core.quantities import Range, canonical, clock, whole_units
from acorns_cli.core.rates import (
    Charge,
    FootageRate,
    ImageCount,
    PerPiece,
    images_charge,
    reserve_charge,
)
from acorns_cli.core.rerender import Rerender
from acorns_cli.core.words import OTHER_FOOTAGE
from acorns_cli.errors import InputError, all_of, did_you_mean, shown

_NONE: Final = Decimal(0)


class LineItem(Struct, frozen=True, gc=False):
    """One priced row: what it bills at the low and at the high end, the same unless it varies."""

    item: str
    """One of `ITEMS`, `reserve`, or the name of an add-on."""
    low: Charge
    high: Charge

    @property
    def quantity(self) -> Decimal:
        """What is billed at the high end."""
        return canonical(self.high.quantity)

    @property
    def unit(self) -> str:
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


class Lines(Struct, gc=False):
    """What a job is charged for, and what has no published price."""

    priced: list[LineItem] = []
    gaps: dict[str, Unpriced] = {}
    """What has no published price, by line item or add-on."""

    @property
    def missing(self) -> tuple[UnpricedItem, ...]:
        """What has no published price, each thing once."""
        return tuple(UnpricedItem(item, *astuple(gap)) for item, gap in self.gaps.items())


def lines_of(job: Job, placed: Placement, unit: str, free: Decimal | None = None) -> Lines:
    """The lines of a job that stands in a price list whose prices are in a unit.

    `free` is how many re-rendered clips are not charged; None is as many as the list says.

    Raises:
        InputError: Images or an add-on are nowhere in the list, or a clip is too long.
    """
    found, video = Lines(), job.base_seconds
    if footage := placed.footage:
        base = plain_stretch(video, placed.clip_seconds)
        if video:
            _add_footage(found, "base", footage.base, base)
        if job.rerender:
            if free is None:
                free = free_clips(video, placed.prices.free_rerender_clips_per_minute)
            _add_rerender(found, job.rerender, footage.rerender, base, free)
        for item, seconds in job.other_footage.items():
            stretch = plain_stretch(seconds, placed.clip_seconds)
            _add_footage(found, item, footage.other[item], stretch)
    if job.images or job.images_per_clip:
        _add_images(found, job, placed)
    for asked in job.add:
        _add_add_on(found, asked, job, placed)
    if video and placed.prices.always:
        _add_what_is_not_said(found, job, placed)
    if job.reserve is not None:
        _add_reserve(found, job.reserve, unit)
    return found


def _add_footage(found: Lines, item: str, rate: FootageRate | Unpriced, stretch: Stretch) -> None:
    if isinstance(rate, Unpriced):
        found.gaps[item] = rate
    else:
        charge = rate.charge(stretch)
        found.priced.append(LineItem(item, charge, charge))


def _add_rerender(
    found: Lines, rerender: Rerender, rate: FootageRate | Unpriced, base: Stretch, free: Decimal
) -> None:
    high = rerendered(rerender, rerender.high, base, free)
    if isinstance(rate, Unpriced):
        if high.seconds:
            found.gaps["rerender"] = rate
        return
    charge = low = rate.charge(high)
    if rerender.is_range:
        low = rate.charge(rerendered(rerender, rerender.low, base, free))
    found.priced.append(LineItem("rerender", low, charge))


def _add_images(found: Lines, job: Job, placed: Placement) -> None:
    prices, word = placed.prices, "images" if job.images is not None else "images_per_clip"
    price, per_images = job.credits_per_image, 1
    if price is None and prices.images:
        price, per_images = prices.images.price, prices.images.per_images
    count = _image_count(job, placed, per_images)
    if not count.images:  # clips of no video have none
        return
    if price is not None:
        charge = images_charge(count, price)
        found.priced.append(LineItem("images", charge, charge))
    elif gap := prices.unpriced.get("images"):
        found.gaps["images"] = gap
    else:
        what = f"images of {prices.name or placed.tool} have no price"
        fix = "leave them out, or give the price that the app shows as {credits_per_image}"
        raise InputError(what, fix=fix, word=word, named=("credits_per_image",))


def _image_count(job: Job, placed: Placement, per_images: int) -> ImageCount:
    if job.images is not None:
        return ImageCount(job.images, per_images)
    per_clip = job.images_per_clip or 0
    if placed.clip_seconds is None:
        what = "images per clip need the length of a clip"
        fix = "give {clip_length} as well"
        raise InputError(what, fix=fix, word="images_per_clip", named=("clip_length",))
    clips = int(whole_units(job.base_seconds, placed.clip_seconds))
    return ImageCount(clips * per_clip, per_images, clips, per_clip)


def _add_add_on(found: Lines, asked: AskedAddOn, job: Job, placed: Placement) -> None:
    add_on = placed.prices.add_ons.get(asked.name)
    if add_on is None:
        if gap := placed.prices.unpriced.get(asked.name):
            if asked.is_none:
                return
            _check_stretch(asked, asked.seconds, job.base_seconds)
            found.gaps[asked.name] = gap
            return
        raise _no_add_on(asked.name, placed)
    if not _is_sold(add_on, placed):
        if asked.is_none:
            return
        what = f"{shown(asked.name)} is not sold for {placed.model or 'a job without a model'}"
        raise InputError(what, fix=f"it is for {all_of(add_on.models)}", word="add")
    rate = add_on.rate
    if isinstance(rate, PerPiece):
        if asked.seconds:
            what, fix = "sold by the piece, not by time", f"write {asked.name}=3"
            raise InputError(f"{shown(asked.name)} is {what}", fix=fix, word="add")
        charge = rate.charge(asked.pieces + asked.plain)
        found.priced.append(LineItem(asked.name, charge, charge))
        return
    assert rate is not None  # noqa: S101 - an add-on has a price
    stretch = plain_stretch(_add_on_seconds(asked, job), None)
    _add_footage(found, asked.name, rate, stretch)


def _is_sold(add_on: AddOn, placed: Placement) -> bool:
    """Whether an add-on is for the model of a job."""
    model = placed.model or ""
    return not add_on.models or bool({model, model.partition("/")[0]} & {*add_on.models})


def _add_on_seconds(asked: AskedAddOn, job: Job) -> Decimal:
    """How much of the video an add-on that is sold by time is over."""
    name, video = shown(asked.name), job.base_seconds
    if asked.pieces:
        fix = f"write a time, like {asked.name}=0:45"
        raise InputError(f"{name} is sold by time, not by the piece", fix=fix, word="add")
    if asked.plain and not video:
        what, fix = f"{name} over the whole video needs its length", f"write {asked.name}=0:45"
        raise InputError(what, fix=fix, word="add")
    seconds = asked.seconds + asked.plain * video
    _check_stretch(asked, seconds, video)
    return seconds


def _check_stretch(asked: AskedAddOn, seconds: Decimal, video: Decimal) -> None:
    """Checks that an add-on is over no more than the video.

    Raises:
        InputError: It is over more.
    """
    if video and seconds > video:
        what = f"{shown(asked.name)} is over {clock(seconds)}, and the video is {clock(video)} long"
        raise InputError(what, fix="give a stretch that is no longer than the video", word="add")


def _no_add_on(name: str, placed: Placement) -> InputError:
    known = placed.prices.add_ons
    has = f"it has {all_of(known)}" if known else "it has none"
    what = f"{placed.tool} has no add-on {shown(name)}"
    return InputError(what, fix=did_you_mean(name, known) or has, word="add")


def _add_what_is_not_said(found: Lines, job: Job, placed: Placement) -> None:
    """Adds what every video needs and the job does not say."""
    for item in placed.prices.always:
        add_on = placed.prices.add_ons.get(item)
        if not _says(job, item) and (add_on is None or _is_sold(add_on, placed)):
            found.gaps[item] = placed.prices.unpriced.get(item) or _not_said(item)


def _says(job: Job, item: str) -> bool:
    """Whether a job with a video says anything of what every video needs."""
    if item == "images":
        return job.images is not None or job.images_per_clip is not None
    if item == "rerender":
        return job.rerender is not None
    if other := OTHER_FOOTAGE.get(item):
        return getattr(job, other.field) is not None
    return any(asked.name == item for asked in job.add)


@cache
def _not_said(item: str) -> Unpriced:
    why = "every video needs it, and the job does not say how much"
    option = f"--{item}" if item in ITEMS else f"--add {item}"
    return Unpriced(item, why, f"say it with {option}")


def _add_reserve(found: Lines, percent: Decimal, unit: str) -> None:
    decimals, total = smallest_decimals(unit), total_of(found.priced)
    high, low = (
        reserve_charge(amount, percent, unit, decimals) for amount in (total.high, total.low)
    )
    found.priced.append(LineItem("reserve", high if low == high else low, high))


def total_of(lines: Sequence[LineItem]) -> Range:
    """What lines cost together."""
    low, high = ends_of(lines)
    total = canonical(high)
    return Range(total if low is high else canonical(low), total)


def ends_of(lines: Sequence[LineItem]) -> tuple[Decimal, Decimal]:
    """The least and the most that lines cost, one and the same amount if nothing varies.

    Unlike those of a total, the amounts may have zeros at the end.
    """
    high = less = _NONE
    for line in lines:
        charge = line.high
        high += charge.credits
        if line.low is not charge:
            less += charge.credits - line.low.credits
    return high - less if less else high, high
