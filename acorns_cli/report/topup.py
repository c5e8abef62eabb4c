"""Packs to buy as a report."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from acorns_cli.advice.purchase import PRICE_DECIMALS, TopUp, TopUpAdvice
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.quantities import EXACT, grouped, plural, printed
from acorns_cli.report.account import mix_words, money, pack_notes
from acorns_cli.report.document import document
from acorns_cli.report.report import Cell, Column, Report, Row, age


def top_up_report(advice: TopUpAdvice, prices: PriceList, *, today: date) -> Report:
    """The cheapest packs, and how the choices of one size alone compare."""
    kept = advice.left_credits
    plain = (
        _row(Cell("plain", f"Only {grouped(choice.packs[0].credits)}"), choice, kept)
        for choice in advice.plain
    )
    return Report(
        title=_title(advice),
        columns=(
            Column("choice", "Buy"),
            Column("packs", "Packs", wraps=True),
            Column("credits", "Credits", align="right"),
            Column("left_over_credits", "Left", align="right", spare=1),
            Column("price_per_credit", "Per credit", align="right", spare=2),
            Column("price", "Price", align="right"),
            Column("currency"),
        ),
        rows=(_row(Cell("cheapest", "Cheapest"), advice.top_up, kept, is_best=True), *plain),
        notes=(
            *pack_notes(prices),
            f"The price list is of {prices.edition} ({age(prices.edition, today)}). Prices change;"
            " the service itself has today's.",
        ),
        document=document(advice, "acorns.topup/1"),
        answer=printed(advice.top_up.price),
    )


def _title(advice: TopUpAdvice) -> str:
    needed, balance = plural(advice.needed_credits, "credit"), grouped(advice.balance_credits)
    if not advice.shortfall_credits:
        return f"Nothing to buy for {needed}: {balance} in the account are enough"
    if not advice.balance_credits:
        return f"Packs for {needed}"
    short = grouped(advice.shortfall_credits)
    return f"Packs for {needed} with {balance} in the account: {short} short"


def _row(choice: Cell, buy: TopUp, kept: Decimal, *, is_best: bool = False) -> Row:
    """Packs to buy; `kept` is what the need leaves of the balance, which people read with it."""
    left = grouped(EXACT.add(buy.left_over_credits, kept))
    cells = {
        "choice": choice,
        "packs": mix_words(buy.packs),
        "credits": buy.credits,
        "left_over_credits": Cell(buy.left_over_credits, left),
        "price_per_credit": _per_credit(buy),
        "price": Cell(buy.price, money(buy.price, buy.currency)),
        "currency": buy.currency,
    }
    return Row(cells, "total" if is_best else "plain")


def _per_credit(buy: TopUp) -> Cell | None:
    if buy.price_per_credit is None:
        return None
    shown = f"{buy.price_per_credit:,.{PRICE_DECIMALS}f} {buy.currency}"
    return Cell(buy.price_per_credit, shown)
