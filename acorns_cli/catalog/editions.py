"""Which price lists there are, and which one is meant.

A list in a price folder is named by its edition, `2025-06-27.yaml` or `2025-06-27-studio.yaml`, so
that one can be chosen without reading them all.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple
from warnings import warn

from acorns_cli.core.names import iso_date
from acorns_cli.errors import FileError, InputError, file_name, one_of, shown
from acorns_cli.system.clock import today
from acorns_cli.system.files import (
    STANDARD_INPUT,
    file_error,
    folder_files,
    is_same_file,
    named_path,
)
from acorns_cli.system.folders import price_folders

VARIABLE: Final = "ACORNS_PRICES"
"""The environment variable that names an edition or a file, as `--prices` does."""

_NAMED_BY_EDITION: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[-_. ].*)?\.ya?ml")


class EditionFile(NamedTuple):
    """A price list in one of the folders where lists are kept."""

    edition: date
    path: Path
    shipped: bool


class UnreadFolderWarning(UserWarning):
    """The folder of one's own lists can't be read, and a list in it might be the one that is named.

    The text is a sentence without its full stop.
    """


def edition_files(*, with_own: bool = True) -> list[EditionFile]:
    """Every list in the two folders, oldest first; of one date, the user's own comes last.

    Args:
        with_own: Whether the result hangs on the user's own lists. Where an edition is named, they
            are passed over with a warning if their folder can't be read.

    Raises:
        FileError: Two lists in one folder are of one date, or a folder can't be read.
    """
    found: list[EditionFile] = []
    for place, folder in price_folders().items():
        try:
            paths = folder_files(folder)
        except FileError as error:
            if with_own or place == "shipped":
                fix = "make it readable, or name an edition or a file with --prices"
                raise file_error(folder, error.what, fix=fix) from error
            what = f"the folder of your own price lists can't be read: {error.first}"
            warn(f"{what}; the lists that come with acorns are used", UnreadFolderWarning, 2)
            continue
        found += _with_editions(paths, shipped=place == "shipped")
    return sorted(found, key=lambda file: (file.edition, not file.shipped))


def _with_editions(paths: Iterable[Path], *, shipped: bool) -> Iterable[EditionFile]:
    """The price lists among the files of a folder."""
    found: dict[date, EditionFile] = {}
    for path in paths:
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


def chosen_file(choice: str | Path | None = None, *, as_of: date | None = None) -> Path:
    """The file of the list that is chosen; where nothing is, that of the newest edition in force.

    Args:
        choice: An edition or a file. The environment variable has a say only without one.
        as_of: The day on which the edition was in force; None is for today.

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
    return _current(as_of).path


def _file_of_variable(choice: str) -> Path:
    """The file that the environment variable names, which nobody sees on the command line."""
    try:
        path = named_file(choice)
    except InputError as error:
        raise InputError(f"{error.what}, which {VARIABLE} names", fix=error.fix) from error
    if path != STANDARD_INPUT and not os.path.lexists(path):
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


def named_file(choice: str) -> Path:
    """The file of a list that is named, by its edition or as a file; `-` is standard input.

    Raises:
        InputError: There is no such edition.
        FileError: Two lists of one's own are of one date.
    """
    if not choice:
        raise InputError("the name of a price list is empty", fix="give an edition or a file")
    path = named_path(choice)
    if is_edition(choice):
        return edition_file(choice)
    if path == STANDARD_INPUT:
        return path
    if len(path.parts) == 1 and not path.suffix and not os.path.lexists(choice):
        raise _no_edition(
            edition_files(with_own=False), choice
        )  # `latest`, `2025-6-27`: no file was meant
    return path


def edition_file(edition: str, *, besides: Path | None = None) -> Path:
    """The file of an edition.

    Args:
        edition: As a list is named by it.
        besides: Not this one: a list of one's own may stand in for the shipped one of its date.

    Raises:
        InputError: There is no such edition.
    """
    files = [
        file
        for file in edition_files(with_own=False)
        if not (besides and is_same_file(file.path, besides))
    ]
    matching = [file for file in files if file.edition == iso_date(edition)]
    if not matching:
        raise _no_edition(files, edition)
    return matching[-1].path


def edition_of_name(path: Path) -> date | None:
    """The edition that a file's name says, if it does."""
    named = _NAMED_BY_EDITION.fullmatch(path.name)
    return iso_date(named[1]) if named and is_edition(named[1]) else None


def is_edition(choice: str) -> bool:
    """Whether a list is named by its edition, and not as a file."""
    try:
        iso_date(choice)
    except InputError:
        return False
    return True


def _no_edition(files: list[EditionFile], choice: str) -> InputError:
    editions = one_of(dict.fromkeys(str(file.edition) for file in files)) if files else "none yet"
    return InputError(
        f"there is no price list of {shown(choice)}", fix=f"the editions are {editions}"
    )
