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

from acorns_cli.errors import FileError, InputError, one_of, shown
from acorns_cli.files import file_error, folder_files, yaml_tree
from acorns_cli.pricelist import PriceList, iso_date
from acorns_cli.records import problem_at, read_record

VARIABLE: Final = "ACORNS_PRICES"
"""The environment variable that names an edition or a file, as `--prices` does."""

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
                f"this is of the same date as {found[edition].path}",
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
        InputError: There is no such edition, or none as old as that.
        FileError: The list can't be read, or is wrong.
    """
    choice = choice or os.environ.get(VARIABLE) or None
    if choice and not _is_edition(choice):
        return read_prices(Path(choice))
    files = edition_files()
    if choice:
        return read_prices(_of_edition(files, choice).path)
    day = today() if as_of is None else as_of
    current = [file for file in files if file.edition <= day]
    if not current:
        first = files[0].edition
        raise InputError(
            f"there is no price list as old as {day}",
            fix=f"the first one is of {first}",
            word="as_of",
        )
    return read_prices(current[-1].path)


def _is_edition(choice: str) -> bool:
    try:
        iso_date(choice)
    except InputError:
        return False
    return True


def _of_edition(files: list[EditionFile], choice: str) -> EditionFile:
    matching = [file for file in files if file.edition == iso_date(choice)]
    if not matching:
        editions = one_of(dict.fromkeys(str(file.edition) for file in files))
        raise InputError(
            f"there is no price list of {shown(choice)}",
            fix=f"the editions are {editions}",
            word="prices",
        )
    return matching[-1]


def read_prices(path: Path) -> PriceList:
    """The price list in a file.

    Raises:
        FileError: The file can't be read, or is wrong; it holds every problem found.
    """
    root, problems = yaml_tree(path)
    prices = read_record(root, PriceList, problems)
    if prices is None or problems:
        raise FileError(str(path), sorted(problems, key=lambda problem: problem.line))
    named = _NAMED_BY_EDITION.fullmatch(path.name)
    if named and named[1] != str(prices.edition):
        what = f"the edition is {prices.edition}, and the file is named {path.name}"
        raise FileError(str(path), [problem_at(root, ("edition",), what, fix="make them one")])
    return prices
