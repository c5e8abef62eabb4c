"""What a whole project costs: its scenes added up, low ends with low ends, high with high."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from msgspec import Struct
from msgspec.structs import asdict, astuple

from acorns_cli.advice.account import Account, account, known_top_up
from acorns_cli.advice.purchase import TopUp
from acorns_cli.core.lines import UnpricedItem
from acorns_cli.core.money import smallest_decimals
from acorns_cli.core.pricing import PricesUsed, credits_per_minute, prices_used
from acorns_cli.core.quantities import Range, clock, exact, plural, rounded_up
from acorns_cli.project.scenes import Project, Scene

NONE: Final = Decimal(0)


class Subtotal(Struct, frozen=True):
    """What all scenes of one tool and model cost."""

    tool: str
    model: str | None
    scenes: int
    footage_seconds: Decimal
    """All that is generated, re-renders and extra footage included."""
    credits: Range
    complete: bool


class MissingPrice(UnpricedItem, frozen=True):
    """Something without a published price, in some of the scenes."""

    tool: str
    scenes: int
    """How many scenes it is missing from."""


class Quote(Struct, frozen=True):
    """What a project costs."""

    title: str
    prices: PricesUsed
    pinned: bool
    song_seconds: Decimal | None
    video_seconds: Decimal
    """The scenes' lengths together."""
    scenes: tuple[Scene, ...]
    subtotals: tuple[Subtotal, ...]
    reserve: Range | None
    """On top of the scenes; None where none is asked for."""
    total: Range
    credits_per_minute: Decimal | None
    """Of the finished video, rounded up to a hundredth; None where the scenes have no length."""
    spent: Decimal
    """So far, in all; a finished scene that does not say is taken to have cost its estimate."""
    account: Account | None
    """What the credits still needed, as planned, do to the balance; None without one."""
    purchase: TopUp | None
    """What must be bought for the total; None with a balance, or without anything to buy."""
    complete: bool
    unpriced: tuple[MissingPrice, ...]
    assumptions: tuple[str, ...]
    warnings: tuple[str, ...]


@exact
def project_quote(project: Project) -> Quote:
    """What the project costs, scene by scene and in all."""
    scenes = project.scenes
    of_scenes = total_of(scenes)
    reserve = _reserve(project, of_scenes)
    total = of_scenes + reserve if reserve else of_scenes
    needed = added_up(still_needed(scene, scene.estimate.total_credits) for scene in scenes)
    if reserve:
        needed += reserve.high
    video_seconds = added_up(scene.seconds for scene in scenes)
    return Quote(
        title=project.title,
        prices=prices_used(project.prices),
        pinned=project.pinned,
        song_seconds=project.song_seconds,
        video_seconds=video_seconds,
        scenes=scenes,
        subtotals=_subtotals(scenes),
        reserve=reserve,
        total=total,
        credits_per_minute=credits_per_minute(total.high, video_seconds),
        spent=added_up(map(spent_on, scenes)),
        account=account_of(project, needed),
        purchase=known_top_up(total.high, project.prices) if project.balance is None else None,
        complete=all(scene.estimate.complete for scene in scenes),
        unpriced=missing_prices(scenes),
        assumptions=assumed(scenes),
        warnings=_warnings(project.song_seconds, video_seconds),
    )


def _reserve(project: Project, total: Range) -> Range | None:
    if project.reserve is None:
        return None
    decimals = smallest_decimals(project.prices.unit)
    low, high = (
        rounded_up(end * project.reserve, Decimal(100), decimals=decimals) for end in astuple(total)
    )
    return Range(low, high)


def added_up(amounts: Iterable[Decimal]) -> Decimal:
    """The sum of amounts; 0 where there are none."""
    return sum(amounts, NONE)


def account_of(project: Project, needed: Decimal) -> Account | None:
    """What a need leaves of the project's balance, if it has one."""
    if project.balance is None:
        return None
    return account(project.balance, needed, project.prices)


def spent_on(scene: Scene) -> Decimal:
    """What a scene has cost so far; where a finished one does not say, its estimate."""
    if scene.spent is None:
        return scene.estimate.total_credits if scene.done else NONE
    return scene.spent


def assumed(scenes: Sequence[Scene]) -> tuple[str, ...]:
    """What is assumed of the prices and of what is spent, each thing once."""
    found = [text for scene in scenes for text in scene.estimate.assumptions]
    if silent := sum(scene.done and scene.spent is None for scene in scenes):
        found.append(f"{plural(silent, 'finished scene')} without spent cost what was planned")
    return tuple(dict.fromkeys(found))


def still_needed(scene: Scene, credits: Decimal) -> Decimal:
    """What a scene that comes to these credits in all still needs; never below 0."""
    return NONE if scene.done else max(credits - spent_on(scene), NONE)


def total_of(scenes: Iterable[Scene]) -> Range:
    """What scenes cost together: low ends with low, high ends with high."""
    return sum((scene.estimate.total for scene in scenes), Range.of(NONE))


def missing_prices(scenes: Iterable[Scene]) -> tuple[MissingPrice, ...]:
    """What has no published price in any of the scenes, and in how many of them."""
    found = Counter(
        (scene.estimate.tool, item) for scene in scenes for item in scene.estimate.unpriced
    )
    return tuple(
        MissingPrice(**asdict(item), tool=tool, scenes=number)
        for (tool, item), number in found.items()
    )


def _subtotals(scenes: tuple[Scene, ...]) -> tuple[Subtotal, ...]:
    """By tool and model, in the order in which the scenes first name them."""
    groups: dict[tuple[str, str | None], list[Scene]] = {}
    for scene in scenes:
        groups.setdefault((scene.estimate.tool, scene.estimate.model), []).append(scene)
    return tuple(_subtotal(tool, model, group) for (tool, model), group in groups.items())


def _subtotal(tool: str, model: str | None, scenes: list[Scene]) -> Subtotal:
    footage = [scene.estimate.footage for scene in scenes]
    seconds = added_up(it.base_seconds + it.rerender_seconds + it.extra_seconds for it in footage)
    complete = all(scene.estimate.complete for scene in scenes)
    return Subtotal(tool, model, len(scenes), seconds, total_of(scenes), complete)


def _warnings(song_seconds: Decimal | None, video_seconds: Decimal) -> tuple[str, ...]:
    if song_seconds is None or song_seconds == video_seconds:
        return ()
    gap = abs(song_seconds - video_seconds)
    more = "longer" if video_seconds > song_seconds else "shorter"
    return (
        f"The scenes are {clock(gap)} {more} than the song:"
        f" {clock(video_seconds)} of scenes, {clock(song_seconds)} of song.",
    )
