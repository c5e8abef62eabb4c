"""What the reports on several tools and models share: names, refusals, notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from acorns_cli.advice.budget import Purchase
from acorns_cli.advice.choices import Refusal
from acorns_cli.advice.comparison import Offer
from acorns_cli.core.quantities import rounded_quotient
from acorns_cli.errors import one_of
from acorns_cli.report.credits import missing_note
from acorns_cli.report.estimate import ANY_MODEL
from acorns_cli.report.report import Cell, Column, Row

Answer = Offer | Purchase

NOTHING: Final = "–"


def _model(choice: Answer | Refusal) -> Cell:
    return Cell(choice.model, choice.model or ANY_MODEL)


TOOL_AND_MODEL: Final[tuple[Column[Answer], ...]] = (
    Column("tool", "Tool"),
    Column("model", "Model", _model, wraps=True),
)
REASON: Final[Column[Answer]] = Column("reason", "", lambda _: None)
"""Why a tool and model can't take the job."""


def choice_rows(
    answers: Iterable[Answer], refusals: Iterable[Refusal], *, main: str
) -> Iterator[Row]:
    """The rows of a report on several choices; a refusal has a dash in the column `main`."""
    yield from map(Row, answers)
    dash = Cell(None, NOTHING)
    for refusal in refusals:
        model = _model(refusal)
        yield Row({"tool": refusal.tool, "model": model, main: dash, "reason": refusal.reason})


def bar_share(part: Decimal, most: Decimal) -> Decimal:
    """How long the bar of an amount is, of the longest one."""
    return rounded_quotient(part, most, decimals=4)


def refusal_notes(refusals: Sequence[Refusal], answers: Iterable[Answer]) -> tuple[str, ...]:
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


def missing_notes(answers: Iterable[Answer]) -> tuple[str, ...]:
    """What is not in the totals, each thing once."""
    notes = (missing_note(item, tool=answer.tool) for answer in answers for item in answer.unpriced)
    return tuple(dict.fromkeys(notes))


def all_assumptions(answers: Iterable[Answer]) -> list[str]:
    """What is assumed for any of them."""
    return [assumption for answer in answers for assumption in answer.assumptions]
