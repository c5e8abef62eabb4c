"""Names as people write them and as they are looked up."""

from collections.abc import Callable

import pytest
from refusals import refused

from acorns_cli.core.slugs import plain_text, slug
from acorns_cli.errors import InputError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kling-2.1-standard", "kling-2.1-standard"),
        ("Kling 2.1 Standard", "kling-2.1-standard"),
        ("  KLING_2.1_PRO ", "kling-2.1-pro"),
        ("Runway  Gen-3   Alpha", "runway-gen-3-alpha"),
        ("Seedance _ V1", "seedance-v1"),
        ("x" * 200, "x" * 200),
    ],
)
def test_a_name_is_looked_up_in_lower_case_with_hyphens(text: str, expected: str):
    assert slug(text) == expected


def test_words_are_kept_as_they_are_written_but_for_the_spaces_around_them():
    assert plain_text("  Kling 2.1_Standard – best ") == "Kling 2.1_Standard – best"


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u3000", "\u2009"])
def test_any_space_in_a_name_is_as_good_as_a_plain_one(space: str):
    assert slug(f"{space}Kling{space}2.1 _{space}Pro{space}") == "kling-2.1-pro"
    assert plain_text(f"{space}a{space}b{space}") == f"a{space}b"


@pytest.mark.parametrize("read", [slug, plain_text])
@pytest.mark.parametrize(
    ("text", "what", "fix"),
    [
        ("", "the text is empty", ""),
        ("  ", "the text is empty", ""),
        ("x" * 201, f"'{'x' * 30}…{'x' * 30}' is too long", "the most is 200 characters"),
        ("a\x1b[31m", "'a\\x1b[31m' has characters that can't be printed", ""),
        ("a\nb", "'a\\nb' has characters that can't be printed", ""),
        ("\udcff", "'\\udcff' has characters that can't be printed", ""),
    ],
)
def test_what_is_no_name_is_refused(read: Callable[[str], str], text: str, what: str, fix: str):
    assert refused(read, text)[:2] == (what, fix)


def test_a_name_that_grows_in_lower_case_is_still_bounded():
    with pytest.raises(InputError, match="is too long"):
        slug("İ" * 150)
