"""The sum of a line in words, for every shape of a price and every way to say how much."""

from datetime import date
from decimal import Decimal

import pytest
from projects import project

from acorns_cli import Job, PriceList, estimate, sum_words
from acorns_cli.core.footage import Stretch
from acorns_cli.core.lines import LineItem
from acorns_cli.core.pricelist import AddOn, ImagePrice, ModelPrice, Source, ToolPrices
from acorns_cli.core.rates import PerClip
from acorns_cli.core.rerender import Rerender

D = Decimal
MODELS = {
    "second": ModelPrice(D(7)),
    "step": ModelPrice(price=D(35), per=D(5)),
    "clip": ModelPrice(clips={D(5): D(13), D(10): D(21)}),
    "length": ModelPrice(D("0.125"), lengths=(D(4), D(8))),
}


def price_list(unit: str = "credits", free: str | None = None) -> PriceList:
    tool = ToolPrices(
        models=MODELS,
        images=ImagePrice(D("0.1"), 4),
        add_ons={
            "voice": AddOn(D(2)),
            "upscale": AddOn(price=D(20), per=D(5)),
            "face": AddOn(price=D(10)),
        },
        free_rerender_clips_per_minute=D(free) if free else None,
    )
    source = Source("a page")
    return PriceList(edition=date(2025, 1, 1), unit=unit, source=source, tools={"video": tool})


def sums(prices: PriceList, **words: object) -> dict[str, str]:
    """The sums by their line items."""
    found = estimate(Job.of(tool="video", **words), prices)
    return {line.item: sum_words(line, prices.unit) for line in found.lines}


def clips(length: str, seconds: int) -> dict[str, object]:
    return {"seconds": seconds, "clip_length": length}


CLIPS = {"minutes": 4, "clip_length": "5s"}


@pytest.mark.parametrize(
    ("model", "words", "base"),
    [
        ("second", {"minutes": 4}, "240 s × 7"),
        ("second", CLIPS, "240 s → 48 clips × 5 s = 240 s × 7"),
        ("second", clips("5s", 12), "12 s → 3 clips × 5 s = 15 s × 7"),
        ("step", {"seconds": 12}, "12 s → 3 steps of 5 s × 35"),
        ("step", CLIPS, "240 s → 48 clips × 1 step of 5 s = 48 steps × 35"),
        ("step", clips("6s", 12), "12 s → 2 clips × 2 steps of 5 s = 4 steps × 35"),
        ("clip", {"minutes": 4}, "240 s → 24 clips of 10 s × 21"),
        ("clip", CLIPS, "240 s → 48 clips of 5 s × 13"),
        ("clip", clips("7s", 336), "336 s → 48 clips of 7 s (billed as 10 s) × 21"),
    ],
)  # fmt: skip
def test_footage(model: str, words: dict[str, object], base: str):
    assert sums(price_list(), model=model, **words)["base"] == base


@pytest.mark.parametrize(
    ("model", "how", "sum_of_rerender"),
    [
        ("second", {"rerender": "25%"}, "25% of 48 clips = 12 clips × 5 s = 60 s × 7"),
        ("second", {"rerender": "1%"}, "1% of 48 clips → 1 clip × 5 s = 5 s × 7"),
        ("second", {"rerender": "1/3"}, "1/3 of 48 clips = 16 clips × 5 s = 80 s × 7"),
        ("second", {"rerender": "1/5"}, "20% of 48 clips → 10 clips × 5 s = 50 s × 7"),
        ("second", {"rerender": "1/7"}, "1/7 of 48 clips → 7 clips × 5 s = 35 s × 7"),
        ("second", {"rerender": "12clips"}, "12 clips × 5 s = 60 s × 7"),
        ("second", {"rerender": "12s"}, "12 s → 3 clips × 5 s = 15 s × 7"),
        ("second", {"takes": 3}, "3 takes: 144 clips − 48 = 96 clips × 5 s = 480 s × 7"),
        ("second", {"takes": 1}, "1 take: 48 clips − 48 = 0 clips × 5 s = 0 s × 7"),
        ("second", {"takes": "1.01"}, "1.01 takes → 49 clips − 48 = 1 clip × 5 s = 5 s × 7"),
        ("second", {"keep": "30%"}, "30% kept: 160 clips − 48 = 112 clips × 5 s = 560 s × 7"),
        ("second", {"keep": "1/3"}, "1/3 kept: 144 clips − 48 = 96 clips × 5 s = 480 s × 7"),
        ("second", {"keep": "70%"}, "70% kept → 69 clips − 48 = 21 clips × 5 s = 105 s × 7"),
        ("step", {"rerender": "25%"}, "25% of 48 clips = 12 clips × 1 step of 5 s = 12 steps × 35"),
        ("clip", {"rerender": "25%"}, "25% of 48 clips = 12 clips × 13"),
        ("clip", {"rerender": "12clips"}, "12 clips × 13"),
        ("clip", {"rerender": "12s"}, "12 s → 3 clips of 5 s × 13"),
        ("clip", {"keep": "30%"}, "30% kept: 160 clips − 48 = 112 clips × 13"),
        ("clip", {"rerender": "10%..25%"}, "10% of 48 clips → 5 clips × 13,"
                                           " up to 25% of 48 clips = 12 clips × 13"),
        ("clip", {"keep": "1/3..50%"}, "50% kept: 96 clips − 48 = 48 clips × 13,"
                                       " up to 1/3 kept: 144 clips − 48 = 96 clips × 13"),
    ],
)  # fmt: skip
def test_rerendered_clips(model: str, how: dict[str, object], sum_of_rerender: str):
    assert sums(price_list(), model=model, **CLIPS, **how)["rerender"] == sum_of_rerender


@pytest.mark.parametrize(
    ("model", "how", "sum_of_rerender"),
    [
        ("second", {"rerender": "25%"}, "25% of 200 s = 50 s × 7"),
        ("second", {"rerender": "1000%"}, "1,000% of 200 s = 2,000 s × 7"),
        ("second", {"rerender": "1/3"}, "1/3 of 200 s → 67 s × 7"),
        ("second", {"rerender": "1/8"}, "12.5% of 200 s = 25 s × 7"),
        ("second", {"rerender": "12.345%..1/4"}, "12.345% of 200 s = 24.69 s × 7,"
                                                 " up to 25% of 200 s = 50 s × 7"),
        ("second", {"keep": "12.345%..1/3"}, "1/3 kept: 600 s − 200 = 400 s × 7,"
                                             " up to 12.345% kept → 1,621 s − 200 = 1,421 s × 7"),
        ("second", {"rerender": "90s"}, "90 s × 7"),
        ("second", {"takes": "2.5"}, "2.5 takes: 500 s − 200 = 300 s × 7"),
        ("second", {"keep": "40%"}, "40% kept: 500 s − 200 = 300 s × 7"),
        ("second", {"keep": "30%"}, "30% kept → 667 s − 200 = 467 s × 7"),
        ("step", {"rerender": "6%"}, "6% of 200 s = 12 s → 3 steps of 5 s × 35"),
        ("step", {"takes": "2"}, "2 takes: 400 s − 200 = 200 s → 40 steps of 5 s × 35"),
    ],
)  # fmt: skip
def test_rerendered_seconds(model: str, how: dict[str, object], sum_of_rerender: str):
    assert sums(price_list(), model=model, seconds=200, **how)["rerender"] == sum_of_rerender


@pytest.mark.parametrize("model", ["second", "step"])
@pytest.mark.parametrize(
    ("how", "sum_of_rerender"),
    [
        ({"rerender": "25%"}, "25% of 240 s = 60 s → 6 clips of 10 s × 21"),
        ({"rerender": "0%"}, "0% of 240 s = 0 s → 0 clips of 10 s × 21"),
        ({"rerender": "0%..1%"}, "0% of 240 s = 0 s → 0 clips of 10 s × 21,"
                                 " up to 1% of 240 s = 2.4 s → 1 clip of 10 s × 21"),
        ({"rerender": "0s"}, "0 s → 0 clips of 10 s × 21"),
        ({"takes": 1}, "1 take: 240 s − 240 = 0 s → 0 clips of 10 s × 21"),
        ({"keep": "100%"}, "100% kept: 240 s − 240 = 0 s → 0 clips of 10 s × 21"),
    ],
)  # fmt: skip
def test_seconds_that_a_model_of_clips_rerenders(
    model: str, how: dict[str, object], sum_of_rerender: str
):
    found = sums(price_list(), model=model, minutes=4, rerender_model="clip", **how)
    assert found["rerender"] == sum_of_rerender


def test_free_clips():
    words = {**CLIPS, "rerender": "25%"}
    with_free = price_list(free="1")
    assert sums(with_free, model="second", **words)["rerender"] == (
        "25% of 48 clips = 12 clips − 4 free = 8 clips × 5 s = 40 s × 7"
    )
    assert sums(with_free, model="step", **words)["rerender"] == (
        "25% of 48 clips = 12 clips − 4 free = 8 clips × 1 step of 5 s = 8 steps × 35"
    )
    assert sums(with_free, model="clip", **words)["rerender"] == (
        "25% of 48 clips = 12 clips − 4 free = 8 clips × 13"
    )


def test_everything_else():
    words = {"add": "voice=0:45, upscale, face=3", "images": 6, "extra": "12s", "reserve": "15%"}
    found = sums(price_list(), model="second", minutes=1, **words)
    assert found == {
        "base": "60 s × 7",
        "extra": "12 s × 7",
        "images": "6 images → 2 sets of 4 × 0.1",
        "voice": "45 s × 2",
        "upscale": "60 s → 12 steps of 5 s × 20",
        "face": "3 × 10",
        # 420 + 84 + 0.2 + 90 + 240 + 30 = 864.2, of which 15% are 129.63
        "reserve": "15% of 864.2",
    }
    assert sums(price_list(), images=1, reserve="3.3%")["reserve"] == "3.3% of 0.1 → 0.01"


def test_images_per_clip():
    found = sums(price_list(), model="second", **CLIPS, images_per_clip=2)
    assert found["images"] == "48 clips × 2 = 96 images → 24 sets of 4 × 0.1"


def test_money_has_its_decimals():
    words = {"images": 1000, "add": "face", "reserve": "7%", "rerender": "10%..20%"}
    assert sums(price_list("USD"), model="clip", minutes=1, **words) == {
        "base": "60 s → 6 clips of 10 s × 21.00",
        "rerender": "10% of 6 clips → 1 clip × 21.00, up to 20% of 6 clips → 2 clips × 21.00",
        "images": "1,000 images → 250 sets of 4 × 0.10",
        "face": "1 × 10.00",
        "reserve": "7% of 182.00, up to 7% of 203.00",
    }
    assert sums(price_list("USD"), model="length", seconds=8)["base"] == (
        "8 s → 2 clips of 4 s × 0.50"
    )
    assert sums(price_list("JPY"), model="clip", seconds=5, clip_length="5s")["base"] == (
        "5 s → 1 clip of 5 s × 13"
    )


def test_rerendered_seconds_that_are_sold_in_clips():
    """The seconds that were asked for are kept where a price makes clips of them."""
    stretch = Stretch(
        seconds=D(60), clip_seconds=D(5), clips=12, asked=D(60),
        rerender=Rerender("percent", D(25), D(25)), end=D(25), whole=D(240),
    )  # fmt: skip
    charge = PerClip(((D(5), D(13)),)).charge(stretch)
    line = LineItem("rerender", charge, charge)
    assert sum_words(line) == "25% of 240 s = 60 s → 12 clips of 5 s × 13"


@pytest.mark.parametrize(
    ("how", "sum_of_part"),
    [
        ({"rerender": "7s"}, "7 s → 2.333333 clips × 35"),
        ({"rerender": "7.5s"}, "7.5 s = 2.5 clips × 35"),
        ({"rerender": "1s..3s"}, "1 s → 0.333333 clips × 35, up to 3 s = 1 clip × 35"),
        ({"rerender": "1/7"}, "1/7 of 4 clips → 0.571428 clips × 35"),
        ({"rerender": "25%"}, "25% of 4 clips = 1 clip × 35"),
        ({"keep": "30%"}, "30% kept → 13.333333 clips − 4 = 9.333333 clips × 35"),
        ({"takes": "1.5"}, "1.5 takes: 6 clips − 4 = 2 clips × 35"),
    ],
)
def test_a_part_of_pooled_clips_that_is_cut_has_an_arrow(how: dict[str, object], sum_of_part: str):
    prices = PriceList(
        edition=date(2025, 1, 1),
        source=Source("a page"),
        tools={"video": ToolPrices(models={"a": ModelPrice(clips={D(3): D(35)})})},
    )
    scene = {"tool": "video", "model": "a", "clip_length": "3s", "length": "12s"}
    read = project(prices, {"name": "A", **scene, **how}, {"name": "B", **scene})
    [line] = [line for line in read.scenes[0].estimate.lines if line.item == "rerender"]
    assert sum_words(line) == sum_of_part
