"""A result as JSON has it: its records field by field, each amount in one canonical spelling.

An amount that may vary is its high end, with both ends beside it, or null where they are equal.
"""

from decimal import Decimal
from operator import attrgetter
from typing import Any, Final

from msgspec import Struct

from acorns_cli.core.filevalues import CREDITS
from acorns_cli.core.lines import LineItem
from acorns_cli.core.pricing import PricesUsed
from acorns_cli.core.quantities import Range, canonical, printed
from acorns_cli.report.sums import sum_words

_KEYS: Final = {
    "total": ("total_credits", "range"),
    "actual": ("actual_cost", "actual_range"),
    **{
        name: (name, f"{name}_range")
        for name in ("exact_clips", "clips", "free_clips", "parts", "pools", "reserve")
    },
    "used": ("used_credits", "range"),
    "credits": ("credits", "range"),
    "budget": ("budget_at_completion", "budget_range"),
    "old_credits": ("old_credits", "old_range"),
    "new_credits": ("new_credits", "new_range"),
    "difference": ("difference_credits", "difference_range"),
}
"""The keys of an amount that may vary, by its field: of its high end, and of both ends."""

_PATHS: Final = {
    "Scene": (
        *("name", "estimate.tool", "estimate.model", "seconds", "estimate.footage"),
        *("estimate.lines", "estimate.total", "estimate.complete", "spent", "done"),
    ),
    "GroupTotal": (
        *("prices", "tool", "model", "rows", "total_credits", "low_credits", "complete"),
    ),
    "Summary": (
        *("prices", "rows", "failed", "long_rows", "groups", "totals"),
        *("total_credits", "low_credits", "complete", "unpriced", "assumptions"),
    ),
}
"""The records that JSON has in another form than their fields, and where each value is found."""


def document(value: Any, schema: str = "") -> Any:
    """A result, or a part of one, as JSON has it.

    A schema's name and version then stand first, and the unit of the prices after them.
    """
    written = _written(value, CREDITS)
    if not schema:
        return written
    prices = getattr(value, "prices", None)
    unit = {"unit": prices.unit} if isinstance(prices, PricesUsed) else {}
    return {"schema": schema, **unit, **written}


def _written(value: Any, unit: str) -> Any:
    if isinstance(value, Struct):
        # A record that does not say what its amounts are in is a part of one that does.
        prices = getattr(value, "prices", value)
        return _record(value, getattr(prices, "unit", None) or unit)
    if isinstance(value, Decimal):
        return canonical(value)
    if isinstance(value, tuple | list):
        return [_written(part, unit) for part in value]
    if isinstance(value, dict):
        return {_key(key): _written(part, unit) for key, part in value.items()}
    return value


def _key(key: str | Decimal) -> str:
    """A key; the lengths of clips are numbers."""
    return printed(key) if isinstance(key, Decimal) else key


def _record(record: Struct, unit: str) -> dict[str, Any]:
    """A record by its fields, or by the paths to what JSON has of it, where it names them."""
    written: dict[str, Any] = {}
    for path in _PATHS.get(type(record).__name__, record.__struct_fields__):
        value, name = attrgetter(path)(record), path.rpartition(".")[2]
        if name in _KEYS and (value is None or isinstance(value, Range)):
            high, both = _KEYS[name]
            written[high] = value and canonical(value.high)
            written[both] = _record(value, unit) if value and not value.is_point else None
        elif name == "lines":
            written[name] = _lines(value, unit)
        elif name == "other_seconds":
            written |= _written(value, unit)
        elif name == "sums":
            written[name] = {line.item: sum_words(line, unit) for line in value}
        else:
            written[name] = _written(value, unit)
    return written


def _lines(lines: tuple[LineItem, ...], unit: str) -> list[dict[str, Any]]:
    """The line items of an estimate; each has a range if any of them varies."""
    varies = any(not line.range.is_point for line in lines)
    return [
        {name: getattr(line, name) for name in ("item", "quantity", "unit", "rate", "credits")}
        | {"sum": sum_words(line, unit)}
        | ({"range": _record(line.range, unit)} if varies else {})
        for line in lines
    ]
