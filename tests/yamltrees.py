"""What a YAML text becomes in tests: a tree to compare, or an error that says what is wrong."""

from collections.abc import Callable

from hostile import steering
from refusals import told

from acorns_cli.errors import FileError, Problem
from acorns_cli.records.record import Node


def plain(node: Node) -> object:
    """The tree without its lines."""
    if isinstance(node.value, dict):
        return {key: plain(child) for key, child in node.value.items()}
    if isinstance(node.value, tuple):
        return [plain(child) for child in node.value]
    return node.value


def survives(read: Callable[[], tuple[Node, list[Problem]]], breaks: int) -> None:
    """Reads what has so many line breaks: to a tree, or to one error that is safe to print."""
    try:
        root, problems = read()
    except FileError as error:
        what, fix, line = told(error)
        assert not steering(what + fix)
        assert 0 <= line <= breaks + 2
    else:
        assert isinstance(root, Node)
        assert all(problem.line and problem.path for problem in problems)
