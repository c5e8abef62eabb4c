"""What the reports on several tools and models share: names, refusals, notes."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from acorns_cli.advice.budget import Purchase
from acorns_cli.advice.choices import Refusal
from acorns_cli.advice.comparison import Offer
from acorns_cli.advice.market import ServiceOffer
from acorns_cli.core.job import Job
from acorns_cli.core.pricelist import PriceList
from acorns_cli.errors import all_of, one_of
from acorns_cli.report.credits import marked, missing_note
from acorns_cli.report.names import ANY_MODEL
from acorns_cli.report.pricenotes import Priced, price_notes
from acorns_cli.report.report import Cell, Column, Row

Answer = Offer | Purchase

NOTHING: Final = "–"


def model_cell(choice: Answer | Refusal | ServiceOffer) -> Cell:
    """The model of a tool; people read where any will do."""
    return Cell(choice.model, choice.model or ANY_MODEL)


def choice_columns(columns: Iterable[Column[Any]]) -> tuple[Column[Any], ...]:
    """The columns of a report on several choices, some of which can't take the job."""
    return (
        Column("tool", "Tool", wraps=True),
        Column("model", "Model", model_cell, wraps=True),
        *columns,
        Column("reason", "", lambda _: None),
    )


def choice_rows(
    answers: Iterable[Answer], refusals: Iterable[Refusal], *, main: str
) -> tuple[Row, ...]:
    """The rows of such a report; a refusal has a dash in the column `main`."""
    dash = Cell(None, NOTHING)
    refused = (
        {"tool": refusal.tool, "model": model_cell(refusal), main: dash, "reason": refusal.reason}
        for refusal in refusals
    )
    return (*map(Row, answers), *map(Row, refused))


def refusal_notes(refusals: Sequence[Refusal], answers: Iterable[Answer]) -> tuple[str, ...]:
    """The reasons of the refusals, each one once, with all the choices that have it."""
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


def missing_notes(answers: Iterable[Answer], prices: PriceList) -> tuple[str, ...]:
    """What is not in the totals, each thing once."""
    notes = (
        missing_note(item, tool=prices.tool_name(answer.tool))
        for answer in answers
        for item in answer.unpriced
    )
    return tuple(dict.fromkeys(notes))


def shared_assumptions(answers: Sequence[Answer]) -> Iterator[str]:
    """What is assumed; what differs in the name of the model alone is said once for all of them."""
    named: dict[str, list[str]] = {}
    for answer in answers:
        for text in answer.assumptions:
            # No text holds the sign that stands for the name.
            alike = text.replace(answer.model, "\0") if answer.model else text
            named.setdefault(alike, []).append(answer.model or "")
    for alike, models in named.items():
        names = "every model" if len(models) == len(answers) else all_of(models)
        yield alike.replace("\0", models[0] if len(answers) == 1 else names)


def choice_notes(
    answers: Sequence[Answer],
    refusals: Sequence[Refusal],
    job: Job,
    prices: PriceList,
    today: date,
    own: Iterable[str],
) -> tuple[str, ...]:
    """What is missing, the report's own notes, refusals, assumptions and prices."""
    about = [Priced(answer.tool, answer.model, job) for answer in answers]
    return (
        *map(marked, missing_notes(answers, prices)),
        *own,
        *refusal_notes(refusals, answers),
        *price_notes(prices, today, shared_assumptions(answers), about),
    )
