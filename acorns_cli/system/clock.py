"""The one place where the clock is read."""

from datetime import date


def today() -> date:
    """The day it is."""
    return date.today()
