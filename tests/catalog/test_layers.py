"""A list that holds only what changed, laid over the one that it extends."""

from decimal import Decimal
from pathlib import Path

import pytest

from acorns_cli.catalog.layers import laid_over
from acorns_cli.catalog.proofs import read_list
from acorns_cli.core.pricelist import ImagePrice, ModelPrice, PriceList, ToolPrices, Unpriced
from acorns_cli.errors import Problem
from acorns_cli.records.yamltext import tree

BASE = """\
edition: 2026-01-01
source: {title: a page, date: spring}
tools:
  t2v:
    models:
      a: {name: Model A, credits_per_second: 7, billed_in: 5s}
      b: {credits_per_second: 12}
    images: {credits: 0.1, per_images: 4}
  autopilot:
    models: {a: {credits_per_second: 9}}
    unpriced: {images: {name: storyboards, why: nobody says, where: the app}}
top_ups: {source: {title: a shop}, currency: USD, packs: [{credits: 600, price: 15}]}
examples:
  - {title: one, job: {tool: t2v, model: a, minutes: 1}, expect: {total: 420}}
"""
HEAD = "edition: 2026-02-01\nextends: 2026-01-01\nsource: {title: a quote}\n"


def over(text: str) -> tuple[PriceList | None, list[Problem]]:
    """What a list says once it is laid over the base, and what is wrong with it."""
    base_root, problems = tree(Path("base.yaml"), BASE)
    base = read_list(base_root, problems)
    assert base is not None
    root, problems = tree(Path("own.yaml"), text)
    laid = laid_over(base_root, base, root, problems)
    return read_list(laid, problems), problems


def tools(text: str) -> dict[str, ToolPrices]:
    prices, problems = over(f"{HEAD}tools: {text}\n")
    assert problems == []
    assert prices is not None
    return prices.tools


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (HEAD, "2026-01-01"),
        (BASE, None),
        ("extends: [a]", None),
        ("just words", None),
        ("extends: base.yaml", "base.yaml"),
    ],
)
def test_the_list_that_a_list_says_it_extends(text: str, name: str | None) -> None:
    assert tree(Path("own.yaml"), text)[0].text_at("extends") == name


def test_what_is_not_written_stays_as_it_is_below():
    prices, problems = over(HEAD)
    base = read_list(tree(Path("base.yaml"), BASE)[0], [])
    assert problems == []
    assert prices is not None
    assert base is not None
    assert (prices.tools, prices.top_ups) == (base.tools, base.top_ups)


def test_the_edition_the_source_and_the_examples_are_its_own():
    prices, _ = over(HEAD)
    assert prices is not None
    assert str(prices.edition) == "2026-02-01"
    assert prices.origin == "a quote, over 2026-01-01: a page (spring)"
    assert prices.examples == ()


def test_a_rate_changes_and_the_name_and_the_step_stay():
    changed = tools("{t2v: {models: {a: {credits_per_second: 6}}}}")["t2v"]
    assert changed.models == {
        "a": ModelPrice(Decimal(6), "Model A", Decimal(5)),
        "b": ModelPrice(Decimal(12)),
    }


def test_a_model_is_added():
    assert tools("{t2v: {models: {c: {credits_per_second: 1}}}}")["t2v"].models["c"] == ModelPrice(
        Decimal(1)
    )


def test_a_new_model_needs_all_that_a_model_needs():
    prices, problems = over(f"{HEAD}tools:\n  t2v:\n    models:\n      c: {{name: C}}\n")
    assert prices is None
    assert problems == [
        Problem("the key credits_per_second is missing", "", 7, "tools.t2v.models.c")
    ]


def test_a_model_is_removed():
    assert list(tools("{t2v: {removed_models: [a]}}")["t2v"].models) == ["b"]


def test_a_model_that_is_removed_and_written_starts_afresh():
    text = "{t2v: {removed_models: [a], models: {a: {credits_per_second: 6}}}}"
    assert tools(text)["t2v"].models["a"] == ModelPrice(Decimal(6))


@pytest.mark.parametrize(
    ("text", "index", "what", "fix"),
    [
        ("{t2v: {removed_models: [b, kling]}}", 1,
         "the list below has no model 'kling' of t2v to remove", "it has a or b"),
        ("{fbf: {any_model: {credits_per_second: 1}, removed_models: [a]}}", 0,
         "the list below has no model 'a' of fbf to remove", "it has none"),
    ],
)  # fmt: skip
def test_a_model_that_is_not_there_can_not_be_removed(text: str, index: int, what: str, fix: str):
    tool = text[1:4]
    assert over(f"{HEAD}tools: {text}\n")[1] == [
        Problem(what, fix, 4, f"tools.{tool}.removed_models[{index}]")
    ]


def test_a_tool_is_left_without_models():
    _, problems = over(f"{HEAD}tools: {{t2v: {{removed_models: [a, b]}}}}\n")
    assert [problem.what for problem in problems] == ["t2v has no price for footage"]


def test_what_was_unpriced_gets_a_price():
    changed = tools("{autopilot: {images: {credits: 3}}}")["autopilot"]
    assert (changed.images, changed.unpriced) == (ImagePrice(Decimal(3)), {})


def test_what_had_a_price_is_unpriced():
    changed = tools("{t2v: {unpriced: {images: {name: a, why: b, where: c}}}}")["t2v"]
    assert changed.images is None
    assert list(changed.unpriced) == ["images"]


def test_what_stays_unpriced_says_why_anew():
    text = "{autopilot: {unpriced: {images: {name: a, why: b, where: c}}}}"
    changed = tools(text)["autopilot"]
    assert changed.images is None
    assert changed.unpriced == {"images": Unpriced("a", "b", "c")}


def test_the_size_of_a_set_stays_where_only_its_price_changes():
    assert tools("{t2v: {images: {credits: 0.2}}}")["t2v"].images == ImagePrice(Decimal("0.2"), 4)


def test_a_tool_is_added():
    assert list(tools("{fbf: {any_model: {credits_per_second: 1}}}")) == ["t2v", "autopilot", "fbf"]


def test_packs_are_replaced_whole():
    top_ups = "{source: {title: b}, currency: EUR, packs: [{credits: 1, price: 2}]}"
    prices, problems = over(f"{HEAD}top_ups: {top_ups}\n")
    assert problems == []
    assert prices is not None
    assert prices.top_ups is not None
    assert [pack.credits for pack in prices.top_ups.packs] == [Decimal(1)]


def test_a_list_below_without_packs_leaves_none():
    base_root, problems = tree(Path("base.yaml"), BASE.replace("top_ups: {", "# {"))
    base = read_list(base_root, problems)
    assert base is not None
    laid = laid_over(base_root, base, tree(Path("own.yaml"), HEAD)[0], problems)
    prices = read_list(laid, problems)
    assert prices is not None
    assert prices.top_ups is None


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("nothing", "tools"),
        ("{t2v: nothing}", "tools.t2v"),
        ("{t2v: {models: nothing}}", "tools.t2v.models"),
        ("{t2v: {models: {a: nothing}}}", "tools.t2v.models.a"),
        ("{t2v: {removed_models: a}}", "tools.t2v.removed_models"),
        ("{t2v: {removed_models: [[a]]}}", "tools.t2v.removed_models[0]"),
        ("{t2v: {images: nothing}}", "tools.t2v.images"),
        ("{t2v: {unpriced: nothing}}", "tools.t2v.unpriced"),
        ("{t2v: {modls: {}}}", "tools.t2v.modls"),
    ],
)
def test_what_is_no_change_is_told_where_it_stands(text: str, path: str):
    prices, problems = over(f"{HEAD}tools: {text}\n")
    assert prices is None
    assert [(problem.line, problem.path) for problem in problems] == [(4, path)]
