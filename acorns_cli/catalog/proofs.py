"""Whether a price list is sound, and whether its own worked examples come out of it.

Examples are recomputed only for a list that is sound.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal

from msgspec import Struct

from acorns_cli.core.job import Job
from acorns_cli.core.names import TOOLS
from acorns_cli.core.pricelist import ITEMS, Example, Expectation, PriceList
from acorns_cli.core.pricing import Estimate, LineItem, estimate
from acorns_cli.core.quantities import exact, grouped, plural
from acorns_cli.errors import AcornsError, InputError, Problem, input_errors, one_of
from acorns_cli.records.record import Node, Path, problem_at, read_record

_PROVES_NOTHING: Final = {
    "audio": "an example says how long the video is, it names no file",
    "credits_per_second": "an example with a price of its own proves none of the list's",
    "credits_per_image": "an example with a price of its own proves none of the list's",
}
"""Words that the job of an example can't have, and why."""

PART_NAMES: Final = {
    "base": "the base",
    "rerender": "the re-render",
    "extra": "the extra footage",
    "images": "the images",
    "total": "the total",
}


class Part(Struct, frozen=True):
    """One figure that the source works out, beside ours; both in credits."""

    part: str
    """A line item, or `total`."""
    theirs: Decimal
    ours: Decimal
    agrees: bool


class Proof(Struct, frozen=True):
    """A worked example of the source's, recomputed."""

    title: str
    job: dict[str, str]
    parts: tuple[Part, ...]
    sums: tuple[LineItem, ...]
    """How our figures come about, line by line."""


class CheckedList(Struct, frozen=True):
    """What a check of one file has found; its fields are those of the JSON."""

    file: str
    edition: date | None
    """None where it can't be read."""
    source: str | None
    """None where the list is wrong."""
    problems: tuple[Problem, ...]
    """In the order of the lines."""
    examples: tuple[Proof, ...]


Place = Literal["shipped", "own", "named"]
"""Which folder a list is in; `named` is one outside them that the user names."""


class ListedPrices(Struct, frozen=True):
    """One of the lists that there are to choose from."""

    place: Place
    in_use: bool
    """Whether it is the one that prices a job now."""
    checked: CheckedList


def read_list(root: Node, problems: list[Problem]) -> PriceList | None:
    """The price list that a tree holds, or None where anything is wrong with it.

    Its examples are not recomputed here.

    Args:
        root: The file, laid over what it extends.
        problems: Takes every fault found, and may hold some.
    """
    prices = read_record(root, PriceList, problems)
    if prices is not None:
        _check_tools(root, prices, problems)
        _check_packs(root, prices, problems)
    return None if problems else prices


def proofs(root: Node, prices: PriceList, problems: list[Problem]) -> tuple[Proof, ...]:
    """The examples of a sound price list, recomputed.

    Args:
        root: The file, laid over what it extends.
        prices: The list that it holds.
        problems: Takes the examples that do not come out.
    """
    tried = (
        _proof(root, index, example, prices, problems)
        for index, example in enumerate(prices.examples)
    )
    return tuple(proof for proof in tried if proof is not None)


# --- the list as a whole ----------------------------------------------------------------------


def _check_tools(root: Node, prices: PriceList, problems: list[Problem]) -> None:
    if not prices.tools:
        fix = f"the tools are {one_of(TOOLS)}"
        problems.append(problem_at(root, ("tools",), "no tool has prices", fix=fix))
    for name, tool in prices.tools.items():
        path: Path = ("tools", name)
        if not (tool.models or tool.any_model):
            what = f"{name} has no price for footage"
            fix = "give it models, or any_model where all cost the same"
            problems.append(problem_at(root, path, what, fix=fix))
        if tool.images and "images" in tool.unpriced:
            what = f"images of {name} have a price, and are said to have none"
            unpriced = (*path, "unpriced", "images")
            problems.append(problem_at(root, unpriced, what, fix="keep one of the two"))
        if tool.removed_models and prices.extends is None:
            what = "there is nothing to remove from: this list extends no other"
            fix = "leave it out, or say what it extends"
            problems.append(problem_at(root, (*path, "removed_models"), what, fix=fix))


def _check_packs(root: Node, prices: PriceList, problems: list[Problem]) -> None:
    if prices.top_ups is None:
        return
    if not prices.top_ups.packs:
        fix = "list at least one, or leave out top_ups"
        problems.append(problem_at(root, ("top_ups", "packs"), "there are no packs", fix=fix))
    first: dict[Decimal, int] = {}
    for index, pack in enumerate(prices.top_ups.packs):
        path: Path = ("top_ups", "packs", index)
        if pack.credits in first:
            what = f"a pack of {grouped(pack.credits)} credits is here twice, first on line"
            what = f"{what} {first[pack.credits]}"
            problems.append(problem_at(root, path, what, fix="keep one of them"))
        first.setdefault(pack.credits, root.line_at(path))


# --- the examples -----------------------------------------------------------------------------


def _proof(
    root: Node, index: int, example: Example, prices: PriceList, problems: list[Problem]
) -> Proof | None:
    path: Path = ("examples", index)
    try:
        words: dict[str, Any] = {**example.job}
        for word in _PROVES_NOTHING.keys() & words.keys():
            raise InputError(_PROVES_NOTHING[word], fix="leave it out", word=word)
        result = estimate(Job.of(**words), prices)
        if not result.total.is_point:
            what = "an example works out one amount, not a range"
            raise InputError(what, fix="write one end of it", word="rerender")
    except AcornsError as error:
        for fault in input_errors(error):
            where = (*path, "job", fault.word) if fault.word else (*path, "job")
            what, fix = fault.sentences()
            problems.append(problem_at(root, where, what, fix=fix))
        return None
    parts = _parts(example.expect, result)
    problems += [
        _disagreement(root, path, part, example.expect) for part in parts if not part.agrees
    ]
    return Proof(example.title, example.job, parts, result.lines)


def _parts(expect: Expectation, result: Estimate) -> tuple[Part, ...]:
    """What the source works out and what we do, part by part, of those that the source gives."""
    ours = {line.item: line.credits for line in result.lines}
    return tuple(
        Part(part, theirs, amount, theirs == amount)
        for part, amount in (
            *((item, ours.get(item, Decimal(0))) for item in ITEMS),
            ("total", result.total_credits),
        )
        if (theirs := getattr(expect, part)) is not None
    )


@exact
def _disagreement(root: Node, path: Path, part: Part, expect: Expectation) -> Problem:
    what = (
        f"{PART_NAMES[part.part]} does not come out:"
        f" the source says {grouped(part.theirs)}, this list makes {grouped(part.ours)}"
    )
    fix = "correct the prices or the example"
    given = [amount for item in ITEMS if (amount := getattr(expect, item)) is not None]
    if part.part == "total" and given:
        parts = sum(given, Decimal(0))
        if parts != part.theirs:
            count = plural(len(given), "part")
            fix = f"the {count} given in the example make {grouped(parts)}; {fix}"
    return problem_at(root, (*path, "expect", part.part), what, fix=fix)
