"""What is different between two projects: their scenes, matched by name, and their totals."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from acorns_cli.core.numbers import credits_amount, percent
from acorns_cli.core.pricing import PricesUsed, check_units, prices_used
from acorns_cli.core.quantities import Range, clock, exact, percent_change, printed
from acorns_cli.project.scenes import Project, Scene
from acorns_cli.project.totals import (
    NONE,
    MissingPrice,
    costs,
    missing_prices,
)


class WordChange(Struct, frozen=True):
    """One word of a scene or a project, before and after; None where it was not said."""

    word: str
    old: str | None
    new: str | None


class SceneChange(Struct, frozen=True):
    """A scene that is not what it was."""

    name: str
    change: Literal["added", "removed", "changed"]
    words: tuple[WordChange, ...]
    """Empty for a scene that came or went, and for one of which only the prices changed."""
    old_credits: Range | None
    new_credits: Range | None
    difference: Range
    """By how much each end of what it costs rises; below 0 where it falls."""
    complete: bool
    """Whether nothing lacks a price, before or after."""


class Side(Struct, frozen=True):
    """One of the two projects."""

    title: str
    prices: PricesUsed
    scenes: int
    pools: Range
    """What re-rendered clips cost beyond the parts of the scenes."""
    reserve: Range
    """On top of the scenes; 0 where none is asked for."""
    total: Range
    complete: bool
    unpriced: tuple[MissingPrice, ...]


class Changes(Struct, frozen=True):
    """What is different between two projects."""

    old: Side
    new: Side
    words: tuple[WordChange, ...]
    """Of the project itself: its title, the length of the song, the balance, the prices."""
    scenes: tuple[SceneChange, ...]
    """Changed and added ones in the new order, then the removed ones in the old order."""
    difference: Range
    """By how much the low end of the total rises, and the high end; below 0 where it falls."""
    percent: Decimal | None
    """By how much the total rises, of the old one; None where that is 0."""
    percent_is_exact: bool | None


class Increase(Struct, frozen=True):
    """The most that a total may rise."""

    amount: Decimal
    is_percent: bool


def increase(text: str) -> Increase:
    """The most that a total may rise: credits, like `200`, or a share of it, like `10%`.

    Raises:
        InputError: It is neither.
    """
    number, is_percent = text.strip().removesuffix("%"), text.strip().endswith("%")
    return Increase(percent(number) if is_percent else credits_amount(number), is_percent)


@exact
def allowed_credits(limit: Increase, changes: Changes) -> Decimal:
    """How many credits more a limit allows."""
    if not limit.is_percent:
        return limit.amount
    return changes.old.total.high * limit.amount * Decimal("0.01")


@exact
def project_changes(old: Project, new: Project) -> Changes:
    """What is different in the new project.

    Raises:
        InputError: The two are priced in two units.
    """
    fix = "price both in one unit, with {prices} or with the key prices of their files"
    check_units(old.prices, new.prices, fix=fix, named=("prices",))
    before = {scene.name: scene for scene in old.scenes}
    after = {scene.name: scene for scene in new.scenes}
    names = {**after, **before}
    found = (_scene_change(name, before.get(name), after.get(name)) for name in names)
    old_side, new_side = _side(old), _side(new)
    return Changes(
        old_side,
        new_side,
        _word_changes(_project_words(old), _project_words(new)),
        tuple(change for change in found if change is not None),
        new_side.total - old_side.total,
        *percent_change(old_side.total.high, new_side.total.high),
    )


def _side(project: Project) -> Side:
    found, nothing = costs(project), Range.of(NONE)
    missing = missing_prices(project.scenes)
    return Side(
        title=project.title,
        prices=prices_used(project.prices),
        scenes=len(project.scenes),
        pools=sum((pool.credits for pool in found.pools), nothing),
        reserve=found.reserve or nothing,
        total=found.total,
        complete=not missing,
        unpriced=missing,
    )


def _scene_change(name: str, old: Scene | None, new: Scene | None) -> SceneChange | None:
    """What is different about a scene, None where nothing is."""
    words = _word_changes(_scene_words(old), _scene_words(new)) if old and new else ()
    if old and new and not words and old.estimate.total == new.estimate.total:
        return None
    before = old.estimate.total if old else None
    after = new.estimate.total if new else None
    change: Literal["added", "removed", "changed"]
    change = "changed" if old and new else "added" if new else "removed"
    nothing = Range.of(NONE)
    difference = (after or nothing) - (before or nothing)
    complete = all(side.estimate.complete for side in (old, new) if side)
    return SceneChange(name, change, words, before, after, difference, complete)


def _word_changes(
    old: Mapping[str, str | None], new: Mapping[str, str | None]
) -> tuple[WordChange, ...]:
    return tuple(WordChange(word, old[word], new[word]) for word in old if old[word] != new[word])


def _project_words(project: Project) -> dict[str, str | None]:
    return {
        "title": project.title,
        "length": None if project.song_seconds is None else clock(project.song_seconds),
        "prices": project.prices.title,
        "balance": None if project.balance is None else printed(project.balance),
        "reserve": None if project.reserve is None else f"{printed(project.reserve)}%",
    }


def _scene_words(scene: Scene) -> dict[str, str | None]:
    """What a scene says, in one spelling for each thing that can be said in several."""
    return {
        **scene.job.words(),
        "spent": None if scene.spent is None else printed(scene.spent),
        "done": "yes" if scene.done else None,
    }
