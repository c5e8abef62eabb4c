"""What a job costs, worked out a second time: plain, slow, in fractions, sharing no code.

It takes a price list as the plain tree of its file, with every number as text, and the words of a
job as text. Docstrings name the rule that they follow:

     7  quantity × rate is a line            14  add-ons
     8  clips of listed lengths              15  prices by hand
     9  `lengths` is a table                 16  the reserve
    10  steps                                17  what has no price
    11  what re-renders are counted in       18  a total that is not complete
    12  takes and keep                       20  a currency as the unit
    13  extra footage, images for each clip
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final, NamedTuple

Tree = Mapping[str, Any]
"""A price list, or a part of one: texts, lists and mappings."""
Words = Mapping[str, str]
"""What a job says."""


class Refused(Exception):  # noqa: N818 - it is what happened to the job
    """The rules say that this job is an error; the message is a short reason."""


class Ends(NamedTuple):
    """An amount at the low and at the high end; they are equal where nothing varies."""

    low: Fraction
    high: Fraction


class Line(NamedTuple):
    """One line of an estimate."""

    item: str
    unit: str
    rate: Fraction
    quantity: Ends

    @property
    def credits(self) -> Ends:
        """Rule 7: quantity × rate, exactly."""
        return Ends(self.quantity.low * self.rate, self.quantity.high * self.rate)


class Priced(NamedTuple):
    """An estimate."""

    lines: tuple[Line, ...]
    unpriced: frozenset[str]
    """Rule 17: the items that are asked for or always needed, and have no price here."""
    clip: Fraction | None
    """The seconds of a clip of the base, written or assumed; None if it has no clips."""
    assumed: frozenset[Fraction]
    """Rule 8: the clip lengths, in seconds, that nobody wrote; at most one of the base and one of
    the model that re-renders."""

    @property
    def complete(self) -> bool:
        """Rule 18: whether nothing is missing from the total."""
        return not self.unpriced

    @property
    def total(self) -> Ends:
        """The sums of both ends."""
        return total_of(self.lines)


def total_of(lines: Sequence[Line]) -> Ends:
    """The sums of the low ends and of the high ends."""
    low = sum((line.credits.low for line in lines), Fraction(0))
    return Ends(low, sum((line.credits.high for line in lines), Fraction(0)))


# --- texts ------------------------------------------------------------------------------------


def number(text: str) -> Fraction:
    """A plain number."""
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", text):
        raise Refused(f"{text} is not a number")
    return Fraction(text)


def whole_number(text: str) -> Fraction:
    """A plain number without decimals: of images, clips, pieces."""
    value = number(text)
    if value.denominator != 1:
        raise Refused(f"{text} is not whole")
    return value


def is_time(text: str) -> bool:
    """Whether a text is a length of time: it has a colon or a unit."""
    return re.fullmatch(r"[0-9.:]*:[0-9.:]+|PT.+|([0-9.]+[hms])+", text) is not None


def size_of(text: str) -> Fraction:
    """How much of an add-on an amount is: a time, or a number of pieces."""
    return seconds_in(text) if is_time(text) else whole_number(text)


def seconds_in(text: str) -> Fraction:
    """Seconds of `4:00`, `1:02:03.5`, `4m30s`, `90s`, `PT4M30S`."""
    if not is_time(text):
        raise Refused(f"{text} is not a time")
    total = Fraction(0)
    if ":" in text:
        for part in text.split(":"):
            total = total * 60 + number(part)
        return total
    sizes = {"h": 3600, "m": 60, "s": 1}
    for amount, unit in re.findall(r"([0-9.]+)([hms])", text.removeprefix("PT").lower()):
        total += number(amount) * sizes[unit]
    return total


def share(text: str) -> Fraction:
    """A share: `25%` and `1/3`; a bare number is percent, but for one that could be either."""
    if "/" in text:
        above, _, below = text.partition("/")
        if not whole_number(below):
            raise Refused("a share of nothing")
        return whole_number(above) / whole_number(below)
    value = number(text.removesuffix("%"))
    if not text.endswith("%") and 0 < value <= 1:
        raise Refused(f"{text} has two readings")
    return value / 100


def range_of(text: str) -> tuple[str, str]:
    """The texts of both ends of `a..b`, or one text twice."""
    low, dots, high = text.partition("..")
    if dots and not (low and high):
        raise Refused("a range has two ends")
    return low, high if dots else low


def multiple_of(amount: Fraction, size: Fraction | int) -> Fraction:
    """How many of a size cover an amount: a started one counts."""
    return Fraction(math.ceil(amount / size))


def in_order(ends: Ends) -> Ends:
    """The same ends, of which the low one must not be above the high one."""
    if ends.low > ends.high:
        raise Refused("the low end is above the high end")
    return ends


# --- prices of footage ------------------------------------------------------------------------


class Billed(NamedTuple):
    """How much of what is billed, and at which price."""

    quantity: Fraction
    unit: str
    rate: Fraction


@dataclass(frozen=True)
class PerSecond:
    """Rule 7: any length, by the second."""

    rate: Fraction

    def clips(self, count: Fraction, clip: Fraction) -> Billed:
        return Billed(count * clip, "second", self.rate)

    def seconds(self, seconds: Fraction) -> Billed:
        return Billed(seconds, "second", self.rate)


@dataclass(frozen=True)
class Steps:
    """Rule 10: whole steps of each stretch, or of each clip where there are clips."""

    price: Fraction
    step: Fraction

    def clips(self, count: Fraction, clip: Fraction) -> Billed:
        return Billed(count * multiple_of(clip, self.step), "step", self.price)

    def seconds(self, seconds: Fraction) -> Billed:
        return Billed(multiple_of(seconds, self.step), "step", self.price)


@dataclass(frozen=True)
class Table:
    """Rule 8: clips of listed lengths alone, each at its price."""

    prices: Mapping[Fraction, Fraction]

    @property
    def assumed(self) -> Fraction:
        """Rule 8: the length with the lowest price per second, the shorter on a tie."""
        return min(self.prices, key=lambda length: (self.prices[length] / length, length))

    def clips(self, count: Fraction, clip: Fraction) -> Billed:
        """Rule 8: each by the shortest listed length that holds it."""
        holding = [length for length in self.prices if length >= clip]
        if not holding:
            raise Refused("a clip is longer than the model makes")
        return Billed(count, "clip", self.prices[min(holding)])

    def seconds(self, seconds: Fraction) -> Billed:
        """Of a model that re-renders for a base without clips: in clips of its own length."""
        return self.clips(multiple_of(seconds, self.assumed), self.assumed)


class NoPrice:
    """Rule 17: footage whose price is not published."""


Footage = PerSecond | Steps | Table
Price = Footage | NoPrice


def price_in(tree: Tree) -> Price:
    """The price of a model, by its shape."""
    if "unpriced" in tree:
        return NoPrice()
    if "clips" in tree:
        return Table({seconds_in(key): number(price) for key, price in tree["clips"].items()})
    if "price" in tree:
        return Steps(number(tree["price"]), seconds_in(tree["per"]))
    rate = number(tree["per_second"])
    if "lengths" in tree:  # rule 9
        return Table({length: rate * length for length in map(seconds_in, tree["lengths"])})
    return PerSecond(rate)


class Model(NamedTuple):
    """A model as a job names it; the name is None if the job names none."""

    name: str | None
    price: Price | None
    """None if there is neither a listed price nor a place that says that there is none."""


def model_named(tool: Tree, name: str | None) -> Model:
    """Rules 3 and 17: an exact name, else the first entry under a name before its slash."""
    models = tool.get("models", {})
    for entry in [name, *(key for key in models if name and key.startswith(f"{name}/"))]:
        if entry in models:
            return Model(entry, price_in(models[entry]))
    if "any_model" in tool:
        return Model(name, price_in(tool["any_model"]))
    if "base" in tool.get("unpriced", {}):
        return Model(name, NoPrice())
    return Model(name, None)


# --- a job ------------------------------------------------------------------------------------

LENGTHS: Final = ("minutes", "seconds", "length", "duration")
AGAIN: Final = ("rerender", "takes", "keep")
KNOWN: Final = {
    *("tool", "model", *LENGTHS, "clip_length", "extra", *AGAIN, "rerender_model"),
    *("images", "images_per_clip", "add", "credits_per_second", "credits_per_image", "reserve"),
}


def check_words(words: Words) -> None:
    """Which words go together: one way to say a thing, and what a word needs (rule 12)."""
    if unknown := set(words) - KNOWN:
        raise Refused(f"there is no word {min(unknown)}")
    lengths = {word for word in LENGTHS if word in words}
    if len(lengths) > 1 and lengths != {"minutes", "seconds"}:
        raise Refused("the length is said twice")
    if sum(word in words for word in AGAIN) > 1:
        raise Refused("re-renders are said twice")
    if "images" in words and "images_per_clip" in words:
        raise Refused("images are said twice")
    if "rerender_model" in words and not any(word in words for word in AGAIN):
        raise Refused("nothing is re-rendered")
    if "credits_per_image" in words and not {"images", "images_per_clip"} & set(words):
        raise Refused("there are no images")


def length_of(words: Words) -> Fraction:
    """Seconds of the finished video; 0 if the job has none."""
    clock = words.get("length", words.get("duration", "0s"))
    minutes, seconds = number(words.get("minutes", "0")), number(words.get("seconds", "0"))
    return seconds_in(clock) + minutes * 60 + seconds


def held(seconds: Fraction) -> Fraction:
    """Rule 12: seconds as they are if 6 decimals hold them, else rounded up to a whole second."""
    return seconds if (seconds * 10**6).denominator == 1 else Fraction(math.ceil(seconds))


class Pricing:
    """One job under one list, while it is worked out."""

    def __init__(self, prices: Tree, words: Words) -> None:
        check_words(words)
        if words.get("tool") not in prices["tools"]:
            raise Refused("the list has no such tool")
        self.words = words
        self.unit: str = prices.get("unit", "credits")
        self.tool: Tree = prices["tools"][words["tool"]]
        self.gaps: Tree = self.tool.get("unpriced", {})
        self.length = length_of(words)
        self.by_hand = "credits_per_second" in words
        self.model = self.base_model()
        self.clip, self.clip_is_assumed = self.clip_length()
        self.lines: list[Line] = []
        self.unpriced: set[str] = set()
        self.assumed: set[Fraction] = set()

    def base_model(self) -> Model:
        """Rule 15: a price by hand replaces that of the list, shape included; any name will do."""
        model = model_named(self.tool, self.words.get("model"))
        if self.by_hand:
            rate = number(self.words["credits_per_second"])
            return Model(model.name, PerSecond(rate))
        if model.name and model.price is None:
            raise Refused("the tool has no such model")
        return model

    def clip_length(self) -> tuple[Fraction | None, bool]:
        """Rule 8: seconds of a clip as written, else as assumed; and whether it is assumed."""
        if "clip_length" in self.words:
            clip = seconds_in(self.words["clip_length"])
            if not clip:
                raise Refused("a clip has a length")
            return clip, False
        if isinstance(self.model.price, Table):
            return self.model.price.assumed, True
        return None, False

    def estimate(self) -> Priced:
        """The lines in their order, and what is missing."""
        self.add_base()
        self.add_rerender()
        self.add_extra()
        self.add_images()
        self.add_add_ons()
        if not (self.length or self.unpriced or any(line.quantity.high for line in self.lines)):
            raise Refused("there is nothing to price")
        self.add_what_is_always_needed()
        self.add_reserve()
        if self.clip_is_assumed and self.needs_clips():
            assert self.clip is not None
            self.assumed.add(self.clip)
        clip = self.clip if self.needs_clips() else None
        return Priced(tuple(self.lines), frozenset(self.unpriced), clip, frozenset(self.assumed))

    def needs_clips(self) -> bool:
        """Whether there is any footage, or images for each clip of it."""
        words = {"extra", *AGAIN, "images_per_clip"}
        return bool(self.length or words & set(self.words))

    # --- footage ------------------------------------------------------------------------------

    def counted(self, seconds: Fraction) -> Fraction:
        """Seconds as clips, where the base has clips; else as they are."""
        return multiple_of(seconds, self.clip) if self.clip else seconds

    def bill(self, item: str, price: Price | None, amounts: Ends) -> None:
        """A line of footage, from clips or seconds; or it is missing (rule 17)."""
        if price is None:
            raise Refused("the tool needs a model")
        if isinstance(price, NoPrice):
            if amounts.high:
                self.unpriced.add(item)
            return
        if self.clip:
            low, high = (price.clips(amount, self.clip) for amount in amounts)
        else:
            low, high = (price.seconds(amount) for amount in amounts)
            if isinstance(price, Table):
                self.assumed.add(price.assumed)
        quantity = Ends(low.quantity, high.quantity)
        self.lines.append(Line(item, high.unit, high.rate, quantity))

    def gap(self, item: str) -> bool:
        """Rule 17: whether the list says that footage of this kind has no price."""
        return item in self.gaps and not self.by_hand

    def add_base(self) -> None:
        """The video itself."""
        if self.length:
            clips = self.counted(self.length)
            self.bill("base", self.model.price, Ends(clips, clips))

    def add_extra(self) -> None:
        """Rule 13: of the base model, in whole clips, counted by nothing else."""
        seconds = seconds_in(self.words.get("extra", "0s"))
        if seconds:
            amount = self.counted(seconds)
            price = NoPrice() if self.gap("extra") else self.model.price
            self.bill("extra", price, Ends(amount, amount))

    def add_rerender(self) -> None:
        """Rules 11, 12 and 15: so many of the base's clips, at the price of who re-renders."""
        if not any(word in self.words for word in AGAIN):
            return
        amounts = self.rerendered()
        if self.clip:
            free = number(self.tool.get("free_rerender_clips_per_minute", "0"))
            free_clips = math.floor(free * self.length / 60)
            low, high = (max(amount - free_clips, Fraction(0)) for amount in amounts)
            amounts = Ends(low, high)
        price = self.model.price
        another = self.words.get("rerender_model")
        if another is not None:
            price = model_named(self.tool, another).price
            if price is None:
                raise Refused("the tool has no such model")
        if "rerender" in self.gaps and (another is not None or not self.by_hand):
            price = NoPrice()
        self.bill("rerender", price, amounts)

    def rerendered(self) -> Ends:
        """How much is re-rendered: clips of the base, or seconds if it has none (rule 11)."""
        low, high = self.rerendered_at_ends()
        return Ends(low, max(low, high))  # one that is rounded up can pass one that is not

    def rerendered_at_ends(self) -> Ends:
        if "rerender" in self.words:
            return self.rerendered_by_amount(self.words["rerender"])
        if not self.length:
            raise Refused("a share of the video needs its length")
        if "takes" in self.words:
            return self.rerendered_by_takes(self.words["takes"])
        return self.rerendered_by_keep(self.words["keep"])

    def rerendered_by_amount(self, text: str) -> Ends:
        """A share, a time or a number of clips."""
        low, high = range_of(text)
        kinds = {self.kind(low), self.kind(high)}
        if len(kinds) > 1:
            raise Refused("the ends are in different units")
        if kinds == {"clips"}:
            if not self.clip:
                raise Refused("a number of clips needs the length of a clip")
            values = Ends(*(whole_number(re.sub("clips?$", "", end)) for end in (low, high)))
            return in_order(values)
        if kinds == {"time"}:
            times = in_order(Ends(seconds_in(low), seconds_in(high)))
            return Ends(self.counted(times.low), self.counted(times.high))
        if not self.length:
            raise Refused("a share of the video needs its length")
        shares = in_order(Ends(share(low), share(high)))
        return Ends(self.part_of_base(shares.low), self.part_of_base(shares.high))

    @staticmethod
    def kind(text: str) -> str:
        """What an amount to re-render is given in."""
        if text.endswith(("clip", "clips")):
            return "clips"
        return "time" if is_time(text) else "share"

    def part_of_base(self, part: Fraction) -> Fraction:
        """A share of the base: whole clips, or seconds by rule 12."""
        if self.clip:
            return multiple_of(part * self.counted(self.length), 1)
        return held(part * self.length)

    def rerendered_by_takes(self, text: str) -> Ends:
        """Rule 12: `takes` is re-rendering (takes − 1) × 100%."""
        low, high = range_of(text)
        takes = in_order(Ends(number(low), number(high)))
        if takes.low < 1:
            raise Refused("a clip has at least one take")
        return Ends(self.part_of_base(takes.low - 1), self.part_of_base(takes.high - 1))

    def rerendered_by_keep(self, text: str) -> Ends:
        """Rule 12: the base ÷ keep, rounded up, less the base; the smaller keep is the high end."""
        shares = []
        for end in range_of(text):
            if not ("/" in end or end.endswith("%")):
                raise Refused("how much is kept is a share, with its sign")
            shares.append(share(end))
        kept = in_order(Ends(*shares))
        if not 0 < kept.low <= kept.high <= 1:
            raise Refused("what is kept is over 0% and at most 100%")
        return Ends(self.more_than_base(kept.high), self.more_than_base(kept.low))

    def more_than_base(self, kept: Fraction) -> Fraction:
        base = self.counted(self.length)
        generated = base / kept
        return (multiple_of(generated, 1) if self.clip else held(generated)) - base

    # --- images and add-ons -------------------------------------------------------------------

    def image_count(self) -> Fraction:
        """Rule 13: as many as said, or so many for each clip of the base alone."""
        if "images_per_clip" in self.words:
            if not self.clip:
                raise Refused("images per clip need the length of a clip")
            return whole_number(self.words["images_per_clip"]) * self.counted(self.length)
        return whole_number(self.words.get("images", "0"))

    def add_images(self) -> None:
        """Images in whole sets; at a price by hand, one by one."""
        images = self.image_count()
        if not images:
            return
        size, unit = Fraction(1), "image"
        if "credits_per_image" in self.words:
            rate = number(self.words["credits_per_image"])
        elif "images" in self.tool:
            rate = number(self.tool["images"]["price"])
            size = whole_number(self.tool["images"].get("per_images", "1"))
            unit = "image set" if size > 1 else "image"
        elif "images" in self.gaps:
            self.unpriced.add("images")
            return
        else:
            raise Refused("images have no price")
        sets = multiple_of(images, size)
        self.lines.append(Line("images", unit, rate, Ends(sets, sets)))

    def named_add_ons(self) -> dict[str, list[str | None]]:
        """Every add-on in the order first named, with its amounts; None is without one."""
        named: dict[str, list[str | None]] = {}
        if "add" in self.words:
            for part in self.words["add"].split(","):
                name, sign, amount = part.strip().partition("=")
                named.setdefault(name, []).append(amount if sign else None)
        return named

    def add_add_ons(self) -> None:
        """Rule 14: a line for each add-on, over the length of the video as given."""
        for name, amounts in self.named_add_ons().items():
            if name in self.gaps:
                self.check_stretch(
                    sum((seconds_in(a) for a in amounts if a and is_time(a)), Fraction(0))
                )
                self.unpriced.add(name)
            elif name in self.tool.get("add_ons", {}):
                add_on = self.tool["add_ons"][name]
                if self.is_sold(add_on):
                    self.add_add_on(name, add_on, amounts)
                elif any(amount is None or size_of(amount) for amount in amounts):
                    raise Refused("the add-on is not for this model")
            else:
                raise Refused("the tool has no such add-on")

    def is_sold(self, add_on: Tree) -> bool:
        """Rule 14: an add-on may be for some models alone."""
        name = self.model.name or ""
        return "models" not in add_on or bool(
            {name, name.partition("/")[0]} & set(add_on["models"])
        )

    def check_stretch(self, seconds: Fraction) -> None:
        """Rule 14: a stretch longer than a given video is refused."""
        if self.length and seconds > self.length:
            raise Refused("an add-on is longer than the video")

    def add_add_on(self, name: str, add_on: Tree, amounts: Sequence[str | None]) -> None:
        if "price" in add_on and "per" not in add_on:
            pieces = sum((whole_number(amount or "1") for amount in amounts), Fraction(0))
            billed = Billed(pieces, "piece", number(add_on["price"]))
        else:
            stretch = sum((self.stretch(amount) for amount in amounts), Fraction(0))
            self.check_stretch(stretch)
            price = price_in(add_on)
            assert isinstance(price, PerSecond | Steps)
            billed = price.seconds(stretch)
        quantity = Ends(billed.quantity, billed.quantity)
        self.lines.append(Line(name, billed.unit, billed.rate, quantity))

    def stretch(self, amount: str | None) -> Fraction:
        """Seconds of an add-on that is sold by time: those given, or the whole video."""
        if amount is not None:
            return seconds_in(amount)
        if not self.length:
            raise Refused("an add-on of the whole video needs its length")
        return self.length

    # --- the whole ----------------------------------------------------------------------------

    def add_what_is_always_needed(self) -> None:
        """Rule 17: what every video needs is missing until the job says it, priced or not."""
        said = {*self.words, *self.named_add_ons()}
        if said & set(AGAIN):
            said.add("rerender")
        if "images_per_clip" in said:
            said.add("images")
        if self.length:
            said.add("base")
            needed = set(self.tool.get("always", [])) - said
            add_ons = self.tool.get("add_ons", {})
            self.unpriced |= {
                item for item in needed if item not in add_ons or self.is_sold(add_ons[item])
            }

    def add_reserve(self) -> None:
        """Rules 16 and 20: a share of all lines, rounded up to what the unit can be paid in."""
        if "reserve" in self.words:
            part = share(self.words["reserve"])
            smallest = smallest_unit(self.unit)
            low, high = (
                multiple_of(part * end, smallest) * smallest for end in total_of(self.lines)
            )
            self.lines.append(Line("reserve", self.unit, Fraction(1), Ends(low, high)))


WHOLE: Final = {"JPY", "KRW", "VND", "CLP", "ISK", "UGX", "XAF", "XOF", "XPF", "PYG", "RWF"}
"""Currencies without a smaller unit."""
THOUSANDTHS: Final = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"}
"""Currencies of three decimals."""


def smallest_unit(unit: str) -> Fraction:
    """Rule 16: a hundredth of a credit; of a currency, its smallest unit."""
    return Fraction(1, 1 if unit in WHOLE else 1000 if unit in THOUSANDTHS else 100)


def priced(prices: Tree, words: Words) -> Priced:
    """What a job costs under a list.

    Raises:
        Refused: The rules say that it is an error.
    """
    return Pricing(prices, words).estimate()
