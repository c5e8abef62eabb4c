"""What every report says of an account and of packs to buy.

This module knows the rows and the wording of a balance, a shortfall and a top-up.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from acorns_cli.account import Account
from acorns_cli.pricelist import PriceList
from acorns_cli.quantities import grouped, two_decimals
from acorns_cli.report.credits import credits_text
from acorns_cli.topup import ADD_PACKS, PackCount


class AccountLine(NamedTuple):
    """One line of what an account comes to."""

    key: str
    """The name for programs."""
    name: str
    sum: str
    credits: Decimal
    text: str
    """The credits as people read them."""


def account_lines(account: Account, *, complete: bool) -> tuple[AccountLine, ...]:
    """The balance, what is left or short, and what to buy, line by line.

    Args:
        account: What it comes to.
        complete: Whether everything is in what is needed, and so in what is left or short.
    """

    def text(credits: Decimal) -> str:
        return credits_text(credits, credits, complete=complete)

    balance, needed = account.balance_credits, account.needed_credits
    lines = [AccountLine("balance", "Balance", "", balance, grouped(balance))]
    if account.fits:
        words, left = f"{grouped(balance)} − {grouped(needed)}", account.left_credits
        return *lines, AccountLine("left", "Left", words, left, text(left))
    short = account.shortfall_credits
    words = f"{grouped(needed)} − {grouped(balance)}"
    lines.append(AccountLine("shortfall", "Shortfall", words, short, text(short)))
    if top_up := account.top_up:
        bought, left = top_up.credits, top_up.left_over_credits
        words = f"{mix_words(top_up.packs)} for {money(top_up.price, top_up.currency)}"
        lines.append(AccountLine("top_up", "Cheapest top-up", words, bought, grouped(bought)))
        words = f"{grouped(bought)} − {grouped(short)}"
        lines.append(AccountLine("left", "Left", words, left, text(left)))
    return tuple(lines)


def account_notes(account: Account, prices: PriceList) -> tuple[str, ...]:
    """What is to be said besides: how to add packs, where a shortfall finds none."""
    if account.fits or account.top_up:
        return ()
    return (no_packs_note(prices),)


def no_packs_note(prices: PriceList) -> str:
    """That there is nothing to buy, and how to add it."""
    return f"The price list of {prices.edition} has no packs of credits: {ADD_PACKS}."


def has_packs(prices: PriceList) -> bool:
    """Whether a price list has packs of credits to buy."""
    return bool(prices.top_ups and prices.top_ups.packs)


def top_up_note(prices: PriceList) -> tuple[str, ...]:
    """Where the prices of the packs are from, if there are any."""
    if prices.top_ups is None or not prices.top_ups.packs:
        return ()
    return (f"Prices of packs from: {prices.top_ups.source}",)


def credits_words(amount: Decimal) -> str:
    """Credits with their noun: `1 credit`, `2,400 credits`."""
    return f"{grouped(amount)} credit{'' if amount == 1 else 's'}"


def mix_words(packs: Iterable[PackCount]) -> str:
    """Packs in words: `1 × 6,000 + 2 × 600`."""
    return " + ".join(f"{pack.count:,} × {grouped(pack.credits)}" for pack in packs) or "nothing"


def money(amount: Decimal, currency: str) -> str:
    """An amount as people write it: `40.00 USD`, `14.90 USD`."""
    return f"{two_decimals(amount)} {currency}"
