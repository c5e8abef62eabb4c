"""What every report says of a balance, a shortfall and packs to buy."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from acorns_cli.advice.account import Account
from acorns_cli.advice.purchase import ADD_PACKS, PackCount
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.quantities import grouped, two_decimals
from acorns_cli.report.credits import credits_text


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

    def line(key: str, name: str, words: str, credits: Decimal, *, known: bool) -> AccountLine:
        return AccountLine(key, name, words, credits, credits_text(credits, complete=known))

    balance, needed = account.balance_credits, account.needed_credits
    lines = [line("balance", "Balance", "", balance, known=True)]
    if account.fits:
        words = f"{grouped(balance)} − {grouped(needed)}"
        return *lines, line("left", "Left", words, account.left_credits, known=complete)
    short = account.shortfall_credits
    words = f"{grouped(needed)} − {grouped(balance)}"
    lines.append(line("shortfall", "Shortfall", words, short, known=complete))
    if top_up := account.top_up:
        bought, left = top_up.credits, top_up.left_over_credits
        words = f"{mix_words(top_up.packs)} for {money(top_up.price, top_up.currency)}"
        lines.append(line("top_up", "Cheapest top-up", words, bought, known=True))
        words = f"{grouped(bought)} − {grouped(short)}"
        lines.append(line("left", "Left", words, left, known=complete))
    return tuple(lines)


def account_notes(account: Account, prices: PriceList) -> tuple[str, ...]:
    """What is to be said besides: how to add packs, where a shortfall finds none."""
    if account.fits or account.top_up:
        return ()
    return (no_packs_note(prices),)


def balance_note(account: Account | None, forecast: str = "", *, complete: bool) -> tuple[str, ...]:
    """Whether the balance of a project lasts, and what to buy where it does not.

    Args:
        account: The balance and what is still needed, if there is a balance.
        forecast: Which forecast that is from, where there are two.
        complete: Whether everything is in what is still needed.
    """
    if account is None:
        return ()

    def text(credits: Decimal) -> str:
        return credits_text(credits, complete=complete)

    the = f"{forecast}, the" if forecast else "The"
    balance = f"{the} balance of {grouped(account.balance_credits)}"
    needed = f"the {text(account.needed_credits)} still needed"
    if account.fits:
        return (f"{balance} lasts for {needed}, and leaves {text(account.left_credits)}.",)
    short = f"{text(account.shortfall_credits)} are missing"
    if top_up := account.top_up:
        price = money(top_up.price, top_up.currency)
        short += f"; the cheapest top-up is {mix_words(top_up.packs)} for {price}"
    return (f"{balance} does not last for {needed}: {short}.",)


def pack_notes(account: Account | None, prices: PriceList) -> tuple[str, ...]:
    """Where the prices of packs are from, or how to add packs, where credits are short."""
    if account is None or account.fits:
        return ()
    return (*account_notes(account, prices), *top_up_note(prices))


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
