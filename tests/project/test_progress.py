"""How projects stand: the example worked out by hand, and laws over random projects."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from projects import project, projects
from strategies import price_lists

from acorns_cli import PriceList
from acorns_cli.core.quantities import Range
from acorns_cli.project.estimate import project_estimate
from acorns_cli.project.file import load_project
from acorns_cli.project.progress import Completion, project_progress

ALBUM = Path(__file__).parent.parent.parent / "examples" / "album-video.yaml"

TO_COMPLETE = {
    # As planned, what is left of the estimate; as shown, (base + images + extra) and the base
    # × 380.1 / 992 re-rendered, up to the next hundredth.
    "Letter on the table": ("28", "33.33"),  # 58 − 30; 48 + 15.33 − 30
    "The photograph": ("0", "5.46"),  # 78 − 80 is below 0; 64 + 21.46 − 80
    "Dance in the village": ("159.5", "172.56"),  # 135 + 37.56
    "Her red scarf": ("98", "107.59"),  # 80 + 27.59
    "The ferry leaves": ("117", "128.19"),  # 96 + 32.19
    "Empty pier": ("41", "49.5"),  # 38 + 11.50
    # As planned, 0.75 clips of 40 and of 25: the pools hold the rest, 20 and 6.25.
    "Night watch": ("150", "165.98"),  # 120 + 45.98
    "Beam over the water": ("150", "165.98"),
    "The fog rolls in": ("93.75", "103.74"),  # 75 + 28.74
    "A voice in the fog": ("225", "207.48"),  # 150 + 57.48
    "Dawn breaks": ("117", "128.19"),
    "The boat returns": ("192", "177.98"),  # 132 + 45.98
    "On the stairs": ("78", "85.46"),  # 64 + 21.46
    "Lamp goes out": ("64", "62.1"),  # 46 + 16.10
    "Credits in ink": ("6.3", "8.6"),  # 6.3 + 2.30
}


def ends(end: Completion) -> list[Decimal]:
    """To complete, at completion, and the variance."""
    terms = ("estimate_to_complete", "estimate_at_completion", "variance_at_completion")
    return [getattr(end, term) for term in terms]


def test_the_album_example_worked_out_by_hand():
    progress = project_progress(load_project(ALBUM))
    assert (progress.scenes_done, progress.scenes_begun, progress.scenes_planned) == (15, 2, 13)
    assert progress.budget.high == Decimal("3007.3")
    # The finished scenes spent 1,485.6, the two that are begun 30 and 80.
    assert progress.actual == Range.of(Decimal("1595.6"))
    shown = progress.rerender_shown
    # 1,485.6 − 992 for base footage − 113.5 for images = 380.1, which is 38.316…% of 992.
    assert (shown.scenes, shown.base_credits) == (15, 992)
    assert (shown.rerender_credits, shown.percent) == (Decimal("380.1"), Decimal("38.32"))
    for scene in progress.scenes:
        planned, as_shown = TO_COMPLETE.get(scene.name, ("0", "0"))
        assert (scene.state == "done") == (scene.name not in TO_COMPLETE)
        assert (scene.to_complete, scene.to_complete_as_shown) == (
            Decimal(planned),
            Decimal(as_shown),
        )
    planned, shown = progress.as_planned, progress.as_shown
    assert ends(planned) == [Decimal("1545.8"), Decimal("3141.4"), Decimal("-134.1")]
    assert ends(shown) == [Decimal("1602.14"), Decimal("3197.74"), Decimal("-190.44")]
    assert progress.careful is shown
    assert progress.assumptions == (
        "As planned counts nothing more for 1 unfinished scene over budget",
    )
    assert [item.scenes for item in progress.unpriced] == [4]
    # 900 in the account are 645.8 and 702.14 short; two packs of 600 for 15 dollars cover either.
    for forecast, short in ((planned, "645.8"), (shown, "702.14")):
        assert forecast.account.shortfall_credits == Decimal(short)
        assert (forecast.account.top_up.credits, forecast.account.top_up.price) == (1200, 30)


def test_ranges_have_a_forecast_for_their_low_end(prices: PriceList):
    progress = project_progress(
        project(
            prices,
            {"name": "A", "tool": "fbf", "length": "100s", "rerender": "10%..40%", "spent": "20"},
            {"name": "B", "tool": "fbf", "length": "50s", "rerender": "20%", "done": "yes"},
        )
    )
    # A: 110 – 140, of which 20 are spent. B is taken to have cost its 60.
    assert progress.actual == Range.of(Decimal(80))
    assert ends(progress.as_planned) == [120, 200, 0]
    assert progress.as_planned.low == Completion(Decimal(90), Decimal(170), Decimal(0))
    # B does not say what it cost, so that it shows no rate.
    assert progress.as_shown is None
    assert progress.assumptions == ("1 finished scene without spent cost what was planned",)


def test_what_is_to_go_can_vary_where_the_budget_does_not(prices: PriceList):
    clip = {"tool": "t2v", "model": "kling-2.1-standard", "clip_length": "5s", "length": "5s"}
    done = {"name": "A", **clip, "rerender": "20%..90%", "done": "yes"}
    left = {"name": "B", **clip, "rerender": "90%..110%"}
    # A clip is 35. 1.1 to 2 clips are 2 at both ends: 70 + 70. Of B alone, 0.9 to 1.1 are 1 to 2.
    progress = project_progress(project(prices, {**done, "spent": "70"}, left))
    assert progress.budget == Range.of(Decimal(140))
    assert ends(progress.as_planned) == [105, 175, -35]
    assert progress.as_planned.low == Completion(Decimal(70), Decimal(140), Decimal(0))
    assert progress.as_shown.low is None
    # What A cost, if it does not say, is the 140 less what B needs: the end is the same.
    progress = project_progress(project(prices, done, left))
    assert progress.actual == Range(Decimal(70), Decimal(35))
    assert ends(progress.as_planned) == [105, 140, 0]
    assert progress.as_planned.low == Completion(Decimal(70), Decimal(140), Decimal(0))


def test_a_rate_is_never_below_0(prices: PriceList):
    progress = project_progress(
        project(
            prices,
            {"name": "A", "tool": "fbf", "length": "100s", "spent": "70", "done": "yes"},
            {"name": "B", "tool": "fbf", "length": "50s", "rerender": "20%..40%"},
        )
    )
    assert progress.rerender_shown.percent == 0
    # Budgets of 160 and 170; 70 + 50 are 120.
    assert ends(progress.as_shown) == [50, 120, 50]
    assert progress.careful is progress.as_planned
    assert progress.as_shown.low == Completion(Decimal(50), Decimal(120), Decimal(40))


def test_what_storyboards_cost_counts_as_rerendered_and_is_said(prices: PriceList):
    words = {"tool": "autopilot", "model": "kling-2.1-pro", "length": "10s"}
    done = {"name": "A", **words, "spent": "165", "done": "yes"}
    progress = project_progress(project(prices, done))
    # 150 for base footage, and 15 more.
    assert progress.rerender_shown.percent == 10
    assert progress.assumptions == (
        "what finished scenes spent on things without a published price counts as re-rendering",
    )
    # What it was to cost is not known in full, and so neither is what is left of that.
    assert not progress.complete


@given(data=st.data(), prices=price_lists())
def test_with_nothing_spent_the_status_is_the_estimate(data: st.DataObject, prices: PriceList):
    read = data.draw(projects(prices, spent=False))
    found, progress = project_estimate(read), project_progress(read)
    planned = progress.as_planned
    assert progress.actual == Range.of(Decimal(0))
    assert ends(planned) == [found.total.high, found.total.high, 0]
    assert progress.budget == found.total
    low = found.total.low
    expected = None if found.total.is_point else Completion(low, low, Decimal(0))
    assert planned.low == expected
    assert (progress.as_shown, progress.complete) == (None, found.complete)


@given(data=st.data(), prices=price_lists())
def test_with_all_done_nothing_is_left_to_do(data: st.DataObject, prices: PriceList):
    read = data.draw(projects(prices))
    read = replace(read, scenes=tuple(replace(scene, done=True) for scene in read.scenes))
    progress = project_progress(read)
    for forecast in (progress.as_planned, progress.as_shown):
        if forecast:
            assert forecast.estimate_to_complete == 0
            assert forecast.estimate_at_completion == progress.actual.high


@given(data=st.data(), prices=price_lists())
def test_the_terms_add_up(data: st.DataObject, prices: PriceList):
    progress = project_progress(data.draw(projects(prices)))
    planned, budget = progress.as_planned, progress.budget
    spent = progress.actual
    pairs = [
        (planned, budget.high, spent.high),
        (progress.as_shown, budget.high, spent.high),
        (planned.low, budget.low, spent.low),
    ]
    for end, of, so_far in pairs:
        if end:
            needed, total, variance = map(Fraction, ends(end))
            assert needed >= 0
            assert total == Fraction(so_far) + needed
            assert variance == Fraction(of) - total


@given(
    share=st.integers(0, 300),
    lengths=st.lists(st.integers(1, 600), min_size=2, max_size=6),
    images=st.integers(0, 9),
)
def test_finished_scenes_that_cost_their_plan_show_the_planned_rate(
    prices: PriceList, share: int, lengths: list[int], images: int
):
    words = {"tool": "t2v", "model": "kling-2.1-pro", "rerender": f"{share}%", "images": images}
    scenes = [{"name": str(n), **words, "seconds": length} for n, length in enumerate(lengths)]
    first = project(prices, *scenes).scenes[0].estimate.total_credits
    scenes[0] |= {"spent": f"{first:f}", "done": "yes"}
    progress = project_progress(project(prices, *scenes))
    assert progress.as_shown == progress.as_planned
    assert progress.rerender_shown.percent == share
