"""A project: a song, and the scenes of its video, each a job with a price.

A scene says the words of a job; what it leaves out is filled in from the project's defaults.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from acorns_cli.core.job import Job
from acorns_cli.core.modelnames import model_named
from acorns_cli.core.numbers import SPACES
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.pricing import Estimate, estimate
from acorns_cli.core.quantities import exact
from acorns_cli.core.slugs import slug
from acorns_cli.core.words import WORDS, read_word
from acorns_cli.errors import AcornsError, InputError, Problem, input_errors, shown
from acorns_cli.project.keys import ProjectFile, SceneEntry
from acorns_cli.project.pools import Part, part_of, with_part
from acorns_cli.project.quote import QuoteTerms
from acorns_cli.records.record import Node, Path, problem_at, read_record


class Scene(Struct, frozen=True):
    """One scene: what is to be made, what that costs, and how far it is."""

    name: str
    job: Job
    estimate: Estimate
    """With its exact part of the clips that the project re-renders, where these are pooled."""
    part: Part | None = None
    spent: Decimal | None = None
    """Credits used so far; None where the file does not say."""
    done: bool = False

    @property
    def seconds(self) -> Decimal:
        """The length of the scene in the finished video."""
        return self.job.base_seconds


class Project(Struct, frozen=True):
    """A song and the scenes of its video, every scene priced."""

    title: str
    scenes: tuple[Scene, ...]
    prices: PriceList
    song_seconds: Decimal | None = None
    balance: Decimal | None = None
    """Credits in the account now."""
    reserve: Decimal | None = None
    """Percent of all scenes, on top."""
    terms: QuoteTerms | None = None
    """On what terms it is offered to a client; None where it is not."""
    pinned: bool = False
    """Whether the file or an option names the prices, so that they stay the same."""


def read_project(
    root: Node,
    prices: PriceList | None,
    audio: Mapping[str, Decimal],
    problems: list[Problem],
) -> Project | None:
    """The project that a tree holds, or None where `problems` holds any fault in the end.

    `audio` holds seconds by the names of the files. What it lacks, and prices that are None, are
    faults that have been reported.
    """
    before = len(problems)
    file = read_record(root, ProjectFile, problems)
    problems[before:] = map(_with_its_place, problems[before:])
    _check_song(root, problems)
    _check_names(root, problems)
    defaults = _words(root.at("defaults"))
    if defaults is None:
        return None
    reader = _SceneReader(root, defaults, prices, audio, problems)
    reader.check_defaults()
    priced = [reader.priced(index, scene) for index, scene in enumerate(_scene_nodes(root))]
    if file is None or prices is None or problems:
        return None
    are_pooled = len(file.scenes) > 1
    scenes = (
        scene_of(entry, *found, prices, are_pooled=are_pooled)
        for entry, found in zip(file.scenes, priced, strict=True)
        if found is not None
    )
    return Project(
        title=file.title,
        scenes=tuple(scenes),
        prices=prices,
        song_seconds=file.length if file.audio is None else audio[file.audio],
        balance=file.balance,
        reserve=file.reserve,
        terms=file.quote,
        pinned=file.prices is not None,
    )


def _with_its_place(problem: Problem) -> Problem:
    """A problem of the file's own keys: where one is a word of scenes, with the place for it."""
    if problem.path not in WORDS or problem.path in ProjectFile.__struct_fields__:
        return problem
    return replace(problem, fix="write it under defaults, or in a scene")


@exact
def scene_of(
    entry: SceneEntry | Scene, job: Job, found: Estimate, prices: PriceList, *, are_pooled: bool
) -> Scene:
    """A scene with the name and the progress of an entry, made by a job at what that costs."""
    part = part_of(job, prices) if are_pooled else None
    if part:
        found = with_part(found, part)
    return Scene(entry.name, job, found, part, entry.spent, entry.done)


def audio_names(root: Node) -> Iterator[tuple[Path, str]]:
    """Where the file names audio, and what: the song, the defaults, the scenes."""
    holders: list[tuple[Path, Node]] = [
        ((), root),
        (("defaults",), root.at("defaults")),
        *((("scenes", index), scene) for index, scene in enumerate(_scene_nodes(root))),
    ]
    for path, holder in holders:
        if (name := text_of(holder, "audio")) is not None:
            yield (*path, "audio"), name


def text_of(node: Node, key: str) -> str | None:
    """The text of a key without the spaces around it, None where there is none."""
    text = node.text_at(key)
    return None if text is None else text.strip(SPACES)


def _scene_nodes(root: Node) -> tuple[Node, ...]:
    scenes = root.at("scenes").value
    return scenes if isinstance(scenes, tuple) else ()


def with_defaults(
    own: Mapping[str, str], defaults: Mapping[str, str], prices: PriceList | None = None
) -> dict[str, str]:
    """The words of a scene, those that it leaves out filled in from the defaults.

    A word of its own rules out the defaults that say the same in another way, and a model of its
    own a price by hand, which is of another. A scene made with another tool than the default one
    takes no model and no price by hand.
    """
    said = {WORDS[name].says for name in own} - {""}
    ruled_out = {name for name in defaults if WORDS[name].says in said}
    if "model" in own:
        ruled_out.add("credits_per_second")
    tools = {_tool(words, prices) for words in (own, defaults) if words.get("tool")}
    if len(tools) > 1:
        ruled_out.update(name for name in defaults if WORDS[name].of_tool)
    words = {name: text for name, text in defaults.items() if name not in ruled_out} | dict(own)
    for name in defaults.keys() - own.keys():
        if WORDS[name].waits and not words.keys() & set(WORDS[name].needs):
            words.pop(name, None)
    return words


def _tool(words: Mapping[str, str], prices: PriceList | None) -> str:
    """The slug of the tool that words name, by that or by the name that people know."""
    try:
        name = slug(words["tool"])
        return prices.tool(name) if prices else name
    except InputError:  # which is reported where the job is read
        return words["tool"]


_FILE_IS_WRONG: Final = Decimal(1)
"""Seconds; in place of the length of a file that can't be measured, which has been reported."""


class _SceneReader(Struct):
    """Reads the scenes of one file, and reports each fault of the defaults once."""

    root: Node
    defaults: Mapping[str, str]
    prices: PriceList | None
    audio: Mapping[str, Decimal]
    problems: list[Problem]
    known: dict[frozenset[tuple[str, str]], tuple[Job, Estimate]] = {}
    """What scenes cost by their words: in a long file many say the same."""
    reported: set[tuple[Path, str]] = set()
    """The faults of the defaults that every scene would report again."""

    def check_defaults(self) -> None:
        """Reports the defaults that can't be read, also those that no scene takes."""
        for name, text in self.defaults.items():
            try:
                said = read_word(name, text)
                if name == "tool" and self.prices:
                    self.prices.tool(said.value)
            except InputError as error:
                self._report(error, ("defaults", name))

    def priced(self, index: int, scene: Node) -> tuple[Job, Estimate] | None:
        """The job of a scene and what it costs; None where it has a fault."""
        own = _words(scene)
        if own is None:
            return None
        words = with_defaults(own, self.defaults, self.prices)
        try:
            return self._job_and_estimate(words)
        except AcornsError as error:
            faults = [*input_errors(error), *self._name_faults(words)]
            for fault in {str(fault): fault for fault in faults}.values():
                path: Path = ("scenes", index, fault.word) if fault.word else ("scenes", index)
                if fault.word in words and fault.word not in own:
                    path = ("defaults", fault.word)
                self._report(fault, path, scene)
            return None

    def _job_and_estimate(self, words: dict[str, Any]) -> tuple[Job, Estimate] | None:
        key = frozenset(words.items())
        if key not in self.known:
            if "audio" in words:
                name = words["audio"].strip(SPACES)
                seconds = self.audio.get(name, _FILE_IS_WRONG)
                words = {**words, "audio": name, "audio_seconds": seconds}
            job = Job.of(**words)
            if self.prices is None:
                return None
            self.known[key] = job, estimate(job, self.prices)
        return self.known[key]

    def _name_faults(self, words: Mapping[str, str]) -> Iterator[InputError]:
        """The tool and models that the price list lacks, whatever else is wrong with a scene."""
        for name in ("model", "rerender_model"):
            is_any = name == "model" and "credits_per_second" in words
            if self.prices and "tool" in words and name in words and not is_any:
                try:
                    tool, model = self.prices.tool(slug(words["tool"])), slug(words[name])
                    if "base" not in self.prices.tools[tool].unpriced:
                        model_named(self.prices, tool, model, name)
                except InputError as error:
                    if error.word:  # else the name can't be read, which has been reported
                        yield error

    def _report(self, error: InputError, place: Path, scene: Node | None = None) -> None:
        what, fix = error.sentences()
        if place[0] == "defaults":
            if (place, what) in self.reported:
                return
            self.reported.add((place, what))
            if scene and (name := text_of(scene, "name")):
                what = f"in the scene {shown(name)}, {what}"
        self.problems.append(problem_at(self.root, place, what, fix=fix))


def _words(node: Node) -> dict[str, str] | None:
    """The words of a job in a group of keys; None where one is not text, which is reported."""
    found = node.entries.items()
    words: dict[str, Any] = {name: child.value for name, child in found if name in WORDS}
    return words if all(isinstance(text, str) for text in words.values()) else None


def _check_song(root: Node, problems: list[Problem]) -> None:
    if {"length", "audio"} <= root.entries.keys():
        what = "length and audio each say how long the song is"
        problems.append(problem_at(root, ("audio",), what, fix="give one of them"))
    if root.at("scenes").value == ():
        fix = "write at least one, like - name: Opening"
        problems.append(problem_at(root, ("scenes",), "the list of scenes is empty", fix=fix))


def _check_names(root: Node, problems: list[Problem]) -> None:
    first: dict[str, int] = {}
    for index, scene in enumerate(_scene_nodes(root)):
        path: Path = ("scenes", index, "name")
        if (name := text_of(scene, "name")) is None:
            continue  # that is reported where the record is read
        if name in first:
            what = f"the scene {shown(name)} is here twice, first on line {first[name]}"
            fix = "give each scene a name of its own"
            problems.append(problem_at(root, path, what, fix=fix))
        first.setdefault(name, root.line_at(path))
