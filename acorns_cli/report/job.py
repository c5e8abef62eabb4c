"""A job in a few words, for the title of a report."""

from collections.abc import Iterator

from acorns_cli.core.addons import AskedAddOn
from acorns_cli.core.job import Job
from acorns_cli.core.quantities import clock, grouped, plural
from acorns_cli.core.rerender import Rerender, ends
from acorns_cli.report.sums import share_text


def footage_words(job: Job) -> str:
    """What is made: `4:00 of video in clips of 5 s, 25% re-rendered, 48 images`."""
    clips = f" in clips of {grouped(job.clip_seconds)} s" if job.clip_seconds else ""
    video = [f"{clock(job.base_seconds)} of video{clips}"] if job.base_seconds else []
    return ", ".join([*video, *besides_words(job)])


def besides_words(job: Job) -> list[str]:
    """What is made besides the video itself, part by part."""
    parts = []
    if job.rerender:
        words, model = rerender_words(job.rerender), job.rerender_model
        by = "" if words.endswith("re-rendered") else ", re-rendered"
        parts.append(f"{words}{by} with {model}" if model else words)
    parts += [f"{clock(seconds)} {item}" for item, seconds in job.other_footage.items()]
    if job.images is not None:
        parts.append(plural(job.images, "image"))
    if job.images_per_clip is not None:
        parts.append(f"{plural(job.images_per_clip, 'image')} per clip")
    parts += [part for asked in job.add for part in _add_on_words(asked)]
    if job.reserve is not None:
        parts.append(f"{grouped(job.reserve)}% in reserve")
    return parts


def rerender_words(rerender: Rerender) -> str:
    """How much is re-rendered: `10% to 40% re-rendered`, `3 takes of each clip`, `30% kept`."""
    low, high = ends(rerender)
    if rerender.unit in ("percent", "keep"):
        texts = share_text(rerender, low), share_text(rerender, high)
    elif rerender.unit == "second":
        texts = clock(low), clock(high)
    else:
        texts = grouped(low), plural(high, rerender.unit)
    amount = " to ".join(texts) if rerender.is_range else texts[1]
    if rerender.unit == "take":
        return f"{amount} of each clip"
    return f"{amount} {'kept' if rerender.unit == 'keep' else 're-rendered'}"


def _add_on_words(asked: AskedAddOn) -> Iterator[str]:
    """An add-on as a job asks for it: `upscale-4k`, `lip-sync over 0:45`, `3 × character`."""
    number = asked.plain + asked.pieces
    if number:
        yield asked.name if number == 1 else f"{number:,} × {asked.name}"
    if asked.seconds:
        yield f"{asked.name} over {clock(asked.seconds)}"
