"""Which columns are words of a job, which pass, and which only look like words."""

from shlex import quote

import pytest
from refusals import refused

from acorns_cli.batch.columns import (
    LIST_KEYS,
    RESULT_KEYS,
    columns_of,
    plain,
    saying_anything,
    words_among,
)
from acorns_cli.core.words import WORDS
from acorns_cli.errors import SeveralErrors

LENGTH = ("tool", "minutes")


def passes(key: str) -> bool:
    """Whether a column beside a tool and a length says nothing."""
    return columns_of([*LENGTH, key], ()).names == {*LENGTH}


@pytest.mark.parametrize(
    ("key", "name"),
    [("Clip Length", "clip_length"), (" re-render ", "re_render"), ("TOOL", "tool"), ("", "")],
)
def test_a_column_is_written_in_any_case_with_blanks_or_hyphens(key: str, name: str):
    assert plain(key) == name


def test_columns_say_words_and_price_lists():
    found = columns_of(["id", "Tool", "clip-length", "As of", "prices", "note"], ())
    assert found.words == (("Tool", "tool"), ("clip-length", "clip_length"))
    assert found.lists == (("As of", "as_of"), ("prices", "prices"))
    assert found.names == {"Tool", "clip-length", "As of", "prices"}


def test_every_word_of_a_job_is_a_column():
    assert columns_of([*WORDS], ()).words == tuple((word, word) for word in WORDS)


@pytest.mark.parametrize("key", ["id", "scene", "client", "title", "note", "", "π", "start", "n"])
def test_other_columns_pass(key: str):
    assert passes(key)


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("rerendr", "rerender"),
        ("re-render", "rerender"),
        ("rerender_percent", "rerender or rerender_model"),
        ("image_count", "images, images_per_clip or credits_per_image"),
        ("price", "credits_per_second"),
        ("as-off", "as_of"),
        ("Edition", "prices"),
        ("mode", "model"),
        ("minute", "minutes"),
        ("duration_s", "duration"),
        ("credits", "credits_per_second or credits_per_image"),
        ("my_render_no", "rerender or rerender_model"),
        # What people call it, in several languages.
        ("Redo", "rerender"),
        ("add-ons", "add"),
        ("tries", "takes"),
        ("margin", "reserve"),
        ("Modell", "model"),
        ("durée", "duration"),
        ("imágenes", "images"),
        ("Preis", "credits_per_second"),
        # Options that are none of a row.
        ("Balance", "the option --balance"),
        ("require complete", "the option --require-complete"),
    ],
)
def test_a_column_that_looks_like_a_word_is_refused_unless_it_passes_on_purpose(
    key: str, meant: str
):
    assert refused(columns_of, [*LENGTH, key], ())[:2] == (
        f"the key {key!r} is not a word of a job",
        f"did you mean {meant}? If not, add --pass {quote(key)}",
    )
    assert columns_of([*LENGTH, key], {key}).names == {*LENGTH}


def test_every_misspelled_column_is_reported_at_once():
    with pytest.raises(SeveralErrors) as caught:
        columns_of(["tool", "rerendr", "Tool", "dauer"], ())
    assert [error.what for error in caught.value.errors] == [
        "the key 'rerendr' is not a word of a job",
        "the columns 'tool' and 'Tool' say the same",
        "the key 'dauer' is not a word of a job",
    ]


def test_a_column_passes_as_it_is_shown():
    assert passes("id\x1b")
    assert columns_of(["minute\x1b"], {"minute\\x1b"}).names == set()


@pytest.mark.parametrize("key", RESULT_KEYS)
def test_no_column_is_named_as_one_of_a_result(key: str):
    what = f"the key {key!r} is a result's own"
    assert refused(columns_of, [*LENGTH, key], ())[:2] == (what, "rename it")


@pytest.mark.parametrize("pair", [("Model", "model"), ("as of", "as_of"), ("Add", "add")])
def test_two_columns_that_say_the_same_are_refused(pair: tuple[str, str]):
    first, second = pair
    what = f"the columns {first!r} and {second!r} say the same"
    assert refused(columns_of, pair, ())[:2] == (what, "keep one of them")
    assert columns_of(pair, {first}).names == {second}


def test_a_row_has_only_so_many_columns_of_such_a_length():
    what = "a row has at most 500 keys of 200 characters"
    assert passes("k" * 200)
    assert refused(columns_of, ["k" * 201], ())[0] == what
    assert columns_of([str(n) for n in range(500)], ()).names == set()
    assert refused(columns_of, [str(n) for n in range(501)], ())[0] == what


@pytest.mark.parametrize(
    ("cells", "expected"),
    [(["id", "Tool"], 1), (["Modell", "Dauer", "id"], 2), (["id", *LIST_KEYS], 0), ([], 0)],
)
def test_a_header_has_words_of_a_job(cells: list[str], expected: int):
    assert words_among(cells) == expected


def test_what_says_anything_is_known_though_other_columns_are_wrong():
    keys = ["id", "Tool", "rerendr", "prices", "minutes"]
    assert saying_anything(keys, {"minutes"}) == {"Tool", "prices"}
