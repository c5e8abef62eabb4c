"""HTML: one page in one file, to send, to print and to read on a phone.

It needs no network and lets none be used: its style and its script stand in it, and its policy
names them by their hashes. The script computes nothing; it shows the texts that stand in the page
for the share that is chosen.
"""

import base64
import hashlib
from functools import cache
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from acorns_cli.core.quantities import printed
from acorns_cli.errors import printable
from acorns_cli.formats.rendering import Canvas
from acorns_cli.report.credits import is_warning
from acorns_cli.report.report import Column, Report, Slider

_MOST: Final = 100
"""Percent that can be chosen."""

Line = tuple[str, ...]
"""Its class and its texts: a main amount, a row or a note."""


def render(report: Report, canvas: Canvas) -> str:  # noqa: ARG001 - it looks the same everywhere
    """The report as a page."""
    figures, rows, notes = _parts(report)
    texts = {name: _source(f"page.{name}") for name in ("css", "js")}
    return _environment().get_template("page.html").render(
        title=printable(report.title),
        lead=[printable(note) for note in report.lead],
        columns=[(printable(it.title), _classes(it)) for it in report.shown_columns],
        figures=figures,
        rows=list(zip(rows, _bars(report), strict=True)),
        notes=notes,
        slider=report.slider,
        most=_MOST,
        steps=_steps(report.slider) if report.slider else None,
        **texts,
        **{f"{name}_hash": _hash(text) for name, text in texts.items()},
    )  # fmt: skip


def _parts(report: Report) -> tuple[list[Line], list[Line], list[Line]]:
    """What a share changes: the main amounts, the rows, and the notes below them."""
    columns = report.shown_columns
    return (
        [("figure", *map(printable, figure)) for figure in report.figures],
        [
            (row.kind, *(printable(column.cell(row.subject).text) for column in columns))
            for row in report.rows
        ],
        [
            ("warning" if is_warning(note, report) else "note", printable(note))
            for note in report.notes
            if note not in report.lead
        ],
    )


def _bars(report: Report) -> list[list[str]]:
    """How long the bar of each cell is, in percent; "" where it has none."""
    shares = (
        [column.cell(row.subject).share for column in report.shown_columns] for row in report.rows
    )
    return [["" if it is None else printed(it * 100) for it in row] for row in shares]


def _classes(column: Column[Any]) -> str:
    names = {"number": column.align == "right", "long": column.wraps, "spare": column.spare > 0}
    return " ".join(name for name, has_it in names.items() if has_it)


def _steps(slider: Slider) -> dict[str, Any]:
    """What each share shows: its lines by their numbers, and these by the numbers of their texts.

    Most lines and texts are the same at many shares.
    """
    texts: dict[str, int] = {}
    lines: dict[tuple[int, ...], int] = {}

    def number(line: Line) -> int:
        return lines.setdefault(tuple(texts.setdefault(it, len(texts)) for it in line), len(lines))

    steps = [
        [[number(line) for line in part] for part in _parts(slider.at(percent))]
        for percent in range(_MOST + 1)
    ]
    return {"texts": [*texts], "lines": [*lines], "steps": steps}


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("acorns_cli", "formats"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.policies["json.dumps_kwargs"] = {"separators": (",", ":"), "ensure_ascii": False}
    return environment


@cache
def _source(name: str) -> str:
    """A text that stands in the page as it is."""
    environment = _environment()
    assert environment.loader is not None  # noqa: S101 - it is made with one
    return environment.loader.get_source(environment, name)[0]


def _hash(text: str) -> str:
    """What a policy names an inline text by."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
