"""Which price lists there are, and whether they hold, as reports.

This module knows the rows and words of the two; not what makes a list sound.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from acorns_cli.errors import FileError, sentence
from acorns_cli.proof import CheckedList, ListedPrices, Proof
from acorns_cli.quantities import plural
from acorns_cli.report import (
    EMPTY,
    Cell,
    Column,
    Report,
    Row,
    age,
    flag_cell,
    number_cell,
    text_cell,
)
from acorns_cli.report.estimate import ITEM_NAMES

_PLACES = {"shipped": "shipped", "own": "yours", "named": "named"}


class PricesCheck(Struct, frozen=True):
    """What a check has found; its fields are those of the JSON."""

    schema: Literal["acorns.prices-check/1"]
    ok: bool
    lists: tuple[CheckedList, ...]


class PricesList(Struct, frozen=True):
    """Which lists there are; its fields are those of the JSON."""

    schema: Literal["acorns.prices-list/1"]
    lists: tuple[ListedPrices, ...]


def check_report(lists: Sequence[CheckedList]) -> Report:
    """The examples of some lists, theirs beside ours, part by part."""
    problems = sum(len(checked.problems) for checked in lists)
    proofs = [proof for checked in lists for proof in checked.examples]
    agreeing = sum(_agrees(proof) for proof in proofs)
    several = len(lists) > 1
    last = f"{agreeing} of {plural(len(proofs), 'example')} came out" if proofs else "no examples"
    verdict = _verdict(agreeing == len(proofs)) if proofs else EMPTY
    unproved = tuple(_unproved(lists))
    return Report(
        title=_check_title(lists, problems),
        columns=(
            Column("file", ""),
            Column("example", "Example", wraps=True),
            Column("part", "Part"),
            Column("theirs", "Theirs", "right"),
            Column("ours", "Ours", "right"),
            Column("sum", "Sum", wraps=True, spare=1),
            Column("agrees", "Agrees"),
        ),
        rows=(
            *(Row(cells) for checked in lists for cells in _check_rows(checked, several=several)),
            Row((EMPTY, text_cell(last, "total"), *(EMPTY,) * 4, verdict), "total"),
        ),
        notes=(*unproved, *_check_notes(lists)),
        document=PricesCheck("acorns.prices-check/1", ok=not problems, lists=tuple(lists)),
        answer=str(problems),
        warnings=unproved,
    )


def _check_title(lists: Sequence[CheckedList], problems: int) -> str:
    what = lists[0].file if len(lists) == 1 else f"{len(lists)} price lists"
    return f"{what}: {plural(problems, 'problem') if problems else 'all is well'}"


def _check_rows(checked: CheckedList, *, several: bool) -> Iterator[tuple[Cell, ...]]:
    for proof in checked.examples:
        title = f"{checked.file}: {proof.title}" if several else proof.title
        for index, part in enumerate(proof.parts):
            yield (
                text_cell(checked.file),
                text_cell("" if index else title, proof.title),
                text_cell(ITEM_NAMES.get(part.part, "Total"), part.part),
                number_cell(part.theirs),
                number_cell(part.ours),
                text_cell(proof.sums.get(part.part, "")),
                _verdict(part.agrees),
            )


def _verdict(agrees: bool) -> Cell:
    return flag_cell(agrees, "yes" if agrees else "NO")


def _agrees(proof: Proof) -> bool:
    return all(part.agrees for part in proof.parts)


def _check_notes(lists: Sequence[CheckedList]) -> Iterator[str]:
    for checked in lists:
        if checked.source is not None:
            yield f"{checked.file}: prices of {checked.edition}, from: {checked.source}"


def _unproved(lists: Sequence[CheckedList]) -> Iterator[str]:
    for checked in lists:
        if not checked.examples and not checked.problems:
            yield f"{checked.file} is sound, and has no examples: nothing proves its prices."


def list_report(
    lists: Sequence[ListedPrices], folder: str, none_in_use: str, *, today: date
) -> Report:
    """Which price lists there are.

    Args:
        lists: The lists.
        folder: Where a user's own are looked for.
        none_in_use: Why none of them is in use, or "" if one is.
        today: The day on which it is read, for their ages.
    """
    warnings = (*((f"None is in use: {none_in_use}.",) if none_in_use else ()), *_faults(lists))
    in_use = [_edition(listed.checked) for listed in lists if listed.in_use]
    return Report(
        title=plural(len(lists), "price list"),
        columns=(
            Column("edition", "Edition"),
            Column("age_days", "Age"),
            Column("in_use", "Use"),
            Column("source", "Source", wraps=True),
            Column("examples", "Proved", spare=1),
            Column("place", "Where", spare=1),
            Column("file", ""),
            Column("problems", ""),
        ),
        rows=tuple(Row(_list_cells(listed, today)) for listed in lists),
        notes=(*warnings, f"Your own lists are looked for in {folder}."),
        document=PricesList("acorns.prices-list/1", tuple(lists)),
        answer=in_use[0] if in_use else "",
        warnings=warnings,
    )


def _list_cells(listed: ListedPrices, today: date) -> tuple[Cell, ...]:
    checked = listed.checked
    proved = sum(_agrees(proof) for proof in checked.examples)
    examples = f"{proved} of {len(checked.examples)}" if checked.examples else "no"
    return (
        text_cell(_edition(checked)),
        _age_cell(checked.edition, today),
        _use(listed),
        _wrong(checked) if checked.source is None else text_cell(checked.source),
        text_cell("" if checked.source is None else examples),
        text_cell(_PLACES[listed.place], listed.place),
        text_cell(checked.file),
        text_cell(str(len(checked.problems))),
    )


def _edition(checked: CheckedList) -> str:
    return str(checked.edition or "?")


def _use(listed: ListedPrices) -> Cell:
    if not listed.in_use:
        return flag_cell(False)
    return flag_cell(True, "faulty" if listed.checked.source is None else "yes")


def _age_cell(day: date | None, today: date) -> Cell:
    if day is None:
        return EMPTY
    text = age(day, today).removesuffix(" old") if day <= today else "to come"
    return Cell((today - day).days, text)


def _wrong(checked: CheckedList) -> Cell:
    name = checked.file.replace("\\", "/").rpartition("/")[2]
    return text_cell(f"{name}: {plural(len(checked.problems), 'problem')}", "")


def _faults(lists: Sequence[ListedPrices]) -> Iterator[str]:
    for listed in lists:
        if problems := listed.checked.problems:
            first = FileError(listed.checked.file, problems).first
            which = "The list in use has a fault: " if listed.in_use else ""
            text = sentence(f"{which}{first}", problems[0].fix)
            yield text if text.endswith("?") else f"{text}."
