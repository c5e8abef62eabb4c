"""A result as JSON has it: its records field by field, each amount in one canonical spelling.

An amount that may vary is its high end, with both ends beside it, or null where they are equal.
"""

from decimal import Decimal
from operator import attrgetter
from typing import Any, Final

from msgspec import Struct

from acorns_cli.core.pricing import LineItem
from acorns_cli.core.quantities import Range, canonical
from acorns_cli.report.sums import sum_words

_KEYS: Final = {
    "total": ("total_credits", "range"),
    "used": ("used_credits", "range"),
    "credits": ("credits", "range"),
    "budget": ("budget_at_completion", "budget_range"),
    "difference": ("difference_credits", "difference_range"),
}
"""The keys of an amount that may vary, by its field: of its high end, and of both ends."""

_PATHS: Final = {
    "Scene": (
        *("name", "estimate.tool", "estimate.model", "seconds", "estimate.footage"),
        *("estimate.lines", "estimate.total", "estimate.complete", "spent", "done"),
    )
}
"""The records that JSON has in another form than their fields, and where each value is found."""


def document(value: Any, schema: str = "") -> Any:
    """A result, or a part of one, as JSON has it; a schema's name and version then stand first."""
    if schema:
        return {"schema": schema, **document(value)}
    if isinstance(value, Struct):
        return _record(value)
    if isinstance(value, Decimal):
        return canonical(value)
    if isinstance(value, tuple | list):
        return [document(part) for part in value]
    if isinstance(value, dict):
        return {key: document(part) for key, part in value.items()}
    return value


def _record(record: Struct) -> dict[str, Any]:
    """A record by its fields, or by the paths to what JSON has of it, where it names them."""
    written: dict[str, Any] = {}
    for path in _PATHS.get(type(record).__name__, record.__struct_fields__):
        value, name = attrgetter(path)(record), path.rpartition(".")[2]
        if name in _KEYS and isinstance(value, Range):
            high, both = _KEYS[name]
            written[high] = canonical(value.high)
            written[both] = None if value.is_point else _record(value)
        elif name == "lines":
            written[name] = _lines(value)
        elif name == "sums":
            written[name] = {line.item: sum_words(line) for line in value}
        else:
            written[name] = document(value)
    return written


def _lines(lines: tuple[LineItem, ...]) -> list[dict[str, Any]]:
    """The line items of an estimate; each has a range if any of them varies."""
    varies = any(not line.range.is_point for line in lines)
    return [
        {
            "item": line.item,
            "quantity": line.quantity,
            "unit": line.unit,
            "rate": line.rate,
            "credits": line.credits,
            "sum": sum_words(line),
            **({"range": _record(line.range)} if varies else {}),
        }
        for line in lines
    ]
