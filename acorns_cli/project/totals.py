"""What the scenes of a project come to together, and what they still need."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from msgspec import Struct
from msgspec.structs import asdict, astuple

from acorns_cli.advice.account import Account, account
from acorns_cli.core.lines import UnpricedItem
from acorns_cli.core.money import smallest_decimals
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.quantities import Range, exact, plural, rounded_up
from acorns_cli.project.pools import Pool, PoolKey, pools_of
from acorns_cli.project.scenes import Project, Scene

NONE: Final = Decimal(0)


class MissingPrice(UnpricedItem, frozen=True):
    """Something without a published price, in some of the scenes."""

    tool: str
    scenes: int
    """How many scenes it is missing from."""


def pools_among(scenes: Iterable[Scene], prices: PriceList) -> tuple[Pool, ...]:
    """The re-rendered clips of some scenes, pooled."""
    parts, seconds = [], defaultdict[str, Decimal](Decimal)
    for scene in scenes:
        seconds[scene.estimate.tool] += scene.seconds
        if scene.part:
            parts.append(scene.part)
    return pools_of(parts, seconds, prices)


class Costs(Struct, frozen=True):
    """What a project costs."""

    pools: tuple[Pool, ...]
    reserve: Range | None
    """On top of the scenes and their pools; None where none is asked for."""
    total: Range


@exact
def costs(project: Project) -> Costs:
    """What the scenes of a project, their pools and the reserve come to."""
    pools = pools_among(project.scenes, project.prices)
    total = sum((pool.credits for pool in pools), total_of(project.scenes))
    if project.reserve is None:
        return Costs(pools, None, total)
    decimals = smallest_decimals(project.prices.unit)
    low, high = (
        rounded_up(end * project.reserve, Decimal(100), decimals=decimals) for end in astuple(total)
    )
    reserve = Range(low, high)
    return Costs(pools, reserve, total + reserve)


def scenes_total(scenes: Sequence[Scene], prices: PriceList) -> Range:
    """What scenes cost with their pools: low ends with low, high ends with high."""
    credits = (pool.credits for pool in pools_among(scenes, prices))
    return sum(credits, total_of(scenes))


def to_complete(project: Project) -> Range:
    """What unfinished scenes still need.

    Each needs its own lines less what it has spent, never below 0, and its pool what that is less
    by what its scenes have spent beyond their own lines.
    """
    unfinished = [scene for scene in project.scenes if not scene.done]
    needed, beyond = Range.of(NONE), defaultdict[PoolKey, Range](lambda: Range.of(NONE))
    for scene in unfinished:
        own, spent = scene.estimate.total, Range.of(scene.spent or NONE)
        if scene.part:
            own -= scene.part.line.range
            beyond[scene.part.key] += _above_0(spent - own)
        needed += _above_0(own - spent)
    for pool in pools_among(unfinished, project.prices):
        key = PoolKey(pool.tool, pool.model, pool.clip_seconds, pool.clip_credits)
        needed += _above_0(pool.cost - beyond[key])
    return needed


def _above_0(ends: Range) -> Range:
    return Range(max(ends.low, NONE), max(ends.high, NONE))


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


def actual_cost(project: Project) -> Range:
    """What all scenes have cost so far.

    Finished ones that do not say are taken to have cost what they and the unfinished ones come to
    together, less what these come to alone: so each pool is rounded up once.
    """
    said = added_up(scene.spent or NONE for scene in project.scenes)
    silent = [scene for scene in project.scenes if scene.done and scene.spent is None]
    unfinished = [scene for scene in project.scenes if not scene.done]
    prices = project.prices
    of_silent = scenes_total([*silent, *unfinished], prices) - scenes_total(unfinished, prices)
    return Range.of(said) + of_silent


def assumed(scenes: Sequence[Scene]) -> tuple[str, ...]:
    """What is assumed of the prices and of what is spent, each thing once."""
    found = [text for scene in scenes for text in scene.estimate.assumptions]
    if silent := sum(scene.done and scene.spent is None for scene in scenes):
        found.append(f"{plural(silent, 'finished scene')} without spent cost what was planned")
    return tuple(dict.fromkeys(found))


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
