"""What credits cost: packs, plans, every month, and what money buys; by hand and by brute force."""

import random
import time
from decimal import Decimal
from itertools import product

import pytest
from msgspec.structs import replace
from refusals import refused

from acorns_cli import Job, load_prices
from acorns_cli.advice.account import why_nothing
from acorns_cli.advice.choices import choices
from acorns_cli.advice.comparison import comparison
from acorns_cli.advice.market import market
from acorns_cli.advice.moneybudget import credits_for
from acorns_cli.advice.monthly import monthly_advice
from acorns_cli.advice.packmixes import ADD_PACKS
from acorns_cli.advice.topup import TopUp, source_of, top_up, top_up_advice, ways_to_buy
from acorns_cli.core.money import Funds, funds
from acorns_cli.core.pricelist import Pack, Packs, Plan, Plans, PriceList, Source
from acorns_cli.core.quantities import rounded_up

SERVICES = ("neural-frames", "runway", "luma", "kling", "pika")
"""Those that sell credits."""


def on_sale(
    packs: list[tuple[int, str, bool]], plans: list[tuple[int, str | None, str | None]] = ()
) -> PriceList:
    """A list with packs (credits, price, needs a plan) and plans (credits, monthly, yearly)."""
    sold = tuple(Pack(Decimal(size), Decimal(price), needs) for size, price, needs in packs)
    months = tuple(
        Plan(f"plan {index}", Decimal(size), monthly and Decimal(monthly), year and Decimal(year))
        for index, (size, monthly, year) in enumerate(plans)
    )
    return replace(
        load_prices("neural-frames"),
        packs=Packs(Source("a shop"), "USD", sold) if packs else None,
        plans=Plans(Source("a shop"), "USD", months) if plans else None,
    )


def with_plans_in(currency: str, prices: PriceList) -> PriceList:
    """The same list with its plans in another currency."""
    assert prices.plans is not None
    return replace(prices, plans=replace(prices.plans, currency=currency))


def words(found: TopUp | None) -> str:
    """A purchase in short: `Lite + 2×66 = 13.98`."""
    if found is None:
        return "nothing"
    parts = [found.plan.name] if found.plan else []
    parts += [f"{pack.count}×{pack.credits}" for pack in found.packs]
    return f"{' + '.join(parts)} = {found.price}"


# By hand, from the prices of the shipped lists.
BY_HAND = [
    # neural frames: 600 for 15, 1,800 for 40, 6,000 for 99; its plans are sold by the year alone.
    ("neural-frames", 2100, "1×1800 + 1×600 = 55"),
    ("neural-frames", 6300, "1×6000 + 1×600 = 114"),
    # runway: 1,000 for 10; plans of 625 for 15, 2,250 for 35, 9,500 for 95.
    ("runway", 720, "1×1000 = 10"),
    ("runway", 2160, "3×1000 = 30"),
    ("runway", 9500, "Max = 95"),
    # 10,500 are Max and one pack, 105; eleven packs are 110.
    ("runway", 10500, "Max + 1×1000 = 105"),
    # luma: packs of 1,200 for 4 only with a plan; Lite 3,200 for 9.99, Plus 10,000 for 29.99.
    ("luma", 75, "Lite = 9.99"),
    ("luma", 5600, "Lite + 2×1200 = 17.99"),
    # 10,000 are Plus for 29.99, or Lite and six packs for 33.99.
    ("luma", 10000, "Plus = 29.99"),
    # kling: 66 for 1; Standard 660 for 6.99. 720 are 11 packs, or Standard and one pack.
    ("kling", 660, "Standard = 6.99"),
    ("kling", 720, "Standard + 1×66 = 7.99"),
    ("kling", 396, "6×66 = 6"),
    # pika: 60 for 1; 900 for 10.
    ("pika", 540, "9×60 = 9"),
    ("pika", 1020, "900-credit plan + 2×60 = 12"),
]


@pytest.mark.parametrize(("service", "needed", "expected"), BY_HAND)
def test_the_cheapest_way_to_buy_by_hand(service, needed, expected):
    assert words(top_up(Decimal(needed), load_prices(service))) == expected


def test_ties_of_price_go_by_credits_then_purchases_then_the_list():
    two = on_sale([(100, "10", False)], [(150, "10", None)])
    assert words(top_up(Decimal(90), two)) == "plan 0 = 10"  # more credits for the same money
    same = on_sale([(100, "5", False), (200, "10", False)], [(200, "10", None)])
    assert words(top_up(Decimal(200), same)) == "1×200 = 10"  # one purchase, packs first
    plans = on_sale([], [(200, "10", None), (200, "10", None)])
    assert words(top_up(Decimal(200), plans)) == "plan 0 = 10"


def test_a_pack_that_needs_a_plan_is_sold_with_one_alone():
    assert words(top_up(Decimal(50), on_sale([(100, "1", True)]))) == "nothing"
    both = on_sale([(100, "1", True)], [(10, "5", None)])
    assert words(top_up(Decimal(50), both)) == "plan 0 + 1×100 = 6"


def test_a_plan_by_the_year_is_shown_and_never_chosen():
    yearly = on_sale([(100, "10", False)], [(1000, None, "12")])
    advice = top_up_advice(Decimal(500), Decimal(0), yearly)
    assert words(advice.top_up) == "5×100 = 50"
    assert [(plan.name, plan.price) for plan in advice.yearly] == [("plan 0", 12)]


MONTHLY, YEARLY, SMALL_YEARLY = (100, "20", None), (1000, None, "200"), (100, None, "20")
FOR_A_PLAN = (50, "5", True)
TOO_SMALL = "sells at most 100 credits with one month of a plan, and no packs of credits"
BY_THE_YEAR = "has no packs of credits that can be bought without a plan for a year"
NO_PLAN = "has no plan in USD, and no packs of credits that can be bought without one"
NO_PACKS = "has no packs of credits"
ABROAD = with_plans_in("EUR", on_sale([FOR_A_PLAN], [MONTHLY]))


@pytest.mark.parametrize(
    ("shop", "once", "every_month"),
    [
        (on_sale([]), NO_PACKS, NO_PACKS),
        (on_sale([], [MONTHLY]), TOO_SMALL, TOO_SMALL),
        # What is needed every month can be of a plan for a year.
        (on_sale([], [YEARLY]), BY_THE_YEAR, None),
        (on_sale([], [SMALL_YEARLY]), BY_THE_YEAR, TOO_SMALL),
        (on_sale([], [MONTHLY, YEARLY]), TOO_SMALL, None),
        (on_sale([FOR_A_PLAN], [YEARLY]), BY_THE_YEAR, None),
        (on_sale([FOR_A_PLAN]), NO_PLAN, NO_PLAN),
        (ABROAD, NO_PLAN, NO_PLAN),
    ],
)
def test_why_477_credits_can_not_be_bought(shop: PriceList, once: str, every_month: str | None):
    needed, said = Decimal(477), (f"the price list of 2025-06-27 {once}", ADD_PACKS)
    assert refused(top_up_advice, needed, Decimal(0), shop)[:2] == said
    assert why_nothing(needed, shop).sentences() == said
    if every_month is None:
        assert monthly_advice(needed, shop).ways
    else:
        what = f"the price list of 2025-06-27 {every_month}"
        assert refused(monthly_advice, needed, shop)[:2] == (what, ADD_PACKS)


def test_why_a_need_has_no_purchase_where_packs_are_too_many():
    many = on_sale([(1_000 + kind, str(100 + kind), False) for kind in range(101)])
    assert "too many combinations" in why_nothing(Decimal(5), many).sentences()[0]


def test_money_buys_nothing_where_nothing_can_be_bought():
    yearly = on_sale([], [YEARLY])
    assert BY_THE_YEAR in refused(credits_for, funds("500 USD"), yearly)[0]
    assert NO_PLAN in refused(credits_for, funds("500 USD"), ABROAD)[0]
    assert "buys no credits" in refused(credits_for, funds("5 USD"), on_sale([], [MONTHLY]))[0]


def test_nothing_is_bought_where_prices_are_money():
    veo = load_prices("veo")
    for call, *given in (
        (top_up_advice, Decimal(1), Decimal(0)),
        (monthly_advice, Decimal(1)),
        (credits_for, Funds(Decimal(50), "USD")),
    ):
        assert "charges in USD" in refused(call, *given, veo)[0]


def test_what_is_bought_of_plans_alone_is_from_their_page():
    plans = on_sale([], [(1000, "10", "99")])
    advice = top_up_advice(Decimal(500), Decimal(0), plans)
    assert (words(advice.top_up), advice.plain, advice.yearly) == ("plan 0 = 10", (), ())
    assert advice.source == "a shop"
    assert words(top_up(Decimal(1001), plans)) == "nothing"  # a month of it holds no more


def test_what_is_sold_in_another_currency_is_not_mixed():
    both = on_sale([(100, "10", False)], [(1000, "10", "99")])
    in_euros = with_plans_in("EUR", both)
    assert in_euros.plans is not None
    assert [words(way) for way in ways_to_buy(Decimal(500), in_euros)] == ["5×100 = 50"]
    assert [way.plan for way in monthly_advice(Decimal(500), in_euros).ways] == [None]
    assert top_up_advice(Decimal(500), Decimal(0), in_euros).yearly == ()
    by_year = replace(in_euros.plans, sold=(replace(in_euros.plans.sold[0], monthly=None),))
    assert top_up_advice(Decimal(500), Decimal(0), replace(both, plans=by_year)).yearly == ()
    # A list without a single pack says nothing of packs, whatever their currency.
    none_sold = replace(both, packs=Packs(Source("a shop"), "EUR", ()))
    assert [words(way) for way in ways_to_buy(Decimal(500), none_sold)] == ["plan 0 = 10"]


def test_without_packs_a_plan_for_every_month_holds_it_all():
    plans = on_sale([], [(1000, "10", None), (2000, "30", "300")])
    ways = monthly_advice(Decimal(1500), plans).ways
    assert [(way.plan, way.billed) for way in ways] == [
        ("plan 1", "yearly"),
        ("plan 1", "monthly"),
    ]


def test_three_videos_a_month_by_hand():
    runway = monthly_advice(Decimal(3 * 720), load_prices("runway"))
    ways = {(way.plan, way.billed): way for way in runway.ways}
    # 2,160: Pro has 2,250 for 35, or 336 a year; Standard 625 and two packs of 1,000.
    assert (runway.ways[0].plan, runway.ways[0].billed) == ("Pro", "yearly")
    assert ways["Pro", "yearly"].price_per_year == 336
    assert ways["Pro", "yearly"].price_per_month == 28
    assert ways["Pro", "monthly"].price_per_year == 420
    assert ways["Pro", "monthly"].left_unused == 90
    assert ways["Standard", "yearly"].price_per_year == 144 + 12 * 20
    assert ways["Standard", "monthly"].price_per_month == 35
    assert ways["Max", "monthly"].left_unused == 9500 - 2160
    assert ways[None, "monthly"].price_per_year == 360
    # neural frames: 3 × 2,100; Ninja has 7,200 for 792 a year.
    frames = monthly_advice(Decimal(6300), load_prices("neural-frames"))
    assert (frames.ways[0].plan, frames.ways[0].price_per_month) == ("Neural Ninja", 66)
    assert frames.ways[1].price_per_month == 114  # packs of 6,000 and 600


def brute_force(needed: int, prices: PriceList) -> tuple[Decimal, int, int]:
    """Price, credits (negative) and purchases of the best way, of every way that there is."""
    packs = prices.packs.sold if prices.packs else ()
    plans = [None, *(plan for plan in (prices.plans.sold if prices.plans else ()) if plan.monthly)]
    found = []
    for plan in plans:
        offers = [pack for pack in packs if plan or not pack.needs_plan]
        # One more of a pack than the whole need takes is never better.
        ranges = [range(int(needed // pack.credits) + 2) for pack in offers]
        for counts in product(*ranges):
            bought = list(zip(offers, counts, strict=True))
            credits = sum(int(pack.credits) * count for pack, count in bought)
            credits += int(plan.credits) if plan else 0
            price = sum((pack.price * count for pack, count in bought), Decimal(0))
            price += plan.monthly if plan else 0
            if credits >= needed:
                found.append((price, -credits, sum(counts) + bool(plan)))
    return min(found) if found else (Decimal(-1), 0, 0)


def random_shop(chance: random.Random) -> PriceList:
    sizes = chance.sample(range(3, 60), chance.randint(0, 3))
    packs = [(size, f"{chance.randint(1, 900) / 100:.2f}", chance.random() < 0.3) for size in sizes]
    plans = [
        (
            chance.randint(1, 80),
            None if chance.random() < 0.2 else f"{chance.randint(1, 1500) / 100:.2f}",
            "99",
        )
        for _ in range(chance.randint(0 if packs else 1, 2))
    ]
    return on_sale(packs, plans)


@pytest.mark.parametrize("seed", range(50))
def test_brute_force_agrees_on_random_packs_and_plans(seed: int):
    chance = random.Random(seed)
    for _ in range(100):
        prices, needed = random_shop(chance), chance.randint(1, 90)
        found = top_up(Decimal(needed), prices)
        expected = brute_force(needed, prices)
        if found is None:
            assert expected == (-1, 0, 0)
        else:
            assert (found.price, -int(found.credits), found.purchases) == expected


@pytest.mark.parametrize("service", SERVICES)
def test_a_need_of_10_to_12_takes_less_than_a_second(service):
    prices = load_prices(service)
    start = time.process_time()
    found = top_up(Decimal(10**12), prices)
    assert found is not None and found.credits >= 10**12
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("2000", "2000", None),
        ("1,500", "1500", None),
        ("1500 credits", "1500", None),
        ("50USD", "50", "USD"),
        ("50 usd", "50", "USD"),
        ("$50", "50", "USD"),
        ("$1,200.50", "1200.5", "USD"),
        ("12.5 €", "12.5", "EUR"),
        ("¥500", "500", "JPY"),
        ("1.234 KWD", "1.234", "KWD"),
    ],
)
def test_what_there_is_to_spend(text, amount, currency):
    assert funds(text) == Funds(Decimal(amount), currency)


@pytest.mark.parametrize("text", ["", "abc", "$", "50.555 USD", "500.5 JPY", "1.500", "-5 USD"])
def test_what_is_no_amount_to_spend(text):
    refused(funds, text)


@pytest.mark.parametrize("service", SERVICES)
def test_money_and_credits_are_inverses(service):
    prices = load_prices(service)
    for money in (20, 50, 137, 1000):
        found = credits_for(Funds(Decimal(money), "USD"), prices)
        assert found.price <= money
        again = top_up(found.credits, prices)
        assert again is not None and again.price <= money and again.credits >= found.credits
        more = top_up(found.credits + Decimal("0.000001"), prices)
        assert more is not None and more.price > money


def test_what_money_buys_by_hand():
    # 50 USD: 1,800 for 40; three of 600 would be 45 and hold no more.
    frames = credits_for(funds("$50"), load_prices("neural-frames"))
    assert (frames.credits, frames.price) == (1800, 40)
    assert "sold in USD" in refused(credits_for, funds("50 EUR"), load_prices("runway"))[0]
    assert "buys no credits" in refused(credits_for, funds("$1"), load_prices("runway"))[0]
    assert refused(credits_for, funds("50 EUR"), load_prices("pixverse-fal")) == (
        "PixVerse on fal charges in USD", "give the money in USD", "",
    )  # fmt: skip


def test_a_source_of_packs_and_plans_is_named_once():
    pika = load_prices("pika")
    way = top_up(Decimal(1465), pika)
    assert way is not None and way.plan and way.packs and pika.plans
    assert source_of(way, pika) == str(pika.plans.source)


JOB = Job.of(tool="t2v", minutes=4, rerender="25%")


def every_list() -> list[PriceList]:
    names = (*SERVICES, "veo", "sora", "kling-api", "luma-api", "pixverse-fal", "freebeat")
    return [load_prices(name) for name in names]


def test_each_row_of_several_services_is_what_top_up_says():
    found = market(JOB, every_list())
    by_service = {prices.service.id: prices for prices in every_list()}
    assert len(found.offers) == 11
    for offer in found.offers:
        prices = by_service[offer.prices.service]
        if prices.is_money:
            assert offer.money == rounded_up(offer.total.high, Decimal(1))
        elif offer.money is not None:
            bought = top_up(offer.total.high, prices)
            assert bought is not None and offer.money == bought.price
    ranked = [offer.money for offer in found.offers if offer.money is not None]
    assert ranked == sorted(ranked)
    assert found.offers[-1].prices.service == "freebeat"  # its credits have no price
    assert "does not say what its credits cost" in found.offers[-1].not_ranked


@pytest.mark.parametrize(
    ("shop", "why"),
    [
        (on_sale([]), "the price list of neural-frames does not say what its credits cost"),
        (
            on_sale([], [MONTHLY]),
            f"nothing to buy was found at neural-frames: the price list of 2025-06-27 {TOO_SMALL}",
        ),
    ],
)
def test_a_service_without_a_purchase_is_not_ranked_and_says_why(shop: PriceList, why: str):
    found = market(JOB, [load_prices("veo"), shop])
    assert [(offer.money is None, offer.not_ranked) for offer in found.offers] == [
        (False, ""),
        (True, why),
    ]


def test_one_row_a_service_or_all_of_its_models():
    lists = every_list()[:2]
    cheapest, whole = market(JOB, lists), market(JOB, lists, all_models=True)
    assert [offer.prices.service for offer in cheapest.offers] == ["neural-frames", "runway"]
    expected = sum(len(comparison(JOB, choices(it), it).offers) for it in lists)
    assert len(whole.offers) == expected


def test_other_currencies_come_after_those_of_the_first_list():
    frames, veo = load_prices("neural-frames"), replace(load_prices("veo"), unit="EUR")
    found = market(JOB, [frames, veo])
    assert [offer.currency for offer in found.offers] == ["USD", "EUR"]
    assert (found.offers[1].ratio, found.currency) == (None, "USD")
    assert "paid in EUR" in found.offers[1].not_ranked


def test_lists_that_lack_what_a_job_names_are_left_out():
    upscaled = Job.of(tool="video", seconds=5, add="upscale-4k")
    found = market(upscaled, every_list(), models=["ray2-flash"])
    assert [offer.prices.service for offer in found.offers] == ["luma"]
    assert len(found.refusals) == 10
    refused(market, JOB, every_list(), models=["no-such-model"])


def test_each_list_uses_what_it_has_of_several_names():
    lists = [load_prices("neural-frames"), load_prices("runway"), load_prices("veo")]
    found = market(JOB, lists, ["t2v", "video"], ["kling-pro", "gen-4"])
    assert [(one.prices.service, one.tool, one.model) for one in found.offers] == [
        ("runway", "video", "gen-4"),  # 3,600 credits are four packs: 40 USD
        ("neural-frames", "t2v", "kling-2.1-pro"),  # and here two: 80 USD
    ]
    assert [(one.service, one.reason) for one in found.refusals] == [
        ("veo", "video has no model 'kling-pro'")
    ]


@pytest.mark.parametrize(
    ("add", "tools", "models", "what"),
    [
        ("zoom", [], [], "autopilot has no add-on 'zoom'"),
        (None, ["video", "nope"], [], "the price list of 2025-06-27 has no tool 'nope'"),
        (None, ["video"], ["gen-4", "nope"], "the price list of 2025-06-27 has no tool 'video'"),
        (None, [], ["gen-4", "nope"], "no tool has a model 'nope'"),
    ],
)
def test_what_no_list_has_is_refused_as_by_the_first(
    add: str | None, tools: list[str], models: list[str], what: str
):
    job = Job.of(tool="t2v", minutes=4, add=add)
    assert refused(market, job, every_list(), tools, models)[0] == what


def test_ways_to_buy_are_sorted_by_what_is_due():
    ways = ways_to_buy(Decimal(2100), load_prices("kling"))
    assert [way.price for way in ways] == sorted(way.price for way in ways)
