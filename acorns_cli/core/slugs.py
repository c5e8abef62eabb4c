"""Names as people write them, and as they are looked up: plain text and slugs."""

import re
from typing import Final

from acorns_cli.core.numbers import SPACES
from acorns_cli.errors import InputError, is_printable, shown

MAX_NAME: Final = 200

_SEPARATORS: Final = re.compile(rf"[{SPACES}_]+")


def slug(text: str) -> str:
    """A name as it is looked up: lower case, with hyphens for spaces and underscores.

    Raises:
        InputError: Nothing is left of it, it is longer than any name, or can't be printed.
    """
    # Lower case can be longer, so its length is what is checked.
    return _SEPARATORS.sub("-", plain_text(plain_text(text).lower()))


def plain_text(text: str) -> str:
    """A name or a sentence, without the spaces around it.

    Raises:
        InputError: It is empty, longer than any name, or holds what can't be printed.
    """
    text = text.strip(SPACES)
    if not text:
        raise InputError("the text is empty")
    if len(text) > MAX_NAME:
        raise InputError(f"{shown(text)} is too long", fix=f"the most is {MAX_NAME} characters")
    if not is_printable(text):
        raise InputError(f"{shown(text)} has characters that can't be printed")
    return text
