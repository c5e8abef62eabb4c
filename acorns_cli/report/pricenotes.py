"""What every report says of its prices: what is assumed, which list they are from, how old it is.

A list over six months old is a warning, which is one of the notes: `cautions` says which.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Final

from msgspec import Struct

from acorns_cli.catalog.proofs import CheckedList
from acorns_cli.core.job import Job
from acorns_cli.core.pricelist import (
    ImagePrice,
    PriceList,
    ShapedPrice,
    Source,
    ToolPrices,
    dated,
)
from acorns_cli.core.pricing import PricesUsed
from acorns_cli.core.quantities import plural
from acorns_cli.errors import all_of
from acorns_cli.report.names import item_name, meant_model, model_name
from acorns_cli.report.report import sentence_case

_OLD_MONTHS: Final = 6
"""A list that is older should be checked."""

_GIVEN: Final = (" per second by hand", " per image by hand", "the length is that of ")
"""Parts of sentences on what the user gave or a file says, which nobody had to assume."""


class Priced(Struct, frozen=True):
    """Something that a result is about: a tool and a model as the list names them, and the job."""

    tool: str
    model: str | None
    job: Job | None = None


def price_notes(
    prices: PriceList,
    today: date,
    assumptions: Iterable[str] = (),
    about: Iterable[Priced] = (),
) -> tuple[str, ...]:
    """What is assumed and what the list says of what it prices, each thing once; and which list."""
    return (
        *map(_assumption, dict.fromkeys(assumptions)),
        *_grouped_notes(thing for priced in about for thing in _things(prices, priced)),
        price_note(prices, today),
        *([prices.note] if prices.note else []),
    )


def price_note(prices: PriceList, today: date, *, address: str = "") -> str:
    """Which list the prices are from, how old it is, and its source, with an address of a page."""
    return f"Prices of {prices.title} ({age_words(prices, today)}), from: {prices.origin}{address}"


def cautions(prices: PriceList, today: date) -> tuple[str, ...]:
    """The notes that warn of the age of the prices: `price_note`, where the list is old."""
    return (price_note(prices, today),) if is_old(prices.edition, today) else ()


def age_words(prices: PriceList, today: date) -> str:
    """How old a list is, and what to do about prices that are old."""
    what_to_do = ": check before you pay" if is_old(prices.edition, today) else ""
    return f"{age(prices.edition, today)}{what_to_do}"


def is_old(edition: date, today: date) -> bool:
    """Whether an edition is over six months old."""
    months = (today.year - edition.year) * 12 + today.month - edition.month
    return (months, today.day) > (_OLD_MONTHS, edition.day)


def age(day: date, today: date) -> str:
    """How long ago a day was, in the largest unit that makes at least two of it."""
    days = (today - day).days
    if days < 0:
        return "not yet in force"
    months = (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)
    for unit, number in (("year", months // 12), ("month", months)):
        if number >= 2:
            return f"{number} {unit}s old"
    return f"{plural(days, 'day')} old"


def list_title(used: PricesUsed | CheckedList) -> str:
    """A list in a few words, as `PriceList.title` has it."""
    return dated(used.service, used.edition)


def all_notes(prices: PriceList) -> Iterator[str]:
    """What a list says of all that it has, and the sources of prices that have their own."""
    return _grouped_notes(_all_things(prices), source_text)


def source_text(source: Source) -> str:
    """A source with the address of its page, if it has one."""
    return f"{source}, {source.url}" if source.url else str(source)


_Thing = tuple[str, ToolPrices | ImagePrice | ShapedPrice]
"""The name of something in a price list, and what may have a note or a source of its own."""


def _assumption(text: str) -> str:
    """A sentence on what an estimate is made from; only what was not given is assumed."""
    is_given = any(part in text for part in _GIVEN)
    return f"{sentence_case(text)}." if is_given else f"Assumed: {text}."


def _things(prices: PriceList, priced: Priced) -> Iterator[_Thing]:
    tool, model, job = priced.tool, priced.model, priced.job
    listed = prices.tools[tool]
    yield prices.tool_name(tool), listed
    if job is None or job.credits_per_second is None:
        yield from _model_things(prices, tool, model)
    if job is None:
        return
    if job.rerender and job.rerender_model:
        yield from _model_things(prices, tool, meant_model(prices, tool, job.rerender_model))
    if (job.images or job.images_per_clip) and job.credits_per_image is None and listed.images:
        yield "images", listed.images
    for asked in job.add:
        if add_on := listed.add_ons.get(asked.name):
            yield item_name(prices, tool, asked.name), add_on


def _all_things(prices: PriceList) -> Iterator[_Thing]:
    for tool, listed in prices.tools.items():
        yield prices.tool_name(tool), listed
        for model in (*listed.models, None):
            yield from _model_things(prices, tool, model)
        if listed.images:
            yield "images", listed.images
        for name, add_on in listed.add_ons.items():
            yield item_name(prices, tool, name), add_on


def _model_things(prices: PriceList, tool: str, model: str | None) -> Iterator[_Thing]:
    """A model of a tool, or else the one price that the tool has for every model."""
    listed = prices.tools[tool]
    if model in listed.models:
        yield model_name(prices, tool, model), listed.models[model]
    elif listed.any_model:
        yield prices.tool_name(tool), listed.any_model


def _grouped_notes(things: Iterable[_Thing], text: Callable[[Source], str] = str) -> Iterator[str]:
    """The notes, then the sources; what is said of several things is said once of all."""
    notes: dict[str, dict[str, None]] = {}
    sources: dict[str, dict[str, None]] = {}
    for name, thing in things:
        if thing.note:
            notes.setdefault(thing.note, {})[name] = None
        if isinstance(thing, ShapedPrice) and thing.source:
            sources.setdefault(text(thing.source), {})[name] = None
    for note, names in notes.items():
        yield f"Note on {all_of(names)}: {note.rstrip('.')}."
    for source, names in sources.items():
        yield f"Prices of {all_of(names)} from: {source}"
