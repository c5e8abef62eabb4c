"""What each shape of a price bills, and how much of a video is re-rendered."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from refusals import refused

from acorns_cli import Job, estimate, load_prices
from acorns_cli.core.footage import Stretch, free_clips, plain_stretch, rerendered
from acorns_cli.core.quantities import canonical, exact
from acorns_cli.core.rates import (
    Charge,
    FootageRate,
    ImageCount,
    PerClip,
    PerPiece,
    PerSecond,
    PerStep,
    images_charge,
    reserve_charge,
    shape_of,
)
from acorns_cli.core.rerender import Rerender, keep, rerender, takes

D = Decimal


def amount(text: str | None) -> Decimal | None:
    return None if text is None else D(text)


def table(**prices: str) -> PerClip:
    """A price for each length: `table(s5="13", s10="21")`."""
    return PerClip(tuple((D(length[1:]), D(price)) for length, price in prices.items()))


# --- shapes -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "shape"),
    [
        ((D(7), None, None), PerSecond(D(7))),
        ((None, D(35), D(5)), PerStep(D(35), D(5))),
        ((None, D(35), None), PerPiece(D(35))),
        ((None, None, None, {D(10): D(21), D(5): D(13)}), table(s5="13", s10="21")),
        ((D("0.4"), None, None, {}, (D(6), D(4), D(6))), table(s4="1.6", s6="2.4")),
        ((D(0), None, None), PerSecond(D(0))),
        ((None, None, None), None),
    ],
)
def test_the_keys_of_a_price_say_its_shape(keys: tuple[Decimal | None, ...], shape: object):
    assert exact(shape_of)(*keys) == shape  # type: ignore[arg-type]


def test_a_price_of_a_length_has_no_zeros_at_its_end():
    # In money such a price would be written with too few decimals: 0.500 as 0.5.
    shape = exact(shape_of)(D("0.125"), None, None, {}, (D(4), D(8)))
    assert isinstance(shape, PerClip)
    assert [str(price) for _, price in shape.prices] == ["0.5", "1"]


KEEP_ONE = "keep one of them"
LENGTHS = "write {per_second: 0.4, lengths: [4s, 8s]}, or clips with their prices"


@pytest.mark.parametrize(
    ("keys", "what", "fix"),
    [
        ((D(0), D(0), None), "per_second and price each say the price", KEEP_ONE),
        ((D(7), None, None, {D(5): D(7)}), "per_second and clips each say the price", KEEP_ONE),
        ((None, D(7), D(5), {D(5): D(7)}), "price and clips each say the price", KEEP_ONE),
        ((None, None, D(5)), "per needs a price", "write {price: 35, per: 5s}"),
        ((None, None, D(5), {D(5): D(7)}), "per needs a price", "write {price: 35, per: 5s}"),
        ((None, None, None, {}, (D(5),)), "lengths need per_second", LENGTHS),
        ((None, D(7), D(5), {}, (D(5),)), "lengths need per_second", LENGTHS),
    ],
)
def test_keys_that_do_not_go_together_are_refused(
    keys: tuple[Decimal | None, ...], what: str, fix: str
):
    assert refused(shape_of, *keys)[:2] == (what, fix)


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        (PerSecond(D(7)), [(7, "second")]),
        (PerStep(D(35), D("2.5")), [(35, "2.5 s")]),
        (table(s5="13", s10="21"), [(13, "clip of 5 s"), (21, "clip of 10 s")]),
        (PerPiece(D(15)), [(15, "piece")]),
    ],
)
def test_a_price_in_words(shape: FootageRate | PerPiece, words: list[tuple[int, str]]):
    assert list(shape.words) == words


@pytest.mark.parametrize(
    ("rate", "usual"),
    [
        (table(s5="13", s10="21"), 10),  # 2.6 and 2.1 a second
        (table(s5="10", s10="30"), 5),  # 2 and 3
        (table(s5="55", s10="110"), 5),  # the shorter of two at one price per second
        (table(s4="8", s6="9", s8="12"), 6),  # 2, 1.5 and 1.5
        (table(s3="1", s7="2", s9="3"), 7),  # 0.333…, 0.285… and 0.333…
        (table(s3="1", s6="2", s9="3"), 3),  # a third of a credit each
        (table(s4="0", s8="0"), 4),
        (table(s8="20"), 8),
    ],
)
def test_the_usual_clip_costs_the_least_per_second(rate: PerClip, usual: int):
    assert exact(lambda: rate.usual_clip_seconds)() == usual


def test_the_clips_that_a_model_makes():
    rate = table(s5="13", s10="21")
    assert rate.lengths == (5, 10)
    assert [rate.holds(D(text)) for text in ("1", "10", "10.000001")] == [True, True, False]


@pytest.mark.parametrize(
    ("rate", "seconds", "clip", "charge", "billed_as"),
    [
        (PerSecond(D(7)), "7.5", None, "7.5 second × 7 = 52.5", None),
        (PerSecond(D(7)), "12", "5", "15 second × 7 = 105", None),
        (PerStep(D(35), D(5)), "15", None, "3 step × 35 = 105", 5),
        (PerStep(D(35), D(5)), "15.000001", None, "4 step × 35 = 140", 5),
        (PerStep(D(1), D("0.1")), "0.3", None, "3 step × 1 = 3", D("0.1")),
        (PerStep(D(35), D(5)), "12", "4", "3 step × 35 = 105", 5),
        (PerStep(D(35), D(5)), "12", "6", "4 step × 35 = 140", 5),
        (table(s5="13", s10="21"), "12", "5", "3 clip × 13 = 39", 5),
        (table(s5="13", s10="21"), "12", "5.5", "3 clip × 21 = 63", 10),
        (table(s5="13", s10="21"), "12", None, "2 clip × 21 = 42", 10),
        (table(s5="13", s10="21"), "0", None, "0 clip × 21 = 0", 10),
    ],
)
def test_what_footage_bills(
    rate: FootageRate, seconds: str, clip: str | None, charge: str, billed_as: Decimal | None
):
    found = exact(lambda: rate.charge(plain_stretch(D(seconds), amount(clip))))()
    assert (billed(found), found.size) == (charge, billed_as)


def billed(charge: Charge) -> str:
    quantity, credits = canonical(charge.quantity), canonical(charge.credits)
    return f"{quantity} {charge.unit} × {charge.rate} = {credits}"


def test_footage_of_clips_that_nobody_asked_for_is_what_they_hold():
    found = exact(lambda: table(s5="13", s10="21").charge(plain_stretch(D(12), None)))()
    assert isinstance(found.source, Stretch)
    assert (found.source.seconds, found.source.clip_seconds, found.source.clips) == (20, 10, 2)


# --- re-renders -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seconds", "clip", "how_much", "free", "expected"),
    [
        # Seconds, where the video has no clips.
        ("240", None, rerender("25%"), 0, "60 s"),
        ("240", None, rerender("150%"), 0, "360 s"),
        ("240", None, rerender("0%"), 0, "0 s"),
        ("100", None, rerender("12.5%"), 0, "12.5 s"),
        # Where 6 decimals do not hold them, they are rounded up to a whole second.
        ("1", None, rerender("0.000001%"), 0, "1 s"),
        ("1", None, rerender("0.0001%"), 0, "0.000001 s"),
        ("222.123", None, rerender("12.25%"), 0, "28 s"),
        ("222.123", None, rerender("49/400"), 0, "28 s"),
        ("222.123", None, takes("1.1225"), 0, "28 s"),
        ("222.123", None, rerender("12.25%..12.3%"), 0, "28 s"),  # not 27.321129 s
        ("222.123", None, rerender("12.25%..20%"), 0, "44.4246 s"),
        ("240", None, rerender("90s"), 0, "90 s"),
        ("240", None, rerender("1/3"), 0, "80 s"),
        ("200", None, rerender("1/3"), 0, "67 s"),  # 66.666…
        ("1", None, rerender("1/8"), 0, "0.125 s"),
        ("0.3", None, rerender("1/7"), 0, "1 s"),
        ("240", None, takes("1"), 0, "0 s"),
        ("240", None, takes("2.5"), 0, "360 s"),
        ("240", None, keep("100%"), 0, "0 s"),
        ("240", None, keep("25%"), 0, "720 s"),
        ("200", None, keep("30%"), 0, "467 s"),  # 666.666… in all
        ("240", None, keep("1/3"), 0, "480 s"),
        # Free clips are clips: without a clip length there are none to count.
        ("240", None, rerender("90s"), 16, "90 s"),
        # Clips.
        ("240", "5", rerender("25%"), 0, "12 clips"),
        ("242", "5", rerender("25%"), 0, "13 clips"),
        ("5", "5", rerender("300%"), 0, "3 clips"),
        ("240", "5", rerender("0.1%"), 0, "1 clips"),
        ("240", "5", rerender("1/3"), 0, "16 clips"),
        ("242", "5", rerender("1/3"), 0, "17 clips"),
        ("240", "5", rerender("12clips"), 0, "12 clips"),
        ("240", "5", rerender("0clips"), 0, "0 clips"),
        ("240", "5", rerender("90s"), 0, "18 clips"),
        ("240", "5", rerender("91s"), 0, "19 clips"),
        ("240", "5", takes("3"), 0, "96 clips"),
        ("242", "5", takes("1.5"), 0, "25 clips"),
        ("240", "5", keep("30%"), 0, "112 clips"),  # 160 in all
        ("242", "5", keep("50%"), 0, "49 clips"),
        ("240", "5", keep("1/3"), 0, "96 clips"),
        # Some of them free.
        ("240", "5", rerender("20clips"), 16, "4 clips"),
        ("240", "5", rerender("16clips"), 16, "0 clips"),
        ("240", "5", rerender("3clips"), 16, "0 clips"),
        ("242", "5", rerender("50%"), 16, "9 clips"),
        ("240", "5", keep("50%"), 16, "32 clips"),
    ],
)
def test_how_much_is_re_rendered(
    seconds: str, clip: str | None, how_much: Rerender, free: int, expected: str
):
    base = plain_stretch(D(seconds), amount(clip))
    found = exact(rerendered)(how_much, how_much.high, base, free)
    if clip is None:
        assert f"{canonical(found.seconds):f} s" == expected
    else:
        charged = found.clips - found.free
        assert f"{charged} clips" == expected
        assert found.seconds == charged * D(clip)


@pytest.mark.parametrize(
    ("seconds", "per_minute", "clips"),
    [
        ("240", None, 0),
        ("240", "0", 0),
        ("240", "4", 16),
        ("242", "4", 16),
        ("254", "4", 16),
        ("255", "4", 17),
        ("59", "1", 0),
        ("60", "1", 1),
        ("180", "0.5", 1),
        ("0", "4", 0),
    ],
)
def test_free_clips_are_rounded_down(seconds: str, per_minute: str | None, clips: int):
    assert exact(free_clips)(D(seconds), amount(per_minute)) == clips


# --- the rest ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("charge", "expected"),
    [
        (lambda: images_charge(ImageCount(6, 4), D("0.1")), "2 image set × 0.1 = 0.2"),
        (lambda: images_charge(ImageCount(6, 1), D(4)), "6 image × 4 = 24"),
        (lambda: PerPiece(D(15)).charge(3), "3 piece × 15 = 45"),
        (lambda: reserve_charge(D(2100), D(15), "credits", 2), "315 credits × 1 = 315"),
        (lambda: reserve_charge(D("0.4"), D(1), "credits", 2), "0.01 credits × 1 = 0.01"),
        (lambda: reserve_charge(D("12.5"), D(10), "JPY", 0), "2 JPY × 1 = 2"),
        (lambda: reserve_charge(D("0.35"), D(1), "KWD", 3), "0.004 KWD × 1 = 0.004"),
    ],
)
def test_what_images_pieces_and_a_reserve_bill(charge: Callable[[], Charge], expected: str):
    assert billed(exact(charge)()) == expected


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        # 10 s: a third is 3.33 s, so that both ends are whole seconds: 4, and 3.5 is 4 as well.
        ({"seconds": 10, "rerender": "1/3..35%"}, 4, 4),
        # A fifth and a quarter are exact: 2 s and 2.5 s.
        ({"seconds": 10, "rerender": "1/5..1/4"}, 2, Decimal("2.5")),
        # 1 s kept at 41% is 2.44 s in all: 3 s, and at 40% 2.5 s, 3 s as well.
        ({"seconds": 1, "keep": "40%..41%"}, 2, 2),
    ],
)
def test_the_low_end_of_seconds_is_never_above_the_high_one(words, low, high):
    line = estimate(Job.of(tool="fbf", **words), load_prices("2025-06-27")).lines[1]
    assert (line.low.credits, line.high.credits) == (low, high)
