"""Packs to buy as a report."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from acorns_cli.advice.purchase import PRICE_DECIMALS, TopUp, TopUpAdvice
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.quantities import EXACT, grouped, printed
from acorns_cli.report.account import credits_words, mix_words, money, top_up_note
from acorns_cli.report.document import document
from acorns_cli.report.report import Cell, Column, Report, Row, age


class _Choice(NamedTuple):
    """A line of the table: packs to buy, and what the account holds after it and the need."""

    name: Cell
    buy: TopUp
    left: Decimal


def top_up_report(advice: TopUpAdvice, prices: PriceList, *, today: date) -> Report:
    """The cheapest packs, and how the plain choices compare.

    Args:
        advice: What to buy.
        prices: The list that it is from.
        today: The day on which it is read, for the age of the prices.
    """
    kept = advice.left_credits
    cheapest = _choice("Cheapest", "cheapest", advice.top_up, kept)
    plain = (
        _choice(f"Only {grouped(choice.packs[0].credits)}", "plain", choice, kept)
        for choice in advice.plain
    )
    return Report(
        title=_title(advice),
        columns=_columns(),
        rows=(Row(cheapest, kind="total"), *map(Row, plain)),
        notes=(
            *top_up_note(prices),
            f"The price list is of {prices.edition} ({age(prices.edition, today)}). Prices change;"
            " the service itself has today's.",
        ),
        document=document(advice, "acorns.topup/1"),
        answer=printed(advice.top_up.price),
    )


def _title(advice: TopUpAdvice) -> str:
    needed, balance = credits_words(advice.needed_credits), grouped(advice.balance_credits)
    if not advice.shortfall_credits:
        return f"Nothing to buy for {needed}: {balance} in the account are enough"
    if not advice.balance_credits:
        return f"Packs for {needed}"
    short = grouped(advice.shortfall_credits)
    return f"Packs for {needed} with {balance} in the account: {short} short"


def _columns() -> tuple[Column[_Choice], ...]:
    return (
        Column("choice", "Buy", lambda choice: choice.name),
        Column("packs", "Packs", lambda choice: mix_words(choice.buy.packs), wraps=True),
        Column("credits", "Credits", lambda choice: choice.buy.credits, "right"),
        Column("left_over_credits", "Left", _left, "right", spare=1),
        Column("price_per_credit", "Per credit", _per_credit, "right", spare=2),
        Column("price", "Price", _price, "right"),
        Column("currency", "", lambda choice: choice.buy.currency),
    )


def _choice(name: str, key: str, buy: TopUp, kept: Decimal) -> _Choice:
    return _Choice(Cell(key, name), buy, EXACT.add(buy.left_over_credits, kept))


def _left(choice: _Choice) -> Cell:
    """What the packs leave; for people with what is kept of the balance."""
    return Cell(choice.buy.left_over_credits, grouped(choice.left))


def _per_credit(choice: _Choice) -> Cell | None:
    price = choice.buy.price_per_credit
    if price is None:
        return None
    shown = EXACT.quantize(price, Decimal(1).scaleb(-PRICE_DECIMALS))
    return Cell(price, f"{grouped(shown)} {choice.buy.currency}")


def _price(choice: _Choice) -> Cell:
    return Cell(choice.buy.price, money(choice.buy.price, choice.buy.currency))
