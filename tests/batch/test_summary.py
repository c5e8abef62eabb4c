"""What rows come to: by price list, tool and model, in each unit, with all that is missing."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pricetexts import price_list
from strategies import job_words, price_lists

from acorns_cli.batch.pricing import Batch, Result
from acorns_cli.batch.summary import MOST_ASSUMPTIONS, Summary, summary
from acorns_cli.catalog.files import load_prices
from acorns_cli.core.job import Job
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.pricing import estimate, prices_used
from acorns_cli.core.quantities import exact

T2V = {"tool": "t2v", "model": "kling-2.1-standard", "minutes": 4, "rerender": "25%"}


def of_rows(prices: PriceList, rows: list[Any], **settings: Any) -> Summary:
    return summary(Batch(prices, **settings).results(rows), prices)


def lists(choice: str | None, day: date | None) -> PriceList:
    return load_prices(choice)


def test_it_adds_up_by_tool_and_model_in_the_order_of_the_list(prices: PriceList):
    rows = [
        {"tool": "fbf", "minutes": 1, "model": "Custom"},
        {**T2V, "rerender": "10%..40%"},
        {"tool": "t2v", "model": "seedance-v1-lite", "seconds": 10},
        None,
        {"tool": "autopilot", "model": "kling-2.1-pro", "seconds": 2},
        T2V,
        {"tool": "fbf", "minutes": 1, "images": 1},
        {},
    ]
    found = of_rows(prices, rows)
    assert [
        (group.tool, group.model, group.rows, str(group.low_credits), str(group.total_credits))
        for group in found.groups
    ] == [
        ("autopilot", "kling-2.1-pro", 1, "30", "30"),
        ("t2v", "seedance-v1-lite", 1, "30", "30"),
        ("t2v", "kling-2.1-standard", 2, "3948", "4452"),
        ("fbf", None, 2, "120.1", "120.1"),
    ]
    assert (found.rows, found.failed, found.complete) == (6, 1, False)
    assert (str(found.low_credits), str(found.total_credits)) == ("4128.1", "4632.1")
    assert [group.complete for group in found.groups] == [False, True, True, True]
    assert [(total.unit, total.service, total.rows) for total in found.totals] == [
        ("credits", "neural-frames", 6)
    ]


def test_of_nothing(prices: PriceList):
    for rows in ([], [None, None]):
        found = of_rows(prices, rows)
        assert (found.rows, found.failed, found.groups, found.complete) == (0, 0, (), True)
        assert (found.total_credits, found.low_credits, found.totals) == (0, 0, ())


def test_it_is_not_complete_where_a_row_failed(prices: PriceList):
    found = summary([Result(1, {}, error="no")], prices)
    assert (found.complete, found.failed) == (False, 1)
    found = of_rows(prices, [T2V, {}])
    assert (found.complete, found.totals[0].complete, found.groups[0].complete) == (
        *(False, False),
        True,
    )


def test_digits_are_those_of_an_estimate(prices: PriceList):
    half = {"tool": "fbf", "seconds": Decimal("0.5")}
    found = of_rows(prices, [half, half])
    assert (str(found.total_credits), str(found.groups[0].total_credits)) == ("1", "1")
    assert str(found.totals[0].low_credits) == "1"


@settings(max_examples=40)
@given(st.data())
@exact
def test_it_is_the_sum_of_the_estimates(data: st.DataObject):
    prices = data.draw(price_lists())
    rows = data.draw(st.lists(job_words(prices), max_size=6))
    found = of_rows(prices, rows, audio_seconds=lambda _: Decimal(1))
    estimates = [estimate(Job.of(**row), prices) for row in rows]
    assert found.total_credits == sum(one.total.high for one in estimates)
    assert found.low_credits == sum(one.total.low for one in estimates)
    assert found.complete == all(one.complete for one in estimates)
    assert {item.name for item in found.unpriced} == {
        item.name for one in estimates for item in one.unpriced
    }
    assert found.assumptions == tuple(
        dict.fromkeys(text for one in estimates for text in one.assumptions)
    )


# --- several lists ----------------------------------------------------------------------------

NEURAL_FRAMES = {"tool": "fbf", "minutes": 1}
KLING = {"prices": "kling", "tool": "video", "seconds": 5}
SORA = {"prices": "sora", "tool": "video", "seconds": 8}
VEO = {"prices": "veo", "tool": "video", "seconds": 8}


def test_each_unit_has_a_total_of_its_own(prices: PriceList):
    rows = []
    for row in (SORA, NEURAL_FRAMES, VEO, KLING):
        models = load_prices(row.get("prices", "2025-06-27")).tools[row["tool"]].models
        rows.append({"model": next(iter(models), "any"), **row})
    rows += [rows[1], rows[1] | {"prices": "2025-06-27"}]
    found = of_rows(prices, rows, lists=lists)
    assert found.failed == 0
    assert [(it.unit, it.service, it.rows) for it in found.totals] == [
        ("USD", None, 2),
        ("credits", "neural-frames", 3),
        ("credits", "kling", 1),
    ]
    assert [group.prices.service for group in found.groups] == [
        *("sora", "neural-frames", "veo", "kling")
    ]
    assert found.groups[1].rows == 3  # a list that was read twice is one
    assert found.totals[1].total_credits == 180
    usd = [group.total_credits for group in found.groups if group.prices.unit == "USD"]
    assert found.totals[0].total_credits == sum(usd)
    assert (found.total_credits, found.low_credits) == (None, None)
    assert found.prices == prices_used(prices)


MINI = price_list(
    """
edition: 2025-06-27
source: {title: "How are credits used for each tool?", kind: help page, date: 2025-06-27}
tools: {t2v: {models: {kling-2.1-standard: {per_second: 6}}}}
"""
)
"""An edited copy of the shipped list, which says the same of itself."""


def test_an_edited_copy_of_a_list_is_another_list():
    t2v = {"tool": "t2v", "minutes": 1, "model": "kling-2.1-standard"}
    named = {"prices": "2025-06-27"}
    rows = [t2v, {"tool": "fbf", "minutes": 1} | named, t2v | named, t2v | named]
    found = of_rows(MINI, rows, lists=lists)
    assert [
        (group.listed is MINI, group.tool, group.model, group.rows, group.total_credits)
        for group in found.groups
    ] == [
        (True, "t2v", "kling-2.1-standard", 1, 360),
        (False, "t2v", "kling-2.1-standard", 2, 840),
        (False, "fbf", None, 1, 60),
    ]
    assert found.groups[0].prices == found.groups[1].prices
    assert [(it.unit, it.rows, it.total_credits) for it in found.totals] == [("credits", 4, 1260)]


def test_a_list_that_rows_name_is_the_one_of_all_rows_where_it_holds_the_same(prices: PriceList):
    found = of_rows(prices, [NEURAL_FRAMES | {"prices": "2025-06-27"}, NEURAL_FRAMES], lists=lists)
    assert [(group.listed, group.rows) for group in found.groups] == [(prices, 2)]
    assert {it.prices for it in found.about} == {prices}


# --- what is missing and assumed --------------------------------------------------------------

GAPS = price_list(
    """
edition: 2026-01-01
source: {title: A page}
tools:
  a:
    models: {m: {per_second: 2}, n: {unpriced: {why: it is new, where: the app}}}
    images: {price: 1}
    add_ons: {lip-sync: {per_second: 1}}
    unpriced:
      upscale: {name: upscaling, why: it varies, where: the app}
      extra: {name: edits, why: they vary, where: the app}
    always: [images]
  b: {any_model: {clips: {5s: 10}}, unpriced: {upscale: {name: size, why: no, where: there}}}
"""
)


def test_only_what_the_rows_lack_is_missing_once_for_each_tool():
    rows = [
        {"tool": "a", "model": "m", "seconds": 2, "images": 1},
        {"tool": "a", "model": "m", "seconds": 2, "add": "upscale", "images": 1},
        {"tool": "a", "model": "m", "seconds": 2, "add": "upscale"},
        {"tool": "b", "seconds": 5, "add": "upscale", "clip_length": "5s"},
    ]
    assert of_rows(GAPS, rows[:1]).unpriced == ()
    found = of_rows(GAPS, rows)
    assert [(it.service, it.tool, it.item, it.name) for it in found.unpriced] == [
        ("neural-frames", "a", "upscale", "upscaling"),
        ("neural-frames", "a", "images", "images"),
        ("neural-frames", "b", "upscale", "size"),
    ]
    assert not found.complete


ALWAYS = price_list(
    """
edition: 2026-01-01
source: {title: A page}
tools:
  a:
    any_model: {per_second: 2}
    images: {price: 1}
    add_ons: {lip-sync: {per_second: 1}}
    unpriced: {upscale: {name: upscaling, why: it varies, where: see --add upscale in the app}}
    always: [images, rerender, extra, lip-sync, upscale]
"""
)


def test_what_every_video_needs_is_said_in_a_column_and_not_with_an_option():
    found = of_rows(ALWAYS, [{"tool": "a", "seconds": 2}] * 2)
    assert {it.item: it.where for it in found.unpriced} == {
        "images": "say it with the column images",
        "rerender": "say it with the column rerender",
        "extra": "say it with the column extra",
        "lip-sync": "say it with the column add: lip-sync",
        "upscale": "see --add upscale in the app",
    }


def test_assumptions_are_those_of_the_estimates_and_bounded():
    rows = [
        {"tool": "b", "seconds": 7},
        {"tool": "a", "model": "m", "minutes": Decimal("3.42"), "images": 0},
    ]
    found = of_rows(GAPS, rows)
    assert found.assumptions == (
        "the clips of b are 5 s long, the only length on sale",
        "3.42 min is 3 min 25.2 s; write 3:42 for 3 min 42 s",
    )
    songs = [{"tool": "a", "model": "m", "audio": f"{n}.mp3", "images": 0} for n in range(25)]
    found = of_rows(GAPS, songs, audio_seconds=lambda _: Decimal(1))
    assert len(found.assumptions) == MOST_ASSUMPTIONS + 1
    assert found.assumptions[0] == "the length is that of 0.mp3: 1 s"
    assert found.assumptions[-1] == "more of this kind in other rows"


def test_rows_of_over_an_hour_are_counted():
    lengths = ("1:00:00", "1:00:00.5", "03:42:00")
    rows = [{"tool": "a", "model": "m", "length": length, "images": 0} for length in lengths]
    assert of_rows(GAPS, rows).long_rows == 2


def test_what_lists_say_is_kept_once_for_what_differs():
    job = {"tool": "a", "model": "m", "seconds": 2, "images": 1}
    rows = [job, job | {"seconds": 3}, job | {"images": 0}, job | {"add": "lip-sync"}]
    rows += [job | {"credits_per_second": 1}, job | {"rerender": "50%", "rerender_model": "m"}]
    found = of_rows(GAPS, rows).about
    assert [it.job.base_seconds for it in found] == [2] * 5
    assert len(found) == 5
    assert {(it.prices, it.tool, it.model) for it in found} == {(GAPS, "a", "m")}
