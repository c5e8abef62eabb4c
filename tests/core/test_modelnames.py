"""Which model of a list a name means, and what is said of one that means none."""

import pytest
from pricetexts import price_list
from refusals import refused

from acorns_cli.core.modelnames import model_named, slip, under_name
from acorns_cli.core.pricelist import PriceList

LIST = """\
edition: 2026-01-01
source: {title: A page}
service: {id: studio, name: A studio}
tools:
  video:
    models:
      veo-3.1/720p: {per_second: 1}
      veo-3.1/1080p: {per_second: 2}
      veo-3.1-fast/720p: {per_second: 3}
      veo-3.1-fast/1080p: {per_second: 4}
      kling-2.6/std: {per_second: 5}
      kling-2.6/pro: {per_second: 6}
      kling-2.6/pro-audio: {per_second: 7}
      ray2: {per_second: 8}
      ray2/4k: {per_second: 9}
      gen-4: {per_second: 10}
      gen-4-turbo: {per_second: 11}
  more:
    models: {extra-one: {per_second: 12}, extra-two/4k: {per_second: 14}}
    any_model: {per_second: 13}
  none:
    unpriced: {base: {name: footage, why: it is secret, where: the app shows it}}
"""

FIRST_OF_2 = "the first of 2"


def looked_up(typed: str | None, tool: str = "video", word: str = "model") -> tuple[object, ...]:
    """The name and the rate of the model that is found, and what is noted."""
    found = model_named(price_list(LIST), tool, typed, word)
    return found.name, found.price.per_second, *found.notes


@pytest.mark.parametrize(
    ("typed", "name", "rate", "note"),
    [
        # As it is listed.
        ("kling-2.6/pro", "kling-2.6/pro", 6, None),
        ("ray2", "ray2", 8, None),
        ("gen-4", "gen-4", 10, None),
        # Before the slash: the first that is listed.
        ("veo-3.1", "veo-3.1/720p", 1, FIRST_OF_2),
        ("veo-3.1-fast", "veo-3.1-fast/720p", 3, FIRST_OF_2),
        ("kling-2.6", "kling-2.6/std", 5, "the first of 3"),
        # Words that are all before the slash of one name.
        ("veo-fast", "veo-3.1-fast/720p", 3, FIRST_OF_2),
        ("fast", "veo-3.1-fast/720p", 3, FIRST_OF_2),
        ("3.1-fast-veo", "veo-3.1-fast/720p", 3, FIRST_OF_2),
        ("kling", "kling-2.6/std", 5, "the first of 3"),
        ("turbo", "gen-4-turbo", 11, ""),
        # Words before and after it, of one model.
        ("kling-std", "kling-2.6/std", 5, ""),
        ("audio", "kling-2.6/pro-audio", 7, ""),
        ("fast-1080p", "veo-3.1-fast/1080p", 4, ""),
        ("veo-fast/1080p", "veo-3.1-fast/1080p", 4, ""),
        ("4k", "ray2/4k", 9, ""),
    ],
)  # fmt: skip
def test_a_model_is_found_by_its_name_before_the_slash_and_by_its_words(
    typed: str, name: str, rate: int, note: str | None
):
    text = f"the model {typed} is {name}" + (f", {note}" if note else "")
    assert looked_up(typed) == (name, rate, *([] if note is None else [text]))


def test_a_note_names_the_word_that_was_typed():
    _, _, note = looked_up("turbo", word="rerender_model")
    assert note == "the rerender-model turbo is gen-4-turbo"


@pytest.mark.parametrize(
    ("typed", "name", "rate"),
    [
        ("extra-one", "extra-one", 12),
        ("extra-two/4k", "extra-two/4k", 14),
        # Words that several have are any other name.
        *((name, name, 13) for name in ("extra", "one-two", "x", None)),
    ],
)
def test_a_listed_model_comes_before_the_price_of_any(
    typed: str | None, name: str | None, rate: int
):
    assert looked_up(typed, "more") == (name, rate)


@pytest.mark.parametrize("typed", ["extra-two", "two", "4k", "two-4k", "extra-two-4k"])
def test_words_of_one_listed_model_come_before_the_price_of_any(typed: str):
    note = f"the model {typed} is extra-two/4k"
    assert looked_up(typed, "more") == ("extra-two/4k", 14, note)


@pytest.mark.parametrize(
    ("typed", "models"),
    [
        ("ray2", ["ray2"]),
        ("veo-3.1", ["veo-3.1/720p", "veo-3.1/1080p"]),
        ("kling", ["kling-2.6/std", "kling-2.6/pro", "kling-2.6/pro-audio"]),
        ("kling-std", ["kling-2.6/std"]),
        ("gen", []),
        ("veo", []),
        ("1080p", []),
        ("sora", []),
    ],
)
def test_models_under_a_name(typed: str, models: list[str]):
    assert under_name(price_list(LIST), "video", typed) == models


VIDEO_HAS = (
    "video has veo-3.1/720p, veo-3.1/1080p, veo-3.1-fast/720p, veo-3.1-fast/1080p, kling-2.6/std,"
    " kling-2.6/pro, kling-2.6/pro-audio, ray2, ray2/4k, gen-4 or gen-4-turbo"
)
ONE_OF_THESE = "write one of these names"


@pytest.mark.parametrize(
    ("tool", "typed", "what", "fix"),
    [
        ("video", "gen", "'gen' could be gen-4 or gen-4-turbo", ONE_OF_THESE),
        ("video", "1080p", "'1080p' could be veo-3.1/1080p or veo-3.1-fast/1080p", ONE_OF_THESE),
        ("video", "pro", "'pro' could be kling-2.6/pro or kling-2.6/pro-audio", ONE_OF_THESE),
        ("video", "extra-one", "'extra-one' is a model of more, not of video", VIDEO_HAS),
        ("video", "gen-4-trubo", "video has no model 'gen-4-trubo'",
         f"did you mean gen-4-turbo? ({VIDEO_HAS})"),
        ("video", "sora", "video has no model 'sora'", VIDEO_HAS),
        ("video", None, "video needs a model", VIDEO_HAS),
        ("none", "sora", "the price list of studio 2026-01-01 has no models for none", ""),
        ("none", None, "the price list of studio 2026-01-01 has no models for none", ""),
    ],
)  # fmt: skip
def test_a_name_that_means_no_model_gets_what_there_is(
    tool: str, typed: str | None, what: str, fix: str
):
    for word in ("model", "rerender_model"):
        assert refused(looked_up, typed, tool, word) == (what, fix, word)


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("kling-2.1-prro", "kling-2.1-pro"),
        ("kling21pro", "kling-2.1-pro"),
        ("kling-2.1-pro", ""),
        ("kling-2.5-pro", ""),
        ("custom", ""),
    ],
)
def test_a_name_that_is_nearly_a_listed_one_is_a_slip(prices: PriceList, model: str, expected: str):
    assert slip(prices, model) == expected
