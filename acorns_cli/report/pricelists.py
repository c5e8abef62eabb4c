"""Which price lists there are as a report."""

from collections.abc import Iterator, Sequence
from datetime import date

from acorns_cli.catalog.proofs import CheckedList, ListedPrices
from acorns_cli.core.pricelist import dated
from acorns_cli.core.quantities import plural
from acorns_cli.errors import FileError, sentence
from acorns_cli.report.jsondocument import document
from acorns_cli.report.pricecheck import all_agree
from acorns_cli.report.pricenotes import age
from acorns_cli.report.report import Cell, Column, Report, Row

_PLACES = {"shipped": "shipped", "own": "yours", "named": "named"}


def list_report(
    lists: Sequence[ListedPrices], folder: str, none_in_use: str, *, today: date
) -> Report:
    """Which price lists there are.

    A user's own are looked for in the folder; `none_in_use` says why none is in use, if none is.
    """
    warnings = (*((f"None is in use: {none_in_use}.",) if none_in_use else ()), *_faults(lists))
    in_use = [listed.checked for listed in lists if listed.in_use]
    return Report(
        title=plural(len(lists), "price list"),
        columns=_list_columns(today),
        rows=tuple(map(Row, lists)),
        notes=(*warnings, f"Your own lists are looked for in {folder}."),
        document=document({"lists": lists}, "acorns.prices-list/1"),
        answer=dated(in_use[0].service, _edition(in_use[0]), "/") if in_use else "",
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
    proved = sum(map(all_agree, checked.examples))
    return f"{proved} of {len(checked.examples)}" if checked.examples else "no"


def _faults(lists: Sequence[ListedPrices]) -> Iterator[str]:
    for listed in lists:
        if problems := listed.checked.problems:
            first = FileError(listed.checked.file, problems).first
            which = "The list in use has a fault: " if listed.in_use else ""
            text = sentence(f"{which}{first}", problems[0].fix)
            yield text if text.endswith("?") else f"{text}."
