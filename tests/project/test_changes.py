"""What counts as a change between two projects, and that both directions say the same."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from projects import project, projects
from strategies import price_lists

from acorns_cli import InputError, PriceList
from acorns_cli.core.pricelist import Service
from acorns_cli.core.quantities import Range
from acorns_cli.project.changes import (
    Changes,
    SceneChange,
    WordChange,
    allowed_credits,
    increase,
    project_changes,
)

SCENE = {"name": "A", "tool": "fbf", "length": "100s"}


def test_changed_added_and_removed_scenes(prices: PriceList):
    old = project(prices, SCENE, {"name": "B", "tool": "fbf", "length": "10s"}, length="2:00")
    new = project(
        prices,
        {**SCENE, "length": "1:50", "rerender": "10%", "done": "yes", "spent": "9"},
        {"name": "C", "tool": "fbf", "length": "30s"},
        length="2:20",
        balance="5",
    )
    changes = project_changes(old, new)
    of_10 = (Range.of(Decimal(10)), None, Range.of(Decimal(-10)))
    assert changes.words == (WordChange("length", "2:00", "2:20"), WordChange("balance", None, "5"))
    assert changes.scenes == (
        SceneChange(
            "A",
            "changed",
            (
                WordChange("length", "1:40", "1:50"),
                WordChange("rerender", None, "10%"),
                WordChange("spent", None, "9"),
                WordChange("done", None, "yes"),
            ),
            *map(Range.of, (Decimal(100), Decimal(121), Decimal(21))),
            complete=True,
        ),
        SceneChange("C", "added", (), None, *[Range.of(Decimal(30))] * 2, complete=True),
        SceneChange("B", "removed", (), *of_10, complete=True),
    )
    # From 110 to 151; 41 of 110 is 37.2727…%.
    assert (changes.difference.high, changes.percent) == (41, Decimal("37.28"))
    assert changes.percent_is_exact is False
    assert project_changes(new, old).percent == Decimal("-27.16")  # 41 of 151 is 27.152…%


@pytest.mark.parametrize(
    "other",
    [
        {"name": "A", "tool": "FBF", "minutes": "1", "seconds": "40"},
        {"name": "A", "tool": "fbf", "duration": "PT1M40S", "done": "no"},
    ],
)
def test_another_spelling_is_no_change(prices: PriceList, other: dict[str, str]):
    changes = project_changes(project(prices, SCENE), project(prices, other))
    assert (changes.scenes, changes.difference.high) == ((), 0)


@pytest.mark.parametrize(
    ("word", "old", "new", "said"),
    [
        ("rerender", "10%..40%", "90s", ("10%..40%", "90s")),
        ("rerender", "3clips", "4 clips", ("3clips", "4clips")),
        ("images", "4", "8", ("4", "8")),
        ("clip_length", "5s", "10s", ("0:05", "0:10")),
        ("rerender", "1/3", "33%", ("1/3", "33%")),
        ("takes", "3", "2..4", ("3", "2..4")),
        ("keep", "30%", "1/3", ("30%", "1/3")),
        ("extra", "5s", "1:00", ("0:05", "1:00")),
        ("credits_per_second", "2", "2.5", ("2", "2.5")),
        ("model", "Custom", "Other", ("custom", "other")),
    ],
)
def test_a_change_is_said_in_one_spelling(
    prices: PriceList, word: str, old: str, new: str, said: tuple[str, str]
):
    base = {**SCENE, "clip_length": "5s"}
    changes = project_changes(
        project(prices, {**base, word: old}), project(prices, {**base, word: new})
    )
    [scene] = changes.scenes
    assert scene.words == (WordChange(word, *said),)


def test_other_prices_alone_change_a_scene(prices: PriceList):
    fbf = replace(prices.tools["fbf"].any_model, per_second=Decimal("1.5"))
    dearer = replace(
        prices, tools={**prices.tools, "fbf": replace(prices.tools["fbf"], any_model=fbf)}
    )
    changes = project_changes(project(prices, SCENE), project(dearer, SCENE))
    [scene] = changes.scenes
    assert (scene.change, scene.words, scene.difference) == ("changed", (), Range.of(Decimal(50)))


def test_a_range_changes_at_both_ends(prices: PriceList):
    old, new = project(prices, SCENE), project(prices, {**SCENE, "rerender": "10%..40%"})
    assert project_changes(old, new).difference == Range(Decimal(10), Decimal(40))
    assert project_changes(new, old).difference == Range(Decimal(-10), Decimal(-40))
    assert project_changes(old, old).difference.is_point


def in_unit(prices: PriceList, service: str, unit: str) -> PriceList:
    return replace(prices, service=Service(service), unit=unit)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (("a", "credits"), ("b", "credits")),
        (("a", "credits"), ("a", "USD")),
        (("a", "USD"), ("a", "EUR")),
    ],
)
def test_totals_in_two_units_are_not_compared(
    prices: PriceList, old: tuple[str, str], new: tuple[str, str]
):
    before, after = (project(in_unit(prices, *unit), SCENE) for unit in (old, new))
    with pytest.raises(InputError, match="which can't be compared; price both in one unit"):
        project_changes(before, after)


def test_one_currency_is_one_unit_whatever_the_service(prices: PriceList):
    before, after = (project(in_unit(prices, name, "USD"), SCENE) for name in ("a", "b"))
    assert project_changes(before, after).difference == Range.of(Decimal(0))


def test_nothing_has_no_percent(prices: PriceList):
    free = project(prices, {**SCENE, "credits_per_second": "0"})
    assert project_changes(free, project(prices, SCENE)).percent is None


@pytest.mark.parametrize(
    ("text", "allowed"), [("200", "200"), ("0.5", "0.5"), ("10%", "11"), ("0%", "0")]
)
def test_an_increase_is_allowed_in_credits_or_as_a_share(
    prices: PriceList, text: str, allowed: str
):
    changes = project_changes(project(prices, {**SCENE, "length": "110s"}), project(prices, SCENE))
    assert allowed_credits(increase(text), changes) == Decimal(allowed)


@pytest.mark.parametrize("text", ["", "%", "-5", "ten", "5%%"])
def test_what_is_no_increase_is_refused(text: str):
    with pytest.raises(InputError):
        increase(text)


@given(data=st.data(), prices=price_lists())
def test_a_project_does_not_differ_from_itself(data: st.DataObject, prices: PriceList):
    read = data.draw(projects(prices))
    changes = project_changes(read, read)
    assert (changes.words, changes.scenes, changes.difference.high) == ((), (), 0)


def negated(ends: Range) -> Range:
    return Range(ends.low.copy_negate(), ends.high.copy_negate())


def mirrored(changes: Changes) -> tuple[object, ...]:
    other = {"added": "removed", "removed": "added", "changed": "changed"}
    scenes = {
        scene.name: SceneChange(
            scene.name,
            other[scene.change],
            tuple(WordChange(word.word, word.new, word.old) for word in scene.words),
            scene.new_credits,
            scene.old_credits,
            negated(scene.difference),
            scene.complete,
        )
        for scene in changes.scenes
    }
    return scenes, changes.difference.high.copy_negate(), changes.new, changes.old


def straight(changes: Changes) -> tuple[object, ...]:
    scenes = {scene.name: scene for scene in changes.scenes}
    return scenes, changes.difference.high, changes.old, changes.new


@given(data=st.data(), prices=price_lists())
def test_there_and_back_mirror_each_other(data: st.DataObject, prices: PriceList):
    old, new = data.draw(projects(prices)), data.draw(projects(prices))
    there, back = project_changes(old, new), project_changes(new, old)
    assert mirrored(there) == straight(back)
    changed = sum(Fraction(scene.difference.high) for scene in there.scenes)
    for side, sign in ((there.new, 1), (there.old, -1)):
        changed += sign * (Fraction(side.pools.high) + Fraction(side.reserve.high))
    assert changed == Fraction(there.difference.high)
    assert {change.word: (change.old, change.new) for change in there.words} == {
        change.word: (change.new, change.old) for change in back.words
    }
