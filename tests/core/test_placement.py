"""Where a job stands in a price list: its models, the clips that it is made of, what is assumed."""

import pytest
from pricetexts import price_list
from refusals import refused

from acorns_cli.core.job import Job
from acorns_cli.core.placement import Placement, placement
from acorns_cli.core.pricelist import Unpriced

LIST = """\
edition: 2026-01-01
source: {title: A page}
tools:
  video:
    name: AI Video
    models:
      second: {per_second: 7}
      pair: {clips: {5s: 13, 10s: 21}}    # 2.6 and 2.1 a second
      tie: {clips: {10s: 110, 5s: 55}}
      one: {clips: {8s: 20}}
      veo/720p: {per_second: 0.4, lengths: [4s, 6s]}
      veo/1080p: {per_second: 0.6}
      gone: {unpriced: {why: it is new, where: the app shows it}}
  any:
    any_model: {clips: {5s: 1}}
  secret:
    unpriced: {base: {name: footage, why: it is secret, where: the app shows it}}
  edits:
    models: {second: {per_second: 7}, pro: {per_second: 12}}
    unpriced: {rerender: {name: re-renders, why: they are secret, where: the app shows it}}
"""


def placed(**words: object) -> Placement:
    return placement(Job.of(**{"tool": "video", **words}), price_list(LIST))


@pytest.mark.parametrize(
    ("words", "clip_seconds", "notes"),
    [
        ({"model": "second"}, None, ()),
        ({"model": "pair"}, 10,
         ("the clips of pair are 10 s long, which costs the least per second",)),
        ({"model": "tie"}, 5,
         ("the clips of tie are 5 s long, which costs the least per second",)),
        ({"model": "one"}, 8, ("the clips of one are 8 s long, the only length on sale",)),
        ({"model": "pair", "clip_length": "3s"}, 3, ()),
        ({"model": "pair", "credits_per_second": 9}, None, ()),
        # A model beside a price by hand is found by its name, too.
        ({"model": "veo", "credits_per_second": 9}, None,
         ("the model veo is veo/720p, the first of 2",)),
        ({"model": "1080p", "credits_per_second": 9}, None, ("the model 1080p is veo/1080p",)),
        ({"model": "sora", "credits_per_second": 9}, None, ()),
        ({"tool": "any", "model": "x", "credits_per_second": 9}, None, ()),
        ({"model": "second", "rerender": "25%", "rerender_model": "one"}, None,
         ("the re-rendered clips of one are 8 s long, the only length on sale",)),
        ({"model": "pair", "rerender": "25%", "rerender_model": "tie"}, 10,
         ("the clips of pair are 10 s long, which costs the least per second",)),
        ({"model": "veo", "rerender": "25%", "rerender_model": "VEO"}, 4,
         ("the model veo is veo/720p, the first of 2",
          "the rerender-model veo is veo/720p, the first of 2",
          "the clips of veo/720p are 4 s long, which costs the least per second")),
        ({"tool": "any"}, 5, ("the clips of any are 5 s long, the only length on sale",)),
        ({"tool": "any", "model": "x"}, 5,
         ("the clips of x are 5 s long, the only length on sale",)),
    ],
)  # fmt: skip
def test_what_is_assumed_is_noted(
    words: dict[str, object], clip_seconds: int | None, notes: tuple[str, ...]
):
    found = placed(seconds=30, **words)
    assert (found.clip_seconds, found.notes) == (clip_seconds, notes)


@pytest.mark.parametrize(
    ("words", "model", "notes"),
    [
        ({}, None, ()),
        ({"model": "pair"}, "pair", ()),
        ({"model": "veo"}, "veo/720p", ("the model veo is veo/720p, the first of 2",)),
        ({"tool": "AI Video", "model": "one", "clip_length": "9s"}, "one", ()),
        ({"model": "sora", "credits_per_second": 9}, "sora", ()),
        ({"model": "veo", "credits_per_second": 9}, "veo/720p",
         ("the model veo is veo/720p, the first of 2",)),
    ],
)  # fmt: skip
def test_images_alone_have_no_clips_and_need_no_model(
    words: dict[str, object], model: str | None, notes: tuple[str, ...]
):
    found = placed(images=4, **words)
    assert (found.tool, found.footage, found.model, found.notes) == ("video", None, model, notes)


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ({"model": "pair"}, "pair has clips of 5 s or 10 s, and none of 12 s"),
        ({"model": "veo/720p"}, "veo/720p has clips of 4 s or 6 s, and none of 12 s"),
        ({"tool": "any"}, "any has clips of 5 s, and none of 12 s"),
        ({"model": "second", "rerender": "25%", "rerender_model": "pair"},
         "pair, which re-renders the clips of second, has clips of 5 s or 10 s, and none of 12 s"),
        ({"credits_per_second": 2, "rerender": "25%", "rerender_model": "pair"},
         "pair, which re-renders the clips of video, has clips of 5 s or 10 s, and none of 12 s"),
        ({"model": "pair", "clip_length": None, "rerender": "25%", "rerender_model": "one"},
         "one, which re-renders the clips of pair, has clips of 8 s, and none of 10 s"),
    ],
)  # fmt: skip
def test_clips_that_a_model_does_not_make_are_refused(words: dict[str, object], what: str):
    fix = "give clip_length as one of these, or shorter"
    words = {"seconds": 30, "clip_length": "12s", **words}
    assert refused(placed, **words) == (what, fix, "clip_length")


@pytest.mark.parametrize(
    ("words", "gaps"),
    [
        ({"model": "second"}, [None, None, None]),
        ({"model": "gone"}, ["footage of gone"] * 3),
        ({"model": "second", "rerender": "9s", "rerender_model": "gone"},
         [None, "footage of gone", None]),
        ({"model": "gone", "credits_per_second": 9}, [None, None, None]),
        # Where no footage has a price, any model is taken.
        ({"tool": "secret"}, ["footage"] * 3),
        ({"tool": "secret", "model": "x", "rerender": "9s", "rerender_model": "y"},
         ["footage"] * 3),
        ({"tool": "secret", "credits_per_second": 9}, [None, None, None]),
        ({"tool": "edits", "model": "second"}, [None, "re-renders", None]),
        # A price by hand is not that of a model that re-renders.
        ({"tool": "edits", "credits_per_second": 9}, [None, None, None]),
        ({"tool": "edits", "credits_per_second": 9, "rerender": "9s", "rerender_model": "pro"},
         [None, "re-renders", None]),
    ],
)  # fmt: skip
def test_footage_without_a_price(words: dict[str, object], gaps: list[str | None]):
    footage = placed(seconds=30, **words).footage
    assert footage is not None
    rates = footage.base, footage.rerender, footage.other["extra"]
    assert [rate.name if isinstance(rate, Unpriced) else None for rate in rates] == gaps
