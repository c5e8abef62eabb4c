"""JSON: the report's document, every number with its exact digits."""

import re
from collections.abc import Sequence

from msgspec import json

from acorns_cli.errors import UNPRINTABLE, is_printable
from acorns_cli.formats.rendering import Canvas
from acorns_cli.report.report import Report

_ENCODER = json.Encoder(decimal_format="number")

_DELETE = 0x7F
"""The one character of ASCII that JSON leaves as it is and no terminal shows."""


def encoded(document: object) -> bytes:
    """One JSON value on one line, in which no text of a user's can steer a terminal.

    JSON itself escapes only some control characters; the rest of what is not for printing is
    escaped here, which leaves the value what it is.
    """
    content = _ENCODER.encode(document)
    # Hardly any is not plain, and a search of it would take longer than to make it.
    if content.isascii() and _DELETE not in content:
        return content
    text = content.decode()
    return content if is_printable(text) else re.sub(UNPRINTABLE, _escape, text).encode()


def encoded_lines(documents: Sequence[object]) -> list[str]:
    """JSON values, each as `encoded` makes it, but as text."""
    content = _ENCODER.encode_lines(documents)
    if content.isascii() and _DELETE not in content:
        return content.decode().split("\n")[:-1]  # a value holds no line break
    return [encoded(document).decode() for document in documents]


def _escape(found: re.Match[str]) -> str:
    """A character as JSON may write it: by its UTF-16 code units."""
    units = found[0].encode("utf-16-be")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def render(report: Report, canvas: Canvas) -> str:  # noqa: ARG001 - it looks the same everywhere
    """The report as one JSON object, two spaces to a level."""
    return f"{json.format(encoded(report.document), indent=2).decode()}\n"
