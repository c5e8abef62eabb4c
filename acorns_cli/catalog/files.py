"""A price list in a file: read, laid over the one that it extends, or all that is wrong with it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from acorns_cli.catalog.editions import (
    chosen_file,
    edition_file,
    edition_of_name,
    is_edition,
)
from acorns_cli.catalog.layers import base_name, laid_over
from acorns_cli.catalog.proofs import CheckedList, ListedPrices, proofs, read_list
from acorns_cli.core.names import iso_date
from acorns_cli.core.pricelist import PriceList
from acorns_cli.errors import AcornsError, FileError, InputError, Problem, file_name, one_of
from acorns_cli.records.record import Node, problem_at
from acorns_cli.system.files import as_told, beside, folder_files, is_same_file, yaml_tree
from acorns_cli.system.folders import price_folders

MAX_CHAIN: Final = 10
"""How many lists may stand on one another."""


def load_prices(choice: str | Path | None = None, *, as_of: date | None = None) -> PriceList:
    """The price list that is meant.

    Args:
        choice: An edition, like `2025-06-27`, or a file; without one, the environment variable
            `ACORNS_PRICES` chooses, and without that the date does.
        as_of: The newest edition that is not after this day is taken; today's, if it is None.

    Raises:
        InputError: There is no such edition, or none as old as that; or a day and something else
            each choose one.
        FileError: The list can't be read, or is wrong.
    """
    return read_prices(chosen_file(choice, as_of=as_of))


def read_prices(path: Path) -> PriceList:
    """The price list in a file, laid over the one that it extends, if it does.

    Raises:
        FileError: The file can't be read, or is wrong; it holds every problem found.
    """
    return _read(path, ())[1]


def check_prices(path: Path) -> CheckedList:
    """All that is wrong with the price list in a file, and its examples recomputed.

    Raises:
        InputError: The file is standard input, which has been read.
    """
    name = file_name(as_told(path))
    try:
        root, problems = _tree(path, ())
    except FileError as error:
        return CheckedList(name, None, None, error.problems, ())
    prices = read_list(root, problems)
    _check_name(path, root, problems)
    found = proofs(root, prices, problems) if prices and not problems else ()
    return CheckedList(
        name,
        prices.edition if prices else _written_edition(root),
        prices.origin if prices else None,
        tuple(sorted(problems, key=lambda problem: problem.line)),
        found,
    )


def listed_prices(chosen: Path | None) -> list[ListedPrices]:
    """Every list in the two folders, and the chosen one if it is elsewhere; oldest first.

    One that is wrong, misnamed or can't be read is there with its problem, and so is a folder.

    Args:
        chosen: The file that is in use, if one could be chosen.
    """
    found: list[ListedPrices] = []
    for place, folder in price_folders().items():
        try:
            paths = [path for path in folder_files(folder) if path.suffix in (".yaml", ".yml")]
        except FileError as error:
            wrong = CheckedList(file_name(folder), None, None, error.problems, ())
            found.append(ListedPrices(place, False, wrong))
            continue
        for path in paths:
            in_use = chosen is not None and is_same_file(path, chosen)
            checked = _with_place_checked(path, paths, check_prices(path))
            found.append(ListedPrices(place, in_use, checked))
    if chosen is not None and not any(listed.in_use for listed in found):
        found.append(ListedPrices("named", True, check_prices(chosen)))
    return sorted(found, key=lambda listed: listed.checked.edition or date.max)


def _with_place_checked(path: Path, paths: list[Path], checked: CheckedList) -> CheckedList:
    """What is wrong with a list, its name among the others of its folder included."""
    edition = edition_of_name(path)
    if edition is None:
        fix = "name it by its edition, like 2026-01-31.yaml or 2026-01-31-studio.yaml"
        problem = Problem("the name says no edition, so that it is not found", fix)
    else:
        others = [other for other in paths if other != path and edition_of_name(other) == edition]
        if not others:
            return checked
        what = f"it is of the same date as {one_of(file_name(other.name) for other in others)}"
        problem = Problem(what, "keep one of them, or name one with --prices")
    return replace(checked, problems=(problem, *checked.problems))


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
    return FileError(file_name(as_told(path)), sorted(problems, key=lambda problem: problem.line))


def _base(name: str, chain: tuple[Path, ...]) -> Path:
    """The file of the list that the last one of a chain extends.

    Raises:
        InputError: There is none, or it extends itself by way of others.
    """
    here = chain[-1]
    base = edition_file(name, besides=here) if is_edition(name) else beside(here, name)
    if any(is_same_file(base, path) for path in chain):
        circle = " → ".join(file_name(as_told(path)) for path in (*chain, base))
        raise InputError(f"lists extend one another in a circle: {circle}", fix="break it")
    if len(chain) == MAX_CHAIN:
        raise InputError(f"more than {MAX_CHAIN} lists extend one another", fix="join some")
    return base


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
