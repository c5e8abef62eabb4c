"""The packs of credits to buy: the cheapest mix that covers a need.

This module knows how packs add up; not what the credits are for, nor what is in the account.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal, localcontext
from heapq import heappop, heappush
from math import gcd
from typing import Final, Literal, NamedTuple

from msgspec import Struct

from acorns_cli.errors import InputError
from acorns_cli.pricelist import Pack, PriceList, TopUps
from acorns_cli.pricing import PricesUsed, prices_used
from acorns_cli.quantities import EXACT, MAX_DECIMALS, canonical, rounded_quotient, whole_units

ADD_PACKS: Final = "add them to a price list under top_ups, each with its credits and its price"
"""What to do about a price list without packs."""

PRICE_DECIMALS: Final = 4

_MAX_SUMS: Final = 100_000
"""Sums of packs that are looked at for one need. The packs of a real list take a few dozen."""

_MAX_PACKS: Final = 100
"""Kinds of packs that are worth a look at once. A real list has a handful."""


class PackCount(Struct, frozen=True):
    """How many of one pack."""

    count: int
    credits: Decimal
    """Of one such pack."""
    price: Decimal
    """Of one such pack."""


class TopUp(Struct, frozen=True):
    """Packs to buy, the largest first."""

    packs: tuple[PackCount, ...]
    price: Decimal
    """Of them all, in whole units of the currency: dollars, not cents."""
    currency: str
    credits: Decimal
    """In them all."""
    left_over_credits: Decimal
    """What they hold over what was needed."""
    price_per_credit: Decimal | None
    """Of the credits bought, rounded half up to 4 decimals; None where nothing is bought."""


class TopUpAdvice(Struct, frozen=True):
    """What to buy for a need; its fields are those of the JSON."""

    schema: Literal["acorns.topup/1"]
    prices: PricesUsed
    source: str
    """Where the prices of the packs are from."""
    needed_credits: Decimal
    balance_credits: Decimal
    shortfall_credits: Decimal
    left_credits: Decimal
    """Of the balance, where it is enough."""
    top_up: TopUp
    plain: tuple[TopUp, ...]
    """The same with packs of one kind alone, the largest first; none if nothing is short."""


def top_up_advice(needed: Decimal, balance: Decimal, prices: PriceList) -> TopUpAdvice:
    """What to buy, if anything, so that a balance covers a need.

    Raises:
        InputError: The price list has no packs, or ones too odd to find the cheapest mix of.
    """
    on_sale = packs_on_sale(prices)
    shortfall = max(canonical(EXACT.subtract(needed, balance)), Decimal(0))
    return TopUpAdvice(
        schema="acorns.topup/1",
        prices=prices_used(prices),
        source=str(on_sale.source),
        needed_credits=needed,
        balance_credits=balance,
        shortfall_credits=shortfall,
        left_credits=max(canonical(EXACT.subtract(balance, needed)), Decimal(0)),
        top_up=top_up(shortfall, on_sale),
        plain=plain_top_ups(shortfall, on_sale) if shortfall else (),
    )


def packs_on_sale(prices: PriceList) -> TopUps:
    """The packs of a price list.

    Raises:
        InputError: It has none.
    """
    if prices.top_ups is None or not prices.top_ups.packs:
        what = f"the price list of {prices.edition} has no packs of credits"
        raise InputError(what, fix=ADD_PACKS)
    return prices.top_ups


def top_up(needed: Decimal, top_ups: TopUps) -> TopUp:
    """The cheapest packs that hold the credits needed.

    Of two mixes at one price it is the one with more credits, and of those the one with fewer
    packs. The time that it takes depends on the packs and not on the need.

    Args:
        needed: Credits, 0 or more.
        top_ups: The packs on sale, one at least.

    Raises:
        InputError: The packs are so many, or so odd in their sizes, that the search would not end.
    """
    if not top_ups.packs:
        raise InputError("there are no packs of credits", fix=ADD_PACKS)
    packs = _worthwhile(top_ups.packs)
    if len(packs) > _MAX_PACKS:
        what = f"{len(packs)} kinds of packs are too many to find the cheapest mix"
        raise InputError(what, fix=f"the most is {_MAX_PACKS}")
    unit = _common_unit(packs)
    sized = [_sized(pack, unit) for pack in packs]
    counts = _cheapest_counts(whole_units(needed, unit), sized)
    return _bought(zip(packs, counts, strict=True), needed, top_ups.currency)


def plain_top_ups(needed: Decimal, top_ups: TopUps) -> tuple[TopUp, ...]:
    """What covers the need with packs of one kind alone, for each kind, the largest first."""
    return tuple(
        _bought([(pack, whole_units(needed, pack.credits))], needed, top_ups.currency)
        for pack in _largest_first(set(top_ups.packs))
    )


def _bought(counts: Iterable[tuple[Pack, int]], needed: Decimal, currency: str) -> TopUp:
    packs = tuple(PackCount(count, pack.credits, pack.price) for pack, count in counts if count)
    with localcontext(EXACT):
        credits = sum((pack.count * pack.credits for pack in packs), Decimal(0))
        price = sum((pack.count * pack.price for pack in packs), Decimal(0))
    return TopUp(
        packs=packs,
        price=canonical(price),
        currency=currency,
        credits=canonical(credits),
        left_over_credits=canonical(EXACT.subtract(credits, needed)),
        price_per_credit=(
            rounded_quotient(price, credits, decimals=PRICE_DECIMALS) if credits else None
        ),
    )


def _largest_first(packs: Iterable[Pack]) -> list[Pack]:
    """The packs by size; of one size the cheaper comes first."""
    by_price = sorted(packs, key=lambda pack: pack.price)
    return sorted(by_price, key=lambda pack: pack.credits, reverse=True)


# --- the cheapest mix -------------------------------------------------------------------------


class _SizedPack(NamedTuple):
    """A pack in whole numbers: its size in the unit that every pack is a multiple of."""

    size: int
    cents: int


def _worthwhile(packs: Iterable[Pack]) -> list[Pack]:
    """The packs without those that another beats in both credits and price, the largest first."""
    kept: list[Pack] = []
    for pack in _largest_first(packs):
        if not kept or pack.price < kept[-1].price:
            kept.append(pack)
    return kept


def _common_unit(packs: Iterable[Pack]) -> Decimal:
    """The largest amount of credits that every pack holds a whole number of times."""
    with localcontext(EXACT):
        millionths = (int(pack.credits.scaleb(MAX_DECIMALS)) for pack in packs)
        return Decimal(gcd(*millionths)).scaleb(-MAX_DECIMALS)


def _sized(pack: Pack, unit: Decimal) -> _SizedPack:
    with localcontext(EXACT):
        return _SizedPack(int(pack.credits / unit), int(pack.price * 100))


class _Sum(NamedTuple):
    """Some packs other than the filler; of two sums the better one comes first."""

    waste: int
    """What they cost over as many units at the filler's price, in cents × the filler's size."""
    surplus: int
    """How many packs more they are than as many units of filler, × the filler's size."""
    size: int
    counts: tuple[int, ...]


class _Mix(NamedTuple):
    """Packs that cover a need; of two mixes the better one comes first."""

    cents: int
    negative_size: int
    packs: int
    counts: tuple[int, ...]


def _cheapest_counts(need: int, packs: Sequence[_SizedPack]) -> tuple[int, ...]:
    """How many of each pack cover the need, in the order of the packs.

    The filler is the pack with the best price for its size. Once some others are chosen, fillers do
    the rest, and how far they overshoot depends on one thing alone: the remainder that the others
    leave when divided by the filler's size. So one sum of others for each remainder is enough.
    """
    # Only a need for packs loads it.
    from fractions import Fraction

    filler = min(packs, key=lambda pack: (Fraction(pack.cents, pack.size), -pack.size))
    best: _Mix | None = None
    for step, others in enumerate(_least_wasteful_sums(need, packs, filler)):
        if best and others.waste + filler.cents * need > best.cents * filler.size:
            break  # the waste alone makes this one dearer, and those to come waste no less
        if step * len(packs) >= _MAX_SUMS:  # each may make one with each pack
            what = "the packs of the price list are too odd in size to find the cheapest mix"
            raise InputError(what, fix="leave out the packs that are nearly alike")
        mix = _filled(need, others, packs, filler)
        best = min(best, mix) if best else mix
    assert best  # noqa: S101 - the first sum is that of no other packs
    return best.counts


def _least_wasteful_sums(
    need: int, packs: Sequence[_SizedPack], filler: _SizedPack
) -> Iterator[_Sum]:
    """Sums of packs other than the filler, the least wasteful first: a shortest path.

    There is one for each remainder, and further ones that waste more and are smaller, as long as
    the need is so small that this can matter.
    """
    # As many other packs as the filler has units hold some that add up to fillers, which are no
    # dearer; so fewer are enough, and they never exceed such a need.
    ample = need >= filler.size * max(pack.size for pack in packs)
    smallest: dict[int, int] = {}
    queue = [_Sum(0, 0, 0, (0,) * len(packs))]
    while queue:
        found = heappop(queue)
        remainder = found.size % filler.size
        if remainder in smallest and (ample or smallest[remainder] <= found.size):
            continue  # a sum that is as good has been here, and was no larger
        smallest[remainder] = found.size
        yield found
        for index, pack in enumerate(packs):
            # With a filler's size too much, fillers alone are cheaper.
            if pack is not filler and found.size + pack.size < need + filler.size:
                heappush(queue, _with_one_more(found, index, pack, filler))


def _with_one_more(others: _Sum, index: int, pack: _SizedPack, filler: _SizedPack) -> _Sum:
    return _Sum(
        others.waste + pack.cents * filler.size - filler.cents * pack.size,
        others.surplus + filler.size - pack.size,
        others.size + pack.size,
        _plus(others.counts, index, 1),
    )


def _filled(need: int, others: _Sum, packs: Sequence[_SizedPack], filler: _SizedPack) -> _Mix:
    """The sum and the fillers that cover what it leaves of the need."""
    fillers = max(0, -((others.size - need) // filler.size))
    size = others.size + fillers * filler.size
    return _Mix(
        cents=(others.waste + filler.cents * size) // filler.size,
        negative_size=-size,
        packs=(others.surplus + size) // filler.size,
        counts=_plus(others.counts, packs.index(filler), fillers),
    )


def _plus(counts: tuple[int, ...], index: int, more: int) -> tuple[int, ...]:
    return (*counts[:index], counts[index] + more, *counts[index + 1 :])
