"""Rows are priced as jobs are: what they say, what they cost, and what is wrong with them."""

import csv
import io
import json
import re
from datetime import date
from decimal import Context, Decimal, getcontext, localcontext
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pricetexts import price_list as list_of
from strategies import job_words, price_lists

from acorns_cli.batch.csvtable import Dialect
from acorns_cli.batch.pricing import Batch, Counts, Result
from acorns_cli.batch.reading import ndjson_rows, rows_of
from acorns_cli.batch.unreadable import Unreadable
from acorns_cli.catalog.files import load_prices
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


def total(found: Result) -> Total:
    assert found.priced is not None, found.error
    return found.priced.total


def test_a_row_has_the_credits_of_its_estimate_and_all_that_it_came_with(prices: PriceList):
    row = {"id": 7, **T2V, "client": {"name": "Ann"}}
    found = result(prices, row)
    assert found.row == row
    assert list(found.row) == list(row)
    assert found.said == set(T2V)
    assert total(found) == Total(Range.of(Decimal(2100)), complete=True)
    assert (found.number, found.error, found.is_blank) == (1, "", False)


@pytest.mark.parametrize(
    ("words", "low", "high", "complete"),
    [
        ({**T2V, "rerender": "10%..40%"}, "1848", "2352", True),
        ({"Tool": "fbf", "DURATION": "4:00", "Images": 6}, "240.2", "240.2", True),
        ({"tool": "autopilot", "model": "Kling 2.1 Pro", "seconds": 90}, "1350", "1350", False),
        ({"tool": "fbf", "minutes": Decimal("0.5"), "model": None}, "30", "30", True),
        ({"tool": "fbf", "minutes": 4, "takes": 3}, "720", "720", True),
        ({"tool": "fbf", "minutes": 4, "reserve": "15%"}, "276", "276", True),
        ({"tool": "fbf", "minutes": 4, "prices": "", "as_of": None}, "240", "240", True),
    ],
)
def test_amounts(prices: PriceList, words: dict[str, Any], low: str, high: str, complete: bool):
    found = total(result(prices, words))
    assert (str(found.credits.low), str(found.credits.high)) == (low, high)
    assert found.complete is complete


@settings(max_examples=40)
@given(st.data())
def test_each_row_costs_what_its_estimate_says_in_the_order_of_the_rows(data: st.DataObject):
    price_list = data.draw(price_lists())
    words = data.draw(st.lists(job_words(price_list, reserve=True), min_size=1, max_size=4))
    rows = data.draw(st.lists(st.sampled_from(words), max_size=12))  # so that some come again
    results = list(
        Batch(price_list, audio_seconds=lambda _: Decimal(1)).results(
            {"id": place, **row} for place, row in enumerate(rows)
        )
    )
    assert [found.row["id"] for found in results] == list(range(len(rows)))
    for row, found in zip(rows, results, strict=True):
        expected = estimate(Job.of(**row), price_list)
        assert total(found) == Total(expected.total, expected.complete)
        assert found.priced is not None
        assert found.priced.lines.missing == expected.unpriced
        assert found.priced.assumptions == expected.assumptions


def test_a_total_of_more_digits_than_python_keeps_of_itself(prices: PriceList):
    words = {
        "tool": "fbf",
        "seconds": 3_600_000,
        "credits_per_second": Decimal("907706.281394"),
        "clip_length": "0.000001s",
        "images_per_clip": 1_000_000_000,
        "credits_per_image": Decimal("999999.999999"),
    }
    [found] = Batch(prices).results([words])
    images = 3_600_000 * 10**6 * 10**9
    expected = 3_600_000 * Fraction("907706.281394") + images * Fraction("999999.999999")
    with localcontext(Context(prec=28)):  # as it is where nobody has set one
        total = found.priced.total.credits.high
    assert Fraction(total) == expected
    assert len(total.as_tuple().digits) > 28


@settings(max_examples=40)
@given(st.data())
def test_a_table_and_ndjson_of_the_same_rows_have_the_same_amounts(data: st.DataObject):
    price_list = data.draw(price_lists())
    rows = data.draw(st.lists(job_words(price_list, reserve=True), min_size=1, max_size=6))
    delimiter, end = data.draw(st.sampled_from(",;\t")), data.draw(st.sampled_from(["\n", "\r\n"]))
    table = io.StringIO()
    writer = csv.DictWriter(table, WORDS, delimiter=delimiter, lineterminator=end)
    writer.writeheader()
    writer.writerows(rows)
    as_objects = "".join(json.dumps(row) + end for row in rows)
    cut = data.draw(st.integers(0, 200))

    def amounts(text: str, kind: str) -> list[str]:
        content = text.encode("utf-8-sig" if cut % 2 else "utf-8")
        found = rows_of("-", content, [content[:cut], content[cut:]], kind)
        table = found.table
        batch = Batch(price_list)
        if table:
            batch = Batch(price_list, dialect=table.dialect, header=table.header)
        return [
            str(result.priced.total) if result.priced else result.error
            for result in batch.results(found.each)
        ]

    from_table, from_objects = amounts(table.getvalue(), "csv"), amounts(as_objects, "ndjson")
    for of_table, of_object in zip(from_table, from_objects, strict=True):
        # A number of three decimals can be one of thousands, beside semicolons.
        assert of_table == of_object or (delimiter != "," and " could be " in of_table)


def test_add_ons_stand_in_one_cell_beside_every_other_word():
    studio = list_of("""\
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
    assert [(str(it.credits.low), str(it.credits.high)) for it in map(total, found)] == [
        ("75", "75"), ("43.1", "43.1"), ("88", "88"), ("70", "98"),
    ]  # fmt: skip
    missing = [[*one.priced.lines.gaps] for one in found if one.priced]
    assert missing == [["images"], [], ["images", "face"], ["images", "face"]]


def test_the_same_values_of_other_words_are_another_job(prices: PriceList):
    rows = [{"tool": "fbf", "minutes": 2}, {"tool": "fbf", "seconds": 2}]
    found = [str(total(result).credits.high) for result in Batch(prices).results(rows)]
    assert found == ["120", "2"]


def test_a_row_leaves_the_context_of_its_caller_alone(prices: PriceList):
    before = getcontext()
    for _ in Batch(prices).results([T2V, {}]):
        assert getcontext() is before


# --- rows of a table --------------------------------------------------------------------------


def test_the_cells_of_a_table_are_read_as_a_spreadsheet_wrote_them(prices: PriceList):
    row = {"Tool": "fbf", "Minutes": "3,5", "Images": "", "note": "1,5"}
    found = result(prices, row, dialect=Dialect(";"))
    assert found.row == row
    assert total(found).credits.high == 210
    assert error(prices, row | {"Minutes": "1,500"}, dialect=Dialect(";")) == (
        "minutes: '1,500' could be 1500 or 1.5; write 1500 or 1,5"
    )


# --- audio ------------------------------------------------------------------------------------


def test_audio_is_measured_by_what_the_caller_gives(prices: PriceList):
    row = {"tool": "fbf", "audio": "song.mp3"}
    lengths = {"song.mp3": Decimal("61.5")}
    found = result(prices, row, audio_seconds=lengths.__getitem__)
    assert total(found) == Total(Range.of(Decimal("61.5")), complete=True)
    assert error(prices, row) == "audio: audio is not read here; give the duration"

    def unreadable(name: str) -> Decimal:
        raise FileError(name, [Problem("no sound", line=2), Problem("no end")])

    assert error(prices, row, audio_seconds=unreadable) == "song.mp3:2: no sound, and 1 more"


def test_audio_is_not_measured_where_there_is_none_or_another_length(prices: PriceList):
    row = {"tool": "fbf", "audio": "song.mp3", "minutes": 1}
    assert "give the length in one way" in error(prices, row)
    assert total(result(prices, row | {"audio": None})).credits.high == 60


# --- prices of a row's own --------------------------------------------------------------------


def test_a_row_may_name_its_prices(prices: PriceList):
    asked: list[tuple[str | None, date | None]] = []

    def lists(choice: str | None, day: date | None) -> PriceList:
        asked.append((choice, day))
        return load_prices(choice or "2025-06-27")

    own = {"tool": "video", "model": "gen-4", "seconds": 5, "prices": "runway"}
    found = result(prices, own, lists=lists)
    assert found.priced is not None
    assert found.priced.prices.title == "runway 2026-10-01"
    assert total(found).credits.high == 60
    assert found.said == set(own)
    for row in (T2V | {"as of": "2026-01-31"}, T2V, {**T2V, "Prices": " 2025-06-27 "}):
        assert total(result(prices, row, lists=lists)).credits.high == 2100
    assert asked == [("runway", None), (None, date(2026, 1, 31)), ("2025-06-27", None)]


def test_prices_that_no_row_can_have(prices: PriceList):
    def lists(choice: str | None, day: date | None) -> PriceList:
        raise InputError(f"no {choice} on {day}", word="" if choice else "as_of")

    row = {**T2V, "prices": "runway"}
    assert error(prices, row) == "prices: a row names no prices here; leave them out"
    assert error(prices, row, lists=lists) == "prices: no runway on None"
    dated = {**T2V, "as_of": "2026-01-31"}
    assert error(prices, dated, lists=lists) == "as_of: no None on 2026-01-31"
    wrong = {**T2V, "as_of": "31.1.2026"}
    said = "as_of: '31.1.2026' is not a date; write it as 2025-06-27"
    assert error(prices, wrong, lists=lists) == said


# --- what is wrong ----------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["false", "true", "[]", "{}", '["kling"]', '{"a": 1}'])
@pytest.mark.parametrize("word", ["prices", "as_of", "audio", "model"])
def test_what_is_no_text_says_nothing_of_prices_either(prices: PriceList, word: str, value: str):
    row = {"tool": "fbf", word: json.loads(value)}
    what = error(prices, row, lists=lambda *_: prices, audio_seconds=lambda _: Decimal(1))
    assert re.fullmatch(f"{word}: '.*' is not text or an exact number; write it as text.*", what)


@pytest.mark.parametrize("value", [0, 20250627, Decimal("0.5")])
def test_a_number_is_read_as_the_name_of_a_list_or_a_day(prices: PriceList, value: Any):
    def lists(choice: str | None, _: date | None) -> PriceList:
        raise InputError(f"no {choice}")

    row = {"tool": "fbf", "minutes": 1}
    assert error(prices, row | {"prices": value}, lists=lists) == f"prices: no {value}"
    assert error(prices, row | {"as_of": value}, lists=lists).startswith(f"as_of: '{value}'")


@pytest.mark.parametrize("value", [None, "", " "])
def test_a_row_that_names_no_prices_has_those_of_all(prices: PriceList, value: Any):
    found = result(prices, {"tool": "fbf", "minutes": 1, "prices": value, "as_of": value})
    assert found.priced and found.priced.prices is prices


@pytest.mark.parametrize(
    ("said", "credits"),
    [
        ('"minutes": 1E1', "600"),
        ('"minutes": 1e0', "60"),
        ('"minutes": 1.5E0', "90"),
        ('"minutes": 1.5E+3', "90000"),
        ('"minutes": 0E5, "seconds": 0.0000000, "images": 1E0', "0.1"),
        ('"seconds": 1E1, "images": 1E3', "35"),
        ('"minutes": 1, "rerender": 5E1', "90"),
        ('"minutes": 1, "credits_per_second": 2E1', "1200"),
    ],
)
def test_numbers_of_json_may_have_an_exponent(prices: PriceList, said: str, credits: str):
    rows = ndjson_rows([f'{{"tool": "fbf", {said}}}'.encode()] * 2)
    found = list(Batch(prices).results(rows))
    assert [str(total(it).credits.high) for it in found] == [credits] * 2


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ("1E-7", "'0.0000001' has too many decimals; write at most 6 of them"),
        ("-1E1", "'-10' is below 0; write 0 or more"),
        ("1E30", "1000000000000000000000000000000 is too much; the most is 60,000 minutes"),
        ("1E999999", "'1E+999999' is not a number; write plain digits, like 4 or 0.5"),
        ("0E-999999", "'0E-999999' is not a number; write plain digits, like 4 or 0.5"),
        ('"1E1"', "'1E1' is not a number; write plain digits, like 4 or 0.5"),
    ],
)
def test_numbers_with_an_exponent_have_the_bounds_of_all(prices: PriceList, value: str, what: str):
    rows = ndjson_rows([f'{{"tool": "fbf", "minutes": {value}}}'.encode()])
    [found] = Batch(prices).results(rows)
    assert found.error == f"minutes: {what}"


def test_rows_are_counted(prices: PriceList):
    batch = Batch(prices)
    autopilot = {"tool": "autopilot", "model": "kling-2.1-pro", "minutes": 4, "images": 1}
    rows = [T2V, None, Unreadable("no"), T2V, {"tool": "x"}, autopilot, autopilot]
    assert [one.number for one in batch.results(rows)] == [1, 2, 3, 4, 5, 6, 7]
    long = [T2V | {"minutes": 60 + (number > 1)} for number in range(14)]
    assert batch.results(long)[-1].number == 21
    assert batch.counts == Counts(21, 2, 2, 12, [*range(10, 20)])


def test_a_strict_batch_prices_no_row_after_a_bad_one(prices: PriceList):
    heard: list[str] = []
    batch = Batch(prices, strict=True, audio_seconds=lambda name: heard.append(name) or Decimal(60))
    song = {"tool": "fbf", "audio": "song.mp3"}
    for bad in ({"tool": "x"}, Unreadable("no")):
        *_, last = batch.results([T2V, None, bad, song])
        assert last.error
    assert heard == []
    assert (batch.counts.rows, batch.counts.failed) == (6, 2)


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
    assert [found.row for found in results] == [rows[0], {}, {}, *rows[3:]]
    assert [bool(found.error) for found in results] == [False, False, True, True, True, False]
    assert [found.is_blank for found in results] == [False, True, False, False, False, False]
    assert results[2].error == "the row is not JSON"
    assert results[3].said == {"tool", "model", "minutes"}


@pytest.mark.parametrize(
    ("row", "part"),
    [
        ({}, "tool: the tool is missing"),
        ({**T2V, "tool": "t2"}, "has no tool 't2'; did you mean t2v"),
        ({**T2V, "rerender": "0.25"}, "rerender: '0.25' could mean 0.25% or 25%"),
        ({**T2V, "minutes": [4]}, "minutes: '[4]' is not text or an exact number"),
        ({**T2V, "minutes": {}}, "minutes: '{}' is not text or an exact number"),
        ({**T2V, "total_credits": 5}, "the key 'total_credits' is a result's own; rename it"),
        ({**T2V, "k" * 201: 5}, "a row has at most 500 keys of 200 characters"),
        ({**T2V, **dict.fromkeys(map(str, range(500)))}, "a row has at most 500 keys"),
        ({**T2V, "redo": 1, "Dauer": 2}, "add --pass redo. the key 'Dauer' is not a word of"),
        ({**T2V, "minutes": "x", "rerender": "y"}, "points"),
    ],
)
def test_errors(prices: PriceList, row: dict[str, Any], part: str):
    said = error(prices, row)
    if part == "points":
        assert said.startswith("minutes: 'x' is not a number")
        assert ". rerender: 'y' is not an amount to re-render" in said
        return
    assert part in said


def test_a_column_that_passes_says_nothing(prices: PriceList):
    row = {**T2V, "redo": 1, "Tool": "fbf"}
    found = result(prices, row, passing=["redo", "Tool"])
    assert found.row == row
    assert found.said == set(T2V)
    wrong = result(prices, row | {"tool": "x"}, passing=["redo", "Tool"])
    assert wrong.said == set(T2V)
