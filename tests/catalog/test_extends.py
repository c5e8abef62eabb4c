"""A list that holds only what changed, laid over the one that it extends."""

from decimal import Decimal
from pathlib import Path

import pytest

from acorns_cli.catalog.extends import laid_over
from acorns_cli.catalog.proofs import read_list
from acorns_cli.core.pricelist import (
    AddOn,
    ImagePrice,
    ModelPrice,
    NoPrice,
    PriceList,
    Source,
    ToolPrices,
    Unpriced,
)
from acorns_cli.errors import Problem
from acorns_cli.records.yamltext import tree

BASE = """\
service: {id: luma, name: Luma}
edition: 2026-01-01
unit: EUR
source: {title: a page, date: spring}
note: Prices change.
tools:
  t2v:
    name: Text-to-Video
    models:
      a: {name: Model A, price: 35, per: 5s}
      b: {per_second: 12}
      c: {name: Model C, clips: {5s: 1, 10s: 2}, source: {title: another page}, note: only here}
      d: {per_second: 0.40, lengths: [4s, 8s], note: only here}
      e: {name: Model E, unpriced: {why: nobody says, where: the app}}
    images: {price: 0.1, per_images: 4}
    add_ons:
      upscale-4k: {name: 4K upscale, price: 20, per: 5s, models: [a]}
      character: {price: 10}
  autopilot:
    models: {a: {per_second: 9}}
    always: [images]
    unpriced:
      images: {name: storyboards, why: nobody says, where: the app}
      lip-sync: {name: lip-sync, why: nobody says, where: the app}
  fbf:
    unpriced: {base: {name: footage, why: nobody says, where: the app}}
examples:
  - {title: one, job: {tool: t2v, model: a, minutes: 1}, expect: {total: 420}}
"""
SOLD = """\
packs: {source: {title: a shop}, currency: USD, sold: [{credits: 600, price: 15}]}
plans: {source: {title: a page}, currency: USD, sold: [{name: Pro, credits: 600, monthly: 15}]}
"""
IN_CREDITS = BASE.replace("unit: EUR\n", "") + SOLD
HEAD = "edition: 2026-02-01\nextends: luma/2026-01-01\nsource: {title: a quote}\n"


def over(text: str, below: str = BASE) -> tuple[PriceList | None, list[Problem]]:
    """What a list says once it is laid over another, and what is wrong with it."""
    base_root, problems = tree(Path("base.yaml"), below)
    base = read_list(base_root, problems)
    assert base is not None, problems
    root, problems = tree(Path("own.yaml"), text)
    laid = laid_over(base_root, base, root, problems)
    return read_list(laid, problems), problems


def sound(text: str, below: str = BASE) -> PriceList:
    """The same where nothing is wrong."""
    prices, problems = over(HEAD + text, below)
    assert problems == []
    assert prices is not None
    return prices


def tools(text: str) -> dict[str, ToolPrices]:
    return sound(f"tools: {text}\n").tools


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (HEAD, "luma/2026-01-01"),
        (BASE, None),
        ("extends: [a]", None),
        ("just words", None),
        ("extends: base.yaml", "base.yaml"),
    ],
)
def test_the_list_that_a_list_says_it_extends(text: str, name: str | None) -> None:
    assert tree(Path("own.yaml"), text)[0].text_at("extends") == name


# --- the list as a whole ----------------------------------------------------------------------


def test_what_is_not_written_stays_as_it_is_below():
    prices = sound("", IN_CREDITS)
    base = read_list(tree(Path("base.yaml"), IN_CREDITS)[0], [])
    assert base is not None
    for key in ("service", "unit", "note", "tools", "packs", "plans"):
        assert getattr(prices, key) == getattr(base, key), key
    assert sound("").unit == "EUR"


def test_the_edition_the_source_and_the_examples_are_its_own():
    prices = sound("")
    assert str(prices.edition) == "2026-02-01"
    assert prices.origin == "a quote, over luma 2026-01-01: a page (spring)"
    assert prices.examples == ()


def test_what_is_written_replaces_what_is_below():
    prices = sound("service: {id: luma, name: Luma AI}\nnote: Ours.\nunit: EUR\n")
    assert (prices.service.name, prices.note, prices.unit) == ("Luma AI", "Ours.", "EUR")


def test_packs_and_plans_are_replaced_whole():
    packs = "packs: {source: {title: b}, currency: EUR, sold: [{credits: 1, price: 2}]}\n"
    prices = sound(packs, IN_CREDITS)
    assert prices.packs is not None
    assert prices.plans is not None
    assert [pack.credits for pack in prices.packs.sold] == [Decimal(1)]
    assert (prices.packs.source.title, prices.plans.source.title) == ("b", "a page")


OTHER = "the {} is another than that of the list below"
DEFAULT = "edition: 2026-01-01\nsource: {title: a}\ntools: {fbf: {any_model: {per_second: 1}}}\n"


@pytest.mark.parametrize(
    ("text", "below", "key"),
    [
        ("unit: USD\n", BASE, "unit"),
        ("unit: credits\n", BASE, "unit"),
        ("unit: EUR\n", IN_CREDITS, "unit"),
        ("service: {id: kling, name: Kling}\n", BASE, "service"),
        ("service: {name: Luma}\n", BASE, "service"),
        ("service: kling\n", BASE, "service"),
        ("unit: [EUR]\n", BASE, "unit"),
        ("service: {id: luma, name: Luma}\n", DEFAULT, "service"),
        ("unit: credits\n", IN_CREDITS, ""),
        ("unit: credits\n", DEFAULT, ""),
        ("service: {id: neural-frames, name: frames}\n", DEFAULT, ""),
    ],
)
def test_the_service_and_the_unit_are_those_of_the_list_below(text: str, below: str, key: str):
    problems = over(HEAD + text, below)[1]
    expected = [Problem(OTHER.format(key), "leave it out", 4, key)]
    assert problems == (expected if key else [])


# --- the price of a model or an add-on --------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "written", "expected"),
    [
        # Whatever shape the price had, it is gone; the name stays.
        ("a", "{price: 30}", None),
        ("a", "{price: 30, per: 10s}", ModelPrice(None, "Model A", Decimal(30), Decimal(10))),
        ("a", "{per_second: 6}", ModelPrice(Decimal(6), "Model A")),
        ("a", "{name: A, per_second: 6}", ModelPrice(Decimal(6), "A")),
        ("b", "{clips: {5s: 3}}", ModelPrice(clips={Decimal(5): Decimal(3)})),
        ("d", "{per_second: 0.5}", ModelPrice(Decimal("0.5"))),
        ("d", "{per_second: 0.5, lengths: [4s]}",
         ModelPrice(Decimal("0.5"), lengths=(Decimal(4),))),
        ("e", "{per_second: 6}", ModelPrice(Decimal(6), "Model E")),
        ("b", "{unpriced: {why: secret, where: here}}",
         ModelPrice(unpriced=NoPrice("secret", "here"))),
        # A table too is replaced whole, and so are the source and the note of the price.
        ("c", "{clips: {5s: 3}}", ModelPrice(None, "Model C", clips={Decimal(5): Decimal(3)})),
        ("c", "{per_second: 6, note: ours}", ModelPrice(Decimal(6), "Model C", note="ours")),
        ("d", "{unpriced: {why: secret, where: here}}",
         ModelPrice(unpriced=NoPrice("secret", "here"))),
        # A price that stays as it is keeps them.
        ("c", "{name: C}",
         ModelPrice(None, "C", clips={Decimal(5): Decimal(1), Decimal(10): Decimal(2)},
                    source=Source("another page"), note="only here")),
        ("c", "{clips: {10s: 2, 5s: 1}}",
         ModelPrice(None, "Model C", clips={Decimal(5): Decimal(1), Decimal(10): Decimal(2)},
                    source=Source("another page"), note="only here")),
        ("d", "{per_second: 0.40, lengths: [4s, 8s]}",
         ModelPrice(Decimal("0.4"), lengths=(Decimal(4), Decimal(8)), note="only here")),
        # What is new is as it is written.
        ("f", "{per_second: 1}", ModelPrice(Decimal(1))),
    ],
)  # fmt: skip
def test_a_price_is_replaced_whole_and_the_name_stays(
    name: str, written: str, expected: ModelPrice | None
):
    prices, problems = over(f"{HEAD}tools: {{t2v: {{models: {{{name}: {written}}}}}}}\n")
    if expected is None:
        what, fix = "the price says no length of footage", "add per, like per: 5s"
        assert problems == [Problem(what, fix, 4, f"tools.t2v.models.{name}")]
        return
    assert (prices and prices.tools["t2v"].models[name], problems) == (expected, [])


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("{per: 10s}", "per needs a price"),
        ("{lengths: [5s]}", "lengths need per_second"),
        ("{per_second: 1, price: 2}", "per_second and price each say the price"),
    ],
)
def test_a_part_of_a_price_is_no_price(written: str, what: str):
    problems = over(f"{HEAD}tools: {{t2v: {{models: {{a: {written}}}}}}}\n")[1]
    assert [(problem.what, problem.line) for problem in problems] == [(what, 4)]


def test_the_price_of_every_model_is_replaced_whole():
    below = BASE.replace(
        "models: {a: {per_second: 9}}", "any_model: {name: All, price: 9, per: 5s}"
    )
    changed = sound("tools: {autopilot: {any_model: {per_second: 1}}}\n", below)
    assert changed.tools["autopilot"].any_model == ModelPrice(Decimal(1), "All")


@pytest.mark.parametrize(
    ("name", "written", "expected"),
    [
        ("upscale-4k", "{price: 25}",
         AddOn(None, "4K upscale", Decimal(25), models=("a",))),
        ("upscale-4k", "{per_second: 3}", AddOn(Decimal(3), "4K upscale", models=("a",))),
        ("upscale-4k", "{models: [a, b]}",
         AddOn(None, "4K upscale", Decimal(20), Decimal(5), models=("a", "b"))),
        ("character", "{name: Character}", AddOn(None, "Character", Decimal(10))),
        ("voice", "{price: 1}", AddOn(None, None, Decimal(1))),
    ],
)  # fmt: skip
def test_an_add_on_is_changed_or_added(name: str, written: str, expected: AddOn):
    changed = tools(f"{{t2v: {{add_ons: {{{name}: {written}}}}}}}")["t2v"]
    assert changed.add_ons[name] == expected
    assert list(changed.add_ons) == list(dict.fromkeys(["upscale-4k", "character", name]))


# --- what is removed and added ----------------------------------------------------------------


def test_a_new_model_needs_a_price():
    prices, problems = over(f"{HEAD}tools:\n  t2v:\n    models:\n      f: {{name: F}}\n")
    assert prices is None
    what, fix = "a model has one price, or is unpriced", problems[0].fix
    assert problems == [Problem(what, fix, 7, "tools.t2v.models.f")]


def test_models_and_add_ons_are_removed():
    changed = tools("{t2v: {removed: [b, character, e]}}")["t2v"]
    assert list(changed.models) == ["a", "c", "d"]
    assert list(changed.add_ons) == ["upscale-4k"]


def test_what_is_removed_and_written_starts_afresh():
    text = "{t2v: {removed: [a, upscale-4k], models: {a: {per_second: 6}},"
    changed = tools(f"{text} add_ons: {{upscale-4k: {{price: 1}}}}}}}}")["t2v"]
    assert changed.models["a"] == ModelPrice(Decimal(6))
    assert changed.add_ons["upscale-4k"] == AddOn(None, None, Decimal(1))


@pytest.mark.parametrize(
    ("tool", "text", "index", "name", "fix"),
    [
        ("t2v", "removed: [b, kling]", 1, "kling",
         "it has a, b, c, d, e, upscale-4k or character"),
        ("t2v", "removed: [charakter]", 0, "charakter", "did you mean character?"),
        ("video", "any_model: {per_second: 1}, removed: [a]", 0, "a", "it has none"),
    ],
)  # fmt: skip
def test_what_is_not_there_can_not_be_removed(
    tool: str, text: str, index: int, name: str, fix: str
):
    what = f"the list that this one extends has no '{name}' of {tool} to remove"
    assert over(f"{HEAD}tools: {{{tool}: {{{text}}}}}\n")[1] == [
        Problem(what, fix, 4, f"tools.{tool}.removed[{index}]")
    ]


def test_a_tool_is_left_without_models():
    _, problems = over(f"{HEAD}tools: {{autopilot: {{removed: [a]}}}}\n")
    assert [problem.what for problem in problems] == ["autopilot has no price for footage"]


@pytest.mark.parametrize(
    ("text", "path", "what"),
    [
        ("t2v: {removed: [a]}", "tools.t2v.add_ons.upscale-4k.models[0]", "there is no model 'a'"),
        ("autopilot: {images: {price: 1}, always: [voice]}", "tools.autopilot.always[0]",
         "'voice' is no line item and no add-on"),
    ],
)  # fmt: skip
def test_what_no_longer_fits_is_told_in_the_list_that_changed_it(text: str, path: str, what: str):
    problems = over(f"{HEAD}tools: {{{text}}}\n")[1]
    assert [(problem.path, problem.what) for problem in problems] == [(path, what)]
    # What is inherited stands where the list below is named; the rest where it is written.
    assert problems[0].line == (2 if "removed" in text else 4)


def test_a_tool_is_added():
    added = tools("{video: {any_model: {per_second: 1}}}")
    assert list(added) == ["t2v", "autopilot", "fbf", "video"]


# --- prices that are not published ------------------------------------------------------------


def test_what_was_unpriced_gets_a_price():
    changed = tools("{autopilot: {images: {price: 3}}}")["autopilot"]
    assert (changed.images, list(changed.unpriced)) == (ImagePrice(Decimal(3)), ["lip-sync"])
    assert changed.always == ("images",)
    changed = tools("{autopilot: {add_ons: {lip-sync: {price: 3}}}}")["autopilot"]
    assert list(changed.unpriced) == ["images"]


@pytest.mark.parametrize("text", ["models: {a: {per_second: 1}}", "any_model: {per_second: 1}"])
def test_footage_that_was_unpriced_gets_a_price(text: str):
    assert tools(f"{{fbf: {{{text}}}}}")["fbf"].unpriced == {}


def test_what_had_a_price_is_unpriced():
    gap = "{name: a, why: b, where: c}"
    changed = tools(f"{{t2v: {{unpriced: {{images: {gap}, character: {gap}}}}}}}")["t2v"]
    assert changed.images is None
    assert list(changed.add_ons) == ["upscale-4k"]
    assert changed.unpriced == dict.fromkeys(["images", "character"], Unpriced("a", "b", "c"))


def test_footage_that_had_a_price_is_unpriced():
    gap = "{name: a, why: b, where: c}"
    changed = tools(f"{{autopilot: {{unpriced: {{base: {gap}}}}}}}")["autopilot"]
    assert (changed.models, changed.any_model) == ({}, None)
    assert list(changed.unpriced) == ["images", "lip-sync", "base"]
    prices, problems = over(
        f"{HEAD}tools: {{autopilot: {{any_model: {{per_second: 1}}, unpriced: {{base: {gap}}}}}}}\n"
    )
    assert prices is None
    assert [problem.path for problem in problems] == ["tools.autopilot.unpriced.base"]


def test_what_stays_unpriced_says_why_anew():
    changed = tools("{autopilot: {unpriced: {images: {why: b}}}}")["autopilot"]
    assert changed.images is None
    assert changed.unpriced["images"] == Unpriced("storyboards", "b", "the app")


def test_the_size_of_a_set_stays_where_only_its_price_changes():
    assert tools("{t2v: {images: {price: 0.2}}}")["t2v"].images == ImagePrice(Decimal("0.2"), 4)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("nothing", "tools"),
        ("{t2v: nothing}", "tools.t2v"),
        ("{t2v: {models: nothing}}", "tools.t2v.models"),
        ("{t2v: {models: {a: nothing}}}", "tools.t2v.models.a"),
        ("{t2v: {models: {a: {clips: nothing}}}}", "tools.t2v.models.a.clips"),
        ("{t2v: {models: {a: {lengths: [[4s]], per_second: 1}}}}",
         "tools.t2v.models.a.lengths[0]"),
        ("{t2v: {add_ons: nothing}}", "tools.t2v.add_ons"),
        ("{t2v: {add_ons: {character: nothing}}}", "tools.t2v.add_ons.character"),
        ("{t2v: {removed: a}}", "tools.t2v.removed"),
        ("{t2v: {removed: [[a]]}}", "tools.t2v.removed[0]"),
        ("{t2v: {images: nothing}}", "tools.t2v.images"),
        ("{t2v: {unpriced: nothing}}", "tools.t2v.unpriced"),
        ("{t2v: {modls: {}}}", "tools.t2v.modls"),
    ],
)  # fmt: skip
def test_what_is_no_change_is_told_where_it_stands(text: str, path: str):
    prices, problems = over(f"{HEAD}tools: {text}\n")
    assert prices is None
    assert [(problem.line, problem.path) for problem in problems] == [(4, path)]
