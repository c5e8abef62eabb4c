"""Hypothesis strategies: price lists that could be, and jobs that they can price.

The words of a job are drawn as people write them, so that a law holds from the text onwards.
Numbers are often small, where rounding shows, and sometimes at their bounds.
"""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Final

from hypothesis import strategies as st

from acorns_cli.core.job import Job
from acorns_cli.core.names import TOOLS
from acorns_cli.core.pricelist import (
    ITEMS,
    ImagePrice,
    ModelPrice,
    Pack,
    PriceList,
    Source,
    ToolPrices,
    TopUps,
    Unpriced,
)
from acorns_cli.core.quantities import (
    MAX_COUNT,
    MAX_CREDITS,
    MAX_PERCENT,
    MAX_RATE,
    MAX_SECONDS,
    canonical,
)

MODELS = ("seedance-v1-lite", "runway-gen-3-alpha", "kling-2.1-standard", "kling-2.1-pro", "π 3")
"""Names that models have; the last is of a model that only a price by hand can price."""

# Hypothesis spends more time on building a strategy than on drawing from it, so each is built once.


@cache
def decimals(low: int, high: int, *, places: int = 6) -> st.SearchStrategy[Decimal]:
    """An exact number in bounds: whole, in tenths, or as fine as may be."""

    def in_parts(parts: int) -> st.SearchStrategy[Decimal]:
        return st.integers(low * parts, high * parts).map(lambda n: canonical(Decimal(n) / parts))

    return in_parts(1) | in_parts(10) | in_parts(10**places)


def _mostly_small(high: int) -> st.SearchStrategy[Decimal]:
    return decimals(0, min(high, 300)) | decimals(0, high)


def _above_0(values: st.SearchStrategy[Decimal]) -> st.SearchStrategy[Decimal]:
    return values.filter(lambda value: value > 0)


@cache
def rates() -> st.SearchStrategy[Decimal]:
    """Credits for one unit of something."""
    return _mostly_small(MAX_RATE)


@cache
def lengths() -> st.SearchStrategy[Decimal]:
    """Seconds of a video, more than none."""
    return _above_0(_mostly_small(MAX_SECONDS))


@cache
def short_lengths() -> st.SearchStrategy[Decimal]:
    """Seconds of a clip or of a billing step, more than none."""
    return st.sampled_from([Decimal(5), Decimal(8), Decimal("2.5")]) | lengths()


@cache
def counts() -> st.SearchStrategy[int]:
    """How many images there are, more than none."""
    return st.integers(1, 100) | st.integers(1, MAX_COUNT)


@cache
def model_prices() -> st.SearchStrategy[ModelPrice]:
    """The price of a model, with or without a billing step."""
    return st.builds(ModelPrice, credits_per_second=rates(), billed_in=st.none() | short_lengths())


@cache
def image_prices() -> st.SearchStrategy[ImagePrice]:
    """The price of images, one by one or in sets."""
    return st.builds(ImagePrice, credits=rates(), per_images=st.integers(1, 12) | counts())


@cache
def tool_prices(*, free_clips: bool = True) -> st.SearchStrategy[ToolPrices]:
    """The prices of a tool that has at least one for footage."""
    gap = st.builds(Unpriced, st.just("a thing"), st.just("nobody says"), st.just("the app"))
    free = st.none() | decimals(0, 10) | rates() if free_clips else st.none()

    def with_models(
        models: st.SearchStrategy[dict[str, ModelPrice]],
        any_model: st.SearchStrategy[ModelPrice | None],
    ) -> st.SearchStrategy[ToolPrices]:
        return st.builds(
            ToolPrices,
            models=models,
            any_model=any_model,
            images=st.none() | image_prices(),
            unpriced=st.dictionaries(st.sampled_from(ITEMS), gap, max_size=2),
            free_rerender_clips_per_minute=free,
        )

    listed = st.dictionaries(st.sampled_from(MODELS[:-1]), model_prices(), min_size=1, max_size=3)
    return with_models(listed, st.none() | model_prices()) | with_models(
        st.just({}), model_prices()
    )


@cache
def top_ups() -> st.SearchStrategy[TopUps]:
    """Packs on sale, at least one: of whole credits, since odd sizes may be too many to search."""
    credits = (st.integers(1, 300) | st.integers(1, 10_000)).map(Decimal)
    prices = _above_0(decimals(0, 1_000, places=2))
    packs = st.lists(st.builds(Pack, credits=credits, price=prices), min_size=1, max_size=4)
    return st.builds(
        TopUps, source=st.just(Source("A shop")), currency=st.just("USD"), packs=packs.map(tuple)
    )


@cache
def price_lists(*, free_clips: bool = True) -> st.SearchStrategy[PriceList]:
    """A price list with at least one tool; `free_clips` is whether re-renders may be free."""
    return st.builds(
        PriceList,
        edition=st.dates(date(2020, 1, 1), date(2039, 12, 31)),
        source=st.just(Source("A page", kind="help page", date="some day")),
        tools=st.dictionaries(
            st.sampled_from(list(TOOLS)), tool_prices(free_clips=free_clips), min_size=1
        ),
        top_ups=st.none() | top_ups(),
    )


def spellings(seconds: Decimal) -> list[str]:
    """Every way of writing a duration of some seconds, with a unit."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes_left = divmod(minutes, 60)
    rest_on_a_clock = f"0{rest:f}" if rest < 10 else f"{rest:f}"
    return [
        f"{seconds:f}s",
        f"{seconds:f} seconds",
        f"{minutes:f}:{rest_on_a_clock}",
        f"{hours:f}:{minutes_left:f}:{rest_on_a_clock}",
        f"{minutes:f}m{rest:f}s",
        f"{hours:f}h {minutes_left:f} min {rest:f} sec",
        f"PT{minutes:f}M{rest:f}S",
        f"pt{hours:f}h{minutes_left:f}m{rest:f}s",
    ]


def durations(seconds: st.SearchStrategy[Decimal]) -> st.SearchStrategy[str]:
    """The text of a duration, in one of its spellings."""
    return st.tuples(seconds, st.integers(0, 7)).map(lambda drawn: spellings(drawn[0])[drawn[1]])


_LENGTHS = durations(lengths())
_SHORT_LENGTHS = durations(short_lengths())


_RERENDERS: Final = {
    "percent": (_mostly_small(MAX_PERCENT), "{:f}%"),
    "second": (_mostly_small(MAX_SECONDS), "{:f}s"),
    "clip": ((st.integers(0, 100) | st.integers(0, MAX_COUNT)).map(Decimal), "{:f}clips"),
}
"""The units of a re-render, how much there may be of each, and how that is written."""


@st.composite
def rerenders(draw: st.DrawFn, units: Collection[str]) -> str:
    """How much is re-rendered, in one of the units, or a range."""
    values, written = _RERENDERS[draw(st.sampled_from(sorted(units)))]
    low = draw(values)
    if draw(st.booleans()):
        return written.format(low)
    low, high = sorted([low, draw(values)])
    return f"{written.format(low)}..{written.format(high)}"


@st.composite
def _lengths_in_words(draw: st.DrawFn) -> dict[str, str]:
    way = draw(st.sampled_from(["minutes", "seconds", "both", "duration"]))
    if way == "duration":
        return {"duration": draw(_LENGTHS)}
    seconds = draw(lengths())
    if way == "seconds":
        return {"seconds": f"{seconds:f}"}
    minutes, rest = divmod(seconds, 60)
    if way == "minutes" and minutes:
        return {"minutes": f"{minutes:f}"}
    return {"minutes": f"{minutes:f}", "seconds": f"{rest:f}"}


@st.composite
def job_words(draw: st.DrawFn, prices: PriceList, *, needs: Collection[str] = ()) -> dict[str, str]:
    """The words of a job that a price list can price.

    Args:
        draw: Given by hypothesis.
        prices: The list.
        needs: Words that it must have, of those that stand for a thing of their own: `footage`
            (a length, in whatever words), `clip_length`, `rerender`, `extra`.
    """

    def has(word: str) -> bool:
        return word in needs or draw(st.booleans())

    tool = draw(st.sampled_from(sorted(prices.tools)))
    listed = prices.tools[tool]
    by_hand = draw(st.booleans())
    any_name = [None, *MODELS] if listed.any_model else []
    model_names = [None, *MODELS] if by_hand else [*listed.models, *any_name]
    words: dict[str, str | None] = {"tool": tool, "model": draw(st.sampled_from(model_names))}
    if by_hand:
        words["credits_per_second"] = f"{draw(rates()):f}"

    # Most jobs have a length; one without it has something else.
    kinds = ["footage"] * 5 + ["extra", "seconds again", "images"]
    kind = draw(st.sampled_from(kinds)) if "footage" not in needs else "footage"
    if kind == "images" and not listed.images:
        words["credits_per_image"] = f"{draw(rates()):f}"
    if kind == "footage":
        words |= draw(_lengths_in_words())
    # Clips are where most is rounded.
    if has("clip_length") or has("clip_length"):
        words["clip_length"] = draw(_SHORT_LENGTHS)
    if kind == "extra" or has("extra"):
        words["extra"] = draw(_LENGTHS)
    if kind == "seconds again":
        words["rerender"] = f"{draw(lengths()):f}s"
    elif has("rerender"):
        units = {"second"}
        units |= {"percent"} if kind == "footage" else set()
        units |= {"clip"} if "clip_length" in words else set()
        words["rerender"] = draw(rerenders(units))
    if "rerender" in words and draw(st.booleans()):
        others = [*listed.models, *(MODELS if listed.any_model else ())]
        words["rerender_model"] = draw(st.sampled_from(others))

    if kind == "images" or draw(st.booleans()):
        if kind == "footage" and "clip_length" in words and draw(st.integers(0, 2)):
            words["images_per_clip"] = str(draw(counts()))
        else:
            words["images"] = str(draw(counts()))
        if not listed.images or draw(st.booleans()):
            words["credits_per_image"] = f"{draw(rates()):f}"
    return {word: text for word, text in words.items() if text is not None}


def jobs(prices: PriceList, *, needs: Collection[str] = ()) -> st.SearchStrategy[Job]:
    """A job that a price list can price; `needs` as for `job_words`."""
    return job_words(prices, needs=needs).map(lambda words: Job.of(**words))


SPELLINGS: Final = (
    *("4", "0.25", "1680", "4:00", "1:02:03.5", "4m30s", "90 seconds", "1.5h", "PT4M30S", "25%"),
    *("12clips", "10%..40%", "90s..30s", "1:30..1h", "2025-06-27", "kling-2.1-pro", "T2V"),
)
"""What some reader of a text takes, or refuses only for what it means."""

NASTY: Final = "0159.:%-+eE,_ hmsPT٣４½²ſK−\u00a0\u2028\t\n\x1b\u202e\x00\udcff"
"""Characters that change what a text means, that look like others, or that steer a terminal."""


@st.composite
def near_misses(draw: st.DrawFn, texts: st.SearchStrategy[str], pieces: Sequence[str]) -> str:
    """A text with a few pieces put in, or in the place of a character."""
    text = draw(texts)
    for _ in range(draw(st.integers(0, 2))):
        place, piece = draw(st.integers(0, len(text))), draw(st.sampled_from(pieces))
        text = text[:place] + piece + text[place + draw(st.integers(0, 1)) :]
    return text


@cache
def any_text() -> st.SearchStrategy[str]:
    """Any text at all, lone surrogates too, and most of all what is nearly a spelling of ours."""
    nearly = near_misses(st.sampled_from(SPELLINGS), NASTY)
    return nearly | nearly | st.text(st.characters()) | st.text(NASTY)


@cache
def written_text(kind: str = "") -> st.SearchStrategy[str]:
    """What a person may write for a word or a key: of some kind, nearly so, or anything."""
    numbers = decimals(0, 1_000) | decimals(0, 2 * MAX_CREDITS)
    kinds = {
        "number": numbers.map("{:f}".format),
        "duration": durations(short_lengths()) | durations(lengths()),
        "rerender": rerenders({"percent"}) | rerenders({"second", "clip"}),
        "date": st.dates().map(str)
        | st.builds("{:04}-{:02}-{:02}".format, *[st.integers(0, 40)] * 3),
        "name": st.sampled_from([*MODELS, *TOOLS, *ITEMS, "Yes", "no", "USD", "Kling 2.1_Pro"]),
    }
    sound = kinds[kind] if kind else st.one_of(*kinds.values())
    return sound | near_misses(sound, NASTY) | any_text()
