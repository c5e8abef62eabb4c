"""Several songs, each a job of its own, and what they come to."""

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from acorns_cli.advice.account import Account, account, known_top_up
from acorns_cli.advice.topup import TopUp
from acorns_cli.core.job import Job
from acorns_cli.core.lines import UnpricedItem
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.pricing import PricesUsed, estimate, prices_used
from acorns_cli.core.quantities import Range, exact


class Song(Struct, frozen=True):
    """What one song costs."""

    audio: str
    seconds: Decimal
    total: Range
    complete: bool


class Album(Struct, frozen=True):
    """What all songs cost."""

    tool: str
    model: str | None
    prices: PricesUsed
    songs: tuple[Song, ...]
    seconds: Decimal
    total: Range
    complete: bool
    unpriced: tuple[UnpricedItem, ...]
    assumptions: tuple[str, ...]
    purchase: TopUp | None
    """What must be bought for the total; None with a balance, or without anything to buy."""
    account: Account | None
    """What the total does to a balance; None without one."""


@exact
def album(jobs: Sequence[Job], prices: PriceList, balance: Decimal | None = None) -> Album:
    """What some jobs cost, one for each song, of one tool and model.

    Raises:
        InputError: As `estimate` does.
    """
    found = [estimate(job, prices) for job in jobs]
    total = sum((one.total for one in found), Range.of(Decimal(0)))
    unpriced = {item.item: item for one in found for item in one.unpriced}
    # What each song's own file says of its length, the rows say.
    assumed = {
        text: None for one in found for text in one.assumptions if "the length is" not in text
    }
    return Album(
        tool=found[0].tool,
        model=found[0].model,
        prices=prices_used(prices),
        songs=tuple(
            Song(job.audio or "", job.base_seconds, one.total, one.complete)
            for job, one in zip(jobs, found, strict=True)
        ),
        seconds=sum((job.base_seconds for job in jobs), Decimal(0)),
        total=total,
        complete=not unpriced,
        unpriced=tuple(unpriced.values()),
        assumptions=tuple(assumed),
        purchase=known_top_up(total.high, prices) if balance is None else None,
        account=None if balance is None else account(balance, total.high, prices),
    )
