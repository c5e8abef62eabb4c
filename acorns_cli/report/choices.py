"""What the reports on several tools and models share: names, refusals, notes.

This module knows how a choice stands in a table; not what is said of each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from acorns_cli.budget import Purchase
from acorns_cli.choices import Refusal
from acorns_cli.comparison import Offer
from acorns_cli.errors import one_of
from acorns_cli.report import EMPTY, Cell, Column, Row, text_cell
from acorns_cli.report.credits import missing_note

ANY_MODEL: Final = "any model"
NOTHING: Final = "–"


def name_cells(tool: str, model: str | None) -> tuple[Cell, Cell]:
    """The tool and the model, in the words that a command takes."""
    return text_cell(tool), Cell(model, model or ANY_MODEL)


def refusal_rows(refusals: Iterable[Refusal], columns: Sequence[Column], *, main: str) -> list[Row]:
    """The choices that can't take the job: a dash where the answer would stand.

    Args:
        refusals: They and their reasons.
        columns: Those of the report: `tool`, `model` and `reason` are among them.
        main: The key of the column of the answer.
    """
    rows = []
    for refusal in refusals:
        tool, model = name_cells(refusal.tool, refusal.model)
        cells = {
            "tool": tool,
            "model": model,
            main: Cell(None, NOTHING),
            "reason": text_cell(refusal.reason),
        }
        rows.append(Row(tuple(cells.get(column.key, EMPTY) for column in columns)))
    return rows


def refusal_notes(
    refusals: Sequence[Refusal], answers: Iterable[Offer | Purchase]
) -> tuple[str, ...]:
    """The reasons of the refusals, each one once, with all that it holds for."""
    reasons_of: dict[str, set[str]] = {}
    for refusal in refusals:
        reasons_of.setdefault(refusal.tool, set()).add(refusal.reason)
    answered = {answer.tool for answer in answers}
    names: dict[str, list[str]] = {}
    for refusal in refusals:
        whole_tool = refusal.tool not in answered and len(reasons_of[refusal.tool]) == 1
        name = refusal.tool if whole_tool else f"{refusal.tool} {refusal.model or ANY_MODEL}"
        names.setdefault(refusal.reason, []).append(name)
    return tuple(
        f"Not possible with {one_of(dict.fromkeys(held))}: {reason}."
        for reason, held in names.items()
    )


def missing_notes(answers: Iterable[Offer | Purchase]) -> tuple[str, ...]:
    """What is not in the totals, each thing once."""
    notes = (missing_note(item, tool=answer.tool) for answer in answers for item in answer.unpriced)
    return tuple(dict.fromkeys(notes))


def assumption_notes(answers: Iterable[Offer | Purchase]) -> tuple[str, ...]:
    """What is taken for granted, each thing once."""
    notes = (f"Assumed: {assumption}." for answer in answers for assumption in answer.assumptions)
    return tuple(dict.fromkeys(notes))
