"""What many rows come to: by tool and model, and in all."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from msgspec import Struct

from acorns_cli.batch.pricing import HOUR, Result
from acorns_cli.core.lines import UnpricedItem
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.pricing import PricesUsed, Total, prices_used
from acorns_cli.core.quantities import Range, canonical, exact


class GroupTotal(Struct, frozen=True):
    """What the rows of one tool and model come to."""

    prices: PricesUsed
    tool: str
    model: str | None
    """None for models that the price list does not name."""
    rows: int
    total_credits: Decimal
    low_credits: Decimal
    complete: bool


class UnitTotal(Struct, frozen=True):
    """What all rows come to that are priced in one unit."""

    unit: str
    rows: int
    total_credits: Decimal
    low_credits: Decimal
    complete: bool


class MissingOfTool(UnpricedItem, frozen=True):
    """Something without a published price, in some of the rows."""

    tool: str


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


class _Sum:
    """A total that grows row by row."""

    def __init__(self) -> None:
        self.rows = 0
        self.total = Total(Range.of(Decimal(0)), complete=True)

    def add(self, total: Total) -> None:
        self.rows += 1
        self.total += total

    def figures(self) -> tuple[int, Decimal, Decimal, bool]:
        """Rows, the high end, the low end, and whether it is complete."""
        credits = self.total.credits
        return self.rows, canonical(credits.high), canonical(credits.low), self.total.complete


@exact
def summary(results: Iterable[Result], prices: PriceList) -> Summary:
    """What results come to, by tool and model in the order of the price list."""
    groups: dict[tuple[PricesUsed, str, str | None], _Sum] = {}
    lists: dict[PriceList, PricesUsed] = {}
    units: dict[str, _Sum] = {}
    unpriced: dict[tuple[str, str], MissingOfTool] = {}
    assumptions: dict[str, None] = {}
    failed = long_rows = 0
    for result in results:
        if result.total is None or result.prices is None:
            failed += 1
            continue
        used, tool = result.prices, result.tool
        model = result.model if result.model in used.tools[tool].models else None
        if used not in lists:
            lists[used] = prices_used(used)
        groups.setdefault((lists[used], tool, model), _Sum()).add(result.total)
        units.setdefault(used.unit, _Sum()).add(result.total)
        long_rows += result.seconds > HOUR
        assumptions |= dict.fromkeys(result.notes)
        for item in result.missing:
            unpriced[tool, item.item] = MissingOfTool(
                item.item, item.name, item.why, item.where, tool
            )
    totals = tuple(UnitTotal(unit, *found.figures()) for unit, found in units.items())
    nothing = UnitTotal(prices.unit, 0, Decimal(0), Decimal(0), complete=True)
    whole = totals[0] if len(totals) == 1 else nothing
    is_one = len(totals) < 2
    return Summary(
        prices=prices_used(prices),
        rows=sum(total.rows for total in totals),
        failed=failed,
        long_rows=long_rows,
        groups=_in_order(groups, lists),
        totals=totals,
        total_credits=whole.total_credits if is_one else None,
        low_credits=whole.low_credits if is_one else None,
        complete=all(total.complete for total in totals) and not failed,
        unpriced=tuple(unpriced.values()),
        assumptions=tuple(assumptions),
    )


def _in_order(
    groups: Mapping[tuple[PricesUsed, str, str | None], _Sum],
    lists: Mapping[PriceList, PricesUsed],
) -> tuple[GroupTotal, ...]:
    """The groups by price list, each in its order of tools and models."""
    return tuple(
        GroupTotal(used, tool, model, *group.figures())
        for used, prices in {used: prices for prices, used in lists.items()}.items()
        for tool, listed in prices.tools.items()
        for model in (*listed.models, None)
        if (group := groups.get((used, tool, model)))
    )
