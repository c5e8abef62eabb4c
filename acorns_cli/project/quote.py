"""What a client is asked to pay for a project: its credits in money, items, markup, rounding."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Annotated, Final

from msgspec import Struct

from acorns_cli.advice.packmixes import ADD_PACKS
from acorns_cli.advice.topup import currency_of, packs_for
from acorns_cli.core import numbers
from acorns_cli.core.filevalues import Currency, Edition, Rate, RoundTo, Words
from acorns_cli.core.money import smallest_decimals
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.quantities import MAX_COUNT, canonical, rounded_up, whole_units
from acorns_cli.errors import InputError, one_of, shown
from acorns_cli.records.record import Leaf

_MONTHS: Final = 12
_PACKS: Final = "packs"
_PLAN: Final = "plan "


def _price_per_credit(text: str) -> str:
    if text != _PACKS and not text.startswith(_PLAN):
        numbers.rate(text)
    return text


_NUMBER: Final = {"type": ["number", "string"]}
PricePerCredit = Annotated[str, Leaf(_price_per_credit, _NUMBER)]
Markup = Annotated[Decimal, Leaf(numbers.share, _NUMBER)]
Amount = Annotated[Decimal, Leaf(lambda text: numbers.number(text, at_most=MAX_COUNT), _NUMBER)]


class Item(Struct, frozen=True):
    """Something that is charged besides the credits."""

    text: Words
    amount: Amount


class QuoteTerms(Struct, frozen=True, kw_only=True):
    """On what terms a project is offered to a client, as the file has it."""

    client: Words = ""
    contact: Words = ""
    """Whom the client can ask."""
    currency: Currency
    price_per_credit: PricePerCredit | None = None
    """A number, `packs` for the cheapest packs, or `plan NAME`; none where the list is in money."""
    rate: Rate | None = None
    """How much of the currency one of the packs', the plan's or the list's is."""
    items: tuple[Item, ...] = ()
    markup: Markup | None = None
    """Percent."""
    round_to: RoundTo | None = None
    """The total is rounded up to a multiple of it."""
    valid_until: Edition | None = None
    notes: tuple[Words, ...] = ()


class Quote(Struct, frozen=True):
    """What the client is asked to pay, line by line; all amounts are in the currency."""

    client: str
    contact: str
    currency: str
    price_per_credit: Decimal
    """What one credit is charged at, rounded up to 6 decimals; sums use the exact price."""
    price_is_exact: bool
    """Whether nothing of it was rounded."""
    rows: tuple[Decimal, ...]
    """Scenes, pools and the reserve, in their order, each rounded up to the smallest amount."""
    of_credits: Decimal
    """The rows together."""
    items: tuple[Item, ...]
    markup_percent: Decimal | None
    markup: Decimal
    rounding: Decimal
    total: Decimal
    valid_until: date | None
    notes: tuple[str, ...]


def quote(terms: QuoteTerms, rows: Iterable[Decimal], total: Decimal, prices: PriceList) -> Quote:
    """What the client is asked to pay for rows of credits that come to a total.

    It runs in the exact context of its caller.

    Raises:
        InputError: The credits have no price in the currency.
    """
    decimals = smallest_decimals(terms.currency)
    price = _price(terms, total, prices)
    shown_price = _rounded_up(price, 6)
    charged = tuple(_rounded_up(Fraction(row) * price, decimals) for row in rows)
    of_credits = sum(charged, Decimal(0))
    before_markup = of_credits + sum((item.amount for item in terms.items), Decimal(0))
    share = terms.markup or Decimal(0)
    markup = rounded_up(before_markup * share, Decimal(100), decimals=decimals)
    before_rounding = rounded = before_markup + markup
    if terms.round_to:
        rounded = whole_units(before_rounding, terms.round_to) * terms.round_to
    return Quote(
        client=terms.client,
        contact=terms.contact,
        currency=terms.currency,
        price_per_credit=shown_price,
        price_is_exact=Fraction(shown_price) == price,
        rows=charged,
        of_credits=canonical(of_credits),
        items=terms.items,
        markup_percent=terms.markup,
        markup=markup,
        rounding=canonical(rounded - before_rounding),
        total=canonical(rounded),
        valid_until=terms.valid_until,
        notes=terms.notes,
    )


def _rounded_up(amount: Fraction, decimals: int) -> Decimal:
    return canonical(Decimal(ceil(amount * 10**decimals)).scaleb(-decimals))


def _price(terms: QuoteTerms, total: Decimal, prices: PriceList) -> Fraction:
    """What one credit is charged at, in the currency of the quote."""
    said = terms.price_per_credit
    if prices.is_money:
        if said is not None:
            what = "prices in money need no price per credit"
            raise InputError(what, fix="leave it out", word="price_per_credit")
        return _converted(Fraction(1), prices.unit, terms)
    if said is None:
        fix = "write a number, packs, or plan and its name"
        raise InputError("the price per credit is missing", fix=fix, word="price_per_credit")
    if said == _PACKS:
        return _converted(*_of_packs(total, prices), terms)
    if said.startswith(_PLAN):
        return _converted(*_of_plan(said.removeprefix(_PLAN).strip(), prices), terms)
    return Fraction(numbers.rate(said))


def _converted(price: Fraction, currency: str, terms: QuoteTerms) -> Fraction:
    if currency == terms.currency:
        return price
    if terms.rate is None:
        what = f"the prices are in {currency}, and the quote is in {terms.currency}"
        fix = f"give how many {terms.currency} one {currency} is worth as rate"
        raise InputError(what, fix=fix, word="currency")
    return price * Fraction(terms.rate)


def _of_packs(total: Decimal, prices: PriceList) -> tuple[Fraction, str]:
    """The price of the cheapest packs for a total, by the credits that they hold; its currency."""
    currency = currency_of(prices)
    packs = packs_for(total, prices, currency, has_plan=True) if currency else None
    if currency is None or packs is None:
        what = f"the price list of {prices.title} has no packs of credits"
        raise InputError(what, fix=ADD_PACKS, word="price_per_credit")
    if not packs:  # nothing is needed, at any price
        return Fraction(0), currency
    credits = sum((pack.count * pack.credits for pack in packs), Decimal(0))
    price = sum((pack.count * pack.price for pack in packs), Decimal(0))
    return Fraction(price) / Fraction(credits), currency


def _of_plan(name: str, prices: PriceList) -> tuple[Fraction, str]:
    """The price of a month of a plan, by the credits that it holds; its currency."""
    plans = {plan.name: plan for plan in (prices.plans.sold if prices.plans else ())}
    if prices.plans is None or name not in plans:
        has = f"it has {one_of(plans)}" if plans else "it has none"
        what = f"the price list of {prices.title} has no plan {shown(name)}"
        raise InputError(what, fix=has, word="price_per_credit")
    plan = plans[name]
    due = Fraction(plan.monthly or 0) or Fraction(plan.yearly or 0) / _MONTHS
    return due / Fraction(plan.credits), prices.plans.currency
