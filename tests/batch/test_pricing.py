"""Rows are priced as jobs are: what passes through, what is refused, and what it adds up to."""

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from shlex import quote
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import job_words, price_lists

from acorns_cli.batch.pricing import Batch, Result, summary
from acorns_cli.batch.reading import Unreadable, csv_rows, lines, ndjson_rows
from acorns_cli.core.job import Job
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.pricing import Total, estimate
from acorns_cli.core.quantities import Range
from acorns_cli.core.words import WORDS
from acorns_cli.errors import FileError, InputError, Problem

T2V = {"tool": "t2v", "model": "kling-2.1-standard", "minutes": 4, "rerender": "25%"}


def result(prices: PriceList, row: Any, **settings: Any) -> Result:
    [found] = Batch(prices, **settings).results([row])
    return found


def error(prices: PriceList, row: Any, **settings: Any) -> str:
    return result(prices, row, **settings).error


def test_a_row_has_the_credits_of_its_estimate_and_keeps_its_other_keys(prices: PriceList):
    found = result(prices, {"id": 7, **T2V, "client": {"name": "Ann"}})
    assert found.passed == {"id": 7, "client": {"name": "Ann"}}
    assert found.total == Total(Range.of(Decimal(2100)), complete=True)
    assert (found.row, found.error) == (1, "")


@pytest.mark.parametrize(
    ("words", "low", "high", "complete"),
    [
        ({**T2V, "rerender": "10%..40%"}, "1848", "2352", True),
        ({"tool": "fbf", "duration": "4:00", "images": 6}, "240.2", "240.2", True),
        ({"tool": "autopilot", "model": "Kling 2.1 Pro", "seconds": 90}, "1350", "1350", False),
        ({"tool": "fbf", "minutes": Decimal("0.5"), "model": None}, "30", "30", True),
    ],
)
def test_amounts(prices: PriceList, words: dict[str, Any], low: str, high: str, complete: bool):
    total = result(prices, words).total
    assert total is not None
    assert (str(total.credits.low), str(total.credits.high)) == (low, high)
    assert total.complete is complete


@settings(max_examples=40)
@given(st.data())
def test_each_row_costs_what_its_estimate_says_in_the_order_of_the_rows(data: st.DataObject):
    price_list = data.draw(price_lists())
    words = data.draw(st.lists(job_words(price_list), min_size=1, max_size=4))
    rows = data.draw(st.lists(st.sampled_from(words), max_size=12))  # so that some come again
    results = list(
        Batch(price_list, audio_seconds=lambda _: Decimal(1)).results(
            {"id": place, **row} for place, row in enumerate(rows)
        )
    )
    assert [found.passed["id"] for found in results] == list(range(len(rows)))
    for row, found in zip(rows, results, strict=True):
        expected = estimate(Job.of(**row), price_list)
        assert found.total == Total(expected.total, expected.complete)


@settings(max_examples=40)
@given(st.data())
def test_a_table_and_ndjson_of_the_same_rows_have_the_same_amounts(data: st.DataObject):
    price_list = data.draw(price_lists())
    rows = data.draw(st.lists(job_words(price_list), min_size=1, max_size=6))
    separator, end = data.draw(st.sampled_from(",;\t")), data.draw(st.sampled_from(["\n", "\r\n"]))
    table = io.StringIO()
    writer = csv.DictWriter(table, WORDS, delimiter=separator, lineterminator=end)
    writer.writeheader()
    writer.writerows(rows)
    as_objects = "".join(json.dumps(row) + end for row in rows)
    cut = data.draw(st.integers(0, 200))

    def found(text: str) -> Iterator[bytes | None]:
        content = text.encode("utf-8-sig" if cut % 2 else "utf-8")
        return lines([content[:cut], content[cut:]])

    def amounts(rows: Any) -> list[str]:
        return [str(result.total) for result in batch.results(rows)]

    batch = Batch(price_list)
    from_table = amounts(csv_rows(found(table.getvalue()), "-", batch.check_keys))
    assert from_table == amounts(ndjson_rows(found(as_objects)))
    assert "None" not in from_table


def test_the_same_values_of_other_words_are_another_job(prices: PriceList):
    rows = [{"tool": "fbf", "minutes": 2}, {"tool": "fbf", "seconds": 2}]
    found = [
        str(result.total and result.total.credits.high) for result in Batch(prices).results(rows)
    ]
    assert found == ["120", "2"]


def test_audio_is_measured_by_what_the_caller_gives(prices: PriceList):
    row = {"tool": "fbf", "audio": "song.mp3"}
    lengths = {"song.mp3": Decimal("61.5")}
    found = result(prices, row, audio_seconds=lengths.__getitem__)
    assert found.total == Total(Range.of(Decimal("61.5")), complete=True)
    assert error(prices, row) == "audio: audio is not read here; give the duration"

    def unreadable(name: str) -> Decimal:
        raise FileError(name, [Problem("no sound", line=2), Problem("no end")])

    assert error(prices, row, audio_seconds=unreadable) == "song.mp3:2: no sound, and 1 more"


def test_audio_beside_another_length_is_not_measured(prices: PriceList):
    row = {"tool": "fbf", "audio": "song.mp3", "minutes": 1}
    assert "give the length in one way" in error(prices, row)


def test_bad_rows_are_told_and_the_rest_go_on(prices: PriceList):
    rows = [
        {"id": 1, **T2V},
        None,
        Unreadable("the row is not JSON"),
        {"id": 2, "tool": "t2v", "model": "kling-2.1-prro", "minutes": 1, "total_credits": 1},
        {"id": 3, "tool": "t2v"},
        {"id": 4, **T2V},
    ]
    results = list(Batch(prices).results(rows))
    assert [found.row for found in results] == [1, 3, 4, 5, 6]
    assert [found.passed for found in results] == [{"id": 1}, {}, {"id": 2}, {"id": 3}, {"id": 4}]
    assert [bool(found.error) for found in results] == [False, True, True, True, False]
    assert results[1].error == "the row is not JSON"


@pytest.mark.parametrize(
    ("row", "part"),
    [
        ({}, "tool: the tool is missing"),
        ({**T2V, "tool": "t2"}, "tool: there is no tool 't2'; did you mean t2v"),
        ({**T2V, "rerender": "0.25"}, "rerender: '0.25' could mean 0.25% or 25%"),
        ({**T2V, "minutes": [4]}, "minutes: '[4]' is not text or an exact number"),
        ({**T2V, "minutes": {}}, "minutes: '{}' is not text or an exact number"),
        ({**T2V, "total_credits": 5}, "the key 'total_credits' is a result's own; rename it"),
        ({**T2V, "k" * 201: 5}, "a row has at most 500 keys of 200 characters"),
        ({**T2V, **dict.fromkeys(map(str, range(500)))}, "a row has at most 500 keys"),
    ],
)
def test_errors(prices: PriceList, row: dict[str, Any], part: str):
    assert part in error(prices, row)


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("rerendr", "rerender"),
        ("Rerender", "rerender"),
        ("re-render", "rerender"),
        ("clip length", "clip_length"),
        ("rerender_percent", "rerender"),
        ("image_count", "images"),
        ("TOOL", "tool"),
        ("mode", "model"),
        ("minute", "minutes"),
        ("duration_s", "duration"),
        ("credits", "credits_per_second or credits_per_image"),
        ("my_render_no", "rerender or rerender_model"),
        ("2nd_images_x", "images, images_per_clip or credits_per_image"),
    ],
)
def test_a_key_that_looks_like_a_word_is_refused_unless_it_is_kept(
    prices: PriceList, key: str, meant: str
):
    told = error(prices, {**T2V, key: "1"})
    assert f"the key '{key}' is not a word of a job; did you mean " in told
    assert meant in told
    assert told.endswith(f"If not, add --keep {quote(key)}")
    kept = result(prices, {**T2V, key: "1"}, keep=[key])
    assert kept.passed == {key: "1"}


@pytest.mark.parametrize(("key", "meant"), [("Time", "duration"), ("song", "audio")])
def test_another_word_for_the_length_passes_only_beside_one(
    prices: PriceList, key: str, meant: str
):
    assert f"did you mean {meant}? If not" in error(prices, {"tool": "fbf", key: "4:00"})
    assert result(prices, {"tool": "fbf", "minutes": 4, key: "4:00"}).passed == {key: "4:00"}
    images = {"tool": "fbf", "images": 4, key: "4:00"}
    assert result(prices, images, keep=[key]).passed == {key: "4:00"}


@pytest.mark.parametrize("key", ["id", "scene", "client", "title", "note", "", "π", "start"])
def test_other_keys_pass(prices: PriceList, key: str):
    assert result(prices, {**T2V, key: "1"}).passed == {key: "1"}


def test_no_word_of_a_job_is_refused(prices: PriceList):
    Batch(prices).check_keys(WORDS)
    with pytest.raises(InputError):
        Batch(prices).check_keys(["row"])


def test_summary_adds_up_by_tool_and_model_in_the_order_of_the_list(prices: PriceList):
    rows = [
        {"tool": "fbf", "minutes": 1, "model": "Custom"},
        {**T2V, "rerender": "10%..40%"},
        {"tool": "t2v", "model": "seedance-v1-lite", "seconds": 10},
        {"tool": "autopilot", "model": "kling-2.1-pro", "seconds": 2},
        T2V,
        {"tool": "fbf", "minutes": 1, "images": 1},
        {},
    ]
    found = summary(Batch(prices).results(rows), prices)
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


def test_summary_of_nothing(prices: PriceList):
    found = summary([], prices)
    assert (found.rows, found.failed, found.groups, found.complete) == (0, 0, (), True)
    assert found.total_credits == 0


def test_a_summary_is_not_complete_where_a_row_failed(prices: PriceList):
    assert not summary([Result(1, {}, error="no")], prices).complete
