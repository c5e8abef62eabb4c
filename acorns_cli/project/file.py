"""A project out of its file, with the prices that it names and the lengths of its audio files.

Files that a project names are looked for beside it.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path

from msgspec.structs import replace

from acorns_cli.catalog.editions import named_file
from acorns_cli.catalog.files import load_prices
from acorns_cli.catalog.listname import is_path, list_name
from acorns_cli.core.pricelist import PriceList
from acorns_cli.errors import AcornsError, FileError, InputError, Problem, file_name, shown
from acorns_cli.project.estimate import quote_of
from acorns_cli.project.scenes import Project, audio_names, read_project, text_of
from acorns_cli.records.record import Node, problem_at
from acorns_cli.system.audio import audio_seconds
from acorns_cli.system.files import as_told, beside, yaml_tree


def load_project(
    path: Path, prices: PriceList | None = None, *, as_of: date | None = None
) -> Project:
    """The project in a file, every scene priced with these prices or those that the file names.

    With a day, `as_of`, it is the list of that day, of the service that the file names.

    Raises:
        FileError: The file can't be read, or is wrong; it holds every problem found.
        InputError: The file names no prices, and none can be chosen for it; or there is a day, and
            the file names a file of prices.
    """
    return _project(path, *yaml_tree(path), prices, as_of)


def load_under_two(
    path: Path, old: PriceList | None, new: PriceList | None
) -> tuple[Project, Project]:
    """The project in a file, read once and priced with two lists.

    Raises:
        FileError: The file can't be read, or is wrong.
        InputError: The file names no prices, and none can be chosen for it.
    """
    root, problems = yaml_tree(path)
    return _project(path, root, [*problems], old), _project(path, root, [*problems], new)


def _project(
    path: Path,
    root: Node,
    problems: list[Problem],
    prices: PriceList | None,
    as_of: date | None = None,
) -> Project:
    used = _prices(path, root, problems, as_of) if prices is None else prices
    audio = _audio(path, root, problems)
    project = read_project(root, used, audio, problems)
    if project:
        try:
            quote_of(project)
        except InputError as error:
            what, fix = error.sentences()
            problems.append(problem_at(root, ("quote", error.word), what, fix=fix))
    if project is None or problems:
        in_order = sorted(problems, key=lambda problem: problem.line)
        raise FileError(file_name(as_told(path)), in_order)
    return project if prices is None and as_of is None else replace(project, pinned=True)


def _prices(
    path: Path, root: Node, problems: list[Problem], as_of: date | None
) -> PriceList | None:
    """The list that the file names, or that of the day; None where the one it names is wrong."""
    pin = text_of(root, "prices")
    if not pin:
        return load_prices(as_of=as_of)
    try:
        if as_of is not None and not is_path(pin):
            pin = list_name(pin).service
        return load_prices(named_file(pin, by=path, as_of=as_of))
    except AcornsError as error:
        if isinstance(error, InputError) and "as_of" in (*error.named, error.word):
            raise _of_another_day(pin, error) from error
        what, fix = error.what, error.fix
        if isinstance(error, FileError):
            what = f"the price list can't be used: {error.first}"
        problems.append(problem_at(root, ("prices",), what, fix=fix))
        return None


def _of_another_day(pin: str, error: InputError) -> InputError:
    """That a file names a list that is not to be had for another day."""
    if not error.named:
        return InputError(error.what, fix=error.fix, word="as_of")
    what = f"the project names a file of prices, {shown(pin)}, and the date chooses another list"
    fix = "leave out the date, or give {prices} with a service as well"
    return InputError(what, fix=fix, word="as_of", named=("prices",))


def _audio(path: Path, root: Node, problems: list[Problem]) -> dict[str, Decimal]:
    """Seconds by the names of the audio files, those that can be measured."""
    seconds: dict[str, Decimal] = {}
    faults: dict[str, str] = {}
    for place, name in audio_names(root):
        if name not in seconds and name not in faults:
            try:
                seconds[name] = audio_seconds(beside(path, name))
            except FileError as error:
                faults[name] = error.first
        if name in faults:
            fix = "name a file beside the project file, or write the length"
            problems.append(problem_at(root, place, faults[name], fix=fix))
    return seconds
