"""Which price lists there are, and which one is meant.

A list in a price folder is named by its edition, `2025-06-27.yaml` or `2025-06-27-studio.yaml`, so
that one can be chosen without reading them all. This module knows the folders, the environment
variable and the rule that picks an edition; not what a price is.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from msgspec.structs import replace

from acorns_cli.errors import (
    AcornsError,
    FileError,
    InputError,
    Problem,
    file_name,
    one_of,
    shown,
)
from acorns_cli.files import file_error, folder_files, yaml_tree
from acorns_cli.layers import base_name, laid_over
from acorns_cli.pricelist import PriceList, iso_date
from acorns_cli.proof import CheckedList, ListedPrices, Place, proofs, read_list
from acorns_cli.records import Node, problem_at

VARIABLE: Final = "ACORNS_PRICES"
"""The environment variable that names an edition or a file, as `--prices` does."""

MAX_CHAIN: Final = 10
"""How many lists may stand on one another."""

_PACKAGE: Final = Path(__file__).parent
_NAMED_BY_EDITION: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[-_. ].*)?\.ya?ml")


class EditionFile(NamedTuple):
    """A price list in one of the folders where lists are kept."""

    edition: date
    path: Path
    shipped: bool


def today() -> date:
    """The day it is: the one place where the clock is read."""
    return date.today()


def shipped_folder() -> Path:
    """Where the shipped lists are: inside an installed package, or beside one that is edited."""
    inside = _PACKAGE / "prices"
    return inside if inside.is_dir() else _PACKAGE.parent / "prices"


def user_folder() -> Path:
    """Where a user's own lists are looked for; it need not be there."""
    # Loaded by then in a command, and slow to load for a program that names its own list.
    from typer import get_app_dir

    return Path(get_app_dir("acorns")) / "prices"


def edition_files() -> list[EditionFile]:
    """Every list in the two folders, oldest first; of one date, the user's own comes last.

    Raises:
        FileError: Two lists in one folder are of one date, or a folder can't be read.
    """
    found = [*_in_folder(shipped_folder(), shipped=True), *_in_folder(user_folder(), shipped=False)]
    return sorted(found, key=lambda file: (file.edition, not file.shipped))


def _in_folder(folder: Path, *, shipped: bool) -> Iterable[EditionFile]:
    found: dict[date, EditionFile] = {}
    for path in folder_files(folder):
        if not (named := _NAMED_BY_EDITION.fullmatch(path.name)):
            continue
        try:
            edition = iso_date(named[1])
        except InputError as error:
            raise file_error(path, error.what, fix="name the file by its edition") from error
        if edition in found:
            raise file_error(
                path,
                f"this is of the same date as {file_name(found[edition].path)}",
                fix="keep one of them, or name one with --prices",
            )
        found[edition] = EditionFile(edition, path, shipped)
    return found.values()


def load_prices(choice: str | None = None, *, as_of: date | None = None) -> PriceList:
    """The price list that is meant.

    Args:
        choice: An edition, like `2025-06-27`, or a file; without one, the environment variable
            `ACORNS_PRICES` chooses, and without that the date does.
        as_of: The newest edition that is not after this day is taken; today's, if it is None.

    Raises:
        InputError: There is no such edition, or none as old as that; or the environment variable
            and a day each choose one.
        FileError: The list can't be read, or is wrong.
    """
    return read_prices(chosen_file(choice, as_of=as_of))


def chosen_file(choice: str | None = None, *, as_of: date | None = None) -> Path:
    """The file of the price list that is meant; the arguments and errors are `load_prices`'s."""
    if choice is not None:
        return named_file(choice)
    if named := os.environ.get(VARIABLE):
        if as_of is not None:
            what = f"{VARIABLE} names a price list, and so does the date"
            raise InputError(what, fix="unset the one, or leave out the other", word="as_of")
        return _file_of_variable(named)
    return _current(as_of).path


def _file_of_variable(choice: str) -> Path:
    """The file that the environment variable names, which nobody sees on the command line."""
    try:
        path = named_file(choice)
    except InputError as error:
        raise InputError(f"{error.what}, which {VARIABLE} names", fix=error.fix) from error
    if not os.path.lexists(path):
        raise file_error(path, f"there is no such file, and {VARIABLE} names it")
    return path


def current_edition() -> date:
    """The newest edition in the folders that is in force: what a project can be held to.

    Raises:
        InputError: There is none.
        FileError: Two lists are of one date, or a folder can't be read.
    """
    return _current(None).edition


def _current(as_of: date | None) -> EditionFile:
    files = edition_files()
    if not files:
        raise InputError("there are no price lists", fix="name a file with --prices")
    day = today() if as_of is None else as_of
    current = [file for file in files if file.edition <= day]
    if not current:
        first = files[0].edition
        raise InputError(
            f"there is no price list as old as {day}",
            fix=f"the first one is of {first}",
            word="as_of",
        )
    return current[-1]


def listed_prices(chosen: Path | None) -> list[ListedPrices]:
    """Every list in the two folders, and the chosen one if it is elsewhere; oldest first.

    One that is wrong, misnamed or can't be read is there with its problem, and so is a folder.

    Args:
        chosen: The file that is in use, if one could be chosen.
    """
    found: list[ListedPrices] = []
    folders: tuple[tuple[Place, Path], ...] = (
        ("shipped", shipped_folder()),
        ("own", user_folder()),
    )
    for place, folder in folders:
        try:
            paths = [path for path in folder_files(folder) if path.suffix in (".yaml", ".yml")]
        except FileError as error:
            wrong = CheckedList(file_name(folder), None, None, error.problems, ())
            found.append(ListedPrices(place, False, wrong))
            continue
        for path in paths:
            in_use = chosen is not None and _is_same(path, chosen)
            checked = _with_place_checked(path, paths, check_prices(path))
            found.append(ListedPrices(place, in_use, checked))
    if chosen is not None and not any(listed.in_use for listed in found):
        found.append(ListedPrices("named", True, check_prices(chosen)))
    return sorted(found, key=lambda listed: listed.checked.edition or date.max)


def _with_place_checked(path: Path, paths: list[Path], checked: CheckedList) -> CheckedList:
    """What is wrong with a list, its name among the others of its folder included."""
    named = _NAMED_BY_EDITION.fullmatch(path.name)
    if not named or not is_edition(named[1]):
        fix = "name it by its edition, like 2026-01-31.yaml or 2026-01-31-studio.yaml"
        problem = Problem("the name says no edition, so that it is not found", fix)
    elif others := [other.name for other in paths if other != path and _date_of(other) == named[1]]:
        what = f"it is of the same date as {one_of(map(file_name, others))}"
        problem = Problem(what, "keep one of them, or name one with --prices")
    else:
        return checked
    return replace(checked, problems=(problem, *checked.problems))


def _date_of(path: Path) -> str:
    named = _NAMED_BY_EDITION.fullmatch(path.name)
    return named[1] if named else ""


def named_file(choice: str) -> Path:
    """The file of a list that is named, by its edition or as a file.

    Raises:
        InputError: There is no such edition.
    """
    if not choice:
        raise InputError("the name of a price list is empty", fix="give an edition or a file")
    path = Path(choice)
    if is_edition(choice):
        return _of_edition(edition_files(), choice).path
    if len(path.parts) == 1 and not path.suffix and not os.path.lexists(choice):
        raise _no_edition(edition_files(), choice)  # `latest`, `2025-6-27`: no file was meant
    return path


def edition_of_name(path: Path) -> date | None:
    """The edition that a file's name says, if it does."""
    text = _date_of(path)
    return iso_date(text) if is_edition(text) else None


def is_edition(choice: str) -> bool:
    """Whether a list is named by its edition, and not as a file."""
    try:
        iso_date(choice)
    except InputError:
        return False
    return True


def _of_edition(files: list[EditionFile], choice: str) -> EditionFile:
    matching = [file for file in files if file.edition == iso_date(choice)]
    if not matching:
        raise _no_edition(files, choice)
    return matching[-1]


def _no_edition(files: list[EditionFile], choice: str) -> InputError:
    editions = one_of(dict.fromkeys(str(file.edition) for file in files)) if files else "none yet"
    return InputError(
        f"there is no price list of {shown(choice)}", fix=f"the editions are {editions}"
    )


def read_prices(path: Path) -> PriceList:
    """The price list in a file, laid over the one that it extends, if it does.

    Raises:
        FileError: The file can't be read, or is wrong; it holds every problem found.
    """
    return _read(path, ())[1]


def check_prices(path: Path) -> CheckedList:
    """All that is wrong with the price list in a file, and its examples recomputed."""
    try:
        root, problems = _tree(path, ())
    except FileError as error:
        return CheckedList(file_name(path), None, None, error.problems, ())
    prices = read_list(root, problems)
    _check_name(path, root, problems)
    found = proofs(root, problems)
    return CheckedList(
        file_name(path),
        prices.edition if prices else _written_edition(root),
        prices.origin if prices else None,
        tuple(sorted(problems, key=lambda problem: problem.line)),
        found,
    )


def _read(path: Path, above: tuple[Path, ...]) -> tuple[Node, PriceList]:
    """A list as a tree, laid over what it extends, and as a record.

    Args:
        path: The file.
        above: The lists that extend it, from the top.
    """
    root, problems = _tree(path, above)
    prices = read_list(root, problems)
    _check_name(path, root, problems)
    if prices is None or problems:
        raise _wrong(path, problems)
    return root, prices


def _tree(path: Path, above: tuple[Path, ...]) -> tuple[Node, list[Problem]]:
    root, problems = yaml_tree(path)
    name = base_name(root)
    if name is None:
        return root, problems
    chain = (*above, path)
    try:
        base = _base(name, chain)
        base_root, base_prices = _read(base, chain)
    except AcornsError as error:
        what, fix = error.what, error.fix
        if isinstance(error, FileError):
            what = f"the list that this one extends can't be used: {error.first}"
        problems.append(problem_at(root, ("extends",), what, fix=fix))
        raise _wrong(path, problems) from error
    return laid_over(base_root, base_prices, root, problems), problems


def _wrong(path: Path, problems: list[Problem]) -> FileError:
    """The error of a list with some problems, in the order of their lines."""
    return FileError(file_name(path), sorted(problems, key=lambda problem: problem.line))


def _base(name: str, chain: tuple[Path, ...]) -> Path:
    """The file of the list that the last one of a chain extends.

    Raises:
        InputError: There is none, or it extends itself by way of others.
    """
    here = chain[-1]
    if is_edition(name):
        # A list of one's own may stand in for the shipped one of its date, and extend it.
        others = [file for file in edition_files() if not _is_same(file.path, here)]
        base = _of_edition(others, name).path
    else:
        base = here.parent / name
    if any(_is_same(base, path) for path in chain):
        circle = " → ".join(file_name(path) for path in (*chain, base))
        raise InputError(f"lists extend one another in a circle: {circle}", fix="break it")
    if len(chain) == MAX_CHAIN:
        raise InputError(f"more than {MAX_CHAIN} lists extend one another", fix="join some")
    return base


def _is_same(one: Path, other: Path) -> bool:
    try:
        return os.path.realpath(one) == os.path.realpath(other)
    except ValueError:  # a NUL or half a character in a name, which no file has
        return False


def _check_name(path: Path, root: Node, problems: list[Problem]) -> None:
    """Holds the edition of a list to the name of its file, where that names one."""
    named, written = edition_of_name(path), _written_edition(root)
    if named and written and named != written:
        what = f"the edition is {written}, and the file is named {file_name(path.name)}"
        problems.append(problem_at(root, ("edition",), what, fix="make them one"))


def _written_edition(root: Node) -> date | None:
    """The edition that a list says, however faulty the rest of it is."""
    node = root.value.get("edition") if isinstance(root.value, dict) else None
    text = node.value if node is not None else None
    return iso_date(text) if isinstance(text, str) and is_edition(text) else None
