"""What is different between two price lists: added, removed, dearer, cheaper, and by how much."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from msgspec import Struct

from acorns_cli.core.job import Job
from acorns_cli.core.lines import UnpricedItem
from acorns_cli.core.pricelist import PriceList, ShapedPrice, ToolPrices
from acorns_cli.core.pricing import Estimate, PricesUsed, check_units, estimate, prices_used
from acorns_cli.core.quantities import EXACT, Range, percent_change, plural, printed
from acorns_cli.core.rates import PerClip
from acorns_cli.errors import InputError

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
    changes = tuple(_change(key, before.get(key), after.get(key)) for key in keys)
    return PriceChanges(prices_used(old), prices_used(new), changes, job)


def job_change(job: Job, old: PriceList, new: PriceList) -> JobChange:
    """What becomes of the total of a job.

    Raises:
        InputError: The lists are in two units, or one of them can't price the job.
    """
    check_units(old, new, fix="leave the job out, or ask acorns compare with both lists")
    results = _priced(job, old), _priced(job, new)
    before, after = (JobTotal(found.total, found.complete, found.unpriced) for found in results)
    totals = before.total.high, after.total.high
    difference = EXACT.subtract(totals[1], totals[0])
    found = results[1]
    return JobChange(found.tool, found.model, before, after, difference, *percent_change(*totals))


def _priced(job: Job, prices: PriceList) -> Estimate:
    try:
        return estimate(job, prices)
    except InputError as error:
        error.what = f"with the prices of {prices.title}, {error.what}"
        raise


class _Key(NamedTuple):
    """What is compared in two lists."""

    tool: str | None
    what: str
    name: str
    part: str = ""
    """Which of several prices of one thing it is, as of clips of several lengths."""


class _Entry(NamedTuple):
    """A price as it is compared."""

    price: Price
    unit: str = ""
    """What the amount is in, and whose credits it buys; "" where it is clips, or none."""
    quantity: Decimal = Decimal(1)
    """How many of what it buys it is for: what is alike is compared for the same."""


_Listed = tuple[_Key, _Entry]
_Prices = dict[_Key, _Entry]


def _listed(prices: PriceList, tools: Iterable[str]) -> Iterator[_Listed]:
    """All that a list says of prices; a tool that it lacks has no free clips either."""
    currency, unit = prices.unit if prices.is_money else None, prices.totals_in
    for tool in tools:
        listed = prices.tools.get(tool, ToolPrices())
        for name, model in listed.models.items():
            yield from _rates(_Key(tool, "model", name), model, currency, unit)
        if listed.any_model:
            key = _Key(tool, "any_model", "any_model")
            yield from _rates(key, listed.any_model, currency, unit)
        if images := listed.images:
            size = images.per_images
            per = "image" if size == 1 else plural(size, "image")
            price = Price(images.price, per, currency)
            yield _Key(tool, "images", "images"), _Entry(price, unit, Decimal(size))
        for name, add_on in listed.add_ons.items():
            yield from _rates(_Key(tool, "add_on", name), add_on, currency, unit)
        free = Price(listed.free_rerender_clips_per_minute or Decimal(0), "minute of video")
        yield _Key(tool, _FREE, _FREE), _Entry(free)
        for item, gap in listed.unpriced.items():
            yield _Key(tool, "unpriced", item), _Entry(Price(None, gap.name))
        for item in listed.always:
            yield _Key(tool, "always", item), _Entry(Price(None, "every video"))
    yield from _sold(prices)


def _rates(key: _Key, price: ShapedPrice, currency: str | None, unit: str) -> Iterator[_Listed]:
    if price.rate is None:
        yield key, _Entry(Price(None, "footage"))
        return
    for amount, per in price.rate.words:
        part = per if isinstance(price.rate, PerClip) else ""
        yield key._replace(part=part), _Entry(Price(amount, per, currency), unit)


def _sold(prices: PriceList) -> Iterator[_Listed]:
    """The packs and plans: what they cost for credits of this service."""
    credits = f"for {prices.totals_in}"
    if packs := prices.packs:
        for pack in packs.sold:
            key = _Key(None, "pack", printed(pack.credits))
            price = Price(pack.price, _credits(pack.credits), packs.currency)
            yield key, _Entry(price, f"{packs.currency} {credits}")
    if plans := prices.plans:
        for plan in plans.sold:
            per = f"{_credits(plan.credits)} a month"
            for due, term in ((plan.monthly, ""), (plan.yearly, ", for a year")):
                if due is not None:
                    key = _Key(None, "plan", plan.name, term)
                    price = Price(due, per + term, plans.currency)
                    yield key, _Entry(price, f"{plans.currency} {credits}", plan.credits)


def _credits(size: Decimal) -> str:
    return f"{printed(size)} credit{'' if size == 1 else 's'}"


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


def _change(key: _Key, old: _Entry | None, new: _Entry | None) -> PriceChange:
    what = key.tool, key.what, key.name
    if old is None or new is None:
        kind: Change = "removed" if old else "added"
        return PriceChange(kind, *what, old and old.price, new and new.price)
    was, now = old.price, new.price
    changed = PriceChange("changed", *what, was, now)
    if was.amount is None or now.amount is None or old.unit != new.unit:
        return changed  # amounts in two units say nothing about one another
    if was.per != now.per and key.what not in ("images", "plan"):
        return changed  # nor do those of two shapes: with steps, a lower price can cost more
    # For the same quantity: each price times the quantity of the other.
    before = EXACT.multiply(was.amount, new.quantity)
    after = EXACT.multiply(now.amount, old.quantity)
    if before == after:
        return changed
    is_free = key.what == _FREE
    kind = "dearer" if (after > before) is not is_free else "cheaper"
    percent = (None, None) if is_free else percent_change(before, after)
    return PriceChange(kind, *what, was, now, *percent)
