"""The JSON Schema of price lists and projects, for editors, made from their records.

It says less than the records do: an editor tells a mistyped key as it is typed, and what the
numbers come to is for `acorns prices check`.
"""

from __future__ import annotations

from types import NoneType, UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

from msgspec import Struct

from acorns_cli.pricelist import PriceList
from acorns_cli.records import shape

Schema = dict[str, Any]

_DRAFT: Final = "http://json-schema.org/draft-07/schema#"
"""The draft that editors know best."""


def price_list_schema() -> Schema:
    """What a price list may hold: all of it, or only what changed where it extends another."""
    definitions: dict[str, Schema] = {}
    root = _record(PriceList, definitions, whole=True)
    root["required"].remove("tools")
    whole = root["properties"]["tools"]
    changes = _schema(shape(PriceList)[0]["tools"], definitions, whole=False)
    root["properties"]["tools"] = {}
    return {
        "$schema": _DRAFT,
        "title": "acorns price list",
        **root,
        "if": {"required": ["extends"]},
        "then": {"properties": {"tools": changes}},
        "else": {"required": ["tools"], "properties": {"tools": whole}},
        "definitions": dict(sorted(definitions.items())),
    }


def record_schema(record: type[Struct], title: str) -> Schema:
    """What a file of some other kind may hold, record by record."""
    definitions: dict[str, Schema] = {}
    root = _record(record, definitions, whole=True)
    return {
        "$schema": _DRAFT,
        "title": title,
        **root,
        "definitions": dict(sorted(definitions.items())),
    }


def _schema(kind: Any, definitions: dict[str, Schema], *, whole: bool) -> Schema:
    """What a value of some kind may be; `whole` is whether its records must have all their keys."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        # None is for a key that is not written; a file has no way to say it.
        [kind] = [choice for choice in get_args(kind) if choice is not NoneType]
        return _schema(kind, definitions, whole=whole)
    if origin is Annotated:
        leaf: Schema = get_args(kind)[1].json_schema
        return leaf
    if origin is tuple:
        items = _schema(get_args(kind)[0], definitions, whole=whole)
        return {"type": "array", "items": items}
    if origin is dict:
        key, value = (_schema(inner, definitions, whole=whole) for inner in get_args(kind))
        return {"type": "object", "propertyNames": key, "additionalProperties": value}
    name = kind.__name__ if whole else f"{kind.__name__}Change"
    if name not in definitions:
        definitions[name] = _record(kind, definitions, whole=whole)
    return {"$ref": f"#/definitions/{name}"}


def _record(record: type[Struct], definitions: dict[str, Schema], *, whole: bool) -> Schema:
    kinds, required = shape(record)
    return {
        "type": "object",
        "description": (record.__doc__ or "").partition("\n")[0],
        "properties": {key: _schema(kind, definitions, whole=whole) for key, kind in kinds.items()},
        "required": [key for key in kinds if key in required and whole],
        "additionalProperties": False,
    }
