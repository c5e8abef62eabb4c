"""One thing to price, made from the words of a command line, a row or a scene, and checked once."""

from collections.abc import Collection, Mapping
from decimal import Decimal, Inexact
from functools import lru_cache
from typing import Final

from msgspec import Struct

from acorns_cli.core.addons import AskedAddOn
from acorns_cli.core.quantities import EXACT, MAX_SECONDS, canonical, printed
from acorns_cli.core.rerender import Rerender
from acorns_cli.core.words import OTHER_FOOTAGE, WORDS, number_text, read_word, rivals, saying
from acorns_cli.errors import InputError, all_of, one_of, one_or_several

_NONE: Final = Decimal(0)


class Job(Struct, frozen=True, kw_only=True, gc=False):
    """One thing to price. Create jobs only with `Job.of`, which checks them."""

    tool: str
    model: str | None = None
    base_seconds: Decimal = _NONE
    """The length of the finished video."""
    audio: str | None = None
    """The file that the length was read from."""
    clip_seconds: Decimal | None = None
    rerender: Rerender | None = None
    rerender_model: str | None = None
    extra_seconds: Decimal | None = None
    """None unless the job says it; 0 says that there is none."""
    images: int | None = None
    images_per_clip: int | None = None
    add: tuple[AskedAddOn, ...] = ()
    credits_per_second: Decimal | None = None
    """The price that the app shows today, in place of the list's."""
    credits_per_image: Decimal | None = None
    reserve: Decimal | None = None
    """Percent of everything else."""
    notes: tuple[str, ...] = ()
    """How words were read, where a person may have meant something else."""

    @classmethod
    def of(cls, /, *, audio_seconds: Decimal | None = None, **words: object) -> "Job":
        """The job that the words say: `Job.of(tool="t2v", minutes=4, rerender="25%")`.

        Words are text, whole numbers or decimals, by the names in `words.WORDS`; None is the same
        as left out, and floats are refused, since they are not exact. `audio_seconds` is the length
        of the file that the word `audio` names.

        Raises:
            InputError: One word is unknown, can't be read, or does not go with another; `word`
                names it.
            SeveralErrors: Several are.
        """
        said, faults = [], []
        given = {name: value for name, value in words.items() if value is not None}
        for name, value in given.items():
            try:
                said.append(read_word(name, value))
            except InputError as error:
                faults.append(error)
        if faults or not _go_together(tuple(given)):
            raise one_or_several([*_faults_of_names(given), *faults])
        fields = {one.field: one.value for one in said}
        if audio_seconds is not None or "audio" in fields:
            fields["base_seconds"] = _audio_length(fields, audio_seconds)
        elif "base_seconds" not in fields:
            minutes, seconds = fields.pop("minutes", _NONE), fields.pop("seconds", _NONE)
            fields["base_seconds"] = _bounded(minutes, seconds)
        if notes := [one.note for one in said if one.note]:
            fields["notes"] = tuple(dict.fromkeys(notes))
        job = cls(**fields)
        if not job.base_seconds:
            _check_without_length(job)
        return job

    @property
    def other_footage(self) -> dict[str, Decimal]:
        """Seconds of footage besides the video and its re-renders, by line item; none of them 0."""
        words = OTHER_FOOTAGE.items()
        return {item: it for item, word in words if (it := getattr(self, word.field))}

    @property
    def takes_share(self) -> bool:
        """Whether a share may take the place of what it re-renders."""
        return bool(self.base_seconds) and (self.rerender is None or self.rerender.is_share)

    def words(self) -> dict[str, str | None]:
        """What the job says, by words that it could be made from; None for what it leaves out."""
        said: dict[str, str | None] = {}
        for name, word in WORDS.items():
            field = word.field or name
            # Several words fill one field: the first of them says it, but of re-renders its own.
            if field == "rerender" or _FIRST_WORDS.get(field) == name:
                value = getattr(self, field)
                is_said = value != getattr(_NOTHING_SAID, field)
                if isinstance(value, Rerender):
                    is_said = value.word == name
                said[name] = word.write(value) if is_said else None
        return said


_NOTHING_SAID: Final = Job(tool="")
_FIRST_WORDS: Final = {
    field: name
    for name in reversed(tuple(WORDS))
    if (field := WORDS[name].field or name) in Job.__struct_fields__
}


@lru_cache(256)
def _go_together(names: tuple[str, ...]) -> bool:
    """Whether a job can have these words, whatever their values: few sets of them are in use."""
    return not _faults_of_names(names)


def _faults_of_names(names: Collection[str]) -> list[InputError]:
    faults = []
    if "tool" not in names:
        fix = "give it as {tool}, like t2v"
        faults.append(InputError("the tool is missing", fix=fix, word="tool", named=("tool",)))
    for what, meaning, fix in _SAID_ONCE:
        if ways := rivals(names, what):
            said = f"{all_of(map(_field, ways))} each say {meaning}"
            faults.append(InputError(said, fix=fix, word=ways[-1], named=ways))
    for word in (WORDS[name] for name in names if name in WORDS):
        if word.needs and not set(word.needs) & set(names):
            fix = f"give {one_of(map(_field, word.needs))} as well"
            faults.append(InputError(word.why, fix=fix, word=word.name, named=word.needs))
    return faults


_SAID_ONCE: Final = (
    ("length", "how long the video is", "give the length in one way"),
    ("rerender", "how much is re-rendered", "give one of them"),
    ("images", "how many there are", "give one of them"),
)
"""What a job says in one way alone: what that means, and what to do about two."""


def _field(word: str) -> str:
    """A word of a job as it stands in an error."""
    return f"{{{word}}}"


def _audio_length(fields: Mapping[str, object], audio_seconds: Decimal | None) -> Decimal:
    if audio_seconds is None:
        raise InputError("the length of the audio is missing", fix="give it as audio_seconds")
    if "audio" not in fields:
        raise InputError("audio_seconds is the length of a file", fix="name the file as audio")
    return _bounded(Decimal(number_text("audio_seconds", audio_seconds)))


def _bounded(measured: Decimal, more: Decimal = _NONE) -> Decimal:
    """A length that a video can have; only one that was measured can be infinite or below 0."""
    if not measured.is_finite() or measured < 0:
        raise InputError(f"{measured} seconds is no length of a video", word="audio")
    try:
        seconds = canonical(EXACT.add(measured, more))
    except Inexact:
        raise InputError(f"{measured} seconds has too many decimals", word="audio") from None
    if seconds > MAX_SECONDS:
        what = f"{printed(seconds)} seconds of video is too much"
        raise InputError(what, fix=f"the most is {MAX_SECONDS:,} seconds")
    return seconds


def _check_without_length(job: Job) -> None:
    """Checks that a job asks for something though it has no video.

    Raises:
        InputError: It does not, or for a share of the video.
    """
    rerender, lengths = job.rerender, saying("length")
    fix = f"give {one_of(map(_field, lengths))}"
    if rerender and rerender.is_share:
        what = "a share of the video needs the length of the video"
        raise InputError(what, fix=fix, word=rerender.word, named=lengths)
    if not ((rerender and rerender.high) or job.other_footage or job.images or job.add):
        raise InputError("the length of the video is missing or 0", fix=fix, named=lengths)
