"""A project out of its file: the prices that it is held to, and the lengths of its audio files.

Files that a project names are looked for beside it. This module knows where the parts of a project
are; not what they say.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from msgspec.structs import replace

from acorns_cli.audio import audio_seconds
from acorns_cli.editions import is_edition
from acorns_cli.errors import AcornsError, FileError, Problem, file_name
from acorns_cli.files import yaml_tree
from acorns_cli.pricefile import load_prices
from acorns_cli.pricelist import PriceList
from acorns_cli.project.scenes import Project, audio_names, pinned_prices, read_project
from acorns_cli.records import Node, problem_at


def load_project(path: Path, prices: PriceList | None = None) -> Project:
    """The project in a file, every scene priced.

    Args:
        path: The file.
        prices: What to price with, whatever the file is held to.

    Raises:
        FileError: The file can't be read, or is wrong; it holds every problem found.
        InputError: The file names no prices, and none can be chosen for it.
    """
    root, problems = yaml_tree(path)
    used = _prices(path, root, problems) if prices is None else prices
    audio = _audio(path, root, problems)
    project = read_project(root, used, audio, problems)
    if project is None or problems:
        raise FileError(file_name(path), sorted(problems, key=lambda problem: problem.line))
    return project if prices is None else replace(project, pinned=True)


def schema_file() -> Path:
    """The JSON Schema of projects: inside an installed package, or else among the examples."""
    package = Path(__file__).parent
    inside = package / "project.schema.json"
    return inside if inside.is_file() else package.parent / "examples" / inside.name


def _prices(path: Path, root: Node, problems: list[Problem]) -> PriceList | None:
    """The list that the file is held to, or today's; None where the one it names is wrong."""
    pin = pinned_prices(root)
    if pin is None:
        return load_prices()
    try:
        return load_prices(pin if is_edition(pin) else str(path.parent / pin))
    except AcornsError as error:
        what, fix = error.what, error.fix
        if isinstance(error, FileError):
            what = f"the price list can't be used: {error.first}"
        problems.append(problem_at(root, ("prices",), what, fix=fix))
        return None


def _audio(path: Path, root: Node, problems: list[Problem]) -> dict[str, Decimal]:
    """Seconds by the names of the audio files, those that can be measured."""
    seconds: dict[str, Decimal] = {}
    faults: dict[str, str] = {}
    for place, name in audio_names(root):
        if name not in seconds and name not in faults:
            try:
                seconds[name] = audio_seconds(path.parent / name)
            except FileError as error:
                faults[name] = error.first
        if name in faults:
            fix = "name a file beside the project file, or write the length"
            problems.append(problem_at(root, place, faults[name], fix=fix))
    return seconds
