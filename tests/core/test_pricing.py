"""What jobs cost, worked out by hand: every figure here was written before it was computed."""

from datetime import date
from decimal import Decimal, localcontext

import pytest
from refusals import refused

from acorns_cli.core.job import Job
from acorns_cli.core.pricelist import (
    ImagePrice,
    ModelPrice,
    PriceList,
    Source,
    ToolPrices,
    Unpriced,
)
from acorns_cli.core.pricing import (
    Estimate,
    Footage,
    PricesUsed,
    Total,
    UnpricedItem,
    estimate,
    estimated_total,
)
from acorns_cli.core.quantities import Range
from acorns_cli.errors import InputError
from acorns_cli.report.sums import sum_words

KLING = {"tool": "t2v", "model": "kling-2.1-standard"}
KLING_PRO = {"tool": "autopilot", "model": "kling-2.1-pro"}
FBF = {"tool": "fbf"}

STUDIO = PriceList(
    edition=date(2026, 1, 31),
    source=Source("Our studio"),
    tools={
        "autopilot": ToolPrices(
            models={"kling-3": ModelPrice(Decimal(2))},
            unpriced={
                "extra": Unpriced("edits", "nobody says", "the invoice shows it"),
                "images": Unpriced("storyboards", "they are new", "the app shows it"),
            },
        ),
        "t2v": ToolPrices(
            models={
                "kling-3": ModelPrice(Decimal(2), billed_in=Decimal(5)),
                "fine": ModelPrice(Decimal("0.125"), billed_in=Decimal("0.5")),
                "plain": ModelPrice(Decimal(3)),
            },
            images=ImagePrice(Decimal("2.5"), per_images=10),
            free_rerender_clips_per_minute=Decimal(4),
        ),
        "fbf": ToolPrices(any_model=ModelPrice(Decimal("1.5"))),
    },
)
"""What the shipped list does not have: billing steps, free clips, fractions, several gaps."""

KLING_3 = {"tool": "t2v", "model": "kling-3"}


def lines_of(found: Estimate) -> list[tuple[str, str, str]]:
    """The item, the sum in words and the credits of each line."""
    return [(line.item, sum_words(line), str(line.credits)) for line in found.lines]


# --- the published prices ---------------------------------------------------------------------


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
            extra_seconds=Decimal(0),
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


# --- footage ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "lines", "total"),
    [
        (KLING | {"minutes": "4", "seconds": "30"}, [("base", "270 s × 7", "1890")], "1890"),
        (KLING_PRO | {"seconds": "7.5"}, [("base", "7.5 s × 15", "112.5")], "112.5"),
        (FBF | {"seconds": "0.000001"}, [("base", "0.000001 s × 1", "0.000001")], "0.000001"),
        (KLING | {"duration": "4:02", "clip_length": "5s"},
         [("base", "242 s → 49 clips × 5 s = 245 s × 7", "1715")], "1715"),
        (KLING | {"minutes": "4", "clip_length": "5s"},
         [("base", "240 s → 48 clips × 5 s = 240 s × 7", "1680")], "1680"),
        (KLING | {"minutes": "4", "extra": "45s"},
         [("base", "240 s × 7", "1680"), ("extra", "45 s × 7", "315")], "1995"),
        (KLING | {"minutes": "4", "extra": "42s", "clip_length": "5s"},
         [("base", "240 s → 48 clips × 5 s = 240 s × 7", "1680"),
          ("extra", "42 s → 9 clips × 5 s = 45 s × 7", "315")], "1995"),
        (KLING | {"extra": "1:00"}, [("extra", "60 s × 7", "420")], "420"),
    ],
)  # fmt: skip
def test_footage_costs_its_seconds(
    prices: PriceList, words: dict[str, str], lines: list[tuple[str, str, str]], total: str
):
    found = estimate(Job.of(**words), prices)
    assert lines_of(found) == lines
    assert str(found.total_credits) == total


@pytest.mark.parametrize(
    ("words", "line", "credits"),
    [
        ({"rerender": "25%"}, "25% of 240 s = 60 s × 7", "420"),
        ({"rerender": "25"}, "25% of 240 s = 60 s × 7", "420"),
        ({"rerender": "12.5%"}, "12.5% of 240 s = 30 s × 7", "210"),
        ({"rerender": "0%"}, "0% of 240 s = 0 s × 7", "0"),
        ({"rerender": "150%"}, "150% of 240 s = 360 s × 7", "2520"),
        ({"rerender": "90s"}, "90 s × 7", "630"),
        ({"rerender": "1:30"}, "90 s × 7", "630"),
        ({"rerender": "12clips", "clip_length": "5s"}, "12 clips × 5 s = 60 s × 7", "420"),
        ({"rerender": "25%", "clip_length": "5s"}, "25% of 48 clips = 12 clips × 5 s = 60 s × 7",
         "420"),
        ({"rerender": "26%", "clip_length": "5s"}, "26% of 48 clips → 13 clips × 5 s = 65 s × 7",
         "455"),
        ({"rerender": "91s", "clip_length": "5s"}, "91 s → 19 clips × 5 s = 95 s × 7", "665"),
        ({"rerender": "25%", "rerender_model": "Kling 2.1 Pro"}, "25% of 240 s = 60 s × 12", "720"),
        ({"rerender": "25%", "rerender_model": "seedance-v1-lite"}, "25% of 240 s = 60 s × 3",
         "180"),
    ],
)  # fmt: skip
def test_rerenders_cost_their_seconds(
    prices: PriceList, words: dict[str, str], line: str, credits: str
):
    found = estimate(Job.of(**KLING, minutes=4, **words), prices)
    base, rerender = found.lines
    assert str(base.credits) == "1680"
    assert (rerender.item, sum_words(rerender), str(rerender.credits)) == (
        "rerender",
        line,
        credits,
    )
    assert found.total_credits == 1680 + Decimal(credits)


def test_the_lines_are_in_the_order_of_the_work(prices: PriceList):
    found = estimate(
        Job.of(
            **KLING, minutes=4, seconds=2, clip_length="5s", rerender="25%", extra="42s", images=6
        ),
        prices,
    )
    assert lines_of(found) == [
        ("base", "242 s → 49 clips × 5 s = 245 s × 7", "1715"),
        ("rerender", "25% of 49 clips → 13 clips × 5 s = 65 s × 7", "455"),
        ("extra", "42 s → 9 clips × 5 s = 45 s × 7", "315"),
        ("images", "6 images × 4", "24"),
    ]
    assert found.total_credits == 2509
    assert found.footage == Footage(
        base_seconds=Decimal(245),
        clip_seconds=Decimal(5),
        rerender_seconds=Decimal(65),
        extra_seconds=Decimal(45),
    )


# --- images -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "unit", "quantity", "line", "credits"),
    [
        ({"tool": "t2v", "images": 48}, "image", 48, "48 images × 4", "192"),
        ({"tool": "t2v", "images": 1}, "image", 1, "1 image × 4", "4"),
        (FBF | {"images": 6}, "image set", 2, "6 images → 2 sets of 4 × 0.1", "0.2"),
        (FBF | {"images": 4}, "image set", 1, "4 images → 1 set of 4 × 0.1", "0.1"),
        (FBF | {"images": 5}, "image set", 2, "5 images → 2 sets of 4 × 0.1", "0.2"),
        (FBF | {"images": 1}, "image set", 1, "1 image → 1 set of 4 × 0.1", "0.1"),
        ({"tool": "autopilot", "images": 12, "credits_per_image": "5"}, "image", 12,
         "12 images × 5", "60"),
        (FBF | {"images": 6, "credits_per_image": "0.5"}, "image", 6, "6 images × 0.5", "3"),
    ],
)  # fmt: skip
def test_images_cost_their_number(
    prices: PriceList, words: dict[str, object], unit: str, quantity: int, line: str, credits: str
):
    found = estimate(Job.of(**words), prices)
    [images] = found.lines
    assert (images.item, images.unit, images.quantity) == ("images", unit, quantity)
    assert (sum_words(images), str(images.credits)) == (line, credits)
    assert str(found.total_credits) == credits


@pytest.mark.parametrize(
    ("words", "line", "credits"),
    [
        (KLING, "49 clips × 1 = 49 images × 4", "196"),
        (FBF, "49 clips × 1 = 49 images → 13 sets of 4 × 0.1", "1.3"),
        (KLING_PRO | {"credits_per_image": "2"}, "49 clips × 1 = 49 images × 2", "98"),
    ],
)
def test_images_per_clip_follow_the_clips(
    prices: PriceList, words: dict[str, str], line: str, credits: str
):
    job = Job.of(**words, seconds=242, clip_length="5s", images_per_clip=1)
    _, images = estimate(job, prices).lines
    assert (images.item, sum_words(images), str(images.credits)) == ("images", line, credits)


def test_several_images_per_clip(prices: PriceList):
    job = Job.of(**FBF, seconds=12, clip_length="5s", images_per_clip=3)
    assert lines_of(estimate(job, prices)) == [
        ("base", "12 s → 3 clips × 5 s = 15 s × 1", "15"),
        ("images", "3 clips × 3 = 9 images → 3 sets of 4 × 0.1", "0.3"),
    ]


@pytest.mark.parametrize("words", [{"images": 0}, {"images_per_clip": 0, "clip_length": "5s"}])
def test_no_images_cost_nothing_and_need_no_price(prices: PriceList, words: dict[str, object]):
    found = estimate(Job.of(**KLING_PRO, minutes=1, **words), prices)
    assert [line.item for line in found.lines] == ["base"]


# --- ranges -----------------------------------------------------------------------------------


def test_a_range_gives_every_line_and_the_total_a_low_and_a_high(prices: PriceList):
    found = estimate(Job.of(**KLING, minutes=4, rerender="10%..40%", images=10), prices)
    base, rerender, images = found.lines
    assert base.range == Range(Decimal(1680), Decimal(1680))
    assert (rerender.quantity, rerender.credits) == (96, 672)
    assert rerender.range == Range(Decimal(168), Decimal(672))
    assert sum_words(rerender) == "10% of 240 s = 24 s × 7, up to 40% of 240 s = 96 s × 7"
    assert images.range == Range(Decimal(40), Decimal(40))
    assert found.total == Range(Decimal(1888), Decimal(2392))
    assert found.total_credits == 2392
    assert found.footage.rerender_seconds == 96


@pytest.mark.parametrize(
    ("words", "line", "low", "high"),
    [
        ({"rerender": "10%..40%"}, "10% of 49 clips → 5 clips × 5 s = 25 s × 7,"
         " up to 40% of 49 clips → 20 clips × 5 s = 100 s × 7", 175, 700),
        ({"rerender": "0clips..12clips"},
         "0 clips × 5 s = 0 s × 7, up to 12 clips × 5 s = 60 s × 7", 0, 420),
        ({"rerender": "31s..1:00"},
         "31 s → 7 clips × 5 s = 35 s × 7, up to 60 s → 12 clips × 5 s = 60 s × 7", 245, 420),
        ({"rerender": "1clip..2clips", "rerender_model": "kling-2.1-pro"},
         "1 clip × 5 s = 5 s × 12, up to 2 clips × 5 s = 10 s × 12", 60, 120),
    ],
)  # fmt: skip
def test_a_range_of_rerendered_clips(
    prices: PriceList, words: dict[str, str], line: str, low: int, high: int
):
    found = estimate(Job.of(**KLING, seconds=242, clip_length="5s", **words), prices)
    _, rerender = found.lines
    assert sum_words(rerender) == line
    assert rerender.range == Range(Decimal(low), Decimal(high))
    assert found.total == Range(Decimal(1715 + low), Decimal(1715 + high))


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


# --- prices by hand ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "line", "assumption"),
    [
        (KLING, "240 s × 9.5", "9.5 credits per second by hand; the price list says 7"),
        (FBF | {"model": "custom"}, "240 s × 9.5",
         "9.5 credits per second by hand; the price list says 1"),
        ({"tool": "t2v", "model": "kling-3"}, "240 s × 9.5",
         "9.5 credits per second by hand; the price list says nothing"),
        ({"tool": "t2v"}, "240 s × 9.5",
         "9.5 credits per second by hand; the price list says nothing"),
    ],
)  # fmt: skip
def test_a_price_by_hand_is_used_and_told(
    prices: PriceList, words: dict[str, str], line: str, assumption: str
):
    found = estimate(Job.of(**words, minutes=4, credits_per_second="9.5"), prices)
    assert lines_of(found) == [("base", line, "2280")]
    assert found.assumptions == (assumption,)


def test_a_price_by_hand_is_for_rerenders_too_but_not_on_another_model(prices: PriceList):
    words = KLING | {"minutes": 4, "rerender": "25%", "credits_per_second": 9}
    assert lines_of(estimate(Job.of(**words), prices))[1:] == [
        ("rerender", "25% of 240 s = 60 s × 9", "540")
    ]
    assert lines_of(estimate(Job.of(**words, rerender_model="kling-2.1-pro"), prices))[1:] == [
        ("rerender", "25% of 240 s = 60 s × 12", "720")
    ]


def test_a_price_of_0_by_hand_is_a_price(prices: PriceList):
    found = estimate(
        Job.of(**KLING, minutes=4, credits_per_second=0, images=3, credits_per_image=0), prices
    )
    assert lines_of(found) == [("base", "240 s × 0", "0"), ("images", "3 images × 0", "0")]
    assert found.assumptions == (
        "0 credits per second by hand; the price list says 7",
        "0 credits per image by hand",
    )


def test_the_file_that_a_length_is_from_is_told(prices: PriceList):
    job = Job.of(**FBF, audio="so\x1bng.mp3", audio_seconds=Decimal("245.3"))
    assert estimate(job, prices).assumptions == ("the length is that of so\\x1bng.mp3: 245.3 s",)


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


def test_each_gap_is_closed_on_its_own():
    job = Job.of(tool="autopilot", model="kling-3", minutes=1, extra="10s")
    assert [gap.item for gap in estimate(job, STUDIO).unpriced] == ["images"]
    job = Job.of(tool="autopilot", model="kling-3", minutes=1)
    assert [gap.item for gap in estimate(job, STUDIO).unpriced] == ["extra", "images"]


@pytest.mark.parametrize(
    ("prices_are_ours", "words", "what", "word"),
    [
        (False, KLING_PRO | {"minutes": 4, "images": 12},
         "images of Autopilot have no price: the page gives no price for storyboards", "images"),
        (False, KLING_PRO | {"minutes": 4, "images_per_clip": 1, "clip_length": "5s"},
         "images of Autopilot have no price: the page gives no price for storyboards",
         "images_per_clip"),
        (True, FBF | {"images": 12}, "images of Frame-by-Frame have no price", "images"),
    ],
)  # fmt: skip
def test_images_without_a_price_are_refused(
    prices: PriceList, prices_are_ours: bool, words: dict[str, object], what: str, word: str
):
    with pytest.raises(InputError) as caught:
        estimate(Job.of(**words), STUDIO if prices_are_ours else prices)
    assert caught.value.what == what
    assert caught.value.word == word
    assert caught.value.sentences()[1] == (
        "leave them out, or give the price that the app shows as credits_per_image"
    )


# --- names ------------------------------------------------------------------------------------

T2V_HAS = "t2v has seedance-v1-lite, runway-gen-3-alpha, kling-2.1-standard or kling-2.1-pro"


@pytest.mark.parametrize(
    ("words", "what", "fix", "word"),
    [
        ({"tool": "t2v", "rerender": "90s"}, "t2v needs a model", T2V_HAS, "model"),
        ({"tool": "t2v", "model": "sora", "images": 4}, "t2v has no model 'sora'", T2V_HAS,
         "model"),
        (KLING | {"minutes": 4, "rerender": "25%", "rerender_model": "sora"},
         "t2v has no model 'sora'", T2V_HAS, "rerender_model"),
        (KLING
         | {"minutes": 4, "rerender": "25%", "rerender_model": "sora", "credits_per_second": 9},
         "t2v has no model 'sora'", T2V_HAS, "rerender_model"),
    ],
)  # fmt: skip
def test_a_name_without_a_price_is_refused(
    prices: PriceList, words: dict[str, object], what: str, fix: str, word: str
):
    assert refused(estimate, Job.of(**words), prices) == (what, fix, word)


def test_images_alone_need_no_model(prices: PriceList):
    assert estimate(Job.of(tool="t2v", images=48), prices).model is None


# --- lists with steps and free clips ----------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "lines", "total"),
    [
        (KLING_3 | {"seconds": 12}, [("base", "12 s → 15 s in steps of 5 s × 2", "30")], "30"),
        (KLING_3 | {"seconds": 15}, [("base", "15 s × 2", "30")], "30"),
        (KLING_3 | {"seconds": 16, "clip_length": "8s"},
         [("base", "16 s → 2 clips × 10 s (8 s in steps of 5 s) = 20 s × 2", "40")], "40"),
        (KLING_3 | {"seconds": 30, "rerender": "25%", "extra": "1s"},
         [("base", "30 s × 2", "60"),
          ("rerender", "25% of 30 s = 7.5 s → 10 s in steps of 5 s × 2", "20"),
          ("extra", "1 s → 5 s in steps of 5 s × 2", "10")], "90"),
        (KLING_3 | {"seconds": 30, "rerender": "25%", "rerender_model": "plain"},
         [("base", "30 s × 2", "60"), ("rerender", "25% of 30 s = 7.5 s × 3", "22.5")], "82.5"),
        (KLING_3 | {"seconds": 12, "credits_per_second": 9},
         [("base", "12 s → 15 s in steps of 5 s × 9", "135")], "135"),
        ({"tool": "t2v", "seconds": 12, "credits_per_second": 9}, [("base", "12 s × 9", "108")],
         "108"),
        ({"tool": "t2v", "model": "fine", "seconds": "0.7"},
         [("base", "0.7 s → 1 s in steps of 0.5 s × 0.125", "0.125")], "0.125"),
        (KLING_3 | {"minutes": 4, "clip_length": "5s", "rerender": "20clips"},
         [("base", "240 s → 48 clips × 5 s = 240 s × 2", "480"),
          ("rerender", "20 clips − 16 free = 4 clips × 5 s = 20 s × 2", "40")], "520"),
        (KLING_3 | {"minutes": 4, "clip_length": "5s", "rerender": "25%"},
         [("base", "240 s → 48 clips × 5 s = 240 s × 2", "480"),
          ("rerender", "25% of 48 clips = 12 clips − 12 free = 0 clips × 5 s = 0 s × 2", "0")],
         "480"),
        (KLING_3 | {"seconds": 59, "clip_length": "5s", "rerender": "4clips"},
         [("base", "59 s → 12 clips × 5 s = 60 s × 2", "120"),
          ("rerender", "4 clips − 3 free = 1 clip × 5 s = 5 s × 2", "10")], "130"),
        ({"tool": "t2v", "images": 21}, [("images", "21 images → 3 sets of 10 × 2.5", "7.5")],
         "7.5"),
    ],
)  # fmt: skip
def test_a_list_of_ones_own_can_have_steps_and_free_clips(
    words: dict[str, object], lines: list[tuple[str, str, str]], total: str
):
    found = estimate(Job.of(**words), STUDIO)
    assert lines_of(found) == lines
    assert str(found.total_credits) == total


def test_a_range_can_be_from_free_to_charged():
    job = Job.of(**KLING_3, minutes=1, clip_length="5s", rerender="3clips..6clips")
    found = estimate(job, STUDIO)
    assert found.lines[1].range == Range(Decimal(0), Decimal(20))
    assert sum_words(found.lines[1]) == (
        "3 clips − 3 free = 0 clips × 5 s = 0 s × 2,"
        " up to 6 clips − 4 free = 2 clips × 5 s = 10 s × 2"
    )
    assert found.total == Range(Decimal(120), Decimal(140))


def test_free_clips_that_can_not_be_counted_are_told():
    found = estimate(Job.of(**KLING_3, minutes=4, rerender="25%"), STUDIO)
    assert lines_of(found)[1] == ("rerender", "25% of 240 s = 60 s × 2", "120")
    assert found.assumptions == (
        "free re-rendered clips are not counted: that needs the length of a clip",
    )


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
    assert str(rerender.quantity) == "359999999.96390000000001"
    assert str(rerender.credits) == "359999999963540.00000004609999999999"
    assert str(found.total_credits) == "363599999963535.40000004610099999999"
    assert str(estimated_total(job, prices).credits.high) == "363599999963535.40000004610099999999"


def test_the_smallest_footage_at_the_smallest_rate_is_exact(prices: PriceList):
    job = Job.of(
        tool="t2v", seconds="0.000001", rerender="0.000001%", credits_per_second="0.000001"
    )
    base, rerender = estimate(job, prices).lines
    assert f"{base.credits:f}" == "0.000000000001"
    assert f"{rerender.credits:f}" == "0.00000000000000000001"


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


def test_a_note_on_the_length_is_an_assumption(prices: PriceList):
    found = estimate(Job.of(tool="fbf", minutes="3.42"), prices)
    assert found.total_credits == Decimal("205.2")
    assert found.assumptions == ("3.42 min is 3 min 25.2 s; write 3:42 for 3 min 42 s",)
