"""What a client is asked to pay, as rows and notes below a project."""

from collections.abc import Iterator
from decimal import Decimal

from acorns_cli.core.filevalues import CREDITS
from acorns_cli.core.money import amount, amount_words
from acorns_cli.core.quantities import grouped
from acorns_cli.project.quote import Quote
from acorns_cli.report.report import Cell, Row


def quote_rows(quote: Quote) -> Iterator[Row]:
    """What comes to the money of the credits: items, markup, rounding, and what is asked for."""

    def row(
        key: str, name: str, money: Decimal, *, text: str | None = None, is_total: bool = False
    ) -> Row:
        cells = {
            "kind": key,
            "scene": Cell(text, name),
            "money": Cell(money, amount(money, quote.currency)),
        }
        return Row(cells, "total" if is_total else "plain")

    for item in quote.items:
        yield row("item", item.text, item.amount, text=item.text)
    if quote.markup_percent is not None:
        yield row("markup", f"Markup of {grouped(quote.markup_percent)}%", quote.markup)
    if quote.rounding:
        yield row("rounding", "Rounded up", quote.rounding)
    yield row("quote", "To pay", quote.total, is_total=True)


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
