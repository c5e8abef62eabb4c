"""The JSON Schema of price lists and projects, for editors, made from their records.

It says less than the records do: it finds a mistyped key, and no wrong sum.
"""

from typing import Annotated, Any, Final, get_args, get_origin

from msgspec import Struct

from acorns_cli.records.record import shape

Schema = dict[str, Any]

DRAFT: Final = "http://json-schema.org/draft-07/schema#"
"""The draft that editors know best."""


def record_schema(record: type[Struct], title: str) -> Schema:
    """What a file may hold that is read as some record."""
    definitions: dict[str, Schema] = {}
    root = object_schema(record, definitions, whole=True)
    inner = dict(sorted(definitions.items()))
    return {"$schema": DRAFT, "title": title, **root, "definitions": inner}


def schema_of(kind: Any, definitions: dict[str, Schema], *, whole: bool) -> Schema:
    """What a value of some kind may be; `whole` is whether its records must have all their keys."""
    origin = get_origin(kind)
    if origin is Annotated:
        return dict(get_args(kind)[1].json_schema)
    if origin is tuple:
        items = schema_of(get_args(kind)[0], definitions, whole=whole)
        return {"type": "array", "items": items}
    if origin is dict:
        key, value = (schema_of(inner, definitions, whole=whole) for inner in get_args(kind))
        return {"type": "object", "propertyNames": key, "additionalProperties": value}
    name = kind.__name__ if whole else f"{kind.__name__}Change"
    if name not in definitions:
        definitions[name] = object_schema(kind, definitions, whole=whole)
    return {"$ref": f"#/definitions/{name}"}


def object_schema(record: type[Struct], definitions: dict[str, Schema], *, whole: bool) -> Schema:
    """What a record may hold, key by key."""
    kinds, required = shape(record)
    parts = {key: schema_of(kind, definitions, whole=whole) for key, kind in kinds.items()}
    return {
        "type": "object",
        "description": (record.__doc__ or "").partition("\n")[0],
        "properties": parts,
        "required": [key for key in kinds if key in required and whole],
        "additionalProperties": False,
    }
