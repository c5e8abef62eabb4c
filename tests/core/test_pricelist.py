"""Price lists: what their leaves may say, what their look-ups answer, and what is published."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

import pytest
from refusals import refused

from acorns_cli.core.names import iso_date, plain_text, slug, tool_name
from acorns_cli.core.pricelist import ImagePrice, ModelPrice, Pack, PriceList, Source, ToolPrices
from acorns_cli.errors import InputError, Problem
from acorns_cli.records.record import Node, read_record


@pytest.mark.parametrize(
    ("tool", "model", "credits_per_second"),
    [
        ("autopilot", "seedance-v1-lite", "5"),
        ("autopilot", "kling-2.1-standard", "8"),
        ("autopilot", "kling-2.1-pro", "15"),
        ("t2v", "seedance-v1-lite", "3"),
        ("t2v", "runway-gen-3-alpha", "5"),
        ("t2v", "kling-2.1-standard", "7"),
        ("t2v", "kling-2.1-pro", "12"),
        ("fbf", None, "1"),
        ("fbf", "custom", "1"),
        ("fbf", "any-model-at-all", "1"),
    ],
)
def test_the_published_rates(
    prices: PriceList, tool: str, model: str | None, credits_per_second: str
):
    assert str(prices.model_price(tool, model).credits_per_second) == credits_per_second


@pytest.mark.parametrize(
    ("tool", "models"),
    [
        ("autopilot", ["seedance-v1-lite", "kling-2.1-standard", "kling-2.1-pro"]),
        ("t2v", ["seedance-v1-lite", "runway-gen-3-alpha", "kling-2.1-standard", "kling-2.1-pro"]),
        ("fbf", []),
    ],
)
def test_no_tool_has_a_model_that_is_not_published(prices: PriceList, tool: str, models: list[str]):
    assert list(prices.tool_prices(tool).models) == models


def test_the_published_image_prices(prices: PriceList):
    assert prices.tools["t2v"].images == ImagePrice(Decimal(4), per_images=1)
    assert prices.tools["fbf"].images == ImagePrice(Decimal("0.1"), per_images=4)
    assert prices.tools["autopilot"].images is None
    assert list(prices.tools["autopilot"].unpriced) == ["images"]


def test_the_published_top_ups(prices: PriceList):
    assert prices.top_ups is not None
    assert prices.top_ups.currency == "USD"
    assert prices.top_ups.packs == (
        Pack(Decimal(600), Decimal(15)),
        Pack(Decimal(1800), Decimal(40)),
        Pack(Decimal(6000), Decimal(99)),
    )


def test_the_list_says_where_it_is_from(prices: PriceList):
    assert prices.edition == date(2025, 6, 27)
    assert str(prices.source) == "How are credits used for each tool? (help page, 2025-06-27)"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (Source("Our studio"), "Our studio"),
        (Source("A reply", kind="e-mail"), "A reply (e-mail)"),
        (Source("A reply", date="June 2025"), "A reply (June 2025)"),
        (Source("A reply", kind="e-mail", date="June 2025"), "A reply (e-mail, June 2025)"),
    ],
)
def test_a_source_is_told_in_one_line(source: Source, expected: str):
    assert str(source) == expected


BARE = PriceList(
    edition=date(2026, 1, 31),
    source=Source("Our studio"),
    tools={
        "autopilot": ToolPrices(),
        "t2v": ToolPrices(
            models={"named": ModelPrice(Decimal(2))}, any_model=ModelPrice(Decimal(3))
        ),
    },
)
"""A list with a tool that has nothing, one that has everything, and none for the third."""


def test_a_listed_model_comes_before_the_price_of_any_model():
    assert BARE.model_price("t2v", "named").credits_per_second == 2
    assert BARE.model_price("t2v", "other").credits_per_second == 3
    assert BARE.model_price("t2v", None).credits_per_second == 3


T2V_HAS = "t2v has seedance-v1-lite, runway-gen-3-alpha, kling-2.1-standard or kling-2.1-pro"


@pytest.mark.parametrize(
    ("tool", "model", "what", "fix", "word"),
    [
        ("tv2", None, "there is no tool 'tv2'", "did you mean t2v?", "tool"),
        ("", None, "there is no tool ''", "the tools are autopilot, t2v or fbf", "tool"),
        ("t2v", "kling-2.1-prp", "t2v has no model 'kling-2.1-prp'",
         f"did you mean kling-2.1-pro or kling-2.1-standard? ({T2V_HAS})", "model"),
        ("t2v", "sora", "t2v has no model 'sora'", T2V_HAS, "model"),
        ("autopilot", "runway-gen-3-alpha",
         "'runway-gen-3-alpha' is a model of t2v, not of autopilot",
         "autopilot has seedance-v1-lite, kling-2.1-standard or kling-2.1-pro", "model"),
        ("t2v", None, "t2v needs a model", T2V_HAS, "model"),
    ],
)  # fmt: skip
def test_a_name_that_is_not_there_gets_what_is(
    prices: PriceList, tool: str, model: str | None, what: str, fix: str, word: str
):
    assert refused(prices.model_price, tool, model) == (what, fix, word)


def test_the_error_names_the_word_that_the_model_was_given_for(prices: PriceList):
    assert refused(prices.model_price, "t2v", "sora", word="rerender_model")[2] == "rerender_model"


@pytest.mark.parametrize(
    ("prices", "tool", "what", "fix", "word"),
    [
        (BARE, "fbf", "the price list of 2026-01-31 has no prices for fbf",
         "it has them for autopilot or t2v", "tool"),
        (PriceList(edition=date(2026, 1, 31), source=Source("Our studio"), tools={}), "fbf",
         "the price list of 2026-01-31 has no prices for fbf", "", "tool"),
        (BARE, "autopilot", "the price list of 2026-01-31 has no models for autopilot", "",
         "model"),
    ],
)  # fmt: skip
def test_a_price_list_with_gaps_says_which(
    prices: PriceList, tool: str, what: str, fix: str, word: str
):
    assert refused(prices.model_price, tool, "named") == (what, fix, word)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kling-2.1-standard", "kling-2.1-standard"),
        ("Kling 2.1 Standard", "kling-2.1-standard"),
        ("  KLING_2.1_PRO ", "kling-2.1-pro"),
        ("Runway  Gen-3   Alpha", "runway-gen-3-alpha"),
        ("Seedance _ V1", "seedance-v1"),
        ("x" * 200, "x" * 200),
    ],
)
def test_a_name_is_looked_up_in_lower_case_with_hyphens(text: str, expected: str):
    assert slug(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("t2v", "t2v"),
        (" FBF ", "fbf"),
        ("Text-to-Video", "t2v"),
        ("frame by frame", "fbf"),
        ("Autopilot", "autopilot"),
        ("Film", "film"),
        ("", ""),
    ],
)
def test_a_tool_has_two_names(text: str, expected: str):
    assert tool_name(text) == expected


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("kling-2.1-prro", "kling-2.1-pro"),
        ("kling21pro", "kling-2.1-pro"),
        ("kling-2.1-pro", ""),
        ("kling-2.5-pro", ""),
        ("custom", ""),
    ],
)
def test_a_name_that_is_nearly_a_listed_one_is_a_slip(prices: PriceList, model: str, expected: str):
    assert prices.slip(model) == expected


def test_words_are_kept_as_they_are_written_but_for_the_spaces_around_them():
    assert plain_text("  Kling 2.1_Standard – best ") == "Kling 2.1_Standard – best"


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u3000", "\u2009"])
def test_any_space_in_a_name_is_as_good_as_a_plain_one(space: str):
    assert slug(f"{space}Kling{space}2.1 _{space}Pro{space}") == "kling-2.1-pro"
    assert tool_name(f"Text{space}to{space}Video") == "t2v"
    assert plain_text(f"{space}a{space}b{space}") == f"a{space}b"


@pytest.mark.parametrize("read", [slug, plain_text])
@pytest.mark.parametrize(
    ("text", "what", "fix"),
    [
        ("", "the text is empty", ""),
        ("  ", "the text is empty", ""),
        ("x" * 201, f"'{'x' * 30}…{'x' * 30}' is too long", "the most is 200 characters"),
        ("a\x1b[31m", "'a\\x1b[31m' has characters that can't be printed", ""),
        ("a\nb", "'a\\nb' has characters that can't be printed", ""),
        ("\udcff", "'\\udcff' has characters that can't be printed", ""),
    ],
)
def test_what_is_no_name_is_refused(read: Callable[[str], str], text: str, what: str, fix: str):
    assert refused(read, text)[:2] == (what, fix)


def test_a_date_is_a_day_of_the_calendar():
    assert iso_date("2025-06-27") == date(2025, 6, 27)
    assert iso_date("2024-02-29") == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("text", "what", "fix"),
    [
        ("2025-02-29", "'2025-02-29' is not a day of the calendar", ""),
        ("2025-13-01", "'2025-13-01' is not a day of the calendar", ""),
        ("0000-01-01", "'0000-01-01' is not a day of the calendar", ""),
        ("", "'' is not a date", "write it as 2025-06-27"),
        ("27.6.2025", "'27.6.2025' is not a date", "write it as 2025-06-27"),
        ("20250627", "'20250627' is not a date", "write it as 2025-06-27"),
        ("2025-W26-5", "'2025-W26-5' is not a date", "write it as 2025-06-27"),
        ("2025-6-27", "'2025-6-27' is not a date", "write it as 2025-06-27"),
        ("2025-06-27\n", "'2025-06-27\\n' is not a date", "write it as 2025-06-27"),
        ("٢٠٢٥-٠٦-٢٧", "'٢٠٢٥-٠٦-٢٧' is not a date", "write it as 2025-06-27"),
    ],
)
def test_what_is_no_date_is_refused(text: str, what: str, fix: str):
    assert refused(iso_date, text)[:2] == (what, fix)


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


def selling(credits: str, price: str, *, currency: str = "USD") -> dict[str, object]:
    """The top-ups of a list with one pack."""
    packs = [{"credits": credits, "price": price}]
    return {"top_ups": {"source": {"title": "Shop"}, "currency": currency, "packs": packs}}


def test_the_smallest_price_list_is_a_price_list():
    problems: list[Problem] = []
    smallest = PriceList(edition=date(2026, 1, 31), source=Source("Our studio"), tools={})
    assert read_record(price_list_with(), PriceList, problems) == smallest
    assert problems == []


def test_every_key_of_a_price_list_is_read():
    problems: list[Problem] = []
    root = price_list_with(
        tools={
            "t2v": {
                "models": {"kling-3": {"credits_per_second": "7.25", "billed_in": "5s"}},
                "any_model": {"credits_per_second": "1", "name": "Any"},
                "images": {"credits": "0.1", "per_images": "4"},
                "unpriced": {"extra": {"name": "edits", "why": "unknown", "where": "the app"}},
                "free_rerender_clips_per_minute": "4",
            }
        },
        **selling("600", "14.99"),
        examples=[{"title": "one", "job": {"tool": "t2v"}, "expect": {"total": "0"}}],
    )
    found = read_record(root, PriceList, problems)
    assert problems == []
    assert found is not None
    t2v = found.tools["t2v"]
    assert t2v.models == {"kling-3": ModelPrice(Decimal("7.25"), billed_in=Decimal(5))}
    assert t2v.any_model == ModelPrice(Decimal(1), name="Any")
    assert t2v.images == ImagePrice(Decimal("0.1"), per_images=4)
    assert t2v.unpriced["extra"].where == "the app"
    assert t2v.free_rerender_clips_per_minute == 4
    assert found.top_ups is not None
    assert found.top_ups.packs == (Pack(Decimal(600), Decimal("14.99")),)
    assert found.examples[0].job == {"tool": "t2v"}
    assert found.examples[0].expect.total == 0


@pytest.mark.parametrize(
    ("changes", "what", "fix", "path"),
    [
        ({"edition": "next week"}, "'next week' is not a date", "write it as 2025-06-27",
         "edition"),
        ({"source": {"title": " "}}, "the text is empty", "", "source.title"),
        ({"tools": {"tv2": {}}}, "'tv2' is not a tool", "did you mean t2v?", "tools.tv2"),
        ({"tools": {"xyzzy": {}}}, "'xyzzy' is not a tool", "the tools are autopilot, t2v or fbf",
         "tools.xyzzy"),
        ({"tools": {"t2v": {"unpriced": {"music": {"name": "a", "why": "b", "where": "c"}}}}},
         "'music' is not a line item", "the line items are base, rerender, extra or images",
         "tools.t2v.unpriced.music"),
        ({"tools": {"t2v": {"models": {"Kling 3": {"credits_per_second": "7"}}}}},
         "'Kling 3' is not a slug", "write it as kling-3", "tools.t2v.models.Kling 3"),
        ({"tools": {"t2v": {"models": {"kling-3": {"credits_per_second": "0.0000001"}}}}},
         "'0.0000001' has too many decimals", "write at most 6 of them",
         "tools.t2v.models.kling-3.credits_per_second"),
        ({"tools": {"fbf": {"any_model": {"credits_per_second": "1", "billed_in": "0s"}}}},
         "a step of 0 seconds bills nothing", "write it like 5s", "tools.fbf.any_model.billed_in"),
        ({"tools": {"fbf": {"any_model": {"credits_per_second": "1", "billed_in": "0"}}}},
         "a step of 0 seconds bills nothing", "write it like 5s", "tools.fbf.any_model.billed_in"),
        ({"tools": {"fbf": {"images": {"credits": "1", "per_images": "0"}}}},
         "a set of 0 images holds nothing", "write 1 or more", "tools.fbf.images.per_images"),
        ({"tools": {"fbf": {"images": {"credits": "1", "per_images": "2.5"}}}},
         "'2.5' is not a whole number of images", "write it whole", "tools.fbf.images.per_images"),
        (selling("600", "1", currency="$"),
         "'$' is not a currency", "write three letters, like USD", "top_ups.currency"),
        (selling("0", "1"),
         "a pack of 0 credits buys nothing", "write 1 or more", "top_ups.packs[0].credits"),
        (selling("600", "0.00"),
         "a pack can't be free", "write a price above 0", "top_ups.packs[0].price"),
        (selling("600", "14.999"), "'14.999' has more than two decimals", "write it like 14.99",
         "top_ups.packs[0].price"),
    ],
)  # fmt: skip
def test_a_wrong_value_in_a_price_list_is_told_with_its_path(
    changes: dict[str, object], what: str, fix: str, path: str
):
    problems: list[Problem] = []
    assert read_record(price_list_with(**changes), PriceList, problems) is None
    assert problems == [Problem(what, fix, 1, path)]


def test_a_name_that_grows_in_lower_case_is_still_bounded():
    with pytest.raises(InputError, match="is too long"):
        slug("İ" * 150)
