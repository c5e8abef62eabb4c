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
from typing import Any, Final, NamedTuple

from msgspec import Struct
from msgspec.structs import asdict, replace

from acorns_cli.core.footage import Stretch, clips_ratio, free_clips, plain_stretch
from acorns_cli.core.job import Job
from acorns_cli.core.lines import LineItem, total_of
from acorns_cli.core.placement import placement
from acorns_cli.core.pricelist import PriceList, Unpriced
from acorns_cli.core.pricing import Estimate
from acorns_cli.core.quantities import MAX_DECIMALS, Range
from acorns_cli.core.rates import Charge
from acorns_cli.core.rerender import Rerender

_ONE_CLIP: Final = Decimal(1)
_NONE: Final = Decimal(0)


class PoolKey(Struct, frozen=True):
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
    line: LineItem
    """What the scene holds of them: at each end the clips cut to 6 decimals."""


class Pool(PoolKey, frozen=True):
    """What the clips of one kind cost beyond the exact parts of the scenes."""

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
    key = PoolKey(placed.tool, placed.rerender_model or placed.model, clip_seconds, one.credits)
    whole = plain_stretch(job.base_seconds, clip_seconds).clips
    low, high = (
        Fraction(*map(Fraction, clips_ratio(rerender, end, whole, clip_seconds)))
        for end in (rerender.low, rerender.high)
    )
    charge = least = _charge(key, rerender, rerender.high, high, whole)
    if rerender.is_range:
        least = _charge(key, rerender, rerender.low, low, whole)
    return Part(key, low, high, LineItem("rerender", least, charge))


def _charge(
    key: PoolKey, rerender: Rerender, end: Decimal, clips: Fraction, whole: Decimal
) -> Charge:
    quantity = _cut(clips)
    source = Stretch(
        seconds=quantity * key.clip_seconds,
        clip_seconds=key.clip_seconds,
        rerender=rerender,
        end=end,
        whole=whole,
    )
    credits = quantity * key.clip_credits
    return Charge(quantity, "clip", key.clip_credits, credits, source, key.clip_seconds)


def with_part(found: Estimate, part: Part) -> Estimate:
    """The estimate of a scene with its exact part in place of whole re-rendered clips."""
    lines = tuple(part.line if line.item == "rerender" else line for line in found.lines)
    seconds = part.line.high.quantity * part.key.clip_seconds
    footage = replace(found.footage, rerender_seconds=seconds)
    return replace(found, lines=lines, total=total_of(lines), footage=footage)


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
    free = {
        tool: free_clips(video_seconds[tool], prices.tools[tool].free_rerender_clips_per_minute)
        for tool in {key.tool for key in pooled}
    }
    low = _amounts({key: [part.low for part in found] for key, found in pooled.items()}, free)
    high = _amounts({key: [part.high for part in found] for key, found in pooled.items()}, free)

    def ends(key: PoolKey) -> dict[str, Any]:
        return {name: Range(amount, high[key][name]) for name, amount in low[key].items()}

    return tuple(
        Pool(**asdict(key), scenes=len(found), **ends(key)) for key, found in pooled.items()
    )


def _amounts(
    parts: Mapping[PoolKey, Sequence[Fraction]], free: Mapping[str, Decimal]
) -> dict[PoolKey, dict[str, Decimal]]:
    """The amounts of each pool at one end, by their fields; `free` is by tool."""
    left, found = dict(free), {}
    for key in sorted(parts, key=lambda key: -key.clip_credits):
        exact = sum(parts[key], Fraction(0))
        whole = Decimal(ceil(exact))
        taken = min(left[key.tool], whole)
        left[key.tool] -= taken
        charged = whole - taken
        held = sum(map(_cut, parts[key]), _NONE) * key.clip_credits
        found[key] = {
            "exact_clips": _cut(exact),
            "clips": charged,
            "free_clips": taken,
            "parts": held,
            "credits": charged * key.clip_credits - held,
        }
    return found
