"""What every report says of a balance, a shortfall and packs to buy."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from acorns_cli.advice.purchase import ADD_PACKS, Account, PackCount
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.quantities import grouped, two_decimals
from acorns_cli.report.credits import credits_cell, credits_text
from acorns_cli.report.report import Cell, Row


def account_rows(account: Account, *, complete: bool) -> Iterator[Row]:
    """The balance, what is left or short, and what to buy, as rows below an estimate.

    `complete` says whether the credits needed include everything, and so what is left or short.
    """

    def row(key: str, name: str, words: str, credits: Decimal, *, known: bool = complete) -> Row:
        cell = credits_cell(credits, complete=known)
        return Row({"item": Cell(key, name), "sum": words, "credits": cell})

    balance, needed = account.balance_credits, account.needed_credits
    yield row("balance", "Balance", "", balance, known=True)
    if account.fits:
        words = f"{grouped(balance)} − {grouped(needed)}"
        yield row("left", "Left", words, account.left_credits)
        return
    short = account.shortfall_credits
    yield row("shortfall", "Shortfall", f"{grouped(needed)} − {grouped(balance)}", short)
    if top_up := account.top_up:
        bought = top_up.credits
        words = f"{mix_words(top_up.packs)} for {money(top_up.price, top_up.currency)}"
        yield row("top_up", "Cheapest top-up", words, bought, known=True)
        words = f"{grouped(bought)} − {grouped(short)}"
        yield row("left", "Left", words, top_up.left_over_credits)


def balance_note(account: Account | None, forecast: str = "", *, complete: bool) -> tuple[str, ...]:
    """Whether the balance of a project is enough, and what to buy where it is not.

    Args:
        account: The balance and what is still needed, if there is a balance.
        forecast: Which forecast that is from, where there are two.
        complete: Whether the credits needed include everything.
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


def shortfall_notes(account: Account | None, prices: PriceList) -> tuple[str, ...]:
    """Where the prices of packs are from, or how to add packs, where credits are short."""
    if account is None or account.fits:
        return ()
    return pack_notes(prices) or (no_packs_note(prices),)


def no_packs_note(prices: PriceList) -> str:
    """That there is nothing to buy, and how to add it."""
    return f"The price list of {prices.edition} has no packs of credits: {ADD_PACKS}."


def pack_notes(prices: PriceList) -> tuple[str, ...]:
    """Where the prices of the packs are from, if there are any."""
    if prices.top_ups is None or not prices.top_ups.packs:
        return ()
    return (f"Prices of packs from: {prices.top_ups.source}",)


def mix_words(packs: Iterable[PackCount]) -> str:
    """Packs in words: `1 × 6,000 + 2 × 600`."""
    return " + ".join(f"{pack.count:,} × {grouped(pack.credits)}" for pack in packs) or "nothing"


def money(amount: Decimal, currency: str) -> str:
    """An amount as people write it: `40.00 USD`, `14.90 USD`."""
    return f"{two_decimals(amount)} {currency}"
