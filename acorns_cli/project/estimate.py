"""What a whole project costs: its scenes added up, low ends with low ends, high with high."""

from decimal import Decimal

from msgspec import Struct

from acorns_cli.advice.account import Account, known_top_up
from acorns_cli.advice.topup import TopUp
from acorns_cli.core.pricing import PricesUsed, credits_per_minute, prices_used
from acorns_cli.core.quantities import Range, clock, exact
from acorns_cli.project.pools import Pool
from acorns_cli.project.quote import Quote, quote
from acorns_cli.project.scenes import Project, Scene
from acorns_cli.project.totals import (
    MissingPrice,
    account_of,
    actual_cost,
    added_up,
    assumed,
    costs,
    missing_prices,
    to_complete,
    total_of,
)


class Subtotal(Struct, frozen=True):
    """What all scenes of one tool and model cost."""

    tool: str
    model: str | None
    scenes: int
    footage_seconds: Decimal
    """All that is generated, re-renders and extra footage included."""
    credits: Range
    complete: bool


class ProjectEstimate(Struct, frozen=True):
    """What a project costs."""

    title: str
    prices: PricesUsed
    pinned: bool
    song_seconds: Decimal | None
    video_seconds: Decimal
    """The scenes' lengths together."""
    scenes: tuple[Scene, ...]
    subtotals: tuple[Subtotal, ...]
    pools: tuple[Pool, ...]
    """What re-rendered clips of several scenes cost beyond the parts of the scenes."""
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
    offer: Quote | None
    """The quote for a client, which is `offer` in JSON; None where the project is for none."""
    complete: bool
    unpriced: tuple[MissingPrice, ...]
    assumptions: tuple[str, ...]
    warnings: tuple[str, ...]


@exact
def project_estimate(project: Project) -> ProjectEstimate:
    """What the project costs, scene by scene and in all."""
    scenes, found = project.scenes, costs(project)
    needed = to_complete(project).high
    if found.reserve:
        needed += found.reserve.high
    account = account_of(project, needed)
    video_seconds = added_up(scene.seconds for scene in scenes)
    return ProjectEstimate(
        title=project.title,
        prices=prices_used(project.prices),
        pinned=project.pinned,
        song_seconds=project.song_seconds,
        video_seconds=video_seconds,
        scenes=scenes,
        subtotals=_subtotals(scenes),
        pools=found.pools,
        reserve=found.reserve,
        total=found.total,
        credits_per_minute=credits_per_minute(found.total.high, video_seconds),
        spent=actual_cost(project).high,
        account=account,
        purchase=None if account else known_top_up(found.total.high, project.prices),
        offer=quote_of(project),
        complete=all(scene.estimate.complete for scene in scenes),
        unpriced=missing_prices(scenes),
        assumptions=assumed(scenes),
        warnings=_warnings(project.song_seconds, video_seconds),
    )


@exact
def quote_of(project: Project) -> Quote | None:
    """What a client is asked to pay for the project; None where it is offered to none.

    Raises:
        InputError: Its credits have no price in the currency of the quote.
    """
    if project.terms is None:
        return None
    found = costs(project)
    rows = [scene.estimate.total.high for scene in project.scenes]
    rows += [pool.credits.high for pool in found.pools]
    if found.reserve:
        rows.append(found.reserve.high)
    return quote(project.terms, rows, found.total.high, project.prices)


def _subtotals(scenes: tuple[Scene, ...]) -> tuple[Subtotal, ...]:
    """By tool and model, in the order in which the scenes first name them."""
    groups: dict[tuple[str, str | None], list[Scene]] = {}
    for scene in scenes:
        groups.setdefault((scene.estimate.tool, scene.estimate.model), []).append(scene)
    return tuple(_subtotal(tool, model, group) for (tool, model), group in groups.items())


def _subtotal(tool: str, model: str | None, scenes: list[Scene]) -> Subtotal:
    footage = [scene.estimate.footage for scene in scenes]
    seconds = added_up(it.base_seconds + it.rerender_seconds for it in footage)
    seconds += added_up(other for it in footage for other in it.other_seconds.values())
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
