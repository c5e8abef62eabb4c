"""What a whole project costs: its scenes added up, low ends with low ends, high with high.

This module knows sums over scenes; not what one scene costs, nor how the work stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal, localcontext
from typing import Literal

from msgspec import Struct
from msgspec.structs import asdict

from acorns_cli.account import Account, account
from acorns_cli.pricing import (
    Footage,
    LineItem,
    PricesUsed,
    Range,
    UnpricedItem,
    credits_per_minute,
    prices_used,
)
from acorns_cli.project import Project, Scene
from acorns_cli.quantities import EXACT, canonical, clock, plural


class SceneQuote(Struct, frozen=True):
    """What one scene costs; an estimate without what is the same for all scenes."""

    name: str
    tool: str
    model: str | None
    seconds: Decimal
    """The length of the scene in the finished video."""
    footage: Footage
    lines: tuple[LineItem, ...]
    total_credits: Decimal
    range: Range | None
    complete: bool
    spent: Decimal | None
    done: bool


class Subtotal(Struct, frozen=True):
    """What all scenes of one tool and model cost."""

    tool: str
    model: str | None
    scenes: int
    footage_seconds: Decimal
    """All that is generated, re-renders and extra footage included."""
    credits: Decimal
    range: Range | None
    complete: bool


class MissingPrice(UnpricedItem, frozen=True):
    """Something without a published price, in some of the scenes."""

    tool: str
    scenes: int
    """How many scenes it is missing from."""


class Quote(Struct, frozen=True):
    """What a project costs; its fields are those of the JSON."""

    schema: Literal["acorns.project/1"]
    title: str
    prices: PricesUsed
    pinned: bool
    song_seconds: Decimal | None
    video_seconds: Decimal
    """The scenes' lengths together."""
    scenes: tuple[SceneQuote, ...]
    subtotals: tuple[Subtotal, ...]
    total_credits: Decimal
    """The high end where there is a range."""
    range: Range | None
    credits_per_minute: Decimal | None
    """Of the finished video, rounded up to a hundredth; None where the scenes have no length."""
    spent: Decimal
    """So far, in all; a finished scene that does not say is taken to have cost its estimate."""
    account: Account | None
    """What the credits still needed, as planned, do to the balance; None without one."""
    complete: bool
    unpriced: tuple[MissingPrice, ...]
    assumptions: tuple[str, ...]
    warnings: tuple[str, ...]


def project_quote(project: Project) -> Quote:
    """What the project costs, scene by scene and in all.

    Raises:
        InputError: The packs on sale have too many combinations to search.
    """
    with localcontext(EXACT):
        scenes = project.scenes
        total, range_ = total_of(scenes)
        spent = canonical(sum((spent_on(scene) for scene in scenes), Decimal(0)))
        needed = sum(
            (still_needed(scene, scene.estimate.total_credits) for scene in scenes), Decimal(0)
        )
        video_seconds = canonical(sum((scene.job.base_seconds for scene in scenes), Decimal(0)))
        return Quote(
            schema="acorns.project/1",
            title=project.title,
            prices=prices_used(project.prices),
            pinned=project.pinned,
            song_seconds=project.song_seconds,
            video_seconds=video_seconds,
            scenes=tuple(_scene_quote(scene) for scene in scenes),
            subtotals=_subtotals(scenes),
            total_credits=total,
            range=range_,
            credits_per_minute=credits_per_minute(total, video_seconds),
            spent=spent,
            account=account_of(project, canonical(needed)),
            complete=all(scene.estimate.complete for scene in scenes),
            unpriced=missing_prices(scenes),
            assumptions=assumed(scenes),
            warnings=_warnings(project.song_seconds, video_seconds),
        )


def account_of(project: Project, needed: Decimal) -> Account | None:
    """What a need leaves of the project's balance, if it has one.

    Raises:
        InputError: The packs on sale have too many combinations to search.
    """
    if project.balance is None:
        return None
    return account(project.balance, needed, project.prices.top_ups)


def low_credits(scene: Scene) -> Decimal:
    """The low end of what a scene costs, which is all of it where nothing varies."""
    return scene.estimate.range.low if scene.estimate.range else scene.estimate.total_credits


def spent_on(scene: Scene) -> Decimal:
    """What a scene has cost so far; where a finished one does not say, its estimate."""
    if scene.spent is None:
        return scene.estimate.total_credits if scene.done else Decimal(0)
    return scene.spent


def assumed(scenes: Sequence[Scene]) -> tuple[str, ...]:
    """What is taken for granted of the prices and of what is spent, each thing once."""
    found = [text for scene in scenes for text in scene.estimate.assumptions]
    if silent := sum(scene.done and scene.spent is None for scene in scenes):
        found.append(f"{plural(silent, 'finished scene')} without spent cost what was planned")
    return tuple(dict.fromkeys(found))


def still_needed(scene: Scene, credits: Decimal) -> Decimal:
    """What a scene that comes to these credits in all still needs; never below 0."""
    if scene.done:
        return Decimal(0)
    return canonical(max(EXACT.subtract(credits, spent_on(scene)), Decimal(0)))


def total_of(scenes: Iterable[Scene]) -> tuple[Decimal, Range | None]:
    """The high end of what scenes cost together, and both ends where any of them has a range."""
    low = high = Decimal(0)
    varies = False
    for scene in scenes:
        low = EXACT.add(low, low_credits(scene))
        high = EXACT.add(high, scene.estimate.total_credits)
        varies = varies or scene.estimate.range is not None
    low, high = canonical(low), canonical(high)
    return high, Range(low, high) if varies else None


def missing_prices(scenes: Iterable[Scene]) -> tuple[MissingPrice, ...]:
    """What has no published price in any of the scenes, and in how many of them."""
    count: dict[tuple[str, UnpricedItem], int] = {}
    for scene in scenes:
        for item in scene.estimate.unpriced:
            count[scene.job.tool, item] = count.get((scene.job.tool, item), 0) + 1
    return tuple(
        MissingPrice(**asdict(item), tool=tool, scenes=number)
        for (tool, item), number in count.items()
    )


def _scene_quote(scene: Scene) -> SceneQuote:
    estimate = scene.estimate
    return SceneQuote(
        name=scene.name,
        tool=estimate.tool,
        model=estimate.model,
        seconds=scene.job.base_seconds,
        footage=estimate.footage,
        lines=estimate.lines,
        total_credits=estimate.total_credits,
        range=estimate.range,
        complete=estimate.complete,
        spent=scene.spent,
        done=scene.done,
    )


def _subtotals(scenes: tuple[Scene, ...]) -> tuple[Subtotal, ...]:
    """By tool and model, in the order in which the scenes first name them."""
    groups: dict[tuple[str, str | None], list[Scene]] = {}
    for scene in scenes:
        groups.setdefault((scene.job.tool, scene.job.model), []).append(scene)
    return tuple(_subtotal(tool, model, group) for (tool, model), group in groups.items())


def _subtotal(tool: str, model: str | None, scenes: list[Scene]) -> Subtotal:
    credits, range_ = total_of(scenes)
    footage = (scene.estimate.footage for scene in scenes)
    seconds = sum(
        (part.base_seconds + part.rerender_seconds + part.extra_seconds for part in footage),
        Decimal(0),
    )
    complete = all(scene.estimate.complete for scene in scenes)
    return Subtotal(tool, model, len(scenes), canonical(seconds), credits, range_, complete)


def _warnings(song_seconds: Decimal | None, video_seconds: Decimal) -> tuple[str, ...]:
    if song_seconds is None or song_seconds == video_seconds:
        return ()
    gap = canonical((song_seconds - video_seconds).copy_abs())
    more = "longer" if video_seconds > song_seconds else "shorter"
    return (
        f"The scenes are {clock(gap)} {more} than the song:"
        f" {clock(video_seconds)} of scenes, {clock(song_seconds)} of song.",
    )
