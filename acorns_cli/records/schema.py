"""The JSON Schema of price lists and projects, for editors, made from their records.

It says less than the records do: an editor tells a mistyped key as it is typed, and what the
numbers come to is for `acorns prices check`.
"""

from __future__ import annotations

from types import NoneType, UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

from msgspec import Struct

from acorns_cli.records.record import shape

Schema = dict[str, Any]

DRAFT: Final = "http://json-schema.org/draft-07/schema#"
"""The draft that editors know best."""


def record_schema(record: type[Struct], title: str) -> Schema:
    """What a file of some other kind may hold, record by record."""
    definitions: dict[str, Schema] = {}
    root = record_part(record, definitions, whole=True)
    return {
        "$schema": DRAFT,
        "title": title,
        **root,
        "definitions": dict(sorted(definitions.items())),
    }


def schema_of(kind: Any, definitions: dict[str, Schema], *, whole: bool) -> Schema:
    """What a value of some kind may be; `whole` is whether its records must have all their keys."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        # None is for a key that is not written; a file has no way to say it.
        [kind] = [choice for choice in get_args(kind) if choice is not NoneType]
        return schema_of(kind, definitions, whole=whole)
    if origin is Annotated:
        leaf: Schema = get_args(kind)[1].json_schema
        return leaf
    if origin is tuple:
        items = schema_of(get_args(kind)[0], definitions, whole=whole)
        return {"type": "array", "items": items}
    if origin is dict:
        key, value = (schema_of(inner, definitions, whole=whole) for inner in get_args(kind))
        return {"type": "object", "propertyNames": key, "additionalProperties": value}
    name = kind.__name__ if whole else f"{kind.__name__}Change"
    if name not in definitions:
        definitions[name] = record_part(kind, definitions, whole=whole)
    return {"$ref": f"#/definitions/{name}"}


def record_part(record: type[Struct], definitions: dict[str, Schema], *, whole: bool) -> Schema:
    """What a record may hold, key by key."""
    kinds, required = shape(record)
    return {
        "type": "object",
        "description": (record.__doc__ or "").partition("\n")[0],
        "properties": {
            key: schema_of(kind, definitions, whole=whole) for key, kind in kinds.items()
        },
        "required": [key for key in kinds if key in required and whole],
        "additionalProperties": False,
    }
