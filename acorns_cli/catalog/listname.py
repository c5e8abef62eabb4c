"""How a price list is named: by a service, an edition, both, or the path of a file."""

import re
from datetime import date
from typing import Final

from msgspec import Struct

from acorns_cli.core.dates import ISO_DATE, iso_date
from acorns_cli.core.pricelist import DEFAULT_SERVICE
from acorns_cli.core.slugs import slug
from acorns_cli.errors import InputError

ALL: Final = "all"
"""What stands for the newest list of every service."""

_PATH: Final = r"(?s:-|[./~].*|[A-Za-z]:[\\/].*|.*\.(ya?ml|json))"


class ListName(Struct, frozen=True):
    """A list in the price folders: a service, and its edition or the newest."""

    service: str = DEFAULT_SERVICE
    edition: date | None = None

    def __str__(self) -> str:
        return f"{self.service}/{self.edition}" if self.edition else self.service


def is_path(text: str) -> bool:
    """Whether a text names a file, and not a service or an edition."""
    return re.fullmatch(_PATH, text) is not None


def list_name(text: str) -> ListName:
    """The list that a text names: `2025-06-27`, `kling`, or `kling/2026-10-01`.

    Raises:
        InputError: It names none.
    """
    if not text.strip():
        raise InputError("the name of a price list is empty", fix="give an edition or a file")
    first, slash, second = text.strip().partition("/")
    if not slash:
        if first == ALL:
            what = "all stands for every service, and one list is needed here"
            raise InputError(what, fix="name a service; acorns compare takes all")
        if ISO_DATE.fullmatch(first):
            return ListName(edition=iso_date(first))
        return ListName(slug(first))
    return ListName(slug(first), iso_date(second))


def edition_of(text: str) -> date | None:
    """The edition that a text says; None where it is no date."""
    try:
        return iso_date(text)
    except InputError:
        return None
