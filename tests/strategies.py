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
from msgspec.structs import replace

from acorns_cli.core.job import Job
from acorns_cli.core.pricelist import (
    ITEMS,
    AddOn,
    ImagePrice,
    ModelPrice,
    Pack,
    Packs,
    PriceList,
    Source,
    ToolPrices,
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
from acorns_cli.core.rates import PerClip, PerPiece

TOOLS: Final = ("autopilot", "t2v", "fbf")
"""Tools that lists have."""
MODELS: Final = ("seedance-v1-lite", "kling-2.1-pro", "veo-3.1/720p", "veo-3.1/1080p", "π 3")
"""Names that models have; the last is of a model that only a price by hand can price."""
ADD_ONS: Final = ("upscale-4k", "lip-sync", "character")
"""Names that add-ons have."""

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
    """The price of a model, in each shape."""
    tables = st.dictionaries(short_lengths(), rates(), min_size=1, max_size=3)
    several = st.lists(short_lengths(), min_size=1, max_size=3, unique=True).map(tuple)
    return st.one_of(
        st.builds(ModelPrice, per_second=rates()),
        st.builds(ModelPrice, price=rates(), per=short_lengths()),
        st.builds(ModelPrice, clips=tables),
        st.builds(ModelPrice, per_second=rates(), lengths=several),
    )


@cache
def image_prices() -> st.SearchStrategy[ImagePrice]:
    """The price of images, one by one or in sets."""
    return st.builds(ImagePrice, price=rates(), per_images=st.integers(1, 12) | counts())


@cache
def add_ons() -> st.SearchStrategy[dict[str, AddOn]]:
    """Add-ons by time, in steps and by the piece, some of them for one model alone."""
    models = st.sampled_from([(), (), MODELS[:1]])
    return st.dictionaries(
        st.sampled_from(ADD_ONS),
        st.builds(AddOn, per_second=rates(), models=models)
        | st.builds(AddOn, price=rates(), per=st.none() | short_lengths(), models=models),
        max_size=3,
    )


@st.composite
def tool_prices(draw: st.DrawFn, *, free_clips: bool = True) -> ToolPrices:
    """The prices of a tool; its footage has one."""
    names = st.sampled_from(MODELS[:-1])
    models = draw(st.dictionaries(names, model_prices(), max_size=3))
    images, extras = draw(st.none() | image_prices()), draw(add_ons())
    for name, add_on in extras.items():
        if not set(add_on.models) <= set(models):
            extras[name] = replace(add_on, models=())
    gap = Unpriced("a thing", "nobody says", "the app")
    can_be_gaps = [name for name in ("images", *ADD_ONS) if not (images and name == "images")]
    gaps = draw(st.sets(st.sampled_from(can_be_gaps), max_size=2)) - set(extras)
    known = sorted({"images", *extras, *gaps})
    return ToolPrices(
        models=models,
        any_model=draw(st.none() | model_prices() if models else model_prices()),
        images=images,
        add_ons=extras,
        free_rerender_clips_per_minute=draw(_FREE) if free_clips else None,
        always=tuple(draw(st.lists(st.sampled_from(known), max_size=2, unique=True))),
        unpriced=dict.fromkeys(sorted(gaps), gap),
    )


_FREE: Final = st.none() | decimals(0, 10) | rates()


@cache
def packs() -> st.SearchStrategy[Packs]:
    """Packs on sale, at least one: of whole credits, since odd sizes may be too many to search."""
    credits = (st.integers(1, 300) | st.integers(1, 10_000)).map(Decimal)
    prices = _above_0(decimals(0, 1_000, places=2))
    sold = st.lists(st.builds(Pack, credits=credits, price=prices), min_size=1, max_size=4)
    return st.builds(
        Packs, source=st.just(Source("A shop")), currency=st.just("USD"), sold=sold.map(tuple)
    )


@cache
def price_lists(*, free_clips: bool = True) -> st.SearchStrategy[PriceList]:
    """A price list with at least one tool; `free_clips` is whether re-renders may be free."""
    return st.builds(
        PriceList,
        edition=st.dates(date(2020, 1, 1), date(2039, 12, 31)),
        source=st.just(Source("A page", kind="help page", date="some day")),
        tools=st.dictionaries(
            st.sampled_from(TOOLS), tool_prices(free_clips=free_clips), min_size=1
        ),
        packs=st.none() | packs(),
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
    "part": (st.integers(0, 60) | st.integers(0, MAX_PERCENT * 60 // 100), "{:d}/60"),
    "takes": (decimals(1, 4) | decimals(1, 101), "{:f}"),
    "keep": (decimals(1, 100), "{:f}%"),
    "part kept": (st.integers(1, 60), "{:d}/60"),
}
"""The ways to say how much is re-rendered, how much there may be, and how that is written."""


@st.composite
def rerenders(draw: st.DrawFn, ways: Collection[str]) -> str:
    """How much is re-rendered, in one of the ways, or a range."""
    values, written = _RERENDERS[draw(st.sampled_from(sorted(ways)))]
    low = draw(values)
    if draw(st.booleans()):
        return written.format(low)
    low, high = sorted([low, draw(values)])
    return f"{written.format(low)}..{written.format(high)}"


@st.composite
def _in_words(draw: st.DrawFn, seconds: Decimal) -> dict[str, str]:
    """The length of a video, in one of the ways to say it."""
    way = draw(st.sampled_from(["minutes", "seconds", "both", "duration"]))
    if way == "duration":
        return {"duration": draw(durations(st.just(seconds)))}
    if way == "seconds":
        return {"seconds": f"{seconds:f}"}
    minutes, rest = divmod(seconds, 60)
    if way == "minutes" and minutes and not rest:
        return {"minutes": f"{minutes:f}"}
    return {"minutes": f"{minutes:f}", "seconds": f"{rest:f}"}


class _Drawing:
    """One job while its words are drawn."""

    def __init__(self, draw: st.DrawFn, prices: PriceList, needs: Collection[str]) -> None:
        self.draw, self.needs = draw, needs
        tool = draw(st.sampled_from(sorted(prices.tools)))
        self.listed = prices.tools[tool]
        self.words: dict[str, str] = {"tool": tool}
        self.length: Decimal | None = None
        self.clip: Decimal | None = None
        """Seconds of a clip, also of one that nobody writes."""

    def has(self, word: str) -> bool:
        return word in self.needs or self.draw(st.booleans())

    def job(self, *, reserve: bool) -> dict[str, str]:
        """The words; most jobs have a length, and one without it has something else."""
        kinds = ["footage"] * 6 + ["extra", "seconds again", "images"]
        kind = "footage" if "footage" in self.needs else self.draw(st.sampled_from(kinds))
        if kind == "footage":
            self.length = self.draw(lengths())
            self.words |= self.draw(_in_words(self.length))
        self.add_model()
        if kind == "extra" or self.has("extra"):
            self.words["extra"] = self.draw(_LENGTHS)
        self.add_rerender(kind)
        self.add_images(kind)
        self.add_add_ons()
        if reserve and self.draw(st.booleans()):
            self.words["reserve"] = f"{self.draw(_mostly_small(MAX_PERCENT)):f}%"
        return self.words

    def add_model(self) -> None:
        """A model, or a price by hand, and clips that it makes."""
        model = self.draw(st.sampled_from([*self.listed.models, *self.any_names(MODELS)]))
        price = self.listed.models.get(model, self.listed.any_model)
        if self.draw(st.integers(0, 3)) == 3:
            self.words["credits_per_second"] = f"{self.draw(rates()):f}"
            model, price = self.draw(st.sampled_from([None, *MODELS])), None
        elif self.listed.any_model and not self.draw(st.integers(0, 3)):
            model, price = None, self.listed.any_model
        if model is not None:
            self.words["model"] = model
        shape = price.rate if price else None
        # Clips are where most is rounded.
        if self.has("clip_length") or self.has("clip_length"):
            most = shape.lengths[-1] if isinstance(shape, PerClip) else Decimal(MAX_SECONDS)
            self.clip = min(most, self.draw(short_lengths()))
            self.words["clip_length"] = self.draw(durations(st.just(self.clip)))
        elif isinstance(shape, PerClip):
            self.clip = shape.usual_clip_seconds

    def any_names(self, names: Sequence[str]) -> Sequence[str]:
        return names if self.listed.any_model else ()

    def add_rerender(self, kind: str) -> None:
        if kind == "seconds again":
            self.words["rerender"] = f"{self.draw(lengths()):f}s"
        elif not self.has("rerender"):
            return
        else:
            ways = ["second"] + ["clip"] * (self.clip is not None)
            ways += ["percent", "part"] * (kind == "footage")
            if kind == "footage" and "rerender" not in self.needs:
                ways += ["takes", "keep", "part kept"]
            way = self.draw(st.sampled_from(ways))
            word = {"takes": "takes", "keep": "keep", "part kept": "keep"}.get(way, "rerender")
            self.words[word] = self.draw(rerenders([way]))
        others = [name for name in self.listed.models if self.holds(self.listed.models[name])]
        if self.listed.any_model and self.holds(self.listed.any_model):
            others += [name for name in MODELS if name not in self.listed.models]
        if others and self.draw(st.booleans()):
            self.words["rerender_model"] = self.draw(st.sampled_from(others))

    def holds(self, price: ModelPrice) -> bool:
        """Whether a model makes clips as long as those of the job."""
        shape = price.rate
        return not (self.clip and isinstance(shape, PerClip)) or shape.holds(self.clip)

    def add_images(self, kind: str) -> None:
        if not (kind == "images" or self.draw(st.booleans())):
            return
        if kind == "footage" and self.clip and self.draw(st.integers(0, 2)):
            self.words["images_per_clip"] = str(self.draw(counts()))
        else:
            self.words["images"] = str(self.draw(counts()))
        has_price = self.listed.images or "images" in self.listed.unpriced
        if not has_price or self.draw(st.booleans()):
            self.words["credits_per_image"] = f"{self.draw(rates()):f}"

    def add_add_ons(self) -> None:
        fit = [name for name, it in self.listed.add_ons.items() if self.fits(it)]
        fit += [name for name in ADD_ONS if name in self.listed.unpriced]
        if not fit or self.draw(st.booleans()):
            return
        named = self.draw(st.lists(st.sampled_from(fit), min_size=1, max_size=2, unique=True))
        self.words["add"] = ", ".join(self.add_on(name) for name in named)

    def fits(self, add_on: AddOn) -> bool:
        return not add_on.models or self.words.get("model") in add_on.models

    def add_on(self, name: str) -> str:
        """An add-on as it is named, over all of the video or a stretch of it."""
        sold = self.listed.add_ons.get(name)
        if sold is None or isinstance(sold.rate, PerPiece):
            return self.draw(st.sampled_from([name, f"{name}=3"]))
        if self.length and self.draw(st.booleans()):
            return name
        stretch = self.draw(lengths())
        seconds = st.just(min(stretch, self.length or stretch))
        return f"{name}={self.draw(durations(seconds))}"


@st.composite
def job_words(
    draw: st.DrawFn, prices: PriceList, *, needs: Collection[str] = (), reserve: bool = False
) -> dict[str, str]:
    """The words of a job that a price list can price.

    Args:
        draw: Given by hypothesis.
        prices: The list.
        needs: Words that it must have, of those that stand for a thing of their own: `footage`
            (a length, in whatever words), `clip_length`, `rerender`, `extra`.
        reserve: Whether it may have a reserve, which no scene of a project has.
    """
    return _Drawing(draw, prices, needs).job(reserve=reserve)


def jobs(prices: PriceList, *, needs: Collection[str] = ()) -> st.SearchStrategy[Job]:
    """A job that a price list can price, perhaps with a reserve; `needs` as for `job_words`."""
    return job_words(prices, needs=needs, reserve=True).map(lambda words: Job.of(**words))


SPELLINGS: Final = (
    *("4", "0.25", "1680", "4:00", "1:02:03.5", "4m30s", "90 seconds", "1.5h", "PT4M30S", "25%"),
    *("12clips", "10%..40%", "90s..30s", "1:30..1h", "2025-06-27", "kling-2.1-pro", "T2V"),
    *("1/3", "2..4", "veo-3.1/720p", "upscale-4k, lip-sync=0:45, character=3", "kling/2026-10-01"),
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
        "rerender": rerenders({"percent", "part"}) | rerenders({"second", "clip"}),
        "takes": rerenders({"takes"}),
        "keep": rerenders({"keep", "part kept"}),
        "add": st.lists(st.sampled_from(["upscale-4k", "lip-sync=0:45", "character=3"])).map(
            ", ".join
        ),
        "date": st.dates().map(str)
        | st.builds("{:04}-{:02}-{:02}".format, *[st.integers(0, 40)] * 3),
        "name": st.sampled_from([*MODELS, *TOOLS, *ITEMS, "Yes", "no", "USD", "Kling 2.1_Pro"]),
    }
    sound = kinds[kind] if kind else st.one_of(*kinds.values())
    return sound | near_misses(sound, NASTY) | any_text()
