"""Which price lists there are, and whether they are right, as reports."""

from collections.abc import Iterator, Sequence
from datetime import date

from acorns_cli.catalog.proofs import CheckedList, ListedPrices, Proof
from acorns_cli.core.leaves import CREDITS
from acorns_cli.core.pricelist import DEFAULT_SERVICE
from acorns_cli.core.quantities import plural
from acorns_cli.errors import FileError, sentence
from acorns_cli.report.credits import credits_cell
from acorns_cli.report.jsondocument import document
from acorns_cli.report.names import ITEM_NAMES
from acorns_cli.report.pricenotes import age
from acorns_cli.report.report import Cell, Column, Report, Row
from acorns_cli.report.sums import sum_words

_PLACES = {"shipped": "shipped", "own": "yours", "named": "named"}
_PARTS = {**ITEM_NAMES, "total": "Total", "about": "Total, about"}
_UNPROVED = "no worked example"


def check_report(lists: Sequence[CheckedList]) -> Report:
    """The examples of some lists, theirs beside ours, part by part."""
    problems = sum(len(checked.problems) for checked in lists)
    several = len(lists) > 1
    what = f"{len(lists)} price lists" if several else lists[0].file
    rows = (row for checked in lists for row in _check_rows(checked, several=several))
    unproved = tuple(
        f"{checked.file} is sound, and has {_UNPROVED}: its prices are not recomputed."
        for checked in lists
        if not checked.examples and not checked.problems
    )
    sources = (
        f"{checked.file}: prices of {_title(checked)}, from: {checked.source}"
        for checked in lists
        if checked.source is not None
    )
    return Report(
        title=f"{what}: {plural(problems, 'problem') if problems else 'all is well'}",
        columns=(
            Column("file"),
            Column("example", "Example", wraps=True),
            Column("part", "Part", wraps=True),
            Column("theirs", "Theirs", align="right"),
            Column("ours", "Ours", align="right"),
            Column("sum", "Sum", wraps=True, spare=1),
            Column("agrees", "Agrees"),
        ),
        rows=(*rows, _last_row(lists)),
        notes=(*unproved, *sources),
        document=document({"ok": not problems, "lists": lists}, "acorns.prices-check/1"),
        answer=str(problems),
    )


def _title(checked: CheckedList) -> str:
    if checked.service in (None, DEFAULT_SERVICE):
        return str(checked.edition)
    return f"{checked.service} {checked.edition}"


def _check_rows(checked: CheckedList, *, several: bool) -> Iterator[Row]:
    """A row for each figure of each example; of several lists, the first row names the file."""
    unit = checked.unit or CREDITS
    if several and not checked.examples and not checked.problems:
        text = f"{checked.file}: {_UNPROVED}"
        yield Row({"file": checked.file, "example": Cell(None, text)})
    for number, proof in enumerate(checked.examples):
        sums: dict[str, str] = {line.item: sum_words(line, unit) for line in proof.sums}
        title = f"{checked.file}: {proof.title}" if several and not number else proof.title
        for part in proof.parts:
            cells = {
                "file": checked.file,
                "example": Cell(proof.title, title),
                "part": Cell(part.part, _PARTS.get(part.part, part.part)),
                "theirs": credits_cell(part.theirs, unit),
                "ours": credits_cell(part.ours, unit),
                "sum": sums.get(part.part),
                "agrees": _verdict(part.agrees),
            }
            yield Row(cells)
            title = ""  # people read it once


def _last_row(lists: Sequence[CheckedList]) -> Row:
    proofs = [proof for checked in lists for proof in checked.examples]
    if not proofs:
        faulty = any(checked.problems for checked in lists)
        text = "examples are recomputed once the list has no problems" if faulty else _UNPROVED
        return Row({"example": Cell("total", text)}, "total")
    agreeing = sum(map(_agrees, proofs))
    label = Cell("total", f"{agreeing} of {plural(len(proofs), 'example')} came out")
    return Row({"example": label, "agrees": _verdict(agreeing == len(proofs))}, "total")


def _verdict(agrees: bool) -> Cell:
    return Cell(agrees, "yes" if agrees else "NO", tone="" if agrees else "bad")


def _agrees(proof: Proof) -> bool:
    return all(part.agrees for part in proof.parts)


def list_report(
    lists: Sequence[ListedPrices], folder: str, none_in_use: str, *, today: date
) -> Report:
    """Which price lists there are.

    A user's own are looked for in the folder; `none_in_use` says why none is in use, if none is.
    """
    warnings = (*((f"None is in use: {none_in_use}.",) if none_in_use else ()), *_faults(lists))
    in_use = [_name(listed.checked) for listed in lists if listed.in_use]
    return Report(
        title=plural(len(lists), "price list"),
        columns=_list_columns(today),
        rows=tuple(map(Row, lists)),
        notes=(*warnings, f"Your own lists are looked for in {folder}."),
        document=document({"lists": lists}, "acorns.prices-list/1"),
        answer=in_use[0] if in_use else "",
        warnings=warnings,
    )


def _list_columns(today: date) -> tuple[Column[ListedPrices], ...]:
    return (
        Column("service", "Service", lambda listed: listed.checked.service, wraps=True),
        Column("edition", "Edition", lambda listed: _edition(listed.checked)),
        Column("age_days", "Age", lambda listed: _age(listed.checked.edition, today), spare=1),
        Column("in_use", "Use", _use),
        Column("source", "Source", lambda listed: _source(listed.checked), wraps=True),
        Column("unit", "Unit", lambda listed: listed.checked.unit, spare=3),
        Column("models", "Models", lambda listed: _models(listed.checked), "right", spare=4),
        Column("official", "", lambda listed: listed.checked.official),
        Column("examples", "Proved", lambda listed: _proved(listed.checked), spare=2),
        Column("place", "Where", lambda listed: Cell(listed.place, _PLACES[listed.place]), spare=2),
        Column("file", "", lambda listed: listed.checked.file),
        Column("problems", "", lambda listed: len(listed.checked.problems)),
    )


def _edition(checked: CheckedList) -> str:
    return str(checked.edition or "?")


def _name(checked: CheckedList) -> str:
    """A list as `--prices` takes it: its edition, and its service if that is not the default."""
    is_default = checked.service in (None, DEFAULT_SERVICE)
    return _edition(checked) if is_default else f"{checked.service}/{_edition(checked)}"


def _models(checked: CheckedList) -> int | None:
    """How many models it has; None where that can't be read."""
    return None if checked.source is None else checked.models


def _age(day: date | None, today: date) -> Cell | None:
    if day is None:
        return None
    text = age(day, today).removesuffix(" old") if day <= today else "to come"
    return Cell((today - day).days, text)


def _use(listed: ListedPrices) -> Cell | bool:
    if not listed.in_use:
        return False
    return Cell(True, "faulty" if listed.checked.source is None else "yes")


def _source(checked: CheckedList) -> Cell | str:
    if checked.source is not None:
        return checked.source
    name = checked.file.replace("\\", "/").rpartition("/")[2]
    return Cell("", f"{name}: {plural(len(checked.problems), 'problem')}")


def _proved(checked: CheckedList) -> str:
    if checked.source is None:
        return ""
    proved = sum(map(_agrees, checked.examples))
    return f"{proved} of {len(checked.examples)}" if checked.examples else "no"


def _faults(lists: Sequence[ListedPrices]) -> Iterator[str]:
    for listed in lists:
        if problems := listed.checked.problems:
            first = FileError(listed.checked.file, problems).first
            which = "The list in use has a fault: " if listed.in_use else ""
            text = sentence(f"{which}{first}", problems[0].fix)
            yield text if text.endswith("?") else f"{text}."
