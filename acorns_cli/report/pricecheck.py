"""Whether price lists are right, as a report: their worked examples beside what acorns computes."""

from collections.abc import Iterator, Sequence

from acorns_cli.catalog.proofs import CheckedList, Proof
from acorns_cli.core.filevalues import CREDITS
from acorns_cli.core.quantities import plural
from acorns_cli.report.credits import credits_cell
from acorns_cli.report.jsondocument import document
from acorns_cli.report.names import ITEM_NAMES
from acorns_cli.report.pricenotes import list_title
from acorns_cli.report.report import Cell, Column, Report, Row
from acorns_cli.report.sums import sum_words

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
        f"{checked.file}: prices of {list_title(checked)}, from: {checked.source}"
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
    agreeing = sum(map(all_agree, proofs))
    label = Cell("total", f"{agreeing} of {plural(len(proofs), 'example')} came out")
    return Row({"example": label, "agrees": _verdict(agreeing == len(proofs))}, "total")


def _verdict(agrees: bool) -> Cell:
    return Cell(agrees, "yes" if agrees else "NO", tone="" if agrees else "bad")


def all_agree(proof: Proof) -> bool:
    """Whether every part of an example comes out."""
    return all(part.agrees for part in proof.parts)
