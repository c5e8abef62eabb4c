"""What a need does to an account: what is left of the balance, or what must be bought."""

from decimal import Decimal

from msgspec import Struct

from acorns_cli.advice.topup import TopUp, nothing_to_buy, top_up
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.quantities import exact
from acorns_cli.errors import InputError


class Account(Struct, frozen=True):
    """A balance and a need; of `left_credits` and `shortfall_credits` one at least is 0."""

    balance_credits: Decimal
    needed_credits: Decimal
    left_credits: Decimal
    shortfall_credits: Decimal
    top_up: TopUp | None
    """The cheapest way to buy the shortfall; None without one, or without anything to buy."""

    @property
    def fits(self) -> bool:
        """Whether the balance is enough."""
        return not self.shortfall_credits


@exact
def account(balance: Decimal, needed: Decimal, prices: PriceList) -> Account:
    """What is left of a balance, or what is missing and the cheapest way to buy it.

    Where there are too many combinations of packs to search, there is nothing to buy either.
    """
    shortfall = max(needed - balance, Decimal(0))
    return Account(
        balance_credits=balance,
        needed_credits=needed,
        left_credits=max(balance - needed, Decimal(0)),
        shortfall_credits=shortfall,
        top_up=known_top_up(shortfall, prices) if shortfall else None,
    )


def known_top_up(needed: Decimal, prices: PriceList) -> TopUp | None:
    """The cheapest way to buy credits, None where there is none or it takes too long to find."""
    try:
        return top_up(needed, prices)
    except InputError:
        return None


def why_nothing(needed: Decimal, prices: PriceList) -> InputError:
    """Why there is no known way to buy credits."""
    try:
        top_up(needed, prices)
    except InputError as error:
        return error
    return nothing_to_buy(prices)
