"""How many seconds are billed, and the sum in words."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from acorns_cli.core.pricelist import ModelPrice
from acorns_cli.core.pricing import LineItem
from acorns_cli.core.quantities import canonical, exact
from acorns_cli.core.rates import Charge, Stretch, footage_charge, free_clips, stretch_of
from acorns_cli.core.rerender import RerenderUnit
from acorns_cli.report.sums import sum_words


def amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@exact
def check(stretch: Callable[[], Stretch], step: str | None, billed: str, words: str) -> None:
    """At 2 credits a second: what is billed, its credits, and the sum in words."""
    found = footage_charge(stretch(), ModelPrice(Decimal(2), billed_in=amount(step)))
    assert isinstance(found, Charge)
    assert f"{canonical(found.seconds):f}" == billed
    assert (found.quantity, found.credits) == (found.seconds, found.seconds * 2)
    assert sum_words(LineItem("base", found, found)) == f"{words} × 2"


@pytest.mark.parametrize(
    ("seconds", "clip", "step", "billed", "words"),
    [
        # As long as it is.
        ("240", None, None, "240", "240 s"),
        ("7.5", None, None, "7.5", "7.5 s"),
        # In clips.
        ("240", "5", None, "240", "240 s → 48 clips × 5 s = 240 s"),
        ("242", "5", None, "245", "242 s → 49 clips × 5 s = 245 s"),
        ("5", "5", None, "5", "5 s → 1 clip × 5 s = 5 s"),
        ("0.5", "5", None, "5", "0.5 s → 1 clip × 5 s = 5 s"),
        ("10", "2.5", None, "10", "10 s → 4 clips × 2.5 s = 10 s"),
        ("240", "7", None, "245", "240 s → 35 clips × 7 s = 245 s"),
        # In steps.
        ("15", None, "5", "15", "15 s"),
        ("12", None, "5", "15", "12 s → 15 s in steps of 5 s"),
        ("0.3", None, "0.1", "0.3", "0.3 s"),
        ("0.35", None, "0.1", "0.4", "0.35 s → 0.4 s in steps of 0.1 s"),
        # In clips, each of them in steps.
        ("16", "8", "5", "20", "16 s → 2 clips × 10 s (8 s in steps of 5 s) = 20 s"),
        ("17", "8", "5", "30", "17 s → 3 clips × 10 s (8 s in steps of 5 s) = 30 s"),
        ("17", "10", "5", "20", "17 s → 2 clips × 10 s = 20 s"),
    ],
)
def test_footage_is_billed_in_whole_clips_and_steps(
    seconds: str, clip: str | None, step: str | None, billed: str, words: str
):
    check(lambda: stretch_of(Decimal(seconds), amount(clip)), step, billed, words)


@pytest.mark.parametrize(
    ("seconds", "clip", "rerender", "unit", "step", "free", "billed", "words"),
    [
        # Without a clip length.
        ("240", None, "25", "percent", None, 0, "60", "25% of 240 s = 60 s"),
        ("240", None, "150", "percent", None, 0, "360", "150% of 240 s = 360 s"),
        ("240", None, "0", "percent", None, 0, "0", "0% of 240 s = 0 s"),
        ("100", None, "12.5", "percent", None, 0, "12.5", "12.5% of 100 s = 12.5 s"),
        ("1", None, "0.000001", "percent", None, 0, "0.00000001",
         "0.000001% of 1 s = 0.00000001 s"),
        ("240", None, "90", "second", None, 0, "90", "90 s"),
        ("30", None, "25", "percent", "5", 0, "10", "25% of 30 s = 7.5 s → 10 s in steps of 5 s"),
        ("30", None, "12", "second", "5", 0, "15", "12 s → 15 s in steps of 5 s"),
        # With one.
        ("240", "5", "25", "percent", None, 0, "60", "25% of 48 clips = 12 clips × 5 s = 60 s"),
        ("242", "5", "25", "percent", None, 0, "65", "25% of 49 clips → 13 clips × 5 s = 65 s"),
        ("5", "5", "300", "percent", None, 0, "15", "300% of 1 clip = 3 clips × 5 s = 15 s"),
        ("240", "5", "0.1", "percent", None, 0, "5", "0.1% of 48 clips → 1 clip × 5 s = 5 s"),
        ("240", "5", "12", "clip", None, 0, "60", "12 clips × 5 s = 60 s"),
        ("240", "5", "1", "clip", None, 0, "5", "1 clip × 5 s = 5 s"),
        ("240", "5", "0", "clip", None, 0, "0", "0 clips × 5 s = 0 s"),
        ("240", "5", "90", "second", None, 0, "90", "90 s → 18 clips × 5 s = 90 s"),
        ("240", "5", "91", "second", None, 0, "95", "91 s → 19 clips × 5 s = 95 s"),
        ("240", "8", "3", "clip", "5", 0, "30", "3 clips × 10 s (8 s in steps of 5 s) = 30 s"),
        # With free clips.
        ("240", "5", "20", "clip", None, 16, "20", "20 clips − 16 free = 4 clips × 5 s = 20 s"),
        ("240", "5", "17", "clip", None, 16, "5", "17 clips − 16 free = 1 clip × 5 s = 5 s"),
        ("240", "5", "16", "clip", None, 16, "0", "16 clips − 16 free = 0 clips × 5 s = 0 s"),
        ("240", "5", "3", "clip", None, 16, "0", "3 clips − 3 free = 0 clips × 5 s = 0 s"),
        ("240", "5", "0", "clip", None, 16, "0", "0 clips × 5 s = 0 s"),
        ("242", "5", "50", "percent", None, 16, "45",
         "50% of 49 clips → 25 clips − 16 free = 9 clips × 5 s = 45 s"),
        ("240", "8", "17", "second", "5", 1, "20",
         "17 s → 3 clips − 1 free = 2 clips × 10 s (8 s in steps of 5 s) = 20 s"),
        # Free clips are clips: without a clip length there are none to count.
        ("240", None, "90", "second", None, 16, "90", "90 s"),
    ],
)  # fmt: skip
def test_rerenders_are_billed_as_what_they_count(
    seconds: str,
    clip: str | None,
    rerender: str,
    unit: RerenderUnit,
    step: str | None,
    free: int,
    billed: str,
    words: str,
):
    check(
        lambda: stretch_of(Decimal(rerender), amount(clip), unit, Decimal(seconds), free),
        step,
        billed,
        words,
    )


@pytest.mark.parametrize(
    ("seconds", "per_minute", "clips"),
    [
        ("240", None, 0),
        ("240", "0", 0),
        ("240", "4", 16),
        ("242", "4", 16),
        ("254", "4", 16),
        ("255", "4", 17),
        ("59", "1", 0),
        ("60", "1", 1),
        ("180", "0.5", 1),
        ("0", "4", 0),
    ],
)
def test_free_clips_are_rounded_down(seconds: str, per_minute: str | None, clips: int):
    assert free_clips(Decimal(seconds), amount(per_minute)) == clips
