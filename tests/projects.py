"""Projects for tests: trees written as nested dicts, with a made-up line for each value."""

from decimal import Decimal
from itertools import count
from typing import Any

from hypothesis import strategies as st
from strategies import job_words

from acorns_cli import PriceList
from acorns_cli.project.scenes import Project, read_project
from acorns_cli.records.record import Node


def tree(value: Any) -> Node:
    """A nested dict as a file would hold it, each value on a line of its own."""
    lines = count(1)

    def node(value: Any) -> Node:
        line = next(lines)
        if isinstance(value, dict):
            held = {key: node(child) for key, child in value.items()}
            return Node({key: Node(n.value, n.line, n.line) for key, n in held.items()}, line)
        if isinstance(value, list | tuple):
            return Node(tuple(node(child) for child in value), line)
        return Node(str(value), line)

    return node(value)


def project(
    prices: PriceList, *scenes: dict[str, Any], audio: dict[str, Decimal] | None = None, **rest: Any
) -> Project:
    """The project of these scenes; whatever is wrong with it fails the test."""
    problems: list[Any] = []
    root = tree({"title": "Test", **rest, "scenes": scenes})
    read = read_project(root, prices, audio or {}, problems)
    assert read is not None, problems
    return read


@st.composite
def projects(draw: st.DrawFn, prices: PriceList, *, spent: bool = True) -> Project:
    """A project of up to five scenes that a price list can price."""
    scenes = []
    for index in range(draw(st.integers(1, 5))):
        scene = {"name": f"Scene {index}", **draw(job_words(prices))}
        if spent and draw(st.booleans()):
            scene["spent"] = str(draw(st.integers(0, 3_000)))
        if spent and draw(st.booleans()):
            scene["done"] = draw(st.sampled_from(["yes", "no", "true", "False"]))
        scenes.append(scene)
    order = draw(st.permutations(scenes))
    return project(prices, *order)
