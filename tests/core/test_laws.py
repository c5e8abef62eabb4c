"""Laws that hold for every job and every price list, for every number, and for any text.

What jobs cost is held against the oracle in `test_oracle`; here amounts are as large and as small
as may be.
"""

import re
from decimal import Decimal, Inexact, localcontext
from fractions import Fraction

import pytest
from hostile import steering
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace
from strategies import any_text, decimals, job_words, jobs, lengths, price_lists, spellings

from acorns_cli.core import durations, numbers, quantities
from acorns_cli.core.job import Job
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.pricing import estimate, estimated_total
from acorns_cli.core.slugs import slug
from acorns_cli.core.words import WORDS
from acorns_cli.errors import (
    AcornsError,
    InputError,
    Problem,
    did_you_mean,
    input_errors,
    printable,
    shown,
)
from acorns_cli.records.record import Node, read_record

# --- every estimate ---------------------------------------------------------------------------


@given(st.data())
def test_a_line_is_its_quantity_times_its_rate_and_the_total_their_sum(data: st.DataObject):
    prices = data.draw(price_lists())
    found = estimate(data.draw(jobs(prices)), prices)
    for line in found.lines:
        assert Fraction(line.credits) == Fraction(line.quantity) * Fraction(line.rate)
        assert 0 <= line.range.low <= line.range.high == line.credits
    for end in ("low", "high"):
        parts = (Fraction(getattr(line.range, end)) for line in found.lines)
        assert Fraction(getattr(found.total, end)) == sum(parts)


@given(st.data())
def test_the_total_alone_is_that_of_the_estimate(data: st.DataObject):
    prices = data.draw(price_lists())
    job = data.draw(jobs(prices))
    whole, alone = estimate(job, prices), estimated_total(job, prices)
    assert (alone.credits, alone.complete) == (whole.total, whole.complete)


@given(st.data())
def test_no_result_is_rounded_whatever_the_context_of_the_caller(data: st.DataObject):
    prices = data.draw(price_lists())
    said = data.draw(job_words(prices, reserve=True))
    try:
        with localcontext() as context:
            context.prec = 2
            narrow = estimate(Job.of(**said), prices)
        assert narrow == estimate(Job.of(**said), prices)
    except Inexact:
        pytest.fail("a sum was rounded")


def test_a_sum_that_rounds_fails_whatever_test_it_is_in():
    with pytest.raises(Inexact):
        Decimal(1) / Decimal(3)


# --- the same in other words ------------------------------------------------------------------


@given(st.data())
def test_the_words_of_a_job_make_the_same_job(data: st.DataObject):
    job = data.draw(jobs(data.draw(price_lists())))
    words = {name: text for name, text in job.words().items() if text is not None}
    again = Job.of(**words)
    assert replace(again, notes=job.notes, rerender=job.rerender) == job
    assert rerendered(again) == rerendered(job)


def rerendered(job: Job) -> tuple[str, Fraction, Fraction] | None:
    """How much of a job is re-rendered: 50% is 1/2."""
    if (found := job.rerender) is None:
        return None
    of = Fraction(found.of)
    return found.unit, Fraction(found.low) / of, Fraction(found.high) / of


@given(lengths())
def test_minutes_and_seconds_are_the_same_in_every_spelling(seconds: Decimal):
    minutes, rest = divmod(seconds, 60)
    job = Job.of(tool="fbf", minutes=minutes, seconds=rest)
    assert job.base_seconds == seconds
    assert Job.of(tool="fbf", seconds=seconds) == job
    for spelling in spellings(seconds):
        assert Job.of(tool="fbf", duration=spelling) == job


@given(decimals(0, 10_000))
def test_a_printed_number_is_read_back_as_the_same(value: Decimal):
    assert numbers.number(quantities.printed(value), at_most=10_000) == value


@given(any_text())
def test_a_name_that_is_looked_up_stays_what_it_is(text: str):
    try:
        name = slug(text[:100])
    except InputError:
        return
    assert slug(name) == name


# --- every number that is printed is read back ------------------------------------------------


@given(decimals(0, 10**12))
@example(Decimal("240.013"))
def test_credits_that_are_printed_are_read_back_or_refused_with_a_way_to_write_them(
    amount: Decimal,
):
    for text in (quantities.printed(amount), quantities.grouped(amount)):
        try:
            assert numbers.credits_amount(text) == amount
        except InputError as error:
            assert re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", text)
            offered = error.fix.removeprefix("write ").split(" or ")
            assert amount in map(numbers.credits_amount, offered)


@given(st.integers(0, quantities.MAX_COUNT))
def test_counts_that_are_printed_are_read_back(number: int):
    for text in (f"{number}", f"{number:,}", f"0{number}"):
        if not (text.startswith("0") and "," in text):
            assert numbers.count(text, what="images") == number


@given(decimals(0, quantities.MAX_SECONDS))
def test_lengths_that_are_printed_are_read_back(seconds: Decimal):
    assert durations.duration(quantities.clock(seconds)) == seconds
    assert durations.duration(f"{quantities.printed(seconds)}\u202fs") == seconds
    assert durations.duration(f"PT{quantities.printed(seconds)}S") == seconds


@given(st.integers(0, 59_999), st.integers(0, 59))
def test_a_note_gives_the_length_that_is_priced_and_the_way_to_write_the_other(
    whole: int, decimals: int
):
    text = f"{whole}.{decimals:02}"
    note = durations.minutes_note(text, bare=True)
    assert note == durations.minutes_note(f"{text}m")
    assert bool(note) is bool(decimals)
    if found := re.fullmatch(r"\S+ min is ([0-9]+) min (\S+) s; write (\S+) for .*", note):
        assert Decimal(found[1]) * 60 + Decimal(found[2]) == durations.minutes(text)
        assert durations.duration(found[3]) == whole * 60 + decimals


# --- anything that a user may type ------------------------------------------------------------


def assert_safe(error: InputError) -> None:
    assert error.what
    assert not steering(error.what)
    assert not steering(error.fix)


@given(any_text())
def test_a_number_is_never_read_out_of_bounds(text: str):
    try:
        value = numbers.number(text, at_most=1_000)
    except InputError:
        return
    assert 0 <= value <= 1_000
    assert text.strip(numbers.SPACES).isascii()


@given(any_text())
@example("90ſ")
def test_a_duration_is_never_read_out_of_bounds(text: str):
    try:
        value = durations.duration(text)
    except InputError:
        return
    assert 0 <= value <= 3_600_000
    assert numbers.spaced(text).isascii()


@given(st.dictionaries(st.sampled_from(sorted(WORDS)), any_text()), any_text())
def test_any_words_are_priced_or_refused(prices: PriceList, said: dict[str, str], model: str):
    try:
        estimate(Job.of(**{"tool": "fbf", "minutes": "4", "model": model} | said), prices)
    except AcornsError as error:
        for fault in input_errors(error):
            assert_safe(fault)


@given(any_text())
def test_any_text_is_shown_on_one_line_that_can_steer_no_terminal(text: str):
    assert not steering(shown(text))
    assert not steering(printable(text))
    assert not steering(did_you_mean(text, WORDS))


KEYS = (
    *("service", "id", "edition", "unit", "source", "title", "via", "note", "tools", "t2v"),
    *("models", "any_model", "name", "per_second", "price", "per", "clips", "5s", "lengths"),
    *("images", "per_images", "add_ons", "always", "unpriced", "why", "where", "removed"),
    *("free_rerender_clips_per_minute", "packs", "plans", "sold", "currency", "credits", "monthly"),
    *("needs_plan", "examples", "job", "expect", "total", "base"),
)


def trees() -> st.SearchStrategy[Node]:
    """Trees of text that are hardly ever a price list, and often nearly one."""
    lines, sound = st.integers(1, 99), st.sampled_from(["2025-06-27", "7", "5s", "USD", "yes"])
    leaf = st.builds(Node, any_text() | sound, lines, lines)

    def group(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        keys = st.sampled_from(KEYS) | any_text()
        return st.builds(Node, st.dictionaries(keys, children), lines, lines) | st.builds(
            Node, st.lists(children, max_size=3).map(tuple), lines, lines
        )

    return st.recursive(leaf, group, max_leaves=12)


@given(trees(), st.dictionaries(st.sampled_from(KEYS), trees(), max_size=5))
def test_any_tree_is_a_price_list_or_has_problems(tree: Node, keys: dict[str, Node]):
    nearly = {
        "edition": Node("2025-06-27", 1),
        "source": Node({"title": Node("A page", 2)}, 2),
        "tools": Node({}, 3),
    }
    for root in (tree, Node(nearly | keys, 1)):
        problems: list[Problem] = []
        found = read_record(root, PriceList, problems)
        assert found is not None or problems
        for problem in problems:
            assert not steering(problem.what)
            assert not steering(problem.fix)
            assert not steering(problem.path)
            assert 1 <= problem.line <= 99
