"""What a budget in credits buys: the longest video, or the largest share that is re-rendered.

The answer is searched for with the prices of jobs, so that it is exact whatever a job rounds up:
it fits, and no larger one does.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from acorns_cli.advice.choices import Choice, Refusal, answers
from acorns_cli.core.footage import free_clips, seconds_ratio
from acorns_cli.core.job import Job
from acorns_cli.core.lines import UnpricedItem
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.pricing import (
    PricesUsed,
    checked_footage,
    estimate,
    estimated_total,
    prices_used,
)
from acorns_cli.core.quantities import (
    MAX_COUNT,
    MAX_DECIMALS,
    MAX_PERCENT,
    MAX_SECONDS,
    Range,
    exact,
    whole_units,
)
from acorns_cli.core.rerender import Rerender
from acorns_cli.errors import InputError

Step = Literal["second", "percent", "clip"]
"""What an answer is rounded down to."""


class Purchase(Struct, frozen=True):
    """What the budget buys on one tool and model."""

    tool: str
    model: str | None
    steps: int | None
    """How many whole seconds, percent or clips; None where the budget is too small for any."""
    capped: bool
    """Whether this is the most that acorns counts, and the credits might buy more."""
    base_seconds: Decimal | None
    """The length of the video; None where the budget is too small for any."""
    used: Range
    left_credits: Decimal
    least_credits: Decimal
    """What the smallest answer costs: one second or clip of video, or nothing re-rendered."""
    complete: bool
    unpriced: tuple[UnpricedItem, ...]
    assumptions: tuple[str, ...]


_MAX_PARTS: Final = 20_000
"""Parts of a search that are looked at. Without free clips it takes a few dozen."""


class Budget(Struct, frozen=True):
    """What a budget buys on every tool and model."""

    prices: PricesUsed
    budget_credits: Decimal
    question: Literal["length", "rerender"]
    step: Step
    clip_seconds: Decimal | None
    purchases: tuple[Purchase, ...]
    """The one with the most for the credits first; of equals the one with the lowest prices."""
    refusals: tuple[Refusal, ...]


class _Question(Struct, frozen=True):
    """What is searched for: how a job is with a number of steps, from the first to the last."""

    name: Literal["length", "rerender"]
    step: Step
    job_at: Callable[[Job, int], Job]
    first: int
    last: int


@exact
def longest_videos(budget: Decimal, job: Job, among: Sequence[Choice], prices: PriceList) -> Budget:
    """The longest video that the credits buy on each choice, in whole clips or whole seconds.

    The job says what else is generated; its length, tool and model do not count.

    Raises:
        InputError: None of the choices can take the job.
    """
    step = job.clip_seconds or Decimal(1)
    question = _Question(
        name="length",
        step="clip" if job.clip_seconds else "second",
        job_at=lambda placed, steps: replace(placed, base_seconds=step * steps),
        # The video holds every stretch of an add-on.
        first=max([1, *(int(whole_units(asked.seconds, step)) for asked in job.add)]),
        last=int(MAX_SECONDS // step),
    )
    return _budget(budget, question, job, among, prices)


@exact
def largest_rerenders(
    budget: Decimal, job: Job, among: Sequence[Choice], prices: PriceList
) -> Budget:
    """How much of a video can be re-rendered on each choice, in whole clips or whole percent.

    The credits are for the video and its re-renders. The job's own re-renders, tool and model do
    not count.

    Raises:
        InputError: None of the choices can take the job.
    """
    unit: Literal["clip", "percent"] = "clip" if job.clip_seconds else "percent"

    def job_at(placed: Job, steps: int) -> Job:
        return replace(placed, rerender=Rerender(unit, Decimal(steps), Decimal(steps)))

    last = MAX_COUNT if job.clip_seconds else MAX_PERCENT
    question = _Question("rerender", unit, job_at, first=0, last=last)
    return _budget(budget, question, job, among, prices)


def _budget(
    budget: Decimal, question: _Question, job: Job, among: Sequence[Choice], prices: PriceList
) -> Budget:
    purchases, refusals = answers(job, among, lambda it: _purchase(budget, question, it, prices))
    purchases.sort(key=lambda it: (it.steps is None, -(it.steps or 0), it.least_credits))
    return Budget(
        prices=prices_used(prices),
        budget_credits=budget,
        question=question.name,
        step=question.step,
        clip_seconds=job.clip_seconds,
        purchases=tuple(purchases),
        refusals=refusals,
    )


def _purchase(budget: Decimal, question: _Question, job: Job, prices: PriceList) -> Purchase:
    per_minute = prices.tools[job.tool].free_rerender_clips_per_minute
    job_at = partial(question.job_at, job)

    def credits_floor(low: int, high: int) -> Decimal:
        """What a range of steps costs at the least; with equal ends, what they cost exactly.

        More of anything never costs less, but for two things. A longer video has more clips that
        are re-rendered free, and a share of its seconds may be rounded up by less. So it is what
        the fewest steps cost, with the free clips of the most, and without rounding.
        """
        free = free_clips(job_at(high).base_seconds, per_minute)
        least = job_at(low) if low == high else _without_rounding(job_at(low))
        return estimated_total(least, prices, free=free).credits.high

    least = checked_footage(estimate(job_at(question.first), prices))
    steps = _last_that_fits(budget, credits_floor, question.first, question.last)
    used = Range.of(Decimal(0)) if steps is None else estimated_total(job_at(steps), prices).credits
    return Purchase(
        tool=job.tool,
        model=job.model,
        steps=steps,
        capped=steps == question.last,
        base_seconds=None if steps is None else job_at(steps).base_seconds,
        used=used,
        left_credits=budget - used.high,
        least_credits=least.total_credits,
        complete=least.complete,
        unpriced=least.unpriced,
        assumptions=least.assumptions,
    )


def _without_rounding(job: Job) -> Job:
    """The same with a share of its seconds that is never above what is re-rendered.

    Such a share is rounded up to a whole second where 6 decimals do not hold it: of 2 s a sixth is
    1 s, and of 3 s half a second.
    """
    again = job.rerender
    if again is None or job.clip_seconds or not again.is_share:
        return job
    dividend, divisor, kept = seconds_ratio(again, again.high, job.base_seconds)
    seconds = (dividend.scaleb(MAX_DECIMALS) // divisor).scaleb(-MAX_DECIMALS) - kept
    return replace(job, rerender=Rerender("second", seconds, seconds))


def _last_that_fits(
    budget: Decimal, credits_floor: Callable[[int, int], Decimal], first: int, last: int
) -> int | None:
    """The largest number of steps whose credits the budget covers, None if there is none.

    Where more steps never cost less, this is a binary search. Where they can, it looks into every
    part that could hold an answer, the upper parts first.
    """
    parts = [(first, last)]
    for _ in range(_MAX_PARTS):
        if not parts:
            return None
        low, high = parts.pop()
        if credits_floor(low, high) > budget:
            continue
        if low == high:
            return low
        middle = (low + high) // 2
        parts += [(low, middle), (middle + 1, high)]
    what = "there are too many lengths that cost nearly the same"
    raise InputError(what, fix="give a length, or re-renders in whole percent")
