"""What a client is asked to pay, as rows and notes below a project."""

from collections.abc import Iterator
from decimal import Decimal

from acorns_cli.core.filevalues import CREDITS
from acorns_cli.core.money import amount, amount_words
from acorns_cli.core.quantities import grouped
from acorns_cli.project.quote import Quote
from acorns_cli.report.report import Cell, Row, RowKind


def money_cell(quote: Quote, money: Decimal) -> Cell:
    """An amount in the currency of a quote, which a column names."""
    return Cell(money, amount(money, quote.currency))


def quote_rows(quote: Quote) -> Iterator[Row]:
    """What comes to the money of the credits: items, markup, rounding, and what is asked for."""

    def row(kind: str, name: Cell, money: Decimal, look: RowKind = "plain") -> Row:
        return Row({"kind": kind, "scene": name, "money": money_cell(quote, money)}, look)

    for item in quote.items:
        yield row("item", Cell(item.text, item.text), item.amount)
    if quote.markup_percent is not None:
        name = Cell(None, f"Markup of {grouped(quote.markup_percent)}%")
        yield row("markup", name, quote.markup)
    if quote.rounding:
        yield row("rounding", Cell(None, "Rounded up"), quote.rounding)
    yield row("quote", Cell(None, "To pay"), quote.total, "total")


def quote_lead(quote: Quote) -> Iterator[str]:
    """For whom the quote is, whom they can ask, and until when it holds."""
    if quote.client:
        yield f"For {quote.client}."
    if quote.contact:
        yield f"Contact: {quote.contact}"
    if quote.valid_until:
        yield f"Valid until {quote.valid_until}."


def quote_notes(quote: Quote, unit: str) -> Iterator[str]:
    """What a credit is charged at, and what the quote says besides."""
    price = amount_words(quote.price_per_credit, quote.currency)
    rounded = "" if quote.price_is_exact else "~"
    one = "One credit costs" if unit == CREDITS else f"1 {unit} is"
    of_one = "" if unit == quote.currency else f"{one} {rounded}{price}. "
    yield f"{of_one}In each row, the price in {quote.currency} is rounded up."
    yield from quote.notes
