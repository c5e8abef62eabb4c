"""Rows are priced as jobs are: what each costs, and what is wrong with it."""

import csv
import io
import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from pricetexts import price_list
from strategies import job_words, price_lists

from acorns_cli.batch.pricing import Batch, Result
from acorns_cli.batch.reading import Rows, rows_of
from acorns_cli.batch.table import Dialect
from acorns_cli.batch.unreadable import Unreadable
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


def total_of(found: Result) -> Total:
    """What a row costs that has a price."""
    assert found.priced is not None, found.error
    return found.priced.total


def error(prices: PriceList, row: Any, **settings: Any) -> str:
    return result(prices, row, **settings).error


def test_a_result_says_what_it_is_of(prices: PriceList):
    row = {"id": 7, "Tool": "Text-to-Video", "model": "kling-pro", "minutes": "3.42", "n": {"a": 1}}
    found = result(prices, row)
    assert (found.number, found.row, found.said) == (1, row, {"Tool", "model", "minutes"})
    assert (found.error, found.is_blank) == ("", False)
    priced = found.priced
    assert priced is not None
    assert (priced.placed.tool, priced.placed.model) == ("t2v", "kling-2.1-pro")
    assert (priced.job.base_seconds, priced.prices) == (Decimal("205.2"), prices)
    # 205.2 × 12.
    assert priced.total == Total(Range.of(Decimal("2462.4")), complete=True)
    assert priced.lines.missing == {}
    assert priced.assumptions == (
        "3.42 min is 3 min 25.2 s; write 3:42 for 3 min 42 s",
        "the model kling-pro is kling-2.1-pro",
    )


@pytest.mark.parametrize(
    ("words", "low", "high", "complete"),
    [
        ({**T2V, "rerender": "10%..40%"}, "1848", "2352", True),
        ({"tool": "fbf", "duration": "4:00", "images": 6}, "240.2", "240.2", True),
        ({"tool": "autopilot", "model": "Kling 2.1 Pro", "seconds": 90}, "1350", "1350", False),
        (
            {"tool": "fbf", "minutes": Decimal("0.5"), "model": None, "audio": None},
            "30",
            "30",
            True,
        ),
        # Three takes, then all that is kept of twice as much; and a tenth in reserve.
        ({"tool": "fbf", "minutes": 4, "takes": 3}, "720", "720", True),
        ({"tool": "fbf", "minutes": 4, "Keep": "1/2", "RESERVE": "10%"}, "528", "528", True),
        ({"tool": "fbf", "minutes": 4, "takes": "2..3"}, "480", "720", True),
    ],
)
def test_amounts(prices: PriceList, words: dict[str, Any], low: str, high: str, complete: bool):
    total = total_of(result(prices, words))
    assert (str(total.credits.low), str(total.credits.high)) == (low, high)
    assert total.complete is complete


@settings(max_examples=40)
@given(st.data())
def test_each_row_costs_what_its_estimate_says_in_the_order_of_the_rows(data: st.DataObject):
    prices = data.draw(price_lists())
    jobs = job_words(prices, reserve=True)
    words = data.draw(st.lists(jobs, min_size=1, max_size=4))
    rows = data.draw(st.lists(st.sampled_from(words), max_size=12))  # so that some come again
    results = list(
        Batch(prices, audio_seconds=lambda _: Decimal(1)).results(
            {"id": place, **row} for place, row in enumerate(rows)
        )
    )
    assert [found.row["id"] for found in results] == list(range(len(rows)))
    for row, found in zip(rows, results, strict=True):
        expected = estimate(Job.of(**row), prices)
        assert total_of(found) == Total(expected.total, expected.complete)


@settings(max_examples=40)
@given(st.data())
def test_a_table_and_ndjson_of_the_same_rows_have_the_same_amounts(data: st.DataObject):
    prices = data.draw(price_lists())
    jobs = job_words(prices, reserve=True)
    rows = data.draw(st.lists(jobs, min_size=1, max_size=6))
    separator, end = data.draw(st.sampled_from(",;\t")), data.draw(st.sampled_from(["\n", "\r\n"]))
    written = io.StringIO()
    writer = csv.DictWriter(written, WORDS, delimiter=separator, lineterminator=end)
    writer.writeheader()
    writer.writerows(rows)
    as_objects = "".join(json.dumps(row) + end for row in rows)
    cut = data.draw(st.integers(0, 200))

    def rows_in(text: str, kind: str) -> Rows:
        content = text.encode("utf-8-sig" if cut % 2 else "utf-8")
        return rows_of("-", content, [content[:cut], content[cut:]], kind)

    def results(found: Rows) -> list[Result]:
        dialect = found.table and found.table.dialect
        return list(Batch(prices, dialect=dialect).results(found.each))

    in_table = results(rows_in(written.getvalue(), "csv"))
    for cells, row in zip(in_table, results(rows_in(as_objects, "ndjson")), strict=True):
        if cells.error:  # 1.500 has two readings where no comma parts the cells
            assert separator != ","
            assert " could be " in cells.error
        else:
            assert total_of(cells) == total_of(row)


def test_the_same_values_of_other_words_are_another_job(prices: PriceList):
    rows = [{"tool": "fbf", "minutes": 2}, {"tool": "fbf", "seconds": 2}]
    found = [str(total_of(result).credits.high) for result in Batch(prices).results(rows)]
    assert found == ["120", "2"]


def test_audio_is_measured_by_what_the_caller_gives(prices: PriceList):
    row = {"tool": "fbf", "audio": "song.mp3"}
    lengths = {"song.mp3": Decimal("61.5")}
    found = result(prices, row, audio_seconds=lengths.__getitem__)
    assert total_of(found) == Total(Range.of(Decimal("61.5")), complete=True)
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
        {"id": 2, "tool": "t2v", "model": "kling-2.1-prro", "minutes": 1},
        {"id": 3, "tool": "t2v"},
        {"id": 4, **T2V},
    ]
    results = list(Batch(prices).results(rows))
    assert [found.number for found in results] == [1, 2, 3, 4, 5, 6]
    assert [found.row.get("id") for found in results] == [1, None, None, 2, 3, 4]
    assert [bool(found.error) for found in results] == [False, False, True, True, True, False]
    assert [found.is_blank for found in results] == [False, True, False, False, False, False]
    assert results[2].error == "the row is not JSON"
    # What says a word of a job is known though the row is wrong.
    assert results[3].said == {"tool", "model", "minutes"}


@pytest.mark.parametrize(
    ("row", "part"),
    [
        ({}, "tool: the tool is missing"),
        (
            {**T2V, "tool": "t2"},
            "tool: the price list of 2025-06-27 has no tool 't2'; did you mean t2v?",
        ),
        ({**T2V, "rerender": "0.25"}, "rerender: '0.25' could mean 0.25% or 25%"),
        ({**T2V, "minutes": [4]}, "minutes: '[4]' is not text or an exact number"),
        ({**T2V, "minutes": {}}, "minutes: '{}' is not text or an exact number"),
        ({**T2V, "total_credits": 5}, "the key 'total_credits' is a result's own; rename it"),
        ({**T2V, "add": "zoom"}, "add: t2v has no add-on 'zoom'; it has none"),
    ],
)
def test_errors(prices: PriceList, row: dict[str, Any], part: str):
    assert part in error(prices, row)


def test_every_word_of_a_job_and_add_ons_in_one_cell():
    studio = price_list("""\
edition: 2026-01-31
source: {title: Our studio}
tools:
  video:
    models: {ray/720p: {per_second: 2}, table: {clips: {5s: 8, 10s: 14}}}
    add_ons: {sound: {per_second: 1}, face: {price: 15}}
    images: {price: 0.1, per_images: 4}
    always: [images, face]
""")
    video = {"tool": "video", "seconds": "20"}
    rows = [
        {**video, "model": "ray", "add": "sound=0:05, face=2"},  # 40 + 5 + 30
        {**video, "model": "table", "images_per_clip": 2, "add": "face"},  # 28 + 0.1 + 15
        {**video, "model": "ray", "keep": "50%", "reserve": "10%"},  # 80 + 8
        {**video, "model": "table", "takes": "2..3", "extra": "1s"},  # 2 × 28 to 3 × 28, and 14
    ]
    found = list(Batch(studio).results(rows))
    totals = [total_of(one).credits for one in found]
    assert [(str(it.low), str(it.high)) for it in totals] == [
        ("75", "75"), ("43.1", "43.1"), ("88", "88"), ("70", "98"),
    ]  # fmt: skip
    missing = [[*one.priced.lines.missing] for one in found if one.priced]
    assert missing == [["images"], [], ["images", "face"], ["images", "face"]]


# --- price lists of rows ----------------------------------------------------------------------


def test_a_row_may_name_a_price_list_and_a_day(prices: PriceList):
    asked: list[tuple[str | None, date | None]] = []
    cheap = replace(prices, unit="USD")

    def lists(choice: str | None, as_of: date | None) -> PriceList:
        asked.append((choice, as_of))
        return cheap

    row = {"tool": "fbf", "minutes": 1}
    rows = [
        {**row, "prices": "kling"},
        {**row, "Prices": "kling/2026-10-01", "as of": ""},
        {**row, "prices": None, "as_of": "2026-10-01"},
        {**row, "prices": " ", "as_of": None},
    ]
    found = list(Batch(prices, lists=lists).results(rows))
    assert asked == [("kling", None), ("kling/2026-10-01", None), (None, date(2026, 10, 1))]
    used = [one.priced.prices for one in found if one.priced]
    assert used == [cheap, cheap, cheap, prices]
    assert found[0].said == {"tool", "minutes", "prices"}


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ({"prices": "kling"}, "prices: a row names no prices here; leave them out"),
        ({"as_of": "2026-10-01"}, "prices: a row names no prices here; leave them out"),
    ],
)
def test_where_there_is_one_list_no_row_may_name_another(
    prices: PriceList, row: dict[str, Any], what: str
):
    assert error(prices, {"tool": "fbf", "minutes": 1, **row}) == what


@pytest.mark.parametrize(
    ("row", "word"),
    [({"as_of": "2026-10-01"}, "as_of"), ({"prices": "klink"}, "prices"),
     ({"prices": "klink", "as_of": "2026-10-01"}, "prices")],
)  # fmt: skip
def test_a_list_that_is_not_there_names_its_column(
    prices: PriceList, row: dict[str, Any], word: str
):
    def lists(choice: str | None, as_of: date | None) -> PriceList:
        raise InputError("there is no such list")

    found = error(prices, {"tool": "fbf", "minutes": 1, **row}, lists=lists)
    assert found == f"{word}: there is no such list"


def test_a_day_is_a_day_of_the_calendar(prices: PriceList):
    row = {"tool": "fbf", "minutes": 1, "as_of": "2026-02-30"}
    what = error(prices, row, lists=lambda *_: prices)
    assert what == "as_of: '2026-02-30' is not a day of the calendar"


# --- cells of a table -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "credits"),
    [
        ({"minutes": "4,5"}, "270"),
        ({"minutes": "4.5", "images": "", "audio": "", "prices": ""}, "270"),
        ({"seconds": "7,25", "rerender": "12,5%"}, "8.15625"),
        ({"seconds": "10", "add": "", "note": "1,500"}, "10"),
    ],
)
def test_cells_are_read_as_their_table_is_written(
    prices: PriceList, row: dict[str, str], credits: str
):
    found = result(prices, {"tool": "fbf", **row}, dialect=Dialect(";"))
    assert str(total_of(found).credits.high) == credits


def test_a_cell_that_may_have_thousands_set_apart_is_refused(prices: PriceList):
    row = {"tool": "fbf", "minutes": "1,500"}
    assert error(prices, row, dialect=Dialect(";")) == (
        "minutes: '1,500' could be 1500 or 1.5; write 1500 or 1,5"
    )
    assert error(prices, {"tool": "fbf", "minutes": "1.500"}, dialect=Dialect(",")) == ""
