"""What a number of credits does to an account: what is left, or what is missing and must be bought.

This module knows a balance and a need; not where either is from.
"""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from acorns_cli.pricelist import TopUps
from acorns_cli.quantities import EXACT, canonical
from acorns_cli.topup import TopUp, top_up


class Account(Struct, frozen=True):
    """A balance that meets a need; of `left_credits` and `shortfall_credits` one at least is 0."""

    balance_credits: Decimal
    needed_credits: Decimal
    left_credits: Decimal
    shortfall_credits: Decimal
    top_up: TopUp | None
    """The cheapest packs that cover the shortfall; None without one, or without packs to buy."""

    @property
    def fits(self) -> bool:
        """Whether the balance is enough."""
        return not self.shortfall_credits


def account(balance: Decimal, needed: Decimal, top_ups: TopUps | None) -> Account:
    """What is left of a balance, or what is missing and the cheapest way to buy it.

    Args:
        balance: Credits in the account.
        needed: Credits to be spent.
        top_ups: The packs on sale, if the price list has any.

    Raises:
        InputError: There are too many combinations of pack sizes to search.
    """
    left = canonical(EXACT.subtract(balance, needed))
    shortfall = max(canonical(EXACT.subtract(needed, balance)), Decimal(0))
    return Account(
        balance_credits=balance,
        needed_credits=needed,
        left_credits=max(left, Decimal(0)),
        shortfall_credits=shortfall,
        top_up=top_up(shortfall, top_ups) if shortfall and top_ups and top_ups.packs else None,
    )
