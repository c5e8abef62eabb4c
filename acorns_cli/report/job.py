"""A job in a few words, for the title of a report."""

from acorns_cli.core.job import Job
from acorns_cli.core.quantities import clock, grouped, plural
from acorns_cli.core.rerender import Rerender


def footage_words(job: Job) -> str:
    """What is made: `4:00 of video in clips of 5 s, 25% re-rendered, 48 images`."""
    clips = f" in clips of {grouped(job.clip_seconds)} s" if job.clip_seconds else ""
    video = [f"{clock(job.base_seconds)} of video{clips}"] if job.base_seconds else []
    return ", ".join([*video, *besides_words(job)])


def besides_words(job: Job) -> list[str]:
    """What is made besides the video itself, part by part."""
    parts = []
    if job.rerender:
        by = f" with {job.rerender_model}" if job.rerender_model else ""
        parts.append(f"{rerender_words(job.rerender)} re-rendered{by}")
    if job.extra_seconds:
        parts.append(f"{clock(job.extra_seconds)} extra")
    if job.images is not None:
        parts.append(plural(job.images, "image"))
    if job.images_per_clip is not None:
        parts.append(f"{plural(job.images_per_clip, 'image')} per clip")
    return parts


def rerender_words(rerender: Rerender) -> str:
    """How much is re-rendered: `25%`, `10% to 40%`, `12 clips`, `1:30`."""
    if rerender.unit == "percent":
        low, high = f"{grouped(rerender.low)}%", f"{grouped(rerender.high)}%"
    elif rerender.unit == "clip":
        low, high = grouped(rerender.low), plural(rerender.high, "clip")
    else:
        low, high = clock(rerender.low), clock(rerender.high)
    return f"{low} to {high}" if rerender.is_range else high
