"""What a client is asked to pay, as rows and notes below a project."""

from collections.abc import Iterator
from decimal import Decimal

from acorns_cli.core.money import amount, amount_words
from acorns_cli.core.quantities import grouped
from acorns_cli.project.offer import Offer
from acorns_cli.report.report import Cell, Row


def offer_rows(offer: Offer) -> Iterator[Row]:
    """What comes to the money of the credits: items, markup, rounding, and what is asked for."""

    def row(
        key: str, name: str, money: Decimal, *, text: str | None = None, is_total: bool = False
    ) -> Row:
        cells = {
            "kind": key,
            "scene": Cell(text, name),
            "money": Cell(money, amount(money, offer.currency)),
        }
        return Row(cells, "total" if is_total else "plain")

    for item in offer.items:
        yield row("item", item.text, item.amount, text=item.text)
    if offer.markup_percent is not None:
        yield row("markup", f"Markup of {grouped(offer.markup_percent)}%", offer.markup)
    if offer.rounding:
        yield row("rounding", "Rounded up", offer.rounding)
    yield row("quote", "To pay", offer.total, is_total=True)


def offer_lead(offer: Offer) -> Iterator[str]:
    """For whom the quote is, whom they can ask, and until when it holds."""
    if offer.client:
        yield f"For {offer.client}."
    if offer.contact:
        yield f"Contact: {offer.contact}"
    if offer.valid_until:
        yield f"Valid until {offer.valid_until}."


def offer_notes(offer: Offer, unit: str) -> Iterator[str]:
    """What a credit is charged at, and what the quote says besides."""
    price = amount_words(offer.price_per_credit, offer.currency)
    rounded = "" if offer.price_is_exact else "~"
    yield f"Each row is its {unit} × {rounded}{price}, rounded up."
    yield from offer.notes
