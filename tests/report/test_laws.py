"""Laws of what is written of every estimate: its sums in words, and its JSON read back."""

import json
import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from projects import projects
from strategies import jobs, price_lists

from acorns_cli.core.pricing import Estimate, estimate
from acorns_cli.core.quantities import Range
from acorns_cli.formats.json import encoded
from acorns_cli.project.changes import project_changes
from acorns_cli.report.jsondocument import document
from acorns_cli.report.projectchanges import changes_report
from acorns_cli.report.sums import sum_words


def drawn(data: st.DataObject) -> Estimate:
    prices = data.draw(price_lists())
    return estimate(data.draw(jobs(prices)), prices)


@given(st.data())
def test_the_sum_of_a_line_ends_in_its_quantity_and_its_rate(data: st.DataObject):
    for line in drawn(data).lines:
        if line.item == "reserve":
            assert last_number(sum_words(line)) in (line.credits, line.high.source.whole)
            continue
        rest, rate = sum_words(line).rsplit(" × ", 1)
        assert Decimal(rate.replace(",", "")) == line.rate
        # After what is billed comes only the size of a step, of a clip or of a set.
        billed = re.sub(r"( of [0-9.,]+( s)?)?( \(billed as [0-9.,]+ s\))?$", "", rest)
        assert last_number(billed) == line.quantity


def last_number(words: str) -> Decimal:
    return Decimal(re.findall(r"[0-9.,]+", words)[-1].replace(",", ""))


@given(st.data())
def test_json_read_back_gives_the_same_amounts(data: st.DataObject):
    found = drawn(data)
    read = json.loads(encoded(document(found)), parse_float=Decimal, parse_int=Decimal)
    assert read["total_credits"] == found.total_credits
    assert read["range"] == ends(found.total)
    named = {
        name: getattr(found.footage, name)
        for name in ("base_seconds", "clip_seconds", "rerender_seconds")
    }
    assert read["footage"] == {**named, **found.footage.other_seconds}
    varies = any(not line.range.is_point for line in found.lines)
    names = ("item", "quantity", "unit", "rate", "credits")
    for line, written in zip(found.lines, read["lines"], strict=True):
        expected = {name: getattr(line, name) for name in names}
        expected["sum"] = sum_words(line)
        if varies:
            expected["range"] = both_ends(line.range)
        assert written == expected


def ends(amount: Range) -> dict[str, Decimal] | None:
    """Both ends of an amount, None where it does not vary."""
    return None if amount.is_point else both_ends(amount)


def both_ends(amount: Range) -> dict[str, Decimal]:
    return {"low": amount.low, "high": amount.high}


@given(st.data())
def test_the_rows_of_a_project_diff_add_up_to_its_total(data: st.DataObject):
    prices = data.draw(price_lists())
    reserves = st.one_of(st.none(), st.sampled_from([Decimal(0), Decimal("7.5"), Decimal(15)]))
    old, new = (replace(data.draw(projects(prices)), reserve=data.draw(reserves)) for _ in range(2))
    report = changes_report(project_changes(old, new), prices, prices, today=date(2025, 9, 1))
    columns = {column.key: column for column in report.columns}
    for end in ("difference_credits_low", "difference_credits"):
        *parts, total = [columns[end].cell(row.subject).value for row in report.rows]
        assert sum(Fraction(part) for part in parts if part is not None) == Fraction(total)
