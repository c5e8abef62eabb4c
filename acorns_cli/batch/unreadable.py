"""What stands in the place of a row that can't be read."""

from msgspec import Struct


class Unreadable(Struct, frozen=True):
    """In the place of a row that can't be read: why not."""

    what: str
