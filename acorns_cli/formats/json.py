"""JSON: the report's document, every number with its exact digits."""

from __future__ import annotations

from msgspec import json

from acorns_cli.formats import Canvas
from acorns_cli.report import Report

_ENCODER = json.Encoder(decimal_format="number")


def render(report: Report, canvas: Canvas) -> str:  # noqa: ARG001 - it looks the same everywhere
    """The report as one JSON object, two spaces to a level."""
    return f"{json.format(_ENCODER.encode(report.document), indent=2).decode()}\n"
