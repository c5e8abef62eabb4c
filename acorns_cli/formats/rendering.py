"""A report as text: one small pure function for each format."""

import re
from importlib import import_module
from pathlib import PurePath
from typing import Final

from msgspec import Struct

from acorns_cli.report.report import Report

FORMATS: Final = ("table", "json", "csv", "markdown", "html")
WITHOUT_NOTES: Final = frozenset(["csv"])
"""Formats that have no place for what a total lacks."""

ENDINGS: Final = {
    ".json": "json",
    ".csv": "csv",
    ".md": "markdown",
    ".markdown": "markdown",
    **dict.fromkeys((".html", ".htm"), "html"),
}
"""How the name of a file ends that is of a format."""

TEXT_ENDING: Final = ".txt"
"""How a file may end that is of any format, a table if none is asked for."""

_ENDING: Final = r"\.(?=[^.]*[a-z])[a-z0-9_+~-]+"


class Canvas(Struct, frozen=True):
    """What a table is drawn on; the other formats are the same everywhere."""

    width: int = 80
    colour: bool = False
    ascii_only: bool = False


def ending_of(file: str) -> str:
    """How the name of a file says what kind it is of, in small letters: `.json`; "" if it does not.

    What follows a point is no ending if it is digits alone (`quote-1.5`) or holds a space.
    """
    ending = PurePath(file).suffix.lower()
    return ending if ending and re.fullmatch(_ENDING, ending) else ""


def rendered(report: Report, format_name: str, canvas: Canvas) -> str:
    """The report in a format of `FORMATS`, ending with a line break."""
    # Each format is loaded when it is asked for: Jinja2 alone takes as long as all the rest.
    render = import_module(f"acorns_cli.formats.{format_name}").render
    text: str = render(report, canvas)
    return text
