"""Which columns of a row are words of a job, which pass, and which are refused with what to do."""

import shlex

import pytest

from acorns_cli.batch.columns import RESULT_KEYS, columns_of, saying_anything, words_among
from acorns_cli.core.words import WORDS
from acorns_cli.errors import AcornsError, InputError, SeveralErrors


def refused(*keys: str, passing: tuple[str, ...] = ()) -> str:
    with pytest.raises(AcornsError) as raised:
        columns_of(keys, passing)
    return str(raised.value)


def test_the_words_of_a_row_are_those_of_a_job_and_which_prices_are_meant():
    found = columns_of((*WORDS, "prices", "as_of", "scene"), ())
    assert found.words == tuple((word, word) for word in WORDS)
    assert found.lists == (("prices", "prices"), ("as_of", "as_of"))
    assert found.names == {*WORDS, "prices", "as_of"}


@pytest.mark.parametrize(
    ("key", "word"),
    [
        *(("TOOL", "tool"), ("Clip Length", "clip_length"), ("clip-length", "clip_length")),
        *((" Images per\nclip ", "images_per_clip"), ("ReRender", "rerender")),
        *(("As of", "as_of"), ("PRICES", "prices"), ("rerender-model", "rerender_model")),
    ],
)
def test_a_word_is_known_in_any_case_and_with_any_blanks(key: str, word: str):
    found = columns_of((key,), ())
    assert (*found.words, *found.lists) == ((key, word),)
    assert found.names == {key}


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        # misspelled
        *(("rerendr", "rerender"), ("re-render", "rerender"), ("mode", "model")),
        *(("minute", "minutes"), ("asof", "as_of"), ("rerender_percent", "rerender")),
        # a quantity that no job has
        *(("image_count", "images, images_per_clip or credits_per_image"), ("Clip", "clip_length")),
        ("my_render_no", "rerender or rerender_model"),
        ("Total Credits", "credits_per_second or credits_per_image"),
        # called otherwise
        *(("redo", "rerender"), ("retakes", "takes"), ("hours", "duration"), ("price", "credits_")),
        *(("rate", "credits_per_second"), ("Song", "audio"), ("pictures", "images")),
        *(("add-on", "add"), ("usable", "keep"), ("buffer", "reserve"), ("engine", "model")),
        *(("Time", "duration"), ("service", "prices"), ("Edition", "prices"), ("takes?", "takes")),
        # German
        *(("Werkzeug", "tool"), ("Modell", "model"), ("Länge", "duration"), ("Bilder", "images")),
        *(("Minuten", "minutes"), ("Sekunden", "seconds"), ("Wiederholungen", "rerender")),
        *(("Dauer", "duration"), ("Lied", "audio"), ("Preis", "credits_per_second")),
        # French
        *(("Outil", "tool"), ("Modèle", "model"), ("Durée", "duration"), ("secondes", "seconds")),
        *(("reprises", "rerender"), ("chanson", "audio"), ("prix", "credits_per_second")),
        # Spanish
        *(("herramienta", "tool"), ("modelo", "model"), ("Duración", "duration")),
        *(("imágenes", "images"), ("canción", "audio"), ("precio", "credits_per_second")),
        # an option of the command line
        ("require complete", "the option --require-complete?"),
        ("max", "the option --max of acorns estimate?"),
        ("Balance", "the option --balance of acorns estimate?"),
        ("monthly", "the option --monthly of acorns topup?"),
    ],
)
def test_what_looks_like_a_word_is_refused_unless_it_passes_on_purpose(key: str, meant: str):
    said = refused("tool", key)
    assert f"is not a word of a job; did you mean {meant}" in said
    # What the advice says can be pasted into a shell.
    *_, option, pasted = shlex.split(said.partition("If not, add ")[2])
    assert (option, pasted.replace("\\n", "\n")) == ("--pass", key)
    assert columns_of(("tool", key), (pasted,)).names == {"tool"}


def test_a_column_passes_in_any_case_unless_it_is_a_word_itself():
    assert columns_of(("tool", "Price", "Clip no"), ("price", "CLIP-NO")).names == {"tool"}
    assert columns_of(("tool", "Images"), ("images",)).names == {"tool", "Images"}


def test_the_advice_can_be_pasted_whatever_the_column_is_called():
    said = refused("Clip Length.")
    assert said.endswith("If not, add --pass 'Clip Length.'")
    assert refused("clip's $HOME\nclip").endswith("""add --pass 'clip'"'"'s $HOME\\nclip'""")
    columns_of(("clip's $HOME\nclip",), ("clip's $HOME\\nclip",))


@pytest.mark.parametrize(
    "key", ["id", "scene", "client", "Notes", "budget", "π", "", "start", "pieces?", "Row", "size"]
)
def test_other_columns_pass(key: str):
    assert columns_of(("tool", key), ()).names == {"tool"}


def test_columns_of_the_result_are_refused_all_at_once():
    assert refused("tool", "unit", "total_credits") == (
        "the keys 'total_credits' and 'unit' are a result's own; rename them"
    )


@pytest.mark.parametrize("key", RESULT_KEYS)
@pytest.mark.parametrize("passing", [(), RESULT_KEYS])
def test_a_column_of_the_result_is_refused_also_on_purpose(key: str, passing: tuple[str, ...]):
    assert refused("tool", key, passing=passing) == (
        f"the key '{key}' is a result's own; rename it"
    )


def test_two_columns_of_one_word_are_refused():
    said = "the columns 'Clip length' and 'clip_length' say the same; keep one of them"
    assert refused("Clip length", "clip_length") == said
    assert columns_of(("Clip length", "clip_length"), ("Clip length",)).words == (
        ("clip_length", "clip_length"),
    )


def test_all_that_is_wrong_is_said_at_once():
    with pytest.raises(SeveralErrors) as raised:
        columns_of(("Werkzeug", "Dauer", "id", "tool", "Tool"), ())
    assert [error.what for error in raised.value.errors] == [
        "the key 'Werkzeug' is not a word of a job",
        "the key 'Dauer' is not a word of a job",
        "the columns 'tool' and 'Tool' say the same",
    ]


@pytest.mark.parametrize("keys", [("k" * 201,), tuple(map(str, range(501)))])
def test_columns_are_bounded(keys: tuple[str, ...]):
    with pytest.raises(InputError, match="a row has at most 500 keys of 200 characters"):
        columns_of(keys, ())


def test_what_a_wrong_row_says():
    keys = ("Tool", "rerendr", "id", "prices", "images")
    assert saying_anything(keys, ()) == {"Tool", "prices", "images"}
    assert saying_anything(keys, ("images",)) == {"Tool", "prices"}


def test_a_header_has_words_of_a_job_in_some_language():
    assert words_among(("scene", "TOOL", "minutes")) == 2
    assert words_among(("Szene", "Werkzeug")) == 1
    assert words_among(("My plan", "", "2026")) == 0
