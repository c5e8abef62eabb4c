"""What stands in the place of a row that can't be read."""

from typing import NamedTuple


class Unreadable(NamedTuple):
    """In the place of a row that can't be read: why not."""

    what: str
