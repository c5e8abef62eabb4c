"""The folders where price lists are kept."""

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).parents[1]


def shipped_folder() -> Path:
    """Where the shipped lists are: inside an installed package, or beside one that is edited."""
    inside = _PACKAGE / "prices"
    return inside if inside.is_dir() else _PACKAGE.parent / "prices"


def user_folder() -> Path:
    """Where a user's own lists are looked for; it need not be there."""
    from typer import get_app_dir  # slow to load for a program that names its own list

    return Path(get_app_dir("acorns")) / "prices"
