"""Add-ons, images and what has no price: which lines a job has, and what is refused.

What lines cost is in `test_rules`.
"""

import pytest
from core import oracle
from pricetexts import estimated, figures, plain_tree
from refusals import refused

from acorns_cli.core.lines import UnpricedItem

LIST = """\
edition: 2026-01-01
source: {title: A page}
tools:
  video:
    name: AI Video
    models: {plain: {per_second: 2}, best: {per_second: 5}, hd/4k: {per_second: 9}}
    add_ons:
      upscale-4k: {price: 20, per: 5s}
      lip-sync: {per_second: 3}
      character: {price: 15}
      sound: {per_second: 0.5, models: [best, hd]}
    always: [images, upscale-4k, rerender, extra, subtitles]
    unpriced:
      images: {name: storyboards, why: no price is published, where: the app shows it}
      subtitles: {name: subtitles, why: they are new, where: the app shows it}
  bare:
    models: {plain: {per_second: 2}}
"""


def lines(**words: str) -> list[str]:
    """The lines of a minute of video, as `item: quantity unit × rate = credits`."""
    words = {"tool": "video", "model": "plain", "seconds": "60", **words}
    return [str(figures(line)) for line in estimated(LIST, words).lines]


def missing(**words: str) -> tuple[UnpricedItem, ...]:
    """What such a minute lacks."""
    return estimated(LIST, {"tool": "video", "model": "plain", **words}).unpriced


def test_add_ons_are_lines_in_the_order_in_which_they_are_named():
    add = "character=2, Lip Sync=0:20, upscale_4k, character, lip-sync=25s"
    assert lines(add=add) == [
        "base: 60 second × 2 = 120",
        "character: 3 piece × 15 = 45",
        "lip-sync: 45 second × 3 = 135",
        "upscale-4k: 12 step × 20 = 240",
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"images": "0"}, []),
        ({"extra": "0s"}, []),
        ({"add": "character=0"}, ["character: 0 piece × 15 = 0"]),
        ({"add": "subtitles=0"}, []),
    ],
)
def test_none_of_a_thing(words: dict[str, str], expected: list[str]):
    assert lines(**words)[1:] == expected


@pytest.mark.parametrize("model", ["best", "hd", "hd/4k"])
def test_an_add_on_is_for_models_by_their_name_or_by_what_is_before_their_slash(model: str):
    assert lines(model=model, add="sound")[1:] == ["sound: 60 second × 0.5 = 30"]
    by_hand = lines(model=model, add="sound", credits_per_second="1")
    assert by_hand[1:] == ["sound: 60 second × 0.5 = 30"]


def test_an_add_on_is_for_the_model_that_a_name_means():
    assert lines(model="4k", add="sound", credits_per_second="1")[1:] == [
        "sound: 60 second × 0.5 = 30"
    ]


SAY_IT = "every video needs it, and the job does not say how much"
STORYBOARDS = UnpricedItem("images", "storyboards", "no price is published", "the app shows it")
SUBTITLES = UnpricedItem("subtitles", "subtitles", "they are new", "the app shows it")
UPSCALE = UnpricedItem("upscale-4k", "upscale-4k", SAY_IT, "say it with --add upscale-4k")
RERENDER = UnpricedItem("rerender", "rerender", SAY_IT, "say it with --rerender")
EXTRA = UnpricedItem("extra", "extra", SAY_IT, "say it with --extra")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"seconds": "60"}, (STORYBOARDS, UPSCALE, RERENDER, EXTRA, SUBTITLES)),
        ({"seconds": "60", "images": "0", "rerender": "0%", "add": "upscale-4k"},
         (EXTRA, SUBTITLES)),
        ({"seconds": "60", "clip_length": "5s", "images_per_clip": "0", "takes": "1", "extra": "1s",
          "add": "upscale-4k=0:01, subtitles"}, (SUBTITLES,)),
        ({"seconds": "60", "images": "4", "credits_per_image": "5", "extra": "1s",
          "keep": "100%", "add": "upscale-4k"}, (SUBTITLES,)),
        ({"seconds": "60", "images": "4", "extra": "1s", "keep": "50%", "add": "upscale-4k=5s"},
         (STORYBOARDS, SUBTITLES)),
        # 0 says that there is none.
        ({"seconds": "60", "images": "0", "rerender": "0%", "extra": "0s",
          "add": "upscale-4k=0, subtitles=0"}, ()),
        # Only a video needs them.
        ({"extra": "5s"}, ()),
        ({"images": "4"}, (STORYBOARDS,)),
        ({"add": "subtitles=3, subtitles=0:05"}, (SUBTITLES,)),
        ({"images": "0", "add": "subtitles=0, character"}, ()),
    ],
)  # fmt: skip
def test_what_every_video_needs_is_missing_until_the_job_says_it(
    words: dict[str, str], expected: tuple[UnpricedItem, ...]
):
    assert missing(**words) == expected


OF_ONE_MODEL = """\
edition: 2026-01-01
source: {title: A page}
tools:
  video:
    models: {a: {per_second: 1}, x/4k: {per_second: 2}}
    add_ons: {sound: {price: 3, models: [x]}}
    always: [sound]
"""


@pytest.mark.parametrize(
    ("words", "lines", "missing"),
    [
        ({"model": "x"}, ["base"], ["sound"]),
        ({"model": "x", "add": "sound"}, ["base", "sound"], []),
        ({"model": "x", "add": "sound=0"}, ["base", "sound"], []),
        # It is not sold for these.
        ({"model": "a"}, ["base"], []),
        ({"model": "a", "add": "sound=0"}, ["base"], []),
        ({"model": "a", "add": "sound=0:00"}, ["base"], []),
        ({"credits_per_second": "1"}, ["base"], []),
    ],
)
def test_no_video_needs_an_add_on_that_is_not_sold_for_its_model(
    words: dict[str, str], lines: list[str], missing: list[str]
):
    words = {"tool": "video", "seconds": "60", **words}
    found = estimated(OF_ONE_MODEL, words)
    assert [line.item for line in found.lines] == lines
    assert [item.item for item in found.unpriced] == missing
    of_the_oracle = oracle.priced(plain_tree(OF_ONE_MODEL), words)
    assert [line.item for line in of_the_oracle.lines] == lines
    assert of_the_oracle.unpriced == frozenset(missing)


GAPS = """\
edition: 2026-01-01
source: {title: A page}
tools:
  video:
    models: {new: {unpriced: {why: it is new, where: the app shows it}}}
    free_rerender_clips_per_minute: 2
    unpriced: {images: {name: stills, why: they are new, where: the app shows it}}
"""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"seconds": "60", "rerender": "25%", "extra": "9s"}, "base rerender extra"),
        # Nothing is charged for, whatever it costs.
        ({"seconds": "60", "rerender": "0%"}, "base"),
        ({"seconds": "60", "takes": "1"}, "base"),
        ({"seconds": "60", "clip_length": "5s", "rerender": "2clips"}, "base"),
        ({"seconds": "60", "clip_length": "5s", "rerender": "2clips..3clips"}, "base rerender"),
        ({"extra": "9s", "clip_length": "5s", "images_per_clip": "3"}, "extra"),
        ({"seconds": "9", "clip_length": "5s", "images_per_clip": "3"}, "base images"),
    ],
)
def test_only_what_is_charged_for_is_missing(words: dict[str, str], expected: str):
    found = estimated(GAPS, {"tool": "video", "model": "new", **words}).unpriced
    assert " ".join(item.item for item in found) == expected


@pytest.mark.parametrize(
    ("words", "what", "fix"),
    [
        ({"add": "lip-sink"}, "video has no add-on 'lip-sink'", "did you mean lip-sync?"),
        ({"add": "zoom"}, "video has no add-on 'zoom'",
         "it has upscale-4k, lip-sync, character and sound"),
        ({"tool": "bare", "add": "zoom"}, "bare has no add-on 'zoom'", "it has none"),
        ({"add": "sound"}, "'sound' is not sold for plain", "it is for best and hd"),
        ({"model": None, "seconds": None, "images": "1", "credits_per_image": "2", "add": "sound"},
         "'sound' is not sold for a job without a model", "it is for best and hd"),
        ({"add": "character=0:10"}, "'character' is sold by the piece, not by time",
         "write character=3"),
        ({"add": "lip-sync=3"}, "'lip-sync' is sold by time, not by the piece",
         "write a time, like lip-sync=0:45"),
        ({"seconds": None, "add": "lip-sync"}, "'lip-sync' over the whole video needs its length",
         "write lip-sync=0:45"),
        ({"add": "lip-sync=1:01"}, "'lip-sync' is over 1:01, and the video is 1:00 long",
         "give a stretch that is no longer than the video"),
        ({"add": "upscale-4k=0:01, upscale-4k"},
         "'upscale-4k' is over 1:01, and the video is 1:00 long",
         "give a stretch that is no longer than the video"),
        ({"add": "subtitles=1:01"}, "'subtitles' is over 1:01, and the video is 1:00 long",
         "give a stretch that is no longer than the video"),
    ],
)  # fmt: skip
def test_an_add_on_that_can_not_be_is_refused(words: dict[str, str | None], what: str, fix: str):
    words = {"tool": "video", "model": "plain", "seconds": "60", **words}
    assert refused(estimated, LIST, words) == (what, fix, "add")


@pytest.mark.parametrize(
    ("words", "what", "fix", "word"),
    [
        ({"tool": "bare", "images": "4"}, "images of bare have no price",
         "leave them out, or give the price that the app shows as credits_per_image", "images"),
        ({"tool": "bare", "images_per_clip": "1", "clip_length": "5s"},
         "images of bare have no price",
         "leave them out, or give the price that the app shows as credits_per_image",
         "images_per_clip"),
        # Whether it has a price or not.
        *(
            (words | {"images_per_clip": "1"}, "images per clip need the length of a clip",
             "give clip_length as well", "images_per_clip")
            for words in ({"tool": "bare"}, {}, {"credits_per_image": "5"})
        ),
        ({"rerender": "12clips"}, "a number of clips needs the length of a clip",
         "give clip_length as well, like 5s", "rerender"),
    ],
)  # fmt: skip
def test_what_can_not_be_counted_or_priced_is_refused(
    words: dict[str, str], what: str, fix: str, word: str
):
    words = {"tool": "video", "model": "plain", "seconds": "60", **words}
    assert refused(estimated, LIST, words) == (what, fix, word)


def test_clips_without_a_length_are_refused_where_footage_has_no_price():
    words = {"tool": "video", "model": "new", "seconds": "60", "rerender": "12clips"}
    assert refused(estimated, GAPS, words)[2] == "rerender"
