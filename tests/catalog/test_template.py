"""The price list that a user starts from is sound as it is."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from acorns_cli.catalog.extends import laid_over
from acorns_cli.catalog.proofs import proofs, read_list
from acorns_cli.catalog.template import new_extension, new_list
from acorns_cli.core.pricelist import (
    AddOn,
    ImagePrice,
    ModelPrice,
    NoPrice,
    PriceList,
    Service,
    Source,
    ToolPrices,
    Unpriced,
)
from acorns_cli.records.yamltext import tree

PRICES = Path(__file__).parents[2] / "prices"
DAY = date(2026, 1, 31)


def sound(text: str) -> PriceList:
    """The list that a text holds, which proves itself."""
    root, problems = tree(Path("new.yaml"), text)
    prices = read_list(root, problems)
    assert problems == []
    assert prices is not None
    assert len(proofs(root, prices, problems)) == 1
    assert problems == []
    return prices


@pytest.mark.parametrize(
    ("service", "tool", "name"),
    [
        ("neural-frames", "t2v", "neural frames"),
        ("luma", "video", "Luma"),
        ("kling-api", "video", "Kling Api"),
        ("a:b,{c}", "video", "A:B,{C}"),
    ],
)
def test_a_list_that_stands_alone_is_sound_and_proves_itself(service: str, tool: str, name: str):
    text = new_list(DAY, service)
    prices = sound(text)
    assert (prices.edition, prices.service) == (DAY, Service(service, name))
    assert list(prices.tools) == [tool]
    # The default service goes without saying.
    assert ("service:" in text) is (service != "neural-frames")


def test_each_part_of_it_that_is_commented_out_is_sound_too():
    commented = re.compile(r"^( *)# (?!yaml-)( *(?:- )?\{?[a-z0-9_-]+:(?: |$))", re.MULTILINE)
    [(_, tool)] = sound(commented.sub(r"\1\2", new_list(DAY, "luma"))).tools.items()
    prices = sound(commented.sub(r"\1\2", new_list(DAY)))
    assert prices.tools == {"t2v": tool}
    assert list(tool.models) == ["my-model", "in-steps", "in-clips", "in-lengths", "not-published"]
    assert list(tool.add_ons) == ["upscale-4k", "character"]
    assert (tool.free_rerender_clips_per_minute, tool.always) == (5, ("images",))
    assert list(tool.unpriced) == ["storyboard"]
    assert prices.packs is not None
    assert prices.plans is not None


@pytest.mark.parametrize("file", sorted(PRICES.glob("*/*.yaml")), ids=lambda file: file.parent.name)
def test_an_extension_says_what_the_list_below_says(file: Path):
    base, problems = tree(file, file.read_text("utf-8"))
    prices = read_list(base, problems)
    assert prices is not None
    name = f"{file.parent.name}/{file.stem}"
    root, _ = tree(Path("new.yaml"), new_extension(DAY, name, prices))
    assert root.text_at("extends") == name
    extension = read_list(laid_over(base, prices, root, problems), problems)
    assert problems == []
    assert extension is not None
    assert (extension.service, extension.unit) == (prices.service, prices.unit)
    assert extension.tools == prices.tools


def test_the_example_of_an_extension_can_be_used(prices: PriceList):
    head, found, example = new_extension(DAY, "2025-06-27", prices).partition("# examples:")
    text = head + re.sub("^# ", "", found + example, flags=re.MULTILINE)
    root, problems = tree(Path("new.yaml"), text.replace("total: 420", "total: 300"))
    extension = read_list(root, problems)
    assert extension is not None
    [proof] = proofs(root, extension, problems)
    assert proof.job == {"tool": "autopilot", "model": "seedance-v1-lite", "minutes": "1"}
    assert problems == []


NAMES = ["-a", "π-3", "a:b", "it's", "#1", "a,b", "{a}", "no", "~", "[a]", "a/720p", "&a", "*a"]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_is_read_back(name: str):
    gap = NoPrice(f"{name} is secret", f"ask: {name}")
    base = PriceList(
        service=Service("a", f"{name} 1"),
        edition=DAY,
        source=Source("a page"),
        tools={
            "video": ToolPrices(
                models={
                    name: ModelPrice(Decimal("0.5")),
                    "b": ModelPrice(price=Decimal(3), per=Decimal("2.5")),
                    "c": ModelPrice(clips={Decimal(5): Decimal("0.1"), Decimal("7.5"): Decimal(2)}),
                    "d": ModelPrice(Decimal(1), lengths=(Decimal(4), Decimal(8))),
                    "e": ModelPrice(unpriced=gap),
                },
                images=ImagePrice(Decimal(4), 2),
                add_ons={
                    re.sub("[/,]", "-", name): AddOn(price=Decimal(1)),
                    "g": AddOn(Decimal(2)),
                    "h": AddOn(price=Decimal(3), per=Decimal(5)),
                },
            ),
            name.replace("/", "-"): ToolPrices(any_model=ModelPrice(Decimal(1))),
        },
    )
    root, problems = tree(Path("new.yaml"), new_extension(DAY, f"{name}.yaml", base))
    assert root.text_at("extends") == f"{name}.yaml"
    prices = read_list(root, problems)
    assert problems == []
    assert prices is not None
    assert (prices.service, prices.tools) == (base.service, base.tools)


def test_a_tool_without_any_price_is_left_as_it_is():
    gap = Unpriced("a", "b", "c")
    base = PriceList(
        edition=DAY, source=Source("a page"), tools={"video": ToolPrices(unpriced={"base": gap})}
    )
    root, _ = tree(Path("new.yaml"), new_extension(DAY, "base.yaml", base))
    assert root.at("tools", "video").entries == {}
    text = "edition: 2026-01-01\nsource: {title: a}\ntools: {video: {unpriced: {base: {name: a,"
    below, problems = tree(Path("base.yaml"), f"{text} why: b, where: c}}}}}}}}\n")
    extension = read_list(laid_over(below, base, root, problems), problems)
    assert problems == []
    assert extension is not None
    assert extension.tools == base.tools
