"""What a budget buys as a report."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from acorns_cli.advice.budget import Budget, Purchase, Step
from acorns_cli.core.job import Job
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
from acorns_cli.report.account import credits_words
from acorns_cli.report.choices import (
    NOTHING,
    all_assumptions,
    choice_columns,
    missing_notes,
    refusal_notes,
)
from acorns_cli.report.credits import credits_cell, credits_text, marked
from acorns_cli.report.document import document
from acorns_cli.report.job import besides_words, footage_words
from acorns_cli.report.report import Cell, Column, Report, Row, assumption_notes, price_notes

_SHARE_DECIMALS: Final = 4
_STEP_TITLES: Final[dict[Step, str]] = {"second": "Seconds", "clip": "Clips"}


def budget_report(job: Job, budget: Budget, prices: PriceList, *, today: date) -> Report:
    """What a budget buys on every tool and model, the most first.

    Args:
        job: What was asked; what the budget answers, its tool and its model do not count.
        budget: The answer.
        prices: The list that it is from.
        today: The day on which it is read, for the age of the prices.
    """
    purchases = budget.purchases
    missing = missing_notes(purchases)
    return Report(
        title=_title(job, budget),
        columns=choice_columns(_columns(budget), main="used_credits"),
        rows=tuple(map(Row, (*purchases, *budget.refusals))),
        notes=(
            *map(marked, missing),
            *_too_little_notes(budget),
            *_capped_notes(budget),
            *refusal_notes(budget.refusals, purchases),
            *_rounding_note(budget),
            *assumption_notes(all_assumptions(purchases)),
            *price_notes(prices, today),
        ),
        document=document(budget, "acorns.budget/1"),
        answer=_answer(budget),
        warnings=_warnings(budget, missing),
    )


def _columns(budget: Budget) -> tuple[Column[Purchase], ...]:
    step, lengths = budget.step, budget.question == "length"
    # Where the most is nothing, every answer is nothing.
    most = max(found.steps or 0 for found in budget.purchases) or 1
    return (
        Column("used_credits_low", "", lambda found: found.used.low),
        Column("used_credits", "Used", _used, "right"),
        Column("complete", "", lambda found: found.complete),
        Column("left_credits", "Left", lambda found: found.left_credits, "right", spare=1),
        Column("least_credits", "", lambda found: found.least_credits),
        Column("step", "", lambda _: step),
        Column("steps", _STEP_TITLES[step], _steps, "right", spare=2)
        if lengths
        else Column("steps", "Made again", lambda found: _made_again(found, step, most)),
        Column("capped", "", lambda found: found.capped),
        Column("base_seconds", "Length" if lengths else "", lambda found: _length(found, most)),
    )


def _title(job: Job, budget: Budget) -> str:
    credits = credits_words(budget.budget_credits)
    if budget.question == "rerender":
        return f"For {credits}: {footage_words(job)}, and how much of it made again"
    besides = "".join(f", {part}" for part in besides_words(job))
    clips = f" in clips of {grouped(budget.clip_seconds)} s" if budget.clip_seconds else ""
    return f"For {credits}: the longest video{clips}{besides}"


def _answer(budget: Budget) -> str:
    """The most that any choice gives: seconds of video, or percent or clips made again."""
    first = budget.purchases[0]
    if budget.question == "length":
        return printed(first.base_seconds or Decimal(0))
    return str(first.steps or 0)


# --- the cells --------------------------------------------------------------------------------


def _used(found: Purchase) -> Cell:
    if found.steps is None:
        return Cell(found.used.high, NOTHING)
    return credits_cell(found.used, complete=found.complete)


def _steps(found: Purchase) -> Cell | int:
    return Cell(None, NOTHING) if found.steps is None else found.steps


def _made_again(found: Purchase, step: Step, most: int) -> Cell:
    if found.steps is None:
        return Cell(None, NOTHING)
    text = f"{found.steps:,}%" if step == "percent" else plural(found.steps, "clip")
    return Cell(found.steps, _or_more(text, found), _share(found.steps, most))


def _length(found: Purchase, most: int) -> Cell:
    if found.steps is None or found.base_seconds is None:
        return Cell(None, NOTHING)
    text = _or_more(clock(found.base_seconds), found)
    return Cell(found.base_seconds, text, _share(found.steps, most))


def _share(steps: int, most: int) -> Decimal:
    return rounded_quotient(Decimal(steps), Decimal(most), decimals=_SHARE_DECIMALS)


def _or_more(text: str, found: Purchase) -> str:
    return f"{text} or more" if found.capped else text


# --- the notes --------------------------------------------------------------------------------


def _too_little_notes(budget: Budget) -> tuple[str, ...]:
    """What the smallest answer would cost where the budget is too small for it."""
    short = [_least_words(found) for found in budget.purchases if found.steps is None]
    if not short:
        return ()
    return (f"{NOTHING} Too little: {_least_name(budget)} takes {', '.join(short)}.",)


def _warnings(budget: Budget, missing: tuple[str, ...]) -> tuple[str, ...]:
    """What the best answer lacks; or that there is none, which 0 alone would not say."""
    best = budget.purchases[0]
    if best.steps is None:
        return (f"Too little: {_least_name(budget)} takes at least {_least_words(best)}.",)
    return () if best.complete else missing


def _least_name(budget: Budget) -> str:
    return "the video alone" if budget.question == "rerender" else f"one {budget.step}"


def _least_words(found: Purchase) -> str:
    credits = credits_text(found.least_credits, complete=found.complete)
    return f"{credits} with {found.tool} {found.model or ''}".rstrip()


def _capped_notes(budget: Budget) -> tuple[str, ...]:
    if not any(found.capped for found in budget.purchases):
        return ()
    if budget.question == "length":
        return (f"acorns counts no further than {MAX_SECONDS // 3600:,} hours of video.",)
    most = f"{MAX_PERCENT:,}%" if budget.step == "percent" else f"{MAX_COUNT:,} clips"
    return (f"acorns counts no further than {most} made again.",)


def _rounding_note(budget: Budget) -> tuple[str, ...]:
    if all(found.steps is None for found in budget.purchases):
        return ()
    steps = {"second": "seconds", "percent": "percent"}.get(budget.step, "clips")
    size = f" of {grouped(budget.clip_seconds)} s" if budget.clip_seconds else ""
    return (f"Rounded down to whole {steps}{size}.",)
