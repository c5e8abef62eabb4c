"""A report as text: one small pure function for each format."""

import re
from importlib import import_module
from pathlib import PurePath
from typing import Final

from msgspec import Struct

from acorns_cli.report.report import Report

FILE_ENDINGS: Final = {
    "table": (),
    "json": (".json",),
    "csv": (".csv",),
    "markdown": (".md", ".markdown"),
    "html": (".html", ".htm"),
}
"""How the names of files end that are of a format, by the format."""

FORMATS: Final = tuple(FILE_ENDINGS)
WITHOUT_NOTES: Final = frozenset(["csv"])
"""Formats that have no place for what a total lacks."""

ENDINGS: Final = {ending: name for name, endings in FILE_ENDINGS.items() for ending in endings}
"""The formats, by how the names of files end."""

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
