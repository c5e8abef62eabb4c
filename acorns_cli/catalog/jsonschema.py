"""The JSON Schema of price lists, for editors."""

from acorns_cli.core.pricelist import PriceList
from acorns_cli.records.jsonschema import DRAFT, Schema, object_schema, schema_of
from acorns_cli.records.record import shape


def price_list_schema() -> Schema:
    """What a price list may hold: all of it, or only what changed where it extends another."""
    definitions: dict[str, Schema] = {}
    root = object_schema(PriceList, definitions, whole=True)
    root["required"].remove("tools")
    whole = root["properties"]["tools"]
    changes = schema_of(shape(PriceList)[0]["tools"], definitions, whole=False)
    root["properties"]["tools"] = {}
    return {
        "$schema": DRAFT,
        "title": "acorns price list",
        **root,
        "if": {"required": ["extends"]},
        "then": {"properties": {"tools": changes}},
        "else": {"required": ["tools"], "properties": {"tools": whole}},
        "definitions": dict(sorted(definitions.items())),
    }
