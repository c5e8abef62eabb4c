"""How a line item's credits come about, in words: `25% of 48 clips = 12 clips × 5 s = 60 s × 7`."""

from decimal import Decimal

from acorns_cli.core.pricing import LineItem
from acorns_cli.core.quantities import canonical, grouped, plural
from acorns_cli.core.rates import Charge, ImageCount, Stretch


def sum_words(line: LineItem) -> str:
    """The sum of a line; of one that varies, those of both ends."""
    high = _sum(line.high)
    return high if line.low is line.high else f"{_sum(line.low)}, up to {high}"


def _sum(charge: Charge) -> str:
    source = charge.source
    words = _images(source, charge) if isinstance(source, ImageCount) else _footage(source, charge)
    return f"{words} × {grouped(charge.rate)}"


def _footage(stretch: Stretch, charge: Charge) -> str:
    if stretch.clip_seconds is None:
        words = _asked(stretch, _seconds(stretch.seconds), "=")
        if charge.seconds != stretch.seconds:
            words += f" → {_seconds(charge.seconds)} in steps of {_seconds(charge.step)}"
        return words
    clips = plural(stretch.clips, "clip")
    words = clips if stretch.unit == "clip" else _asked(stretch, clips, _arrow(stretch))
    charged = stretch.clips - stretch.free
    if stretch.free:
        words += f" − {stretch.free:,} free = {plural(charged, 'clip')}"
    each = _each_clip(stretch.clip_seconds, charge)
    return f"{words} × {each} = {_seconds(charge.seconds)}"


def _asked(stretch: Stretch, result: str, arrow: str) -> str:
    """What was asked for, and what it comes to where that differs."""
    if stretch.unit == "percent":
        whole = stretch.whole or Decimal(0)
        of = plural(int(whole), "clip") if stretch.clip_seconds else _seconds(whole)
        return f"{grouped(stretch.asked)}% of {of} {arrow} {result}"
    asked = _seconds(stretch.asked)
    return asked if asked == result else f"{asked} → {result}"


def _arrow(stretch: Stretch) -> str:
    """Whether a share of the clips is a whole number of them, or rounded up to one."""
    is_whole = stretch.asked * (stretch.whole or 0) == stretch.clips * 100
    return "=" if is_whole else "→"


def _each_clip(clip_seconds: Decimal, charge: Charge) -> str:
    """How many seconds each clip bills."""
    clip, step = _seconds(clip_seconds), charge.step
    if step is None or not (rest := clip_seconds % step):
        return clip
    billed = canonical(clip_seconds - rest + step)
    return f"{_seconds(billed)} ({clip} in steps of {_seconds(step)})"


def _seconds(seconds: Decimal | None) -> str:
    return f"{grouped(seconds or Decimal(0))} s"


def _images(count: ImageCount, charge: Charge) -> str:
    words = plural(count.images, "image")
    if count.per_clip:
        words = f"{plural(count.clips, 'clip')} × {count.per_clip:,} = {words}"
    if charge.unit == "image set":
        words += f" → {plural(charge.quantity, 'set')} of {count.per_images:,}"
    return words
