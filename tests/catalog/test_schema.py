"""The JSON Schema of a price list, held against a validator that is not ours."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml
from jsonschema import Draft7Validator

from acorns_cli.catalog.jsonschema import price_list_schema
from acorns_cli.catalog.starter import new_extension, new_list
from acorns_cli.core.pricelist import PriceList

ROOT = Path(__file__).parents[2]
VALIDATOR = Draft7Validator(price_list_schema())


class _EditorsLoader(yaml.SafeLoader):
    """YAML 1.2 as editors read it: no dates, no sexagesimals, no words for truth but two."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


for tag, pattern, starts in (
    ("bool", r"true|false", "tf"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?[0-9]+(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?", "-+0123456789"),
    ("null", r"~|null|", ["~", "n", ""]),
):
    _EditorsLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(starts)
    )


def told(text: str) -> list[str]:
    """What an editor says of a list."""
    content = yaml.load(text, _EditorsLoader)
    return [error.json_path for error in VALIDATOR.iter_errors(content)]


def test_it_is_a_schema():
    Draft7Validator.check_schema(price_list_schema())


def test_the_shipped_schema_is_the_one_that_the_command_prints():
    shipped = json.loads((ROOT / "prices" / "schema.json").read_text("utf-8"))
    assert shipped == price_list_schema()


@pytest.mark.parametrize(
    "file",
    [*(ROOT / "prices").glob("*.yaml"), ROOT / "examples" / "prices-studio.yaml"],
    ids=lambda file: file.name,
)
def test_it_accepts_the_lists_that_are_shipped_and_they_name_it(file: Path):
    text = file.read_text("utf-8")
    assert told(text) == []
    named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
    assert named is not None
    assert (file.parent / named[1]).resolve() == ROOT / "prices" / "schema.json"


def test_it_accepts_the_lists_that_are_written_to_start_from(prices: PriceList):
    assert told(new_list(date(2026, 1, 1))) == []
    assert told(new_extension(date(2026, 1, 1), "2025-06-27", prices)) == []


ALONE = """\
edition: 2026-01-01
source: {title: a page}
tools:
  t2v:
    models:
      a: {credits_per_second: 7, billed_in: 5s}
    images: {credits: 4, per_images: 1}
    unpriced: {extra: {name: a, why: b, where: c}}
top_ups:
  source: {title: a shop}
  currency: USD
  packs: [{credits: 600, price: 15}]
examples:
  - {title: one, job: {tool: t2v, minutes: 4}, expect: {total: 2100}}
"""


def test_it_accepts_a_list_that_has_everything():
    assert told(ALONE) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        pytest.param("edition: 2026-01-01\n", "", id="no edition"),
        pytest.param("source: {title: a page}\n", "", id="no source"),
        pytest.param("2026-01-01", "1 January", id="no date"),
        pytest.param("{title: a page}", "{titel: a page}", id="a mistyped key"),
        pytest.param("{title: a page}", "a page", id="text for a group"),
        pytest.param("a page", "''", id="no title"),
        pytest.param("t2v:\n", "txv:\n", id="no tool"),
        pytest.param("tools:", "tool:", id="no tools"),
        pytest.param("      a:", "      Model A:", id="no slug"),
        pytest.param("credits_per_second: 7", "credits_per_secnd: 7", id="a mistyped rate"),
        pytest.param("credits_per_second: 7", "credits_per_second: seven", id="no number"),
        pytest.param("credits_per_second: 7", "credits_per_second: -7", id="below 0"),
        pytest.param("credits_per_second: 7", "credits_per_second: 1000001", id="too much"),
        pytest.param("credits_per_second: 7", "credits_per_second: [7]", id="a list"),
        pytest.param("credits_per_second: 7", "credits_per_second: 0x7", id="not plain digits"),
        pytest.param("credits_per_second: 7, ", "", id="no rate"),
        pytest.param("billed_in: 5s", "billed_in: 0s", id="a step of nothing"),
        pytest.param("billed_in: 5s", "billed_in: 5", id="a step without a unit"),
        pytest.param("per_images: 1", "per_images: 0", id="a set of nothing"),
        pytest.param("per_images: 1", "per_images: 1.5", id="a broken set"),
        pytest.param("{extra:", "{sounds:", id="no line item"),
        pytest.param(", where: c", "", id="not said where"),
        pytest.param("USD", "dollars", id="no currency"),
        pytest.param("{credits: 600", "{credits: 0", id="a pack of nothing"),
        pytest.param(", price: 15", "", id="a pack without a price"),
        pytest.param("minutes: 4", "minutes: [4]", id="a job of lists"),
        pytest.param("{total: 2100}", "{base: 2100}", id="no total"),
        pytest.param("{total: 2100}", "{total: 2100, bse: 1}", id="no part"),
        pytest.param("examples:\n  -", "examples:\n   ", id="no list of examples"),
    ],
)
def test_it_rejects_a_fault_of_structure(right: str, wrong: str):
    assert right in ALONE
    assert told(ALONE.replace(right, wrong, 1))


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("", True),
        ("tools: {t2v: {models: {a: {name: A}}}}", True),
        ("tools: {t2v: {removed_models: [a], images: {per_images: 2}}}", True),
        ("tools: {t2v: {models: {a: {nme: A}}}}", False),
        ("tools: {t2v: {models: {a: {credits_per_second: x}}}}", False),
        ("examples: [{title: one}]", False),
    ],
)
def test_a_list_that_extends_another_needs_only_what_changed(text: str, accepted: bool):
    head = "edition: 2026-01-01\nsource: {title: a page}\nextends: 2025-06-27\n"
    assert (told(f"{head}{text}\n") == []) is accepted
