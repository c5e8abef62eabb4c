"""What credits cost every month as a report."""

from datetime import date
from decimal import Decimal

from acorns_cli.advice.monthly import MonthlyAdvice, MonthlyWay
from acorns_cli.core.money import amount
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.quantities import plural, printed
from acorns_cli.report.account import mix_words, pack_notes, plan_notes
from acorns_cli.report.credits import credits_cell
from acorns_cli.report.jsondocument import document
from acorns_cli.report.pricenotes import cautions, price_note
from acorns_cli.report.report import Cell, Column, Report, Row


def monthly_report(advice: MonthlyAdvice, prices: PriceList, *, today: date) -> Report:
    """Each plan with packs on top, billed by the month and by the year, the cheapest first."""
    currency = advice.currency

    def cost(price: Decimal) -> Cell:
        return credits_cell(price, currency)

    return Report(
        title=f"{plural(advice.needed_credits, 'credit')} every month",
        columns=(
            Column("plan", "Plan", lambda way: Cell(way.plan, way.plan or "no plan"), wraps=True),
            Column("billed", "Billed", lambda way: way.billed if way.plan else "", wraps=True),
            Column("plan_price", "Due", lambda way: _due(way, currency), "right", spare=1),
            Column("packs", "Packs a month", _packs, wraps=True),
            Column("left_unused", "Unused", align="right", spare=2),
            Column("price_per_month", "A month", lambda it: cost(it.price_per_month), "right"),
            Column(
                "price_per_year", "A year", lambda it: cost(it.price_per_year), "right", spare=1
            ),
            Column("currency", "", lambda _: currency),
        ),
        rows=tuple(map(Row, advice.ways)),
        notes=(
            f"In {currency}. Each month is counted as if it started from an empty account.",
            *plan_notes(prices, currency),
            *pack_notes(prices),
            price_note(prices, today),
        ),
        document=document(advice, "acorns.topup-monthly/1"),
        answer=printed(advice.ways[0].price_per_month),
        cautions=cautions(prices, today),
    )


def _due(way: MonthlyWay, currency: str) -> Cell:
    return Cell(way.plan_price, amount(way.plan_price, currency) if way.plan else "")


def _packs(way: MonthlyWay) -> Cell:
    return Cell(mix_words(way.packs), mix_words(way.packs) if way.packs else "none")
