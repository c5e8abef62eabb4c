"""What is different between two price lists: added, removed, dearer, cheaper, and by how much."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from msgspec import Struct

from acorns_cli.core.lines import UnpricedItem
from acorns_cli.core.pricelist import PriceList, ShapedPrice, ToolPrices
from acorns_cli.core.pricing import Estimate, PricesUsed, check_units, prices_used
from acorns_cli.core.quantities import EXACT, Range, percent_change, plural, printed
from acorns_cli.core.rates import PerClip

Change = Literal["added", "removed", "dearer", "cheaper", "changed"]

_FREE: Final = "free_rerender_clips_per_minute"


class Price(Struct, frozen=True):
    """What one thing costs."""

    amount: Decimal | None
    """In the unit of the list; money for a pack or a plan; clips that are free; None for what has
    no published price, or is no amount."""
    per: str
    """What it buys: `second`, `5 s`, `clip of 5 s`, `4 images`, `piece`, `minute of video`,
    `600 credits`, `600 credits a month`, and `600 credits a month, for a year`."""
    currency: str | None = None
    """What the amount is in; None for credits and clips."""


class PriceChange(Struct, frozen=True):
    """One price that is different."""

    change: Change
    tool: str | None
    """None for packs and plans, which are for all of them."""
    what: str
    """`model`, `any_model`, `images`, `add_on`, `free_rerender_clips_per_minute`, `unpriced`,
    `always`, `pack` or `plan`."""
    name: str
    """The slug of a model or an add-on, the line item without a price, the size of a pack, the
    name of a plan; else `what`."""
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
    tools = tuple(dict.fromkeys((*old.tools, *new.tools)))
    before, after = dict(_listed(old, tools)), dict(_listed(new, tools))
    keys = [key for key in _in_order(before, after) if before.get(key) != after.get(key)]
    sides = prices_used(old), prices_used(new)
    is_one_unit = sides[0].totals_in == sides[1].totals_in
    changes = (
        _change(key, before.get(key), after.get(key), is_one_unit=is_one_unit) for key in keys
    )
    return PriceChanges(*sides, tuple(changes), job)


def job_change(old: Estimate, new: Estimate) -> JobChange:
    """What becomes of the total of a job.

    Raises:
        InputError: The two totals are in two units.
    """
    fix = "leave the job out, or compare what it costs in money with acorns compare"
    check_units(old.prices, new.prices, fix=fix)
    before, after = (JobTotal(found.total, found.complete, found.unpriced) for found in (old, new))
    totals = before.total.high, after.total.high
    difference = EXACT.subtract(totals[1], totals[0])
    return JobChange(new.tool, new.model, before, after, difference, *percent_change(*totals))


class _Key(NamedTuple):
    """What is compared in two lists."""

    tool: str | None
    what: str
    name: str
    part: str = ""
    """Which of several prices of one thing it is, as of clips of several lengths."""


_Listed = tuple[_Key, tuple[Price, Decimal]]
_Prices = dict[_Key, tuple[Price, Decimal]]
"""Each price, and how many of its unit it is for: what is alike is compared for the same."""

_ONE: Final = Decimal(1)


def _listed(prices: PriceList, tools: Iterable[str]) -> Iterator[_Listed]:
    """All that a list says of prices; a tool that it lacks has no free clips either."""
    currency = prices.unit if prices.is_money else None
    for tool in tools:
        listed = prices.tools.get(tool, ToolPrices())
        for name, model in listed.models.items():
            yield from _rates(_Key(tool, "model", name), model, currency)
        if listed.any_model:
            yield from _rates(_Key(tool, "any_model", "any_model"), listed.any_model, currency)
        if images := listed.images:
            size = images.per_images
            per = "image" if size == 1 else plural(size, "image")
            price = Price(images.price, per, currency)
            yield _Key(tool, "images", "images"), (price, Decimal(size))
        for name, add_on in listed.add_ons.items():
            yield from _rates(_Key(tool, "add_on", name), add_on, currency)
        free = Price(listed.free_rerender_clips_per_minute or Decimal(0), "minute of video")
        yield _Key(tool, _FREE, _FREE), (free, _ONE)
        for item, gap in listed.unpriced.items():
            yield _Key(tool, "unpriced", item), (Price(None, gap.name), _ONE)
        for item in listed.always:
            yield _Key(tool, "always", item), (Price(None, "every video"), _ONE)
    yield from _sold(prices)


def _rates(key: _Key, price: ShapedPrice, currency: str | None) -> Iterator[_Listed]:
    if price.rate is None:
        yield key, (Price(None, "footage"), _ONE)
        return
    for amount, per in price.rate.words:
        part = per if isinstance(price.rate, PerClip) else ""
        yield key._replace(part=part), (Price(amount, per, currency), _ONE)


def _sold(prices: PriceList) -> Iterator[_Listed]:
    """The packs and plans."""
    if packs := prices.packs:
        for pack in packs.sold:
            size = printed(pack.credits)
            price = Price(pack.price, f"{size} credits", packs.currency)
            yield _Key(None, "pack", size), (price, _ONE)
    if plans := prices.plans:
        for plan in plans.sold:
            per = f"{printed(plan.credits)} credits a month"
            for due, term in ((plan.monthly, ""), (plan.yearly, ", for a year")):
                if due is not None:
                    price = Price(due, per + term, plans.currency)
                    yield _Key(None, "plan", plan.name, term), (price, plan.credits)


def _in_order(before: _Prices, after: _Prices) -> list[_Key]:
    """What either list says: by tool, as the lists have it, then the packs by size, the plans."""
    keys = list(dict.fromkeys((*before, *after)))
    tools = list(dict.fromkeys(key.tool for key in keys))
    names = list(dict.fromkeys((key.what, key.name) for key in keys))

    def place(key: _Key) -> tuple[int, int, Decimal, int]:
        size = Decimal(key.name) if key.what == "pack" else Decimal(0)
        named = names.index((key.what, key.name))
        return tools.index(key.tool), _WHATS.index(key.what), size, named

    return sorted(keys, key=place)


_WHATS: Final = (
    *("model", "any_model", "images", "add_on", _FREE, "unpriced", "always", "pack", "plan"),
)


def _change(
    key: _Key,
    old: tuple[Price, Decimal] | None,
    new: tuple[Price, Decimal] | None,
    *,
    is_one_unit: bool,
) -> PriceChange:
    """What became of one price; `is_one_unit` is whether the lists are in one."""
    what, is_free = (key.tool, key.what, key.name), key.what == _FREE
    if old is None or new is None:
        kind: Change = "removed" if old else "added"
        return PriceChange(kind, *what, old and old[0], new and new[0])
    changed = PriceChange("changed", *what, old[0], new[0])
    (was, quantity_was), (now, quantity_now) = old, new
    if was.amount is None or now.amount is None or was.currency != now.currency:
        return changed  # amounts of two currencies say nothing about one another
    if was.currency is None and not is_one_unit and not is_free:
        return changed  # nor do credits of two services
    if was.per != now.per and key.what not in ("images", "plan"):
        return changed  # nor do those of two shapes: with steps, a lower price can cost more
    # For the same quantity: each price times the quantity of the other.
    before = EXACT.multiply(was.amount, quantity_now)
    after = EXACT.multiply(now.amount, quantity_was)
    if before == after:
        return changed
    kind = "dearer" if (after > before) is not is_free else "cheaper"
    percent = (None, None) if is_free else percent_change(before, after)
    return PriceChange(kind, *what, old[0], new[0], *percent)
