"""The same job on every tool and model, cheapest first."""

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from acorns_cli.advice.account import account
from acorns_cli.advice.choices import Choice, Refusal, answers
from acorns_cli.advice.topup import TopUp
from acorns_cli.core.job import Job
from acorns_cli.core.lines import UnpricedItem
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.pricing import (
    Estimate,
    PricesUsed,
    checked_footage,
    credits_per_minute,
    estimate,
)
from acorns_cli.core.quantities import Range, rounded_quotient


class Offer(Struct, frozen=True):
    """What the job costs on one tool and model."""

    tool: str
    model: str | None
    total: Range
    ratio: Decimal | None
    """To the cheapest total, rounded half up to 4 decimals; None if the cheapest is 0."""
    credits_per_minute: Decimal | None
    """Of the finished video, rounded up to a hundredth; None for a job without one."""
    fits: bool | None
    """Whether the balance is enough; None if none is given."""
    left_credits: Decimal | None
    """Of the balance; 0 if it is not enough, None if none is given."""
    shortfall_credits: Decimal | None
    """What the balance lacks; 0 if it is enough, None if none is given."""
    top_up: TopUp | None
    """The cheapest packs for the total, or for the shortfall if a balance is given; None where
    there is nothing to buy, or the price list has no packs."""
    complete: bool
    unpriced: tuple[UnpricedItem, ...]
    assumptions: tuple[str, ...]


class Comparison(Struct, frozen=True):
    """A job on every tool and model."""

    prices: PricesUsed
    balance_credits: Decimal | None
    offers: tuple[Offer, ...]
    """The cheapest first; of one price in the order of the price list."""
    refusals: tuple[Refusal, ...]


def comparison(
    job: Job, among: Sequence[Choice], prices: PriceList, balance: Decimal | None = None
) -> Comparison:
    """What the job costs on each of the choices; its own tool and model do not count.

    Raises:
        InputError: None of the choices can take the job.
    """
    estimates, refusals = answers(
        job, among, lambda placed: checked_footage(estimate(placed, prices))
    )
    estimates.sort(key=lambda found: found.total_credits)
    cheapest = estimates[0].total_credits
    return Comparison(
        prices=estimates[0].prices,
        balance_credits=balance,
        offers=tuple(_offer(found, job, cheapest, balance, prices) for found in estimates),
        refusals=refusals,
    )


def _offer(
    found: Estimate, job: Job, cheapest: Decimal, balance: Decimal | None, prices: PriceList
) -> Offer:
    total = found.total_credits
    after = account(balance or Decimal(0), total, prices)
    return Offer(
        tool=found.tool,
        model=found.model,
        total=found.total,
        ratio=rounded_quotient(total, cheapest, decimals=4) if cheapest else None,
        credits_per_minute=credits_per_minute(total, job.base_seconds),
        fits=None if balance is None else after.fits,
        left_credits=None if balance is None else after.left_credits,
        shortfall_credits=None if balance is None else after.shortfall_credits,
        top_up=after.top_up,
        complete=found.complete,
        unpriced=found.unpriced,
        assumptions=found.assumptions,
    )
