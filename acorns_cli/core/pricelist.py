"""What a price list is: one dated edition of the prices, with its source and its evidence.

The records are what a file holds, key by key. The look-ups find what a job names, or raise an error
with the near matches.
"""

import re
from collections.abc import Callable, Collection
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Annotated, Final

from msgspec import Struct

from acorns_cli.core import durations, numbers
from acorns_cli.core.names import ISO_DATE, MAX_NAME, TOOLS, iso_date, plain_text, slug
from acorns_cli.core.quantities import MAX_COUNT, MAX_CREDITS, MAX_RATE, grouped, printed
from acorns_cli.errors import InputError, did_you_mean, near_names, one_of, shown
from acorns_cli.records.record import Leaf

ITEMS: Final = ("base", "rerender", "extra", "images")
"""The line items that an estimate can have, in their order."""

_CURRENCY: Final = re.compile(r"[A-Z]{3}")
_DIGITS: Final = re.compile("[0-9]")


def _written_slug(text: str) -> str:
    if text != slug(text):
        raise InputError(f"{shown(text)} is not a slug", fix=f"write it as {slug(text)}")
    return text


def _one_of(known: Collection[str], noun: str) -> Leaf:
    """A text that is one of those known."""

    def read(text: str) -> str:
        if text not in known:
            fix = did_you_mean(text, known) or f"the {noun}s are {one_of(known)}"
            raise InputError(f"{shown(text)} is not a {noun}", fix=fix)
        return text

    return Leaf(read, {"enum": list(known)})


def _currency(text: str) -> str:
    if not _CURRENCY.fullmatch(text):
        raise InputError(f"{shown(text)} is not a currency", fix="write three letters, like USD")
    return text


def _number(read: Callable[[str], object], most: int, **limits: object) -> Leaf:
    """A number of 0 or more; quotes around it do not count."""
    limits = {"type": ["number", "string"], "minimum": 0, "maximum": most, **limits}
    return Leaf(read, {**limits, "pattern": r"^[0-9]+(\.[0-9]+)?$"})


_step: Final = numbers.above_0(
    durations.duration_or_0, "a step of 0 seconds bills nothing", "write it like 5s"
)
_set_size: Final = numbers.above_0(
    partial(numbers.plain_count, what="images"), "a set of 0 images holds nothing"
)
_pack_size: Final = numbers.above_0(numbers.plain_credits, "a pack of 0 credits buys nothing")
_pack_price: Final = numbers.above_0(numbers.money, "a pack can't be free", "write a price above 0")

_DAY: Final = {"type": "string", "format": "date", "pattern": f"^{ISO_DATE.pattern}$"}
_TEXT: Final = {"type": "string", "minLength": 1}
_NAME: Final = {**_TEXT, "maxLength": MAX_NAME}

Edition = Annotated[date, Leaf(iso_date, _DAY)]
Slug = Annotated[str, Leaf(_written_slug, {**_NAME, "pattern": "^[^A-Z_ ]+$"})]
Words = Annotated[str, Leaf(plain_text, _NAME)]
Tool = Annotated[str, _one_of(TOOLS, "tool")]
Item = Annotated[str, _one_of(ITEMS, "line item")]
Rate = Annotated[Decimal, _number(numbers.rate, MAX_RATE)]
Credits = Annotated[Decimal, _number(numbers.plain_credits, MAX_CREDITS)]
PackSize = Annotated[Decimal, _number(_pack_size, MAX_CREDITS, exclusiveMinimum=0)]
PackPrice = Annotated[Decimal, _number(_pack_price, MAX_COUNT, exclusiveMinimum=0)]
Currency = Annotated[str, Leaf(_currency, {"type": "string", "pattern": f"^{_CURRENCY.pattern}$"})]
SetSize = Annotated[int, _number(_set_size, MAX_COUNT, multipleOf=1, minimum=1)]
Step = Annotated[Decimal, Leaf(_step, {"type": "string", "pattern": "[1-9]"})]
JobWord = Annotated[str, Leaf(plain_text, {"type": ["number", "string"], "minLength": 1})]
Base = Annotated[str, Leaf(str, _TEXT)]


class Source(Struct, frozen=True):
    """Where figures are from."""

    title: Words
    kind: Words = ""
    """What it is: `help page`, `e-mail`, `the app`."""
    date: Words = ""
    """When it said so, as it says it."""

    def __str__(self) -> str:
        details = ", ".join(detail for detail in (self.kind, self.date) if detail)
        return f"{self.title} ({details})" if details else self.title


class ModelPrice(Struct, frozen=True):
    """What a second of footage costs on one model."""

    credits_per_second: Rate
    name: Words | None = None
    billed_in: Step | None = None
    """Seconds: footage is billed in whole steps of this length, where the service does so."""

    @property
    def amount(self) -> Decimal:
        """Credits for one of `per`."""
        return self.credits_per_second

    @property
    def per(self) -> str:
        """What the amount is for, in words: `second`, `second, in steps of 5 s`."""
        step = f", in steps of {grouped(self.billed_in)} s" if self.billed_in else ""
        return f"second{step}"

    @property
    def written(self) -> str:
        """The amount as a price list has it."""
        return f"{{credits_per_second: {printed(self.credits_per_second)}}}"


class ImagePrice(Struct, frozen=True):
    """What images cost: they are sold in sets, and a started set is paid whole."""

    credits: Rate
    per_images: SetSize = 1


class Unpriced(Struct, frozen=True):
    """What the service charges for without publishing the price."""

    name: Words
    why: Words
    where: Words
    """Where a user sees the price."""


class ToolPrices(Struct, frozen=True):
    """The prices of one tool."""

    models: dict[Slug, ModelPrice] = {}
    any_model: ModelPrice | None = None
    """The price of every model, whatever its name, where a tool has but one."""
    images: ImagePrice | None = None
    unpriced: dict[Item, Unpriced] = {}
    free_rerender_clips_per_minute: Rate | None = None
    """Clips that may be re-rendered free, for each minute of the finished video."""
    removed_models: tuple[Slug, ...] = ()
    """Models of the list below that are no more, where a list extends another."""


class Pack(Struct, frozen=True):
    """Credits sold at once, for money."""

    credits: PackSize
    price: PackPrice


class TopUps(Struct, frozen=True):
    """The packs on sale, with a source of their own."""

    source: Source
    currency: Currency
    packs: tuple[Pack, ...]


class Expectation(Struct, frozen=True):
    """What a source works out for an example, part by part, in credits."""

    total: Credits
    base: Credits | None = None
    rerender: Credits | None = None
    extra: Credits | None = None
    images: Credits | None = None


class Example(Struct, frozen=True):
    """A sum that the source itself works out; it is recomputed to check the list."""

    title: Words
    job: dict[Words, JobWord]
    """The words of a job, as `acorns estimate` takes them."""
    expect: Expectation


class PriceList(Struct, frozen=True, kw_only=True):
    """One dated edition of the prices."""

    edition: Edition
    source: Source
    extends: Base | None = None
    """In a file, the list that this one changes: an edition, or a file beside it. Once read, the
    edition of that list and where it is from."""
    tools: dict[Tool, ToolPrices]
    top_ups: TopUps | None = None
    examples: tuple[Example, ...] = ()

    @property
    def origin(self) -> str:
        """Where the figures are from, those of the list below it included."""
        return f"{self.source}, over {self.extends}" if self.extends else str(self.source)

    def tool_prices(self, tool: str) -> ToolPrices:
        """The prices of a tool.

        Raises:
            InputError: There is no such tool, or this list has no prices for it.
        """
        if tool not in TOOLS:
            fix = did_you_mean(tool, TOOLS) or f"the tools are {one_of(TOOLS)}"
            raise InputError(f"there is no tool {shown(tool)}", fix=fix, word="tool")
        if tool not in self.tools:
            what = f"the price list of {self.edition} has no prices for {tool}"
            fix = f"it has them for {one_of(self.tools)}" if self.tools else ""
            raise InputError(what, fix=fix, word="tool")
        return self.tools[tool]

    def model_price(self, tool: str, model: str | None, *, word: str = "model") -> ModelPrice:
        """The price of a model of a tool, which `word` of the job named.

        Raises:
            InputError: The tool has no such model; the error lists those that it has.
        """
        prices = self.tool_prices(tool)
        if found := prices.models.get(model or "", prices.any_model):
            return found
        if not prices.models:
            what = f"the price list of {self.edition} has no models for {tool}"
            raise InputError(what, word=word)
        fix = f"{tool} has {one_of(prices.models)}"
        if not model:
            what = f"{tool} needs a model"
        elif homes := [name for name in self.tools if model in self.tools[name].models]:
            what = f"{shown(model)} is a model of {one_of(homes)}, not of {tool}"
        else:
            what = f"{tool} has no model {shown(model)}"
            if near := did_you_mean(model, prices.models):
                fix = f"{near} ({fix})"
        raise InputError(what, fix=fix, word=word)

    def slip(self, model: str) -> str:
        """The listed model that a name is most likely a typo of; "" if it is listed, or near none.

        A tool with one price for every model takes any name, a typo too.
        """
        listed = {name for prices in self.tools.values() for name in prices.models}
        if model in listed:
            return ""
        # Another version is another model: kling-2.5-pro is no typo of kling-2.1-pro.
        digits = _DIGITS.findall(model)
        alike = [name for name in sorted(listed) if _DIGITS.findall(name) == digits]
        return next(iter(near_names(model, alike)), "")
