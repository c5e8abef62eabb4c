"""Trees of text become records, or every fault is told with its line and its path."""

from decimal import Decimal
from typing import Annotated

import pytest
from msgspec import Struct

from acorns_cli.core.numbers import rate
from acorns_cli.errors import InputError, Problem
from acorns_cli.records.record import Leaf, Node, Path, path_text, problem_at, read_record


def _no_blank(text: str) -> str:
    if not text:
        raise InputError("the text is empty", fix="write something")
    return text.lower() if text.isupper() else text


Text = Annotated[str, Leaf(_no_blank)]
Rate = Annotated[Decimal, Leaf(rate)]


class Fruit(Struct, frozen=True):
    price: Rate
    note: Text | None = None


class Bargain(Fruit, frozen=True):
    was: Rate = Decimal(0)

    def __post_init__(self) -> None:
        if self.was <= self.price:
            raise InputError("it was not dearer", fix="write what it was")


class Shop(Struct, frozen=True):
    name: Text
    fruits: dict[Text, Fruit] = {}
    hours: tuple[Text, ...] = ()
    owner: Fruit | None = None
    bargain: Bargain | None = None


def text(value: str, line: int = 1, key_line: int = 0) -> Node:
    return Node(value, line, key_line)


def orchard(keys: dict[str, Node]) -> Node:
    """A shop with a name and some other keys."""
    return Node({"name": text("Orchard", 1, 1), **keys}, 1)


def orchard_with_fig(keys: dict[str, Node]) -> Node:
    return orchard({"fruits": Node({"fig": Node(keys, 4, 3)}, 3, 2)})


KEYS = "name, fruits, hours, owner or bargain"


# A file as it was typed:
#
#   1  name: Orchard
#   2  fruits:
#   3    apple:
#   4      price: 1.50
#   5    pear: {price: 2, note: ripe}
#   6  hours:
#   7    - 9 to 5
#   8    - closed
APPLE = Node({"price": text("1.50", 4, 4)}, 4, 3)
PEAR = Node({"price": text("2", 5, 5), "note": text("ripe", 5, 5)}, 5, 5)
FRUITS = Node({"apple": APPLE, "pear": PEAR}, 3, 2)
HOURS = Node((text("9 to 5", 7), text("closed", 8)), 7, 6)
ORCHARD = orchard({"fruits": FRUITS, "hours": HOURS})


def faults(root: Node) -> list[Problem]:
    """What is wrong in a tree that is no shop."""
    problems: list[Problem] = []
    assert read_record(root, Shop, problems) is None
    return problems


def test_a_tree_without_fault_becomes_its_record():
    problems: list[Problem] = []
    assert read_record(ORCHARD, Shop, problems) == Shop(
        name="Orchard",
        fruits={"apple": Fruit(Decimal("1.5")), "pear": Fruit(Decimal(2), "ripe")},
        hours=("9 to 5", "closed"),
        owner=None,
    )
    assert problems == []


def test_keys_that_are_not_written_keep_their_defaults():
    problems: list[Problem] = []
    root = Node({"name": text("Orchard", 1, 1)}, 1)
    assert read_record(root, Shop, problems) == Shop(name="Orchard")


def test_an_optional_record_is_read_like_any_other():
    problems: list[Problem] = []
    owner = Node({"price": text("0", 3, 3)}, 3, 2)
    root = orchard({"owner": owner})
    assert read_record(root, Shop, problems) == Shop(name="Orchard", owner=Fruit(Decimal(0)))


@pytest.mark.parametrize(
    ("root", "problem"),
    [
        pytest.param(Node({"name": text("", 1, 1)}, 1),
         Problem("the text is empty", "write something", 1, "name"),
         id="a leaf that can't be read"),
        pytest.param(Node({"hours": HOURS}, 6), Problem("the key name is missing", "", 6, ""),
         id="a missing key of the whole file"),
        pytest.param(orchard_with_fig({"note": text("ripe", 4, 4)}),
         Problem("the key price is missing", "", 3, "fruits.fig"),
         id="a missing key is on the line of the key above it"),
        pytest.param(Node({"name": Node((text("a", 2),), 2, 1)}, 1),
         Problem("there must be text here, not a list", "", 1, "name"), id="a list for text"),
        pytest.param(Node({"name": Node({"a": text("b", 2, 2)}, 2, 1)}, 1),
         Problem("there must be text here, not a group of keys", "", 1, "name"),
         id="keys for text"),
        pytest.param(orchard({"hours": text("always", 2, 2)}),
         Problem("there must be a list here, not text", "", 2, "hours"), id="text for a list"),
        pytest.param(orchard({"fruits": Node((APPLE,), 3, 2)}),
         Problem("there must be a group of keys here, not a list", "", 2, "fruits"),
         id="a list for a mapping"),
        pytest.param(orchard({"owner": text("Ann", 2, 2)}),
         Problem("there must be a group of keys here, not text",
                 "its keys are price or note", 2, "owner"), id="text for a record"),
        pytest.param(orchard({"fruits": text("", 2, 2)}),
         Problem("there must be a group of keys here, not nothing", "", 2, "fruits"),
         id="a key with nothing after it"),
        pytest.param(text("", 1),
         Problem("there must be a group of keys here, not nothing",
                 f"its keys are {KEYS}", 1, ""), id="an empty file"),
        pytest.param(orchard({"hours": Node((text("", 7),), 7, 6)}),
         Problem("the text is empty", "write something", 7, "hours[0]"), id="an item of a list"),
        pytest.param(orchard({"fruits": Node({"": APPLE}, 3, 2)}),
         Problem("the text is empty", "write something", 3, "fruits."),
         id="a key that can't be read"),
        pytest.param(orchard_with_fig({"price": text("1e3", 4, 4)}),
         Problem("'1e3' is not a number", "write plain digits, like 4 or 0.5", 4,
                 "fruits.fig.price"), id="a number of YAML's own kind"),
        pytest.param(orchard({"fruits": Node({"FIG": PEAR, "fig": APPLE}, 3, 2)}),
         Problem("'fig' is here twice", "keep one of the two", 3, "fruits.fig"),
         id="a key in two spellings"),
        pytest.param(orchard({"bargain": Node({"price": text("2"), "was": text("2")}, 4, 3)}),
         Problem("it was not dearer", "write what it was", 3, "bargain"),
         id="values that do not go together"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line_and_path(root: Node, problem: Problem):
    assert faults(root) == [problem]


@pytest.mark.parametrize(
    ("key", "fix"),
    [
        pytest.param("nmae", "did you mean name?", id="a near one"),
        pytest.param(
            "colour", "the keys here are name, fruits, hours, owner or bargain", id="no near one"
        ),
    ],
)
def test_an_unknown_key_is_a_problem_that_leaves_the_rest_readable(key: str, fix: str):
    problems: list[Problem] = []
    root = orchard({key: text("red", 9, 9)})
    assert read_record(root, Shop, problems) == Shop(name="Orchard")
    assert problems == [Problem(f"the key '{key}' is not known", fix, 9, key)]


def test_one_run_tells_every_fault():
    fruits = Node(
        {
            "apple": Node({"price": text("-1", 4, 4)}, 4, 3),
            "pear": Node({"prise": text("2", 6, 6)}, 6, 5),
        },
        3,
        2,
    )
    hours = Node((text("9 to 5", 8), text("", 9)), 8, 7)
    root = Node({"fruits": fruits, "hours": hours}, 2)
    assert faults(root) == [
        Problem("the key name is missing", "", 2, ""),
        Problem("'-1' is below 0", "write 0 or more", 4, "fruits.apple.price"),
        Problem("the key 'prise' is not known", "did you mean price?", 6, "fruits.pear.prise"),
        Problem("the key price is missing", "", 5, "fruits.pear"),
        Problem("the text is empty", "write something", 9, "hours[1]"),
    ]


@pytest.mark.parametrize(
    ("path", "line"),
    [
        pytest.param((), 1, id="the whole file"),
        pytest.param(("fruits",), 2, id="a group is on the line of its key"),
        pytest.param(("fruits", "apple", "price"), 4, id="a leaf"),
        pytest.param(("hours", 1), 8, id="an item has no key"),
        pytest.param(("hours", 2), 6, id="past the end of a list"),
        pytest.param(("fruits", "fig", "price"), 2, id="a key that is not there"),
        pytest.param(("name", "first"), 1, id="below a leaf, by key"),
        pytest.param(("fruits", "apple", "price", 0), 4, id="below a leaf, by position"),
        pytest.param(("hours", "first"), 6, id="a list, by key"),
        pytest.param(("fruits", 0), 2, id="a group, by position"),
    ],
)
def test_a_path_has_the_line_of_the_nearest_thing_that_is_there(path: Path, line: int):
    assert ORCHARD.line_at(path) == line


def test_a_value_is_found_by_the_keys_above_it():
    assert ORCHARD.at("fruits", "apple") == APPLE
    assert ORCHARD.at("fruits", "fig", "price").value == {}
    assert list(ORCHARD.at("fruits").entries) == ["apple", "pear"]
    assert (HOURS.entries, ORCHARD.text_at("name"), ORCHARD.text_at("hours")) == (
        {},
        "Orchard",
        None,
    )


def test_a_problem_is_placed_by_its_path():
    assert problem_at(ORCHARD, ("hours", 1), "it is never closed", fix="leave it out") == Problem(
        "it is never closed", "leave it out", 8, "hours[1]"
    )


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ((), ""),
        (("tools", "t2v", "models", "kling-2.1-pro"), "tools.t2v.models.kling-2.1-pro"),
        (("examples", 0, "expect"), "examples[0].expect"),
        ((0, "job"), "[0].job"),
        (("a\x1b[31m",), "a\\x1b[31m"),
        (("k" * 100, "x"), f"{'k' * 60}.x"),
    ],
)
def test_a_path_is_written_as_people_write_it(path: Path, expected: str):
    assert path_text(path) == expected
