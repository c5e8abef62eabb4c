"""Rows that are like others that came before cost what they would cost alone."""

from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pricetexts import price_list as list_of
from strategies import price_lists

from acorns_cli.batch import alike, pricing
from acorns_cli.batch.csvtable import Dialect
from acorns_cli.batch.pricing import Batch, Result
from acorns_cli.core import totals
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.pricing import PricedJob

LENGTHS: Final = ("0:40", "1:02.5", "0:00", "3,5", "4", "80", "", " ", "x", None, 30, True, ["a"])
RERENDERS: Final = (
    *("25%", "1/3", "15s", "10%..40%", "2clips", "1clips..3clips", "0%", "30", "2", "2..3"),
    *("", "x", None, 25, True),
)
STUDIO: Final = """\
edition: 2026-01-31
source: {title: Our studio}
tools:
  video:
    models:
      ray: {per_second: 2}
      steps: {price: 7, per: 15s}
      table: {clips: {5s: 8, 10s: 14}}
      secret: {unpriced: {why: nobody says, where: the app}}
    images: {price: 0.1, per_images: 4}
    free_rerender_clips_per_minute: 1.5
  needy:
    any_model: {per_second: 0.25}
    always: [images, rerender]
    unpriced: {images: {name: images, why: nobody says, where: the app}}
"""


def told(found: Result) -> tuple[object, ...]:
    """All that a result says of its row, but for its number."""
    priced: PricedJob | None = found.priced
    if priced is None:
        return (found.error,)
    lines = [(line.item, line.low, line.high) for line in priced.lines.priced]
    return priced.total, priced.complete, priced.job, priced.assumptions, lines, priced.lines.gaps


def same_as_alone(prices: PriceList, rows: list[dict[str, Any]], dialect: Dialect | None) -> None:
    header = [*rows[0]] if dialect else []
    each = [[*row.values()] if dialect else row for row in rows]
    together = Batch(prices, dialect=dialect, header=header).results(each)
    for row, found in zip(each, together, strict=True):
        [alone] = Batch(prices, dialect=dialect, header=header).results([row])
        assert told(found) == told(alone), row


@pytest.mark.parametrize("dialect", [None, Dialect(";")])
@pytest.mark.parametrize("model", ["ray", "steps", "table", "secret", "nothing"])
def test_rows_that_are_alike_cost_what_each_costs_alone(model: str, dialect: Dialect | None):
    ways = [("duration", "rerender"), ("minutes", "takes"), ("seconds", "keep")]
    rows = [
        {"tool": "video", "model": model, "clip_length": clip, length: of, again: share, **images}
        for length, again in ways
        for clip in (None, "5s")
        for of in LENGTHS
        for share in RERENDERS
        for images in ({}, {"images": "7"})
    ]
    if dialect is None:
        same_as_alone(list_of(STUDIO), rows, None)
    for header in dict.fromkeys(map(tuple, rows)) if dialect else ():
        cells = [
            {word: as_cell(row[word]) for word in header} for row in rows if [*row] == [*header]
        ]
        same_as_alone(list_of(STUDIO), cells, dialect)


def as_cell(value: object) -> str:
    return "" if value is None else str(value)


@settings(max_examples=60)
@given(st.data())
def test_so_it_is_with_any_price_list(data: st.DataObject):
    prices = data.draw(price_lists())
    tool = data.draw(st.sampled_from([*prices.tools]))
    place: dict[str, Any] = {"tool": tool}
    if models := [*prices.tools[tool].models]:
        place["model"] = data.draw(st.sampled_from(models))
    rows = [
        place | {"duration": length, "rerender": share, "images": images}
        for length in ("0:40", "1:02.5", "0:00")
        for share in (None, "25%", "1/3", "10%..40%", "15s", "2clips", "0%")
        for images in (None, "7", "0")
    ]
    same_as_alone(prices, data.draw(st.permutations(rows)), None)


def test_a_row_is_like_another_only_with_the_same_columns_words_and_texts(prices: PriceList):
    video = {"tool": "t2v", "model": "kling-2.1-standard", "seconds": "60"}
    same_as_alone(
        prices,
        [
            video,
            video | {"seconds": "30"},
            {"tool": "t2v", "clip_length": "kling-2.1-standard", "seconds": "30"},
            video | {"clip_length": 5},
            video | {"clip_length": True},
            video | {"clip_length": "0.10m"},  # which has a note
            video | {"clip_length": "0.10m", "seconds": "90"},
            video | {"tool": ["t2v"]},
            video | {"reserve": "10%"},
            video | {"reserve": "20%"},
            video | {"extra": "5s", "seconds": "30"},
            video | {"minutes": "1"},
            {"tool": "t2v", "images": "4"},
            {"seconds": "60"},
        ],
        None,
    )


def test_cells_of_spaces_are_empty_in_each_row(prices: PriceList):
    row = {"tool": "fbf", "model": " ", "minutes": "4", "rerender": " ", "images": " "}
    found = list(Batch(prices, dialect=Dialect()).results([row, row | {"minutes": "5"}]))
    assert [one.error for one in found] == ["", ""]
    same_as_alone(prices, [row, row | {"minutes": " "}], Dialect())


def test_no_more_is_kept_than_some(prices: PriceList, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(alike, "_MOST", 2)
    monkeypatch.setattr(pricing, "_MOST_COLUMNS", 1)
    models = ["kling-2.1-standard", "kling-2.1-pro", "runway-gen-3-alpha"]
    rows = [{"tool": "t2v", "model": model, "minutes": "4"} for model in models * 2]
    rows += [{**row, "id": "a"} for row in rows]
    same_as_alone(prices, rows, None)
    monkeypatch.setattr(totals, "_MOST", 2)
    with_images = rows[0] | {"images": 1}
    same_as_alone(prices, [with_images | {"images": count} for count in (4, 8, 12, 8, 4)], None)
