"""Price lists: what their keys may say, which tool a name means, and what is published."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pricetexts import price_list
from refusals import refused

from acorns_cli.core.pricelist import (
    AddOn,
    ImagePrice,
    ModelPrice,
    NoPrice,
    Pack,
    Plan,
    PriceList,
    Service,
    Source,
)
from acorns_cli.core.rates import PerClip, PerPiece, PerSecond, PerStep
from acorns_cli.errors import Problem
from acorns_cli.records.record import Node, read_record

D = Decimal
NEURAL_FRAMES = Service("neural-frames", "neural frames")

# --- the shipped list -------------------------------------------------------------------------


def test_the_published_prices_of_footage(prices: PriceList):
    assert {
        tool: {name: str(model.per_second) for name, model in listed.models.items()}
        for tool, listed in prices.tools.items()
    } == {
        "autopilot": {"seedance-v1-lite": "5", "kling-2.1-standard": "8", "kling-2.1-pro": "15"},
        "t2v": {
            "seedance-v1-lite": "3",
            "runway-gen-3-alpha": "5",
            "kling-2.1-standard": "7",
            "kling-2.1-pro": "12",
        },
        "fbf": {},
    }
    any_models = {tool: listed.any_model for tool, listed in prices.tools.items()}
    assert any_models == {"autopilot": None, "t2v": None, "fbf": ModelPrice(D(1))}


def test_the_published_image_prices(prices: PriceList):
    assert prices.tools["t2v"].images == ImagePrice(D(4), per_images=1)
    assert prices.tools["fbf"].images == ImagePrice(D("0.1"), per_images=4)
    autopilot = prices.tools["autopilot"]
    assert (autopilot.images, autopilot.always) == (None, ("images",))
    assert list(autopilot.unpriced) == ["images"]


def test_the_published_packs_and_plans(prices: PriceList):
    assert prices.packs is not None
    assert prices.packs.currency == "USD"
    assert prices.packs.sold == (
        Pack(D(600), D(15)),
        Pack(D(1800), D(40)),
        Pack(D(6000), D(99)),
    )
    assert prices.plans is not None
    assert prices.plans.currency == "USD"
    assert prices.plans.sold == (
        Plan("Neural Knight", D(2400), yearly=D(312)),
        Plan("Neural Ninja", D(7200), yearly=D(792)),
        Plan("Neural Nirvana", D(24000), yearly=D(2388)),
    )


def test_the_list_says_where_it_is_from(prices: PriceList):
    assert (prices.edition, prices.service) == (date(2025, 6, 27), NEURAL_FRAMES)
    assert str(prices.source) == "How are credits used for each tool? (help page, 2025-06-27)"
    assert (prices.title, prices.unit, prices.is_money) == ("2025-06-27", "credits", False)


# --- what a list says of itself ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (Source("Our studio"), "Our studio"),
        (Source("A reply", kind="e-mail"), "A reply (e-mail)"),
        (Source("A reply", date="June 2025"), "A reply (June 2025)"),
        (Source("A page", "help page", "undated", "a.example", "a table"),
         "A page (help page, undated, read in a table)"),
    ],
)  # fmt: skip
def test_a_source_is_one_line(source: Source, expected: str):
    assert str(source) == expected


def test_a_service_without_a_name_has_that_of_its_id():
    assert [str(Service("luma", "Luma Dream Machine")), str(Service("luma"))] == [
        "Luma Dream Machine",
        "luma",
    ]


LUMA = """\
service: {id: luma, name: Luma Dream Machine}
edition: 2025-09-18
unit: USD
source: {title: A page}
extends: 2025-06-27 (A list)
tools:
  video: {name: Dream Machine, models: {ray: {per_second: 1}}}
  audio: {models: {ray: {per_second: 1}}}
"""


def test_a_list_names_its_service_its_unit_and_the_list_below():
    luma = price_list(LUMA)
    assert (luma.title, luma.unit, luma.is_money) == ("luma 2025-09-18", "USD", True)
    assert luma.origin == "A page, over 2025-06-27 (A list)"
    assert [luma.tool_name(tool) for tool in luma.tools] == ["Dream Machine", "audio"]


@pytest.mark.parametrize(
    ("typed", "tool"), [("video", "video"), ("dream-machine", "video"), ("audio", "audio")]
)
def test_a_tool_is_found_by_its_slug_and_by_its_name(typed: str, tool: str):
    assert price_list(LUMA).tool(typed) == tool


@pytest.mark.parametrize(
    ("typed", "what", "fix"),
    [
        ("vidoe", "the price list of luma 2025-09-18 has no tool 'vidoe'", "did you mean video?"),
        ("t2v", "the price list of luma 2025-09-18 has no tool 't2v'", "it has video and audio"),
    ],
)
def test_a_tool_that_is_not_there_gets_those_that_are(typed: str, what: str, fix: str):
    assert refused(price_list(LUMA).tool, typed) == (what, fix, "tool")


# --- the keys of a file -----------------------------------------------------------------------


def tree(value: str | list[object] | Mapping[str, object]) -> Node:
    """A value as a tree in which everything stands on line 1."""
    if isinstance(value, str):
        return Node(value, 1, 1)
    if isinstance(value, list):
        return Node(tuple(tree(item) for item in value), 1, 1)
    return Node({key: tree(item) for key, item in value.items()}, 1, 1)


def price_list_with(**changes: object) -> Node:
    """The smallest price list, with some keys changed."""
    smallest = {"edition": "2026-01-31", "source": {"title": "Our studio"}, "tools": {}}
    return tree(smallest | changes)


def with_tool(**keys: object) -> dict[str, object]:
    return {"tools": {"video": keys}}


def with_model(name: str = "m", **keys: object) -> dict[str, object]:
    return with_tool(models={name: keys})


def selling(credits: str, price: str, *, currency: str = "USD") -> dict[str, object]:
    """The packs of a list with one pack."""
    sold = [{"credits": credits, "price": price}]
    return {"packs": {"source": {"title": "Shop"}, "currency": currency, "sold": sold}}


def with_plan(**keys: object) -> dict[str, object]:
    sold = [{"name": "Pro", "credits": "600", **keys}]
    return {"plans": {"source": {"title": "Shop"}, "currency": "USD", "sold": sold}}


def read(**changes: object) -> PriceList:
    problems: list[Problem] = []
    found = read_record(price_list_with(**changes), PriceList, problems)
    assert problems == []
    assert found is not None
    return found


def test_the_smallest_price_list_is_a_price_list():
    found = read()
    assert (found.edition, found.source) == (date(2026, 1, 31), Source("Our studio"))
    assert (found.service, found.unit, found.tools) == (NEURAL_FRAMES, "credits", {})
    assert (found.packs, found.plans, found.examples, found.extends) == (None, None, (), None)


@pytest.mark.parametrize(
    ("keys", "price", "rate"),
    [
        ({"per_second": "7.25"}, ModelPrice(D("7.25")), PerSecond(D("7.25"))),
        ({"price": "35", "per": "5s"}, ModelPrice(price=D(35), per=D(5)), PerStep(D(35), D(5))),
        ({"clips": {"10s": "21", "0:05": "13"}}, ModelPrice(clips={D(10): D(21), D(5): D(13)}),
         PerClip(((D(5), D(13)), (D(10), D(21))))),
        ({"per_second": "0.40", "lengths": ["8s", "4s"]},
         ModelPrice(D("0.4"), lengths=(D(8), D(4))),
         PerClip(((D(4), D("1.6")), (D(8), D("3.2"))))),
        ({"unpriced": {"why": "it is new", "where": "the app"}},
         ModelPrice(unpriced=NoPrice("it is new", "the app")), None),
        ({"per_second": "0", "name": "Kling 3", "note": "as of May", "source": {"title": "Mail"}},
         ModelPrice(D(0), "Kling 3", source=Source("Mail"), note="as of May"), PerSecond(D(0))),
    ],
)  # fmt: skip
def test_every_shape_of_a_price_is_read(keys: dict[str, Any], price: ModelPrice, rate: object):
    tool = read(**with_tool(models={"kling-3/4k": keys}, any_model=keys)).tools["video"]
    assert (tool.models, tool.any_model) == ({"kling-3/4k": price}, price)
    assert tool.models["kling-3/4k"].rate == rate


@pytest.mark.parametrize(
    ("keys", "add_on", "rate"),
    [
        ({"per_second": "3"}, AddOn(D(3)), PerSecond(D(3))),
        ({"price": "20", "per": "5s"}, AddOn(price=D(20), per=D(5)), PerStep(D(20), D(5))),
        ({"price": "15", "name": "Character", "models": ["a", "b/4k"]},
         AddOn(name="Character", price=D(15), models=("a", "b/4k")), PerPiece(D(15))),
    ],
)  # fmt: skip
def test_every_shape_of_an_add_on_is_read(keys: dict[str, Any], add_on: AddOn, rate: object):
    found = read(**with_tool(add_ons={"x": keys})).tools["video"].add_ons["x"]
    assert (found, found.rate) == (add_on, rate)


def test_every_other_key_of_a_price_list_is_read():
    found = read(
        service={"id": "luma", "name": "Luma"},
        unit="JPY",
        note="Prices change.",
        tools={
            "t2v": {
                "name": "Text-to-Video",
                "images": {"price": "0.1", "per_images": "4", "note": "stills"},
                "free_rerender_clips_per_minute": "4",
                "always": ["images", "upscale"],
                "unpriced": {"upscale": {"name": "4K", "why": "unknown", "where": "the app"}},
                "removed": ["kling-1"],
                "note": "in beta",
            }
        },
        packs={
            "source": {"title": "Shop", "via": "a table"},
            "currency": "USD",
            "note": "A slider offers others.",
            "sold": [
                {"credits": "600", "price": "14.99", "needs_plan": "yes", "note": "for a year"},
                {"credits": "24.3", "price": "1", "needs_plan": "False"},
            ],
        },
        plans={
            "source": {"title": "Shop"},
            "currency": "EUR",
            "sold": [
                {"name": "Pro", "credits": "2250", "monthly": "35", "yearly": "336"},
                {"name": "Max", "credits": "9500", "yearly": "912", "note": "by the year alone"},
            ],
        },
        examples=[{"title": "one", "job": {"tool": "t2v"}, "expect": {"total": "0", "4k": "1"}}],
    )
    assert (found.service, found.unit, found.note) == (
        Service("luma", "Luma"),
        "JPY",
        "Prices change.",
    )
    t2v = found.tools["t2v"]
    assert (t2v.name, t2v.note, t2v.always) == ("Text-to-Video", "in beta", ("images", "upscale"))
    assert t2v.images == ImagePrice(D("0.1"), 4, "stills")
    assert (t2v.free_rerender_clips_per_minute, t2v.removed) == (4, ("kling-1",))
    assert t2v.unpriced["upscale"].where == "the app"
    assert found.packs is not None
    assert (found.packs.source.via, found.packs.note) == ("a table", "A slider offers others.")
    assert found.packs.sold == (
        Pack(D(600), D("14.99"), needs_plan=True, note="for a year"),
        Pack(D("24.3"), D(1)),
    )
    assert found.plans is not None
    assert found.plans.sold == (
        Plan("Pro", D(2250), D(35), D(336)),
        Plan("Max", D(9500), yearly=D(912), note="by the year alone"),
    )
    assert found.examples[0].job == {"tool": "t2v"}
    assert found.examples[0].expect == {"total": 0, "4k": 1}


def faults(**changes: object) -> list[Problem]:
    problems: list[Problem] = []
    assert read_record(price_list_with(**changes), PriceList, problems) is None
    return problems


ONE_PRICE = "write one of per_second, price and per, clips, or unpriced"
NO_PRICE = {"why": "it is new", "where": "the app"}
M = "tools.video.models.m"


@pytest.mark.parametrize(
    ("keys", "what", "fix"),
    [
        ({}, "a model has one price, or is unpriced", ONE_PRICE),
        ({"per_second": "7", "unpriced": NO_PRICE}, "a model has one price, or is unpriced",
         ONE_PRICE),
        ({"per_second": "7", "price": "35", "per": "5s"}, "per_second and price each say the price",
         "keep one of them"),
        ({"per_second": "7", "price": "35", "clips": {"5s": "35"}},
         "per_second, price and clips each say the price", "keep one of them"),
        ({"per_second": "7", "per": "5s"}, "per needs a price", "write {price: 35, per: 5s}"),
        ({"clips": {"5s": "35"}, "lengths": ["5s"]}, "lengths need per_second",
         "write {per_second: 0.4, lengths: [4s, 8s]}, or clips with their prices"),
        ({"price": "35"}, "the price says no length of footage", "add per, like per: 5s"),
    ],
)  # fmt: skip
def test_the_keys_of_a_price_go_together(keys: dict[str, Any], what: str, fix: str):
    assert faults(**with_model(**keys)) == [Problem(what, fix, 1, M)]


@pytest.mark.parametrize(
    ("keys", "what", "fix"),
    [
        ({}, "an add-on has a price", "write per_second, price and per, or price"),
        ({"per_second": "7", "price": "35"}, "per_second and price each say the price",
         "keep one of them"),
        ({"per": "5s"}, "per needs a price", "write {price: 35, per: 5s}"),
    ],
)  # fmt: skip
def test_the_keys_of_an_add_on_go_together(keys: dict[str, Any], what: str, fix: str):
    path = "tools.video.add_ons.x"
    assert faults(**with_tool(add_ons={"x": keys})) == [Problem(what, fix, 1, path)]


NO_SERVICE = "write a name like luma, without a slash"
SLASH = "write it like veo-3.1/720p, with one slash at the most"


@pytest.mark.parametrize(
    ("changes", "what", "fix", "path"),
    [
        ({"edition": "next week"}, "'next week' is not a date", "write it as 2025-06-27",
         "edition"),
        ({"source": {"title": " "}}, "the text is empty", "", "source.title"),
        ({"note": "x" * 201}, f"'{'x' * 30}…{'x' * 30}' is too long", "the most is 200 characters",
         "note"),
        ({"unit": "usd"}, "'usd' is not a unit",
         "write credits, or a currency in three letters, like USD", "unit"),
        *(
            ({"service": {"id": name}}, f"'{name}' can't be the name of a service", NO_SERVICE,
             "service.id") for name in ("all", "luma/api", "2025-06-27")
        ),
        ({"service": {"id": "Luma"}}, "'Luma' is not a slug", "write it as luma", "service.id"),
        ({"tools": {"T 2": {}}}, "'T 2' is not a slug", "write it as t-2", "tools.T 2"),
        (with_model("Kling 3", per_second="7"), "'Kling 3' is not a slug", "write it as kling-3",
         "tools.video.models.Kling 3"),
        *(
            (with_model(name, per_second="7"), f"'{name}' is not a model and its quality", SLASH,
             f"tools.video.models.{name}") for name in ("/a", "a/", "a/b/c")
        ),
        (with_model(per_second="0.0000001"), "'0.0000001' has too many decimals",
         "write at most 6 of them", f"{M}.per_second"),
        (with_model(per_second="1,500"), "'1,500' is not a number",
         "write it without commas, with a point before the decimals: 1680 or 0.5",
         f"{M}.per_second"),
        *(
            (with_model(price="7", per=text), "a length of 0 seconds bills nothing",
             "write it like 5s", f"{M}.per") for text in ("0", "0s")
        ),
        (with_model(clips={"0s": "7"}), "a length of 0 seconds bills nothing", "write it like 5s",
         f"{M}.clips.0s"),
        (with_model(clips={"5": "7"}), "'5' could be seconds or minutes", "write 5s or 5m",
         f"{M}.clips.5"),
        (with_model(per_second="7", lengths=["5s", "x"]), "'x' is not a duration",
         "write 4:00, 1:02:03.5, 4m30s, 90s or PT4M30S", f"{M}.lengths[1]"),
        (with_tool(images={"price": "1", "per_images": "0"}), "a set of 0 images holds nothing",
         "write 1 or more", "tools.video.images.per_images"),
        (with_tool(images={"price": "1", "per_images": "2.5"}),
         "'2.5' is not a whole number of images", "write it whole",
         "tools.video.images.per_images"),
        (selling("600", "1", currency="$"), "'$' is not a currency",
         "write three letters, like USD", "packs.currency"),
        (selling("0", "1"), "a pack of 0 credits buys nothing", "write 1 or more",
         "packs.sold[0].credits"),
        (selling("600", "0.00"), "a pack can't be free", "write a price above 0",
         "packs.sold[0].price"),
        # What an error says to write is not refused in turn.
        (selling("-600", "1"), "'-600' is below 0", "write 1 or more", "packs.sold[0].credits"),
        (selling("600", "-1"), "'-1' is below 0", "write a price above 0", "packs.sold[0].price"),
        (selling("600", "14.999"), "'14.999' has more than two decimals", "write it like 14.99",
         "packs.sold[0].price"),
        (with_plan(), "a plan has a price", "write monthly, yearly or both", "plans.sold[0]"),
        (with_plan(monthly="0"), "a pack can't be free", "write a price above 0",
         "plans.sold[0].monthly"),
        ({"packs": {**selling("6", "1")["packs"], "sold": [  # type: ignore[dict-item]
            {"credits": "6", "price": "1", "needs_plan": "perhaps"}]}},
         "'perhaps' is not yes or no", "write yes or no", "packs.sold[0].needs_plan"),
    ],
)  # fmt: skip
def test_a_wrong_value_in_a_price_list_is_reported_with_its_path(
    changes: dict[str, object], what: str, fix: str, path: str
):
    assert faults(**changes) == [Problem(what, fix, 1, path)]


def test_a_length_in_two_spellings_is_one_length():
    found = read(**with_model(per_second="2", lengths=["5s", "0:05"])).tools["video"].models["m"]
    assert found.rate == PerClip(((D(5), D(10)),))
    assert faults(**with_model(clips={"5s": "7", "0:05": "9"})) == [
        Problem("'0:05' is here twice", "keep one of the two", 1, f"{M}.clips.0:05")
    ]
