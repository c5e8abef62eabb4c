"""The JSON Schema of a price list, held against a validator that is not ours."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml
from jsonschema import Draft7Validator
from msgspec import json

from acorns_cli.catalog.jsonschema import price_list_schema
from acorns_cli.catalog.proofs import read_list
from acorns_cli.catalog.template import new_extension, new_list
from acorns_cli.records.yamltext import tree

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
    return [error.json_path for error in VALIDATOR.iter_errors(read(text))]


def read(text: str) -> Any:
    """What an editor reads in a list."""
    return yaml.load(text, _EditorsLoader)


def test_it_is_a_schema():
    Draft7Validator.check_schema(price_list_schema())


def test_the_shipped_schema_is_the_one_that_the_command_prints():
    shipped = (ROOT / "prices" / "schema.json").read_bytes()
    assert shipped == json.format(json.encode(price_list_schema()), indent=2) + b"\n"


LISTS = sorted((ROOT / "prices").glob("*/*.yaml"))


@pytest.mark.parametrize(
    "file",
    [*LISTS, ROOT / "examples" / "prices-studio.yaml"],
    ids=lambda file: f"{file.parent.name}/{file.name}",
)
def test_it_accepts_the_lists_that_are_shipped_and_they_name_it(file: Path):
    text = file.read_text("utf-8")
    assert told(text) == []
    named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
    assert named is not None
    assert (file.parent / named[1]).resolve() == ROOT / "prices" / "schema.json"


def groups(content: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The groups of keys in a list, but those that hold the words of a job or its figures."""
    if isinstance(content, dict) and path[-1:] not in (("job",), ("expect",)):
        yield path
    if isinstance(content, dict | list):
        for step, inner in content.items() if isinstance(content, dict) else enumerate(content):
            yield from groups(inner, (*path, step))


@pytest.mark.parametrize("file", LISTS, ids=lambda file: file.parent.name)
def test_it_refuses_a_mistyped_key_in_every_group_of_a_shipped_list(file: Path):
    text = file.read_text("utf-8")
    found = list(groups(read(text)))
    assert len(found) > 5
    for path in found:
        content = read(text)
        group = content
        for step in path:
            group = group[step]
        group["per_secnd"] = 7
        assert not VALIDATOR.is_valid(content), path


def test_it_accepts_the_lists_that_are_written_to_start_from():
    assert told(new_list(date(2026, 1, 1))) == []
    assert told(new_list(date(2026, 1, 1), "luma")) == []
    for file in LISTS:
        prices = read_list(*tree(file, file.read_text("utf-8")))
        assert prices is not None
        assert told(new_extension(date(2026, 1, 1), "kling/2026-10-01", prices)) == []


ALONE = """\
service: {id: luma, name: Luma}
edition: 2026-01-01
unit: credits
source: {title: a page, kind: help page, date: undated, url: example.com, via: a friend}
note: printed with every result
tools:
  video:
    name: Video
    models:
      a: {name: A, per_second: 7, source: {title: a page}, note: a note}
      b/720p: {price: 1, per: 15s}
      c: {clips: {5s: 13, 10s: "21.5"}}
      d: {per_second: 0.40, lengths: [4s, 0:06]}
      e: {unpriced: {why: a, where: b}}
    any_model: {per_second: 1}
    images: {price: 4, per_images: 1, note: a note}
    add_ons:
      upscale-4k: {name: 4K, price: 20, per: 5s, models: [a, b/720p], note: a note}
    free_rerender_clips_per_minute: 1
    always: [images]
    unpriced: {extra: {name: a, why: b, where: c}, sounds: {name: a, why: b, where: c}}
    note: a note
packs:
  source: {title: a shop}
  currency: USD
  note: a note
  sold: [{credits: 600, price: 15, needs_plan: yes, note: a note}]
plans:
  source: {title: a shop}
  currency: USD
  note: a note
  sold: [{name: Pro, credits: 2250, monthly: 35, yearly: 336, note: a note}]
examples:
  - {title: one, job: {tool: t2v, minutes: 4}, expect: {about: 2100, extra: 1, other: 0.5}}
"""


def test_it_accepts_a_list_that_has_everything():
    assert told(ALONE) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        pytest.param("edition: 2026-01-01\n", "", id="no edition"),
        pytest.param("2026-01-01", "1 January", id="no date"),
        pytest.param("{id: luma,", "{id: Luma,", id="no slug for a service"),
        pytest.param("{id: luma, name: Luma}", "luma", id="text for a service"),
        pytest.param("unit: credits", "unit: dollars", id="no unit"),
        pytest.param("source: {title: a page, kind", "source: {kind", id="no title"),
        pytest.param("a page, kind", "'', kind", id="an empty title"),
        pytest.param("example.com", f"example.com/{'x' * 200}", id="a long address"),
        pytest.param("printed with every result", "[printed]", id="a list of notes"),
        pytest.param("tools:", "tool:", id="no tools"),
        pytest.param("  video:", "  Video:", id="no slug for a tool"),
        pytest.param("      a:", "      Model A:", id="no slug for a model"),
        pytest.param("per_second: 7", "per_second: seven", id="no number"),
        pytest.param("per_second: 7", "per_second: -7", id="below 0"),
        pytest.param("per_second: 7", "per_second: 1000001", id="too much"),
        pytest.param("per_second: 7", "per_second: [7]", id="a list"),
        pytest.param("per_second: 7", "per_second: 0x7", id="not plain digits"),
        pytest.param("per: 15s", "per: 0s", id="a step of nothing"),
        pytest.param("per: 15s", "per: 15", id="a step without a unit"),
        pytest.param("5s: 13", "x: 13", id="a clip of no length"),
        pytest.param("5s: 13", "5s: {a: 13}", id="a clip of no price"),
        pytest.param("[4s, 0:06]", "[4, 6]", id="lengths without a unit"),
        pytest.param("[4s, 0:06]", "4s", id="no list of lengths"),
        pytest.param("{why: a, where: b}", "yes", id="no reason"),
        pytest.param("{why: a, where: b}", "{why: a}", id="no price, and not said where"),
        pytest.param("per_images: 1", "per_images: 0", id="a set of nothing"),
        pytest.param("per_images: 1", "per_images: 1.5", id="a broken set"),
        pytest.param("[a, b/720p]", "a", id="no list of models"),
        pytest.param("upscale-4k:", "Upscale 4K:", id="no slug for an add-on"),
        pytest.param("always: [images]", "always: images", id="no list of what is always there"),
        pytest.param("{extra: {name: a, why", "{extra: {why", id="no name for what has no price"),
        pytest.param(", where: c}, sounds", "}, sounds", id="not said where"),
        pytest.param("USD", "dollars", id="no currency"),
        pytest.param("{credits: 600", "{credits: 0", id="a pack of nothing"),
        pytest.param(", price: 15", "", id="a pack without a price"),
        pytest.param("price: 15", "price: 0", id="a free pack"),
        pytest.param("needs_plan: yes", "needs_plan: maybe", id="neither yes nor no"),
        pytest.param("{name: Pro, ", "{", id="a plan without a name"),
        pytest.param("minutes: 4", "minutes: [4]", id="a job of lists"),
        pytest.param("about: 2100", "about: much", id="no figure"),
        pytest.param("extra: 1,", "Extra: 1,", id="no slug for a figure"),
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
        ("tools: {t2v: {removed: [a], images: {per_images: 2}}}", True),
        ("tools: {t2v: {add_ons: {a: {models: [b]}}, unpriced: {images: {why: b}}}}", True),
        ("tools: {t2v: {models: {a: {nme: A}}}}", False),
        ("tools: {t2v: {models: {a: {per_second: x}}}}", False),
        ("tools: {t2v: {removed_models: [a]}}", False),
        ("packs: {sold: []}", False),
        ("examples: [{title: one}]", False),
    ],
)
def test_a_list_that_extends_another_needs_only_what_changed(text: str, accepted: bool):
    head = "edition: 2026-01-01\nsource: {title: a page}\nextends: 2025-06-27\n"
    assert (told(f"{head}{text}\n") == []) is accepted
