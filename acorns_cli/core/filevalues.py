"""The values in price lists and project files: how each is read, and what an editor may check."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Annotated, Final

from acorns_cli.core import durations, numbers
from acorns_cli.core.dates import ISO_DATE, iso_date
from acorns_cli.core.quantities import MAX_COUNT, MAX_CREDITS, MAX_RATE
from acorns_cli.core.slugs import MAX_NAME, plain_text, slug
from acorns_cli.errors import InputError, shown
from acorns_cli.records.record import Leaf

CURRENCY: Final = re.compile(r"[A-Z]{3}")
CREDITS: Final = "credits"
"""The unit of a service that does not charge in money."""

_ANSWERS: Final = {"yes": True, "true": True, "no": False, "false": False}


def _written_slug(text: str) -> str:
    if text != slug(text):
        raise InputError(f"{shown(text)} is not a slug", fix=f"write it as {slug(text)}")
    return text


def _model(text: str) -> str:
    before, *after = _written_slug(text).split("/")
    if not before or len(after) > 1 or "" in after:
        what = f"{shown(text)} is not a model and its quality"
        raise InputError(what, fix="write it like veo-3.1/720p, with one slash at the most")
    return text


def service_id(text: str) -> str:
    """The slug of a service, as `--prices` takes it.

    Raises:
        InputError: No service can have it.
    """
    if "/" in _written_slug(text) or text == "all" or ISO_DATE.match(text):
        what = f"{shown(text)} can't be the name of a service"
        raise InputError(what, fix="write a name like luma, without a slash")
    return text


def _currency(text: str) -> str:
    if not CURRENCY.fullmatch(text):
        raise InputError(f"{shown(text)} is not a currency", fix="write three letters, like USD")
    return text


def _unit(text: str) -> str:
    if text != CREDITS and not CURRENCY.fullmatch(text):
        fix = "write credits, or a currency in three letters, like USD"
        raise InputError(f"{shown(text)} is not a unit", fix=fix)
    return text


def yes_or_no(text: str) -> bool:
    """An answer, written `yes` or `no`.

    Raises:
        InputError: It is neither.
    """
    if text.lower() not in _ANSWERS:
        raise InputError(f"{shown(text)} is not yes or no", fix="write yes or no")
    return _ANSWERS[text.lower()]


def _number(read: Callable[[str], object], most: int, **limits: object) -> Leaf:
    """A number of 0 or more; quotes around it do not count."""
    limits = {"type": ["number", "string"], "minimum": 0, "maximum": most, **limits}
    return Leaf(read, {**limits, "pattern": r"^[0-9]+(\.[0-9]+)?$"})


_length: Final = numbers.above_0(
    durations.duration_or_0, "a length of 0 seconds bills nothing", "write it like 5s"
)
_set_size: Final = numbers.above_0(
    partial(numbers.plain_count, what="images"), "a set of 0 images holds nothing"
)
_pack_size: Final = numbers.above_0(numbers.plain_credits, "a pack of 0 credits buys nothing")
_pack_price: Final = numbers.above_0(numbers.money, "a pack can't be free", "write a price above 0")
_round_to: Final = numbers.above_0(
    numbers.money, "to round up to a multiple of 0 means nothing", "write it like 10"
)

_DAY: Final = {"type": "string", "format": "date", "pattern": f"^{ISO_DATE.pattern}$"}
_TEXT: Final = {"type": "string", "minLength": 1}
_NAME: Final = {**_TEXT, "maxLength": MAX_NAME}
_SLUG: Final = {**_NAME, "pattern": "^[^A-Z_ ]+$"}

Edition = Annotated[date, Leaf(iso_date, _DAY)]
Slug = Annotated[str, Leaf(_written_slug, _SLUG)]
Model = Annotated[str, Leaf(_model, _SLUG)]
ServiceId = Annotated[str, Leaf(service_id, _SLUG)]
Words = Annotated[str, Leaf(plain_text, {**_NAME, "type": ["number", "string"]})]
Rate = Annotated[Decimal, _number(numbers.rate, MAX_RATE)]
Credits = Annotated[Decimal, _number(numbers.plain_credits, MAX_CREDITS)]
PackSize = Annotated[Decimal, _number(_pack_size, MAX_CREDITS, exclusiveMinimum=0)]
PackPrice = Annotated[Decimal, _number(_pack_price, MAX_COUNT, exclusiveMinimum=0)]
RoundTo = Annotated[Decimal, _number(_round_to, MAX_COUNT, exclusiveMinimum=0)]
Currency = Annotated[str, Leaf(_currency, {"type": "string", "pattern": f"^{CURRENCY.pattern}$"})]
Unit = Annotated[
    str, Leaf(_unit, {"type": "string", "pattern": f"^({CREDITS}|{CURRENCY.pattern})$"})
]
SetSize = Annotated[int, _number(_set_size, MAX_COUNT, multipleOf=1, minimum=1)]
Length = Annotated[Decimal, Leaf(_length, {"type": "string", "pattern": "[1-9]"})]
JobWord = Annotated[str, Leaf(plain_text, {"type": ["number", "string"], "minLength": 1})]
Base = Annotated[str, Leaf(str, _TEXT)]
YesOrNo = Annotated[
    bool, Leaf(yes_or_no, {"enum": [True, False, *_ANSWERS], "description": "yes or no"})
]
