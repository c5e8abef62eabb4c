"""Which tools and models a question is asked of."""

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace
from pricetexts import price_list
from refusals import refused

from acorns_cli import InputError, Job, PriceList
from acorns_cli.advice.choices import Choice, answers, choices
from acorns_cli.core.pricelist import Source

ALL = [
    Choice("autopilot", "seedance-v1-lite"),
    Choice("autopilot", "kling-2.1-standard"),
    Choice("autopilot", "kling-2.1-pro"),
    Choice("t2v", "seedance-v1-lite"),
    Choice("t2v", "runway-gen-3-alpha"),
    Choice("t2v", "kling-2.1-standard"),
    Choice("t2v", "kling-2.1-pro"),
    Choice("fbf", None),
]


@pytest.mark.parametrize(
    ("tools", "models", "picked"),
    [
        ([], [], ALL),
        (["t2v"], [], ALL[3:7]),
        (["fbf", "autopilot"], [], [*ALL[:3], ALL[7]]),
        ([], ["kling-2.1-pro"], [ALL[2], ALL[6]]),
        (["t2v"], ["kling-2.1-pro", "runway-gen-3-alpha"], [ALL[4], ALL[6]]),
        # One price holds for every model of fbf: it stays if it is named, whatever the model.
        (["fbf", "t2v"], ["kling-2.1-pro"], [ALL[6], ALL[7]]),
        (["fbf"], ["custom"], [ALL[7]]),
    ],
)
def test_tools_and_models_are_picked(
    prices: PriceList, tools: list[str], models: list[str], picked: list[Choice]
):
    assert choices(prices, tools, models) == picked


@pytest.mark.parametrize(
    ("tools", "models", "what", "fix", "word"),
    [
        (["tv2"], [], "the price list of 2025-06-27 has no tool 'tv2'", "did you mean t2v?",
         "tool"),
        ([], ["kling-2.1-standart"], "no tool has a model 'kling-2.1-standart'",
         "did you mean kling-2.1-standard?", "model"),
        (["autopilot"], ["runway-gen-3-alpha"], "autopilot has no model 'runway-gen-3-alpha'",
         "there is seedance-v1-lite, kling-2.1-standard or kling-2.1-pro", "model"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_an_error_with_what_is(
    prices: PriceList, tools: list[str], models: list[str], what: str, fix: str, word: str
):
    assert refused(choices, prices, tools, models) == (what, fix, word)


STUDIO = price_list("""\
edition: 2026-01-31
source: {title: Our studio}
tools:
  video:
    name: AI Video
    models:
      veo-3.1/720p: {per_second: 1}
      veo-3.1/1080p: {per_second: 2}
      veo-3.1-fast/720p: {per_second: 3}
      kling-2.6/pro: {per_second: 4}
  secret:
    unpriced: {base: {name: footage, why: nobody says, where: the app shows it}}
""")


@pytest.mark.parametrize(
    ("tools", "models", "picked"),
    [
        (["ai-video"], ["veo-3.1"], ["veo-3.1/720p", "veo-3.1/1080p"]),
        ([], ["fast", "veo-3.1/1080p"], ["veo-3.1/1080p", "veo-3.1-fast/720p"]),
        (["video"], ["kling-pro", "veo-3.1"], ["veo-3.1/720p", "veo-3.1/1080p", "kling-2.6/pro"]),
    ],
)
def test_a_name_before_the_slash_stands_for_all_under_it(
    tools: list[str], models: list[str], picked: list[str]
):
    assert choices(STUDIO, tools, models) == [Choice("video", model) for model in picked]


def test_a_tool_without_models_is_a_choice_unless_others_are_named():
    assert choices(STUDIO, ["secret"]) == [Choice("secret", None)]
    assert len(choices(STUDIO)) == 5
    assert choices(STUDIO, ["secret", "video"], ["kling-pro"]) == [
        Choice("video", "kling-2.6/pro"),
        Choice("secret", None),
    ]


def test_a_name_that_could_be_several_stands_for_none():
    what, fix = "no tool has a model '720p'", "there is veo-3.1/720p, veo-3.1/1080p,"
    found = refused(choices, STUDIO, models=["720p"])
    assert (found[0], found[1].startswith(fix)) == (what, True)


def test_a_list_without_models_leaves_nothing_to_choose():
    empty = PriceList(edition=date(2025, 1, 1), source=Source("nobody"), tools={})
    what = "the price list of 2025-01-01 has no models to choose among"
    assert refused(choices, empty)[:2] == (what, "")
    assert refused(choices, empty, models=["a"])[:2] == ("no tool has a model 'a'", "")


def test_a_price_by_hand_is_that_of_one_model(prices: PriceList):
    job = replace(Job.of(tool="t2v", minutes=4), credits_per_second=Decimal(9))
    assert answers(job, ALL[:1], lambda placed: placed.tool) == (["autopilot"], ())
    with pytest.raises(InputError, match="one price cannot be that of 2 models") as caught:
        answers(job, ALL[:2], lambda placed: placed.tool)
    assert caught.value.word == "credits_per_second"
    assert caught.value.fix == (
        "pick one with tool and model, or write the prices into a list of your own"
    )


def test_refusals_are_kept_and_only_all_of_them_are_an_error() -> None:
    def answer(job: Job) -> str:
        if job.tool == "autopilot":
            raise InputError(f"not with {job.model}")
        return job.tool

    job = Job.of(tool="t2v", minutes=4)
    found, refusals = answers(job, ALL, answer)
    assert found == ["t2v"] * 4 + ["fbf"]
    assert [(one.tool, one.model) for one in refusals] == ALL[:3]
    assert refusals[0].reason == "not with seedance-v1-lite"
    with pytest.raises(InputError, match="not with seedance-v1-lite"):
        answers(job, ALL[:3], answer)
