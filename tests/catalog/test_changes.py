"""What is different between two price lists, and by how many percent."""

import math
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from strategies import decimals, price_lists

from acorns_cli.catalog.changes import PriceChange, job_change, price_changes
from acorns_cli.core.job import Job
from acorns_cli.core.pricelist import (
    ImagePrice,
    ModelPrice,
    Pack,
    PriceList,
    Source,
    ToolPrices,
    TopUps,
    Unpriced,
)
from acorns_cli.core.pricing import estimate
from acorns_cli.core.quantities import percent_change


def listed(*packs: tuple[int, int], **tools: ToolPrices) -> PriceList:
    """A list of some tools and packs."""
    sold = tuple(Pack(Decimal(credits), Decimal(price)) for credits, price in packs)
    top_ups = TopUps(Source("a shop"), "USD", sold) if sold else None
    return PriceList(
        edition=date(2026, 1, 1), source=Source("a page"), tools=tools, top_ups=top_ups
    )


def model(rate: str, step: int | None = None) -> ModelPrice:
    return ModelPrice(Decimal(rate), billed_in=Decimal(step) if step else None)


def t2v(**models: ModelPrice) -> PriceList:
    return listed(t2v=ToolPrices(models))


def images(credits: str, size: int = 1) -> PriceList:
    return listed(t2v=ToolPrices(images=ImagePrice(Decimal(credits), size)))


def free(clips: str) -> PriceList:
    return listed(t2v=ToolPrices(free_rerender_clips_per_minute=Decimal(clips)))


def unpriced(name: str) -> PriceList:
    return listed(autopilot=ToolPrices(unpriced={"images": Unpriced(name, "a", "b")}))


FREE = "free_rerender_clips_per_minute"


def said(change: PriceChange) -> str:
    """A change in one line: what, the old and the new price, and by how many percent."""
    sides = []
    for side in (change.old, change.new):
        parts = (side.amount, side.per, side.billed_in, side.currency) if side else ("-",)
        sides.append(" ".join(str(part) for part in parts if part is not None))
    name = change.what if change.what == change.name else f"{change.what} {change.name}"
    percent = (
        f"{change.percent} {change.percent_is_exact}" if change.percent is not None else "None"
    )
    return f"{change.change} {change.tool} {name}: {' → '.join(sides)}, {percent}"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (t2v(a=model("7")), t2v(a=model("7.0")), ""),
        (t2v(a=model("8")), t2v(a=model("9")),
         "dearer t2v model a: 8 second → 9 second, 12.5 True"),
        (t2v(a=model("7")), t2v(a=model("6")),
         "cheaper t2v model a: 7 second → 6 second, -14.29 False"),
        (t2v(), t2v(a=model("6")), "added t2v model a: - → 6 second, None"),
        (t2v(a=model("6", 5)), t2v(), "removed t2v model a: 6 second 5 → -, None"),
        (listed(), t2v(a=model("6")), "added t2v model a: - → 6 second, None"),
        (t2v(a=model("0")), t2v(a=model("6")), "dearer t2v model a: 0 second → 6 second, None"),
        (t2v(a=model("6")), t2v(a=model("3", 5)),
         "changed t2v model a: 6 second → 3 second 5, -50 True"),
        (listed(fbf=ToolPrices(any_model=model("1"))),
         listed(fbf=ToolPrices(any_model=model("1", 2))),
         "changed fbf any_model: 1 second → 1 second 2, None"),
        (images("4"), images("5"), "dearer t2v images: 4 image → 5 image, 25 True"),
        (images("0.4", 4), images("0.1"), "changed t2v images: 0.4 4 images → 0.1 image, None"),
        (images("4", 4), images("6", 8), "cheaper t2v images: 4 4 images → 6 8 images, -25 True"),
        (listed(t2v=ToolPrices()), images("4"), "added t2v images: - → 4 image, None"),
        (listed(t2v=ToolPrices()), free("7"),
         f"cheaper t2v {FREE}: 0 minute of video → 7 minute of video, None"),
        (free("7"), free("5"), f"dearer t2v {FREE}: 7 minute of video → 5 minute of video, None"),
        (listed(autopilot=ToolPrices()), unpriced("storyboards"),
         "added autopilot unpriced images: - → storyboards, None"),
        (unpriced("storyboards"), unpriced("pictures"),
         "changed autopilot unpriced images: storyboards → pictures, None"),
        (listed((600, 15)), listed((600, 18)),
         "dearer None pack 600: 15 600 credits USD → 18 600 credits USD, 20 True"),
        (listed((600, 15)), listed(), "removed None pack 600: 15 600 credits USD → -, None"),
    ],
)  # fmt: skip
def test_one_thing_is_different(old: PriceList, new: PriceList, expected: str):
    found = price_changes(old, new, None)
    assert found.job is None
    assert [said(change) for change in found.changes] == [expected] * bool(expected)


def test_packs_in_two_currencies_are_not_compared():
    packs = (Pack(Decimal(600), Decimal(15)),)
    old, new = (
        PriceList(
            edition=date(2026, 1, 1),
            source=Source("a"),
            tools={},
            top_ups=TopUps(Source("a"), currency, packs),
        )
        for currency in ("USD", "EUR")
    )
    [change] = price_changes(old, new, None).changes
    assert (change.change, change.percent) == ("changed", None)


def test_changes_come_tool_by_tool_and_packs_last():
    old = listed((600, 15), fbf=ToolPrices(any_model=model("1")), t2v=ToolPrices({"a": model("1")}))
    new = listed((100, 3), autopilot=ToolPrices({"b": model("1")}), t2v=ToolPrices())
    names = [
        (change.change, change.tool, change.name)
        for change in price_changes(old, new, None).changes
    ]
    assert names == [
        ("added", "autopilot", "b"),
        ("removed", "t2v", "a"),
        ("removed", "fbf", "any_model"),
        ("added", None, "100"),
        ("removed", None, "600"),
    ]


def test_a_job_costs_less():
    job = Job.of(tool="t2v", model="a", minutes=4, rerender="25%")
    effect = job_change(estimate(job, t2v(a=model("7"))), estimate(job, t2v(a=model("6"))))
    assert (effect.old.total.high, effect.new.total.high) == (2100, 1800)
    assert effect.difference_credits == -300
    assert (effect.percent, effect.percent_is_exact) == (Decimal("-14.29"), False)
    assert effect.old.complete
    assert effect.new.complete


def test_a_job_that_cost_nothing_has_no_percent():
    job = Job.of(tool="t2v", model="a", minutes=4)
    gap = {"images": Unpriced("a", "b", "c")}
    old = listed(t2v=ToolPrices({"a": model("0")}, unpriced=gap))
    effect = job_change(estimate(job, old), estimate(job, t2v(a=model("6"))))
    assert (effect.percent, effect.percent_is_exact) == (None, None)
    assert [item.name for item in effect.old.unpriced] == ["a"]
    assert (effect.old.complete, effect.new.complete) == (False, True)


@given(prices=price_lists())
def test_a_list_does_not_differ_from_itself(prices: PriceList):
    assert price_changes(prices, prices, None).changes == ()


@given(old=price_lists(), new=price_lists())
def test_the_other_way_about_everything_is_turned_round(old: PriceList, new: PriceList):
    turned = {
        "added": "removed",
        "removed": "added",
        "dearer": "cheaper",
        "cheaper": "dearer",
        "changed": "changed",
    }
    there = price_changes(old, new, None).changes
    back = price_changes(new, old, None).changes
    assert {(c.tool, c.what, c.name, turned[c.change], c.new, c.old) for c in there} == {
        (c.tool, c.what, c.name, c.change, c.old, c.new) for c in back
    }


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("8", "9", ("12.5", True)),
        ("7", "6", ("-14.29", False)),
        ("3", "4", ("33.34", False)),
        ("3", "5", ("66.67", False)),
        ("128", "129", ("0.79", False)),
        ("5", "0", ("-100", True)),
        ("5", "5", ("0", True)),
        ("80", "81", ("1.25", True)),
        ("3000000", "3000001", ("0.01", False)),
        ("3000000", "2999999", ("-0.01", False)),
        ("10000", "9999", ("-0.01", True)),
        ("0.1", "0.2", ("100", True)),
        ("0", "5", (None, None)),
    ],
)
def test_percent(old: str, new: str, expected: tuple[str | None, bool | None]):
    percent, is_exact = percent_change(Decimal(old), Decimal(new))
    # As texts, in which -0 and 0 are two.
    assert (None if percent is None else str(percent), is_exact) == expected


@given(old=decimals(0, 10**6).filter(bool), new=decimals(0, 10**6))
def test_percent_is_rounded_away_from_0_to_a_hundredth(old: Decimal, new: Decimal):
    exact = (Fraction(new) - Fraction(old)) / Fraction(old) * 100
    percent, is_exact = percent_change(old, new)
    assert percent is not None
    hundredths = math.ceil(abs(exact) * 100)
    assert Fraction(percent) == Fraction(hundredths, 100) * (1 if exact > 0 else -1)
    assert is_exact is (Fraction(percent) == exact)
    assert (percent == 0) is (old == new)
