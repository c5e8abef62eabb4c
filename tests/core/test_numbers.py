"""How numbers are written and read: every spelling, every bound, every refusal."""

from collections.abc import Callable
from decimal import Decimal, Inexact, localcontext

import pytest
from refusals import refused

from acorns_cli.core import durations, numbers, quantities

PLAIN_DIGITS = "write plain digits, like 4 or 0.5"
NO_COMMAS = "write it without commas, with a point before the decimals: 1680 or 0.5"
SPELLINGS = "write 4:00, 1:02:03.5, 4m30s, 90s or PT4M30S"


def refusal(read: Callable[[], object]) -> tuple[str, str]:
    """What an error says is wrong, and what to do."""
    return refused(read)[:2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", "0"), ("7", "7"), ("0.5", "0.5"), ("12.25", "12.25"), ("007", "7"), ("1680", "1680"),
        ("240", "240"), ("100.00", "100"), ("0.000001", "0.000001"), ("0.50000000", "0.5"),
        ("0.0000000", "0"), ("  4 ", "4"), ("1000000", "1000000"), ("1000000.000000", "1000000"),
        ("0" * 38 + ".5", "0.5"),
    ],
)  # fmt: skip
def test_a_number_is_read_exactly_and_keeps_no_needless_zeros(text: str, expected: str):
    assert str(numbers.number(text, at_most=1_000_000)) == expected


@pytest.mark.parametrize(
    ("text", "what", "fix"),
    [
        ("", "the value is empty", "write a number, like 4 or 0.5"),
        ("   ", "the value is empty", "write a number, like 4 or 0.5"),
        ("-5", "'-5' is below 0", "write 0 or more"),
        ("-0.5", "'-0.5' is below 0", "write 0 or more"),
        ("-x", "'-x' is not a number", "write 0 or more"),
        ("NaN", "'NaN' is not a number", PLAIN_DIGITS),
        ("inf", "'inf' is not a number", PLAIN_DIGITS),
        ("Infinity", "'Infinity' is not a number", PLAIN_DIGITS),
        ("-Infinity", "'-Infinity' is not a number", "write 0 or more"),
        ("1e999999", "'1e999999' is not a number", PLAIN_DIGITS),
        ("1e3", "'1e3' is not a number", PLAIN_DIGITS),
        ("0x10", "'0x10' is not a number", PLAIN_DIGITS),
        ("1_000", "'1_000' is not a number", PLAIN_DIGITS),
        ("+4", "'+4' is not a number", PLAIN_DIGITS),
        ("4.", "'4.' is not a number", PLAIN_DIGITS),
        ("X4X", "'X4X' is not a number", PLAIN_DIGITS),
        (".5", "'.5' is not a number", "write 0.5"),
        (".", "'.' is not a number", PLAIN_DIGITS),
        ("1.2.3", "'1.2.3' is not a number", PLAIN_DIGITS),
        ("1,680", "'1,680' is not a number", NO_COMMAS),
        ("0,5", "'0,5' is not a number", NO_COMMAS),
        ("4 5", "'4 5' is not a number", PLAIN_DIGITS),
        ("4\n", "'4\\n' is not a number", PLAIN_DIGITS),
        ("٣", "'٣' is not a number", PLAIN_DIGITS),
        ("４", "'４' is not a number", PLAIN_DIGITS),
        ("½", "'½' is not a number", PLAIN_DIGITS),
        ("²", "'²' is not a number", PLAIN_DIGITS),
        ("4s", "'4s' is not a number", PLAIN_DIGITS),
        ("1000000.1", "1000000.1 is too much", "the most is 1,000,000"),
        ("1000001", "1000001 is too much", "the most is 1,000,000"),
        ("0.0000001", "'0.0000001' has too many decimals", "write at most 6 of them"),
        ("1.0000001", "'1.0000001' has too many decimals", "write at most 6 of them"),
        ("x" * 40, f"'{'x' * 40}' is not a number", "write plain digits, like 4 or 0.5"),
    ],
)
def test_what_is_not_a_plain_number_is_refused_with_what_to_write(text: str, what: str, fix: str):
    assert refusal(lambda: numbers.number(text, at_most=1_000_000)) == (what, fix)


@pytest.mark.parametrize("digits", [41, 1000, 100_000])
def test_too_many_digits_are_refused_before_they_are_read(digits: int):
    what, fix = refusal(lambda: numbers.number("1" * digits, at_most=1_000_000))
    assert what.startswith(f"'{'1' * 30}")
    assert fix == "write at most 40 characters"


def test_a_bound_names_its_unit():
    assert refusal(lambda: numbers.number("8", at_most=7, unit="lives")) == (
        "8 is too much",
        "the most is 7 lives",
    )


@pytest.mark.parametrize(
    ("read", "most", "value", "beyond", "fix"),
    [
        (durations.minutes, "60000", 3_600_000, "60000.000001", "the most is 60,000 minutes"),
        (durations.seconds, "3600000", 3_600_000, "3600000.000001",
         "the most is 3,600,000 seconds"),
        (numbers.percent, "10000", 10_000, "10000.000001", "the most is 10,000 percent"),
        (numbers.rate, "1000000", 1_000_000, "1000000.000001", "the most is 1,000,000 credits"),
        (numbers.credits_amount, "1000000000000000", 10**15, "1000000000000000.1",
         "the most is 1,000,000,000,000,000 credits"),
        (numbers.money, "1000000000", 10**9, "1000000000.01",
         "the most is 1,000,000,000 of the currency"),
    ],
)  # fmt: skip
def test_each_kind_of_number_takes_its_bound_and_nothing_beyond(
    read: Callable[[str], Decimal], most: str, value: int, beyond: str, fix: str
):
    assert read(most) == value
    assert refusal(lambda: read(beyond)) == (f"{beyond} is too much", fix)


def test_minutes_are_read_as_seconds():
    assert durations.minutes("4") == 240
    assert durations.minutes("4.5") == 270
    assert durations.minutes("0.000001") == Decimal("0.00006")


def test_a_count_is_a_whole_number():
    assert numbers.count("48", what="images") == 48
    assert numbers.count("48.0", what="images") == 48
    assert numbers.count("1000000000", what="images") == 1_000_000_000


@pytest.mark.parametrize(
    ("text", "what", "fix"),
    [
        ("1.5", "'1.5' is not a whole number of images", "write it whole"),
        ("1000000001", "1000000001 is too much", "the most is 1,000,000,000 images"),
        ("-1", "'-1' is below 0", "write 0 or more"),
        ("few", "'few' is not a number", PLAIN_DIGITS),
    ],
)
def test_what_is_no_count_is_refused(text: str, what: str, fix: str):
    assert refusal(lambda: numbers.count(text, what="images")) == (what, fix)


@pytest.mark.parametrize(
    ("text", "what", "fix"),
    [
        ("1.500", "'1.500' could be 1500 or 1.5", "write 1500 or 1.5"),
        (" 2.000 ", "'2.000' could be 2000 or 2", "write 2000 or 2"),
        ("12.000", "'12.000' could be 12000 or 12", "write 12000 or 12"),
        ("999.990", "'999.990' could be 999990 or 999.99", "write 999990 or 999.99"),
        ("240.013", "'240.013' could be 240013 or 240.013", "write 240013 or 240.0130"),
        ("100.000", "'100.000' could be 100000 or 100", "write 100000 or 100"),
        ("1.500 credits", "'1.500' could be 1500 or 1.5", "write 1500 or 1.5"),
    ],
)
def test_credits_of_two_readings_are_refused_with_both(text: str, what: str, fix: str):
    assert refusal(lambda: numbers.credits_amount(text)) == (what, fix)
    for offered in fix.removeprefix("write ").split(" or "):
        numbers.credits_amount(offered)


@pytest.mark.parametrize(
    ("text", "fix"),
    [("1.000", "write 1000 or 1"), ("1.500", "write 1500"), ("1.234", "write 1234")],
)
def test_a_count_of_two_readings_offers_those_that_are_whole(text: str, fix: str):
    assert refusal(lambda: numbers.count(text, what="images"))[1] == fix


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,500", "1500"),
        ("1,234,567", "1234567"),
        ("1,500.5", "1500.5"),
        ("1,500.500", "1500.5"),  # with a comma the point has one reading
        ("0.500", "0.5"),
        ("01.500", "1.5"),
        ("1.50", "1.5"),
        ("1.5000", "1.5"),
        ("1500.000", "1500"),
        ("01000", "1000"),
        ("1,500 credits", "1500"),
        (" 0.5\u00a0Credit", "0.5"),
        ("2000acorns", "2000"),
    ],
)
def test_credits_may_have_their_thousands_set_apart_and_their_unit(text: str, value: str):
    assert numbers.credits_amount(text) == Decimal(value)


@pytest.mark.parametrize("text", ["1,5", "1,50", "0,500", "1,5000", "1500,000", "1,500,00", ",500"])
def test_commas_that_set_no_thousands_apart_are_refused(text: str):
    assert refusal(lambda: numbers.credits_amount(text)) == (f"'{text}' is not a number", NO_COMMAS)


@pytest.mark.parametrize(
    "text",
    ["9.5", " 9.5 ", "9.5/s", "9.5 / sec", "9.5 credits per second", "9.5 a second", "9.5 credits",
     "9.5\u202fa\u00a0second"],
)  # fmt: skip
def test_a_rate_is_read_as_people_type_it(text: str):
    assert numbers.rate_per_second(text) == Decimal("9.5")


@pytest.mark.parametrize(
    "text", ["9.5", "9.5credit/image", "9.5 AN IMAGE", "9.5 per images", "9.5 credits"]
)
def test_a_rate_of_an_image_is_read_as_people_type_it(text: str):
    assert numbers.rate_per_image(text) == Decimal("9.5")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("9 per", "'9 per' is not a number"),
        ("9s", "'9s' is not a number"),
        ("9/min", "'9/min' is not a number"),
        ("per second", "the value is empty"),
        ("/s", "the value is empty"),
        ("credits", "the value is empty"),
        ("1000001/s", "1000001 is too much"),
    ],
)
def test_what_is_no_rate_is_refused(text: str, what: str):
    assert refusal(lambda: numbers.rate_per_second(text))[0] == what


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (numbers.rate_per_second, "9/image"),
        (numbers.rate_per_second, "9 credits an image"),
        (numbers.rate_per_image, "9 per second"),
        (numbers.rate_per_image, "9/s"),
    ],
)
def test_a_rate_is_not_for_something_else(read: Callable[[str], Decimal], text: str):
    assert refusal(lambda: read(text))[0] == f"'{text}' is not a number"


def test_a_number_without_commas():
    assert numbers.without_commas(" 1,500.5 ") == "1500.5"
    assert numbers.without_commas("1,50") == "1,50"


def test_what_a_number_without_a_unit_could_be():
    assert durations.readings("4") == ["4s", "4m"]
    assert durations.readings("3.42") == ["3.42s", "3.42m", "3:42"]


def test_thousands_of_things():
    assert numbers.count("1,500", what="images") == 1500
    assert refusal(lambda: numbers.count("1,500.5", what="images")) == (
        "'1500.5' is not a whole number of images",
        "write it whole",
    )


def test_price_lists_rates_and_money_have_one_reading():
    for read in (numbers.plain_credits, numbers.rate, numbers.percent, numbers.money):
        assert read("1.500") == Decimal("1.5")
        assert refusal(lambda read=read: read("1,500"))[1] == NO_COMMAS
    assert numbers.plain_count("1.000", what="images") == 1


def test_money_has_at_most_two_decimals():
    assert numbers.money("14.99") == Decimal("14.99")
    assert numbers.money("15") == 15
    assert numbers.money("14.990") == Decimal("14.99")
    assert refusal(lambda: numbers.money("14.999")) == (
        "'14.999' has more than two decimals",
        "write it like 14.99",
    )


@pytest.mark.parametrize(
    ("text", "percent"),
    [("15%", "15"), (" 15 % ", "15"), ("15", "15"), ("1.5", "1.5"), ("0.5%", "0.5"), ("0", "0")],
)
def test_a_share_is_in_percent(text: str, percent: str):
    assert numbers.share(text) == Decimal(percent)


@pytest.mark.parametrize(
    ("text", "what", "fix"),
    [
        ("0.15", "'0.15' could mean 0.15% or 15%", "write 0.15% or 15%"),
        ("1", "'1' could mean 1% or 100%", "write 1% or 100%"),
        (".2", "'.2' could mean 0.2% or 20%", "write 0.2% or 20%"),
        (".2%", "'.2' is not a number", "write 0.2%"),
        ("-5%", "'-5' is below 0", "write 0 or more"),
        ("%", "the value is empty", "write a number, like 4 or 0.5"),
        ("10001", "10001 is too much", "the most is 10,000 percent"),
    ],
)
def test_a_share_of_two_readings_is_refused_with_both(text: str, what: str, fix: str):
    assert refusal(lambda: numbers.share(text)) == (what, fix)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        # A clock.
        ("4:00", "240"), ("0:00", "0"), ("0:05", "5"), ("00:30", "30"), ("4:05.5", "245.5"),
        ("4:59.999999", "299.999999"), ("90:00", "5400"), ("1:02:03", "3723"),
        ("1:02:03.5", "3723.5"), ("0:00:01", "1"), ("100:00:00", "360000"),
        ("1000:00:00", "3600000"), ("3:42 min", "222"), ("3:42m", "222"), ("1:02:03 H", "3723"),
        ("1:02:03.5 hours", "3723.5"),
        # ISO 8601, days too.
        ("P0DT0H4M30S", "270"), ("P1D", "86400"), ("P1DT1S", "86401"), ("P41DT16H", "3600000"),
        ("p0dt4m30s", "270"),
        # Units.
        ("90s", "90"), ("90 s", "90"), ("7.5s", "7.5"), ("90sec", "90"), ("90secs", "90"),
        ("1 second", "1"), ("90 seconds", "90"), ("4m", "240"), ("4.5m", "270"), ("4min", "240"),
        ("4mins", "240"), ("1 minute", "60"), ("4 minutes", "240"), ("4m30s", "270"),
        ("4m 30s", "270"), ("4M30S", "270"), ("4 min 30 sec", "270"),
        ("4 minutes 30.25 seconds", "270.25"), ("1h", "3600"), ("1.5h", "5400"), ("1hr", "3600"),
        ("2hrs", "7200"), ("1 hour", "3600"), ("2 hours", "7200"), ("1h30m", "5400"),
        ("1h 2m 3.5s", "3723.5"), ("1h30s", "3630"), ("90m", "5400"), ("0s", "0"),
        ("1000h", "3600000"), ("0.000001h", "0.0036"),
        # ISO 8601.
        ("PT4M30S", "270"), ("PT4M", "240"), ("PT90S", "90"), ("PT1H", "3600"),
        ("PT1H2M3.5S", "3723.5"), ("pt4m30s", "270"),
        # Spaces around it.
        ("  4:00 ", "240"),
        # As long as any text may be: 40 characters.
        (f"{'0' * 36}4:00", "240"),
    ],
)  # fmt: skip
def test_every_spelling_of_a_duration_is_read(text: str, seconds: str):
    assert str(durations.duration(text)) == seconds


@pytest.mark.parametrize(
    ("text", "what", "fix"),
    [
        ("", "the value is empty", SPELLINGS),
        (" ", "the value is empty", SPELLINGS),
        ("90", "'90' could be seconds or minutes", "write 90s or 90m"),
        ("4.5", "'4.5' could be seconds or minutes", "write 4.5s or 4.5m"),
        ("100000", "'100000' could be seconds or minutes", "write 100000s"),
        ("5000000", "5000000 is too much", "the most is 3,600,000 seconds"),
        ("1.2345678", "'1.2345678' has too many decimals", "write at most 6 of them"),
        ("4:75", "'4:75' has a part of 60 or more",
         "after a colon write 00 to 59, as in 4:30 or 1:02:03.5"),
        ("4:60", "'4:60' has a part of 60 or more",
         "after a colon write 00 to 59, as in 4:30 or 1:02:03.5"),
        ("1:60:00", "'1:60:00' has a part of 60 or more",
         "after a colon write 00 to 59, as in 4:30 or 1:02:03.5"),
        ("1.5h30m", "'1.5h30m' has decimals before its last part", "write 1h30m, or 1.5h"),
        ("4.5m30s", "'4.5m30s' has decimals before its last part", "write 1h30m, or 1.5h"),
        ("PT1.5H30M", "'PT1.5H30M' has decimals before its last part", "write 1h30m, or 1.5h"),
        ("-4:00", "'-4:00' is not a duration", SPELLINGS),
        ("-90s", "'-90s' is not a duration", SPELLINGS),
        ("4:5", "'4:5' is not a duration", SPELLINGS),
        ("4:", "'4:' is not a duration", SPELLINGS),
        ("X4:00X", "'X4:00X' is not a duration", SPELLINGS),
        (":30", "':30' is not a duration", SPELLINGS),
        ("1:2:3:4", "'1:2:3:4' is not a duration", SPELLINGS),
        ("1:30 h", "'1:30 h' is not a duration", SPELLINGS),
        ("1:02:03 min", "'1:02:03 min' is not a duration", SPELLINGS),
        ("3:42s", "'3:42s' is not a duration", SPELLINGS),
        ("4:00\n", "'4:00\\n' is not a duration", SPELLINGS),
        ("4m\r30s", "'4m\\r30s' is not a duration", SPELLINGS),
        ("4\nm", "'4\\nm' is not a duration", SPELLINGS),
        ("٤:٠٠", "'٤:٠٠' is not a duration", SPELLINGS),
        ("４s", "'４s' is not a duration", SPELLINGS),
        ("90ſ", "'90ſ' is not a duration", SPELLINGS),
        ("30s4m", "'30s4m' is not a duration", SPELLINGS),
        ("4m30", "'4m30' is not a duration", SPELLINGS),
        ("s", "'s' is not a duration", SPELLINGS),
        ("PT", "'PT' is not a duration", SPELLINGS),
        ("P", "'P' is not a duration", SPELLINGS),
        ("P1DT", "'P1DT' is not a duration", SPELLINGS),
        ("P1M", "'P1M' is not a duration", SPELLINGS),
        ("P1.5DT1H", "'P1.5DT1H' has decimals before its last part", "write 1h30m, or 1.5h"),
        ("P42D", "'P42D' is too long", "the most is 1,000 hours"),
        ("PT4,5M", "'PT4,5M' is not a duration", "write a point: PT4.5M"),
        ("00:04:30,500", "'00:04:30,500' is not a duration", "write a point: 00:04:30.500"),
        ("4,5 min", "'4,5 min' is not a duration", "write a point: 4.5 min"),
        ("4,x", "'4,x' is not a duration", SPELLINGS),
        ("3.42", "'3.42' could be seconds or minutes", "write 3.42s, 3.42m or 3:42"),
        ("0.05", "'0.05' could be seconds or minutes", "write 0.05s, 0.05m or 0:05"),
        ("3.60", "'3.60' could be seconds or minutes", "write 3.60s or 3.60m"),
        ("3.425", "'3.425' could be seconds or minutes", "write 3.425s or 3.425m"),
        ("1e3s", "'1e3s' is not a duration", SPELLINGS),
        ("NaN", "'NaN' is not a duration", SPELLINGS),
        ("inf s", "'inf s' is not a duration", SPELLINGS),
        ("four minutes", "'four minutes' is not a duration", SPELLINGS),
        ("9" * 41, f"'{'9' * 41}' is not a duration", SPELLINGS),
        ("1001h", "'1001h' is too long", "the most is 1,000 hours"),
        ("60001m", "'60001m' is too long", "the most is 1,000 hours"),
        ("1000:00:00.5", "'1000:00:00.5' is too long", "the most is 1,000 hours"),
        ("3600001s", "3600001 is too much", "the most is 3,600,000 seconds"),
        ("0.0000001s", "'0.0000001' has too many decimals", "write at most 6 of them"),
        ("4:00.0000001", "'00.0000001' has too many decimals", "write at most 6 of them"),
    ],
)  # fmt: skip
def test_what_is_no_duration_is_refused_with_what_to_write(text: str, what: str, fix: str):
    assert refusal(lambda: durations.duration(text)) == (what, fix)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("240.00", "240"), ("2.4E+2", "240"), ("24.30", "24.3"), ("0.000", "0"), ("1E-6", "0.000001")],
)
def test_one_amount_has_one_text(value: str, expected: str):
    assert str(quantities.canonical(Decimal(value))) == expected


@pytest.mark.parametrize(
    ("amount", "size", "units"),
    [
        ("0", "5", 0),
        ("0.000001", "5", 1),
        ("5", "5", 1),
        ("5.000001", "5", 2),
        ("242", "5", 49),
        ("6", "4", 2),
        ("0.3", "0.1", 3),
        ("3600000", "0.000001", 3_600_000_000_000),
    ],
)
def test_a_started_unit_counts_whole(amount: str, size: str, units: int):
    assert quantities.whole_units(Decimal(amount), Decimal(size)) == units


def test_a_sum_that_would_be_rounded_is_an_error():
    with localcontext(quantities.EXACT), pytest.raises(Inexact):
        _ = Decimal(1) / 3


@pytest.mark.parametrize(
    ("value", "printed", "grouped"),
    [
        ("2100", "2100", "2,100"),
        ("24.3", "24.3", "24.3"),
        ("0.000001", "0.000001", "0.000001"),
        ("1E+6", "1000000", "1,000,000"),
        ("0", "0", "0"),
        ("1234567.891", "1234567.891", "1,234,567.891"),
    ],
)
def test_all_the_digits_are_printed(value: str, printed: str, grouped: str):
    assert quantities.printed(Decimal(value)) == printed
    assert quantities.grouped(Decimal(value)) == grouped


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        ("0", "0:00"), ("5", "0:05"), ("9.5", "0:09.5"), ("10", "0:10"),
        ("59.999999", "0:59.999999"), ("60", "1:00"), ("240", "4:00"), ("3599", "59:59"),
        ("3600", "1:00:00"), ("3723.5", "1:02:03.5"), ("3600000", "1000:00:00"),
    ],
)  # fmt: skip
def test_seconds_are_printed_as_a_clock(seconds: str, expected: str):
    assert quantities.clock(Decimal(seconds)) == expected


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        (0, "0 clips"),
        (1, "1 clip"),
        (2, "2 clips"),
        (Decimal(1), "1 clip"),
        (Decimal(48), "48 clips"),
    ],
)
def test_a_noun_agrees_with_its_number(quantity: Decimal | int, expected: str):
    assert quantities.plural(quantity, "clip") == expected


@pytest.mark.parametrize(
    ("dividend", "divisor", "decimals", "rounded"),
    [
        ("2", "3", 2, "0.67"),
        ("1", "3", 2, "0.33"),
        ("1", "8", 2, "0.13"),  # half-way goes up
        ("300", "300", 4, "1"),
        ("4500", "1", 0, "4500"),
        ("0", "7", 4, "0"),
        # Just below half-way, further down than most contexts see.
        ("0.0049999999999999999999999999999999999999", "1", 2, "0"),
    ],
)
def test_a_ratio_for_reading_is_rounded_once(
    dividend: str, divisor: str, decimals: int, rounded: str
):
    found = quantities.rounded_quotient(Decimal(dividend), Decimal(divisor), decimals=decimals)
    assert str(found) == rounded


@pytest.mark.parametrize(
    ("amount", "text"),
    [("0", "0"), ("-0", "0"), ("1200.5", "+1,200.5"), ("-40", "−40"), ("-0.01", "−0.01")],
)
def test_signed(amount: str, text: str):
    assert quantities.signed(Decimal(amount)) == text


def test_signed_keeps_every_digit():
    # More than the default context holds.
    assert quantities.signed(Decimal("-1234567890123456789012345678901.5")).endswith("901.5")


@pytest.mark.parametrize(
    ("dividend", "divisor", "expected"),
    [("10", "4", "2.5"), ("10", "3", "3.34"), ("0", "7", "0"), ("0.001", "1", "0.01")],
)
def test_rounded_up(dividend: str, divisor: str, expected: str):
    assert quantities.rounded_up(Decimal(dividend), Decimal(divisor)) == Decimal(expected)


@pytest.mark.parametrize(
    ("part", "whole", "value", "is_exact"),
    [
        ("1", "4", "25", True),
        ("-1", "8", "-12.5", True),
        ("1", "3", "33.34", False),
        ("-1", "3", "-33.34", False),
        ("1", "1000000000", "0.01", False),  # never 0%
        ("0", "7", "0", True),
        ("12345678901234567890", "1", "1234567890123456789000", True),
    ],
)
def test_a_share_in_percent(part: str, whole: str, value: str, is_exact: bool) -> None:
    percent, exact = quantities.percent_of(Decimal(part), Decimal(whole))
    assert (str(percent), exact) == (value, is_exact)


@pytest.mark.parametrize(
    ("old", "new", "value", "is_exact"),
    [
        ("100", "125", "25", True),
        ("125", "100", "-20", True),
        ("3", "4", "33.34", False),
        ("0", "4", None, None),
    ],
)
def test_a_change_in_percent(old: str, new: str, value: str | None, is_exact: bool | None):
    found, exact = quantities.percent_change(Decimal(old), Decimal(new))
    assert (found, exact) == (value and Decimal(value), is_exact)


@pytest.mark.parametrize(
    ("amount", "text"), [("14.9", "14.90"), ("40", "40.00"), ("0", "0.00"), ("1200", "1,200.00")]
)
def test_two_decimals(amount: str, text: str):
    assert quantities.two_decimals(Decimal(amount)) == text


def test_a_difference_of_ranges_is_that_of_their_ends():
    wide, narrow = (quantities.Range(Decimal(1), Decimal(high)) for high in (9, 4))
    assert wide - narrow == quantities.Range(Decimal(0), Decimal(5))
    assert [wide.is_point, quantities.Range.of(Decimal(9)).is_point] == [False, True]
