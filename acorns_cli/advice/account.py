"""What a need does to an account: what is left of the balance, or what must be bought."""

from decimal import Decimal

from msgspec import Struct

from acorns_cli.advice.purchase import TopUp, top_up
from acorns_cli.core.pricelist import Packs
from acorns_cli.core.quantities import exact


class Account(Struct, frozen=True):
    """A balance and a need; of `left_credits` and `shortfall_credits` one at least is 0."""

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


@exact
def account(balance: Decimal, needed: Decimal, packs: Packs | None) -> Account:
    """What is left of a balance, or what is missing and the cheapest packs on sale that cover it.

    Raises:
        InputError: There are too many combinations of pack sizes to search.
    """
    shortfall = max(needed - balance, Decimal(0))
    return Account(
        balance_credits=balance,
        needed_credits=needed,
        left_credits=max(balance - needed, Decimal(0)),
        shortfall_credits=shortfall,
        top_up=top_up(shortfall, packs) if shortfall and packs and packs.sold else None,
    )
