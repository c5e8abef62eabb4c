"""What a project is: a song, and the scenes of its video, each a job with a price.

A scene says the words of a job; what it leaves out is filled in from the project's defaults. All
that is wrong in a file is found in one reading, each fault with its line, the faults of jobs and of
prices too. This module knows what a project file says; not what the whole of it costs, how the work
stands, or how a file is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Annotated, Final

from msgspec import Struct

from acorns_cli import quantities
from acorns_cli.errors import InputError, Problem, did_you_mean, one_of, shown
from acorns_cli.job import Job, read_word
from acorns_cli.pricelist import TOOLS, PriceList, Words
from acorns_cli.pricing import Estimate
from acorns_cli.project.scenes import SceneReader, entries
from acorns_cli.records import Leaf, Node, Path, problem_at, read_record

# --- the leaves -------------------------------------------------------------------------------


_NUMBERS: Final = (
    *("minutes", "seconds", "rerender", "images", "images_per_clip"),
    *("credits_per_second", "credits_per_image"),
)
"""Words that may be a number without a unit, which an editor takes for another kind than text."""


def _job_word(word: str, description: str) -> Leaf:
    """A word of a job: it is checked here, and stays the text that a job is made from."""

    def checked(text: str) -> str:
        read_word(word, text)
        return text

    kinds = ["number", "string"] if word in _NUMBERS else ["string"]
    return Leaf(checked, {"type": kinds, "description": description})


def _tool(text: str) -> str:
    if (tool := read_word("tool", text)) in TOOLS:
        return text
    fix = did_you_mean(tool, TOOLS) or f"the tools are {one_of(TOOLS)}"
    raise InputError(f"there is no tool {shown(text)}", fix=fix)


_ANSWERS: Final = {"yes": True, "true": True, "no": False, "false": False}


def _yes_or_no(text: str) -> bool:
    if text.lower() not in _ANSWERS:
        raise InputError(f"{shown(text)} is not yes or no", fix="write yes or no")
    return _ANSWERS[text.lower()]


def _positive_duration(text: str) -> Decimal:
    seconds = quantities.duration(text)
    if not seconds:
        raise InputError("a song of 0 seconds is no song", fix="write its length, like 4:05")
    return seconds


_LENGTH: Final = "a length: 4:00, 1:02:03.5, 4m30s, 90s or PT4M30S"

SongLength = Annotated[
    Decimal, Leaf(_positive_duration, {"type": "string", "description": _LENGTH})
]
Credits = Annotated[
    Decimal,
    Leaf(
        quantities.credits_amount,
        {
            "type": ["number", "string"],
            "minimum": 0,
            "maximum": quantities.MAX_CREDITS,
            "pattern": r"^([0-9]+|[1-9][0-9]{0,2}(,[0-9]{3})+)(\.[0-9]+)?$",
        },
    ),
]
"""Credits as a person writes them, who may set thousands apart."""
YesOrNo = Annotated[
    bool, Leaf(_yes_or_no, {"enum": [True, False, *_ANSWERS], "description": "yes or no"})
]


# --- the records of the file ------------------------------------------------------------------


class JobWords(Struct, frozen=True, kw_only=True):
    """What a job can say: the options of `acorns estimate`, with underscores for hyphens."""

    tool: Annotated[
        str | None, Leaf(_tool, {"enum": list(TOOLS), "description": "the tool that makes it"})
    ] = None
    model: Annotated[str | None, _job_word("model", "what renders the footage")] = None
    length: Annotated[str | None, _job_word("duration", _LENGTH)] = None
    minutes: Annotated[str | None, _job_word("minutes", "the length in minutes")] = None
    seconds: Annotated[
        str | None, _job_word("seconds", "the length in seconds; adds to minutes")
    ] = None
    duration: Annotated[str | None, _job_word("duration", _LENGTH)] = None
    audio: Annotated[str | None, _job_word("audio", "a file whose length is meant")] = None
    clip_length: Annotated[
        str | None, _job_word("clip_length", "footage is made in whole clips of this")
    ] = None
    rerender: Annotated[
        str | None, _job_word("rerender", "made again: 25%, 90s, 12clips or 10%..40%")
    ] = None
    rerender_model: Annotated[
        str | None, _job_word("rerender_model", "what re-renders, if another model")
    ] = None
    extra: Annotated[
        str | None, _job_word("extra", "footage made and not used, edits included")
    ] = None
    images: Annotated[str | None, _job_word("images", "how many images")] = None
    images_per_clip: Annotated[str | None, _job_word("images_per_clip", "images for each clip")] = (
        None
    )
    credits_per_second: Annotated[
        str | None, _job_word("credits_per_second", "what the app shows today, a second")
    ] = None
    credits_per_image: Annotated[
        str | None, _job_word("credits_per_image", "what the app shows today, an image")
    ] = None


class SceneEntry(JobWords, frozen=True, kw_only=True):
    """A scene as the file has it."""

    name: Words
    spent: Credits | None = None
    """Credits used so far."""
    done: YesOrNo = False


class ProjectFile(Struct, frozen=True, kw_only=True):
    """A project as the file has it, key by key."""

    title: Words
    length: SongLength | None = None
    audio: Words | None = None
    """The song's file, in place of its length."""
    prices: Words | None = None
    """The price list that the project is held to: an edition, or a file."""
    balance: Credits | None = None
    """Credits in the account now."""
    defaults: JobWords = JobWords()
    scenes: tuple[SceneEntry, ...]


# --- the records of the project ---------------------------------------------------------------


class Scene(Struct, frozen=True):
    """One scene: what is to be made, what that costs, and how far it is."""

    name: str
    job: Job
    estimate: Estimate
    spent: Decimal | None = None
    """Credits used so far; None where the file does not say."""
    done: bool = False


class Project(Struct, frozen=True):
    """A song and the scenes of its video, every scene priced."""

    title: str
    scenes: tuple[Scene, ...]
    prices: PriceList
    song_seconds: Decimal | None = None
    balance: Decimal | None = None
    """Credits in the account now."""
    pinned: bool = False
    """Whether the prices are named, by the file or by who asks, so that they stay what they are."""


def read_project(
    root: Node,
    prices: PriceList | None,
    audio: Mapping[str, Decimal],
    problems: list[Problem],
) -> Project | None:
    """The project that a tree holds, or None where anything is wrong with it.

    Args:
        root: The file.
        prices: What the scenes are priced with; None if that is known to be wrong, and the rest is
            still to be checked.
        audio: Seconds by the names of the audio files; one that is not there is known to be wrong.
        problems: Takes every fault found, and may hold some.
    """
    file = read_record(root, ProjectFile, problems)
    _check_song(root, problems)
    _check_names(root, problems)
    faulty = frozenset(problem.path for problem in problems)
    reader = SceneReader(root, prices, audio, faulty, problems)
    priced = [reader.priced(index, scene) for index, scene in enumerate(_scene_nodes(root))]
    if file is None or prices is None or problems:
        return None
    scenes = (
        Scene(entry.name, *job, spent=entry.spent, done=entry.done)
        for entry, job in zip(file.scenes, priced, strict=True)
        if job is not None
    )
    song_seconds = file.length if file.audio is None else audio[file.audio]
    return Project(
        file.title, tuple(scenes), prices, song_seconds, file.balance, file.prices is not None
    )


def pinned_prices(root: Node) -> str | None:
    """The price list that the file says it is held to, if it does."""
    node = entries(root).get("prices")
    return (
        node.value.strip(quantities.SPACES) or None
        if node and isinstance(node.value, str)
        else None
    )


def audio_names(root: Node) -> Iterator[tuple[Path, str]]:
    """Where the file names audio, and what: the song, the defaults, the scenes."""
    file = entries(root)
    holders: list[tuple[Path, Node | None]] = [((), root), (("defaults",), file.get("defaults"))]
    holders += [(("scenes", index), scene) for index, scene in enumerate(_scene_nodes(root))]
    for path, holder in holders:
        node = entries(holder).get("audio")
        if node is not None and isinstance(node.value, str):
            yield (*path, "audio"), node.value.strip(quantities.SPACES)


def _scene_nodes(root: Node) -> tuple[Node, ...]:
    scenes = entries(root).get("scenes")
    return scenes.value if scenes is not None and isinstance(scenes.value, tuple) else ()


# --- faults of the whole ----------------------------------------------------------------------


def _check_song(root: Node, problems: list[Problem]) -> None:
    if {"length", "audio"} <= entries(root).keys():
        what = "length and audio each say how long the song is"
        problems.append(problem_at(root, ("audio",), what, fix="give one of them"))
    scenes = entries(root).get("scenes")
    if scenes is not None and scenes.value == ():
        fix = "write at least one, like - name: Opening"
        problems.append(problem_at(root, ("scenes",), "the list of scenes is empty", fix=fix))


def _check_names(root: Node, problems: list[Problem]) -> None:
    first: dict[str, int] = {}
    for index, scene in enumerate(_scene_nodes(root)):
        node = entries(scene).get("name")
        if node is None or not isinstance(node.value, str):
            continue  # that is told where the record is read
        name = node.value.strip(quantities.SPACES)
        if name not in first:
            first[name] = node.line
            continue
        what = f"the scene {shown(name)} is here twice, first on line {first[name]}"
        fix = "give each scene a name of its own"
        problems.append(problem_at(root, ("scenes", index, "name"), what, fix=fix))
