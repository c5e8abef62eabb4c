"""A job and a price list make an estimate, for every command and for the batch.

what a line costs = its quantity × its rate, and the total is the sum of the lines
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from acorns_cli.core.filevalues import CREDITS
from acorns_cli.core.footage import Stretch
from acorns_cli.core.job import Job
from acorns_cli.core.lines import LineItem, Lines, UnpricedItem, ends_of, lines_of
from acorns_cli.core.money import amount, amount_words
from acorns_cli.core.placement import Placement, placement
from acorns_cli.core.pricelist import DEFAULT_SERVICE, FOOTAGE_ITEMS, PriceList
from acorns_cli.core.quantities import Range, canonical, exact, grouped, rounded_up
from acorns_cli.core.words import OTHER_FOOTAGE, Said
from acorns_cli.errors import InputError, printable

_NONE: Final = Decimal(0)


class PricesUsed(Struct, frozen=True):
    """Which prices an estimate is from."""

    edition: date
    source: str
    service: str = DEFAULT_SERVICE
    unit: str = CREDITS


def prices_used(prices: PriceList) -> PricesUsed:
    """The edition, and where its figures are from, those of the lists below it included."""
    return PricesUsed(prices.edition, prices.origin, prices.service.id, prices.unit)


def check_units(old: PriceList, new: PriceList, *, fix: str, named: Sequence[str] = ()) -> None:
    """Checks that a total can be subtracted from another one.

    `fix` is what to do where it can't be, in which `named` words of a job stand as fields.

    Raises:
        InputError: The totals are in two units.
    """
    if old.totals_in != new.totals_in:
        was, now = (
            f"in {prices.totals_in} (prices of {prices.service.id} {prices.edition})"
            for prices in (old, new)
        )
        what = f"the old total is {was} and the new one {now}, which can't be compared"
        raise InputError(what, fix=fix, named=named)


class Footage(Struct, frozen=True):
    """Seconds of footage that are generated and charged, at the high end."""

    base_seconds: Decimal
    clip_seconds: Decimal | None
    rerender_seconds: Decimal
    other_seconds: dict[str, Decimal]
    """Of each of `OTHER_FOOTAGE`, by the field of a `Job`: `extra_seconds`."""


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


class Total(Struct, frozen=True, gc=False):
    """What a job comes to, without its lines."""

    credits: Range
    complete: bool

    def __add__(self, other: "Total") -> "Total":
        return Total(self.credits + other.credits, self.complete and other.complete)


class PricedJob(Struct, frozen=True, gc=False):
    """A job in its place in a price list, and what it costs: an estimate without words."""

    like: Job
    """The job, but for what `said` says."""
    prices: PriceList
    placed: Placement
    base_seconds: Decimal
    """The length of the video."""
    low: Decimal
    high: Decimal
    """The same as `low` if nothing varies. Both may have zeros at the end."""
    complete: bool
    """Whether everything that the service charges for is in them."""
    said: tuple[Said, Said, Said] | None = None
    """A length, re-renders and images, where the job has others than `like`."""
    found: Lines | None = None
    """What they are the sum of, unless that is still to be found."""

    @property
    def job(self) -> Job:
        """The job itself."""
        if self.said is None:
            return self.like
        length, rerender, images = self.said
        return replace(
            self.like,
            base_seconds=length.value,
            rerender=rerender.value,
            images=images.value,
            notes=tuple(note for note in (length.note, rerender.note) if note),
        )

    @property
    @exact
    def lines(self) -> Lines:
        """What it is charged for, and what has no published price."""
        return self.found or lines_of(self.job, self.placed, self.prices.unit)

    @property
    def total(self) -> Total:
        """What the job comes to."""
        high = canonical(self.high)
        low = high if self.low is self.high else canonical(self.low)
        return Total(Range(low, high), self.complete)

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What is assumed beyond the price list and the job's own words."""
        return _assumptions(self.job, self.placed, self.prices.unit)


def priced(job: Job, prices: PriceList, free: Decimal | None = None) -> PricedJob:
    """The job at these prices, in the exact context of the caller.

    `free` is how many re-rendered clips are not charged; None is as many as the list says.

    Raises:
        InputError: The list has no such tool, model or add-on, or no price for the job's images.
    """
    placed = placement(job, prices)
    lines = lines_of(job, placed, prices.unit, free)
    ends = ends_of(lines.priced)
    return PricedJob(job, prices, placed, job.base_seconds, *ends, not lines.gaps, found=lines)


@exact
def estimate(job: Job, prices: PriceList) -> Estimate:
    """What the job costs at these prices.

    Raises:
        InputError: As `priced` does.
    """
    found = priced(job, prices)
    placed, lines = found.placed, found.lines
    return Estimate(
        tool=placed.tool,
        model=placed.model,
        prices=prices_used(prices),
        footage=_footage(placed, lines.priced),
        lines=tuple(lines.priced),
        total=found.total.credits,
        complete=found.complete,
        unpriced=lines.missing,
        assumptions=found.assumptions,
    )


@exact
def estimated_total(job: Job, prices: PriceList, *, free: Decimal | None = None) -> Total:
    """The total of the job's estimate alone.

    `free` is how many re-rendered clips are not charged; None is as many as the list says.

    Raises:
        InputError: As `priced` does.
    """
    return priced(job, prices, free).total


def checked_footage(found: Estimate) -> Estimate:
    """The same estimate, if its footage has a published price.

    Raises:
        InputError: It has none, so that it can't be compared with others.
    """
    for item in found.unpriced:
        if item.item in FOOTAGE_ITEMS:
            what = f"there is no published price for {item.name}: {item.why}"
            raise InputError(what, fix=item.where)
    return found


@exact
def credits_per_minute(total: Decimal, seconds: Decimal) -> Decimal | None:
    """Credits for a minute of the finished video; None where there is no video.

    Rounded up to a hundredth, so that it is never too low.
    """
    return rounded_up(total * 60, seconds) if seconds else None


def _footage(placed: Placement, lines: Sequence[LineItem]) -> Footage:
    found: dict[str, Decimal] = {
        line.item: canonical(line.high.source.seconds)
        for line in lines
        if isinstance(line.high.source, Stretch)
    }
    base, rerender = (found.get(item, _NONE) for item in ("base", "rerender"))
    other = {word.field: found.get(item, _NONE) for item, word in OTHER_FOOTAGE.items()}
    return Footage(base, placed.clip_seconds, rerender, other)


def _assumptions(job: Job, placed: Placement, unit: str) -> tuple[str, ...]:
    """What the estimate assumes beyond the price list and the job's own words."""
    found = [*job.notes, *placed.notes]
    if job.audio is not None:
        found.append(f"the length is that of {printable(job.audio)}: {grouped(job.base_seconds)} s")
    if job.credits_per_second is not None:
        listed = placed.prices.models.get(placed.model or "", placed.prices.any_model)
        prices = listed.rate.words if listed and listed.rate else ()
        instead = ", ".join(_listed_price(*price, unit) for price in prices) or "nothing"
        by_hand = f"{amount_words(job.credits_per_second, unit)} per second by hand"
        found.append(f"{by_hand}; the price list says {instead}")
    if job.credits_per_image is not None:
        found.append(f"{amount_words(job.credits_per_image, unit)} per image by hand")
    rerenders = job.rerender and not job.rerender.is_none
    if placed.prices.free_rerender_clips_per_minute and rerenders and not placed.clip_seconds:
        found.append("free re-rendered clips are not counted: that needs the length of a clip")
    return tuple(found)


def _listed_price(price: Decimal, per: str, unit: str) -> str:
    return amount(price, unit) if per == "second" else f"{amount(price, unit)} per {per}"
