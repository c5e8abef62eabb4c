"""One scene of a project file: its words, with the defaults filled in, as a job with its price.

This module knows which defaults a scene takes, and where in the file each fault of its job stands;
not what a project is.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Final

from msgspec import Struct

from acorns_cli import quantities
from acorns_cli.errors import InputError, Problem, all_of, shown
from acorns_cli.job import WORDS, Job
from acorns_cli.pricelist import PriceList, tool_name
from acorns_cli.pricing import Estimate, estimate
from acorns_cli.records import Node, Path, path_text, problem_at

LENGTHS: Final = ("minutes", "seconds", "duration", "length", "audio")
"""The words that say how long a scene is; `length` is the short name of `duration`."""

SCENE_WORDS: Final = frozenset((*WORDS, "length"))

_RIVALS: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(LENGTHS, LENGTHS),
    "images": ("images_per_clip",),
    "images_per_clip": ("images",),
    "model": ("credits_per_second",),
}
"""What a scene's own word rules out among the defaults: other ways to say the same, and a price by
hand that is for another model."""

_OF_A_TOOL: Final = ("model", "rerender_model", "credits_per_second", "credits_per_image")
"""Defaults that mean nothing to a scene made with another tool."""

_IDLE: Final = (
    ("rerender_model", ("rerender",)),
    ("credits_per_image", ("images", "images_per_clip")),
)
"""Defaults that wait for another word: in a scene that has none of those they say nothing."""

_STAND_INS: Final[Mapping[str, str]] = {
    "tool": "fbf",
    "minutes": "1",
    "seconds": "1",
    "duration": "1s",
    "length": "1s",
    "audio": "audio",
    "clip_length": "1s",
    "rerender": "1s",
    "extra": "1s",
    "images": "1",
    "images_per_clip": "1",
    "credits_per_second": "1",
    "credits_per_image": "1",
}
"""What stands for a word that can't be read, so that the rest of its scene is checked as well."""


def entries(node: Node | None) -> dict[str, Node]:
    """What a group of keys holds; nothing, where there is no group."""
    return node.value if node is not None and isinstance(node.value, dict) else {}


def with_defaults(own: Mapping[str, str], defaults: Mapping[str, str]) -> dict[str, str]:
    """The words of a scene, those that it leaves out filled in from the defaults.

    A word of its own rules out the defaults that say the same in another way. A scene made with
    another tool than the default one takes no model and no price by hand.
    """
    ruled_out = {rival for word in own for rival in _RIVALS.get(word, ())}
    if "tool" in own and _tool(own) != _tool(defaults):
        ruled_out.update(_OF_A_TOOL)
    taken = {word: text for word, text in defaults.items() if word not in ruled_out}
    taken.update(own)
    _drop_idle(taken, kept=own)
    return taken


def _tool(words: Mapping[str, str]) -> str:
    return tool_name(words.get("tool", ""))


class SceneReader(Struct):
    """Reads the scenes of one file, and tells each fault of the defaults once."""

    root: Node
    prices: PriceList | None
    """None if they are known to be wrong; the rest of a scene is checked all the same."""
    audio: Mapping[str, Decimal]
    """Seconds by the names of the files; one that is not there is known to be wrong."""
    faulty: frozenset[str]
    """The paths of what is known to be wrong."""
    problems: list[Problem]
    """Takes the faults found."""
    known: dict[frozenset[tuple[str, str]], tuple[Job, Estimate]] = {}
    """What scenes cost by their words: in a long file many say the same."""
    told: set[tuple[Path, str]] = set()
    """The faults of the defaults that are told, which every scene would tell again."""

    def priced(self, index: int, scene: Node) -> tuple[Job, Estimate] | None:
        """The job of a scene and what it costs; None where it has a fault.

        Args:
            index: Which scene of the file it is, counted from 0.
            scene: What the file says of it.
        """
        if not isinstance(scene.value, dict):
            return None
        own = _words(scene)
        words = with_defaults(own, _words(entries(self.root).get("defaults")))
        places: dict[str, Path] = {
            word: ("scenes", index, word) if word in own else ("defaults", word) for word in words
        }
        mended = {word for word in words if self.faulty and path_text(places[word]) in self.faulty}
        prices = None if "tool" in mended else self.prices
        for word in mended:
            _stand_in(words, word)
        self._check_length(words, places)
        while True:
            try:
                return self._job_and_estimate(words, prices)
            except InputError as error:
                # What is left of a mended scene may be nothing, which is no fault of its own.
                if error.word or not mended:
                    missing: Path = ("scenes", index, error.word)
                    place = places.get(error.word, missing if error.word else missing[:-1])
                    self._tell(error, place, scene)
                if error.word in ("", "tool") or error.word in mended:
                    return None
                mended.add(error.word)
                _take_out(words, error.word)

    def _check_length(self, words: dict[str, str], places: Mapping[str, Path]) -> None:
        """Leaves one way to say how long the scene is, and tells of the others."""
        ways = [word for word in words if word in LENGTHS]
        if len(ways) < 2 or set(ways) == {"minutes", "seconds"}:
            return
        what = f"{all_of(ways)} each say how long the scene is"
        fix = "give the length in one way"
        self.problems.append(problem_at(self.root, places[ways[-1]], what, fix=fix))
        for way in ways[1:]:
            del words[way]

    def _job_and_estimate(
        self, words: Mapping[str, str], prices: PriceList | None
    ) -> tuple[Job, Estimate] | None:
        said = frozenset(words.items())
        if said not in self.known:
            job = self._job(words)
            if prices is None:
                return None
            self.known[said] = job, estimate(job, prices)
        return self.known[said]

    def _job(self, words: Mapping[str, str]) -> Job:
        said: dict[str, object] = dict(words)
        if "length" in said:
            said["duration"] = said.pop("length")
        seconds = None
        if "audio" in words:
            said["audio"] = words["audio"].strip(quantities.SPACES)
            # A file that can't be measured is told already; the rest of the scene is checked.
            seconds = self.audio.get(words["audio"].strip(quantities.SPACES), Decimal(1))
        return Job.of(audio_seconds=seconds, **said)

    def _tell(self, error: InputError, place: Path, scene: Node) -> None:
        what = error.what
        if place[0] == "defaults":
            key = (place, what)
            if key in self.told:
                return
            self.told.add(key)
            name = entries(scene).get("name")
            if name is not None and isinstance(name.value, str):
                what = f"in the scene {shown(name.value)}, {what}"
        self.problems.append(problem_at(self.root, place, what, fix=error.fix))


def _words(node: Node | None) -> dict[str, str]:
    """The words of a job in a group of keys; one that is not text is told already, and empty."""
    return {
        word: child.value if isinstance(child.value, str) else ""
        for word, child in entries(node).items()
        if word in SCENE_WORDS
    }


def _stand_in(words: dict[str, str], word: str) -> None:
    """Puts what can be read in the place of a word that can't be."""
    if word in _STAND_INS:
        words[word] = _STAND_INS[word]
    else:
        _take_out(words, word)


def _take_out(words: dict[str, str], word: str) -> None:
    """Takes out a faulty word and what says nothing without it, so that the rest is checked."""
    words.pop(word, None)
    _drop_idle(words)
    if word == "model":
        words["credits_per_second"] = _STAND_INS["credits_per_second"]


def _drop_idle(words: dict[str, str], kept: Collection[str] = ()) -> None:
    for word, needed in _IDLE:
        if word not in kept and not any(other in words for other in needed):
            words.pop(word, None)
