"""Whether a price list is sound, and whether its own worked examples come out of it.

Examples are recomputed only for a list that is sound.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal

from msgspec import Struct

from acorns_cli.core.job import Job
from acorns_cli.core.names import TOOLS
from acorns_cli.core.pricelist import ITEMS, Example, Expectation, PriceList
from acorns_cli.core.pricing import Estimate, LineItem, estimate
from acorns_cli.core.quantities import exact, grouped, plural
from acorns_cli.errors import AcornsError, InputError, Problem, SeveralErrors, input_errors, one_of
from acorns_cli.records.record import Node, Path, problem_at, read_record

Place = Literal["shipped", "own", "named"]
"""Which folder a list is in; `named` is one outside them that the user names."""

_PRICE_OF_ITS_OWN: Final = "an example with a price of its own proves none of the list's"
_PROVES_NOTHING: Final = {
    "audio": "an example says how long the video is, it names no file",
    "credits_per_second": _PRICE_OF_ITS_OWN,
    "credits_per_image": _PRICE_OF_ITS_OWN,
}
"""Words that the job of an example can't have, and why."""


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
        problems += _tool_problems(root, prices)
        problems += _pack_problems(root, prices)
    return None if problems else prices


def proofs(root: Node, prices: PriceList, problems: list[Problem]) -> tuple[Proof, ...]:
    """The examples of a sound price list, recomputed; `problems` takes what does not come out."""
    found = []
    for index, example in enumerate(prices.examples):
        path: Path = ("examples", index)
        try:
            result = _estimate(example, prices)
        except AcornsError as error:
            for fault in input_errors(error):
                where = (*path, "job", fault.word) if fault.word else (*path, "job")
                what, fix = fault.sentences()
                problems.append(problem_at(root, where, what, fix=fix))
            continue
        parts = tuple(_parts(example.expect, result))
        problems += [
            _disagreement(root, path, part, example.expect) for part in parts if not part.agrees
        ]
        found.append(Proof(example.title, example.job, parts, result.lines))
    return tuple(found)


def _tool_problems(root: Node, prices: PriceList) -> Iterator[Problem]:
    if not prices.tools:
        fix = f"the tools are {one_of(TOOLS)}"
        yield problem_at(root, ("tools",), "no tool has prices", fix=fix)
    for name, tool in prices.tools.items():
        path: Path = ("tools", name)
        if not (tool.models or tool.any_model):
            fix = "give it models, or any_model where all cost the same"
            yield problem_at(root, path, f"{name} has no price for footage", fix=fix)
        if tool.images and "images" in tool.unpriced:
            what = f"images of {name} have a price, and are said to have none"
            yield problem_at(root, (*path, "unpriced", "images"), what, fix="keep one of the two")
        if tool.removed_models and prices.extends is None:
            what = "there is nothing to remove from: this list extends no other"
            fix = "leave it out, or say what it extends"
            yield problem_at(root, (*path, "removed_models"), what, fix=fix)


def _pack_problems(root: Node, prices: PriceList) -> Iterator[Problem]:
    if prices.top_ups is None:
        return
    if not prices.top_ups.packs:
        fix = "list at least one, or leave out top_ups"
        yield problem_at(root, ("top_ups", "packs"), "there are no packs", fix=fix)
    first: dict[Decimal, int] = {}
    for index, pack in enumerate(prices.top_ups.packs):
        path: Path = ("top_ups", "packs", index)
        if line := first.get(pack.credits):
            what = f"a pack of {grouped(pack.credits)} credits is here twice, first on line {line}"
            yield problem_at(root, path, what, fix="keep one of them")
        first.setdefault(pack.credits, root.line_at(path))


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
    result = estimate(Job.of(**words), prices)
    if not result.total.is_point:
        what = "an example works out one amount, not a range"
        raise InputError(what, fix="write one end of it", word="rerender")
    return result


def _parts(expect: Expectation, result: Estimate) -> Iterator[Part]:
    """The figures that the source gives, each beside the one of acorns."""
    ours: dict[str, Decimal] = {line.item: line.credits for line in result.lines}
    ours["total"] = result.total_credits
    for part in (*ITEMS, "total"):
        if (theirs := getattr(expect, part)) is not None:
            amount = ours.get(part, Decimal(0))
            yield Part(part, theirs, amount, theirs == amount)


@exact
def _disagreement(root: Node, path: Path, part: Part, expect: Expectation) -> Problem:
    what = f"the source says {grouped(part.theirs)}, this list makes {grouped(part.ours)}"
    fix = "correct the prices or the example"
    given = [amount for item in ITEMS if (amount := getattr(expect, item)) is not None]
    parts = sum(given, Decimal(0))
    if part.part == "total" and given and parts != part.theirs:
        count = plural(len(given), "part")
        fix = f"the {count} given in the example make {grouped(parts)}; {fix}"
    return problem_at(root, (*path, "expect", part.part), what, fix=fix)
