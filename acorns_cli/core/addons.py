"""Add-ons that a job asks for, as people write them: `upscale-4k, lip-sync=0:45, character=3`."""

from decimal import Decimal

from msgspec import Struct

from acorns_cli.core import durations, numbers
from acorns_cli.core.quantities import EXACT, clock
from acorns_cli.core.slugs import slug
from acorns_cli.errors import InputError, shown


class AskedAddOn(Struct, frozen=True):
    """One add-on, named once or several times; how much of it is added up."""

    name: str
    seconds: Decimal = Decimal(0)
    """Of stretches of the video."""
    pieces: int = 0
    plain: int = 0
    """How often it is named without an amount: the whole video, or one piece."""

    @property
    def is_none(self) -> bool:
        """Whether the job says that there is none of it."""
        return not (self.seconds or self.pieces or self.plain)


def add_ons(text: str) -> tuple[AskedAddOn, ...]:
    """The add-ons of a list with commas, each name once, in the order in which they are named.

    Raises:
        InputError: A name or an amount can't be read.
    """
    found: dict[str, AskedAddOn] = {}
    for part in text.split(","):
        if not part.strip(numbers.SPACES):
            raise InputError("the name of an add-on is empty", fix="write it like upscale-4k")
        one = _add_on(part)
        before = found.get(one.name, AskedAddOn(one.name))
        found[one.name] = AskedAddOn(
            one.name,
            EXACT.add(before.seconds, one.seconds),
            before.pieces + one.pieces,
            before.plain + one.plain,
        )
    return tuple(found.values())


def _add_on(text: str) -> AskedAddOn:
    name, equals, amount = text.partition("=")
    name, amount = slug(name), amount.strip(numbers.SPACES)
    if not equals:
        return AskedAddOn(name, plain=1)
    if amount.isdecimal():
        return AskedAddOn(name, pieces=numbers.count(amount, what="pieces"))
    try:
        return AskedAddOn(name, seconds=durations.duration(amount))
    except InputError as error:
        what = f"{shown(amount)} is no amount of {shown(name)}"
        raise InputError(what, fix="write a time like 0:45, or a number like 3") from error


def add_ons_text(asked: tuple[AskedAddOn, ...]) -> str:
    """Add-ons as they would be written."""
    return ", ".join(part for one in asked for part in _parts(one))


def _parts(asked: AskedAddOn) -> list[str]:
    parts = [asked.name] * asked.plain
    if asked.seconds:
        parts.append(f"{asked.name}={clock(asked.seconds)}")
    if asked.pieces:
        parts.append(f"{asked.name}={asked.pieces}")
    return parts or [f"{asked.name}=0"]
