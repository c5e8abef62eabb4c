"""What the reports on several tools and models share: names, refusals, notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from acorns_cli.advice.budget import Purchase
from acorns_cli.advice.choices import Refusal
from acorns_cli.advice.comparison import Offer
from acorns_cli.errors import one_of
from acorns_cli.report.credits import missing_note
from acorns_cli.report.estimate import ANY_MODEL
from acorns_cli.report.report import Cell, Column, Value

Answer = TypeVar("Answer", bound=Offer | Purchase)

NOTHING: Final = "–"


def choice_columns(
    columns: Iterable[Column[Answer]], *, main: str
) -> tuple[Column[Answer | Refusal], ...]:
    """The columns of a report on several choices, some of which can't take the job.

    Args:
        columns: What is said of an answer; nothing of it is said of a refusal.
        main: The key of the column in which a refusal has a dash.
    """

    def of_answers(column: Column[Answer]) -> Column[Answer | Refusal]:
        refused = Cell(None, NOTHING) if column.key == main else None

        def read(row: Answer | Refusal) -> Cell | Value:
            return refused if isinstance(row, Refusal) else column.read(row)

        return Column(column.key, column.title, read, column.align, column.wraps, column.spare)

    return (
        Column("tool", "Tool", lambda row: row.tool),
        Column("model", "Model", lambda row: Cell(row.model, row.model or ANY_MODEL), wraps=True),
        *map(of_answers, columns),
        Column("reason", "", lambda row: row.reason if isinstance(row, Refusal) else None),
    )


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


def all_assumptions(answers: Iterable[Offer | Purchase]) -> list[str]:
    """What is taken for granted for any of them."""
    return [assumption for answer in answers for assumption in answer.assumptions]
