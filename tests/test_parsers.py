"""Anything that a user may write is read, or refused in words that help and are safe to print.

`parsers` has the readers and what is made up for them, `fuzz.targets` what is asked of each. A
million examples: `python tests/parsers.py`.
"""

from collections.abc import Callable
from decimal import Decimal, Inexact

import pytest
from fuzz import targets
from fuzz.targets import ask
from hypothesis import given
from hypothesis import strategies as st
from parsers import PARSERS

from acorns_cli.core.job import Job
from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.pricing import estimate
from acorns_cli.core.quantities import Range
from acorns_cli.errors import InputError


@pytest.mark.parametrize("name", PARSERS)
@given(data=st.data())
def test_any_input_is_read_or_refused_as_it_should_be(name: str, data: st.DataObject):
    parser = PARSERS[name]
    ask(parser.read, data.draw(parser.inputs))


def test_a_line_break_in_a_range_that_runs_backwards():
    assert ask(PARSERS["job: rerender"].read, "90\ns..1\x1cs").refused


def _steers(text: str) -> None:
    raise InputError(f"{text}\x1b[2J")


@pytest.mark.parametrize(
    ("wrong", "fall"),
    [
        pytest.param(lambda text: Decimal(text) / 3, Inexact, id="a rounded sum"),
        pytest.param(lambda _: float("one"), ValueError, id="an error that is not for users"),
        pytest.param(_steers, AssertionError, id="words that steer a terminal"),
    ],
)
def test_what_is_asked_can_fail(wrong: Callable[[str], object], fall: type[BaseException]):
    with pytest.raises(fall):
        ask(wrong, "1")


def test_what_takes_too_long_falls(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(targets, "LONGEST", -1.0)
    with pytest.raises(AssertionError):
        ask(str, "1")


def test_a_total_that_is_not_the_sum_of_its_lines_falls(prices: PriceList):
    found = estimate(Job.of(tool="fbf", minutes=4, images=6, rerender="10%..40%"), prices)
    targets.check_lines(found.lines, found.total)
    for total, lines in ((Range.of(Decimal(1)), found.lines), (found.total, found.lines[1:])):
        with pytest.raises(AssertionError):
            targets.check_lines(lines, total)
