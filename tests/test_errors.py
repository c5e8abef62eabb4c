"""The wording of errors: safe to print, short, and helpful about typos."""

import re
from unicodedata import category

import pytest
from hostile import steering

from acorns_cli import errors
from acorns_cli.core.slugs import plain_text
from acorns_cli.errors import (
    UNPRINTABLE,
    AcornsError,
    FileError,
    InputError,
    Problem,
    SeveralErrors,
    did_you_mean,
    file_name,
    is_printable,
    near_names,
    one_of,
    printable,
    shown,
)


def test_the_exit_statuses_are_the_published_ones():
    assert (errors.DONE, errors.BUG, errors.WRONG_USAGE) == (0, 1, 2)
    assert (errors.OVER_MAX, errors.WRONG_FILE, errors.INTERRUPTED) == (3, 4, 130)


def test_an_error_carries_what_is_wrong_and_what_to_do():
    error = AcornsError("the roof leaks", fix="mend it")
    assert (error.what, error.fix, error.exit_status) == ("the roof leaks", "mend it", 2)
    assert str(error) == "the roof leaks; mend it"


def test_an_error_may_go_without_saying_what_to_do():
    error = AcornsError("the roof leaks")
    assert (error.fix, str(error)) == ("", "the roof leaks")


def test_an_input_error_names_the_word_of_the_job():
    error = InputError("'x' is not a number", word="minutes")
    assert (error.what, error.fix, error.word, error.exit_status) == (
        "'x' is not a number",
        "",
        "minutes",
        2,
    )
    assert str(error) == "minutes: 'x' is not a number"
    assert InputError("something is missing").word == ""
    assert str(InputError("something is missing", fix="give it")) == "something is missing; give it"


def test_a_file_error_holds_every_problem_and_ends_with_status_4():
    first = Problem("the key tools is missing", line=1)
    second = Problem("'x' is not a number", "write plain digits", 7, "tools.t2v.images.credits")
    error = FileError("mine.yaml", [first, second])
    assert error.exit_status == 4
    assert error.file == "mine.yaml"
    assert error.problems == (first, second)
    assert str(error) == (
        "mine.yaml:1: the key tools is missing\n"
        "mine.yaml:7: tools.t2v.images.credits: 'x' is not a number; write plain digits"
    )
    assert error.first == "mine.yaml:1: the key tools is missing, and 1 more"
    assert FileError("mine.yaml", [Problem("it is empty")]).first == "mine.yaml: it is empty"


def test_a_problem_can_be_without_a_line_or_a_path():
    problem = Problem("the file is empty")
    assert (problem.fix, problem.line, problem.path) == ("", 0, "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("kling", "'kling'", id="plain"),
        pytest.param("", "''", id="empty"),
        pytest.param("Zoë – 10 × 2 🌰", "'Zoë – 10 × 2 🌰'", id="letters of any script"),
        pytest.param("\x1b[31mred", "'\\x1b[31mred'", id="an escape sequence"),
        pytest.param("a\nb\tc", "'a\\nb\\tc'", id="line break and tab"),
        pytest.param("\u202eevil", "'\\u202eevil'", id="right-to-left override"),
        pytest.param("a\u00a0b", "'a\u00a0b'", id="no-break space"),
        pytest.param("\udcff.mp3", "'\\udcff.mp3'", id="a byte that is no UTF-8"),
        pytest.param("\U000e0001", "'\\U000e0001'", id="a tag character"),
        pytest.param("a\u200bb", "'a\\u200bb'", id="a space of no width"),
        pytest.param("\u2066a", "'\\u2066a'", id="an isolate"),
        pytest.param("\u200fa", "'\\u200fa'", id="a mark of direction"),
        pytest.param("x" * 60, f"'{'x' * 60}'", id="60 characters are whole"),
        pytest.param(
            "a" * 31 + "b" * 30, f"'{'a' * 30}…{'b' * 30}'", id="61 characters lose their middle"
        ),
        pytest.param("9" * 1000, f"'{'9' * 30}…{'9' * 30}'", id="a thousand digits"),
    ],
)
def test_a_users_text_is_shown_in_quotes_and_can_steer_no_terminal(text: str, expected: str):
    assert shown(text) == expected


def test_printable_text_is_left_alone_however_long():
    assert printable("é" * 100) == "é" * 100


def test_unprintable_characters_are_spelled_out_among_the_others():
    assert printable("tab\there") == "tab\\there"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["a"], "a"),
        (["a", "b"], "a or b"),
        (["a", "b", "c"], "a, b or c"),
        ({"t2v": 1, "fbf": 2}, "t2v or fbf"),
    ],
)
def test_names_become_a_list_in_words(names: list[str], expected: str):
    assert one_of(names) == expected


@pytest.mark.parametrize(
    ("typo", "expected"),
    [
        pytest.param("minuets", "did you mean minutes?", id="near one"),
        pytest.param("MINUTES", "did you mean minutes?", id="case does not count"),
        pytest.param("mimages", "did you mean images or mirages?", id="near two"),
        pytest.param("nimutes", "did you mean minutes?", id="the same letters"),
        pytest.param("gamesi", "did you mean images?", id="the same letters, far from it"),
        pytest.param("mi", "did you mean minutes or mirages?", id="the start of two"),
        pytest.param("s", "did you mean seconds?", id="the start of one"),
        pytest.param("econds-of-video", "", id="the end of one"),
        pytest.param("zzz", "", id="near nothing"),
        pytest.param("", "", id="empty"),
        pytest.param("x" * 100_000, "", id="a very long one"),
    ],
)
def test_a_typo_gets_its_near_matches(typo: str, expected: str):
    assert did_you_mean(typo, ["minutes", "seconds", "images", "mirages"]) == expected


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        pytest.param("length", ("minutes", "duration", "clip_length"), ["duration"], id="length"),
        pytest.param("LEN", ("minutes", "duration", "length"), ["duration"], id="of two the first"),
        pytest.param("duration", ("title", "length"), ["length"], id="the other way about"),
        pytest.param("time", ("title", "times"), ["times"], id="none that means the same"),
    ],
)
def test_another_word_for_a_thing_comes_before_what_looks_like_it(
    name: str, known: tuple[str, ...], expected: list[str]
):
    assert near_names(name, known) == expected


def test_the_name_of_a_file_is_whole_unless_no_file_has_so_long_a_one():
    assert file_name("a/" * 2048) == "a/" * 2048
    assert file_name(f"{'a' * 2048}bc{'d' * 2048}") == f"{'a' * 2048}…{'d' * 2048}"
    assert file_name("a\x9b") == "a\\x9b"


def test_several_files_that_are_wrong_are_one_error():
    wrong = [FileError(name, [Problem("it is torn")]) for name in ("a.yaml", "b.yaml")]
    error = SeveralErrors(wrong)
    assert error.errors == tuple(wrong)
    assert (str(error), error.exit_status) == ("a.yaml: it is torn\nb.yaml: it is torn", 4)


def test_a_long_list_of_names_is_cut():
    names = [f"model-{number}" for number in range(3_000)]
    assert one_of(names).endswith("model-18 or 2,981 more")
    assert one_of(names).count(",") == 19


ORDINARY = (
    pytest.param("第\u30001話", id="an ideographic space"),
    pytest.param("👩\u200d🎤", id="an emoji with a joiner"),
    pytest.param("❤\ufe0f", id="a variation selector"),
    pytest.param("می\u200cخواهم", id="a non-joiner"),
    pytest.param("हिन्दी क\u094d\u200dष", id="Hindi"),
    pytest.param("Scène\u00a01\u202f: l’eau", id="no-break spaces"),
    pytest.param("Donau\u00addampf", id="a soft hyphen"),
    pytest.param("\U0001fae8\U0001fa77", id="emoji of Unicode 15"),
    pytest.param("\U0001faff\U0001fbff", id="characters that are not assigned"),
    pytest.param("\ue000", id="private use"),
)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_stays(text: str):
    assert printable(text) == text
    assert plain_text(text) == text


def test_what_is_unprintable_is_what_unicode_calls_so():
    for code in range(0x110000):
        char = chr(code)
        if category(char) == "Cn":
            # What is not assigned is kept, but where Unicode says it would be invisible.
            hidden = code == 0x2065 or 0xFFF0 <= code <= 0xFFF8 or 0xE0000 <= code <= 0xE0FFF
            assert bool(re.match(UNPRINTABLE, char)) is hidden, hex(code)
        assert is_printable(char) is (re.match(UNPRINTABLE, char) is None)
        if steering(char):
            assert re.match(UNPRINTABLE, char), hex(code)
        elif re.match(UNPRINTABLE, char) and category(char) != "Cn":
            assert char in "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0", hex(code)
