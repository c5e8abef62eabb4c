"""Files that are not whole yet: whatever ends the process, none of them is left behind.

It is loaded before signals are handled, and so it imports little.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_parts: Final[set[Path]] = set()


@contextmanager
def unfinished(target: Path) -> Iterator[Path]:
    """A name beside a file for what is not whole yet; in the end nothing has that name."""
    part = target.with_name(f".acorns-{os.urandom(8).hex()}.part")
    # It is noted before it is made: what ends the process may come at any moment.
    _parts.add(part)
    try:
        yield part
    finally:
        _remove(part)


def remove_unfinished() -> None:
    """Removes every file that is not whole, as the last thing that a process does."""
    for part in tuple(_parts):
        _remove(part)


def _remove(part: Path) -> None:
    with suppress(OSError):
        part.unlink()
    _parts.discard(part)
