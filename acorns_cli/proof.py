"""Whether a price list is sound, and whether its own worked examples come out of it.

A list is checked as far as it can be read: a fault in one place hides none in another, and no fault
is told of what only follows from it. This module knows what a list as a whole must hold to; not how
a list is read from a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal

from msgspec import Struct

from acorns_cli.errors import InputError, Problem, did_you_mean, one_of, shown
from acorns_cli.job import WORDS, Job
from acorns_cli.pricelist import (
    ITEMS,
    TOOLS,
    Example,
    Expectation,
    PriceList,
    Source,
    ToolPrices,
    TopUps,
)
from acorns_cli.pricing import Estimate, estimate
from acorns_cli.quantities import EXACT, grouped, plural
from acorns_cli.records import Node, Path, path_text, problem_at, readable_keys

_MAX_HELD: Final = 100_000
"""How often an example may be held against a problem: beyond, the problems are mended first."""

_STAND_INS: Final = {"edition": date.min, "source": Source("not known"), "tools": {}}
"""What stands in for the keys that no list can lack, so that the rest of one can be checked."""

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
    sums: dict[str, str]
    """How our figures come about, in words, by line item."""


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
    found, is_whole = readable_keys(root, PriceList, problems)
    _check_tools(root, found, problems)
    _check_packs(root, problems)
    return PriceList(**found) if is_whole and not problems else None


def proofs(root: Node, problems: list[Problem]) -> tuple[Proof, ...]:
    """The examples of a price list, recomputed, as far as it can be read.

    Args:
        root: The file, laid over what it extends.
        problems: What is wrong with it, by `read_list`; takes the examples that do not come out.
    """
    examples = list(_examples(root))
    if len(problems) * len(examples) > _MAX_HELD:
        return ()
    found, _ = readable_keys(root, PriceList, [])
    prices = PriceList(**{**_STAND_INS, **found})
    told = tuple(problems)
    tried = (_proof(root, index, example, prices, told, problems) for index, example in examples)
    return tuple(proof for proof in tried if proof is not None)


def _examples(root: Node) -> Iterator[tuple[int, Example]]:
    """The examples that can be read, with their places in the list of them."""
    node = root.value.get("examples") if isinstance(root.value, dict) else None
    if node is None or not isinstance(node.value, tuple):
        return
    for index, item in enumerate(node.value):
        found, _ = readable_keys(item, Example, [])
        if "job" in found and "expect" in found:
            yield index, Example(**{"title": "without a title", **found})


# --- the list as a whole ----------------------------------------------------------------------


def _check_tools(root: Node, found: Mapping[str, Any], problems: list[Problem]) -> None:
    told = tuple(problems)
    tools: dict[str, ToolPrices] = found.get("tools", {})
    if not tools and "tools" in found and not _is_told(told, "tools"):
        fix = f"the tools are {one_of(TOOLS)}"
        problems.append(problem_at(root, ("tools",), "no tool has prices", fix=fix))
    for tool, prices in tools.items():
        path: Path = ("tools", tool)
        footage = (f"tools.{tool}.models", f"tools.{tool}.any_model")
        if not (prices.models or prices.any_model or any(_is_told(told, p) for p in footage)):
            what = f"{tool} has no price for footage"
            fix = "give it models, or any_model where all cost the same"
            problems.append(problem_at(root, path, what, fix=fix))
        if prices.images and "images" in prices.unpriced:
            what = f"images of {tool} have a price, and are said to have none"
            unpriced = (*path, "unpriced", "images")
            problems.append(problem_at(root, unpriced, what, fix="keep one of the two"))
        if prices.removed_models and "extends" not in found:
            what = "there is nothing to remove from: this list extends no other"
            fix = "leave it out, or say what it extends"
            problems.append(problem_at(root, (*path, "removed_models"), what, fix=fix))


def _check_packs(root: Node, problems: list[Problem]) -> None:
    node = root.value.get("top_ups") if isinstance(root.value, dict) else None
    found, _ = readable_keys(node, TopUps, []) if node else ({}, False)
    if "packs" not in found:
        return
    if not found["packs"]:
        fix = "list at least one, or leave out top_ups"
        problems.append(problem_at(root, ("top_ups", "packs"), "there are no packs", fix=fix))
    first: dict[Decimal, int] = {}
    for index, pack in enumerate(found["packs"]):
        if pack is None:
            continue  # its fault is told
        path: Path = ("top_ups", "packs", index)
        if pack.credits in first:
            what = f"a pack of {grouped(pack.credits)} credits is here twice, first on line"
            what = f"{what} {first[pack.credits]}"
            problems.append(problem_at(root, path, what, fix="keep one of them"))
        first.setdefault(pack.credits, root.line_at(path))


def _is_told(told: Sequence[Problem], path: str) -> bool:
    """Whether a fault is told at a path or below it."""
    return any(
        fault.path == path or fault.path.startswith((f"{path}.", f"{path}[")) for fault in told
    )


# --- the examples -----------------------------------------------------------------------------


def _proof(
    root: Node,
    index: int,
    example: Example,
    prices: PriceList,
    told: Sequence[Problem],
    problems: list[Problem],
) -> Proof | None:
    path: Path = ("examples", index)
    if _is_told(told, path_text((*path, "job"))) or _has_wrong_words(root, path, example, problems):
        return None
    try:
        words: dict[str, Any] = dict(example.job)
        job = Job.of(**words)
        if any(_leans_on(job, fault) for fault in told) or not prices.tools:
            return None
        result = estimate(job, prices)
    except InputError as error:
        where = (*path, "job", error.word) if error.word else (*path, "job")
        problems.append(problem_at(root, where, error.what, fix=error.fix))
        return None
    if result.range is not None:
        where = (*path, "job", "rerender")
        what = "an example works out one amount, not a range"
        problems.append(problem_at(root, where, what, fix="write one end of it"))
        return None
    parts = _parts(example.expect, result)
    problems += [
        _disagreement(root, path, part, example.expect) for part in parts if not part.agrees
    ]
    return Proof(example.title, example.job, parts, {line.item: line.sum for line in result.lines})


def _has_wrong_words(root: Node, path: Path, example: Example, problems: list[Problem]) -> bool:
    found = False
    for word in example.job:
        if word in WORDS and word not in _PROVES_NOTHING:
            continue
        found = True
        what, fix = _PROVES_NOTHING.get(word, ""), "leave it out"
        if not what:
            what = f"a job has no word {shown(word)}"
            fix = did_you_mean(word, WORDS) or f"the words are {one_of(WORDS)}"
        problems.append(problem_at(root, (*path, "job", word), what, fix=fix))
    return found


def _leans_on(job: Job, fault: Problem) -> bool:
    """Whether a job is priced by what a fault is in, so that its price can't be trusted."""
    tool = f"tools.{job.tool}"
    models = (model for model in (job.model, job.rerender_model) if model)
    prices = [*(f"{tool}.models.{model}" for model in models), f"{tool}.any_model"]
    if job.images or job.images_per_clip:
        prices.append(f"{tool}.images")
    if job.rerender:
        prices.append(f"{tool}.free_rerender_clips_per_minute")
    above = ("tools", tool, f"{tool}.models")
    return fault.path in above or any(_is_told([fault], price) for price in prices)


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


def _disagreement(root: Node, path: Path, part: Part, expect: Expectation) -> Problem:
    what = (
        f"{PART_NAMES[part.part]} does not come out:"
        f" the source says {grouped(part.theirs)}, this list makes {grouped(part.ours)}"
    )
    fix = "correct the prices or the example"
    given = [amount for item in ITEMS if (amount := getattr(expect, item)) is not None]
    if part.part == "total" and given:
        parts = EXACT.create_decimal(0)
        for amount in given:
            parts = EXACT.add(parts, amount)
        if parts != part.theirs:
            count = plural(len(given), "part")
            fix = f"the {count} given in the example make {grouped(parts)}; {fix}"
    return problem_at(root, (*path, "expect", part.part), what, fix=fix)
