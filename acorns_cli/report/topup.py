"""Packs to buy as a report."""

from datetime import date

from acorns_cli.advice.topup import PRICE_DECIMALS, TopUp, TopUpAdvice
from acorns_cli.core.money import amount_words
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.quantities import EXACT, grouped, plural, printed
from acorns_cli.errors import all_of
from acorns_cli.report.account import bought_words, pack_notes, plan_notes
from acorns_cli.report.jsondocument import document
from acorns_cli.report.pricenotes import age_words, is_old
from acorns_cli.report.report import Cell, Column, Report, Row


def top_up_report(advice: TopUpAdvice, prices: PriceList, *, today: date) -> Report:
    """The cheapest packs or plan, and how packs of one size and each plan compare."""
    age_note = (
        f"The price list is of {prices.title} ({age_words(prices, today)}). Prices change;"
        " the service itself has today's."
    )
    return Report(
        title=_title(advice),
        columns=(
            Column("choice", "Buy", lambda buy: _choice(buy, advice), wraps=True),
            Column("packs", "What to buy", bought_words, wraps=True),
            Column("credits", "Credits", align="right", spare=1),
            Column("left_over_credits", "Left", lambda buy: _left(buy, advice), "right", spare=2),
            Column("price_per_credit", "Per credit", _per_credit, "right", spare=3),
            Column("price", "Price", _price, "right"),
            Column("currency"),
        ),
        rows=(Row(advice.top_up, "total"), *map(Row, _others(advice))),
        notes=(
            *_yearly_notes(advice),
            *pack_notes(prices),
            *(plan_notes(prices, advice.top_up.currency) if advice.shortfall_credits else ()),
            age_note,
        ),
        document=document(advice, "acorns.topup/1"),
        answer=printed(advice.top_up.price),
        cautions=(age_note,) if is_old(prices.edition, today) else (),
    )


def _others(advice: TopUpAdvice) -> list[TopUp]:
    """The other ways to buy; what is the cheapest is not said again."""
    best = bought_words(advice.top_up)
    return [way for way in (*advice.plain, *advice.with_plans) if bought_words(way) != best]


def _yearly_notes(advice: TopUpAdvice) -> tuple[str, ...]:
    """The plans that can only be bought for a year, and what is due for each."""
    currency = advice.top_up.currency
    plans = [
        f"{plan.name} ({plural(plan.credits, 'credit')} a month for"
        f" {amount_words(plan.price, currency)} a year)"
        for plan in advice.yearly
    ]
    return (f"Sold only by the year, and so not compared: {all_of(plans)}.",) if plans else ()


def _title(advice: TopUpAdvice) -> str:
    needed, balance = plural(advice.needed_credits, "credit"), grouped(advice.balance_credits)
    if not advice.shortfall_credits:
        return f"Nothing to buy for {needed}: {balance} in the account are enough"
    if not advice.balance_credits:
        return f"What to buy for {needed}"
    short = grouped(advice.shortfall_credits)
    return f"What to buy for {needed} with {balance} in the account: {short} short"


def _choice(buy: TopUp, advice: TopUpAdvice) -> Cell:
    if buy is advice.top_up:
        return Cell("cheapest", "Cheapest")
    if buy.plan:
        return Cell("plan", f"With {buy.plan.name}")
    return Cell("plain", f"Only {grouped(buy.packs[0].credits)}")


def _left(buy: TopUp, advice: TopUpAdvice) -> Cell:
    """What the packs leave; for people with what is left of the balance."""
    left = buy.left_over_credits
    return Cell(left, grouped(EXACT.add(left, advice.left_credits)))


def _per_credit(buy: TopUp) -> Cell | None:
    if buy.price_per_credit is None:
        return None
    shown = f"{buy.price_per_credit:,.{PRICE_DECIMALS}f} {buy.currency}"
    return Cell(buy.price_per_credit, shown)


def _price(buy: TopUp) -> Cell:
    return Cell(buy.price, amount_words(buy.price, buy.currency))
