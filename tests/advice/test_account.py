"""A balance and a need: what is left, or what is short and how it is bought."""

from decimal import Decimal

from msgspec.structs import replace

from acorns_cli.advice.account import Account, account
from acorns_cli.core.pricelist import Pack, Packs, PriceList, Source


def test_a_balance_that_is_enough_leaves_the_rest(prices: PriceList):
    found = account(Decimal(2500), Decimal("2099.9"), prices)
    assert found.fits
    assert found == Account(Decimal(2500), Decimal("2099.9"), Decimal("400.1"), Decimal(0), None)


def test_a_balance_that_is_just_enough_fits(prices: PriceList):
    found = account(Decimal(2100), Decimal(2100), prices)
    assert found.fits
    assert (found.left_credits, found.shortfall_credits) == (0, 0)
    assert str(found.left_credits) == str(found.shortfall_credits) == "0"


def test_a_shortfall_comes_with_the_cheapest_packs(prices: PriceList):
    # 2,100 − 600 = 1,500, for which one pack of 1,800 at 40 USD is cheapest.
    found = account(Decimal(600), Decimal(2100), prices)
    assert not found.fits
    assert (found.left_credits, found.shortfall_credits) == (0, 1500)
    assert found.top_up is not None
    assert (found.top_up.price, found.top_up.credits) == (40, 1800)


def test_a_shortfall_without_anything_to_buy_is_reported_all_the_same(prices: PriceList):
    too_many = Packs(
        Source("a shop"), "USD", tuple(Pack(Decimal(n), Decimal(n)) for n in range(1000, 1101))
    )
    for packs in (None, too_many):
        found = account(Decimal(0), Decimal("0.1"), replace(prices, packs=packs, plans=None))
        assert found.shortfall_credits == Decimal("0.1")
        assert found.top_up is None


def test_a_shortfall_of_any_number_of_digits_is_exact(prices: PriceList):
    needed = Decimal("999999999999999999999999999999.123456789")
    found = account(Decimal(1), needed, prices)
    assert str(found.shortfall_credits) == "999999999999999999999999999998.123456789"
