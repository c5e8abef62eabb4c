"""Which price lists there are, and which one is meant.

A list in a price folder lies in the folder of its service and is named by its edition,
`kling/2026-10-01.yaml` or `kling/2026-10-01-studio.yaml`, so that one can be chosen without reading
them all.
"""

import os
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Final
from warnings import warn

from msgspec import Struct

from acorns_cli.catalog.listname import ListName, edition_of, is_path, list_name
from acorns_cli.catalog.proofs import Place
from acorns_cli.core.pricelist import DEFAULT_SERVICE
from acorns_cli.errors import (
    AcornsWarning,
    FileError,
    InputError,
    Problem,
    did_you_mean,
    file_name,
    one_of,
    shown,
)
from acorns_cli.system.clock import today
from acorns_cli.system.files import (
    STANDARD_INPUT,
    beside,
    file_error,
    inside,
    is_same_file,
    named_path,
)
from acorns_cli.system.folders import shipped_folder, user_folder

FOLDERS: Final[dict[Place, Callable[[], Path]]] = {"shipped": shipped_folder, "own": user_folder}
"""Where price lists are looked for."""

VARIABLE: Final = "ACORNS_PRICES"
"""The environment variable that names a list, as `--prices` does."""

_ENDINGS: Final = (".yaml", ".yml")
_NAMED_BY_EDITION: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[-_. ].*)?\.ya?ml")


class ListFile(Struct, frozen=True):
    """A file that may be a price list, or a folder of them that can't be read."""

    place: Place
    path: Path
    service: str = ""
    """The one whose folder it lies in."""
    edition: date | None = None
    """The one that its name says, if it does."""
    problem: Problem | None = None
    """What is wrong with its name, or why the folder can't be read."""
    is_folder: bool = False


class UnreadFolderWarning(AcornsWarning):
    """The folder of the user's own lists can't be read, so that a list in it may be missed."""


def list_files(service: str | None = None) -> Iterator[ListFile]:
    """The files that may be price lists, folder by folder; of one service or of all."""
    for place, top in FOLDERS.items():
        try:
            folders = [top() / service] if service else [top(), *inside(top(), Path.is_dir)]
        except FileError as error:
            yield _unread(place, top(), error)
            continue
        for folder in folders:
            try:
                files = [it for it in inside(folder, Path.is_file) if it.suffix in _ENDINGS]
            except FileError as error:
                yield _unread(place, folder, error)
            else:
                named = _misplaced if folder == top() else _with_editions
                yield from named(place, files, folder.name)


def _unread(place: Place, folder: Path, error: FileError) -> ListFile:
    fix = "make it readable, or name an edition or a file with --prices"
    return ListFile(place, folder, problem=Problem(error.what, fix), is_folder=True)


def _misplaced(place: Place, files: list[Path], _: str) -> Iterator[ListFile]:
    """The lists that lie in no folder of a service."""
    for path in files:
        what = "it lies in no folder of a service, so that it is not found"
        fix = f"move it into one, like {DEFAULT_SERVICE}/2026-01-31.yaml"
        yield ListFile(place, path, problem=Problem(what, fix))


def _with_editions(place: Place, files: list[Path], service: str) -> Iterator[ListFile]:
    editions = {path: edition_of_name(path) for path in files}
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
        yield ListFile(place, path, service, edition, problem)


def services() -> list[str]:
    """The services that have a price list, the default one first."""
    found = {file.service for file in list_files() if file.edition}
    return sorted(found, key=lambda service: (service != DEFAULT_SERVICE, service))


def edition_files(service: str, *, with_own: bool = True) -> list[ListFile]:
    """Every list of a service, oldest first; of one date, the user's own is last.

    Without `with_own`, a user's own folder that can't be read is only a warning.

    Raises:
        FileError: A folder can't be read, or a name is of no day or of another list's.
    """
    found: list[ListFile] = []
    for file in list_files(service):
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
        InputError: There is no such list; or a day and something else each choose one.
        FileError: A folder of lists can't be read, or holds two of one date.
    """
    if isinstance(choice, Path):
        if as_of is not None:
            raise _chosen_twice()
        return choice
    if choice is not None:
        return named_file(choice, as_of=as_of)
    if named := os.environ.get(VARIABLE):
        return _file_of_variable(named, as_of)
    return newest_file(ListName(), as_of)


def _chosen_twice() -> InputError:
    what = "{prices} and {as_of} each choose a price list"
    fix = "give one of them, or {prices} with a service alone"
    return InputError(what, fix=fix, named=("prices", "as_of"))


def _file_of_variable(choice: str, as_of: date | None) -> Path:
    """The file that the environment variable names; an error says that it does."""
    try:
        path = named_file(choice, as_of=as_of)
    except InputError as error:
        if error.named:
            what = f"{VARIABLE} names a price list, and so does the date"
            fix = "unset the one, or leave out the other"
            raise InputError(what, fix=fix, word="as_of") from error
        what = f"{error.what}, which {VARIABLE} names"
        raise InputError(what, fix=error.fix, word=error.word) from error
    if path != STANDARD_INPUT and not os.path.lexists(path):
        raise file_error(path, f"there is no such file, and {VARIABLE} names it")
    return path


def named_file(choice: str, *, by: Path | None = None, as_of: date | None = None) -> Path:
    """The file of a list that is named, as in a price folder or by its path; `-` is standard input.

    Where a file names it, `by` is that file: others are looked for beside it, and it never names
    itself, since a user's own list may extend the shipped one of its date.

    Raises:
        InputError: There is no such list; or the name and a day each choose one.
        FileError: Two lists are of one date.
    """
    if is_path(choice):
        if as_of is not None:
            raise _chosen_twice()
        path = os.path.expanduser(choice)  # noqa: PTH111 - a Path would forget a ./ before it
        return beside(by, path) if by else named_path(path)
    name = list_name(choice)
    if name.edition and as_of is not None:
        raise _chosen_twice()
    return newest_file(name, as_of, by=by)


def newest_file(name: ListName, as_of: date | None = None, *, by: Path | None = None) -> Path:
    """The list of a service that has an edition, or is the newest in force on a day, or today.

    Raises:
        InputError: There is none.
        FileError: Two lists are of one date, or a folder can't be read.
    """
    everything = edition_files(name.service, with_own=name.edition is None)
    files = [file for file in everything if not (by and is_same_file(file.path, by))]
    if not files:
        raise _no_service(name.service)
    whose = "" if name.service == DEFAULT_SERVICE else f" for {name.service}"
    if name.edition:
        matching = [file.path for file in files if file.edition == name.edition]
        if not matching:
            editions = one_of(dict.fromkeys(str(file.edition) for file in files))
            what = f"there is no price list of {shown(str(name.edition))}{whose}"
            raise InputError(what, fix=f"the editions are {editions}")
        return matching[-1]
    day = as_of or today()
    current = [file.path for file in files if str(file.edition) <= str(day)]
    if not current:
        what, first = f"there is no price list as old as {day}{whose}", files[0].edition
        word = "as_of" if as_of else ""
        raise InputError(what, fix=f"the first one is of {first}", word=word)
    return current[-1]


def _no_service(service: str) -> InputError:
    known = services()
    if service == DEFAULT_SERVICE:
        return InputError("there are no price lists", fix="name a file with --prices")
    what = f"there are no prices of a service {shown(service)}"
    has = f"the services are {one_of(known)}" if known else "name a file"
    return InputError(what, fix=did_you_mean(service, known) or f"{has}; a file ends in .yaml")


def edition_of_name(path: Path) -> date | None:
    """The edition that the name of a file says, if it does."""
    named = _NAMED_BY_EDITION.fullmatch(path.name)
    return edition_of(named[1]) if named else None


def service_of_folder(path: Path) -> str | None:
    """The service in whose price folder a file lies, None where it lies elsewhere."""
    is_inside = any(is_same_file(path.parent.parent, top()) for top in FOLDERS.values())
    return path.parent.name if is_inside else None
