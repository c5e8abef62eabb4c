"""What a budget buys as a report."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from acorns_cli.advice.budget import Budget, Purchase, Step
from acorns_cli.advice.topup import TopUp
from acorns_cli.core.job import Job
from acorns_cli.core.money import amount_words
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.quantities import (
    MAX_COUNT,
    MAX_PERCENT,
    MAX_SECONDS,
    clock,
    grouped,
    plural,
    printed,
    rounded_quotient,
)
from acorns_cli.report.account import bought_source, purchase_notes
from acorns_cli.report.choices import (
    NOTHING,
    choice_columns,
    choice_notes,
    choice_rows,
    missing_notes,
)
from acorns_cli.report.credits import credits_cell, credits_said
from acorns_cli.report.job import besides_words, footage_words
from acorns_cli.report.jsondocument import document
from acorns_cli.report.pricenotes import cautions
from acorns_cli.report.report import Cell, Column, Report

_STEP_TITLES: Final[dict[Step, str]] = {"second": "Seconds", "clip": "Clips"}


def budget_report(
    job: Job, budget: Budget, prices: PriceList, bought: TopUp | None = None, *, today: date
) -> Report:
    """What a budget buys on every tool and model, the most first.

    `bought` is what the credits are bought with, where the budget is money.
    """
    purchases = budget.purchases
    own = (*purchase_notes(bought, prices), *_own_notes(budget))
    return Report(
        title=_title(job, budget, bought),
        columns=choice_columns(_columns(budget)),
        rows=choice_rows(purchases, budget.refusals, main="used_credits"),
        notes=(
            *choice_notes(purchases, budget.refusals, job, prices, today, own),
            *bought_source(bought, prices),
        ),
        document=document(budget, "acorns.budget/1") | {"purchase": document(bought)},
        answer=_answer(budget),
        warnings=_warnings(budget, prices),
        cautions=cautions(prices, today),
    )


def _columns(budget: Budget) -> tuple[Column[Purchase], ...]:
    lengths, unit = budget.question == "length", budget.prices.unit
    # Where the most is nothing, every answer is nothing.
    most = max(found.steps or 0 for found in budget.purchases) or 1
    steps: Column[Purchase] = Column("steps", "Re-rendered", lambda it: _share(it, budget, most))
    if lengths:
        steps = Column("steps", _STEP_TITLES[budget.step], _steps, "right", spare=2)
    return (
        Column("used_credits_low", "", lambda found: found.used.low),
        Column("used_credits", "Used", lambda found: _used(found, unit), "right"),
        Column("complete"),
        Column("left_credits", "Left", lambda found: _left(found, unit), "right", spare=1),
        Column("least_credits"),
        Column("step", "", lambda _: budget.step),
        steps,
        Column("capped"),
        Column("base_seconds", "Length" if lengths else "", lambda found: _length(found, most)),
    )


def _title(job: Job, budget: Budget, bought: TopUp | None) -> str:
    credits = amount_words(budget.budget_credits, budget.prices.unit)
    if bought:
        credits += f", bought for {amount_words(bought.price, bought.currency)}"
    if budget.question == "rerender":
        return f"For {credits}: {footage_words(job)}, and how much of it can be re-rendered"
    besides = "".join(f", {part}" for part in besides_words(job))
    clips = f" in clips of {grouped(budget.clip_seconds)} s" if budget.clip_seconds else ""
    return f"For {credits}: the longest video{clips}{besides}"


def _answer(budget: Budget) -> str:
    """The most that any choice gives: seconds of video, or percent or clips re-rendered."""
    first = budget.purchases[0]
    if budget.question == "length":
        return printed(first.base_seconds or Decimal(0))
    return str(first.steps or 0)


def _used(found: Purchase, unit: str) -> Cell:
    if found.steps is None:
        return Cell(found.used.high, NOTHING)
    return credits_cell(found.used, unit, complete=found.complete)


def _left(found: Purchase, unit: str) -> Cell:
    complete = found.complete or found.steps is None  # where nothing fits, all of it is left
    return credits_cell(found.left_credits, unit, complete=complete)


def _steps(found: Purchase) -> Cell | int:
    return Cell(None, NOTHING) if found.steps is None else found.steps


def _share(found: Purchase, budget: Budget, most: int) -> Cell:
    """How much is re-rendered, with a bar."""
    if found.steps is None:
        return Cell(None, NOTHING)
    text = f"{found.steps:,}%" if budget.step == "percent" else plural(found.steps, "clip")
    return _with_bar(found.steps, text, found, most)


def _length(found: Purchase, most: int) -> Cell:
    if found.base_seconds is None or found.steps is None:
        return Cell(None, NOTHING)
    return _with_bar(found.base_seconds, clock(found.base_seconds), found, most)


def _with_bar(value: Decimal | int, text: str, found: Purchase, most: int) -> Cell:
    share = rounded_quotient(Decimal(found.steps or 0), Decimal(most), decimals=4)
    return Cell(value, f"{text} or more" if found.capped else text, share)


def _too_little(budget: Budget, purchases: Iterable[Purchase], takes: str) -> str:
    """What the smallest answer costs where the budget is too small for it."""
    least = "the video alone" if budget.question == "rerender" else f"one {budget.step}"
    costs = (
        f"{credits_said(found.least_credits, budget.prices.unit, complete=found.complete)} with"
        f" {found.tool} {found.model or ''}".rstrip()
        for found in purchases
    )
    return f"Too little: {least} {takes} {', '.join(costs)}."


def _warnings(budget: Budget, prices: PriceList) -> tuple[str, ...]:
    """What the best answer lacks; or that there is none, which 0 alone would not say."""
    best = budget.purchases[0]
    if best.steps is None:
        return (_too_little(budget, [best], "takes at least"),)
    return () if best.complete else missing_notes(budget.purchases, prices)


def _own_notes(budget: Budget) -> Iterator[str]:
    """Why there is no answer, or not all of it, and what each is rounded down to."""
    short = [found for found in budget.purchases if found.steps is None]
    if short:
        yield f"{NOTHING} {_too_little(budget, short, 'takes')}"
    if any(found.capped for found in budget.purchases):
        again = f"{MAX_PERCENT:,}%" if budget.step == "percent" else f"{MAX_COUNT:,} clips"
        hours = f"{MAX_SECONDS // 3600:,} hours of video"
        most = hours if budget.question == "length" else f"{again} re-rendered"
        yield f"acorns counts no further than {most}."
    if len(short) < len(budget.purchases):
        steps = {"second": "seconds", "percent": "percent"}.get(budget.step, "clips")
        size = f" of {grouped(budget.clip_seconds)} s" if budget.clip_seconds else ""
        yield f"Rounded down to whole {steps}{size}."
