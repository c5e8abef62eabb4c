"""Add-ons as people write them: every spelling, and what is refused."""

from decimal import Decimal

import pytest
from refusals import refused

from acorns_cli.core.addons import AskedAddOn, add_ons, add_ons_text
from acorns_cli.core.job import Job


def asked(name: str, seconds: str = "0", pieces: int = 0, plain: int = 0) -> AskedAddOn:
    return AskedAddOn(name, Decimal(seconds), pieces, plain)


@pytest.mark.parametrize(
    ("text", "expected", "written"),
    [
        ("upscale-4k", [asked("upscale-4k", plain=1)], "upscale-4k"),
        ("lip-sync=0:45", [asked("lip-sync", "45")], "lip-sync=0:45"),
        ("character=3", [asked("character", pieces=3)], "character=3"),
        ("upscale-4k, lip-sync=45s ,character=1",
         [asked("upscale-4k", plain=1), asked("lip-sync", "45"), asked("character", pieces=1)],
         "upscale-4k, lip-sync=0:45, character=1"),
        # Named twice, the amounts are added.
        ("a=0:45, b, a=PT1M", [asked("a", "105"), asked("b", plain=1)], "a=1:45, b"),
        ("a=2, a, a=3, a", [asked("a", pieces=5, plain=2)], "a, a, a=5"),
        ("a, a=0:05, a=2", [asked("a", "5", 2, 1)], "a, a=0:05, a=2"),
        ("a=0, b=0s", [asked("a"), asked("b")], "a=0, b=0"),
        ("Lip Sync = 45 s, LIP_SYNC=5s", [asked("lip-sync", "50")], "lip-sync=0:50"),
        ("\u00a04K\u00a0upscale\u202f=\u202f3\u00a0", [asked("4k-upscale", pieces=3)],
         "4k-upscale=3"),
    ],
)  # fmt: skip
def test_add_ons_are_read_and_written(text: str, expected: list[AskedAddOn], written: str):
    assert list(add_ons(text)) == expected
    assert add_ons_text(tuple(expected)) == written
    assert list(add_ons(written)) == expected


EMPTY = ("the name of an add-on is empty", "write it like upscale-4k")
AMOUNT = "write a time like 0:45, or a number like 3"


@pytest.mark.parametrize(
    ("text", "what", "fix"),
    [
        ("", *EMPTY),
        ("a,,b", *EMPTY),
        ("a,\u00a0", *EMPTY),
        ("=3", "the text is empty", ""),
        ("a\x1b=3", "'a\\x1b' has characters that can't be printed", ""),
        ("a=", "'' is no amount of 'a'", AMOUNT),
        ("a=lots", "'lots' is no amount of 'a'", AMOUNT),
        ("a=1.5", "'1.5' is no amount of 'a'", AMOUNT),
        ("a=0:75", "'0:75' is no amount of 'a'", AMOUNT),
        ("a=b=3", "'b=3' is no amount of 'a'", AMOUNT),
        ("a=1000000001", "1000000001 is too much", "the most is 1,000,000,000 pieces"),
        ("a=٣", "'٣' is not a number", "write plain digits, like 4 or 0.5"),
    ],
)  # fmt: skip
def test_what_is_no_add_on_is_refused(text: str, what: str, fix: str):
    assert refused(Job.of, tool="video", minutes=4, add=text) == (what, fix, "add")
