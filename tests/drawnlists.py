"""Hypothesis strategies: price lists as trees of text, in every shape, and jobs for them, in words.

Most jobs can be priced. A few have one fault, so that refusals are compared as well. What the rules
leave open is not drawn: see the comments.
"""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any, Final

from hypothesis import strategies as st

Tree = dict[str, Any]

LENGTHS: Final = ("2s", "4s", "5s", "6s", "8s", "10s", "15s", "0:20")
"""Lengths of clips and of steps, from the shortest."""
MODELS: Final = ("a", "b-2.1", "c/720p", "c/1080p", "d-fast")
"""Names that listed models have; `c` alone means the first of the two."""
ADD_ONS: Final = ("upscale-4k", "lip-sync", "character")
GAP: Final = {"name": "something", "why": "no price is published", "where": "the app shows it"}


@cache
def amounts(low: int, high: int, places: int = 2) -> st.SearchStrategy[str]:
    """A number in bounds, as text: often whole, else with a few decimals."""

    def text(drawn: int) -> str:
        return f"{(Decimal(drawn) / 10**places).normalize():f}"

    return st.integers(low, high).map(str) | st.integers(low * 10**places, high * 10**places).map(
        text
    )


@cache
def prices() -> st.SearchStrategy[str]:
    """A price above 0."""
    return amounts(1, 40) | amounts(0, 2, 4).filter(lambda text: Decimal(text) > 0)


def mixed(draw: st.DrawFn, probability: int) -> bool:
    """Whether one of so many cases is drawn; the simplest is that it is not."""
    return draw(st.integers(1, probability)) == probability


# --- price lists ------------------------------------------------------------------------------


@st.composite
def footage(draw: st.DrawFn, *, unpriced: bool = True) -> Tree:
    """The price of a model, in any shape."""
    shapes = ["second", "step", "clips", "lengths", "clips", "step"]
    shape = draw(st.sampled_from(shapes + ["unpriced"] * unpriced))
    if shape == "unpriced":
        return {"unpriced": {"why": GAP["why"], "where": GAP["where"]}}
    if shape == "step":
        return {"price": draw(prices()), "per": draw(st.sampled_from(LENGTHS))}
    if shape == "second":
        return {"per_second": draw(prices())}
    listed = draw(st.lists(st.sampled_from(LENGTHS), min_size=1, max_size=4, unique=True))
    if shape == "lengths":
        return {"per_second": draw(prices()), "lengths": listed}
    return {"clips": {length: draw(prices()) for length in listed}}


@st.composite
def add_ons(draw: st.DrawFn, models: Sequence[str]) -> Tree:
    """Add-ons in their three shapes, some of them for some models alone."""
    found = {}
    for name in ADD_ONS:
        shape = draw(st.sampled_from(["piece", "second", "step", "none"]))
        if shape == "none":
            continue
        add_on: Tree = {"name": name.title()}
        if shape == "second":
            add_on["per_second"] = draw(prices())
        else:
            add_on["price"] = draw(prices())
        if shape == "step":
            add_on["per"] = draw(st.sampled_from(LENGTHS))
        if models and mixed(draw, 4):
            add_on["models"] = draw(
                st.lists(st.sampled_from(models), min_size=1, max_size=3, unique=True)
            )
        found[name] = add_on
    return found


@st.composite
def tools(draw: st.DrawFn) -> Tree:
    """A tool: its footage, images, add-ons, free clips, and what has no price."""
    tool: Tree = {"name": "A tool"}
    gaps: Tree = {}
    kind = draw(st.sampled_from(["models"] * 6 + ["both", "any", "secret"]))
    names: list[str] = []
    # Whether free re-renders that have no price are missing is left open.
    free = kind != "secret" and mixed(draw, 4)
    if free:
        tool["free_rerender_clips_per_minute"] = draw(st.sampled_from(["1", "0.5", "4", "20"]))
    if kind in ("models", "both"):
        names = draw(st.lists(st.sampled_from(MODELS), min_size=1, max_size=4, unique=True))
        first, rest = footage(unpriced=False), footage(unpriced=not free)
        tool["models"] = {name: draw(rest if index else first) for index, name in enumerate(names)}
    if kind in ("any", "both"):
        tool["any_model"] = draw(footage(unpriced=False))
    if kind == "secret":
        gaps["base"] = GAP
    if draw(st.booleans()):
        tool["images"] = {"price": draw(prices())}
        if draw(st.booleans()):
            tool["images"]["per_images"] = draw(st.sampled_from(["1", "2", "4", "10"]))
    elif draw(st.booleans()):
        gaps["images"] = GAP
    if found := draw(add_ons(names)):
        tool["add_ons"] = found
    footage_gaps = [] if kind == "secret" else ["extra"] if free else ["extra", "rerender"]
    for item in (*footage_gaps, *(name for name in ADD_ONS if name not in found)):
        if mixed(draw, 8):
            gaps[item] = GAP
    if gaps:
        tool["unpriced"] = dict(sorted(gaps.items()))
    known = [name for name in ("images", *ADD_ONS) if {name} & (set(gaps) | set(tool) | set(found))]
    if known and mixed(draw, 4):
        tool["always"] = draw(st.lists(st.sampled_from(known), min_size=1, unique=True))
    return tool


@st.composite
def price_trees(draw: st.DrawFn) -> Tree:
    """A price list with one tool or two."""
    names = draw(st.sampled_from([["video"], ["video", "t2v"]]))
    tree: Tree = {
        "service": {"id": "studio", "name": "Studio"},
        "edition": "2026-01-01",
        "source": {"title": "A page"},
        "tools": {name: draw(tools()) for name in names},
    }
    if mixed(draw, 3):
        tree["unit"] = draw(st.sampled_from(["USD", "EUR", "JPY", "KWD"]))
    return tree


def text_of(tree: Mapping[str, Any]) -> str:
    """The list as the text of a file: JSON is YAML."""
    return json.dumps(tree)


# --- jobs -------------------------------------------------------------------------------------


def seconds_in(length: str) -> Decimal:
    """Seconds of one of `LENGTHS`."""
    return Decimal(length.removeprefix("0:").removesuffix("s"))


def longest_clip(price: Mapping[str, Any]) -> Decimal:
    """Seconds of the longest clip that a model of some price makes."""
    listed = price.get("clips", price.get("lengths", LENGTHS))
    return max(map(seconds_in, listed))


def price_of(tool: Mapping[str, Any], model: str | None) -> Tree:
    """The price of a model that the tool has; nothing if it is not published."""
    models = tool.get("models", {})
    entries = [name for name in models if name == model or name.startswith(f"{model}/")]
    found = models[entries[0]] if entries else tool.get("any_model", {})
    return {} if "unpriced" in found else found


class _Drawing:
    """One job while its words are drawn."""

    def __init__(self, draw: st.DrawFn, tree: Tree, needs: frozenset[str]) -> None:
        self.draw = draw
        self.needs = needs
        tool = draw(st.sampled_from(sorted(tree["tools"])))
        self.tool: Tree = tree["tools"][tool]
        self.gaps: Tree = self.tool.get("unpriced", {})
        self.words = {"tool": tool}
        self.length = Decimal(0)
        self.has_clips = False

    def has(self, word: str, probability: int = 2) -> bool:
        return word in self.needs or mixed(self.draw, probability)

    def pick(self, choices: Sequence[str]) -> str:
        return self.draw(st.sampled_from(choices))

    def names(self) -> list[str]:
        """Models that the tool can take."""
        listed = list(self.tool.get("models", {}))
        if {"c/720p", "c/1080p"} & set(listed) and "any_model" not in self.tool:
            listed.append("c")
        takes_any = "any_model" in self.tool or "base" in self.gaps
        return listed + ["a", "of-ones-own"] * takes_any

    def job(self) -> dict[str, str]:
        kinds = ["footage"] * 9 + ["extra", "seconds again", "images", "add-on"]
        kind = "footage" if "length" in self.needs else self.pick(kinds)
        # Whether a job of images or add-ons alone must name a model is clear: it need not.
        if kind in ("footage", "extra", "seconds again") or self.draw(st.booleans()):
            self.add_model()
        if kind == "footage":
            self.add_length()
        self.add_clips()
        if kind in ("footage", "extra", "seconds again"):
            self.add_rerender(kind)
            if kind == "extra" or self.has("extra", 3):
                self.words["extra"] = f"{self.draw(amounts(1, 60, 1))}s"
        self.add_images(kind)
        self.add_add_ons(kind)
        if self.has("reserve", 4):
            self.words["reserve"] = f"{self.draw(amounts(1, 50, 1))}%"
        return self.words

    def add_model(self) -> None:
        self.words["model"] = self.pick(self.names())
        if mixed(self.draw, 8) and "rerender" not in self.gaps:
            self.words["credits_per_second"] = self.draw(prices())

    def add_length(self) -> None:
        # Of songs, milliseconds: with a percentage of two decimals, 6 do not hold their share.
        self.length = Decimal(self.draw(amounts(1, 30, 1) | amounts(1, 400, 3)))
        text = f"{self.length:f}"
        way = self.pick(["seconds", "duration", "length", "minutes"])
        if way == "minutes" and self.length >= 60:
            minutes, rest = divmod(self.length, 60)
            self.words |= {"minutes": f"{minutes:f}", "seconds": f"{rest:f}"}
        else:
            self.words[way if way != "minutes" else "seconds"] = (
                f"{text}s" if way in ("duration", "length") else text
            )

    def add_clips(self) -> None:
        """A clip length that the model makes, more often than none."""
        by_hand = "credits_per_second" in self.words
        price = {} if by_hand else price_of(self.tool, self.words.get("model"))
        self.has_clips = "clips" in price or "lengths" in price
        if self.has("clip_length"):
            held = [text for text in (*LENGTHS, "2.5s", "7s") if self.holds(price, text)]
            self.words["clip_length"] = self.pick(held)
            self.has_clips = True

    def holds(self, price: Tree, length: str) -> bool:
        return seconds_in(length) <= longest_clip(price)

    def add_rerender(self, kind: str) -> None:
        """Re-renders in any of the three ways; those without a length are a time or clips."""
        needed = {"rerender", "takes", "keep"} & self.needs
        if not (needed or kind == "seconds again") and mixed(self.draw, 3):
            return
        ways = ["rerender"] * 3 + ["takes", "keep"] * (kind == "footage")
        way = self.pick(sorted(needed) or ways)
        self.words[way] = getattr(self, way)(kind)
        if kind == "footage" and mixed(self.draw, 3):
            models = [
                name for name in self.names() if self.can_rerender(name) or mixed(self.draw, 8)
            ]
            if models:
                self.words["rerender_model"] = self.pick(models)

    def can_rerender(self, model: str) -> bool:
        """Whether a model makes clips as long as those of the base, where these are written."""
        clip = self.words.get("clip_length")
        price = price_of(self.tool, model)
        if clip is None and self.has_clips:
            clip = f"{longest_clip(price_of(self.tool, self.words.get('model')))}s"
        return clip is None or self.holds(price, clip)

    def range_in(self, values: st.SearchStrategy[Any], written: str) -> str:
        """One value, or a range of two that are in order."""
        low = self.draw(values)
        if self.draw(st.booleans()):
            return written.format(low)
        low, high = sorted([low, self.draw(values)], key=Decimal)
        return f"{written.format(low)}..{written.format(high)}"

    def rerender(self, kind: str) -> str:
        units = ["second"] + ["clip"] * self.has_clips + ["percent", "share"] * (kind == "footage")
        unit = self.pick(units)
        if unit == "second":
            return self.range_in(amounts(1, 60, 1), "{}s")
        if unit == "clip":
            return self.range_in(st.integers(1, 40).map(str), "{}clips")
        if unit == "percent":
            return self.range_in(amounts(1, 120, 2), "{}%")
        return self.share()

    def share(self, most_below: int = 0) -> str:
        """A fraction that is at least so much below 1, in units of its lower number."""
        below = self.draw(st.integers(1 + most_below, 9))
        return f"{self.draw(st.integers(1, below - most_below))}/{below}"

    def takes(self, kind: str) -> str:
        # Whether no re-renders at all, of a model without a price, are missing is left open.
        few = amounts(1, 5, 1) | amounts(1, 5, 4)
        return self.range_in(few.filter(lambda text: text != "1"), "{}")

    def keep(self, kind: str) -> str:
        if mixed(self.draw, 3):
            return self.share(most_below=1)
        return self.range_in(st.integers(5, 99).map(str), "{}%")

    def add_images(self, kind: str) -> None:
        known = "images" in self.tool or "images" in self.gaps
        if not (kind == "images" or self.has("images", 3)):
            return
        per_clip = kind == "footage" and self.has_clips and "images" not in self.needs
        if per_clip and self.draw(st.booleans()):
            self.words["images_per_clip"] = str(self.draw(st.integers(1, 4)))
        else:
            lowest = 0 if kind == "footage" else 1
            self.words["images"] = str(self.draw(st.integers(lowest, 60)))
        if not known or mixed(self.draw, 5):
            self.words["credits_per_image"] = self.draw(prices())

    def add_add_ons(self, kind: str) -> None:
        """A few add-ons, each once or twice."""
        model = self.words.get("model")
        found = self.tool.get("add_ons", {})
        fit = [name for name in found if self.fits(found[name], model)]
        fit += [name for name in ADD_ONS if name in self.gaps]
        if not fit:
            if kind == "add-on":
                self.words.setdefault("images", "3")
                self.words.setdefault("credits_per_image", "2")
            return
        if kind != "add-on" and not self.has("add", 3):
            return
        named = self.draw(st.lists(st.sampled_from(fit), min_size=1, max_size=3))
        self.words["add"] = ", ".join(self.add_on(name, named.count(name)) for name in named)

    def fits(self, add_on: Tree, model: str | None) -> bool:
        """Whether an add-on is for a model by its full name: the rules leave the rest open."""
        return "models" not in add_on or model in add_on["models"]

    def add_on(self, name: str, times: int) -> str:
        """One naming. Twice named, stretches together are no longer than the video: whether they
        may be is left open."""
        add_on = self.tool.get("add_ons", {}).get(name)
        alone = times == 1 and self.draw(st.booleans())
        if add_on is None or ("price" in add_on and "per" not in add_on):
            return name if alone else f"{name}={self.pieces()}"
        if alone and self.length:
            return name
        most = int((self.length or 60) * 100) // times
        return f"{name}={Decimal(self.draw(st.integers(1, most))) / 100:f}s"

    def pieces(self) -> int:
        return self.draw(st.integers(1, 5))


FAULTS: Final[tuple[dict[str, str | None], ...]] = (
    {"clip_length": "31s"},
    {"model": "nobody"},
    {"model": None, "add": None},
    {"tool": "nobody"},
    {"add": "subtitles"},
    {"add": "lip-sync=500s, upscale-4k=500s"},
    {"add": "character=0:10"},
    {"add": "lip-sync=3"},
    {"rerender": "25%", "takes": "3", "keep": None},
    {"rerender": None, "takes": None, "keep": "3"},
    {"rerender": None, "takes": None, "keep": "0%"},
    {"rerender": None, "takes": None, "keep": "101%"},
    {"rerender": None, "takes": "0.5", "keep": None},
    {"rerender": "40%..10%", "takes": None, "keep": None},
    {
        "rerender": "12clips",
        "takes": None,
        "keep": None,
        "clip_length": None,
        "rerender_model": None,
    },
    {"rerender": "0.25", "takes": None, "keep": None},
    {"images": "3", "images_per_clip": None, "credits_per_image": None},
    {"images": "3", "images_per_clip": "1"},
    {"images": None, "images_per_clip": "1", "clip_length": None},
    {"images": None, "images_per_clip": None, "credits_per_image": "4"},
    {"rerender": None, "takes": None, "keep": None, "rerender_model": "a"},
    {"minutes": None, "seconds": None, "length": None, "duration": None},
    {"minutes": "1", "duration": "1:00"},
)
"""What makes most jobs an error, word by word; None takes a word away."""


@st.composite
def job_words(draw: st.DrawFn, tree: Tree, *needs: str, faults: bool = False) -> dict[str, str]:
    """The words of a job that a list can price, but for one that has a fault.

    Args:
        draw: Given by hypothesis.
        tree: The list.
        needs: Words that it must have; `length` for a length in any words.
        faults: Whether a few jobs may be made errors.
    """
    drawing = _Drawing(draw, tree, frozenset(needs))
    words = drawing.job()
    if faults and drawing.length and mixed(draw, 4):
        fault = draw(st.sampled_from(FAULTS))
        # Whether it is a fault as well in what has no price is left to tests of their own.
        gaps = {"base", "images", *ADD_ONS} & set(drawing.gaps)
        if not gaps and price_of(drawing.tool, words.get("model")):
            changed = words | fault
            words = {word: text for word, text in changed.items() if text is not None}
    return words
