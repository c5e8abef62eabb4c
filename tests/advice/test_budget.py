"""What credits buy, worked out by hand."""

from decimal import Decimal

import pytest
from msgspec.structs import replace
from pricetexts import price_list
from refusals import refused

from acorns_cli import InputError, Job, PriceList
from acorns_cli.advice.budget import Budget, Purchase, largest_rerenders, longest_videos
from acorns_cli.advice.choices import Choice, choices
from acorns_cli.core.pricing import estimate, prices_used
from acorns_cli.core.quantities import Range

STANDARD = Choice("t2v", "kling-2.1-standard")
FBF = Choice("fbf", None)


def longest(prices: PriceList, credits: str, choice: Choice, **words: object) -> Purchase:
    job = Job.of(tool=choice.tool, model=choice.model, seconds=1, **words)
    [found] = longest_videos(Decimal(credits), job, [choice], prices).purchases
    return found


def largest(prices: PriceList, credits: str, choice: Choice, **words: object) -> Purchase:
    job = Job.of(tool=choice.tool, model=choice.model, **words)
    [found] = largest_rerenders(Decimal(credits), job, [choice], prices).purchases
    return found


LENGTHS = [
    # 7 × 1.25 = 8.75 a second: 228 × 8.75 = 1,995, and 229 s would be 2,003.75.
    ("2000", STANDARD, {"rerender": "25%"}, 228, "1995", "5"),
    # 1 × 1.25 a second: 240 × 1.25 = 300.
    ("300", FBF, {"rerender": "25%"}, 240, "300", "0"),
    ("299.999999", FBF, {"rerender": "25%"}, 239, "298.75", "1.249999"),
    # Without re-renders 285 × 7 = 1,995.
    ("2000", STANDARD, {}, 285, "1995", "5"),
    # The high end of the range: 7 × 1.4 = 9.8 a second, 204 × 9.8 = 1,999.2.
    ("2000", STANDARD, {"rerender": "10%..40%"}, 204, "1999.2", "0.8"),
    # 45 s extra are 315 and 10 images 40: 1,645 are left, 235 × 7 = 1,645.
    ("2000", STANDARD, {"extra": "45s", "images": 10}, 235, "2000", "0"),
    # A re-render of 60 s is 420 whatever the length: 225 × 7 = 1,575.
    ("2000", STANDARD, {"rerender": "60s"}, 225, "1995", "5"),
    # Re-rendered by a dearer model: 7 + 0.25 × 12 = 10 a second.
    ("2000", STANDARD, {"rerender": "25%", "rerender_model": "kling-2.1-pro"}, 200, "2000", "0"),
    # Clips of 5 s are 35 each. 45 clips and 12 again (25% of 45 = 11.25) are 57 × 35 = 1,995;
    # 46 and 12 again would be 2,030.
    ("2000", STANDARD, {"clip_length": "5s", "rerender": "25%"}, 45, "1995", "5"),
    # And an image of 4 for each: 51 × 39 = 1,989.
    ("2000", STANDARD, {"clip_length": "5s", "images_per_clip": 1}, 51, "1989", "11"),
    # A set of 4 images at 0.1 for every 4 clips: 19 clips × 5 = 95 and 5 sets are 95.5.
    ("95.5", FBF, {"clip_length": "5s", "images_per_clip": 1}, 19, "95.5", "0"),
    ("95.4", FBF, {"clip_length": "5s", "images_per_clip": 1}, 18, "90.5", "4.9"),
]


@pytest.mark.parametrize(("credits", "choice", "words", "steps", "used", "left"), LENGTHS)
def test_the_longest_video_by_hand(
    prices: PriceList,
    credits: str,
    choice: Choice,
    words: dict[str, object],
    steps: int,
    used: str,
    left: str,
):
    found = longest(prices, credits, choice, **words)
    assert found.steps == steps
    assert (found.used.high, found.left_credits) == (Decimal(used), Decimal(left))
    assert found.base_seconds == steps * (5 if "clip_length" in words else 1)
    assert not found.capped


RERENDERS = [
    # 1,680 for the video: 320 are left, and a percent is 16.8: 19 × 16.8 = 319.2.
    ("2000", STANDARD, {"minutes": 4}, 19, "1999.2"),
    ("2100", STANDARD, {"minutes": 4}, 25, "2100"),
    ("300", FBF, {"minutes": 4}, 25, "300"),
    ("240", FBF, {"minutes": 4}, 0, "240"),
    # Over 100% is fine: 240 + 240 × 1.5 = 600.
    ("600", FBF, {"minutes": 4}, 150, "600"),
    # In clips of 5 s at 35: 48 are the video, and 320 are left for 9.
    ("2000", STANDARD, {"minutes": 4, "clip_length": "5s"}, 9, "1995"),
]


@pytest.mark.parametrize(("credits", "choice", "words", "steps", "used"), RERENDERS)
def test_the_largest_share_rerendered_by_hand(
    prices: PriceList, credits: str, choice: Choice, words: dict[str, object], steps: int, used: str
):
    found = largest(prices, credits, choice, **words)
    assert (found.steps, found.used.high) == (steps, Decimal(used))
    assert found.base_seconds == 240


def test_a_budget_that_is_too_small_says_what_the_least_costs(prices: PriceList):
    found = longest(prices, "8.74", STANDARD, rerender="25%")
    assert (found.steps, found.base_seconds, found.capped) == (None, None, False)
    assert (found.used.high, found.left_credits) == (0, Decimal("8.74"))
    assert found.least_credits == Decimal("8.75")

    found = largest(prices, "1679", STANDARD, minutes=4)
    assert (found.steps, found.base_seconds, found.least_credits) == (None, None, 1680)


def test_what_acorns_counts_to_is_said(prices: PriceList):
    found = longest(prices, "1000000000000", FBF)
    assert (found.steps, found.capped, found.used.high) == (3_600_000, True, 3_600_000)
    assert largest(prices, "1000000", FBF, seconds=1).steps == 10_000
    assert largest(prices, "1000000", FBF, seconds=1).capped
    # In clips of a second there are more than the 10,000 of percent.
    assert largest(prices, "20000", FBF, seconds=1, clip_length="1s").steps == 19_999
    # One credit short of 1 + 100 it is not capped.
    assert not largest(prices, "100", FBF, seconds=1).capped


def test_every_choice_the_most_for_the_credits_first(prices: PriceList):
    job = Job.of(tool="t2v", minutes=4)
    found: Budget = largest_rerenders(Decimal(2000), job, choices(prices), prices)
    assert [(one.tool, one.steps) for one in found.purchases] == [
        ("fbf", 733),  # 1,760 are left, a percent is 2.4
        ("t2v", 177),  # 1,280 and 7.2
        ("autopilot", 66),  # 800 and 12
        ("t2v", 66),
        ("t2v", 19),  # 320 and 16.8
        ("autopilot", 4),  # 80 and 19.2
        ("t2v", None),  # 2,880 for the video
        ("autopilot", None),  # 3,600
    ]
    assert (found.question, found.step, found.clip_seconds) == ("rerender", "percent", None)
    assert found.budget_credits == 2000


def test_equal_answers_stand_by_what_the_least_costs(prices: PriceList):
    job = Job.of(tool="t2v", minutes=4)
    # 1,680 are just the video with Kling 2.1 Standard; Pro and Runway's like are 2,880 and 1,200.
    found = largest_rerenders(Decimal(1680), job, choices(prices, ["t2v"]), prices)
    assert [(one.model, one.steps) for one in found.purchases] == [
        ("seedance-v1-lite", 133),
        ("runway-gen-3-alpha", 40),
        ("kling-2.1-standard", 0),
        ("kling-2.1-pro", None),
    ]


def test_the_most_for_the_credits_comes_first_though_its_least_costs_more():
    # A second is 10 + 1 in one tool and 0 + 5 in the other: of 100 credits 90 s against 20 s.
    prices = list_of(
        "autopilot: {models: {m: {per_second: 5}}, images: {price: 0}}",
        "t2v: {models: {m: {per_second: 1}}, images: {price: 10}}",
    )
    job = Job.of(tool="t2v", seconds=1, images=1)
    found = longest_videos(Decimal(100), job, choices(prices), prices)
    assert [(one.tool, one.steps, one.least_credits) for one in found.purchases] == [
        ("t2v", 90, 11),
        ("autopilot", 20, 5),
    ]


def test_an_answer_whole(prices: PriceList):
    choice = Choice("autopilot", "kling-2.1-standard")
    words = {"clip_length": "5s", "rerender": "10%..40%", "credits_per_second": "9"}
    job = Job.of(tool="autopilot", model=choice.model, seconds=1, **words)
    found = longest_videos(Decimal(1000), job, [choice], prices)
    least = estimate(replace(job, base_seconds=Decimal(5)), prices)
    # A clip is 45 credits: 15 and 6 again are 21 × 45 = 945, 16 and 7 would be 1,035.
    assert found == Budget(
        prices=prices_used(prices),
        budget_credits=Decimal(1000),
        question="length",
        step="clip",
        clip_seconds=Decimal(5),
        purchases=(
            Purchase(
                tool="autopilot",
                model="kling-2.1-standard",
                steps=15,
                capped=False,
                base_seconds=Decimal(75),
                # 10% of 15 clips are 2 started ones: 17 × 45.
                used=Range(Decimal(765), Decimal(945)),
                left_credits=Decimal(55),
                # A clip, and a started one again.
                least_credits=Decimal(90),
                complete=False,
                unpriced=least.unpriced,
                assumptions=("9 credits per second by hand; the price list says 8",),
            ),
        ),
        refusals=(),
    )
    assert [one.name for one in least.unpriced] == ["storyboards"]


def test_a_length_without_clips_is_in_seconds(prices: PriceList):
    found = longest_videos(Decimal(9), Job.of(tool="fbf", seconds=1), [FBF], prices)
    assert (found.question, found.step, found.clip_seconds) == ("length", "second", None)


def test_choices_that_cannot_take_the_job_are_listed_with_the_reason(prices: PriceList):
    job = Job.of(tool="t2v", seconds=1, rerender="25%", rerender_model="runway-gen-3-alpha")
    found = longest_videos(Decimal(100), job, choices(prices), prices)
    why = "'runway-gen-3-alpha' is a model of t2v, not of autopilot"
    assert [(one.tool, one.reason) for one in found.refusals] == [("autopilot", why)] * 3
    assert len(found.purchases) == 5
    with pytest.raises(InputError, match=why):
        longest_videos(Decimal(100), job, choices(prices, ["autopilot"]), prices)


# --- every shape, and add-ons -----------------------------------------------------------------


def list_of(*tools: str) -> PriceList:
    """A list of tools in the form of a file."""
    head = "edition: 2025-01-01\nsource: {title: a page}\ntools:\n"
    return price_list(head + "".join(f"  {tool}\n" for tool in tools))


GAP = "{why: it is new, where: the app shows it}"
STUDIO = list_of(
    "video:",
    "  models:",
    "    veo/720p: {per_second: 2}",
    "    veo/1080p: {per_second: 3}",
    "    table: {clips: {5s: 8, 10s: 14}}",
    "    step: {price: 9, per: 4s}",
    f"    gone: {{unpriced: {GAP}}}",
    "  add_ons: {sound: {per_second: 1}, upscale: {price: 6, per: 10s}, face: {price: 15}}",
)


@pytest.mark.parametrize(
    ("words", "steps"),
    [
        # 2 and 3 a second; 7 clips of 10 s are 98; 11 steps of 4 s are 99.
        ({}, {"table": 70, "veo/720p": 50, "step": 44, "veo/1080p": 33}),
        # Clips of 5 s are 10, 15, 8, and 2 steps each are 18.
        ({"clip_length": "5s"}, {"table": 12, "veo/720p": 10, "veo/1080p": 6, "step": 5}),
        # And generated twice.
        ({"clip_length": "5s", "takes": "2"},
         {"table": 6, "veo/720p": 5, "veo/1080p": 3, "step": 2}),
        # A second of sound is 1: 4 clips and 40 s are 96, and 41 s would take 5 clips; 3 and 4 a
        # second; 7 steps and 28 s are 91, and 29 s would take 8 steps.
        ({"add": "sound"}, {"table": 40, "veo/720p": 33, "step": 28, "veo/1080p": 25}),
        # A face is 15, and 85 are left: 6 clips, 42 s, 9 steps and 28 s.
        ({"add": "face"}, {"table": 60, "veo/720p": 42, "step": 36, "veo/1080p": 28}),
        # A tenth in reserve: 6 clips are 92.4, 45 s are 99, 10 steps are 99, 30 s are 99.
        ({"reserve": "10%"}, {"table": 60, "veo/720p": 45, "step": 40, "veo/1080p": 30}),
    ],
)  # fmt: skip
def test_what_100_credits_buy_of_every_shape(words: dict[str, str], steps: dict[str, int]):
    job = Job.of(tool="video", seconds=1, **words)
    found = longest_videos(Decimal(100), job, choices(STUDIO), STUDIO)
    assert {one.model: one.steps for one in found.purchases} == steps
    assert [one.steps for one in found.purchases] == sorted(steps.values(), reverse=True)
    why = "there is no published price for footage of gone: it is new"
    assert [(one.model, one.reason) for one in found.refusals] == [("gone", why)]


@pytest.mark.parametrize(
    ("credits", "model", "words", "steps", "least"),
    [
        # The video holds the 45 s of sound: 45 × 3 + 45 = 180, and each second more is 3.
        ("179", "veo/1080p", {"add": "sound=0:45"}, None, 180),
        ("180", "veo/1080p", {"add": "sound=0:45"}, 45, 180),
        ("183", "veo/1080p", {"add": "sound=0:45"}, 46, 180),
        # The longest of them; 2 steps of 10 s are 12: 45 × 3 + 45 + 12 = 192.
        ("192", "veo/1080p", {"add": "upscale=0:20, sound=0:45, face=0"}, 45, 192),
        # Part of a second is held by a whole one: 3 × 2 + 2.5.
        ("8.5", "veo/720p", {"add": "sound=2.5s"}, 3, Decimal("8.5")),
        # 5 clips of 10 s hold it: 5 × 14 + 45.
        ("114", "table", {"add": "sound=0:45", "clip_length": "10s"}, None, 115),
        ("115", "table", {"add": "sound=0:45", "clip_length": "10s"}, 5, 115),
    ],
)
def test_a_video_is_as_long_as_the_stretches_of_its_add_ons(
    credits: str, model: str, words: dict[str, str], steps: int | None, least: Decimal
):
    found = longest(STUDIO, credits, Choice("video", model), **words)
    assert (found.steps, found.least_credits) == (steps, least)


def test_the_re_renders_that_credits_buy_beside_add_ons():
    # 60 × 2 + 60 + 15 = 195, and a percent is 1.2: 4 of them are 4.8.
    found = largest(STUDIO, "200", Choice("video", "veo/720p"), seconds=60, add="sound, face")
    assert (found.steps, found.used.high, found.least_credits) == (4, Decimal("199.8"), 195)


DEAR = "t2v: {models: {m: {per_second: 1}, dear: {per_second: 12}}}"


@pytest.mark.parametrize(
    ("credits", "share", "steps", "least"),
    [
        # A sixth of 1 and 2 s is rounded up to 1 s, of 3 s it is half a second: 13, 14, 9 credits,
        # then 16, 17, 18, and 31 for 7 s with 2 s again.
        ("8", {"rerender": "1/6"}, None, 13),
        ("9", {"rerender": "1/6"}, 3, 13),
        ("15", {"rerender": "1/6"}, 3, 13),
        ("18", {"rerender": "1/6..1/6"}, 6, 13),
        # Its decimals fit for 10 s, 1.666667 s again, and not for 6 to 9 s, with 2 s again each.
        ("30", {"rerender": "16.66667%"}, 6, 13),
        ("30.5", {"rerender": "16.66667%"}, 10, 13),
        ("18", {"takes": "1.5"}, 2, 7),
        # Six of seven are kept: 1 s again for up to 6 s, 2 s for up to 12 s, but 1.5 s for 9 s.
        ("18", {"keep": "6/7"}, 6, 13),
        ("26", {"keep": "6/7"}, 6, 13),
        ("30", {"keep": "6/7"}, 9, 13),
        # 12 of 13 are kept: 1 s again for 1 to 12 s. Three of eight: 2 s for 1 s, and 5 for 3 s.
        ("24", {"keep": "12/13"}, 12, 13),
        ("64", {"keep": "3/8"}, 3, 25),
        ("75", {"rerender": "200%..250%"}, 2, 31),
    ],
)
def test_a_share_of_seconds_that_is_rounded_up_can_make_a_longer_video_cheaper(
    credits: str, share: dict[str, str], steps: int | None, least: int
):
    found = longest(list_of(DEAR), credits, Choice("t2v", "m"), rerender_model="dear", **share)
    assert (found.steps, found.least_credits) == (steps, least)


# --- free clips -------------------------------------------------------------------------------


def with_free_clips(per_minute: int) -> PriceList:
    """A second is a credit, and so many clips are re-rendered free for each minute."""
    free = f"free_rerender_clips_per_minute: {per_minute}"
    return list_of(f"t2v: {{models: {{m: {{per_second: 1}}}}, {free}}}")


def test_more_free_clips_can_make_a_longer_video_cheaper():
    prices = with_free_clips(3)
    # A clip is a minute and 60 credits; 12 clips are re-rendered, 3 of them free for each minute:
    # 60 + 9 × 60 = 600, 120 + 6 × 60 = 480, 180 + 3 × 60 = 360, 240 + 0 = 240, 300, 360.
    choice, words = Choice("t2v", "m"), {"clip_length": "60s", "rerender": "12clips"}
    assert longest(prices, "300", choice, **words).steps == 5
    assert longest(prices, "299", choice, **words).steps == 4
    assert longest(prices, "239", choice, **words).steps is None
    assert longest(prices, "300", choice, **words).least_credits == 600
    # With every clip re-rendered 3 times less 3 free ones there is nothing to pay but the video.
    assert longest(prices, "300", choice, clip_length="60s", rerender="300%").steps == 5


def test_free_clips_that_come_late():
    prices = with_free_clips(1)
    # Clips of 20 s, one re-rendered at 20: 20 + 20 = 40, 40 + 20 = 60, and at a minute 60 + 0 = 60.
    choice, words = Choice("t2v", "m"), {"clip_length": "20s", "rerender": "1clip"}
    assert longest(prices, "59", choice, **words).steps == 1
    assert longest(prices, "60", choice, **words).steps == 3
    assert longest(prices, "80", choice, **words).steps == 4


def test_a_search_that_would_not_end_is_refused():
    prices = with_free_clips(12)
    # Each minute costs 60 credits and frees 12 clips of 5 s: every length costs about the same.
    words = {"clip_length": "5s", "rerender": "1000000clips"}
    assert refused(longest, prices, "4999999", Choice("t2v", "m"), **words)[:2] == (
        "there are too many lengths that cost nearly the same",
        "give a length, or re-renders in whole percent",
    )
