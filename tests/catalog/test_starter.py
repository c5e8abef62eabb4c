"""The price list that a user starts from is sound as it is."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from acorns_cli.catalog.layers import laid_over
from acorns_cli.catalog.proofs import proofs, read_list
from acorns_cli.catalog.starter import new_extension, new_list
from acorns_cli.core.pricelist import ImagePrice, ModelPrice, PriceList, Source, ToolPrices
from acorns_cli.records.yamltext import tree

SHIPPED = (Path(__file__).parents[2] / "prices" / "2025-06-27.yaml").read_text("utf-8")
DAY = date(2026, 1, 31)


def test_a_list_that_stands_alone_is_sound_and_proves_itself():
    root, problems = tree(Path("new.yaml"), new_list(DAY))
    prices = read_list(root, problems)
    assert prices is not None
    assert prices.edition == DAY
    assert len(proofs(root, prices, problems)) == 1
    assert problems == []


def test_each_part_of_it_that_is_commented_out_is_sound_too():
    commented = re.compile(r"^( *)# (?!yaml-)( *(?:- )?\{?[a-z_-]+:(?: |$))", re.MULTILINE)
    text = commented.sub(r"\1\2", new_list(DAY))
    root, problems = tree(Path("new.yaml"), text)
    prices = read_list(root, problems)
    assert problems == []
    assert prices is not None
    assert list(prices.tools) == ["t2v", "fbf", "autopilot"]
    assert prices.top_ups is not None
    assert prices.tools["t2v"].free_rerender_clips_per_minute == 5


def test_an_extension_says_what_the_list_below_says(prices: PriceList):
    text = new_extension(DAY, "2025-06-27", prices)
    root, problems = tree(Path("new.yaml"), text)
    assert root.text_at("extends") == "2025-06-27"
    base, _ = tree(
        Path("base.yaml"),
        SHIPPED,
    )
    extension = read_list(laid_over(base, prices, root, problems), problems)
    assert problems == []
    assert extension is not None
    assert extension.tools == prices.tools


@pytest.mark.parametrize("model", ["-a", "π-3", "a:b", "it's", "#1", "a,b", "{a}", "no"])
def test_names_are_written_so_that_they_are_read_back(model: str):
    base = PriceList(
        edition=DAY,
        source=Source("a page"),
        tools={
            "t2v": ToolPrices({model: ModelPrice(Decimal("0.5"))}, images=ImagePrice(Decimal(4), 2))
        },
    )
    root, problems = tree(Path("new.yaml"), new_extension(DAY, f"{model}.yaml", base))
    assert root.text_at("extends") == f"{model}.yaml"
    prices = read_list(root, problems)
    assert problems == []
    assert prices is not None
    assert prices.tools == base.tools
