"""What a price list is: one dated edition of a service's prices, with its source and its evidence.

The records are what a file holds, key by key. The look-ups find what a job names, or raise an error
with the near matches.
"""

from functools import cached_property
from typing import Final

from msgspec import Struct

from acorns_cli.core.filevalues import (
    CREDITS,
    Base,
    Credits,
    Currency,
    Edition,
    JobWord,
    Length,
    Model,
    PackPrice,
    PackSize,
    Rate,
    ServiceId,
    SetSize,
    Slug,
    Unit,
    Words,
    YesOrNo,
)
from acorns_cli.core.rates import FootageRate, PerPiece, Shape, shape_of
from acorns_cli.core.words import OTHER_FOOTAGE
from acorns_cli.errors import InputError, all_of, did_you_mean, shown

FOOTAGE_ITEMS: Final = ("base", "rerender", *OTHER_FOOTAGE)
ITEMS: Final = (*FOOTAGE_ITEMS, "images")
"""The line items that an estimate can have besides add-ons and a reserve, in their order."""

DEFAULT_SERVICE: Final = "neural-frames"
"""The service that acorns is made for; a list without a service is of it."""


def dated(service: str | None, edition: object, joint: str = " ") -> str:
    """A list by its edition and, if that is not the default, its service before it.

    With a slash as the joint it is as `--prices` takes it: `kling/2026-10-01`.
    """
    return str(edition) if service in (None, DEFAULT_SERVICE) else f"{service}{joint}{edition}"


class Service(Struct, frozen=True):
    """Whose prices they are."""

    id: ServiceId
    name: Words = ""

    def __str__(self) -> str:
        return self.name or self.id


class Source(Struct, frozen=True):
    """Where figures are from."""

    title: Words
    kind: Words = ""
    """What it is: `help page`, `e-mail`, `the app`."""
    date: Words = ""
    """When it said so, as it says it."""
    url: Words = ""
    via: Words = ""
    """Where the figures were read, if not at the source itself."""

    def __str__(self) -> str:
        via = f"read in {self.via}" if self.via else ""
        details = ", ".join(detail for detail in (self.kind, self.date, via) if detail)
        return f"{self.title} ({details})" if details else self.title


class Unpriced(Struct, frozen=True):
    """What the service charges for without publishing the price."""

    name: Words
    why: Words
    where: Words
    """Where a user sees the price."""


class NoPrice(Struct, frozen=True):
    """Why a model has no published price."""

    why: Words
    where: Words
    """Where a user sees the price."""


class ShapedPrice(Struct, frozen=True, dict=True):
    """A price in one of the shapes that `core.rates` knows."""

    per_second: Rate | None = None
    name: Words | None = None
    price: Rate | None = None
    """What one of `per` costs or, without that, one piece."""
    per: Length | None = None
    """Seconds of a step that is billed whole."""
    source: Source | None = None
    """Where it has another than the list."""
    note: Words = ""

    @cached_property
    def rate(self) -> Shape | None:
        """The shape of the price; None where there is none."""
        return shape_of(self.per_second, self.price, self.per)


class ModelPrice(ShapedPrice, frozen=True, dict=True):
    """What footage costs on one model: it has exactly one of the shapes, or no published price."""

    clips: dict[Length, Rate] = {}
    """The prices of clips, by their lengths in seconds: no others are generated."""
    lengths: tuple[Length, ...] = ()
    """The lengths of clips in seconds, where their price is by the second."""
    unpriced: NoPrice | None = None

    def __post_init__(self) -> None:
        if (self.rate is None) is (self.unpriced is None):
            fix = "write one of per_second, price and per, clips, or unpriced"
            raise InputError("a model has one price, or is unpriced", fix=fix)

    @cached_property
    def rate(self) -> FootageRate | None:
        """The shape of the price; None where there is none."""
        shape = shape_of(self.per_second, self.price, self.per, self.clips, self.lengths)
        if isinstance(shape, PerPiece):
            raise InputError("the price says no length of footage", fix="add per, like per: 5s")
        return shape


class AddOn(ShapedPrice, frozen=True, dict=True):
    """What something beside footage and images costs, by time or by the piece."""

    models: tuple[Model, ...] = ()
    """The models that it is sold for, each by its name or by what is before its slash; all, if it
    names none."""

    def __post_init__(self) -> None:
        if self.rate is None:
            raise InputError(
                "an add-on has a price", fix="write per_second, price and per, or price"
            )


class ImagePrice(Struct, frozen=True):
    """What images cost: they are sold in sets, and a started set is paid whole."""

    price: Rate
    per_images: SetSize = 1
    note: Words = ""


class ToolPrices(Struct, frozen=True):
    """The prices of one tool."""

    name: Words | None = None
    models: dict[Model, ModelPrice] = {}
    any_model: ModelPrice | None = None
    """The price of every model, whatever its name, where a tool has but one."""
    images: ImagePrice | None = None
    add_ons: dict[Slug, AddOn] = {}
    free_rerender_clips_per_minute: Rate | None = None
    """Clips that may be re-rendered free, for each minute of the finished video."""
    always: tuple[Slug, ...] = ()
    """Line items and add-ons that every video needs."""
    unpriced: dict[Slug, Unpriced] = {}
    """Line items and add-ons without a published price."""
    removed: tuple[Model, ...] = ()
    """Models and add-ons of the list below that are no more, where a list extends another."""
    note: Words = ""


class Pack(Struct, frozen=True):
    """Credits sold once, for money."""

    credits: PackSize
    price: PackPrice
    needs_plan: YesOrNo = False
    note: Words = ""


class Packs(Struct, frozen=True):
    """The packs on sale, with a source of their own."""

    source: Source
    currency: Currency
    sold: tuple[Pack, ...]
    note: Words = ""


class Plan(Struct, frozen=True):
    """Credits sold every month, for money."""

    name: Words
    credits: PackSize
    monthly: PackPrice | None = None
    """What is due each month; None for what can only be bought for a year."""
    yearly: PackPrice | None = None
    """What is due once a year."""
    note: Words = ""

    def __post_init__(self) -> None:
        if self.monthly is None and self.yearly is None:
            raise InputError("a plan has a price", fix="write monthly, yearly or both")


class Plans(Struct, frozen=True):
    """The plans on sale, with a source of their own."""

    source: Source
    currency: Currency
    sold: tuple[Plan, ...]
    note: Words = ""


class Example(Struct, frozen=True):
    """A sum that the source itself works out; it is recomputed to check the list."""

    title: Words
    job: dict[Words, JobWord]
    """The words of a job, as `acorns estimate` takes them."""
    expect: dict[Slug, Credits]
    """What the source works out: `total` or `about`, line items, add-ons, and `other`."""


class PriceList(Struct, frozen=True, kw_only=True, eq=False, dict=True):
    """One dated edition of the prices of a service.

    Two are never equal, so that each can be a key.
    """

    service: Service = Service(DEFAULT_SERVICE, "neural frames")
    edition: Edition
    unit: Unit = CREDITS
    """What prices are in: credits, or a currency."""
    source: Source
    note: Words = ""
    extends: Base | None = None
    """In a file, the list that this one changes: an edition, or a file beside it. Once read, the
    edition of that list and where it is from."""
    tools: dict[Slug, ToolPrices]
    packs: Packs | None = None
    plans: Plans | None = None
    examples: tuple[Example, ...] = ()

    @property
    def origin(self) -> str:
        """Where the figures are from, those of the list below it included."""
        return f"{self.source}, over {self.extends}" if self.extends else str(self.source)

    @property
    def is_money(self) -> bool:
        """Whether prices are in a currency."""
        return self.unit != CREDITS

    @property
    def totals_in(self) -> str:
        """What totals are in, in words: a currency, or credits, which each service has its own."""
        return self.unit if self.is_money else f"credits of {self.service.id}"

    @cached_property
    def title(self) -> str:
        """The list in a few words: `2025-06-27`, `kling 2026-10-01`."""
        return dated(self.service.id, self.edition)

    def tool_name(self, tool: str) -> str:
        """The name that people know a tool by."""
        return self.tools[tool].name or tool

    def tool(self, typed: str) -> str:
        """The tool that is meant by its slug or by its name.

        Raises:
            InputError: This list has no such tool; the error names those that it has.
        """
        if typed in self.tools:
            return typed
        for tool, prices in self.tools.items():
            if prices.name and prices.name.lower().replace(" ", "-") == typed:
                return tool
        what = f"the price list of {self.title} has no tool {shown(typed)}"
        fix = did_you_mean(typed, self.tools) or f"it has {all_of(self.tools)}"
        raise InputError(what, fix=fix, word="tool")
