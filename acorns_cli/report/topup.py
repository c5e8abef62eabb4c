"""Packs to buy as a report. This module knows which columns, names and notes it has."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from acorns_cli.pricelist import PriceList
from acorns_cli.quantities import EXACT, grouped, printed
from acorns_cli.report import EMPTY, Cell, Column, Report, Row, age, number_cell, text_cell
from acorns_cli.report.account import credits_words, mix_words, money, top_up_note
from acorns_cli.topup import PRICE_DECIMALS, TopUp, TopUpAdvice

_COLUMNS = (
    Column("choice", "Buy"),
    Column("packs", "Packs", wraps=True),
    Column("credits", "Credits", "right"),
    Column("left_over_credits", "Left", "right", spare=1),
    Column("price_per_credit", "Per credit", "right", spare=2),
    Column("price", "Price", "right"),
    Column("currency", ""),
)


def top_up_report(advice: TopUpAdvice, prices: PriceList, *, today: date) -> Report:
    """The cheapest packs, and how the plain choices compare.

    Args:
        advice: What to buy.
        prices: The list that it is from.
        today: The day on which it is read, for the age of the prices.
    """
    kept = advice.left_credits
    plain = (
        Row(_cells(f"Only {grouped(choice.packs[0].credits)}", "plain", choice, kept))
        for choice in advice.plain
    )
    return Report(
        title=_title(advice),
        columns=_COLUMNS,
        rows=(Row(_cells("Cheapest", "cheapest", advice.top_up, kept), kind="total"), *plain),
        notes=(
            *top_up_note(prices),
            f"The price list is of {prices.edition} ({age(prices.edition, today)}). Prices change;"
            " the service itself has today's.",
        ),
        document=advice,
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


def _cells(name: str, key: str, choice: TopUp, kept: Decimal) -> tuple[Cell, ...]:
    """The cells of a choice, after which it and what is kept of the balance are left."""
    left = EXACT.add(choice.left_over_credits, kept)
    return (
        text_cell(name, key),
        text_cell(mix_words(choice.packs)),
        number_cell(choice.credits),
        number_cell(choice.left_over_credits, grouped(left)),
        _price_per_credit_cell(choice),
        number_cell(choice.price, money(choice.price, choice.currency)),
        text_cell(choice.currency),
    )


def _price_per_credit_cell(choice: TopUp) -> Cell:
    if choice.price_per_credit is None:
        return EMPTY
    shown = EXACT.quantize(choice.price_per_credit, Decimal(1).scaleb(-PRICE_DECIMALS))
    return number_cell(choice.price_per_credit, f"{grouped(shown)} {choice.currency}")
