"""What is different between two price lists: added, removed, dearer, cheaper, and by how much."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, Literal, NamedTuple, get_args

from msgspec import Struct

from acorns_cli.core.names import TOOLS
from acorns_cli.core.pricelist import ModelPrice, PriceList, ToolPrices
from acorns_cli.core.pricing import Estimate, PricesUsed, UnpricedItem, prices_used
from acorns_cli.core.quantities import EXACT, Range, percent_change, plural, printed

Change = Literal["added", "removed", "dearer", "cheaper", "changed"]
What = Literal["model", "any_model", "images", "free_rerender_clips_per_minute", "unpriced", "pack"]
"""In the order in which they are shown."""

_FREE: Final = "free_rerender_clips_per_minute"


class Price(Struct, frozen=True):
    """What one thing costs."""

    amount: Decimal | None
    """Credits; money for a pack; clips that are free; None for what has no published price."""
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
    """The slug of a model, the line item without a price, the size of a pack; else `what`."""
    old: Price | None
    new: Price | None
    percent: Decimal | None = None
    """By how much it rises for the same quantity; None where it was 0 or is not in both lists."""
    percent_is_exact: bool | None = None


class JobTotal(Struct, frozen=True):
    """What a job comes to with one of the lists."""

    total: Range
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
    """All that is different."""

    old: PricesUsed
    new: PricesUsed
    changes: tuple[PriceChange, ...]
    job: JobChange | None


def price_changes(old: PriceList, new: PriceList, job: JobChange | None) -> PriceChanges:
    """What is different in the new list, tool by tool, and what that does to a job, if any."""
    before, after = dict(_listed(old)), dict(_listed(new))
    keys = sorted({**before, **after}, key=_place)
    changed = [key for key in keys if before.get(key) != after.get(key)]
    changes = tuple(_change(key, before.get(key), after.get(key)) for key in changed)
    return PriceChanges(prices_used(old), prices_used(new), changes, job)


def job_change(old: Estimate, new: Estimate) -> JobChange:
    """What becomes of the total of a job."""
    before, after = (JobTotal(found.total, found.complete, found.unpriced) for found in (old, new))
    totals = before.total.high, after.total.high
    difference = EXACT.subtract(totals[1], totals[0])
    return JobChange(new.tool, new.model, before, after, difference, *percent_change(*totals))


_Key = tuple[str | None, What, str]
"""The tool, the kind and the name of a price: what is compared in two lists."""


class _Listed(NamedTuple):
    price: Price
    quantity: int = 1
    """How many of its unit the price is for."""


def _listed(prices: PriceList) -> Iterator[tuple[_Key, _Listed]]:
    """All that a list says of prices."""
    for tool in TOOLS:
        listed = prices.tools.get(tool, ToolPrices())
        for name, model in listed.models.items():
            yield (tool, "model", name), _per_second(model)
        if listed.any_model:
            yield (tool, "any_model", "any_model"), _per_second(listed.any_model)
        if images := listed.images:
            size = images.per_images
            per = "image" if size == 1 else plural(size, "image")
            yield (tool, "images", "images"), _Listed(Price(images.credits, per), size)
        free = Price(listed.free_rerender_clips_per_minute or Decimal(0), "minute of video")
        yield (tool, _FREE, _FREE), _Listed(free)
        for item, gap in listed.unpriced.items():
            yield (tool, "unpriced", item), _Listed(Price(None, gap.name))
    if sold := prices.top_ups:
        for pack in sold.packs:
            size_of_pack = printed(pack.credits)
            price = Price(pack.price, f"{size_of_pack} credits", currency=sold.currency)
            yield (None, "pack", size_of_pack), _Listed(price)


def _per_second(model: ModelPrice) -> _Listed:
    return _Listed(Price(model.credits_per_second, "second", model.billed_in))


def _place(key: _Key) -> tuple[int, int, Decimal]:
    """Where a price is shown: tool by tool as it is listed, then the packs by size."""
    tool, what, name = key
    size = Decimal(name if what == "pack" else 0)
    return [*TOOLS, None].index(tool), get_args(What).index(what), size


def _change(key: _Key, old: _Listed | None, new: _Listed | None) -> PriceChange:
    if old is None or new is None:
        kind: Change = "removed" if old else "added"
        return PriceChange(kind, *key, old and old.price, new and new.price)
    changed = PriceChange("changed", *key, old.price, new.price)
    before, after = old.price.amount, new.price.amount
    if before is None or after is None or old.price.currency != new.price.currency:
        return changed  # amounts of two currencies say nothing about one another
    # For the same quantity: each price times the quantity of the other.
    before, after = EXACT.multiply(before, new.quantity), EXACT.multiply(after, old.quantity)
    if before == after:
        return changed
    is_free = _FREE in key
    kind = "dearer" if (after > before) is not is_free else "cheaper"
    if old.price.billed_in != new.price.billed_in:
        kind = "changed"  # with other billing steps, a lower rate can cost more
    percent = (None, None) if is_free else percent_change(before, after)
    return PriceChange(kind, *key, old.price, new.price, *percent)
