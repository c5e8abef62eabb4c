"""Laws of compare and budget over random lists, jobs and budgets; `estimate` is the judge."""

import math
from decimal import Decimal
from fractions import Fraction

import strategies
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from refusals import refused

from acorns_cli.advice.budget import Budget, Purchase, largest_rerenders, longest_videos
from acorns_cli.advice.choices import Choice, choices
from acorns_cli.advice.comparison import comparison
from acorns_cli.core.job import Job
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.pricing import estimate
from acorns_cli.core.quantities import EXACT, MAX_COUNT, MAX_PERCENT, MAX_SECONDS, canonical
from acorns_cli.core.rerender import Rerender


def open_to(job: Job, prices: PriceList) -> list[Choice]:
    """The choices that a job may be asked of: its own alone, where it has a price by hand."""
    if job.credits_per_second is not None:
        return [Choice(job.tool, job.model)]
    return choices(prices)


def half_up(value: Fraction, decimals: int) -> Fraction:
    return Fraction(int(value * 10**decimals + Fraction(1, 2)), 10**decimals)


@given(st.data())
def test_a_comparison_says_what_estimates_say(data: st.DataObject):
    prices = data.draw(strategies.price_lists())
    job = data.draw(strategies.jobs(prices))
    among = open_to(job, prices)
    balance = data.draw(st.none() | strategies.decimals(0, 1_000_000))
    found = comparison(job, among, prices, balance)

    for offer in found.offers:
        expected = estimate(replace(job, tool=offer.tool, model=offer.model), prices)
        assert offer.total == expected.total
        assert (offer.complete, offer.unpriced) == (expected.complete, expected.unpriced)
    for refusal in found.refusals:
        what = refused(estimate, replace(job, tool=refusal.tool, model=refusal.model), prices)[0]
        assert what == refusal.reason
    named = [Choice(one.tool, one.model) for one in (*found.offers, *found.refusals)]
    assert sorted(named, key=among.index) == among


@given(st.data())
def test_a_comparison_is_in_order_and_its_ratios_are_rounded_once(data: st.DataObject):
    prices = data.draw(strategies.price_lists())
    job = data.draw(strategies.jobs(prices))
    balance = data.draw(strategies.decimals(0, 1_000_000))
    found = comparison(job, open_to(job, prices), prices, balance)

    totals = [offer.total.high for offer in found.offers]
    assert totals == sorted(totals)
    for offer in found.offers:
        if totals[0]:
            ratio = Fraction(offer.total.high) / Fraction(totals[0])
            assert Fraction(offer.ratio) == half_up(ratio, 4)
        else:
            assert offer.ratio is None
        if job.base_seconds:
            each = Fraction(offer.total.high) * 60 / Fraction(job.base_seconds)
            assert Fraction(offer.credits_per_minute) == Fraction(math.ceil(each * 100), 100)
        assert offer.fits is (balance >= offer.total.high)
        after = Fraction(balance) - Fraction(offer.total.high)
        assert Fraction(offer.left_credits) - Fraction(offer.shortfall_credits) == after


@st.composite
def questions(draw: st.DrawFn, needs: tuple[str, ...]) -> tuple[PriceList, Job, Decimal]:
    """A list, a job, and a budget that is near to what some job like it costs."""
    prices = draw(strategies.price_lists())
    job = draw(strategies.jobs(prices, needs=("footage", *needs)))
    near = estimate(job, prices).total_credits
    budget = draw(
        st.just(near)
        | strategies.decimals(0, 300).map(lambda more: EXACT.add(near, more))
        | strategies.decimals(0, 300).map(lambda less: max(EXACT.subtract(near, less), Decimal(0)))
        | strategies.decimals(0, 10**15)
    )
    return prices, job, canonical(budget)


def assert_largest(found: Budget, total_at, first: int, last: int, others: list[int]) -> None:
    """Every answer fits, the next step does not, and nor does any other that is larger."""
    for purchase in found.purchases:

        def total(steps: int, purchase: Purchase = purchase) -> Decimal:
            return total_at(Choice(purchase.tool, purchase.model), steps)

        budget = found.budget_credits
        assert purchase.least_credits == total(first)
        if purchase.steps is None:
            assert (purchase.used.high, purchase.left_credits) == (0, budget)
            largest = first - 1
        else:
            assert purchase.used.high == total(purchase.steps) <= budget
            used, left = Fraction(purchase.used.high), Fraction(purchase.left_credits)
            assert used + left == Fraction(budget)
            largest = purchase.steps
        assert purchase.capped is (largest == last)
        if largest < last:
            assert total(largest + 1) > budget
        assert all(total(steps) > budget for steps in others if largest < steps <= last)


@given(questions(needs=()), st.lists(st.integers(1, MAX_SECONDS), max_size=5))
def test_the_longest_video_fits_and_no_longer_one_does(question, others):
    prices, job, budget = question
    step = job.clip_seconds or Decimal(1)
    last = int(MAX_SECONDS // step)

    def total_at(choice: Choice, steps: int) -> Decimal:
        seconds = canonical(step * steps)
        longer = replace(job, tool=choice.tool, model=choice.model, base_seconds=seconds)
        return estimate(longer, prices).total_credits

    found = longest_videos(budget, job, open_to(job, prices), prices)
    first = max([1, *(math.ceil(Fraction(asked.seconds) / Fraction(step)) for asked in job.add)])
    assert_largest(found, total_at, first, last, others)
    for purchase in found.purchases:
        length = None if purchase.steps is None else purchase.steps * step
        assert purchase.base_seconds == length


@given(questions(needs=()), st.lists(st.integers(0, MAX_COUNT), max_size=5))
def test_the_largest_share_rerendered_fits_and_no_larger_one_does(question, others):
    prices, job, budget = question
    unit, last = ("clip", MAX_COUNT) if job.clip_seconds else ("percent", MAX_PERCENT)

    def total_at(choice: Choice, steps: int) -> Decimal:
        rerender = Rerender(unit, Decimal(steps), Decimal(steps))
        more = replace(job, tool=choice.tool, model=choice.model, rerender=rerender)
        return estimate(more, prices).total_credits

    found = largest_rerenders(budget, job, open_to(job, prices), prices)
    assert_largest(found, total_at, 0, last, others)
