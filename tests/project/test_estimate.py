"""What projects cost: the two examples added up by hand, and laws over random projects."""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import asdict
from pricetexts import price_list
from projects import project, projects
from strategies import job_words, price_lists

from acorns_cli import Job, PriceList, estimate
from acorns_cli.core.quantities import Range
from acorns_cli.formats.json import encoded
from acorns_cli.project.estimate import project_estimate
from acorns_cli.project.file import load_project
from acorns_cli.project.progress import project_progress
from acorns_cli.report.jsondocument import document

EXAMPLES = Path(__file__).parent.parent.parent / "examples"

SHORT = {
    # Seedance V1 Lite at 3 a second, 20% again, images at 4: base + re-render + extra + images.
    "Harbour at dawn": 45 + 9 + 12,
    "Folding the boat": 60 + 12 + 16,
    "Rain begins": 30 + 6 + 8,
    "Down the gutter": 45 + 18 + 12,  # 40% again
    "The storm drain": 60 + 12 + 15 + 16,  # 5 seconds extra
    "Open sea": 30 + 0 + 8,  # nothing again
}

ALBUM = {
    # Frame-by-Frame at 1 a second; images in sets of 4 at 0.1.
    "Title card": ("8", "2", "0.4"),
    "Waves in ink": ("12", "3", "0.6"),
    "The chart unrolls": ("10", "2.5", "0.5"),  # 18 images are 5 sets
    # Text-to-Video: Kling 2.1 Standard 7, Pro 12, Seedance 3, Runway 5; an image is 4.
    "Lighthouse from the sea": ("84", "21", "12"),
    "The keeper climbs": ("70", "17.5", "8"),
    "Hands on the rail": ("24", "6", "8"),
    "Lamp room": ("70", "17.5", "8"),
    "The lens turns": ("72", "18", "8"),
    "First light": ("98", "24.5", "12"),
    "Storm front": ("120", "30", "12"),
    "Ship in distress": ("144", "36", "12"),
    "Rope and lantern": ("70", "17.5", "8"),
    "The breaking wave": ("96", "24", "8"),
    "Crew in the boats": ("84", "21", "12"),
    "Rain on the window": ("30", "7.5", "4"),
    "Letter on the table": ("40", "10", "8"),
    "The photograph": ("56", "14", "8"),
    "Dance in the village": ("98", "24.5", "21", "16"),  # 3 seconds extra
    "Her red scarf": ("72", "18", "8"),
    "The ferry leaves": ("84", "21", "12"),
    "Empty pier": ("30", "3", "8"),  # 10% again
    # Autopilot in clips of 5 seconds: Standard 8, Seedance 5, Pro 15; 25% of 3 clips is 0.75.
    "Night watch": ("120", "30"),
    "Beam over the water": ("120", "30"),
    "The fog rolls in": ("75", "18.75"),  # 12 seconds are 3 clips
    "A voice in the fog": ("150", "75"),
    "Dawn breaks": ("84", "21", "12"),
    "The boat returns": ("120", "60", "12"),  # half of it again
    "On the stairs": ("56", "14", "8"),
    "Lamp goes out": ("42", "18", "4"),  # 1.5 seconds again, on Pro
    "Credits in ink": ("6", "0", "0.3"),  # 10 images are 3 sets
}


def test_the_short_example_added_up_by_hand():
    found = project_estimate(load_project(EXAMPLES / "short-video.yaml"))
    assert {scene.name: scene.estimate.total.high for scene in found.scenes} == SHORT
    assert sum(SHORT.values()) == found.total.high == 414
    assert (found.video_seconds, found.song_seconds) == (90, 90)
    # 414 credits for 1.5 minutes.
    assert found.credits_per_minute == 276
    assert (found.total.is_point, found.complete, found.warnings) == (True, True, ())
    # 300 in the account are 114 short, which the smallest pack covers.
    assert (found.account.needed_credits, found.account.shortfall_credits) == (414, 114)
    assert (found.account.top_up.credits, found.account.top_up.price) == (600, 15)


def test_the_album_example_added_up_by_hand():
    found = project_estimate(load_project(EXAMPLES / "album-video.yaml"))
    totals = {scene.name: scene.estimate.total.high for scene in found.scenes}
    assert totals == {name: sum(map(Decimal, parts)) for name, parts in ALBUM.items()}
    assert len(found.scenes) == 30
    for scene in found.scenes:
        nonzero = [Decimal(part) for part in ALBUM[scene.name]]
        assert [line.credits for line in scene.estimate.lines] == nonzero
    assert found.total.high == Decimal("3007.3")
    assert {(each.tool, each.model): each.credits.high for each in found.subtotals} == {
        ("fbf", None): Decimal("45.3"),  # 10.4 + 15.6 + 13 + 6.3
        ("t2v", "kling-2.1-standard"): Decimal("1268.5"),
        ("t2v", "seedance-v1-lite"): 79,  # 38 + 41
        ("t2v", "kling-2.1-pro"): 870,  # 98 + 162 + 192 + 128 + 98 + 192
        ("t2v", "runway-gen-3-alpha"): Decimal("99.5"),  # 41.5 + 58
        ("autopilot", "kling-2.1-standard"): 300,
        ("autopilot", "seedance-v1-lite"): Decimal("93.75"),
        ("autopilot", "kling-2.1-pro"): 225,
    }
    # Whole clips: 1.5 are 2, 0.75 is 1, and 1 is 1.
    assert {pool.model: (pool.clips.high, pool.credits.high) for pool in found.pools} == {
        "kling-2.1-standard": (2, 20),
        "seedance-v1-lite": (1, Decimal("6.25")),
        "kling-2.1-pro": (1, 0),
    }
    # 3,007.3 credits for 5 minutes.
    assert found.credits_per_minute == Decimal("601.46")
    [storyboards] = found.unpriced
    assert (storyboards.tool, storyboards.name, storyboards.scenes) == (
        "autopilot",
        "storyboards",
        4,
    )
    assert not found.complete


def test_ranges_are_added_low_with_low_and_high_with_high(prices: PriceList):
    found = project_estimate(
        project(
            prices,
            {"name": "A", "tool": "fbf", "length": "100s", "rerender": "10%..40%"},  # 110 – 140
            {"name": "B", "tool": "fbf", "length": "50s", "rerender": "20%..50%"},  # 60 – 75
            {"name": "C", "tool": "fbf", "length": "31s"},  # 31
        )
    )
    assert found.total == Range(Decimal(201), Decimal(246))
    assert found.subtotals[0].credits == found.total
    # 181 seconds of footage, and 40 + 25 re-rendered at the most.
    assert found.subtotals[0].footage_seconds == 246
    # 246 × 60 / 181 = 81.546…
    assert found.credits_per_minute == Decimal("81.55")


IN_MONEY = """\
service: {{id: a, name: A}}
edition: 2026-01-01
unit: {}
source: {{title: a page}}
tools: {{video: {{any_model: {{per_second: {}}}}}}}
"""


@pytest.mark.parametrize(
    ("unit", "rate", "percent", "reserve"),
    [
        # On 110 to 140 seconds, up to a hundredth, or the smallest amount of a currency.
        ("credits", "1", "15%", ("16.5", "21")),
        ("credits", "0.13", "15%", ("2.15", "2.73")),  # 2.145; 2.73
        ("USD", "0.013", "15", ("0.22", "0.28")),  # 0.2145; 0.273
        ("JPY", "3", "15%", ("50", "63")),  # 49.5; 63
        ("KWD", "0.0137", "33.3%", ("0.502", "0.639")),  # 0.501831; 0.638694
        ("credits", "1", "0%", ("0", "0")),
    ],
)
def test_a_reserve_is_over_all_scenes_and_rounds_up(
    unit: str, rate: str, percent: str, reserve: tuple[str, str]
):
    prices = price_list(IN_MONEY.format(unit, rate))
    scenes = [
        {"name": "A", "tool": "video", "length": "60s", "rerender": "10%..40%"},  # 66 to 84
        {"name": "B", "tool": "video", "length": "40s", "rerender": "10%..40%"},  # 44 to 56
    ]
    found = project_estimate(project(prices, *scenes, reserve=percent))
    assert found.reserve == Range(*map(Decimal, reserve))
    without = project_estimate(project(prices, *scenes)).total
    assert without == Range(110 * Decimal(rate), 140 * Decimal(rate))
    assert found.total == without + found.reserve


def test_a_reserve_is_still_needed_and_no_part_of_what_the_work_may_cost(prices: PriceList):
    scenes = [
        {"name": "A", "tool": "fbf", "length": "100s", "spent": "130", "done": "yes"},
        {"name": "B", "tool": "fbf", "length": "60s", "spent": "20"},
    ]
    read = project(prices, *scenes, reserve="10%", balance="100")
    account = project_estimate(read).account
    assert account is not None
    # B needs 40 more, and a tenth of 160 is in reserve.
    assert (account.needed_credits, account.left_credits) == (56, 44)
    progress = project_progress(read)
    assert progress.budget == Range(Decimal(160), Decimal(160))
    assert progress.as_planned.estimate_to_complete == 40


@pytest.mark.parametrize(
    ("song", "warning"),
    [
        ("1:30", ()),
        ("1:00", ("The scenes are 0:30 longer than the song: 1:30 of scenes, 1:00 of song.",)),
        (
            "2:00.5",
            ("The scenes are 0:30.5 shorter than the song: 1:30 of scenes, 2:00.5 of song.",),
        ),
    ],
)
def test_scenes_that_do_not_fill_the_song_are_told(
    prices: PriceList, song: str, warning: tuple[str, ...]
):
    scenes = [{"name": name, "tool": "fbf", "length": "45s"} for name in "AB"]
    assert project_estimate(project(prices, *scenes, length=song)).warnings == warning


def test_a_video_of_no_length_has_no_credits_per_minute(prices: PriceList):
    found = project_estimate(project(prices, {"name": "A", "tool": "fbf", "images": 8}))
    assert (found.total.high, found.credits_per_minute) == (Decimal("0.2"), None)


def test_the_account_has_to_cover_what_is_still_needed(prices: PriceList):
    scenes = [
        {"name": "A", "tool": "fbf", "length": "100s", "spent": "130", "done": "yes"},
        {"name": "B", "tool": "fbf", "length": "50s", "spent": "20"},
        {"name": "C", "tool": "fbf", "length": "10s", "done": "yes"},
    ]
    account = project_estimate(project(prices, *scenes, balance="45.5")).account
    assert (account.needed_credits, account.left_credits) == (30, Decimal("15.5"))
    assert project_estimate(project(prices, *scenes)).account is None


def test_what_is_assumed_of_scenes_is_said_once(prices: PriceList):
    scenes = [{"name": name, "length": "10s"} for name in "AB"]
    defaults = {"tool": "fbf", "credits_per_second": "2"}
    found = project_estimate(project(prices, *scenes, defaults=defaults))
    assert found.assumptions == ("2 credits per second by hand; the price list says 1",)


def test_a_finished_scene_that_does_not_say_has_spent_its_estimate(prices: PriceList):
    scenes = [
        {"name": "A", "tool": "fbf", "length": "10s", "done": "yes"},
        {"name": "B", "tool": "fbf", "length": "20s", "spent": "5"},
    ]
    read = project(prices, *scenes)
    found, progress = project_estimate(read), project_progress(read)
    assert found.spent == progress.actual.high == 15
    assert found.assumptions == ("1 finished scene without spent cost what was planned",)


@given(data=st.data(), prices=price_lists())
def test_a_project_of_one_scene_costs_what_the_job_does(data: st.DataObject, prices: PriceList):
    words = data.draw(job_words(prices, reserve=True))
    total = estimate(Job.of(**words), prices).total
    # A project says its reserve once, for all scenes.
    top = {"reserve": words.pop("reserve")} if "reserve" in words else {}
    expected = estimate(Job.of(**words), prices)
    for read in (
        project(prices, {"name": "A", **words}, **top),
        project(prices, {"name": "A"}, defaults=words, **top),
    ):
        found = project_estimate(read)
        [scene] = found.scenes
        assert scene.estimate == expected
        assert found.total == total
        assert (found.complete, found.assumptions) == (expected.complete, expected.assumptions)


@given(data=st.data(), prices=price_lists())
def test_the_total_is_the_sum_of_the_scenes_and_of_the_subtotals(
    data: st.DataObject, prices: PriceList
):
    found = project_estimate(data.draw(projects(prices)))
    high = sum(Fraction(scene.estimate.total.high) for scene in found.scenes)
    low = sum(Fraction(scene.estimate.total.low) for scene in found.scenes)
    assert sum(Fraction(each.credits.high) for each in found.subtotals) == high
    more = [pool.credits for pool in found.pools] + ([found.reserve] if found.reserve else [])
    high += sum(Fraction(one.high) for one in more)
    low += sum(Fraction(one.low) for one in more)
    assert Fraction(found.total.high) == high
    assert sum(each.scenes for each in found.subtotals) == len(found.scenes)
    assert Fraction(found.total.low) == low


@given(data=st.data(), prices=price_lists())
def test_credits_per_minute_are_rounded_up_by_less_than_a_hundredth(
    data: st.DataObject, prices: PriceList
):
    found = project_estimate(data.draw(projects(prices)))
    if found.credits_per_minute is None:
        assert found.video_seconds == 0
        return
    exact = Fraction(found.total.high) * 60 / Fraction(found.video_seconds)
    assert exact <= Fraction(found.credits_per_minute) < exact + Fraction(1, 100)


@given(data=st.data(), prices=price_lists())
def test_json_has_the_exact_amounts(data: st.DataObject, prices: PriceList):
    found = project_estimate(data.draw(projects(prices)))
    read = json.loads(encoded(document(found)), parse_float=Decimal, parse_int=Decimal)
    assert read["total_credits"] == found.total.high
    assert read["range"] == (None if found.total.is_point else asdict(found.total))
    for written, scene in zip(read["scenes"], found.scenes, strict=True):
        assert written["total_credits"] == scene.estimate.total.high
        assert [line["credits"] for line in written["lines"]] == [
            line.credits for line in scene.estimate.lines
        ]
