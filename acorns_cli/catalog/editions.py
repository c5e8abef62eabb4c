"""Which price lists there are, and which one is meant.

A list in a price folder is named by its edition, `2025-06-27.yaml` or `2025-06-27-studio.yaml`, so
that one can be chosen without reading them all.
"""

import os
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple
from warnings import warn

from acorns_cli.catalog.proofs import Place
from acorns_cli.core.names import iso_date
from acorns_cli.errors import FileError, InputError, Problem, file_name, one_of, shown
from acorns_cli.system.clock import today
from acorns_cli.system.files import (
    STANDARD_INPUT,
    beside,
    file_error,
    folder_files,
    is_same_file,
    named_path,
)
from acorns_cli.system.folders import shipped_folder, user_folder

FOLDERS: Final[dict[Place, Callable[[], Path]]] = {"shipped": shipped_folder, "own": user_folder}
"""Where price lists are looked for."""

VARIABLE: Final = "ACORNS_PRICES"
"""The environment variable that names an edition or a file, as `--prices` does."""

_NAMED_BY_EDITION: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[-_. ].*)?\.ya?ml")


class ListFile(NamedTuple):
    """A file that may be a price list, or a folder of them that can't be read."""

    place: Place
    path: Path
    edition: date | None = None
    """The one that its name says, if it does."""
    problem: Problem | None = None
    """What is wrong with its name, or why the folder can't be read."""
    is_folder: bool = False


class UnreadFolderWarning(UserWarning):
    """The folder of the user's own lists can't be read, so that a list in it may be missed.

    The text is a sentence without its full stop.
    """


def list_files() -> Iterator[ListFile]:
    """The files that may be price lists, folder by folder."""
    for place, folder in FOLDERS.items():
        try:
            yield from _with_editions(place, folder_files(folder()))
        except FileError as error:
            fix = "make it readable, or name an edition or a file with --prices"
            yield ListFile(place, folder(), problem=Problem(error.what, fix), is_folder=True)


def _with_editions(place: Place, files: list[Path]) -> Iterator[ListFile]:
    editions = {path: edition_of_name(path) for path in files if path.suffix in (".yaml", ".yml")}
    for path, edition in editions.items():
        same = [other for other in editions if other != path and editions[other] == edition]
        problem = None
        if edition is None:
            named = _NAMED_BY_EDITION.fullmatch(path.name)
            no_day = f"{shown(named[1])} is not a day of the calendar" if named else ""
            fix = "name it by its edition, like 2026-01-31.yaml or 2026-01-31-studio.yaml"
            problem = Problem(no_day or "the name says no edition, so that it is not found", fix)
        elif same:
            what = f"it is of the same date as {one_of(file_name(other.name) for other in same)}"
            problem = Problem(what, "keep one of them, or name one with --prices")
        yield ListFile(place, path, edition, problem)


def edition_files(*, with_own: bool = True) -> list[ListFile]:
    """Every list that is named by its edition, oldest first; of one date, the user's own is last.

    Without `with_own`, a user's own folder that can't be read is only a warning.

    Raises:
        FileError: A folder can't be read, or a name is of no day or of another list's.
    """
    found: list[ListFile] = []
    for file in list_files():
        if file.problem and file.is_folder and file.place == "own" and not with_own:
            why = file.problem.of(file_name(file.path))
            what = f"the folder of your own price lists can't be read: {why}"
            warn(f"{what}; the lists that come with acorns are used", UnreadFolderWarning, 2)
        elif file.problem and (file.is_folder or _NAMED_BY_EDITION.fullmatch(file.path.name)):
            raise FileError(file_name(file.path), [file.problem])
        elif file.edition:
            found.append(file)
    return sorted(found, key=lambda file: (str(file.edition), file.place != "shipped"))


def chosen_file(choice: str | Path | None = None, *, as_of: date | None = None) -> Path:
    """The file of a list that is named here or by the environment; else the newest on a day.

    Raises:
        InputError: There is no such edition; or a day and something else each choose one.
        FileError: A folder of lists can't be read, or holds two of one date.
    """
    if choice is not None and as_of is not None:
        what = "{prices} and {as_of} each choose a price list"
        raise InputError(what, fix="give one of them", named=("prices", "as_of"))
    if isinstance(choice, Path):
        return choice
    if choice is not None:
        return named_file(choice)
    if named := os.environ.get(VARIABLE):
        if as_of is not None:
            what = f"{VARIABLE} names a price list, and so does the date"
            raise InputError(what, fix="unset the one, or leave out the other", word="as_of")
        return _file_of_variable(named)
    return current_list(as_of).path


def _file_of_variable(choice: str) -> Path:
    """The file that the environment variable names; an error says that it does."""
    try:
        path = named_file(choice)
    except InputError as error:
        raise InputError(f"{error.what}, which {VARIABLE} names", fix=error.fix) from error
    if path != STANDARD_INPUT and not os.path.lexists(path):
        raise file_error(path, f"there is no such file, and {VARIABLE} names it")
    return path


def current_list(as_of: date | None = None) -> ListFile:
    """The newest list that is in force on a day, or today.

    Raises:
        InputError: There is none.
        FileError: Two lists are of one date, or a folder can't be read.
    """
    files = edition_files()
    if not files:
        raise InputError("there are no price lists", fix="name a file with --prices")
    day = as_of or today()
    current = [file for file in files if str(file.edition) <= str(day)]
    if not current:
        what, first = f"there is no price list as old as {day}", files[0].edition
        raise InputError(what, fix=f"the first one is of {first}", word="as_of")
    return current[-1]


def named_file(choice: str, *, by: Path | None = None) -> Path:
    """The file of a list that is named, by its edition or as a file; `-` is standard input.

    Where a file names it, `by` is that file: others are looked for beside it, and it never names
    itself, since a user's own list may extend the shipped one of its date.

    Raises:
        InputError: There is no such edition.
        FileError: Two lists are of one date.
    """
    if not choice:
        raise InputError("the name of a price list is empty", fix="give an edition or a file")
    day = edition_of(choice)
    path = beside(by, choice) if by else named_path(choice)
    is_file = path == STANDARD_INPUT or len(Path(choice).parts) > 1 or Path(choice).suffix
    if day is None and (is_file or os.path.lexists(path)):
        return path
    others = edition_files(with_own=False)
    files = [file for file in others if not (by and is_same_file(file.path, by))]
    if matching := [file.path for file in files if file.edition == day]:
        return matching[-1]
    editions = one_of(dict.fromkeys(str(file.edition) for file in files)) if files else "none yet"
    what = f"there is no price list of {shown(choice)}"
    raise InputError(what, fix=f"the editions are {editions}")


def edition_of(text: str) -> date | None:
    """The edition that a text says; None where it is no date."""
    try:
        return iso_date(text)
    except InputError:
        return None


def edition_of_name(path: Path) -> date | None:
    """The edition that the name of a file says, if it does."""
    named = _NAMED_BY_EDITION.fullmatch(path.name)
    return edition_of(named[1]) if named else None
