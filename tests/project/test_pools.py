"""Re-rendered clips of a project, pooled: by hand, and against the job that is cut up."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pricetexts import price_list

from acorns_cli import Job, PriceList, estimate, load_prices
from acorns_cli.project.estimate import project_estimate
from acorns_cli.project.progress import project_progress
from acorns_cli.project.scenes import Project, read_project
from acorns_cli.records.yamltext import tree

STUDIO = Path(__file__).parents[2] / "examples" / "prices-studio.yaml"
PAGE = "{title: Page, kind: price page, date: 2026-01-01, url: example.com}"
KLING = "tool: t2v, model: kling-2.1-pro, clip_length: 5s"


def project(scenes: list[str], defaults: str = KLING, prices: PriceList | None = None) -> Project:
    """A project of scenes, each the keys of its entry in flow style."""
    lines = "".join(f"  - {{name: s{at}, {scene}}}\n" for at, scene in enumerate(scenes))
    root, problems = tree("x.yaml", f"title: x\ndefaults: {{{defaults}}}\nscenes:\n{lines}")
    found = read_project(root, prices or load_prices("2025-06-27"), {}, problems)
    assert found is not None, problems
    return found


# By hand: a clip of 5 s of t2v kling-2.1-pro is 60 credits.
BY_HAND = [
    # 30 clips are 1,800; a quarter of 30 is 7.5, so 8 clips, 480.
    (["seconds: 5, rerender: 25%"] * 30, "2280"),
    # 48 clips are 2,880; a quarter is 12, 720. As one job of 4:00.
    (["seconds: 10, rerender: 25%"] * 24, "3600"),
    # 2 × 1/3 of a clip is 0.67: one clip.
    (["seconds: 5, rerender: 1/3"] * 2, "180"),
    # 3 clips kept at 2 of 3 need 4.5 in all, so 5: two more.
    (["seconds: 5, keep: 2/3"] * 3, "300"),
    # A count and a time are pooled with shares: 1 + 3/5 + 1/4 clips are 1.85, so 2.
    ([f"seconds: 5, rerender: {how}" for how in ("1clip", "3s", "25%")], "300"),
    # Other clips are pools of their own: 0.25 and 0.25 of two lengths are two clips, 60 + 120.
    (["seconds: 10, rerender: 25%", "seconds: 10, clip_length: 10s, rerender: 25%"], "420"),
    # One scene costs what its job costs.
    (["seconds: 5, rerender: 25%"], "120"),
]  # fmt: skip


@pytest.mark.parametrize(("scenes", "total"), BY_HAND)
def test_pools_by_hand(scenes, total):
    assert project_estimate(project(scenes)).total.high == Decimal(total)


def test_no_pool_of_clips_whose_rerender_has_no_price():
    prices = price_list(
        "service: {id: acme, name: Acme}\nedition: 2026-01-01\n"
        f"source: {PAGE}\n"
        "tools:\n  video:\n    name: Video\n    models: {a: {clips: {5s: 10}}}\n"
        "    unpriced: {rerender: {name: re-renders, why: no price is given, where: the app}}\n"
        "examples:\n- title: Two clips are 20.\n"
        "  job: {tool: video, model: a, seconds: 10, clip_length: 5s}\n  expect: {total: 20}\n"
    )
    scene = "tool: video, model: a, seconds: 10, clip_length: 5s, rerender: 25%"
    found = project_estimate(project([scene] * 2, scene, prices))
    assert (found.total.high, found.pools, found.complete) == (40, (), False)


def test_free_clips_are_counted_over_the_whole_video():
    studio = load_prices(STUDIO)
    # 2:00 of Autopilot at 7 a minute are 14 free; 24 clips of 70 are 1,680, 10 more are 700.
    defaults = "tool: autopilot, model: kling-2.1-pro, clip_length: 5s, rerender: 1clip"
    found = project_estimate(project(["seconds: 5"] * 24, defaults, studio))
    assert found.total.high == 2380
    [pool] = found.pools
    assert (pool.clips.high, pool.free_clips.high, pool.credits.high) == (10, 14, -980)


def test_the_dearest_clips_are_free_first():
    studio = load_prices(STUDIO)
    scenes = ["model: seedance-v1-lite, seconds: 30", "model: kling-2.1-pro, seconds: 30"]
    defaults = "tool: autopilot, clip_length: 5s, rerender: 100%"
    pools = project_estimate(project(scenes, defaults, studio)).pools
    # 1:00 at 7 a minute: of 6 dear and 6 cheap clips, all dear ones and one more.
    assert {pool.model: pool.free_clips.high for pool in pools} == {
        "seedance-v1-lite": 1,
        "kling-2.1-pro": 6,
    }


def test_a_scene_holds_its_exact_part():
    found = project_estimate(project(["seconds: 5, rerender: 1/3"] * 2))
    # 0.333333 clips × 60.
    [part] = [line for line in found.scenes[0].estimate.lines if line.item == "rerender"]
    assert (part.quantity, part.credits) == (Decimal("0.333333"), Decimal("19.99998"))
    assert sum(scene.estimate.total.high for scene in found.scenes) + found.pools[
        0
    ].credits.high == (found.total.high)


shares = st.sampled_from(
    ["25%", "1/3", "10%..40%", "0%..100%", "33.3%", "150%", "1/7..2/3", "0%"]
).map(lambda text: f"rerender: {text}")
takes = st.sampled_from(["takes: 3", "takes: 2.5", "takes: 1..4"])
kept = st.sampled_from(["keep: 30%", "keep: 1/3", "keep: 25%..50%", "keep: 100%"])


@given(
    how=st.one_of(shares, takes, kept),
    cuts=st.lists(st.integers(1, 12), min_size=2, max_size=12),
    clip=st.sampled_from(["5", "8", "2.5"]),
    is_studio=st.booleans(),
)
def test_any_cut_of_a_job_into_whole_clips_costs_what_the_job_costs(how, cuts, clip, is_studio):
    prices = load_prices(STUDIO) if is_studio else load_prices("2025-06-27")
    tool = "autopilot" if is_studio else "t2v"
    job = {"tool": tool, "model": "kling-2.1-pro", "clip_length": f"{clip}s"}
    seconds = [str(count * Decimal(clip)) for count in cuts]
    key, _, amount = how.partition(": ")
    whole = Job.of(**job, seconds=str(sum(map(Decimal, seconds))), **{key: amount})
    defaults = ", ".join(f"{name}: {text}" for name, text in job.items()) + f", {how}"
    found = project_estimate(project([f"seconds: {each}" for each in seconds], defaults, prices))
    assert found.total == estimate(whole, prices).total


@given(counts=st.lists(st.tuples(st.integers(1, 9), st.integers(0, 20)), min_size=2, max_size=8))
def test_counts_of_clips_add_up_to_the_count_of_the_job(counts):
    scenes = [f"seconds: {clips * 5}, rerender: {again}clips" for clips, again in counts]
    whole = Job.of(
        tool="t2v",
        model="kling-2.1-pro",
        clip_length="5s",
        seconds=sum(clips for clips, _ in counts) * 5,
        rerender=f"{sum(again for _, again in counts)}clips",
    )
    prices = load_prices("2025-06-27")
    assert project_estimate(project(scenes)).total == estimate(whole, prices).total


def test_what_is_to_go_pools_the_unfinished_scenes():
    scenes = ["seconds: 5, rerender: 25%, done: yes"] * 2 + ["seconds: 5, rerender: 25%"] * 2
    progress = project_progress(project(scenes))
    # All four: 4 clips and one more, 300. Two unfinished: 2 clips and one more, 180.
    assert progress.budget.high == 300
    assert progress.as_planned.estimate_to_complete == 180
    assert progress.actual.high == 120  # what all cost, less what is to go
    assert progress.as_planned.estimate_at_completion == 300


def test_what_a_begun_scene_spent_beyond_its_own_lines_comes_off_its_pool():
    scenes = ["seconds: 5, rerender: 25%, spent: 100", "seconds: 5, rerender: 25%"]
    progress = project_progress(project(scenes))
    # The first spent 40 of the pool's 60: 20 are left, and 60 for the second's own clip.
    assert progress.as_planned.estimate_to_complete == 80


def test_a_finished_scene_that_does_not_say_cost_its_estimate_at_both_ends():
    scenes = ["seconds: 10, rerender: 0%..100%, done: yes"]
    defaults = "tool: t2v, model: kling-2.1-pro"
    planned = project_progress(project(scenes, defaults)).as_planned
    assert planned.low is not None
    assert (planned.variance_at_completion, planned.low.variance_at_completion) == (0, 0)
