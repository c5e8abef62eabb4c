"""One job on every tool and model, worked out by hand."""

from decimal import Decimal

import pytest
from msgspec.structs import replace
from pricetexts import price_list

from acorns_cli import InputError, Job, PriceList
from acorns_cli.advice.choices import choices
from acorns_cli.advice.comparison import Comparison, Offer, comparison
from acorns_cli.advice.topup import PackCount, TopUp
from acorns_cli.core.pricelist import ToolPrices
from acorns_cli.core.pricing import prices_used
from acorns_cli.core.quantities import Range


def compared(
    prices: PriceList, balance: str | None = None, *, tools: tuple[str, ...] = (), **words: object
) -> Comparison:
    job = Job.of(tool="t2v", **words)
    known = None if balance is None else Decimal(balance)
    return comparison(job, choices(prices, tools), prices, known)


# 4 minutes and a quarter of them again are 240 s + 60 s = 300 s.
BY_HAND = [
    # tool, model, credits, ratio, credits a minute of the 4, USD for packs
    ("fbf", None, 300, 1, 75, 15),
    ("t2v", "seedance-v1-lite", 900, 3, 225, 30),  # two packs of 600
    ("autopilot", "seedance-v1-lite", 1500, 5, 375, 40),  # one of 1,800
    ("t2v", "runway-gen-3-alpha", 1500, 5, 375, 40),
    ("t2v", "kling-2.1-standard", 2100, 7, 525, 55),  # 1,800 + 600
    ("autopilot", "kling-2.1-standard", 2400, 8, 600, 55),
    ("t2v", "kling-2.1-pro", 3600, 12, 900, 80),  # two of 1,800
    ("autopilot", "kling-2.1-pro", 4500, 15, 1125, 99),  # one of 6,000; 1,800 × 2 + 600 × 2 is 110
]


def test_four_minutes_and_a_quarter_again(prices: PriceList):
    found = compared(prices, minutes=4, rerender="25%")
    assert [
        (
            offer.tool,
            offer.model,
            offer.total.high,
            offer.ratio,
            offer.credits_per_minute,
            offer.top_up and offer.top_up.price,
        )
        for offer in found.offers
    ] == BY_HAND
    assert found.refusals == ()
    assert found.prices == prices_used(prices)
    assert found.balance_credits is None
    assert {offer.fits for offer in found.offers} == {None}
    assert [offer.tool for offer in found.offers if not offer.complete] == ["autopilot"] * 3


def test_a_balance_says_what_fits_what_is_left_and_what_is_short(prices: PriceList):
    found = compared(prices, "1500", minutes=4, rerender="25%")
    assert found.balance_credits == 1500
    assert [offer.fits for offer in found.offers] == [True] * 4 + [False] * 4
    assert [offer.left_credits for offer in found.offers] == [1200, 600, 0, 0, 0, 0, 0, 0]
    short = [0, 0, 0, 0, 600, 900, 2100, 3000]
    assert [offer.shortfall_credits for offer in found.offers] == short
    # 600 are one pack, 900 two, 2,100 are 1,800 + 600, and 3,000 are 1,800 + 2 × 600.
    prices_of_packs = [offer.top_up.price for offer in found.offers if offer.top_up]
    assert prices_of_packs == [15, 30, 55, 70]


def test_without_a_balance_the_packs_are_those_for_the_whole_total(prices: PriceList):
    # 1 s × 600 is just one pack.
    found = compared(prices, tools=("fbf",), seconds=1, credits_per_second="600")
    [offer] = found.offers
    assert offer == Offer(
        tool="fbf",
        model=None,
        total=Range.of(Decimal(600)),
        ratio=Decimal(1),
        credits_per_minute=Decimal(36_000),
        fits=None,
        left_credits=None,
        shortfall_credits=None,
        top_up=TopUp(
            packs=(PackCount(1, Decimal(600), Decimal(15)),),
            price=Decimal(15),
            currency="USD",
            credits=Decimal(600),
            left_over_credits=Decimal(0),
            price_per_credit=Decimal("0.025"),
        ),
        complete=True,
        unpriced=(),
        assumptions=("600 credits per second by hand; the price list says 1",),
    )


def test_a_range_is_judged_by_its_high_end(prices: PriceList):
    found = compared(prices, "300", tools=("fbf",), minutes=4, rerender="10%..40%")
    [offer] = found.offers
    # 240 + 24 = 264 and 240 + 96 = 336.
    assert offer.total == Range(Decimal(264), Decimal(336))
    assert (offer.fits, offer.shortfall_credits) == (False, 36)


def test_a_total_of_a_tool_whose_images_have_no_price_is_not_complete(prices: PriceList):
    found = compared(prices, minutes=4, images=5)
    # 240 + 2 sets at 0.1; 240 × 3 + 5 × 4; autopilot has no price of images; and so on.
    assert [(offer.total.high, offer.complete) for offer in found.offers] == [
        (Decimal("240.2"), True), (740, True), (1200, False), (1220, True), (1700, True),
        (1920, False), (2900, True), (3600, False),
    ]  # fmt: skip
    assert [item.name for item in found.offers[2].unpriced] == ["storyboards"]
    # 740 / 240.2 = 3.08076…, rounded to 4 decimals; 740 / 4 = 185.
    assert found.offers[1].ratio == Decimal("3.0808")
    assert found.offers[1].credits_per_minute == 185


STUDIO = price_list("""\
edition: 2026-01-31
source: {title: Our studio}
tools:
  video:
    models:
      veo/720p: {per_second: 2}
      veo/1080p: {per_second: 3}
      table: {clips: {5s: 8, 10s: 14}}
      step: {price: 9, per: 4s}
      gone: {unpriced: {why: it is new, where: the app shows it}}
    add_ons: {sound: {per_second: 1, models: [veo/1080p, table]}}
  any: {any_model: {per_second: 1}}
  secret:
    unpriced: {base: {name: footage, why: nobody says, where: the app shows it}}
""")

GONE = "there is no published price for footage of gone: it is new"
SECRET = "there is no published price for footage: nobody says"


@pytest.mark.parametrize(
    ("words", "offers", "refusals"),
    [
        # 3 clips of 10 s at 14, and 6 steps of 4 s at 9.
        ({}, {"any": 21, "veo/720p": 42, "table": 42, "step": 54, "veo/1080p": 63},
         {"gone": GONE, "secret": SECRET}),
        # 2 clips of 12 s, each in 3 steps.
        ({"clip_length": "12s"}, {"any": 24, "veo/720p": 48, "step": 54, "veo/1080p": 72},
         {"table": "table has clips of 5 s or 10 s, and none of 12 s", "gone": GONE,
          "secret": SECRET}),
        ({"add": "sound"}, {"table": 63, "veo/1080p": 84},
         {"veo/720p": "'sound' is not sold for veo/720p", "step": "'sound' is not sold for step",
          "gone": "'sound' is not sold for gone", "any": "any has no add-on 'sound'",
          "secret": "secret has no add-on 'sound'"}),
        # Half of it is kept: 42 s, or 6 clips, and 12 steps; and a tenth in reserve.
        ({"keep": "50%", "reserve": "10%"},
         {"any": Decimal("46.2"), "veo/720p": Decimal("92.4"), "table": Decimal("92.4"),
          "step": Decimal("118.8"), "veo/1080p": Decimal("138.6")},
         {"gone": GONE, "secret": SECRET}),
    ],
)  # fmt: skip
def test_every_shape_of_a_price_is_compared_and_each_quality_is_an_offer(
    words: dict[str, str], offers: dict[str, Decimal], refusals: dict[str, str]
):
    found = compared(STUDIO, seconds=21, **words)
    assert {offer.model or offer.tool: offer.total.high for offer in found.offers} == offers
    assert [offer.total.high for offer in found.offers] == list(offers.values())
    assert {one.model or one.tool: one.reason for one in found.refusals} == refusals


def test_each_offer_has_its_own_assumptions():
    found = compared(STUDIO, seconds=21)
    clips = "the clips of table are 10 s long, which costs the least per second"
    assert {text for offer in found.offers for text in offer.assumptions} == {clips}
    assert [offer.model for offer in found.offers if offer.assumptions] == ["table"]


def test_where_nothing_can_take_the_job_the_reason_is_the_error():
    with pytest.raises(InputError, match=f"^{SECRET}"):
        compared(STUDIO, tools=("secret",), minutes=4)


def test_a_job_without_a_video_has_no_minutes_to_divide_by(prices: PriceList):
    found = compared(prices, tools=("fbf", "t2v"), images=4)
    assert {offer.credits_per_minute for offer in found.offers} == {None}
    # 16 credits are 160 times 0.1.
    assert [offer.ratio for offer in found.offers] == [1, 160, 160, 160, 160]


def test_nothing_is_a_ratio_of_nothing(prices: PriceList):
    fbf = prices.tools["fbf"].any_model
    assert fbf is not None
    free = ToolPrices(any_model=replace(fbf, per_second=Decimal(0)))
    found = compared(replace(prices, tools={**prices.tools, "fbf": free}), minutes=1)
    assert found.offers[0].total.high == 0
    assert found.offers[0].top_up is None
    assert {offer.ratio for offer in found.offers} == {None}


def test_without_packs_there_is_nothing_to_buy(prices: PriceList):
    found = compared(replace(prices, packs=None), "100", minutes=4)
    assert {offer.top_up for offer in found.offers} == {None}
    assert found.offers[0].shortfall_credits == 140
