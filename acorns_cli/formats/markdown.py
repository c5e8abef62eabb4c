"""Markdown: a table for a quote, an issue or a chat."""

import re

from acorns_cli.formats.rendering import Canvas
from acorns_cli.report.report import Report

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~&])")


def render(report: Report, canvas: Canvas) -> str:  # noqa: ARG001 - it looks the same everywhere
    """The report as a heading, a table in the manner of GitHub, and the notes as a list."""
    columns = report.shown_columns
    lines = [
        f"### {_escaped(report.title)}",
        "",
        _row([_escaped(column.title) for column in columns]),
        _row(["---:" if column.align == "right" else ":---" for column in columns]),
    ]
    for row in report.rows:
        texts = [_escaped(column.cell(row.subject).text) for column in columns]
        if row.kind == "total":
            texts = [f"**{text}**" if text else "" for text in texts]
        lines.append(_row(texts))
    if report.notes:
        lines += ["", *(f"- {_escaped(note)}" for note in report.notes)]
    return "\n".join(lines) + "\n"


def _row(texts: list[str]) -> str:
    return f"| {' | '.join(texts)} |"


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
