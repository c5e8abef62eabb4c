"""Dates as people write them: `2025-06-27`."""

import re
from datetime import date
from typing import Final

from acorns_cli.errors import InputError, shown

ISO_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def iso_date(text: str) -> date:
    """A calendar date, written `2025-06-27`.

    Raises:
        InputError: It is written in another way, or the calendar has no such day.
    """
    if ISO_DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise InputError(f"{shown(text)} is not a day of the calendar") from None
    raise InputError(f"{shown(text)} is not a date", fix="write it as 2025-06-27")
