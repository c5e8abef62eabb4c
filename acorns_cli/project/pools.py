"""Re-rendered clips of a whole project, rounded up to whole clips once.

A share of clips is an expectation: a quarter of one clip, in each of thirty scenes, is eight clips
and not thirty. So the clips that scenes re-render are pooled: those of one tool, one model that
re-renders, one length and one price. A scene holds its exact part, cut to 6 decimals of a clip; its
pool holds the rest up to whole clips, which is below 0 where some of them are free.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from acorns_cli.core.footage import Stretch, clips_ratio, free_clips, plain_stretch
from acorns_cli.core.job import Job
from acorns_cli.core.lines import LineItem, total_of
from acorns_cli.core.placement import Placement, placement
from acorns_cli.core.pricelist import PriceList, Unpriced
from acorns_cli.core.pricing import Estimate
from acorns_cli.core.quantities import MAX_DECIMALS, Range
from acorns_cli.core.rates import Charge

_ONE_CLIP: Final = Decimal(1)
_NONE: Final = Decimal(0)


class PoolKey(NamedTuple):
    """What clips have in common that are rounded up together."""

    tool: str
    model: str | None
    """The one that re-renders."""
    clip_seconds: Decimal
    clip_credits: Decimal
    """What one such clip costs."""


class Part(NamedTuple):
    """The clips that one scene re-renders, exactly, at both ends."""

    key: PoolKey
    low: Fraction
    high: Fraction


class Pool(Struct, frozen=True):
    """What the clips of one kind cost beyond the exact parts of the scenes."""

    tool: str
    model: str | None
    clip_seconds: Decimal
    clip_credits: Decimal
    scenes: int
    exact_clips: Range
    """The sum of the parts, rounded down to 6 decimals."""
    clips: Range
    """The whole clips that are charged."""
    free_clips: Range
    parts: Range
    """What the scenes hold of it."""
    credits: Range
    """The rest up to whole clips, without those that are free."""

    @property
    def cost(self) -> Range:
        """What all the clips cost."""
        return self.parts + self.credits


def part_of(job: Job, prices: PriceList) -> Part | None:
    """What a scene adds to a pool; None where it re-renders no clips, or clips without a price."""
    placed = placement(job, prices)
    clip_seconds, rerender = placed.clip_seconds, job.rerender
    if rerender is None or clip_seconds is None or placed.footage is None:
        return None
    rate = placed.footage.rerender
    if isinstance(rate, Unpriced):
        return None
    one = rate.charge(Stretch(clip_seconds, clip_seconds, _ONE_CLIP))
    model = placed.rerender_model or placed.model
    key = PoolKey(placed.tool, model, clip_seconds, one.credits)
    whole = plain_stretch(job.base_seconds, clip_seconds).clips
    low, high = (
        Fraction(dividend) / Fraction(divisor)
        for dividend, divisor in (
            clips_ratio(rerender, end, whole, clip_seconds) for end in (rerender.low, rerender.high)
        )
    )
    return Part(key, low, high)


def with_part(found: Estimate, job: Job, prices: PriceList, part: Part) -> Estimate:
    """The estimate of a scene with its exact part in place of whole re-rendered clips."""
    placed = placement(job, prices)
    low, high = (_part_charge(part, end, clips, job, placed) for end, clips in _ends(job, part))
    line = LineItem("rerender", low if low != high else high, high)
    lines = tuple(line if other.item == "rerender" else other for other in found.lines)
    seconds = high.quantity * part.key.clip_seconds
    footage = replace(found.footage, rerender_seconds=seconds)
    return replace(found, lines=lines, total=total_of(lines), footage=footage)


def _ends(job: Job, part: Part) -> tuple[tuple[Decimal, Fraction], tuple[Decimal, Fraction]]:
    assert job.rerender is not None  # noqa: S101 - else it has no part
    return (job.rerender.low, part.low), (job.rerender.high, part.high)


def _part_charge(part: Part, end: Decimal, clips: Fraction, job: Job, placed: Placement) -> Charge:
    quantity, key = _cut(clips), part.key
    whole = plain_stretch(job.base_seconds, placed.clip_seconds).clips
    source = Stretch(
        seconds=quantity * key.clip_seconds,
        clip_seconds=key.clip_seconds,
        rerender=job.rerender,
        end=end,
        whole=Decimal(whole),
    )
    credits = quantity * key.clip_credits
    return Charge(quantity, "clip", key.clip_credits, credits, source, key.clip_seconds)


def _cut(clips: Fraction) -> Decimal:
    """A number of clips, rounded down to 6 decimals."""
    return Decimal(int(clips * 10**MAX_DECIMALS)).scaleb(-MAX_DECIMALS)


def pools_of(
    parts: Iterable[Part], video_seconds: Mapping[str, Decimal], prices: PriceList
) -> tuple[Pool, ...]:
    """The pools of some scenes, in the order in which these first name them.

    `video_seconds` is how long the scenes of each tool are: free clips are counted over that, and
    taken off the dearest clips first.
    """
    pooled: dict[PoolKey, list[Part]] = {}
    for part in parts:
        pooled.setdefault(part.key, []).append(part)
    whole = {key: _whole_clips(found) for key, found in pooled.items()}
    free = dict.fromkeys(pooled, (_NONE, _NONE))
    for tool in dict.fromkeys(key.tool for key in pooled):
        per_minute = prices.tools[tool].free_rerender_clips_per_minute
        count = free_clips(video_seconds.get(tool, _NONE), per_minute)
        free |= _free_of_tool(count, {key: whole[key] for key in pooled if key.tool == tool})
    return tuple(_pool(key, pooled[key], whole[key], free[key]) for key in pooled)


def _whole_clips(parts: Sequence[Part]) -> tuple[Decimal, Decimal]:
    low, high = sum(part.low for part in parts), sum(part.high for part in parts)
    return Decimal(ceil(low)), Decimal(ceil(high))


def _free_of_tool(
    count: Decimal, whole: Mapping[PoolKey, tuple[Decimal, Decimal]]
) -> dict[PoolKey, tuple[Decimal, Decimal]]:
    """How many clips of each pool are free, at both ends; the dearest come first."""
    left, free = [count, count], {}
    for key in sorted(whole, key=lambda key: -key.clip_credits):
        taken = [min(left[end], whole[key][end]) for end in (0, 1)]
        left = [left[end] - taken[end] for end in (0, 1)]
        free[key] = taken[0], taken[1]
    return free


def _pool(
    key: PoolKey,
    parts: Sequence[Part],
    whole: tuple[Decimal, Decimal],
    free: tuple[Decimal, Decimal],
) -> Pool:
    price = key.clip_credits
    of_scenes = Range(
        sum((_cut(part.low) * price for part in parts), _NONE),
        sum((_cut(part.high) * price for part in parts), _NONE),
    )
    charged = Range(whole[0] - free[0], whole[1] - free[1])
    return Pool(
        *key,
        scenes=len(parts),
        exact_clips=Range(
            _cut(sum((part.low for part in parts), Fraction(0))),
            _cut(sum((part.high for part in parts), Fraction(0))),
        ),
        clips=charged,
        free_clips=Range(*free),
        parts=of_scenes,
        credits=Range(charged.low * price, charged.high * price) - of_scenes,
    )
