"""The JSON Schema of a record, key by key."""

from decimal import Decimal
from typing import Annotated

from msgspec import Struct

from acorns_cli.records.jsonschema import DRAFT, object_schema, record_schema
from acorns_cli.records.record import Leaf

Text = Annotated[str, Leaf(str, {"type": "string", "minLength": 1})]
Rate = Annotated[Decimal, Leaf(Decimal, {"type": "number"})]

TEXT = {"type": "string", "minLength": 1}


class Fruit(Struct, frozen=True):
    """What grows on a tree.

    Only the first line is in a schema.
    """

    price: Rate
    note: Text | None = None


class Shop(Struct, frozen=True):
    name: Text
    fruits: dict[Text, Fruit] = {}
    hours: tuple[Text, ...] = ()
    owner: Fruit | None = None


FRUIT = {
    "type": "object",
    "description": "What grows on a tree.",
    "properties": {"price": {"type": "number"}, "note": TEXT},
    "required": ["price"],
    "additionalProperties": False,
}


def test_a_schema_has_every_key_of_a_record():
    to_fruit = {"$ref": "#/definitions/Fruit"}
    assert record_schema(Shop, "A shop") == {
        "$schema": DRAFT,
        "title": "A shop",
        "type": "object",
        "description": "",
        "properties": {
            "name": TEXT,
            "fruits": {
                "type": "object",
                "propertyNames": TEXT,
                "additionalProperties": to_fruit,
            },
            "hours": {"type": "array", "items": TEXT},
            "owner": to_fruit,
        },
        "required": ["name"],
        "additionalProperties": False,
        "definitions": {"Fruit": FRUIT},
    }


def test_a_part_of_a_record_needs_no_key():
    definitions: dict[str, object] = {}
    found = object_schema(Shop, definitions, whole=False)  # type: ignore[arg-type]
    assert found["required"] == []
    assert found["properties"]["owner"] == {"$ref": "#/definitions/FruitChange"}
    assert definitions == {"FruitChange": {**FRUIT, "required": []}}
