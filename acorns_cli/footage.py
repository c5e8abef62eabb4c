"""How many seconds of footage are billed, and in words how that number comes about.

Footage is rounded up only where it is sold whole: to clips, where the job has a clip length, and
to a model's billing steps, where the price list has them. `pricing` calls this within its exact
context. This module knows seconds and clips; not
what they cost.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from msgspec import Struct

from acorns_cli.job import Job
from acorns_cli.quantities import EXACT, canonical, grouped, plural, whole_units
from acorns_cli.rerender import RerenderUnit

_ONE_PERCENT: Final = Decimal("0.01")


class Billed(Struct, frozen=True):
    """Seconds that are billed, and in words how they come about: `25% of 240 s = 60 s`."""

    seconds: Decimal
    words: str


def billed_footage(
    seconds: Decimal, clip_seconds: Decimal | None, step: Decimal | None, words: str = ""
) -> Billed:
    """What a stretch of footage bills.

    Args:
        seconds: How long it is.
        clip_seconds: The length of the clips that it is made of, if it is.
        step: Seconds; the model bills in whole steps of this length, if it does.
        words: How the seconds came about, where there is more to say than their number.
    """
    words = words or f"{grouped(seconds)} s"
    if clip_seconds:
        clips = whole_units(seconds, clip_seconds)
        return _billed_clips(clips, clip_seconds, step, f"{words} → {plural(clips, 'clip')}")
    billed = _stepped(seconds, step)
    if step and billed != seconds:
        words = f"{words} → {grouped(billed)} s in steps of {grouped(step)} s"
    return Billed(billed, words)


def billed_rerender(
    job: Job, amount: Decimal, unit: RerenderUnit, *, step: Decimal | None, free: int
) -> Billed:
    """What one end of a job's re-renders bills.

    Args:
        job: The job that is re-rendered.
        amount: How much is made again.
        unit: What the amount counts; clips only in a job with a clip length.
        step: Seconds; the model bills in whole steps of this length, if it does.
        free: How many of the clips are not charged; footage without a clip length has none.
    """
    if job.clip_seconds:
        clips, words = _rerendered_clips(job.base_seconds, job.clip_seconds, amount, unit)
        if free and clips:
            charged = max(clips - free, 0)
            words = f"{words} − {clips - charged:,} free = {plural(charged, 'clip')}"
            clips = charged
        return _billed_clips(clips, job.clip_seconds, step, words)
    if unit == "percent":
        seconds = canonical(amount * _ONE_PERCENT * job.base_seconds)
        words = f"{grouped(amount)}% of {grouped(job.base_seconds)} s = {grouped(seconds)} s"
        return billed_footage(seconds, None, step, words)
    return billed_footage(amount, None, step)


def free_clips(base_seconds: Decimal, per_minute: Decimal | None) -> int:
    """How many clips of a video of this length may be re-rendered free, rounded down."""
    if not per_minute:
        return 0
    return int(EXACT.divide_int(EXACT.multiply(per_minute, base_seconds), Decimal(60)))


def _rerendered_clips(
    base_seconds: Decimal, clip_seconds: Decimal, amount: Decimal, unit: RerenderUnit
) -> tuple[int, str]:
    """How many clips are made again, and in words how the number comes about."""
    if unit == "clip":
        return int(amount), plural(amount, "clip")
    if unit == "second":
        clips = whole_units(amount, clip_seconds)
        return clips, f"{grouped(amount)} s → {plural(clips, 'clip')}"
    all_clips = whole_units(base_seconds, clip_seconds)
    share = amount * _ONE_PERCENT * all_clips
    clips = whole_units(share, Decimal(1))
    arrow = "=" if clips == share else "→"
    words = f"{grouped(amount)}% of {plural(all_clips, 'clip')} {arrow} {plural(clips, 'clip')}"
    return clips, words


def _billed_clips(clips: int, clip_seconds: Decimal, step: Decimal | None, words: str) -> Billed:
    each = _stepped(clip_seconds, step)
    seconds = canonical(clips * each)
    each_words = f"{grouped(each)} s"
    if step and each != clip_seconds:
        each_words += f" ({grouped(clip_seconds)} s in steps of {grouped(step)} s)"
    return Billed(seconds, f"{words} × {each_words} = {grouped(seconds)} s")


def _stepped(seconds: Decimal, step: Decimal | None) -> Decimal:
    """Seconds as a model bills them: in whole steps, where it has a step."""
    return canonical(whole_units(seconds, step) * step) if step else seconds
