"""Text that means harm, and the rule for what a terminal may be sent.

What a program prints of such text is shown and not obeyed: `harm` finds whatever could move the
cursor, change the title, reverse the line or forge one.
"""

import re
from typing import Final
from unicodedata import category

TEXTS: Final = {
    "empty": "",
    "control": "a\x01\x07\x08\x0b\x0c\r\x7fb",
    "ansi": "\x1b[31;1mred\x1b[0m\x1b]0;title\x07\x1b[2J\x1bc",
    "c1": "\x9b31m\x9d0;title\x9c\x85\x90",
    "bidi": "\u202eevil\u202c\u2066\u2069\u200f\u061c",
    "invisible": "a\u200b\ufeff\u00ad\u2060\U000e0041b",
    "separators": "a\u2028b\u2029c\u00a0d",
    "surrogate": "\udcff\ud800x",
    "lines": "a\n\nError: forged.\r\nb",
    "nul": "a\0b",
    "markup": "%s{0}$(id)`id`[bold red]x[/bold red][/][link=http://x]y[/link]:smile:",
    "formula": "=cmd|' /C calc'!A0",
    "dash": "-",
    "dashes": "--",
    "option": "--output=x",
    "negative": "-1",
    "quotes": "'\"\\'\"",
    "letters": "א" * 9 + "\u0301" * 99,
    "wide": "漢字🎵" * 15,
    "numbers": "٣1e999999",
    "megabyte": "9" * 1_000_000,
    "many escapes": "\x1b[" * 50_000,
    "folder": ".",
    "device": "/dev/full",
}
"""By name, for the report of what fell."""

IN_CELLS: Final = "\t\r\u061c\u200b\u200e\u200f\u2028\u2029\u2060\ufeff\U000e0041"
"""What of these texts a CSV cell that passes through a batch keeps, which steers no terminal."""

_COLOUR: Final = re.compile(r"\x1b\[[0-9;]*m")
_ISOLATED: Final = re.compile("\u2068([^\u2066-\u2069\n]*)\u2069")
"""A table keeps a text that runs from right to left to its own cell."""


def harm(printed: bytes, *, colour: bool = False, kept: str = "") -> str:
    """What of some output could steer a terminal, or ""; `kept` may be in it."""
    try:
        text = printed.decode()
    except UnicodeDecodeError:  # a table of Windows-1252 comes back as it came, and is readable so
        text = printed.decode("cp1252")
    text = _ISOLATED.sub(r"\1", _COLOUR.sub("", text) if colour else text)
    return ascii(steering(text).translate(dict.fromkeys(map(ord, f"\n{kept}"))))[1:-1]


def steering(text: str) -> str:
    """The characters of a text that could steer a terminal or hide text; "" for one that is safe.

    By what Unicode calls them: controls, surrogates, ends of a line, and formats, bidirectional
    marks among them, but for what words and emoji are written with and what can be seen.
    """
    return "".join(
        sorted(
            char
            for char in set(text)
            if category(char) in ("Cc", "Cs", "Zl", "Zp")
            or (category(char) == "Cf" and char not in _ORDINARY and not _SEEN.match(char))
        )
    )


_ORDINARY: Final = "\u00ad\u200c\u200d"
"""Soft hyphen, and what parts or joins letters and emoji."""
_SEEN: Final = re.compile(
    "[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd\U00013430-\U0001343f]"
)
"""Signs before Arabic, Syriac and Kaithi numbers, and joints of hieroglyphs, which Unicode calls
formats and which show."""
