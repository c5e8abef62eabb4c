"""Estimates as a whole, worked out by hand; what each line costs is in `test_rules`."""

from datetime import date
from decimal import Decimal, localcontext

import pytest
from pricetexts import price_list
from refusals import refused

from acorns_cli.core.job import Job
from acorns_cli.core.lines import UnpricedItem
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.pricing import (
    Estimate,
    Footage,
    PricesUsed,
    Total,
    checked_footage,
    credits_per_minute,
    estimate,
    estimated_total,
    prices_used,
)
from acorns_cli.core.quantities import Range
from acorns_cli.core.words import OTHER_FOOTAGE

KLING = {"tool": "t2v", "model": "kling-2.1-standard"}
KLING_PRO = {"tool": "autopilot", "model": "kling-2.1-pro"}
FBF = {"tool": "fbf"}

STUDIO = price_list("""\
service: {id: studio, name: Our studio}
edition: 2026-01-31
unit: EUR
source: {title: A reply, kind: e-mail}
tools:
  video:
    models:
      second: {per_second: 2}
      step: {price: 35, per: 5s}
      pair: {clips: {5s: 13, 10s: 21}}
      gone: {unpriced: {why: it is new, where: the app shows it}}
    free_rerender_clips_per_minute: 1
    unpriced:
      images: {name: storyboards, why: they are new, where: the app shows it}
      extra: {name: edits, why: nobody says, where: the invoice shows it}
""")
"""What the shipped list does not have: every shape, free clips, money, footage without a price."""


def lines_of(found: Estimate) -> list[tuple[str, str]]:
    """The item and the credits of each line."""
    return [(line.item, str(line.credits)) for line in found.lines]


def test_an_estimate_is_whole(prices: PriceList):
    found = estimate(Job.of(**KLING, minutes=4, rerender="25%"), prices)
    assert found == Estimate(
        tool="t2v",
        model="kling-2.1-standard",
        prices=PricesUsed(
            date(2025, 6, 27), "How are credits used for each tool? (help page, 2025-06-27)"
        ),
        footage=Footage(
            base_seconds=Decimal(240),
            clip_seconds=None,
            rerender_seconds=Decimal(60),
            other_seconds={"extra_seconds": Decimal(0)},
        ),
        lines=found.lines,
        total=Range.of(Decimal(2100)),
        complete=True,
        unpriced=(),
        assumptions=(),
    )
    assert [(line.quantity, line.unit, line.rate) for line in found.lines] == [
        (240, "second", 7),
        (60, "second", 7),
    ]


def test_the_lines_are_in_the_order_of_the_work(prices: PriceList):
    found = estimate(
        Job.of(
            **KLING,
            minutes=4,
            seconds=2,
            clip_length="5s",
            rerender="25%",
            extra="42s",
            images=6,
            reserve="10%",
        ),
        prices,
    )
    # 49 clips, 13 of them again (12.25), 9 for 42 s, 6 images at 4, and 10% of 2,509.
    assert lines_of(found) == [
        ("base", "1715"),
        ("rerender", "455"),
        ("extra", "315"),
        ("images", "24"),
        ("reserve", "250.9"),
    ]
    assert found.total_credits == Decimal("2759.9")
    assert found.footage == Footage(
        base_seconds=Decimal(245),
        clip_seconds=Decimal(5),
        rerender_seconds=Decimal(65),
        other_seconds={"extra_seconds": Decimal(45)},
    )


@pytest.mark.parametrize("item", OTHER_FOOTAGE)
def test_footage_with_a_line_of_its_own_costs_what_the_video_does(prices: PriceList, item: str):
    word = OTHER_FOOTAGE[item]
    found = estimate(Job.of(**KLING, **{word.name: "30s"}), prices)
    assert lines_of(found) == [(item, "210")]
    assert found.footage.other_seconds[word.field] == 30


def test_an_estimate_says_whose_prices_it_uses_and_in_what():
    assert prices_used(STUDIO) == PricesUsed(date(2026, 1, 31), "A reply (e-mail)", "studio", "EUR")


# --- ranges -----------------------------------------------------------------------------------


def test_a_range_gives_every_line_and_the_total_a_low_and_a_high(prices: PriceList):
    found = estimate(Job.of(**KLING, minutes=4, rerender="10%..40%", images=10), prices)
    base, rerender, images = found.lines
    assert base.range == Range(Decimal(1680), Decimal(1680))
    assert (rerender.quantity, rerender.credits) == (96, 672)
    assert rerender.range == Range(Decimal(168), Decimal(672))
    assert images.range == Range(Decimal(40), Decimal(40))
    assert found.total == Range(Decimal(1888), Decimal(2392))
    assert found.total_credits == 2392
    assert found.footage.rerender_seconds == 96


def test_the_total_alone(prices: PriceList):
    # 240 s × 7 = 1,680, and 10% to 40% of it again are 168 to 672.
    job = Job.of(**KLING, minutes=4, rerender="10%..40%")
    with localcontext(prec=2):  # the caller's own does not matter
        assert estimated_total(job, prices) == Total(
            Range(Decimal(1848), Decimal(2352)), complete=True
        )
    # 60 s × 15, and storyboards.
    job = Job.of(**KLING_PRO, minutes=1)
    assert estimated_total(job, prices) == Total(Range.of(Decimal(900)), complete=False)


def test_a_range_of_one_share_is_no_range(prices: PriceList):
    found = estimate(Job.of(**KLING, minutes=4, rerender="25%..25%"), prices)
    assert found == estimate(Job.of(**KLING, minutes=4, rerender="25%"), prices)


# --- what is assumed --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "instead"),
    [
        (KLING, "7"),
        (FBF | {"model": "custom"}, "1"),
        ({"tool": "t2v", "model": "kling-3"}, "nothing"),
        ({"tool": "t2v"}, "nothing"),
    ],
)
def test_a_price_by_hand_is_used_and_reported(
    prices: PriceList, words: dict[str, str], instead: str
):
    found = estimate(Job.of(**words, minutes=4, credits_per_second="9.5"), prices)
    assert lines_of(found) == [("base", "2280")]
    assert found.assumptions == (f"9.5 credits per second by hand; the price list says {instead}",)


@pytest.mark.parametrize(
    ("model", "instead"),
    [
        ("second", "2.00"),
        ("step", "35.00 per 5 s"),
        ("pair", "13.00 per clip of 5 s, 21.00 per clip of 10 s"),
        ("gone", "nothing"),
    ],
)
def test_a_price_by_hand_is_instead_of_any_shape(model: str, instead: str):
    words = {"tool": "video", "model": model, "seconds": 12, "credits_per_second": "0.5"}
    found = estimate(Job.of(**words), STUDIO)
    assert (lines_of(found), found.complete) == ([("base", "6")], True)
    assert found.assumptions == (f"0.50 EUR per second by hand; the price list says {instead}",)


def test_a_price_by_hand_is_of_the_model_that_a_name_means(prices: PriceList):
    job = Job.of(tool="t2v", model="kling pro", minutes=1, credits_per_second=9)
    found = estimate(job, prices)
    assert (found.model, found.assumptions) == (
        "kling-2.1-pro",
        (
            "the model kling-pro is kling-2.1-pro",
            "9 credits per second by hand; the price list says 12",
        ),
    )


def test_a_price_of_0_by_hand_is_a_price(prices: PriceList):
    found = estimate(
        Job.of(**KLING, minutes=4, credits_per_second=0, images=3, credits_per_image=0), prices
    )
    assert lines_of(found) == [("base", "0"), ("images", "0")]
    assert found.assumptions == (
        "0 credits per second by hand; the price list says 7",
        "0 credits per image by hand",
    )


def test_the_file_that_a_length_is_from_is_named(prices: PriceList):
    job = Job.of(**FBF, audio="so\x1bng.mp3", audio_seconds=Decimal("245.3"))
    assert estimate(job, prices).assumptions == ("the length is that of so\\x1bng.mp3: 245.3 s",)


def test_a_note_on_the_length_is_an_assumption(prices: PriceList):
    found = estimate(Job.of(tool="fbf", minutes="3.42"), prices)
    assert found.total_credits == Decimal("205.2")
    assert found.assumptions == ("3.42 min is 3 min 25.2 s; write 3:42 for 3 min 42 s",)


@pytest.mark.parametrize(
    ("words", "credits", "assumptions"),
    [
        ({"model": "second", "rerender": "25%"}, "600",
         ("free re-rendered clips are not counted: that needs the length of a clip",)),
        ({"model": "second", "rerender": "25%", "clip_length": "5s"}, "560", ()),
        ({"model": "second"}, "480", ()),
        # Nothing is re-rendered.
        ({"model": "second", "rerender": "0%"}, "480", ()),
        ({"model": "second", "takes": "1"}, "480", ()),
        ({"model": "second", "keep": "3/3"}, "480", ()),
        ({"model": "second", "rerender": "0%..100%"}, "960",
         ("free re-rendered clips are not counted: that needs the length of a clip",)),
        # 24 clips at 21, and 6 again less 4 free ones.
        ({"model": "pair", "rerender": "25%"}, "546",
         ("the clips of pair are 10 s long, which costs the least per second",)),
    ],
)  # fmt: skip
def test_free_clips_that_can_not_be_counted_are_reported(
    words: dict[str, str], credits: str, assumptions: tuple[str, ...]
):
    found = estimate(Job.of(tool="video", minutes=4, **words), STUDIO)
    assert (str(found.total_credits), found.assumptions) == (credits, assumptions)


# --- what has no price ------------------------------------------------------------------------

STORYBOARDS = UnpricedItem(
    "images",
    "storyboards",
    "the page gives no price for storyboards",
    "the app shows it before a video is made",
)


def test_what_has_no_price_makes_a_total_incomplete(prices: PriceList):
    found = estimate(Job.of(**KLING_PRO, minutes=4), prices)
    assert found.total_credits == 3600
    assert not found.complete
    assert found.unpriced == (STORYBOARDS,)


def test_a_price_by_hand_makes_it_complete(prices: PriceList):
    found = estimate(Job.of(**KLING_PRO, minutes=4, images=12, credits_per_image=5), prices)
    assert found.total_credits == 3660
    assert found.complete
    assert found.unpriced == ()
    assert found.assumptions == ("5 credits per image by hand",)


def test_only_footage_without_a_price_can_not_be_compared():
    known = estimate(Job.of(tool="video", model="second", minutes=1, images=4), STUDIO)
    assert not known.complete
    assert checked_footage(known) is known
    for words, what, fix in (
        ({"model": "gone"}, "there is no published price for footage of gone: it is new",
         "the app shows it"),
        ({"model": "second", "extra": "9s"}, "there is no published price for edits: nobody says",
         "the invoice shows it"),
    ):  # fmt: skip
        found = estimate(Job.of(tool="video", minutes=1, **words), STUDIO)
        assert refused(checked_footage, found)[:2] == (what, fix)


@pytest.mark.parametrize(
    ("total", "seconds", "each"),
    [("2100", "240", "525"), ("100", "7", "857.15"), ("0", "7", "0"), ("16", "0", None)],
)
def test_credits_for_a_minute_are_rounded_up(total: str, seconds: str, each: str | None):
    assert credits_per_minute(Decimal(total), Decimal(seconds)) == (each and Decimal(each))


# --- the bounds -------------------------------------------------------------------------------


def test_the_largest_footage_at_the_largest_rate_is_exact(prices: PriceList):
    job = Job.of(
        tool="t2v",
        seconds="3599999.999999",
        rerender="9999.999999%",
        credits_per_second="999999.999999",
    )
    found = estimate(job, prices)
    base, rerender = found.lines
    assert str(base.credits) == "3599999999995.400000000001"
    assert str(rerender.quantity) == "360000000"  # as 14 decimals are not held
    assert str(rerender.credits) == "359999999999640"
    assert str(found.total_credits) == "363599999999635.400000000001"
    assert str(estimated_total(job, prices).credits.high) == "363599999999635.400000000001"


def test_the_smallest_footage_at_the_smallest_rate_is_exact(prices: PriceList):
    job = Job.of(tool="t2v", seconds="0.000001", rerender="100%", credits_per_second="0.000001")
    for line in estimate(job, prices).lines:
        assert f"{line.credits:f}" == "0.000000000001"


def test_the_most_clips_and_the_most_images_are_exact(prices: PriceList):
    job = Job.of(
        tool="t2v",
        seconds=3_600_000,
        clip_length="0.000001s",
        images_per_clip=1_000_000_000,
        credits_per_second=1_000_000,
        credits_per_image=1_000_000,
    )
    found = estimate(job, prices)
    assert found.lines[0].credits == 3_600_000_000_000
    assert found.lines[1].quantity == 3_600_000_000_000_000_000_000
    assert found.lines[1].credits == 3_600_000_000_000_000_000_000_000_000
    assert found.total_credits == 3_600_000_000_000_003_600_000_000_000
