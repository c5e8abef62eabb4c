"""The project file that a user begins with is sound, and what it explains can be used."""

import re
from decimal import Decimal
from pathlib import Path

from acorns_cli import PriceList
from acorns_cli.project.estimate import ProjectEstimate, project_estimate
from acorns_cli.project.scenes import read_project
from acorns_cli.project.template import PROJECT
from acorns_cli.records.yamltext import tree


def estimated(text: str, prices: PriceList) -> ProjectEstimate:
    root, problems = tree(Path("video.yaml"), text.replace("{edition}", str(prices.edition)))
    assert root.text_at("prices") == str(prices.edition)
    read = read_project(root, prices, {}, problems)
    assert problems == []
    assert read is not None
    return project_estimate(read)


def test_it_is_a_project_as_it_is(prices: PriceList):
    found = estimated(PROJECT, prices)
    # 140 + 35; 280 + 70 + 32; 30 + 3 to 12.
    assert [scene.estimate.total.high for scene in found.scenes] == [175, 382, 42]
    assert (found.total.low, found.total.high) == (590, 599)
    assert (found.reserve, found.account, found.warnings, found.pinned) == (None, None, (), True)


def test_each_part_of_it_that_is_commented_out_can_be_used(prices: PriceList):
    commented = re.compile(r"^( *)# ([a-z]+: [0-9a-z%]+)$", re.MULTILINE)
    text, count = commented.subn(r"\1\2", PROJECT)
    assert count == 4
    found = estimated(text, prices)
    # 15% of 599, up to a hundredth; the first scene is done, for 160.
    assert found.reserve is not None
    assert found.reserve.high == Decimal("89.85")
    assert found.spent == 160
    assert found.account is not None
    assert found.account.balance_credits == 1200
