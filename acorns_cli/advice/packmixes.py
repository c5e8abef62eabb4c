"""The cheapest mix of packs that covers a need: how many to buy of each.

A pack is called an offer here: a number of credits at a price.

How the cheapest mix is found: the filler is the offer with the lowest price per credit, the largest
of several. A mix is a sum of other offers, and as many fillers as the need still wants. A table
holds one mix for each remainder of such a sum when it is divided by the filler's size. That is
enough:

1. A sum that exceeds the need by a filler or more costs more than fillers alone. Any other ends,
   once filled, at the one number of credits with its remainder from the need up to less than a
   filler above it. So all sums of one remainder end at the same credits.
2. One offer more changes price, purchases and counts alike for all mixes of one remainder. So a sum
   can be dropped for one that is no larger and whose mix is better: with what makes the best mix of
   the first, the other would make a better one. The sums are looked at by size, so the best mix of
   each remainder so far is enough to tell, and no part of the best mix is ever dropped.
3. What a sum costs above the filler's rate never falls as the sum grows. So a sum can be dropped
   once that, with the whole need at the filler's rate, is more than the cheapest mix so far.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from heapq import heappop, heappush
from math import gcd
from typing import Final

from msgspec import Struct

from acorns_cli.core.quantities import MAX_DECIMALS, exact, whole_units
from acorns_cli.errors import InputError

ADD_PACKS: Final = "add them to a price list under packs, each with its credits and its price"
"""What to do about a price list without packs."""

_MAX_OFFERS: Final = 100
_MAX_SUMS: Final = 200_000
"""Sums of offers that are made for one need. Those of a real list take a few dozen."""


@exact
def cheapest_counts(needed: Decimal, offers: Sequence[tuple[Decimal, Decimal]]) -> list[int]:
    """How many of each offer to buy for the credits needed; an offer is its credits and its price.

    Of two mixes at one price it is the one with more credits, then the one with fewer purchases,
    then the one with more of the offer that comes first.

    Raises:
        InputError: There is no offer, or there are too many combinations to search.
    """
    if not offers:
        raise InputError("there are no packs of credits", fix=ADD_PACKS)
    sizes = [int(credits.scaleb(MAX_DECIMALS)) for credits, _ in offers]
    prices = [int(price.scaleb(MAX_DECIMALS)) for _, price in offers]
    unit = gcd(*sizes)
    need = int(whole_units(needed, Decimal(unit).scaleb(-MAX_DECIMALS)))
    best = min(_mixes(need, [size // unit for size in sizes], prices))
    return [-count for count in best.negative_counts]


class _Mix(Struct, frozen=True, order=True):
    """Offers that cover a need; of two mixes the better one comes first."""

    price: int
    """× the size of the filler."""
    negative_credits: int
    purchases: int
    negative_counts: list[int]


def _filler(sizes: Sequence[int], prices: Sequence[int]) -> int:
    """The offer with the lowest price per credit, the largest of several."""
    best = 0
    for i in range(1, len(sizes)):
        # Two prices per credit, each × both sizes: whole numbers need no module of fractions.
        if (prices[i] * sizes[best], -sizes[i]) < (prices[best] * sizes[i], -sizes[best]):
            best = i
    return best


def _mixes(need: int, sizes: Sequence[int], prices: Sequence[int]) -> Iterable[_Mix]:
    """Mixes that cover the need, the best one for each remainder: the table."""
    filler = _filler(sizes, prices)
    size, price = sizes[filler], prices[filler]
    above_rate = [prices[i] * size - price * sizes[i] for i in range(len(sizes))]
    table: dict[int, _Mix] = {}
    queue = [(0, 0, 0, [0] * len(sizes))]
    cheapest = steps = 0
    while queue:
        total, above, first, counts = heappop(queue)
        fillers = -((total - need) // size)
        credits = total + fillers * size
        counts[filler] = -fillers
        mix = _Mix(above + price * credits, -credits, -sum(counts), counts)
        if total % size in table and table[total % size] <= mix:
            continue
        table[total % size] = mix
        cheapest = min(cheapest, mix.price) if total else mix.price
        steps += len(sizes)
        if steps > _MAX_SUMS or len(sizes) > _MAX_OFFERS:
            what = "the price list has too many combinations of pack sizes to search"
            raise InputError(what, fix="leave out the packs that are nearly alike")
        for i in range(first, len(sizes)):  # so that no sum is made in two orders
            more, dearer = total + sizes[i], above + above_rate[i]
            if i != filler and more < need + size and dearer + price * need <= cheapest:
                heappush(queue, (more, dearer, i, [*counts[:i], counts[i] - 1, *counts[i + 1 :]]))
    return table.values()
