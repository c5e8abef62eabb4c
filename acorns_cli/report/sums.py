"""How a line item's credits come about, in words: `25% of 48 clips = 12 clips × 5 s = 60 s × 7`.

What is rounded up to something whole stands after an arrow: `6 images → 2 sets of 4 × 0.1`.
"""

from collections.abc import Callable
from decimal import Decimal

from acorns_cli.core.filevalues import CREDITS
from acorns_cli.core.footage import Stretch
from acorns_cli.core.lines import LineItem
from acorns_cli.core.money import amount
from acorns_cli.core.quantities import exact, grouped, plural, whole_units
from acorns_cli.core.rates import Charge, ImageCount, PartOf
from acorns_cli.core.rerender import Rerender, end_text


@exact
def sum_words(line: LineItem, unit: str = CREDITS) -> str:
    """The sum of a line of a list whose prices are in a unit; of one that varies, both ends."""
    high = _sum(line.high, unit)
    return high if line.low is line.high else f"{_sum(line.low, unit)}, up to {high}"


def share_text(rerender: Rerender, end: Decimal) -> str:
    """One end of a share, as people read it: `25%`, `1/3`."""
    return f"{grouped(end)}%" if rerender.of == 1 else end_text(rerender, end)


def _sum(charge: Charge, unit: str) -> str:
    source = charge.source
    if isinstance(source, PartOf):
        words = f"{grouped(source.percent)}% of {amount(source.whole, unit)}"
        is_whole = source.whole * source.percent == charge.credits * 100
        return words if is_whole else f"{words} → {amount(charge.credits, unit)}"
    if isinstance(source, ImageCount):
        words = _images(source, charge)
    elif isinstance(source, Stretch):
        words = _footage(source, charge)
    else:
        words = grouped(charge.quantity)
    return f"{words} × {amount(charge.rate, unit)}"


def _footage(stretch: Stretch, charge: Charge) -> str:
    if stretch.clip_seconds is None:
        words = _generated(stretch, stretch.seconds, _seconds)
        if charge.unit == "step":
            words += f" → {_steps(charge.quantity, charge)}"
        return words
    if charge.unit == "clip" and not stretch.clips and stretch.asked is None:
        # A scene's part of clips that are pooled; one that asks for seconds is no such part.
        return _part_of_clips(stretch, charge.quantity)
    words = _clips(stretch)
    if stretch.free:
        charged = plural(stretch.clips - stretch.free, "clip")
        words += f" − {stretch.free:,} free = {charged}"
    if charge.unit == "clip":
        return words + _clip_length(stretch, charge)
    if charge.unit == "step":
        of_clip = whole_units(stretch.clip_seconds, charge.size or stretch.clip_seconds)
        return f"{words} × {_steps(of_clip, charge)} = {plural(charge.quantity, 'step')}"
    return f"{words} × {_seconds(stretch.clip_seconds)} = {_seconds(stretch.seconds)}"


def _part_of_clips(stretch: Stretch, clips: Decimal) -> str:
    rerender = stretch.rerender
    if rerender and rerender.unit == "second":
        equals = "=" if stretch.seconds == stretch.end else "→"  # a part is cut to 6 decimals
        return f"{_seconds(stretch.end)} {equals} {_clip_count(clips)}"
    return _generated(stretch, clips, _clip_count)


def _clips(stretch: Stretch) -> str:
    """How many clips are generated, and from what that comes."""
    clips = plural(stretch.clips, "clip")
    if stretch.rerender is None:
        return f"{_seconds(stretch.asked)} → {clips}"
    if stretch.asked is not None:  # re-rendered seconds that are billed in clips
        return f"{_generated(stretch, stretch.asked, _seconds)} → {clips}"
    if stretch.rerender.unit == "second":
        return f"{_seconds(stretch.end)} → {clips}"
    return _generated(stretch, stretch.clips, _clip_count)


def _clip_length(stretch: Stretch, charge: Charge) -> str:
    """The length of clips, where it is not known before, and the one that they are billed by."""
    rerender, clip, billed = stretch.rerender, stretch.clip_seconds, charge.size
    if billed != clip:
        return f" of {_seconds(clip)} (billed as {_seconds(billed)})"
    is_known = rerender and rerender.unit != "second" and stretch.asked is None
    return "" if is_known else f" of {_seconds(clip)}"


def _generated(stretch: Stretch, generated: Decimal, counted: Callable[[Decimal], str]) -> str:
    """Some seconds or clips, and what they are a share of, if they are."""
    rerender, end, whole = stretch.rerender, stretch.end, stretch.whole
    if rerender is None or not rerender.is_share:
        return counted(generated)
    if rerender.unit == "percent":
        is_exact = end * whole == 100 * rerender.of * generated
        equals = "=" if is_exact else "→"
        return f"{share_text(rerender, end)} of {counted(whole)} {equals} {counted(generated)}"
    total = whole + generated
    if rerender.unit == "take":
        is_exact, part = end * whole == total, plural(end, "take")
    else:
        is_exact = whole * 100 * rerender.of == end * total
        part = f"{share_text(rerender, end)} kept"
    colon = ":" if is_exact else " →"
    return f"{part}{colon} {counted(total)} − {grouped(whole)} = {counted(generated)}"


def _steps(number: Decimal | int, charge: Charge) -> str:
    return f"{plural(number, 'step')} of {_seconds(charge.size)}"


def _clip_count(number: Decimal) -> str:
    return plural(number, "clip")


def _seconds(seconds: Decimal | None) -> str:
    return f"{grouped(seconds or Decimal(0))} s"


def _images(count: ImageCount, charge: Charge) -> str:
    words = plural(count.images, "image")
    if count.per_clip:
        words = f"{plural(count.clips, 'clip')} × {count.per_clip:,} = {words}"
    if charge.unit == "image set":
        words += f" → {plural(charge.quantity, 'set')} of {count.per_images:,}"
    return words
