"""Whether a price list is sound, and whether its own worked examples come out of it.

Examples are recomputed only for a list that is sound.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal

from msgspec import Struct

from acorns_cli.advice.topup import mix_error
from acorns_cli.catalog.soundness import pack_problems, tool_problems
from acorns_cli.core.job import Job
from acorns_cli.core.lines import LineItem
from acorns_cli.core.money import amount
from acorns_cli.core.pricelist import ITEMS, Example, PriceList
from acorns_cli.core.pricing import Estimate, estimate
from acorns_cli.core.quantities import EXACT, canonical, exact
from acorns_cli.errors import AcornsError, InputError, Problem, SeveralErrors, input_errors
from acorns_cli.records.record import Node, Path, problem_at, read_record, unknown_key

Place = Literal["shipped", "own", "named"]
"""Which folder a list is in; `named` is one outside them that the user names."""

_PRICE_OF_ITS_OWN: Final = "an example with a price of its own proves none of the list's"
_PROVES_NOTHING: Final = {
    "audio": "an example says how long the video is, it names no file",
    "credits_per_second": _PRICE_OF_ITS_OWN,
    "credits_per_image": _PRICE_OF_ITS_OWN,
}
"""Words that the job of an example can't have, and why."""

_TOTALS: Final = ("total", "about")
_NONE: Final = Decimal(0)


class Part(Struct, frozen=True):
    """One figure that the source works out, beside the one of acorns; both in credits."""

    part: str
    """A line item, or `total`."""
    theirs: Decimal
    ours: Decimal
    agrees: bool


class Proof(Struct, frozen=True):
    """A worked example of the source, recomputed."""

    title: str
    job: dict[str, str]
    parts: tuple[Part, ...]
    sums: tuple[LineItem, ...]
    """The figures of acorns, line by line."""


class CheckedList(Struct, frozen=True):
    """The result of a check of one file; its fields are those of the JSON."""

    file: str
    edition: date | None
    """None where it can't be read."""
    source: str | None
    """None where the list is wrong."""
    problems: tuple[Problem, ...]
    """In the order of the lines."""
    examples: tuple[Proof, ...]
    service: str | None = None
    unit: str | None = None
    """None where the list is wrong, as the rest."""
    models: int = 0
    official: bool | None = None
    """Whether the figures were read at the source itself."""


class ListedPrices(Struct, frozen=True):
    """One of the lists that there are to choose from."""

    place: Place
    in_use: bool
    """Whether it is the one that prices a job now."""
    checked: CheckedList


def read_list(root: Node, problems: list[Problem]) -> PriceList | None:
    """The price list that a tree holds, or None where `problems` holds any fault in the end.

    The tree is already laid over what it extends. Examples are not recomputed.
    """
    prices = read_record(root, PriceList, problems)
    if prices is not None:
        problems += tool_problems(root, prices)
        problems += pack_problems(root, prices)
    return None if problems else prices


@exact
def proofs(root: Node, prices: PriceList, problems: list[Problem]) -> tuple[Proof, ...]:
    """The examples of a sound price list, recomputed; `problems` takes what does not come out."""
    found = []
    if error := mix_error(prices):
        what, fix = error.sentences()
        problems.append(problem_at(root, ("packs",), what, fix=fix))
    known = _known_parts(prices)
    for index, example in enumerate(prices.examples):
        path: Path = ("examples", index)
        unknown = list(_unknown_parts(root, path, example, known))
        problems += unknown
        if unknown:
            continue
        try:
            result = _estimate(example, prices)
        except AcornsError as error:
            for fault in input_errors(error):
                where = (*path, "job", fault.word) if fault.word else (*path, "job")
                what, fix = fault.sentences()
                problems.append(problem_at(root, where, what, fix=fix))
            continue
        parts = tuple(_parts(example.expect, result))
        problems += _disagreements(root, path, example.expect, parts, result)
        found.append(Proof(example.title, example.job, parts, result.lines))
    return tuple(found)


def _estimate(example: Example, prices: PriceList) -> Estimate:
    """What the job of an example costs; an error where it is no job or can't prove a price."""
    unfit = [
        InputError(why, fix="leave it out", word=word)
        for word, why in _PROVES_NOTHING.items()
        if word in example.job
    ]
    if unfit:
        raise SeveralErrors(unfit)
    words: dict[str, Any] = example.job
    job = Job.of(**words)
    if job.rerender and job.rerender.is_range:
        what = "an example works out one amount, not a range"
        raise InputError(what, fix="write one end of it", word=job.rerender.word)
    return estimate(job, prices)


def _parts(expect: Mapping[str, Decimal], result: Estimate) -> Iterator[Part]:
    """The figures that the source gives, each beside the one of acorns."""
    ours: dict[str, Decimal] = {line.item: line.credits for line in result.lines}
    other = expect.get("other", _NONE)
    ours["total"] = ours["about"] = result.total_credits + other
    figures = [part for part in expect if part != "other"]
    for part in sorted(figures, key=lambda part: part in _TOTALS):
        theirs, made = expect[part], ours.get(part, _NONE)
        allowed = _allowed(theirs) if part == "about" else _NONE
        yield Part(part, theirs, canonical(made), abs(made - theirs) <= allowed)


def _allowed(theirs: Decimal) -> Decimal:
    """By how much a rounded figure may be off: half a unit of its last digit that is not 0."""
    exponent = theirs.normalize(EXACT).as_tuple().exponent
    return Decimal(5).scaleb(int(exponent) - 1)


def _disagreements(
    root: Node,
    path: Path,
    expect: Mapping[str, Decimal],
    parts: Sequence[Part],
    result: Estimate,
) -> Iterator[Problem]:
    """What does not come out, and whether the parts that the source gives make its total."""
    given = {key: value for key, value in expect.items() if key not in _TOTALS}
    has_all = bool(given) and given.keys() >= {line.item for line in result.lines}
    made, unit = canonical(sum(given.values(), _NONE)), result.prices.unit
    for part in parts:
        if part.agrees:
            continue
        theirs, ours = amount(part.theirs, unit), amount(part.ours, unit)
        what = f"the source says {theirs}, this list makes {ours}"
        fix = "correct the prices or the example"
        if part.part in {item.item for item in result.unpriced}:
            what, fix = f"this list has no price for {part.part}", "write it as other"
        is_total = part.part in _TOTALS
        total = part.theirs if is_total else expect.get("total", made)
        if has_all and is_total and made == part.ours:
            what = f"the source says {theirs}, and its own parts make {ours}"
            fix = "the source's own sum is wrong: leave the total out"
            if "other" not in expect:
                fix += ", or write what the list has no price for as other"
        elif has_all and made != total:
            sums = f"its parts make {amount(made, unit)}, and its total is {amount(total, unit)}"
            fix = f"{sums}; {fix}"
        yield problem_at(root, (*path, "expect", part.part), what, fix=fix)


def _known_parts(prices: PriceList) -> tuple[str, ...]:
    """What a job can be charged for, or an example say beside that."""
    add_ons = (name for tool in prices.tools.values() for name in (*tool.add_ons, *tool.unpriced))
    return tuple(dict.fromkeys((*_TOTALS, *ITEMS, "reserve", "other", *add_ons)))


def _unknown_parts(
    root: Node, path: Path, example: Example, known: Sequence[str]
) -> Iterator[Problem]:
    for key in example.expect:
        if key not in known:
            yield unknown_key(root, (*path, "expect", key), known)
    if not example.expect.keys() - {"other"}:
        fix = "write what the source works out, like total: 2100"
        yield problem_at(root, (*path, "expect"), "the example expects nothing", fix=fix)
