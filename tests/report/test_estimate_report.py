"""What an estimate looks like, cell by cell, before any format writes it."""

from datetime import date
from decimal import Decimal

import msgspec
import pytest
from pricetexts import price_list

from acorns_cli import Job, PriceList, estimate
from acorns_cli.report.estimate import estimate_report, job_title
from acorns_cli.report.report import Report, plain_text

TODAY = date(2025, 9, 1)


def report(prices: PriceList, **words: object) -> Report:
    job = Job.of(**words)
    return estimate_report(job, estimate(job, prices), prices, today=TODAY)


def texts(shown: Report) -> list[list[str]]:
    return [[column.cell(row.subject).text for column in shown.columns] for row in shown.rows]


def values(shown: Report) -> list[list[object]]:
    return [[column.cell(row.subject).value for column in shown.columns] for row in shown.rows]


def test_a_line_has_a_text_for_people_and_a_value_for_programs(prices: PriceList):
    shown = report(prices, tool="fbf", minutes=40, images=6)
    assert [column.key for column in shown.columns] == [
        "item", "quantity", "unit", "rate", "sum", "credits", "complete",
    ]  # fmt: skip
    assert texts(shown) == [
        ["Base footage", "2,400 s", "second", "1/s", "2,400 s × 1", "2,400", ""],
        ["Images", "2 sets", "image set", "0.1/set", "6 images → 2 sets of 4 × 0.1", "0.2", ""],
        ["Total", "", "", "", "", "2,400.2", ""],
    ]
    assert values(shown) == [
        ["base", 2400, "second", 1, "2,400 s × 1", 2400, None],
        [
            *("images", 2, "image set", Decimal("0.1")),
            *("6 images → 2 sets of 4 × 0.1", Decimal("0.2"), None),
        ],
        ["total", None, None, None, None, Decimal("2400.2"), True],
    ]
    assert [row.kind for row in shown.rows] == ["plain", "plain", "total"]
    assert shown.answer == "2400.2"


def test_another_model_that_re_renders_is_named(prices: PriceList):
    words = {"tool": "t2v", "model": "kling-2.1-standard", "minutes": 1, "rerender": "25%"}
    items = [row[0] for row in texts(report(prices, **words, rerender_model="kling-2.1-pro"))]
    assert items == ["Base footage", "Re-render (Kling 2.1 Pro)", "Total"]
    assert [row[0] for row in texts(report(prices, **words))][1] == "Re-render"


def test_the_model_that_re_renders_is_named_as_it_is_listed_beside_a_price_of_any():
    both = price_list("""\
edition: 2026-01-01
source: {title: A page}
tools:
  video:
    models: {x/720p: {name: X 720p, per_second: 3, note: an average}}
    any_model: {per_second: 1, note: whatever it is}
  secret:
    unpriced: {base: {name: footage, why: it is new, where: the app shows it}}
""")
    words = {"model": "y", "minutes": 1, "rerender": "25%"}
    shown = report(both, tool="video", **words, rerender_model="x")
    assert texts(shown)[1][0] == "Re-render (X 720p)"
    assert "Note on X 720p: an average." in shown.notes
    any_other = report(both, tool="video", **words, rerender_model="z")
    assert texts(any_other)[1][0] == "Re-render (z)"
    assert not any("X 720p" in note for note in any_other.notes)
    # Where no footage has a price, any model is taken.
    assert report(both, tool="secret", **words, rerender_model="x").answer == "0"


def test_one_image_is_one_image(prices: PriceList):
    job = {"tool": "t2v", "images": 1}
    assert texts(report(prices, **job))[0][1:4] == ["1 image", "image", "4/image"]


def test_a_range_has_a_column_of_its_own_for_programs(prices: PriceList):
    shown = report(prices, tool="fbf", minutes=4, rerender="10%..40%")
    assert [column.key for column in shown.columns][-3:-1] == ["credits_low", "credits"]
    assert [row[-3:-1] for row in values(shown)] == [[240, 240], [24, 96], [264, 336]]
    assert [row[-2] for row in texts(shown)] == ["240", "24 – 96", "264 – 336"]
    assert shown.answer == "336"


def test_what_is_missing_is_noted_and_warned_of(prices: PriceList):
    shown = report(prices, tool="autopilot", model="kling-2.1-pro", minutes=1)
    missing = (
        "Not in the total: storyboards. The page gives no price for storyboards."
        " The app shows it before a video is made."
    )
    assert shown.notes[0] == f"* {missing}"
    assert shown.warnings == (missing,)
    assert (texts(shown)[-1][0], texts(shown)[-1][-2]) == ("Total (incomplete)", "*900")


def test_what_is_assumed_is_noted(prices: PriceList):
    shown = report(prices, tool="fbf", minutes=1, credits_per_second="1.5")
    assert shown.notes[0] == "To buy: 1 × 600 credits for 15.00 USD."
    assert shown.notes[2] == "1.5 credits per second by hand; the price list says 1."
    assert shown.warnings == ()


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ({"tool": "fbf", "minutes": 4}, "Frame-by-Frame, 4:00 of video"),
        ({"tool": "fbf", "model": "My X", "minutes": 4}, "Frame-by-Frame with my-x, 4:00 of video"),
        (
            {"tool": "fbf", "model": "runway-gen-3-alpha", "minutes": 4},
            "Frame-by-Frame with Runway Gen-3 Alpha, 4:00 of video",
        ),
        ({"tool": "t2v", "images": 1}, "Text-to-Video"),
        (
            {"tool": "t2v", "model": "kling-2.1-pro", "duration": "1:02:03.5"},
            "Text-to-Video with Kling 2.1 Pro, 1:02:03.5 of video",
        ),
    ],
)  # fmt: skip
def test_the_title_says_what_was_asked(prices: PriceList, words: dict[str, object], title: str):
    job = Job.of(**words)
    assert job_title(job, job.tool, job.model, prices) == title


def test_a_model_without_a_name_goes_by_its_slug(prices: PriceList):
    plain = msgspec.structs.replace(prices.tools["t2v"].models["kling-2.1-pro"], name=None)
    tool = msgspec.structs.replace(prices.tools["t2v"], models={"kling-2.1-pro": plain})
    bare = msgspec.structs.replace(prices, tools={"t2v": tool})
    job = Job.of(tool="t2v", model="kling-2.1-pro", minutes=1)
    assert (
        job_title(job, "t2v", job.model, bare) == "Text-to-Video with kling-2.1-pro, 1:00 of video"
    )


def test_what_people_read_of_a_plain_value():
    values = (None, True, "oak", 1234, Decimal("1234.50"))
    assert [plain_text(value) for value in values] == ["", "", "oak", "1,234", "1,234.5"]
