"""What a price list is: one dated edition of the prices, with its source and its evidence.

The records are what a file holds, key by key; the look-ups answer what a job asks, with the near
matches for a name that is not there. This module knows what has which price; not how a price is
used, nor where lists are kept.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Final

from msgspec import Struct

from acorns_cli import quantities
from acorns_cli.errors import (
    InputError,
    did_you_mean,
    is_printable,
    near_names,
    one_of,
    shown,
)
from acorns_cli.records import Leaf

TOOLS: Final = {"autopilot": "Autopilot", "t2v": "Text-to-Video", "fbf": "Frame-by-Frame"}
"""Every tool of the service, with the name that people see."""

MAX_NAME: Final = 200
ITEMS: Final = ("base", "rerender", "extra", "images")
"""The line items that an estimate can have, in their order."""

_ISO_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CURRENCY: Final = re.compile(r"[A-Z]{3}")
_DIGITS: Final = re.compile("[0-9]")
_SEPARATORS: Final = re.compile(rf"[{quantities.SPACES}_]+")


# --- the leaves -------------------------------------------------------------------------------


def iso_date(text: str) -> date:
    """A calendar date, written `2025-06-27`.

    Raises:
        InputError: It is written in another way, or the calendar has no such day.
    """
    if _ISO_DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise InputError(f"{shown(text)} is not a day of the calendar") from None
    raise InputError(f"{shown(text)} is not a date", fix="write it as 2025-06-27")


def slug(text: str) -> str:
    """A name as it is looked up: lower case, with hyphens for spaces and underscores.

    Raises:
        InputError: Nothing is left of it, it is longer than any name, or can't be printed.
    """
    # Lower case can be longer, so it is that which must not be too long.
    return _SEPARATORS.sub("-", words(words(text).lower()))


def tool_name(text: str) -> str:
    """A tool as the price lists name it: `t2v` for `T2V` and for `Text-to-Video` alike.

    What is no tool is given back, in lower case.
    """
    plain = quantities.spaced(text).strip().lower()
    named = (tool for tool, name in TOOLS.items() if plain.replace(" ", "-") == name.lower())
    return next(named, plain)


def words(text: str) -> str:
    """A name or a sentence, without the spaces around it.

    Raises:
        InputError: It is empty, longer than any name, or holds what can't be printed.
    """
    text = text.strip(quantities.SPACES)
    if not text:
        raise InputError("the text is empty")
    if len(text) > MAX_NAME:
        raise InputError(f"{shown(text)} is too long", fix=f"the most is {MAX_NAME} characters")
    if not is_printable(text):
        raise InputError(f"{shown(text)} has characters that can't be printed")
    return text


def _written_slug(text: str) -> str:
    if text != slug(text):
        raise InputError(f"{shown(text)} is not a slug", fix=f"write it as {slug(text)}")
    return text


def _known(text: str, known: tuple[str, ...], noun: str) -> str:
    if text not in known:
        fix = did_you_mean(text, known) or f"the {noun}s are {one_of(known)}"
        raise InputError(f"{shown(text)} is not a {noun}", fix=fix)
    return text


def _tool(text: str) -> str:
    return _known(text, tuple(TOOLS), "tool")


def _item(text: str) -> str:
    return _known(text, ITEMS, "line item")


def _step(text: str) -> Decimal:
    seconds = Decimal(0) if text.strip() == "0" else quantities.duration(text)
    if not seconds:
        raise InputError("a step of 0 seconds bills nothing", fix="write it like 5s")
    return seconds


def _set_size(text: str) -> int:
    size = quantities.plain_count(text, what="images")
    if not size:
        raise InputError("a set of 0 images holds nothing", fix="write 1 or more")
    return size


def _pack_size(text: str) -> Decimal:
    credits = quantities.plain_credits(text)
    if not credits:
        raise InputError("a pack of 0 credits buys nothing", fix="write 1 or more")
    return credits


def _pack_price(text: str) -> Decimal:
    price = quantities.money(text)
    if not price:
        raise InputError("a pack can't be free", fix="write a price above 0")
    return price


def _currency(text: str) -> str:
    if not _CURRENCY.fullmatch(text):
        raise InputError(f"{shown(text)} is not a currency", fix="write three letters, like USD")
    return text


_SCHEMA_OF_NUMBERS: Final = {
    "type": ["number", "string"],
    "minimum": 0,
    "pattern": r"^[0-9]+(\.[0-9]+)?$",
}
"""Numbers of 0 or more; quotes around them do not count."""
_SCHEMA_OF_WORDS: Final = {"type": "string", "minLength": 1, "maxLength": MAX_NAME}
_SCHEMA_OF_SLUGS: Final = {**_SCHEMA_OF_WORDS, "pattern": "^[^A-Z_ ]+$"}
_SCHEMA_OF_AMOUNTS: Final = {**_SCHEMA_OF_NUMBERS, "maximum": quantities.MAX_CREDITS}
_SCHEMA_OF_COUNTS: Final = {**_SCHEMA_OF_NUMBERS, "maximum": quantities.MAX_COUNT}
_SCHEMA_OF_SIZES: Final = {**_SCHEMA_OF_COUNTS, "multipleOf": 1, "minimum": 1}
_SCHEMA_OF_DAYS: Final = {"type": "string", "format": "date", "pattern": f"^{_ISO_DATE.pattern}$"}

Edition = Annotated[date, Leaf(iso_date, _SCHEMA_OF_DAYS)]
Slug = Annotated[str, Leaf(_written_slug, _SCHEMA_OF_SLUGS)]
Words = Annotated[str, Leaf(words, _SCHEMA_OF_WORDS)]
Tool = Annotated[str, Leaf(_tool, {"enum": list(TOOLS)})]
Item = Annotated[str, Leaf(_item, {"enum": list(ITEMS)})]
Rate = Annotated[
    Decimal, Leaf(quantities.rate, {**_SCHEMA_OF_NUMBERS, "maximum": quantities.MAX_RATE})
]
Credits = Annotated[Decimal, Leaf(quantities.plain_credits, _SCHEMA_OF_AMOUNTS)]
PackSize = Annotated[Decimal, Leaf(_pack_size, {**_SCHEMA_OF_AMOUNTS, "exclusiveMinimum": 0})]
PackPrice = Annotated[Decimal, Leaf(_pack_price, {**_SCHEMA_OF_COUNTS, "exclusiveMinimum": 0})]
Currency = Annotated[str, Leaf(_currency, {"type": "string", "pattern": f"^{_CURRENCY.pattern}$"})]
SetSize = Annotated[int, Leaf(_set_size, _SCHEMA_OF_SIZES)]
Step = Annotated[Decimal, Leaf(_step, {"type": "string", "pattern": "[1-9]"})]
JobWord = Annotated[str, Leaf(words, {"type": ["number", "string"], "minLength": 1})]
Base = Annotated[str, Leaf(str, {"type": "string", "minLength": 1})]


# --- the records ------------------------------------------------------------------------------


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
    """A sum that the source itself works out: the proof of the list."""

    title: Words
    job: dict[Words, JobWord]
    """The words of a job, as `acorns estimate` takes them."""
    expect: Expectation


class PriceList(Struct, frozen=True):
    """One dated edition of the prices."""

    edition: Edition
    source: Source
    tools: dict[Tool, ToolPrices]
    top_ups: TopUps | None = None
    examples: tuple[Example, ...] = ()
    extends: Base | None = None
    """In a file, the list that this one changes: an edition, or a file beside it. Once read, the
    edition of that list and where it is from."""

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
            raise InputError(
                f"there is no tool {shown(tool)}",
                fix=did_you_mean(tool, TOOLS) or f"the tools are {one_of(TOOLS)}",
                word="tool",
            )
        if tool not in self.tools:
            raise InputError(
                f"the price list of {self.edition} has no prices for {tool}",
                fix=f"it has them for {one_of(self.tools)}" if self.tools else "",
                word="tool",
            )
        return self.tools[tool]

    def model_price(self, tool: str, model: str | None, *, word: str = "model") -> ModelPrice:
        """The price of a model of a tool.

        Args:
            tool: `autopilot`, `t2v` or `fbf`.
            model: Its slug; None where the tool needs none.
            word: The word of the job that named it, for the error.

        Raises:
            InputError: The tool has no such model; the error lists those that it has.
        """
        prices = self.tool_prices(tool)
        if found := prices.models.get(model or "", prices.any_model):
            return found
        what, fix = self._missing_model(tool, model)
        raise InputError(what, fix=fix, word=word)

    def slip(self, model: str) -> str:
        """The listed model that a name is most likely a slip of, "" where there is none.

        A tool with one price for every model takes any name, so that it can't tell.
        """
        listed = {name for prices in self.tools.values() for name in prices.models}
        if model in listed:
            return ""
        # Another version is another model: kling-2.5-pro is no slip of kling-2.1-pro.
        digits = _DIGITS.findall(model)
        alike = [name for name in sorted(listed) if _DIGITS.findall(name) == digits]
        return next(iter(near_names(model, alike)), "")

    def _missing_model(self, tool: str, model: str | None) -> tuple[str, str]:
        """What is wrong with a model that has no price, and what to write in its place."""
        models = self.tools[tool].models
        if not models:
            return f"the price list of {self.edition} has no models for {tool}", ""
        has = f"{tool} has {one_of(models)}"
        if not model:
            return f"{tool} needs a model", has
        homes = [name for name, prices in self.tools.items() if model in prices.models]
        if homes:
            return f"{shown(model)} is a model of {one_of(homes)}, not of {tool}", has
        near = did_you_mean(model, models)
        return f"{tool} has no model {shown(model)}", f"{near} ({has})" if near else has
