"""What a price list can't say, though each of its values can be read."""

from pathlib import Path

import pytest

from acorns_cli.catalog.proofs import read_list
from acorns_cli.core.pricelist import PriceList
from acorns_cli.errors import Problem
from acorns_cli.records.yamltext import tree

HEAD = "edition: 2026-01-01\nsource: {title: a page}\n"
GAP = "{name: a, why: b, where: c}"
SOLD = "source: {title: a shop}, currency: USD, sold"


def read(text: str) -> tuple[PriceList | None, list[Problem]]:
    root, problems = tree(Path("list.yaml"), text)
    return read_list(root, problems), problems


def tool(text: str) -> str:
    """A list of one tool, whose keys stand from line 5 on."""
    keys = "".join(f"    {line}\n" for line in text.split("\n"))
    return f"{HEAD}tools:\n  video:\n{keys}"


def faults(text: str) -> list[tuple[int, str, str, str]]:
    """What is wrong with a list that can be read: lines, paths, what and what to do."""
    prices, problems = read(text)
    assert prices is None or problems == []
    return [(each.line, each.path, each.what, each.fix) for each in problems]


ANY = "any_model: {per_second: 1}"
NEW = "{unpriced: {why: b, where: c}}"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param(
            f"{HEAD}tools: {{}}\n",
            (3, "tools", "no tool has prices", "list one, like video"),
            id="no tools",
        ),
        pytest.param(
            tool("images: {price: 4}"),
            (4, "tools.video", "video has no price for footage",
             "give it models, or any_model where all cost the same"),
            id="no footage",
        ),
        pytest.param(
            tool("any_model: {per_second: 1}\nremoved: [a]"),
            (6, "tools.video.removed",
             "there is nothing to remove from: this list extends no other",
             "leave it out, or say what it extends"),
            id="removed from nothing",
        ),
        # --- what every video needs, and what has no price
        pytest.param(
            tool(f"{ANY}\nalways: [images, storyboards]"),
            (6, "tools.video.always[1]", "'storyboards' is no line item and no add-on",
             "there is rerender, extra or images"),
            id="always what is not there",
        ),
        pytest.param(
            tool(f"{ANY}\nalways: [upscale]\nadd_ons: {{upscale-4k: {{price: 1}}}}"),
            (6, "tools.video.always[0]", "'upscale' is no line item and no add-on",
             "did you mean upscale-4k?"),
            id="always, mistyped",
        ),
        pytest.param(
            tool(f"{ANY}\nalways: [reserve]"),
            (6, "tools.video.always[0]", "'reserve' is no line item and no add-on",
             "there is rerender, extra or images"),
            id="always a reserve",
        ),
        pytest.param(
            tool(f"{ANY}\nalways: [base]"),
            (6, "tools.video.always[0]", "base is a part of every video", "leave it out"),
            id="always base",
        ),
        pytest.param(
            tool(f"{ANY}\nimages: {{price: 4}}\nunpriced:\n  images: {GAP}"),
            (8, "tools.video.unpriced.images",
             "video has a price for images, and says that it has none", "keep one of the two"),
            id="images priced and unpriced",
        ),
        pytest.param(
            tool(f"{ANY}\nadd_ons: {{a: {{price: 4}}}}\nunpriced:\n  a: {GAP}"),
            (8, "tools.video.unpriced.a",
             "video has a price for a, and says that it has none", "keep one of the two"),
            id="an add-on priced and unpriced",
        ),
        *(
            pytest.param(
                tool(f"{priced}\nunpriced:\n  base: {GAP}"),
                (7, "tools.video.unpriced.base",
                 "video has a price for base, and says that it has none", "keep one of the two"),
                id=f"footage priced and unpriced: {priced}",
            )
            for priced in (
                *(ANY, "models: {a: {per_second: 1}}"),
                f"models: {{a: {NEW}, b: {{per_second: 1}}}}",
            )
        ),
        # --- add-ons
        *(
            pytest.param(
                tool(f"{ANY}\n{group}:\n  '{name}': {value}"),
                (7, f"tools.video.{group}.{name}",
                 f"no job can ask for an add-on named '{name}': {sign} ends the name",
                 "give it another name"),
                id=f"an add-on that can't be asked for: {name}",
            )
            for group, value, name, sign in (
                ("add_ons", "{price: 1}", "a=b", "an equals sign"),
                ("add_ons", "{price: 1}", "a,b", "a comma"),
                ("unpriced", GAP, "a=b,c", "an equals sign"),
            )
        ),
        pytest.param(
            tool("models: {pro: {per_second: 1}}\nadd_ons: {x: {price: 1, models: [pro, prro]}}"),
            (6, "tools.video.add_ons.x.models[1]", "there is no model 'prro'",
             "did you mean pro?"),
            id="an add-on for a mistyped model",
        ),
        pytest.param(
            tool(f"{ANY}\nadd_ons: {{x: {{price: 1, models: [kling]}}}}"),
            (6, "tools.video.add_ons.x.models[0]", "there is no model 'kling'",
             "name models of the same tool"),
            id="an add-on for a model of another tool",
        ),
        # --- packs and plans
        pytest.param(
            f"{tool(ANY)}packs: {{{SOLD}: []}}\n",
            (6, "packs.sold", "there are no packs", "list at least one, or leave out packs"),
            id="no packs",
        ),
        pytest.param(
            f"{tool(ANY)}plans: {{{SOLD}: []}}\n",
            (6, "plans.sold", "there are no plans", "list at least one, or leave out plans"),
            id="no plans",
        ),
        pytest.param(
            f"{tool(ANY)}packs:\n  source: {{title: a}}\n  currency: USD\n  sold:\n"
            "    - {credits: 600, price: 1}\n    - {credits: 600.0, price: 2}\n",
            (11, "packs.sold[1]", "a pack of 600 credits is here twice, first on line 10",
             "keep one of them"),
            id="a pack twice",
        ),
        pytest.param(
            f"{tool(ANY)}packs:\n  source: {{title: a}}\n  currency: USD\n  sold:\n"
            "    - {credits: 1, price: 1}\n    - {credits: 1, price: 2}\n",
            (11, "packs.sold[1]", "a pack of 1 credit is here twice, first on line 10",
             "keep one of them"),
            id="a pack of one credit twice",
        ),
        pytest.param(
            f"{tool(ANY)}packs: {{source: {{title: a}}, currency: USD,"
            " sold: [{credits: 6, price: 1}, {credits: 6, price: 2}]}\n",
            (6, "packs.sold[1]", "a pack of 6 credits is here twice, first on line 6",
             "keep one of them"),
            id="a pack twice on one line",
        ),
        pytest.param(
            f"{tool(ANY)}plans:\n  source: {{title: a}}\n  currency: USD\n  sold:\n"
            "    - {name: Pro, credits: 1, monthly: 1}\n    - {name: Pro, credits: 2, yearly: 9}\n",
            (11, "plans.sold[1]", "a plan 'Pro' is here twice, first on line 10",
             "keep one of them"),
            id="a plan twice",
        ),
        pytest.param(
            f"{tool(ANY)}unit: USD\npacks: {{{SOLD}: [{{credits: 600, price: 1}}]}}\n",
            (7, "packs", "prices are in USD, so that there are no credits to buy",
             "leave out packs"),
            id="packs of money",
        ),
        pytest.param(
            f"{tool(ANY)}unit: USD\n"
            f"plans: {{{SOLD}: [{{name: Pro, credits: 600, monthly: 1}}]}}\n",
            (7, "plans", "prices are in USD, so that there are no credits to buy",
             "leave out plans"),
            id="plans of money",
        ),
    ],
)  # fmt: skip
def test_a_list_that_does_not_hold_together(text: str, fault: tuple[int, str, str, str]):
    assert faults(text) == [fault]
    assert read(text)[0] is None


RESERVED = (
    *("base", "rerender", "extra", "images", "reserve", "total", "about", "other", "tool", "model"),
    *("item", "quantity", "unit", "rate", "sum", "credits", "complete", "row", "error"),
)


@pytest.mark.parametrize("name", RESERVED)
@pytest.mark.parametrize("group", ["add_ons", "unpriced"])
def test_no_add_on_is_named_like_a_line_item_or_a_column(name: str, group: str):
    footage = "note: a" if (group, name) == ("unpriced", "base") else ANY
    text = tool(f"{footage}\n{group}:\n  {name}: {GAP if group == 'unpriced' else '{price: 1}'}")
    what = f"an add-on can't be named '{name}', as a column of results is"
    if group == "unpriced" and name in ("base", "rerender", "extra", "images"):
        assert faults(text) == []
    else:
        path = f"tools.video.{group}.{name}"
        assert faults(text) == [(7, path, what, "give it another name")]


@pytest.mark.parametrize(
    "text",
    [
        tool(f"unpriced: {{base: {GAP}}}"),
        tool(f"models: {{a: {NEW}}}\nunpriced: {{base: {GAP}}}"),
        tool(f"{ANY}\nalways: [rerender, extra, images]"),
        tool(f"{ANY}\nalways: [a, b]\nadd_ons: {{a: {{price: 1}}}}\nunpriced: {{b: {GAP}}}"),
        tool(f"{ANY}\nadd_ons: {{reserved: {{price: 1}}, totals: {{per_second: 1}}}}"),
        tool("models: {a/720p: {per_second: 1}}\nadd_ons: {x: {price: 1, models: [a/720p]}}"),
        # Plans of one size are two plans.
        f"{tool(ANY)}plans: {{{SOLD}: [{{name: A, credits: 6, monthly: 1}},"
        " {name: B, credits: 6, yearly: 9}]}\n",
    ],
)
def test_a_list_that_holds_together(text: str):
    assert faults(text) == []
