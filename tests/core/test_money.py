"""Amounts in the unit of a price list: credits as they are, money with its decimals."""

from decimal import Decimal

import pytest

from acorns_cli.core.money import amount, amount_words, heading, smallest_decimals


@pytest.mark.parametrize(
    ("value", "unit", "text", "words"),
    [
        ("2100", "credits", "2,100", "2,100 credits"), ("1", "credits", "1", "1 credit"),
        ("0.10", "credits", "0.1", "0.1 credits"), ("0", "credits", "0", "0 credits"),
        ("1.6", "USD", "1.60", "1.60 USD"), ("1200", "USD", "1,200.00", "1,200.00 USD"),
        ("1", "USD", "1.00", "1.00 USD"), ("0.882", "USD", "0.882", "0.882 USD"),
        ("0.0075", "EUR", "0.0075", "0.0075 EUR"), ("0", "EUR", "0.00", "0.00 EUR"),
        ("1200", "JPY", "1,200", "1,200 JPY"), ("12.5", "JPY", "12.5", "12.5 JPY"),
        ("0.3", "KWD", "0.300", "0.300 KWD"), ("1.2345", "KWD", "1.2345", "1.2345 KWD"),
        ("2.4000000", "USD", "2.40", "2.40 USD"), ("0E-8", "USD", "0.00", "0.00 USD"),
        ("12.0", "JPY", "12", "12 JPY"), ("0.8820", "USD", "0.882", "0.882 USD"),
    ],
)  # fmt: skip
def test_an_amount_has_the_decimals_of_its_unit_and_more_if_it_needs_them(
    value: str, unit: str, text: str, words: str
):
    assert (amount(Decimal(value), unit), amount_words(Decimal(value), unit)) == (text, words)


@pytest.mark.parametrize(
    ("unit", "decimals"),
    [("credits", 2), ("USD", 2), ("EUR", 2), ("JPY", 0), ("KRW", 0), ("KWD", 3), ("TND", 3)],
)
def test_the_smallest_amount_of_a_unit(unit: str, decimals: int):
    assert smallest_decimals(unit) == decimals


def test_credits_are_what_amounts_are_in_if_nothing_is_said():
    assert (amount(Decimal(1500)), amount_words(Decimal(1500))) == ("1,500", "1,500 credits")
    assert (heading(), heading("USD")) == ("Credits", "USD")
