"""What every report says of a balance, a shortfall and packs to buy."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from msgspec.structs import replace

from acorns_cli.advice.account import Account, why_nothing
from acorns_cli.advice.topup import PackCount, TopUp, source_of
from acorns_cli.core.money import amount, amount_words
from acorns_cli.core.pricelist import Pack, Packs, Plans, PriceList
from acorns_cli.core.quantities import grouped, plural
from acorns_cli.errors import all_of
from acorns_cli.report.credits import credits_cell, credits_said
from acorns_cli.report.report import Cell, Row, Tone, sentence_case


def account_rows(account: Account, unit: str, *, complete: bool) -> Iterator[Row]:
    """The balance, what is left or short, and what to buy, as rows below an estimate.

    `complete` says whether the credits needed include everything, and so what is left or short.
    """

    def row(key: str, name: str, words: str, credits: Cell) -> Row:
        return Row({"item": Cell(key, name), "sum": words, "credits": credits})

    def cell(credits: Decimal, tone: Tone = "") -> Cell:
        return replace(credits_cell(credits, unit, complete=complete), tone=tone)

    def less(whole: Decimal, part: Decimal) -> str:
        return f"{amount(whole, unit)} − {amount(part, unit)}"

    balance, needed = account.balance_credits, account.needed_credits
    yield row("balance", "Balance", "", credits_cell(balance, unit))
    if account.fits:
        yield row("left", "Left", less(balance, needed), cell(account.left_credits, "good"))
        return
    short = account.shortfall_credits
    yield row("shortfall", "Shortfall", less(needed, balance), cell(short, "bad"))
    if top_up := account.top_up:
        bought = top_up.credits
        words = f"{bought_words(top_up)} for {amount_words(top_up.price, top_up.currency)}"
        yield row("top_up", "Cheapest top-up", words, credits_cell(bought, unit))
        yield row("left", "Left", less(bought, short), cell(top_up.left_over_credits))


def balance_note(
    account: Account | None, unit: str, forecast: str = "", *, complete: bool
) -> tuple[str, ...]:
    """Whether the balance of a project, if it has one, is enough, and what to buy where it is not.

    Where there are two forecasts, the note names the one that the account is from.
    """
    if account is None:
        return ()

    def text(credits: Decimal) -> str:
        return credits_said(credits, unit, complete=complete)

    the = f"{forecast}, the" if forecast else "The"
    balance = f"{the} balance of {credits_said(account.balance_credits, unit)}"
    needed = f"the {text(account.needed_credits)} still needed"
    if account.fits:
        return (f"{balance} is enough for {needed}, and leaves {text(account.left_credits)}.",)
    short = f"{text(account.shortfall_credits)} are missing"
    if top_up := account.top_up:
        price = amount_words(top_up.price, top_up.currency)
        short += f"; the cheapest top-up is {bought_words(top_up)} for {price}"
    return (f"{balance} is not enough for {needed}: {short}.",)


def shortfall_notes(account: Account | None, prices: PriceList) -> tuple[str, ...]:
    """Where the prices of packs are from, or how to add packs, where credits are short."""
    if account is None or account.fits:
        return ()
    if top_up := account.top_up:
        return (*terms_of(top_up, prices), *bought_source(top_up, prices))
    return no_packs_notes(account.shortfall_credits, prices)


def no_packs_notes(needed: Decimal, prices: PriceList) -> tuple[str, ...]:
    """Why nothing to buy was found, and what to do; nothing where the list is in money."""
    if prices.is_money:
        return ()
    what, fix = why_nothing(needed, prices).sentences()
    return (f"{sentence_case(what)}: {fix}.",)


def pack_notes(prices: PriceList) -> tuple[str, ...]:
    """Where the prices of the packs are from, and what the list says of them, if there are any."""
    said: dict[str, list[str]] = {}
    for pack in prices.packs.sold if prices.packs else ():
        if terms := pack_terms(pack):
            said.setdefault(terms, []).append(grouped(pack.credits))
    return (
        *_sale_notes("packs", prices.packs),
        *(f"Packs of {all_of(sizes)} credits: {terms}." for terms, sizes in said.items()),
    )


def _sale_notes(what: str, sale: Packs | Plans | None) -> tuple[str, ...]:
    """Where the prices of packs or plans are from, and what the list says of all of them."""
    if sale is None or not sale.sold:
        return ()
    return (f"Prices of {what} from: {sale.source}", *_note(f"Note on {what}", sale.note))


def plan_notes(prices: PriceList, currency: str) -> tuple[str, ...]:
    """Where the prices of the plans are from, or why they are not compared, if there are any."""
    plans = prices.plans
    if plans and plans.sold and plans.currency != currency:
        return (f"The plans are sold in {plans.currency}, and so are not compared.",)
    return _sale_notes("plans", plans)


def _note(about: str, note: str) -> tuple[str, ...]:
    return (f"{about}: {note.rstrip('.')}.",) if note else ()


def pack_terms(pack: Pack) -> str:
    """On what terms a pack is sold: `only with a plan, valid for 12 months`; "" if on none."""
    plan = "only with a plan" if pack.needs_plan else ""
    return ", ".join(term for term in (plan, pack.note.rstrip(".")) if term)


def bought_words(top_up: TopUp) -> str:
    """What is bought, in words: `1 × 1,800 + 1 × 600`, `1 month of Pro + 2 × 1,000`."""
    if top_up.plan is None:
        return mix_words(top_up.packs)
    month = f"1 month of {top_up.plan.name} ({plural(top_up.plan.credits, 'credit')})"
    return f"{month} + {mix_words(top_up.packs)}" if top_up.packs else month


def purchase_notes(purchase: TopUp | None, prices: PriceList) -> tuple[str, ...]:
    """What must be bought for a total, in one line, and what the list says of it."""
    if purchase is None or not purchase.credits:
        return ()
    price = amount_words(purchase.price, purchase.currency)
    credits = "" if purchase.plan and not purchase.packs else " credits"
    what = f"{bought_words(purchase)}{credits}"
    return (f"To buy: {what} for {price}.", *terms_of(purchase, prices))


def bought_source(purchase: TopUp | None, prices: PriceList) -> tuple[str, ...]:
    """Where the prices of what must be bought are from."""
    if purchase is None or not purchase.credits:
        return ()
    return (f"Prices of credits from: {source_of(purchase, prices)}",)


def purchase_figure(purchase: TopUp | None, account: Account | None) -> tuple[tuple[str, str], ...]:
    """The price of what must be bought, for a total or for what a balance is short of."""
    bought = account.top_up if account else purchase
    if bought is None or not bought.credits:
        return ()
    return (("To buy", amount_words(bought.price, bought.currency)),)


def terms_of(purchase: TopUp, prices: PriceList) -> tuple[str, ...]:
    """On what terms the list sells what is bought, if it says any."""
    terms: list[str] = []
    if purchase.packs and prices.packs:
        bought = {(pack.credits, pack.price) for pack in purchase.packs}
        for pack in prices.packs.sold:
            if (pack.credits, pack.price) in bought:
                terms += _note(f"Packs of {plural(pack.credits, 'credit')}", pack_terms(pack))
        terms += _note("Note on packs", prices.packs.note)
    if purchase.plan and prices.plans:
        for plan in prices.plans.sold:
            if plan.name == purchase.plan.name:
                terms += _note(f"The plan {plan.name}", plan.note)
        terms += _note("Note on plans", prices.plans.note)
    return tuple(dict.fromkeys(terms))


def mix_words(packs: Iterable[PackCount]) -> str:
    """Packs in words: `1 × 6,000 + 2 × 600`."""
    return " + ".join(f"{pack.count:,} × {grouped(pack.credits)}" for pack in packs) or "nothing"
