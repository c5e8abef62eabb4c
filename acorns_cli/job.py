"""One thing to price, and the words that it is given in.

The command line, a row of a batch and a scene of a project say the same words; here they become a
`Job`, checked once and trusted afterwards. This module knows what a job can say and which words
rule each other out; not what anything costs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, Inexact
from functools import lru_cache
from typing import Any, Final

from msgspec import Struct

from acorns_cli import quantities
from acorns_cli.errors import InputError, all_of, did_you_mean, one_of, shown
from acorns_cli.pricelist import TOOLS, slug, tool_name
from acorns_cli.rerender import Rerender, rerender

_FIELDS: Final = {
    "duration": "base_seconds",
    "clip_length": "clip_seconds",
    "extra": "extra_seconds",
}
"""What a job calls the words that it knows in seconds."""
_NONE: Final = Decimal(0)

LENGTH_WAYS: Final = ("minutes", "seconds", "duration", "audio")
"""The words that say how long the video is."""
_LENGTH_SPELLINGS: Final = f"give {one_of(LENGTH_WAYS)}"


class Job(Struct, frozen=True, kw_only=True):
    """One thing to price. `Job.of` makes one from words, and checks them; trust no other door."""

    tool: str
    model: str | None = None
    base_seconds: Decimal = Decimal(0)
    """The length of the finished video."""
    audio: str | None = None
    """The file that the length was read from."""
    clip_seconds: Decimal | None = None
    rerender: Rerender | None = None
    rerender_model: str | None = None
    extra_seconds: Decimal = Decimal(0)
    images: int | None = None
    images_per_clip: int | None = None
    credits_per_second: Decimal | None = None
    """The price that the app shows today, in place of the list's."""
    credits_per_image: Decimal | None = None
    notes: tuple[str, ...] = ()
    """Sentences on how its words were read, where a person may have meant something else."""

    @classmethod
    def of(cls, /, *, audio_seconds: Decimal | None = None, **words: object) -> Job:
        """The job that the words say: `Job.of(tool="t2v", minutes=4, rerender="25%")`.

        Args:
            audio_seconds: The length of the file that the word `audio` names; files are not read
                here.
            words: Text, whole numbers or decimals, by the names in `WORDS`; None is as good as
                left out. Floats are refused, since what they hold is not what was written.

        Raises:
            InputError: A word is not known, can't be read, or does not go with another; `word`
                names it.
        """
        texts = {
            word: value if isinstance(value, str) else _text(word, value)
            for word, value in words.items()
            if value is not None
        }
        _check_combinations(tuple(texts))
        if ("audio" in texts) != (audio_seconds is not None):
            raise _half_of_audio(audio_seconds)
        fields = {_FIELDS.get(word, word): read_word(word, text) for word, text in texts.items()}
        minutes, seconds = fields.pop("minutes", _NONE), fields.pop("seconds", _NONE)
        if "base_seconds" not in fields:
            length = quantities.EXACT.add(minutes, seconds)
            if audio_seconds is not None:
                length = Decimal(_text("audio_seconds", audio_seconds))
            fields["base_seconds"] = _bounded(length)
        job = cls(**fields, notes=_notes(texts))
        _check_footage(job)
        return job


def _notes(texts: Mapping[str, str]) -> tuple[str, ...]:
    """What must be said of how the words of a job were read, each thing once."""
    found = [quantities.minutes_note(texts.get("minutes", ""), bare=True)]
    for word in ("duration", "clip_length", "extra", "rerender"):
        found += map(quantities.minutes_note, texts.get(word, "").split(".."))
    return tuple(dict.fromkeys(filter(None, found)))


def _half_of_audio(audio_seconds: object) -> InputError:
    if audio_seconds is None:
        return InputError("the length of the audio is missing", fix="give it as audio_seconds")
    return InputError("audio_seconds is the length of a file", fix="name the file as audio")


def _text(word: str, value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        # Only what is wrong needs it: it stops where repr() would go down a deep list for ever.
        from reprlib import repr as short_repr

        raise InputError(
            f"{shown(short_repr(value))} is not text or an exact number",
            fix='write it as text, like "0.5"',
            word=word,
        )
    if isinstance(value, int) and abs(value) > quantities.MAX_CREDITS:
        what = "the number is too large for any word of a job"
        raise InputError(what, fix=f"the most is {quantities.MAX_CREDITS:,}", word=word)
    # A Decimal of 1E+999999 would print as a million digits; its own text is short.
    return str(value)


@lru_cache(256)
def _check_combinations(texts: tuple[str, ...]) -> None:
    for word in texts:
        if word not in WORDS:
            fix = did_you_mean(word, WORDS) or f"the words are {one_of(WORDS)}"
            raise InputError(f"a job has no word {shown(word)}", fix=fix)
    if "tool" not in texts:
        raise InputError("the tool is missing", fix=f"it is {one_of(TOOLS)}", word="tool")
    ways = [way for way in LENGTH_WAYS if way in texts]
    if len(ways) > 1 and set(ways) != {"minutes", "seconds"}:
        raise InputError(
            f"{all_of(ways)} each say how long the video is",
            fix="give the length in one way",
            word=ways[-1],
            named=ways,
        )
    for word, needed, why in _NEEDS:
        if word in texts and not any(other in texts for other in needed):
            fix = f"give {one_of(needed)} as well"
            raise InputError(why, fix=fix, word=word, named=needed)
    if "images" in texts and "images_per_clip" in texts:
        raise InputError(
            "images and images_per_clip each say how many there are",
            fix="give one of them",
            word="images_per_clip",
            named=("images", "images_per_clip"),
        )


_NEEDS: Final = (
    ("images_per_clip", ("clip_length",), "images per clip need the length of a clip"),
    (
        "credits_per_image",
        ("images", "images_per_clip"),
        "a price for each image is of no use alone",
    ),
    ("rerender_model", ("rerender",), "a model for re-renders needs re-renders"),
)
"""Words that say nothing without another: the word, those of which one is needed, and why."""


def read_word(word: str, text: str) -> Any:
    """What a text says as a word of a job.

    Raises:
        InputError: It can't be read; the error names the word.
    """
    return _remembered(word, text) if len(text) <= _SHORT else _read_anew(word, text)


def _read_anew(word: str, text: str) -> Any:
    try:
        return _READERS[word](text)
    except InputError as error:
        if word in ("minutes", "seconds") and _is_duration(text):
            fix = f"give it as duration {text.strip()}"
            raise InputError(error.what, fix=fix, word=word, named=("duration",)) from None
        raise InputError(error.what, fix=error.fix, word=word) from None


def _is_duration(text: str) -> bool:
    try:
        quantities.duration(text)
    except InputError:
        return False
    return True


_SHORT: Final = 40
_remembered: Final = lru_cache(maxsize=10_000)(_read_anew)
"""Many scenes and rows say the same; bounded in number and in length, so that a million different
texts take no more memory than these."""


def _bounded(seconds: Decimal) -> Decimal:
    """A length that a video can have; only one that was measured can be infinite or below 0."""
    if not seconds.is_finite() or seconds < 0:
        raise InputError(f"{seconds} seconds is no length of a video", word="audio")
    if seconds > quantities.MAX_SECONDS:
        raise InputError(
            f"{quantities.printed(seconds)} seconds of video is too much",
            fix=f"the most is {quantities.MAX_SECONDS:,} seconds",
        )
    try:
        return quantities.canonical(seconds)
    except Inexact:
        raise InputError(f"{seconds} seconds has too many decimals", word="audio") from None


def _check_footage(job: Job) -> None:
    rerender = job.rerender
    if rerender and rerender.unit == "clip" and not job.clip_seconds:
        raise InputError(
            "a number of clips needs the length of a clip",
            fix="give clip_length as well, like 5s",
            word="rerender",
            named=("clip_length",),
        )
    if rerender and rerender.unit == "percent" and not job.base_seconds:
        raise InputError(
            "a share of the video needs the length of the video",
            fix=_LENGTH_SPELLINGS,
            word="rerender",
            named=LENGTH_WAYS,
        )
    rerendered = rerender and rerender.high
    if not (job.base_seconds or rerendered or job.extra_seconds or job.images):
        what = "the length of the video is missing or 0"
        raise InputError(what, fix=_LENGTH_SPELLINGS, named=LENGTH_WAYS)


# --- how each word is read --------------------------------------------------------------------


def _clip_length(text: str) -> Decimal:
    # Of 0 it makes no difference whether they are seconds or minutes.
    seconds = Decimal(0) if text.strip() == "0" else quantities.duration(text)
    if not seconds:
        raise InputError("a clip of 0 seconds is no clip", fix="write it like 5s")
    return seconds


def _images(text: str) -> int:
    return quantities.count(text, what="images")


_READERS: Final[Mapping[str, Callable[[str], Any]]] = {
    "tool": tool_name,
    "model": slug,
    "minutes": quantities.minutes,
    "seconds": quantities.seconds,
    "duration": quantities.duration,
    "audio": str,
    "clip_length": _clip_length,
    "rerender": rerender,
    "rerender_model": slug,
    "extra": quantities.duration,
    "images": _images,
    "images_per_clip": _images,
    "credits_per_second": quantities.rate,
    "credits_per_image": quantities.rate,
}

WORDS: Final = tuple(_READERS)
"""Every word that a job can be given."""
