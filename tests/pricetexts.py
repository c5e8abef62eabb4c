"""Price lists in tests, from text, and what they make of a job, as figures to compare."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from acorns_cli import Job, PriceList, estimate
from acorns_cli.catalog.proofs import read_list
from acorns_cli.core.pricing import Estimate, LineItem
from acorns_cli.records.yamltext import tree


@cache
def price_list(text: str) -> PriceList:
    """The price list that a text holds; the text must have no fault."""
    root, problems = tree(Path("list.yaml"), text)
    prices = read_list(root, problems)
    assert prices is not None, problems
    return prices


@cache
def plain_tree(text: str) -> Any:
    """The same text as plain lists and mappings, with every number as text."""
    return yaml.load(text, yaml.BaseLoader)


class Figures(NamedTuple):
    """The amounts of a line; `quantity` is that of the high end."""

    item: str
    quantity: Fraction
    unit: str
    rate: Fraction
    low: Fraction
    high: Fraction

    def __str__(self) -> str:
        """`rerender: 96 second × 7 = 168..672`."""
        ends = range_text(self.low, self.high)
        return f"{self.item}: {plain(self.quantity)} {self.unit} × {plain(self.rate)} = {ends}"


def figures(line: LineItem) -> Figures:
    """The amounts of a line of an estimate."""
    amounts = (line.quantity, line.rate, line.range.low, line.range.high)
    quantity, rate, low, high = map(Fraction, amounts)
    return Figures(line.item, quantity, line.unit, rate, low, high)


def estimated(text: str, words: dict[str, str]) -> Estimate:
    """What the package makes of a job under the list that a text holds."""
    return estimate(Job.of(**words), price_list(text))


def missing(items: Iterable[str]) -> str:
    """The items that have no price, in the order of the alphabet."""
    return " ".join(sorted(set(items)))


def plain(amount: Fraction) -> str:
    """An amount in decimals, without zeros at the end."""
    decimals = 0
    while (amount * 10**decimals).denominator != 1:
        decimals += 1
        assert decimals < 100, f"no decimals hold {amount}"
    return f"{Decimal(int(amount * 10**decimals)).scaleb(-decimals):f}"


def range_text(low: Fraction, high: Fraction) -> str:
    """Both ends of an amount, or the one that it has."""
    return plain(low) if low == high else f"{plain(low)}..{plain(high)}"
