"""A price list in a file: read, laid over the one that it extends, or all that is wrong with it."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from acorns_cli.catalog.editions import (
    chosen_file,
    edition_of_name,
    list_files,
    named_file,
    service_of_folder,
)
from acorns_cli.catalog.listname import edition_of, is_path, list_name
from acorns_cli.catalog.proofs import CheckedList, ListedPrices, proofs, read_list
from acorns_cli.core.pricelist import DEFAULT_SERVICE, PriceList
from acorns_cli.errors import AcornsError, FileError, InputError, Problem, file_name, shown
from acorns_cli.records.record import Node, problem_at
from acorns_cli.system.files import as_told, is_same_file, yaml_tree

MAX_CHAIN: Final = 10
"""How many lists may stand on one another."""


def load_prices(choice: str | Path | None = None, *, as_of: date | None = None) -> PriceList:
    """The price list that is meant.

    Args:
        choice: An edition of the default service, like `2025-06-27`; a service, like `kling`; both,
            like `kling/2026-10-01`; or a file. Without one, the environment variable
            `ACORNS_PRICES` chooses, and without that the date does.
        as_of: The newest edition that is not after this day is used; today, if it is None.

    Raises:
        InputError: There is no such edition, or none as old as that; or a day and something else
            each choose one.
        FileError: The list can't be read, or is wrong.
    """
    return read_prices(chosen_file(choice, as_of=as_of))


def row_lists(
    choice: str | None = None, *, as_of: date | None = None
) -> Callable[[str | None, date | None], PriceList]:
    """The price lists of rows, by what a row says of them: a service or an edition, and a day.

    What a row leaves out is as it is here. None is a file: rows may come from anywhere. However
    rows say it, each list is read once.
    """
    read = lru_cache(100)(read_prices)

    @lru_cache(100)
    def load(asked: str | None, day: date | None) -> PriceList:
        if asked and is_path(asked):
            what = f"{shown(asked)} is a file, and a row names a service or an edition"
            raise InputError(what, fix="name the file with --prices", word="prices")
        if asked and not list_name(asked).edition:
            day = day or as_of
        if choice and day and not asked:
            _check_service(choice)
        return read(chosen_file(asked or choice, as_of=day))

    return load


def _check_service(choice: str) -> None:
    """Checks that the list of all rows is a service's, of which a row may name a day.

    Raises:
        InputError: It is an edition or a file.
    """
    named = "a file" if is_path(choice) else "an edition" if list_name(choice).edition else ""
    if named:
        what = f"--prices names {named}, so that no day can choose the prices of a row"
        fix = "leave as_of out, or name a service alone with --prices"
        raise InputError(what, fix=fix, word="as_of")


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
        root, prices, problems = _checked(path, ())
    except FileError as error:
        return CheckedList(name, None, None, error.problems, ())
    service = root.at("service").text_at("id") or service_of_folder(path) or DEFAULT_SERVICE
    if prices is None:
        edition = _written_edition(root)
        return CheckedList(name, edition, None, _in_order(problems), (), service)
    examples = () if problems else proofs(root, prices, problems)
    return CheckedList(
        *(name, prices.edition, prices.origin, _in_order(problems), examples, service),
        unit=prices.unit,
        models=sum(len(tool.models) for tool in prices.tools.values()),
        official=not prices.source.via,
    )


def listed_prices(chosen: Path | None) -> list[ListedPrices]:
    """Every list in the folders, and the file in use if it is elsewhere; oldest first.

    A list that is wrong or misnamed is there with its problems, and so is a folder.
    """
    listed: list[ListedPrices] = []
    for file in list_files():
        folder = CheckedList(file_name(file.path), None, None, (), (), file.service)
        checked = folder if file.is_folder else check_prices(file.path)
        if file.problem:
            checked = replace(checked, problems=(file.problem, *checked.problems))
        in_use = chosen is not None and is_same_file(file.path, chosen)
        listed.append(ListedPrices(file.place, in_use, checked))
    if chosen is not None and not any(prices.in_use for prices in listed):
        listed.append(ListedPrices("named", True, check_prices(chosen)))
    return sorted(listed, key=_place)


def _place(listed: ListedPrices) -> tuple[bool, str, date]:
    """Where a list stands among others: the default service first, then by service and day."""
    checked = listed.checked
    service = checked.service or ""
    return service != DEFAULT_SERVICE, service, checked.edition or date.max


def _read(path: Path, above: tuple[Path, ...]) -> tuple[Node, PriceList]:
    """A list that some others extend, as a tree and as a record, laid over what it extends."""
    root, prices, problems = _checked(path, above)
    if prices is None or problems:
        raise _wrong(path, problems)
    return root, prices


def _checked(path: Path, above: tuple[Path, ...]) -> tuple[Node, PriceList | None, list[Problem]]:
    """The same, and all that is wrong with it."""
    root, problems = yaml_tree(path)
    if (name := root.text_at("extends")) is not None:
        root = _laid_over_base(name, (*above, path), root, problems)
    prices = read_list(root, problems)
    named, written = edition_of_name(path), _written_edition(root)
    if named and written and named != written:
        what = f"the edition is {written}, and the file is named {file_name(path.name)}"
        problems.append(problem_at(root, ("edition",), what, fix="make them the same"))
    folder = service_of_folder(path)
    service = root.at("service").text_at("id") or DEFAULT_SERVICE
    if folder and folder != service:
        what = f"the service is {service}, and the folder is named {folder}"
        problems.append(problem_at(root, ("service",), what, fix="make them the same"))
    return root, prices, problems


def _laid_over_base(
    name: str, chain: tuple[Path, ...], root: Node, problems: list[Problem]
) -> Node:
    """The last list of a chain, laid over the one that it names as its base."""
    try:
        base = named_file(name, by=chain[-1])
        if any(is_same_file(base, path) for path in chain):
            circle = " → ".join(file_name(as_told(path)) for path in (*chain, base))
            raise InputError(f"lists extend one another in a circle: {circle}", fix="break it")
        if len(chain) == MAX_CHAIN:
            raise InputError(f"more than {MAX_CHAIN} lists extend one another", fix="join some")
        from acorns_cli.catalog.extends import laid_over  # only such a list needs it

        return laid_over(*_read(base, chain), root, problems)
    except AcornsError as error:
        what, fix = error.what, error.fix
        if isinstance(error, FileError):
            what = f"the list that this one extends can't be used: {error.first}"
        problems.append(problem_at(root, ("extends",), what, fix=fix))
        raise _wrong(chain[-1], problems) from error


def _wrong(path: Path, problems: list[Problem]) -> FileError:
    return FileError(file_name(as_told(path)), _in_order(problems))


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: problem.line))


def _written_edition(root: Node) -> date | None:
    """The edition that a list says, however faulty the rest of it is."""
    return edition_of(root.text_at("edition") or "")
