"""A report as text: one small pure function for each format, which asks nobody anything."""

from __future__ import annotations

from importlib import import_module
from typing import Final, NamedTuple

from acorns_cli.report import Report

FORMATS: Final = ("table", "json", "csv", "markdown")
ENDINGS: Final = {".json": "json", ".csv": "csv", ".md": "markdown", ".markdown": "markdown"}
"""How the name of a file ends that is of a format."""


class Canvas(NamedTuple):
    """What a table is drawn on; the other formats are the same everywhere."""

    width: int = 80
    colour: bool = False
    ascii_only: bool = False


def rendered(report: Report, format_name: str, canvas: Canvas) -> str:
    """The report in a format of `FORMATS`, ending with a line break."""
    # Each format is loaded when it is asked for: Rich alone takes as long as all the rest.
    render = import_module(f"acorns_cli.formats.{format_name}").render
    text: str = render(report, canvas)
    return text
