"""What is different between two price lists: added, removed, dearer, cheaper, and by how much.

This module knows which prices of two lists belong together; not what a job costs, nor where lists
are from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final, Literal

from msgspec import Struct

from acorns_cli.names import TOOLS
from acorns_cli.pricelist import ModelPrice, PriceList, ToolPrices
from acorns_cli.pricing import Estimate, PricesUsed, UnpricedItem, prices_used
from acorns_cli.quantities import EXACT, Range, canonical, percent_change, plural, printed

Change = Literal["added", "removed", "dearer", "cheaper", "changed"]
What = Literal["model", "any_model", "images", "free_rerender_clips_per_minute", "pack"]

_ONE: Final = Decimal(1)


class Price(Struct, frozen=True):
    """What one thing costs."""

    amount: Decimal
    """Credits; money for a pack; clips for an allowance."""
    per: str
    """What it buys: `second`, `4 images`, `minute of video`, `600 credits`."""
    billed_in: Decimal | None = None
    """Seconds: whole steps of this length are billed, if they are."""
    currency: str | None = None
    """What the amount is in; None for credits and clips."""


class PriceChange(Struct, frozen=True):
    """One price that is different."""

    change: Change
    tool: str | None
    """None for packs, which are for all of them."""
    what: What
    name: str
    """The slug of a model; else the same as `what`."""
    old: Price | None
    new: Price | None
    percent: Decimal | None = None
    """By how much it rises for the same quantity; None where one of the two is 0 or not there."""
    percent_is_exact: bool | None = None


class JobTotal(Struct, frozen=True):
    """What a job comes to with one of the lists."""

    total_credits: Decimal
    """The high end where there is a range."""
    range: Range | None
    complete: bool
    unpriced: tuple[UnpricedItem, ...]


class JobChange(Struct, frozen=True):
    """What the changes do to a job."""

    tool: str
    model: str | None
    old: JobTotal
    new: JobTotal
    difference_credits: Decimal
    """By how much the total rises; below 0 where it falls."""
    percent: Decimal | None
    """The same, of the old total; None where that is 0."""
    percent_is_exact: bool | None


class PriceChanges(Struct, frozen=True):
    """All that is different; its fields are those of the JSON."""

    schema: Literal["acorns.prices-diff/1"]
    old: PricesUsed
    new: PricesUsed
    changes: tuple[PriceChange, ...]
    job: JobChange | None


def price_changes(old: PriceList, new: PriceList, job: JobChange | None) -> PriceChanges:
    """What is different in the new list, tool by tool, and what that does to a job, if any."""
    tools = [tool for tool in TOOLS if tool in old.tools or tool in new.tools]
    changes = [
        change
        for tool in tools
        for change in _tool_changes(
            tool, old.tools.get(tool, ToolPrices()), new.tools.get(tool, ToolPrices())
        )
    ]
    return PriceChanges(
        schema="acorns.prices-diff/1",
        old=prices_used(old),
        new=prices_used(new),
        changes=(*changes, *_pack_changes(old, new)),
        job=job,
    )


def job_change(old: Estimate, new: Estimate) -> JobChange:
    """What becomes of the total of a job."""
    before, after = old.total_credits, new.total_credits
    percent, is_exact = percent_change(before, after)
    return JobChange(
        tool=new.tool,
        model=new.model,
        old=_job_total(old),
        new=_job_total(new),
        difference_credits=canonical(EXACT.subtract(after, before)),
        percent=percent,
        percent_is_exact=is_exact,
    )


def _job_total(found: Estimate) -> JobTotal:
    return JobTotal(found.total_credits, found.range, found.complete, found.unpriced)


# --- what belongs together --------------------------------------------------------------------


def _tool_changes(tool: str, old: ToolPrices, new: ToolPrices) -> Iterator[PriceChange]:
    for model in dict.fromkeys((*old.models, *new.models)):
        before, after = (_second(prices.models.get(model)) for prices in (old, new))
        yield from _change(tool, "model", model, before, after)
    before, after = (_second(prices.any_model) for prices in (old, new))
    yield from _change(tool, "any_model", "any_model", before, after)
    yield from _image_changes(tool, old, new)
    yield from _allowance_changes(tool, old, new)


def _image_changes(tool: str, old: ToolPrices, new: ToolPrices) -> Iterator[PriceChange]:
    before, after = (
        Price(prices.images.credits, _images(prices.images.per_images)) if prices.images else None
        for prices in (old, new)
    )
    sizes = Decimal(1), Decimal(1)
    if old.images and new.images:
        # For the same number of images: each price times the size of the other's sets.
        sizes = Decimal(new.images.per_images), Decimal(old.images.per_images)
    yield from _change(tool, "images", "images", before, after, *sizes)


def _allowance_changes(tool: str, old: ToolPrices, new: ToolPrices) -> Iterator[PriceChange]:
    what: What = "free_rerender_clips_per_minute"
    before, after = (prices.free_rerender_clips_per_minute or Decimal(0) for prices in (old, new))
    if before == after:
        return
    # What is free is no price: more of it is cheaper, and no share of it says how much.
    change: Change = "cheaper" if after > before else "dearer"
    per = "minute of video"
    yield PriceChange(change, tool, what, what, Price(before, per), Price(after, per))


def _pack_changes(old: PriceList, new: PriceList) -> Iterator[PriceChange]:
    packs: list[Mapping[Decimal, Price]] = []
    for prices in (old, new):
        top_ups = prices.top_ups
        packs.append(
            {
                pack.credits: Price(
                    pack.price, f"{printed(pack.credits)} credits", currency=top_ups.currency
                )
                for pack in top_ups.packs
            }
            if top_ups
            else {}
        )
    before, after = packs
    for credits in sorted({*before, *after}):
        name = printed(credits)
        yield from _change(None, "pack", name, before.get(credits), after.get(credits))


def _second(model: ModelPrice | None) -> Price | None:
    if model is None:
        return None
    return Price(model.credits_per_second, "second", billed_in=model.billed_in)


def _images(count: int) -> str:
    return "image" if count == 1 else plural(count, "image")


def _change(
    tool: str | None,
    what: What,
    name: str,
    old: Price | None,
    new: Price | None,
    old_times: Decimal = _ONE,
    new_times: Decimal = _ONE,
) -> Iterator[PriceChange]:
    """The change of one price, none where it is the same.

    Args:
        tool: The tool that it is of.
        what: What kind of price it is.
        name: Which one.
        old: As it was.
        new: As it is.
        old_times: What the old amount is multiplied by to be that of as much as the new one.
        new_times: What the new amount is multiplied by, likewise.
    """
    if old == new:
        return
    if old is None or new is None:
        yield PriceChange("added" if old is None else "removed", tool, what, name, old, new)
        return
    if old.currency != new.currency:
        # Amounts of two currencies say nothing about one another.
        yield PriceChange("changed", tool, what, name, old, new)
        return
    before, after = EXACT.multiply(old.amount, old_times), EXACT.multiply(new.amount, new_times)
    change: Change = "dearer" if after > before else "cheaper"
    if before == after or old.billed_in != new.billed_in:
        # With other billing steps, a lower rate can cost more.
        change = "changed"
    yield PriceChange(change, tool, what, name, old, new, *percent_change(before, after))
