"""Where a job stands in a price list: its tool, its models, and the clips that it is made of."""

from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from acorns_cli.core.job import Job
from acorns_cli.core.modelnames import found_model, model_named
from acorns_cli.core.pricelist import PriceList, ToolPrices, Unpriced
from acorns_cli.core.quantities import grouped
from acorns_cli.core.rates import FootageRate, PerClip, PerSecond
from acorns_cli.core.words import OTHER_FOOTAGE
from acorns_cli.errors import InputError, one_of


class Footage(Struct, frozen=True):
    """What footage costs, or why that has no published price."""

    base: FootageRate | Unpriced
    rerender: FootageRate | Unpriced
    other: dict[str, FootageRate | Unpriced]
    """By line item: each of `OTHER_FOOTAGE`."""


class Placement(Struct, frozen=True, eq=False):
    """What a price list has for a job; two are never equal, so that each can be a key."""

    tool: str
    prices: ToolPrices
    footage: Footage | None = None
    """None for a job without any."""
    model: str | None = None
    """As the list names it."""
    rerender_model: str | None = None
    """The model that re-renders, if it is another."""
    clip_seconds: Decimal | None = None
    notes: tuple[str, ...] = ()
    """What was assumed."""


def placement(job: Job, prices: PriceList) -> Placement:
    """Where a job stands.

    Raises:
        InputError: The list has no such tool or model, or several; or its clips are too short.
    """
    has_footage = job.base_seconds or job.rerender or job.other_footage
    if has_footage or (job.model and job.images_per_clip):
        asked = job.tool, job.model, job.rerender_model, job.credits_per_second, job.clip_seconds
        return _placement(prices, *asked)
    tool, by_hand = prices.tool(job.tool), job.credits_per_second
    # A job of images alone needs no model, but one that is named must be there.
    model, _, notes = _base(prices, tool, job.model, by_hand) if job.model else (None, None, ())
    listed, clip = prices.tools[tool], job.clip_seconds
    return Placement(tool, listed, model=model, clip_seconds=clip, notes=notes)


@lru_cache(256)
def _placement(
    prices: PriceList,
    typed_tool: str,
    typed_model: str | None,
    typed_rerender_model: str | None,
    by_hand: Decimal | None,
    clip_seconds: Decimal | None,
) -> Placement:
    """Many scenes and rows are made with the same models, and stand in the same place."""
    tool = prices.tool(typed_tool)
    listed = prices.tools[tool]
    model, base, notes = _base(prices, tool, typed_model, by_hand)
    rerender_model, rerender = None, base
    if typed_rerender_model is not None:
        word = "rerender_model"
        rerender_model, rerender, more = _listed(prices, tool, typed_rerender_model, word)
        notes += more
    gaps = listed.unpriced if by_hand is None else {}
    # A model that re-renders keeps what the list says, also beside a price by hand.
    of_rerenders = listed.unpriced if rerender_model else gaps
    other = {item: gaps.get(item, base) for item in OTHER_FOOTAGE}
    footage = Footage(base, of_rerenders.get("rerender", rerender), other)
    if clip_seconds is None and isinstance(base, PerClip):
        clip_seconds = base.usual_clip_seconds
        notes = (*notes, _clip_note("clips", model or tool, base))
    elif clip_seconds is None and rerender_model and isinstance(rerender, PerClip):
        notes = (*notes, _clip_note("re-rendered clips", rerender_model, rerender))
    if clip_seconds is not None:
        _check_clips(footage, clip_seconds, model or tool, rerender_model)
    return Placement(tool, listed, footage, model, rerender_model, clip_seconds, notes)


_Found = tuple[str | None, FootageRate | Unpriced, tuple[str, ...]]
"""A model as the list names it, what its footage costs, and what was assumed."""


def _base(prices: PriceList, tool: str, typed: str | None, by_hand: Decimal | None) -> _Found:
    if by_hand is None:
        return _listed(prices, tool, typed, "model")
    # It is for a model that is not listed, too.
    found = found_model(prices, tool, typed)
    name, notes = (found.name, found.notes) if found else (typed, ())
    return name, PerSecond(by_hand), notes


def _listed(prices: PriceList, tool: str, typed: str | None, word: str) -> _Found:
    # Where no footage of a tool has a price, it takes any model.
    if no_price := prices.tools[tool].unpriced.get("base"):
        return typed, no_price, ()
    found = model_named(prices, tool, typed, word)
    rate: FootageRate | Unpriced | None = found.price.rate
    if gap := found.price.unpriced:
        rate = Unpriced(f"footage of {found.name}", gap.why, gap.where)
    assert rate is not None  # noqa: S101 - a model has a price or is unpriced
    return found.name, rate, found.notes


def _check_clips(
    footage: Footage, clip_seconds: Decimal, model: str, rerender_model: str | None
) -> None:
    """Checks that both models have clips as long as those that a job is made of.

    Raises:
        InputError: One has not; the error names its lengths, and both models where it re-renders.
    """
    by = f"{rerender_model}, which re-renders the clips of {model}," if rerender_model else model
    for rate, name in ((footage.base, model), (footage.rerender, by)):
        if isinstance(rate, PerClip) and not rate.holds(clip_seconds):
            clip, lengths = grouped(clip_seconds), one_of(f"{grouped(it)} s" for it in rate.lengths)
            what = f"{name} has clips of {lengths}, and none of {clip} s"
            fix = "give {clip_length} as one of these, or shorter"
            raise InputError(what, fix=fix, word="clip_length", named=("clip_length",))


def _clip_note(clips: str, model: str, rate: PerClip) -> str:
    why = "the only length on sale" if len(rate.prices) == 1 else "which costs the least per second"
    return f"the {clips} of {model} are {grouped(rate.usual_clip_seconds)} s long, {why}"
