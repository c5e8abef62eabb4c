"""What many rows come to: by tool and model, and in all."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from msgspec import Struct
from msgspec.structs import astuple

from acorns_cli.batch.alike import HOUR
from acorns_cli.batch.pricing import Result
from acorns_cli.core.job import Job
from acorns_cli.core.lines import UnpricedItem
from acorns_cli.core.pricelist import ITEMS, PriceList, Unpriced
from acorns_cli.core.pricing import PricedJob, PricesUsed, Total, prices_used
from acorns_cli.core.quantities import Range, canonical, exact

MOST_ASSUMPTIONS: Final = 20
"""How many are kept; songs alone may give each row another one."""


class GroupTotal(Struct, frozen=True):
    """What the rows of one tool and model come to."""

    listed: PriceList
    """Where the tool and the model stand."""
    tool: str
    model: str | None
    """None for models that the price list does not name."""
    rows: int
    total_credits: Decimal
    low_credits: Decimal
    complete: bool

    @property
    def prices(self) -> PricesUsed:
        """Which prices these are; an edited copy of a list may say the same of itself."""
        return prices_used(self.listed)


class UnitTotal(Struct, frozen=True):
    """What all rows come to that are priced in one unit; the credits of each service are one."""

    unit: str
    service: str | None
    """Whose credits they are; None of a currency."""
    rows: int
    total_credits: Decimal
    low_credits: Decimal
    complete: bool


class MissingOfTool(UnpricedItem, frozen=True):
    """Something without a published price, in some of the rows."""

    service: str
    tool: str


class About(Struct, frozen=True):
    """One of the rows that differ in what a price list says of them."""

    prices: PriceList
    tool: str
    model: str | None
    job: Job


class Summary(Struct, frozen=True):
    """What all rows come to."""

    prices: PricesUsed
    """Those of rows that name none."""
    rows: int
    """Those that have a price."""
    failed: int
    long_rows: int
    """Those of over an hour of video, which a spreadsheet may have made of minutes."""
    groups: tuple[GroupTotal, ...]
    totals: tuple[UnitTotal, ...]
    """One for each unit."""
    total_credits: Decimal | None
    """None where rows are priced in several units."""
    low_credits: Decimal | None
    complete: bool
    unpriced: tuple[MissingOfTool, ...]
    assumptions: tuple[str, ...]
    about: tuple[About, ...]


class _Sum:
    """A total that grows row by row."""

    def __init__(self) -> None:
        self.rows = 0
        self.total = Total(Range.of(Decimal(0)), complete=True)

    def add(self, total: Total) -> None:
        self.rows += 1
        self.total += total

    @property
    def low(self) -> Decimal:
        return canonical(self.total.credits.low)

    @property
    def high(self) -> Decimal:
        return canonical(self.total.credits.high)


class _Sums:
    """All that is added up, row by row; its size does not grow with the number of rows."""

    def __init__(self, prices: PriceList) -> None:
        self.lists = {prices: prices}
        self.groups: dict[tuple[PriceList, str, str | None], _Sum] = {}
        self.units: dict[tuple[str, str | None], _Sum] = {}
        self.unpriced: dict[tuple[str, str, str], MissingOfTool] = {}
        self.assumptions: dict[str, None] = {}
        self.about: dict[object, About] = {}
        self.failed = self.long_rows = 0

    def add(self, found: PricedJob) -> None:
        prices, tool, total = self._list(found.prices), found.placed.tool, found.total
        lines = found.lines
        listed = prices.tools[tool].models
        model = found.placed.model if found.placed.model in listed else None
        service = prices.service.id
        self.groups.setdefault((prices, tool, model), _Sum()).add(total)
        unit = prices.unit, None if prices.is_money else service
        self.units.setdefault(unit, _Sum()).add(total)
        self.long_rows += found.base_seconds > HOUR
        for item, gap in lines.gaps.items():
            if (what := (service, tool, item)) not in self.unpriced:
                words = gap.name, gap.why, _where(item, gap)
                self.unpriced[what] = MissingOfTool(item, *words, service, tool)
        if len(self.assumptions) <= MOST_ASSUMPTIONS:
            self.assumptions |= dict.fromkeys(found.assumptions)
        job, other = found.job, found.placed.rerender_model
        items = tuple(line.item for line in lines.priced)
        by_hand = job.credits_per_second is None, job.credits_per_image is None
        key = prices, tool, model, other if other in listed else None, items, by_hand
        if key not in self.about:
            self.about[key] = About(prices, tool, model, job)

    def _list(self, prices: PriceList) -> PriceList:
        """The first of the lists that are this one, which may have been read twice.

        An edited copy is another list, though it says the same edition and source.
        """
        if prices not in self.lists:
            held = astuple(prices)
            same = (listed for listed in self.lists if astuple(listed) == held)
            self.lists[prices] = next(same, prices)
        return self.lists[prices]


@exact
def summary(results: Iterable[Result], prices: PriceList) -> Summary:
    """What results come to, by tool and model in the order of the price list."""
    sums = _Sums(prices)
    for result in results:
        if result.priced:
            sums.add(result.priced)
        elif result.error:
            sums.failed += 1
    totals = tuple(
        UnitTotal(*unit, it.rows, it.high, it.low, it.total.complete and not sums.failed)
        for unit, it in sums.units.items()
    )
    several = len(totals) > 1
    whole = next(iter(sums.units.values()), _Sum())
    return Summary(
        prices=prices_used(prices),
        rows=sum(total.rows for total in totals),
        failed=sums.failed,
        long_rows=sums.long_rows,
        groups=tuple(_in_order(sums)),
        totals=totals,
        total_credits=None if several else whole.high,
        low_credits=None if several else whole.low,
        complete=all(total.complete for total in totals) and not sums.failed,
        unpriced=tuple(sums.unpriced.values()),
        assumptions=_first(sums.assumptions),
        about=tuple(sums.about.values()),
    )


def _where(item: str, gap: Unpriced) -> str:
    """Where the price of something is seen; what a row leaves out has a column, and no option."""
    option, column = f"--add {item}", f"add: {item}"
    if item in ITEMS:
        option, column = f"--{item}", item.replace("-", "_")
    before = gap.where.removesuffix(option)
    return gap.where if before == gap.where else f"{before}the column {column}"


def _first(assumptions: Iterable[str]) -> tuple[str, ...]:
    found = tuple(assumptions)
    more = ("more of this kind in other rows",) if len(found) > MOST_ASSUMPTIONS else ()
    return found[:MOST_ASSUMPTIONS] + more


def _in_order(sums: _Sums) -> Iterator[GroupTotal]:
    """The groups by price list, each in its order of tools and models."""
    for prices in dict.fromkeys(prices for prices, _, _ in sums.groups):
        for tool, listed in prices.tools.items():
            for model in (*listed.models, None):
                if it := sums.groups.get((prices, tool, model)):
                    complete = it.total.complete
                    yield GroupTotal(prices, tool, model, it.rows, it.high, it.low, complete)
