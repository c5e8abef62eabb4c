"""Laws that hold for every job and every price list, against an oracle that shares no code.

The oracle reads the words of a job for itself and reckons in fractions.
"""

import json
import math
import re
from decimal import Decimal, Inexact, localcontext
from fractions import Fraction
from typing import NamedTuple

import pytest
from hostile import steering
from hypothesis import assume, example, given
from hypothesis import strategies as st
from msgspec.structs import replace
from strategies import (
    any_text,
    counts,
    decimals,
    job_words,
    jobs,
    lengths,
    price_lists,
    rates,
    spellings,
)

from acorns_cli.core import durations, numbers, quantities
from acorns_cli.core.job import Job
from acorns_cli.core.names import slug
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.pricing import estimate, estimated_total
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
from acorns_cli.formats.json import encoded
from acorns_cli.records.record import Node, read_record
from acorns_cli.report.jsondocument import document
from acorns_cli.report.sums import sum_words

# --- the oracle -------------------------------------------------------------------------------


class Expected(NamedTuple):
    """What one line must say, at both ends of a range."""

    low: Fraction
    high: Fraction
    quantity: Fraction


def seconds_in(text: str) -> Fraction:
    """A duration, read in the simplest way that reads every valid one."""
    if ":" in text:
        total = Fraction(0)
        for part in text.split(":"):
            total = total * 60 + Fraction(part)
        return total
    sizes = {"h": 3600, "m": 60, "s": 1}
    parts = re.findall(r"([0-9.]+) ?([hms])", text.lower())
    return sum((Fraction(number) * sizes[unit] for number, unit in parts), Fraction(0))


def rounded_up(amount: Fraction, size: Fraction | None) -> Fraction:
    return math.ceil(amount / size) * size if size else amount


def expected_lines(said: dict[str, str], prices: PriceList) -> dict[str, Expected]:
    """What every line of a job must cost."""
    tool = prices.tools[said["tool"]]

    def price_of(model: str | None) -> tuple[Fraction, Fraction | None] | None:
        name = model.lower().replace(" ", "-") if model else None
        listed = tool.models.get(name, tool.any_model) if name else tool.any_model
        if listed is None:
            return None
        step = Fraction(listed.billed_in) if listed.billed_in else None
        return Fraction(listed.credits_per_second), step

    own_price = price_of(said.get("model"))
    if "credits_per_second" in said:
        own_price = Fraction(said["credits_per_second"]), own_price[1] if own_price else None

    length = Fraction(said.get("minutes", 0)) * 60 + Fraction(said.get("seconds", 0))
    length += seconds_in(said.get("duration", "0s"))
    clip = seconds_in(said["clip_length"]) if "clip_length" in said else None
    clips_in_video = math.ceil(length / clip) if clip else 0
    found: dict[str, Expected] = {}

    def footage(seconds: Fraction) -> Expected:
        assert own_price is not None
        rate, step = own_price
        if clip:
            billed = math.ceil(seconds / clip) * rounded_up(clip, step)
        else:
            billed = rounded_up(seconds, step)
        return Expected(billed * rate, billed * rate, billed)

    def again(end: str) -> tuple[Fraction, Fraction]:
        """The credits and the seconds of one end of the re-renders."""
        price = price_of(said["rerender_model"]) if "rerender_model" in said else own_price
        assert price is not None
        rate, step = price
        if not clip:
            share = end.removesuffix("%")
            seconds = seconds_in(end) if share == end else Fraction(share) / 100 * length
            billed = rounded_up(seconds, step)
            return billed * rate, billed
        if end.endswith("%"):
            clips = math.ceil(Fraction(end[:-1]) / 100 * clips_in_video)
        elif end.endswith("clips"):
            clips = int(end.removesuffix("clips"))
        else:
            clips = math.ceil(seconds_in(end) / clip)
        free = math.floor(Fraction(tool.free_rerender_clips_per_minute or 0) * length / 60)
        billed = max(clips - free, 0) * rounded_up(clip, step)
        return billed * rate, billed

    if length:
        found["base"] = footage(length)
    if "rerender" in said:
        ends = said["rerender"].split("..")
        found["rerender"] = Expected(again(ends[0])[0], *again(ends[-1]))
    if "extra" in said:
        found["extra"] = footage(seconds_in(said["extra"]))
    images = int(said.get("images", 0)) + int(said.get("images_per_clip", 0)) * clips_in_video
    if images:
        if "credits_per_image" in said:
            rate, size = Fraction(said["credits_per_image"]), 1
        else:
            assert tool.images is not None
            rate, size = Fraction(tool.images.credits), tool.images.per_images
        sets = Fraction(math.ceil(Fraction(images, size)))
        found["images"] = Expected(sets * rate, sets * rate, sets)
    return found


# --- every estimate ---------------------------------------------------------------------------


@given(st.data())
def test_every_line_is_what_the_oracle_says(data: st.DataObject):
    prices = data.draw(price_lists())
    said = data.draw(job_words(prices))
    found = estimate(Job.of(**said), prices)
    expected = expected_lines(said, prices)
    assert {
        line.item: Expected(
            Fraction(line.range.low), Fraction(line.credits), Fraction(line.quantity)
        )
        for line in found.lines
    } == expected
    assert Fraction(found.total_credits) == sum(line.high for line in expected.values())
    assert Fraction(found.total.low) == sum(line.low for line in expected.values())


@given(st.data())
def test_the_total_alone_is_that_of_the_estimate(data: st.DataObject):
    prices = data.draw(price_lists())
    job = data.draw(jobs(prices))
    whole, alone = estimate(job, prices), estimated_total(job, prices)
    assert (alone.credits, alone.complete) == (whole.total, whole.complete)


@given(st.data())
def test_the_credits_of_a_line_are_its_quantity_times_its_rate(data: st.DataObject):
    prices = data.draw(price_lists())
    for line in estimate(data.draw(jobs(prices)), prices).lines:
        assert Fraction(line.credits) == Fraction(line.quantity) * Fraction(line.rate)


@given(st.data())
def test_the_sum_of_a_line_ends_in_its_quantity_and_its_rate(data: st.DataObject):
    prices = data.draw(price_lists())
    for line in estimate(data.draw(jobs(prices)), prices).lines:
        rest, rate = sum_words(line).replace(",", "").rsplit(" × ", 1)
        assert Decimal(rate) == line.rate
        # After what is billed comes only the size of a step or of a set.
        billed = re.sub(r"( in steps| sets?) of [0-9.]+( s)?$", "", rest)
        assert Decimal(re.findall(r"[0-9.]+", billed)[-1]) == line.quantity


@given(st.data())
def test_no_result_is_rounded_whatever_the_context_of_the_caller(data: st.DataObject):
    prices = data.draw(price_lists())
    said = data.draw(job_words(prices))
    try:
        with localcontext() as context:
            context.prec = 2
            narrow = estimate(Job.of(**said), prices)
        assert narrow == estimate(Job.of(**said), prices)
    except Inexact:
        pytest.fail("a sum was rounded")


# --- more is never less -----------------------------------------------------------------------


GROWING = (
    "base_seconds",
    "rerender",
    "extra_seconds",
    "images",
    "images_per_clip",
    "credits_per_second",
    "credits_per_image",
)


@st.composite
def grown(draw: st.DrawFn, job: Job, thing: str) -> Job:
    """The job with more of one thing that it has some of."""
    some = getattr(job, thing)
    if thing != "rerender":
        more = draw(counts() if isinstance(some, int) else lengths())
        return replace(job, **{thing: some + more})
    more = draw(counts().map(Decimal) if some.unit == "clip" else lengths())
    return replace(job, rerender=replace(some, low=some.low + more, high=some.high + more))


@given(st.data())
def test_more_of_anything_never_costs_less(data: st.DataObject):
    prices = data.draw(price_lists())
    job = data.draw(jobs(prices))
    things = {thing for thing in GROWING if getattr(job, thing)}
    if prices.tools[job.tool].free_rerender_clips_per_minute and job.rerender:
        # A longer video brings more free clips, and may well cost less.
        things -= {"base_seconds"}
    assume(things)
    more = data.draw(grown(job, data.draw(st.sampled_from(sorted(things)))))
    small, large = estimate(job, prices), estimate(more, prices)
    assert small.total.high <= large.total.high
    assert small.total.low <= large.total.low


@given(st.data(), rates())
def test_a_dearer_list_never_costs_less(data: st.DataObject, more: Decimal):
    prices = data.draw(price_lists())
    job = data.draw(jobs(prices))
    tool = prices.tools[job.tool]
    dearer_tool = replace(
        tool,
        models={
            name: replace(model, credits_per_second=model.credits_per_second + more)
            for name, model in tool.models.items()
        },
        any_model=tool.any_model
        and replace(tool.any_model, credits_per_second=tool.any_model.credits_per_second + more),
        images=tool.images and replace(tool.images, credits=tool.images.credits + more),
    )
    dearer = replace(prices, tools={**prices.tools, job.tool: dearer_tool})
    assert estimate(job, dearer).total_credits >= estimate(job, prices).total_credits


@given(st.data())
def test_free_clips_never_cost_more(data: st.DataObject):
    prices = data.draw(price_lists())
    job = data.draw(jobs(prices, needs={"footage", "clip_length", "rerender"}))
    tool = replace(prices.tools[job.tool], free_rerender_clips_per_minute=None)
    without = replace(prices, tools={**prices.tools, job.tool: tool})
    assert estimate(job, prices).total_credits <= estimate(job, without).total_credits


def test_a_sum_that_rounds_fails_whatever_test_it_is_in():
    with pytest.raises(Inexact):
        Decimal(1) / Decimal(3)


# --- the same in other words ------------------------------------------------------------------


@given(st.data())
def test_the_words_of_a_job_make_the_same_job(data: st.DataObject):
    job = data.draw(jobs(data.draw(price_lists())))
    words = {name: text for name, text in job.words().items() if text is not None}
    assert replace(Job.of(**words), notes=job.notes) == job


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


@given(st.data())
def test_a_range_has_the_estimates_of_its_ends(data: st.DataObject):
    prices = data.draw(price_lists())
    said = data.draw(job_words(prices, needs={"rerender"}))
    low_end, _, high_end = said["rerender"].partition("..")
    low, high = (
        estimate(Job.of(**said | {"rerender": end}), prices)
        for end in (low_end, high_end or low_end)
    )
    found = estimate(Job.of(**said), prices)
    assert low.total_credits <= high.total_credits == found.total_credits
    assert (found.total.low, found.total.high) == (low.total_credits, high.total_credits)
    for line, low_line, high_line in zip(found.lines, low.lines, high.lines, strict=True):
        assert (line.low, line.high) == (low_line.high, high_line.high)


# --- JSON -------------------------------------------------------------------------------------


@given(st.data())
def test_json_read_back_gives_the_same_amounts(data: st.DataObject):
    prices = data.draw(price_lists())
    found = estimate(data.draw(jobs(prices)), prices)
    read = json.loads(encoded(document(found)), parse_float=Decimal, parse_int=Decimal)
    assert read["total_credits"] == found.total_credits
    varies = not found.total.is_point
    ends = {"low": found.total.low, "high": found.total.high}
    assert read["range"] == (ends if varies else None)
    assert read["footage"] == {name: getattr(found.footage, name) for name in read["footage"]}
    for line, written in zip(found.lines, read["lines"], strict=True):
        for name in ("item", "quantity", "unit", "rate", "credits"):
            assert written[name] == getattr(line, name)
        assert written["sum"] == sum_words(line)
        if any(not line.range.is_point for line in found.lines):
            assert written["range"] == {"low": line.range.low, "high": line.range.high}
        else:
            assert "range" not in written


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
    *("edition", "source", "title", "kind", "date", "tools", "t2v", "fbf", "models", "kling"),
    *("any_model", "credits_per_second", "name", "billed_in", "images", "credits", "per_images"),
    *("unpriced", "why", "where", "free_rerender_clips_per_minute", "top_ups", "currency", "packs"),
    *("price", "examples", "job", "expect", "total", "base"),
)


def trees() -> st.SearchStrategy[Node]:
    """Trees of text that are hardly ever a price list, and often nearly one."""
    lines = st.integers(1, 99)
    leaf = st.builds(Node, any_text() | st.sampled_from(["2025-06-27", "7", "5s"]), lines, lines)

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
