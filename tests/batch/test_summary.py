"""What many rows come to, by tool and model, by unit, and in all."""

from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace
from pricetexts import price_list

from acorns_cli.batch.pricing import Batch, Result
from acorns_cli.batch.summary import GroupTotal, MissingOfTool, Summary, UnitTotal, summary
from acorns_cli.core.pricelist import PriceList, Service
from acorns_cli.core.pricing import prices_used

T2V = {"tool": "t2v", "model": "kling-2.1-standard", "minutes": 4, "rerender": "25%"}

STUDIO = price_list("""\
service: {id: studio, name: Our studio}
edition: 2026-01-31
unit: EUR
source: {title: Our studio}
tools:
  video:
    models: {ray/720p: {per_second: 0.5}, ray/1080p: {per_second: 1}}
""")


def summed(prices: PriceList, *rows: dict[str, Any]) -> Summary:
    lists = {"studio": STUDIO, None: prices}
    return summary(Batch(prices, lists=lambda name, _: lists[name]).results(rows), prices)


def figures(group: GroupTotal | UnitTotal) -> tuple[int, str, str, bool]:
    return group.rows, str(group.low_credits), str(group.total_credits), group.complete


def test_rows_add_up_by_tool_and_model_in_the_order_of_the_list(prices: PriceList):
    found = summed(
        prices,
        {"tool": "fbf", "minutes": 1, "model": "Custom"},
        {**T2V, "rerender": "10%..40%"},
        {"tool": "t2v", "model": "seedance-v1-lite", "seconds": 10},
        {"tool": "autopilot", "model": "kling-2.1-pro", "seconds": 2},
        T2V,
        {"tool": "fbf", "minutes": 1, "images": 1},
        {},
    )
    assert [(group.tool, group.model, *figures(group)) for group in found.groups] == [
        ("autopilot", "kling-2.1-pro", 1, "30", "30", False),
        ("t2v", "seedance-v1-lite", 1, "30", "30", True),
        ("t2v", "kling-2.1-standard", 2, "3948", "4452", True),
        ("fbf", None, 2, "120.1", "120.1", True),
    ]
    assert {group.prices for group in found.groups} == {prices_used(prices)}
    assert (found.rows, found.failed, found.complete) == (6, 1, False)
    assert (str(found.low_credits), str(found.total_credits)) == ("4128.1", "4632.1")
    assert [(one.unit, one.service, *figures(one)) for one in found.totals] == [
        ("credits", "neural-frames", 6, "4128.1", "4632.1", False)
    ]
    # One row of each kind, for what the list says of it.
    assert [(one.tool, one.model) for one in found.about] == [
        ("fbf", None),
        ("t2v", "kling-2.1-standard"),
        ("t2v", "seedance-v1-lite"),
        ("autopilot", "kling-2.1-pro"),
        ("fbf", None),
    ]
    assert {one.prices for one in found.about} == {prices}
    assert found.unpriced == (
        MissingOfTool(
            "images",
            "storyboards",
            "the page gives no price for storyboards",
            "the app shows it before a video is made",
            "neural-frames",
            "autopilot",
        ),
    )
    assert found.assumptions == ()


def test_rows_of_several_units_have_a_total_each(prices: PriceList):
    ray = {"tool": "video", "model": "ray", "seconds": 10, "prices": "studio"}
    found = summed(prices, ray, {**T2V, "prices": ""}, {**ray, "model": "ray/1080p"}, ray)
    assert [(one.unit, one.service, *figures(one)) for one in found.totals] == [
        ("EUR", None, 3, "20", "20", True),
        ("credits", "neural-frames", 1, "2100", "2100", True),
    ]
    assert (found.total_credits, found.low_credits, found.rows) == (None, None, 4)
    assert [(group.prices.unit, group.model) for group in found.groups] == [
        ("EUR", "ray/720p"),
        ("EUR", "ray/1080p"),
        ("credits", "kling-2.1-standard"),
    ]
    assert found.prices == prices_used(prices)
    assert found.complete
    # What is assumed of several rows is said once.
    assert found.assumptions == ("the model ray is ray/720p, the first of 2",)


def test_a_list_that_is_read_twice_is_one_list(prices: PriceList):
    again = replace(prices)  # two lists are never equal
    other = replace(prices, service=Service("luma", "Luma"))
    rows = [{"tool": "fbf", "seconds": 1, "prices": name} for name in ("a", "b", "c", "")]
    lists = {"a": prices, "b": again, "c": other}
    results = Batch(prices, lists=lambda name, _: lists[name]).results(rows)
    found = summary(results, prices)
    assert [(group.prices.service, group.rows) for group in found.groups] == [
        ("neural-frames", 3),
        ("luma", 1),
    ]
    # The credits of two services are two units.
    assert [(one.unit, one.service, one.rows) for one in found.totals] == [
        ("credits", "neural-frames", 3),
        ("credits", "luma", 1),
    ]


@pytest.mark.parametrize(("songs", "kept"), [(20, 20), (21, 21), (50, 21)])
def test_only_so_many_assumptions_are_kept(prices: PriceList, songs: int, kept: int):
    batch = Batch(prices, audio_seconds=lambda _: Decimal(1))
    rows = [{"tool": "fbf", "audio": f"{song}.mp3"} for song in range(songs)]
    found = summary(batch.results(rows), prices).assumptions
    assert found[0] == "the length is that of 0.mp3: 1 s"
    assert (len(found), found[-1] == "more of this kind in other rows") == (kept, songs > 20)


def test_rows_of_over_an_hour_are_counted(prices: PriceList):
    rows = [{"tool": "fbf", "minutes": minutes} for minutes in ("60", "60.1", "240")]
    assert summed(prices, *rows).long_rows == 2


def test_a_summary_of_nothing(prices: PriceList):
    found = summed(prices)
    assert (found.rows, found.failed, found.groups, found.complete) == (0, 0, (), True)
    assert (found.total_credits, found.low_credits, found.totals) == (0, 0, ())


def test_a_summary_is_not_complete_where_a_row_failed(prices: PriceList):
    assert not summary([Result(1, {}, error="no")], prices).complete
    blank = summary([Result(1, {})], prices)
    assert (blank.complete, blank.failed) == (True, 0)


def test_amounts_stay_exact(prices: PriceList):
    found = summed(prices, *[{"tool": "fbf", "seconds": "0.1"}] * 3)
    assert found.total_credits == Decimal("0.3")
