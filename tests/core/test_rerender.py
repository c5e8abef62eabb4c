"""How much is re-rendered, in every way that people write it, and what is refused."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from refusals import refused

from acorns_cli.core.job import Job
from acorns_cli.core.rerender import Rerender, keep, rerender, rerender_text, takes

RERENDER = "write 25%, 1/3, 90s, 1:30, 12clips or a range like 10%..40%"
BOTH = "write both, like 10%..40%"
PLAIN_DIGITS = "write plain digits, like 4 or 0.5"


def percent(low: str, high: str | None = None, of: int = 1) -> Rerender:
    return Rerender("percent", Decimal(low), Decimal(high or low), Decimal(of))


def second(low: str, high: str | None = None) -> Rerender:
    return Rerender("second", Decimal(low), Decimal(high or low))


def clip(low: str, high: str | None = None) -> Rerender:
    return Rerender("clip", Decimal(low), Decimal(high or low))


def take(low: str, high: str | None = None) -> Rerender:
    return Rerender("take", Decimal(low), Decimal(high or low))


def kept(low: str, high: str | None = None, of: int = 1) -> Rerender:
    """What is kept; the high end has the smaller number."""
    return Rerender("keep", Decimal(low), Decimal(high or low), Decimal(of))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A share.
        ("25%", percent("25")), ("25 %", percent("25")), (" 25% ", percent("25")),
        ("12.5%", percent("12.5")), ("0.25%", percent("0.25")), ("1%", percent("1")),
        ("0%", percent("0")), ("150%", percent("150")), ("10000%", percent("10000")),
        # A fraction.
        ("1/3", percent("100", of=3)), ("2/6", percent("100", of=3)),
        ("1 / 4", percent("100", of=4)),
        ("3/2", percent("300", of=2)), ("0/5", percent("0")), ("100/1", percent("10000")),
        ("999999/999999", percent("100")), ("1/3..2/3", percent("300", "600", of=9)),
        ("25%..1/2", percent("50", "100", of=2)), ("1/4..25%", percent("100", of=4)),
        # A bare number above 1 is percent.
        ("25", percent("25")), ("12.5", percent("12.5")), ("1.000001", percent("1.000001")),
        ("0", percent("0")), ("100", percent("100")),
        # Time.
        ("90s", second("90")), ("1:30", second("90")), ("1m30s", second("90")),
        ("PT1M30S", second("90")), ("0s", second("0")),
        # Clips.
        ("12clips", clip("12")), ("12 clips", clip("12")), ("1clip", clip("1")),
        ("12 CLIPS", clip("12")), ("0clips", clip("0")), ("1000000000clips", clip("1000000000")),
        # Ranges.
        ("10%..40%", percent("10", "40")), ("10..40", percent("10", "40")),
        ("10..40%", percent("10", "40")), ("10%..40", percent("10", "40")),
        ("0%..100%", percent("0", "100")), ("0..10", percent("0", "10")),
        (" 10% .. 40% ", percent("10", "40")), ("30s..1:30", second("30", "90")),
        ("5clips..12clips", clip("5", "12")), ("25%..25%", percent("25")),
    ],
)  # fmt: skip
def test_every_spelling_of_a_rerender_is_read(text: str, expected: Rerender):
    assert rerender(text) == expected


@pytest.mark.parametrize(
    ("text", "is_range"),
    [("10%..40%", True), ("25%", False), ("25%..25%", False), ("60s..1:00", False)],
)
def test_a_range_has_two_ends_that_differ(text: str, is_range: bool):
    assert rerender(text).is_range is is_range


@pytest.mark.parametrize(
    ("read", "none", "some"),
    [
        (rerender, ("0%", "0s", "0clips", "0/3", "0%..0%"), ("0.1%", "0%..1%", "0..1/3")),
        (takes, ("1", "1..1"), ("1.01", "1..2")),
        (keep, ("100%", "3/3", "3/3..100%"), ("99.9%", "1/3..100%", "2/3")),
    ],
)
def test_nothing_is_re_rendered(
    read: Callable[[str], Rerender], none: tuple[str, ...], some: tuple[str, ...]
):
    assert all(read(text).is_none for text in none)
    assert not any(read(text).is_none for text in some)


@pytest.mark.parametrize(
    ("text", "what", "fix"),
    [
        ("0.25", "'0.25' could mean 0.25% or 25%", "write 0.25% or 25%"),
        ("1", "'1' could mean 1% or 100%", "write 1% or 100%"),
        ("0.125", "'0.125' could mean 0.125% or 12.5%", "write 0.125% or 12.5%"),
        ("0.1..0.4", "'0.1' could mean 0.1% or 10%", "write 0.1% or 10%"),
        ("40%..10%", "the low end of the range '40%..10%' is above the high end", "write 10%..40%"),
        ("1:30 .. 30s", "the low end of the range '1:30 .. 30s' is above the high end",
         "write 30s..1:30"),
        ("10%..90s", "the ends of the range '10%..90s' are in different units",
         "write both in one, like 10%..40%"),
        ("10..12clips", "the ends of the range '10..12clips' are in different units",
         "write both in one, like 10%..40%"),
        ("-25%", "'-25' is below 0", "write 0 or more"),
        (".2%", "'.2' is not a number", "write 0.2%"),
        ("-25", "'-25' is not an amount to re-render", RERENDER),
        ("-90s", "'-90s' is not an amount to re-render", RERENDER),
        ("%", "the value is empty", "write a number, like 4 or 0.5"),
        ("25%%", "'25%' is not a number", PLAIN_DIGITS),
        ("NaN%", "'NaN' is not a number", PLAIN_DIGITS),
        ("1e999999%", "'1e999999' is not a number", PLAIN_DIGITS),
        ("٢٥%", "'٢٥' is not a number", PLAIN_DIGITS),
        ("10001%", "10001 is too much", "the most is 10,000 percent"),
        ("10001", "10001 is too much", "the most is 10,000 percent"),
        ("1000000001clips", "1000000001 is too much", "the most is 1,000,000,000 clips"),
        ("1001h", "'1001h' is too long", "the most is 1,000 hours"),
        ("3600001s", "3600001 is too much", "the most is 3,600,000 seconds"),
        ("4:75", "'4:75' has a part of 60 or more",
         "after a colon write 00 to 59, as in 4:30 or 1:02:03.5"),
        ("1.5clips", "'1.5' is not a whole number of clips", "write it whole"),
        ("1/0", "'1/0' divides by 0", "write a share like 1/3"),
        ("101/1", "'101/1' is too much", "the most is 10,000 percent"),
        ("1/1000000", "'1/1000000' is not an amount to re-render", RERENDER),
        ("1/2..1/3", "the low end of the range '1/2..1/3' is above the high end",
         "write 1/3..1/2"),
        ("12clipſ", "'12clipſ' is not an amount to re-render", RERENDER),
        ("some", "'some' is not an amount to re-render", RERENDER),
        ("", "the value is empty", RERENDER),
        ("10%..", "the range '10%..' has no second end", BOTH),
        ("..40%", "the range '..40%' has no first end", BOTH),
        ("..", "the range '..' has no first end", BOTH),
        ("1.500clips", "'1.500' could be 1500 or 1.5", "write 1500clips"),
        ("2.000 clips", "'2.000' could be 2000 or 2", "write 2000clips or 2clips"),
        ("12.clips", "'12.' is not a number", PLAIN_DIGITS),
        ("10%..20%..30%", "'20%..30' is not a number", PLAIN_DIGITS),
    ],
)  # fmt: skip
def test_what_is_no_rerender_is_refused(text: str, what: str, fix: str):
    assert refused(Job.of, tool="t2v", minutes=4, rerender=text) == (what, fix, "rerender")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("10%-40%", "10%..40%"), ("10-40", "10%..40%"), ("10 – 40 %", "10%..40%"),
        ("10%...40%", "10%..40%"), ("10% to 40%", "10%..40%"), ("5-10 Clips", "5Clips..10Clips"),
        ("1:30-2:00", "1:30..2:00"), ("1:30-90", "1:30..90s"), ("30-1:30", "30s..1:30"),
        ("30s-1:30", "30s..1:30"), ("0.1-0.4", "10%..40%"), ("0%-10%", "0%..10%"),
        ("0:10-0:20", "0:10..0:20"), ("40-10", "10%..40%"), ("40%-10%", "10%..40%"),
        ("12-5 clips", "5clips..12clips"), ("1:30-2", "1:30..2m"), ("2-1:30", "2s..1:30"),
        ("1:30-0:30", "0:30..1:30"), ("90s-1:00", "1:00..90s"), ("10-0.4", "10%..40%"),
        ("0.1%-0.4", "0.1%..0.4%"),
    ],
)  # fmt: skip
def test_a_range_with_another_sign_is_told_how_to_write_it(text: str, meant: str):
    assert refused(Job.of, tool="t2v", minutes=4, rerender=text)[:2] == (
        f"'{text}' is not how a range is written",
        f"write {meant}",
    )


@pytest.mark.parametrize("text", ["10%-20000%", "1.5clips-3clips", "4:75-5:00", "1h-2000h"])
def test_no_range_is_proposed_that_would_be_refused(text: str):
    what, fix, _ = refused(Job.of, tool="t2v", minutes=4, rerender=text)
    assert not what.endswith("is not how a range is written")
    assert ".." not in fix.replace("a range like 10%..40%", "")


@pytest.mark.parametrize(
    ("read", "text", "expected"),
    [
        (takes, "3", take("3")), (takes, " 2.5 ", take("2.5")), (takes, "1", take("1")),
        (takes, "101", take("101")), (takes, "2..4", take("2", "4")), (takes, "3..3", take("3")),
        (keep, "30%", kept("30")), (keep, "12.5 %", kept("12.5")), (keep, "100%", kept("100")),
        (keep, "0.5%", kept("0.5")), (keep, "1/3", kept("100", of=3)), (keep, "4/4", kept("100")),
        (keep, "25%..50%", kept("50", "25")), (keep, "1/4..1/2", kept("400", "200", of=8)),
        (keep, "25%..1/2", kept("100", "50", of=2)), (keep, "1/2..50%", kept("100", of=2)),
    ],
)  # fmt: skip
def test_takes_and_what_is_kept_are_read(
    read: Callable[[str], Rerender], text: str, expected: Rerender
):
    assert read(text) == expected


NO_SHARE = "is no share of what is generated"
TAKES = "write 1 or more: a clip that is right at once takes 1"
KEPT = "write 1% to 100%; 100% is that every clip is good at once"


@pytest.mark.parametrize(
    ("word", "text", "what", "fix"),
    [
        ("takes", "0.5", "'0.5' is less than one take", TAKES),
        ("takes", "0..3", "'0' is less than one take", TAKES),
        ("takes", "-1", "'-1' is below 0", "write 1 or more"),
        ("takes", ".5", "'.5' is not a number", "write 1 or more"),
        ("takes", "102", "102 is too much", "the most is 101 takes"),
        ("takes", "200%", "'200%' is not a number", PLAIN_DIGITS),
        ("takes", "", "the value is empty", "write a number, like 4 or 0.5"),
        ("takes", "2..", "the range '2..' has no second end", "write both, like 2..4"),
        ("takes", "4..2", "the low end of the range '4..2' is above the high end", "write 2..4"),
        ("keep", "3", f"'3' {NO_SHARE}", "write 3% or 1/3"),
        ("keep", "100", f"'100' {NO_SHARE}", "write 100% or 1/100"),
        ("keep", "150", f"'150' {NO_SHARE}", "write 1/150"),
        ("keep", "1000000", f"'1000000' {NO_SHARE}", "write 30% or 1/3"),
        ("keep", "٣", f"'٣' {NO_SHARE}", "write 30% or 1/3"),
        ("keep", ".2%", "'.2' is not a number", "write 0.2%"),
        ("keep", "0.3", f"'0.3' {NO_SHARE}", "write 30% or 1/3"),
        ("keep", "0", f"'0' {NO_SHARE}", "write 30% or 1/3"),
        ("keep", "", f"'' {NO_SHARE}", "write 30% or 1/3"),
        ("keep", "12clips", f"'12clips' {NO_SHARE}", "write 30% or 1/3"),
        ("keep", "0%", "'0%' can't be the share that is kept", KEPT),
        ("keep", "0/3", "'0/3' can't be the share that is kept", KEPT),
        ("keep", "101%", "'101%' can't be the share that is kept", KEPT),
        ("keep", "4/3", "'4/3' can't be the share that is kept", KEPT),
        ("keep", "..50%", "the range '..50%' has no first end", "write both, like 25%..50%"),
        ("keep", "50%..25%", "the low end of the range '50%..25%' is above the high end",
         "write 25%..50%"),
    ],
)  # fmt: skip
def test_what_is_no_number_of_takes_and_can_not_be_kept_is_refused(
    word: str, text: str, what: str, fix: str
):
    assert refused(Job.of, tool="t2v", minutes=4, **{word: text}) == (what, fix, word)


@pytest.mark.parametrize(
    ("read", "text", "written"),
    [
        (rerender, "25", "25%"), (rerender, "2/6", "1/3"), (rerender, "1/4", "25%"),
        (rerender, "1:30", "90s"), (rerender, "1 clip", "1clips"), (rerender, "0/7", "0%"),
        (rerender, "10..40", "10%..40%"), (rerender, "25%..1/3", "25%..1/3"),
        (rerender, "0.00001%", "0.00001%"), (takes, "2.50", "2.5"), (takes, "2..4", "2..4"),
        # A percent beside a fraction is no fraction of whole numbers, or one of too many digits.
        (rerender, "12.345%..1/3", "12.345%..1/3"), (rerender, "33.333%..1/2", "33.333%..50%"),
        (rerender, "1/3..33.334%", "1/3..33.334%"), (keep, "12.345%..1/3", "12.345%..1/3"),
        (rerender, "12.345%..999/1000", "2469/20000..99.9%"),
        (rerender, "12.345678%..499999/500000", "12.345678%..499999/500000"),
        (keep, "1/3", "1/3"), (keep, "25%..50%", "25%..50%"), (keep, "1/3..1/2", "1/3..50%"),
    ],
)  # fmt: skip
def test_it_is_written_in_one_spelling(read: Callable[[str], Rerender], text: str, written: str):
    assert rerender_text(read(text)) == written
    assert rerender_text(read(written)) == written


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2009", "\u3000", " "])
def test_any_space_may_part_an_amount_and_its_unit(space: str):
    assert rerender(f"25{space}%") == percent("25")
    assert rerender(f"10{space}%..{space}40{space}%") == percent("10", "40")
    assert rerender(f"{space}12{space}clips") == clip("12")


def test_zeros_in_front_do_not_count():
    assert rerender("01000") == percent("1000")
    assert rerender("012clips") == clip("12")
