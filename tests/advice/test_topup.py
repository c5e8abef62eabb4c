"""Top-ups: figures worked out by hand, and every need against a brute force."""

from datetime import date
from decimal import Context, Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from refusals import refused

from acorns_cli import PriceList
from acorns_cli.advice import packmixes
from acorns_cli.advice.packmixes import ADD_PACKS, cheapest_counts
from acorns_cli.advice.topup import PackCount, TopUp, plain_top_ups, top_up_advice
from acorns_cli.advice.topup import top_up as any_top_up
from acorns_cli.core.pricelist import Pack, Packs, Source
from acorns_cli.core.pricing import prices_used
from acorns_cli.core.quantities import printed
from acorns_cli.errors import InputError

SHIPPED = ((600, 1500), (1800, 4000), (6000, 9900))
"""The shipped packs: credits, and cents."""


def on_sale(*packs: tuple[int | str, int]) -> PriceList:
    """A list that sells some packs: credits, and cents."""
    sold = tuple(Pack(Decimal(credits), Decimal(cents).scaleb(-2)) for credits, cents in packs)
    source = Source("a shop")
    return PriceList(
        edition=date(2025, 6, 27), source=source, tools={}, packs=Packs(source, "USD", sold)
    )


def top_up(needed: Decimal, prices: PriceList) -> TopUp:
    """What is bought of a list that sells something."""
    found = any_top_up(needed, prices)
    assert found is not None
    assert found.plan is None
    return found


def mix(found: TopUp) -> dict[str, int]:
    return {str(pack.credits): pack.count for pack in found.packs}


# By hand: 600 credits are 15 USD, 1,800 are 40, 6,000 are 99.
BY_HAND = [
    # needed, the packs, USD, credits in them, left over
    ("1", {"600": 1}, "15", "600", "599"),
    ("600", {"600": 1}, "15", "600", "0"),
    ("600.1", {"600": 2}, "30", "1200", "599.9"),
    ("1200", {"600": 2}, "30", "1200", "0"),
    # Three of 600 would be 45.
    ("1500", {"1800": 1}, "40", "1800", "300"),
    ("2400", {"1800": 1, "600": 1}, "55", "2400", "0"),
    # 1,800 + 2 × 600 would be 70, two of 1,800 are 80.
    ("2401", {"1800": 1, "600": 2}, "70", "3000", "599"),
    ("3001", {"1800": 2}, "80", "3600", "599"),
    # 3,600 + 600 is 95 and 3,600 + 1,200 would be 110: one of 6,000 for 99 is less.
    ("4200", {"1800": 2, "600": 1}, "95", "4200", "0"),
    ("4201", {"6000": 1}, "99", "6000", "1799"),
    ("6100", {"6000": 1, "600": 1}, "114", "6600", "500"),
    ("24.3", {"600": 1}, "15", "600", "575.7"),
    # 10^12 = 166,666,666 × 6,000 + 4,000, and 4,000 are cheapest as 1,800 + 1,800 + 600.
    ("1000000000000", {"6000": 166666666, "1800": 2, "600": 1}, "16500000029", "1000000000200",
     "200"),
    # The same 4,000 are what 10^24 leaves: prices that no float tells apart.
    ("1000000000000000000000000", {"6000": 166666666666666666666, "1800": 2, "600": 1},
     "16500000000000000000029", "1000000000000000000000200", "200"),
    ("0", {}, "0", "0", "0"),
]  # fmt: skip


@pytest.mark.parametrize(("needed", "packs", "usd", "credits", "left_over"), BY_HAND)
def test_the_cheapest_packs_by_hand(needed, packs, usd, credits, left_over):
    found = top_up(Decimal(needed), on_sale(*SHIPPED))
    assert mix(found) == packs
    assert (found.price, found.credits) == (Decimal(usd), Decimal(credits))
    assert found.left_over_credits == Decimal(left_over)
    assert found.currency == "USD"


def test_the_packs_come_largest_first_with_their_own_credits_and_price():
    assert top_up(Decimal(6100), on_sale(*SHIPPED)).packs == (
        PackCount(1, Decimal(6000), Decimal(99)),
        PackCount(1, Decimal(600), Decimal(15)),
    )


def test_of_two_mixes_at_one_price_the_one_with_more_credits_is_bought():
    assert mix(top_up(Decimal(90), on_sale((100, 1000), (60, 500)))) == {"60": 2}
    assert mix(top_up(Decimal(9), on_sale((10, 500), (30, 500)))) == {"30": 1}


def test_of_two_mixes_with_the_same_credits_the_one_with_fewer_packs_is_bought():
    assert mix(top_up(Decimal(6), on_sale((1, 100), (2, 200), (3, 300)))) == {"3": 2}
    assert mix(top_up(Decimal(20), on_sale((10, 50), (20, 100)))) == {"20": 1}
    # 7 is 5 + 1 + 1 or 4 + 3, all at one cent a credit.
    assert mix(top_up(Decimal(7), on_sale((5, 5), (4, 4), (3, 3), (1, 1)))) == {"4": 1, "3": 1}
    # 34 is one pack for 35 cents, or 3 × 10 + 5 cents.
    assert mix(top_up(Decimal(34), on_sale((34, 35), (10, 10), (4, 5)))) == {"34": 1}


def test_of_two_mixes_alike_in_all_else_the_one_with_more_of_the_first_offer_is_bought():
    # 4 credits for 4 cents in two packs: 2 + 2 or 3 + 1.
    twos, threes, ones = ((Decimal(size), Decimal(size)) for size in (2, 3, 1))
    assert cheapest_counts(Decimal(4), [twos, threes, ones]) == [2, 0, 0]
    assert cheapest_counts(Decimal(4), [threes, twos, ones]) == [1, 0, 1]
    assert cheapest_counts(Decimal(4), [ones, twos, threes]) == [1, 0, 1]
    # What is offered twice, such as by a pack and a plan.
    assert cheapest_counts(Decimal(4), [ones, threes, threes]) == [1, 1, 0]
    assert cheapest_counts(Decimal(6), [threes, threes]) == [2, 0]


def test_a_mix_that_wastes_more_is_bought_where_it_is_smaller():
    # 14 for 5 cents is the best price for its size, but 3 of them are 15 cents, 2 of 15 are 14.
    assert mix(top_up(Decimal(30), on_sale((29, 12), (15, 7), (14, 5)))) == {"15": 2}


def test_the_order_of_the_packs_in_the_list_changes_nothing():
    assert top_up(Decimal(4200), on_sale(*SHIPPED)) == top_up(
        Decimal(4200), on_sale(*reversed(SHIPPED))
    )


def test_packs_can_hold_parts_of_a_credit_and_cost_cents():
    # Three of 24.3 hold 72.9 for 5.97, which is less than 6 for one of 100.
    found = top_up(Decimal("72.9"), on_sale(("24.3", 199), (100, 600)))
    assert mix(found) == {"24.3": 3}
    assert found.price == Decimal("5.97")
    assert found.left_over_credits == 0
    assert mix(top_up(Decimal("72.900001"), on_sale(("24.3", 199), (100, 600)))) == {"100": 1}


def test_a_need_as_large_as_any_is_exact():
    # 0.7 × 5,142,857,142,857,148 × 10^12 are the whole credits of it, and one pack more the rest.
    found = top_up(Decimal("3600000000000003600000000000.000001"), on_sale(("0.7", 1)))
    assert mix(found) == {"0.7": 5142857142857148000000000001}
    assert printed(found.price) == "51428571428571480000000000.01"
    assert printed(found.credits) == "3600000000000003600000000000.7"
    assert printed(found.left_over_credits) == "0.699999"


def test_the_context_of_the_caller_changes_no_digit():
    # Three of 1,234.5678 are the cheapest for 3,703.7034: 37.05 against 37.10 for the large pack.
    shop = on_sale(("1234.5678", 1235), (5000, 3710))
    with localcontext(Context(prec=3)):
        found = top_up(Decimal("3703.7034"), shop)
    assert mix(found) == {"1234.5678": 3}
    assert (found.price, found.credits) == (Decimal("37.05"), Decimal("3703.7034"))


def test_choices_of_one_kind_alone():
    # 2,400 credits: one of 6,000, two of 1,800, or four of 600.
    plain = plain_top_ups(Decimal(2400), on_sale(*SHIPPED))
    assert [mix(choice) for choice in plain] == [{"6000": 1}, {"1800": 2}, {"600": 4}]
    assert [choice.price for choice in plain] == [99, 80, 60]
    assert [choice.left_over_credits for choice in plain] == [3600, 1200, 0]
    assert {choice.currency for choice in plain} == {"USD"}


def test_without_offers_there_is_nothing_to_mix():
    assert any_top_up(Decimal(1), on_sale()) is None
    assert refused(cheapest_counts, Decimal(1), [])[:2] == (
        "there are no packs of credits",
        ADD_PACKS,
    )


def test_too_many_combinations_to_search_are_an_error(monkeypatch):
    monkeypatch.setattr(packmixes, "_MAX_SUMS", 300)
    # All at one cent a credit: nothing but the number of packs tells one mix from another.
    odd = on_sale((9973, 9973), (9967, 9967), (9949, 9949))
    assert refused(top_up, Decimal(10**12 + 1), odd)[:2] == (
        "the price list has too many combinations of pack sizes to search",
        "leave out the packs that are nearly alike",
    )


def cheapest_by_brute_force(
    packs: tuple[tuple[int, int], ...], largest_need: int
) -> list[tuple[int, int, int]]:
    """For each need the cents, the credits (negative) and the packs of the best mix.

    The best mix for a need is one pack and the best mix for the rest: all of them are tried.
    """
    best = [(0, 0, 0)]
    for need in range(1, largest_need + 1):
        rests = [(best[max(0, need - credits)], credits, cents) for credits, cents in packs]
        best.append(
            min((rest[0] + cents, rest[1] - size, rest[2] + 1) for rest, size, cents in rests)
        )
    return best


def figures(found: TopUp) -> tuple[int, int, int]:
    """Its cents, credits (negative) and packs, as the brute force counts them."""
    return (
        int(found.price.scaleb(2)),
        -int(found.credits),
        sum(pack.count for pack in found.packs),
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "packs",
    [
        SHIPPED,
        ((700, 1000), (1900, 2500), (4300, 4999)),  # no pack is a multiple of another
        ((999, 999), (2500, 2500)),  # one price a credit
    ],
)
def test_every_need_up_to_20_000_equals_brute_force(packs):
    expected = cheapest_by_brute_force(packs, 20_000)
    shop = on_sale(*packs)
    assert [figures(top_up(Decimal(need), shop)) for need in range(20_001)] == expected


packs_of_any_kind = st.lists(
    st.tuples(st.integers(1, 400), st.integers(1, 600)), min_size=1, max_size=5
).map(tuple)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(packs_of_any_kind)
def test_small_needs_equal_brute_force_for_any_packs(packs):
    expected = cheapest_by_brute_force(packs, 800)
    shop = on_sale(*packs)
    assert [figures(top_up(Decimal(need), shop)) for need in range(801)] == expected


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(packs_of_any_kind, st.lists(st.integers(1, 20_000), min_size=1, max_size=20))
def test_needs_up_to_20_000_equal_brute_force_for_any_packs(packs, needs):
    expected = cheapest_by_brute_force(packs, 20_000)
    shop = on_sale(*packs)
    assert [figures(top_up(Decimal(need), shop)) for need in needs] == [
        expected[need] for need in needs
    ]


@given(
    st.lists(st.tuples(st.integers(1, 300), st.integers(1, 300)), min_size=1, max_size=4),
    st.integers(1, 2_000),
    st.integers(1, 6),
)
def test_the_size_of_the_unit_changes_nothing(packs, need, decimals):
    shop = on_sale(*packs)
    small = on_sale(*((str(Decimal(size).scaleb(-decimals)), cents) for size, cents in packs))
    found = top_up(Decimal(need), shop)
    scaled = top_up(Decimal(need).scaleb(-decimals), small)
    assert [pack.count for pack in scaled.packs] == [pack.count for pack in found.packs]
    assert scaled.price == found.price


@pytest.mark.parametrize(
    ("packs", "steps"),
    [
        (SHIPPED, 20),
        ((("999.999999", 1000), (5, 1)), 20),
        # All at one cent a credit, so that no mix of them is ruled out by its price.
        (((999, 999), (2500, 2500), (10000, 10000)), 10_000),
    ],
)
def test_the_steps_of_the_search_do_not_grow_with_the_need(packs, steps, monkeypatch):
    monkeypatch.setattr(packmixes, "_MAX_SUMS", steps * len(packs))
    shop = on_sale(*packs)
    for power in range(13):
        found = top_up(Decimal(10**power), shop)
        assert found.credits >= 10**power


def test_advice_is_about_what_the_balance_lacks(prices: PriceList):
    # 2,100 − 600 = 1,500.
    advice = top_up_advice(Decimal(2100), Decimal(600), prices)
    assert (advice.shortfall_credits, advice.left_credits) == (1500, 0)
    assert (mix(advice.top_up), advice.top_up.price) == ({"1800": 1}, 40)
    assert [choice.price for choice in advice.plain] == [99, 40, 45]
    # 40 USD for 1,800 credits are 0.02222… each.
    assert advice.top_up.price_per_credit == Decimal("0.0222")
    assert advice.source == "Subscription Management (help page, undated)"
    assert (advice.needed_credits, advice.balance_credits) == (2100, 600)
    assert advice.prices == prices_used(prices)


def test_advice_is_to_buy_nothing_where_the_balance_is_enough(prices: PriceList):
    for needed, left in (("0", "5"), ("4.5", "0.5"), ("5", "0")):
        advice = top_up_advice(Decimal(needed), Decimal(5), prices)
        assert (advice.shortfall_credits, advice.left_credits) == (0, Decimal(left))
        assert (advice.top_up.packs, advice.top_up.price, advice.plain) == ((), 0, ())
        assert advice.top_up.price_per_credit is None


@pytest.mark.parametrize(
    ("changes", "what", "fix"),
    [
        ({"packs": None, "plans": None}, "the price list of 2025-06-27 has no packs of credits",
         ADD_PACKS),
        ({"packs": None}, "the price list of 2025-06-27 has no packs of credits that can be bought"
         " without a plan for a year", ADD_PACKS),
        ({"unit": "USD"}, "neural frames charges in USD: there are no credits to buy",
         "ask what a job costs, with acorns estimate"),
    ],
)  # fmt: skip
def test_advice_needs_something_to_buy(
    prices: PriceList, changes: dict[str, object], what: str, fix: str
):
    found = refused(top_up_advice, Decimal(1), Decimal(0), replace(prices, **changes))
    assert found[:2] == (what, fix)


def test_more_kinds_of_packs_than_any_shop_has_are_an_error():
    many = on_sale(*((1_000 + kind, 100 + kind) for kind in range(101)))
    with pytest.raises(InputError, match="too many combinations of pack sizes to search"):
        top_up(Decimal(5_000), many)


def test_as_many_kinds_of_packs_as_may_be_are_looked_at():
    # One cent more for each pack that is larger: of the 100 the smallest is enough.
    found = top_up(Decimal(1_000), on_sale(*((1_000 + kind, 100 + kind) for kind in range(100))))
    assert mix(found) == {"1000": 1}
