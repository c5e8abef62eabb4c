"""Frozen records out of a tree of text, every fault found, each with its line.

A file of the user's arrives as a tree whose leaves are all text. The annotations of a record class
say what each leaf must be, so that one reader serves price lists and projects alike.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Final, TypeVar, Union, get_args, get_origin, get_type_hints

from msgspec import NODEFAULT, Struct
from msgspec.structs import fields

from acorns_cli.errors import InputError, Problem, did_you_mean, one_of, printable, shown

Record = TypeVar("Record", bound=Struct)

Path = tuple[str | int, ...]
"""The way to a value from the top of a file: keys, and positions in lists counted from 0."""


class Node(Struct, frozen=True):
    """One value of a file, with the line that it stands on."""

    value: str | tuple[Node, ...] | dict[str, Node]
    line: int
    key_line: int = 0
    """The line of the key that the value belongs to; 0 where it has none."""

    def line_at(self, path: Path) -> int:
        """The line of what a path names, or of the nearest thing above it that is there."""
        node = self
        for step in path:
            inner = node.value
            if isinstance(inner, dict) and step in inner:
                node = inner[str(step)]
            elif isinstance(inner, tuple) and isinstance(step, int) and step < len(inner):
                node = inner[step]
            else:
                break
        return node.key_line or node.line


class Leaf(Struct, frozen=True, eq=False):
    """How the text of a leaf becomes a value: an annotation, `Annotated[Decimal, Leaf(rate)]`."""

    read: Callable[[str], object]
    """Raises `InputError` for a text that is not such a value."""
    json_schema: dict[str, Any] = {}
    """What an editor may check before acorns does."""


_KINDS: Final[dict[type, str]] = {str: "text", tuple: "a list", dict: "a group of keys"}


def problem_at(root: Node, path: Path, what: str, *, fix: str = "") -> Problem:
    """A problem with the line and the path of the value that it is about."""
    return Problem(what, fix, root.line_at(path), path_text(path))


def path_text(path: Path) -> str:
    """A path as people write it: `tools.t2v.models.kling-2.1-pro`, `examples[0].expect`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{printable(step[:60])}"
    return text.removeprefix(".")


def read_record(node: Node, record: type[Record], problems: list[Problem]) -> Record | None:
    """The record that the tree holds, or None where a fault stops it from being made.

    Every fault found is added to `problems`, so that one run shows them all.
    """
    value = _read(node, record, (), problems)
    return value if isinstance(value, record) else None


_FAULTY: Final = object()
"""Stands for a value with a fault in it, which has already been reported."""


def _read(node: Node, kind: Any, path: Path, problems: list[Problem]) -> Any:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        # The only unions of a record are with None, which means that the key was not written.
        [kind] = [choice for choice in get_args(kind) if choice is not NoneType]
        return _read(node, kind, path, problems)
    if origin is Annotated:
        return _read_leaf(node, get_args(kind)[1], path, problems)
    if origin is tuple:
        return _read_sequence(node, get_args(kind)[0], path, problems)
    if origin is dict:
        return _read_mapping(node, get_args(kind), path, problems)
    return _read_struct(node, kind, path, problems)


def _read_leaf(node: Node, leaf: Leaf, path: Path, problems: list[Problem]) -> Any:
    if not isinstance(node.value, str):
        return _wrong_kind(node, str, path, problems)
    try:
        return leaf.read(node.value)
    except InputError as error:
        problems.append(Problem(error.what, error.fix, node.line, path_text(path)))
        return _FAULTY


def _read_sequence(node: Node, kind: Any, path: Path, problems: list[Problem]) -> Any:
    if not isinstance(node.value, tuple):
        return _wrong_kind(node, tuple, path, problems)
    values = tuple(
        _read(child, kind, (*path, index), problems) for index, child in enumerate(node.value)
    )
    return _FAULTY if _FAULTY in values else values


def _read_mapping(node: Node, kinds: tuple[Any, Any], path: Path, problems: list[Problem]) -> Any:
    if not isinstance(node.value, dict):
        return _wrong_kind(node, dict, path, problems)
    key_kind, kind = kinds
    values = {}
    for key, child in node.value.items():
        inner = (*path, key)
        name = _read_leaf(Node(key, child.key_line), get_args(key_kind)[1], inner, problems)
        values[name] = _read(child, kind, inner, problems)
    return _FAULTY if _FAULTY in values or _FAULTY in values.values() else values


def _read_struct(node: Node, record: type[Struct], path: Path, problems: list[Problem]) -> Any:
    known, required = shape(record)
    if not isinstance(node.value, dict):
        return _wrong_kind(node, dict, path, problems, fix=f"its keys are {one_of(known)}")
    for key, child in node.value.items():
        if key not in known:
            fix = did_you_mean(key, known) or f"the keys here are {one_of(known)}"
            what = f"the key {shown(key)} is not known"
            problems.append(Problem(what, fix, child.key_line, path_text((*path, key))))
    values: dict[str, Any] = {}
    for key, kind in known.items():
        if key in node.value:
            values[key] = _read(node.value[key], kind, (*path, key), problems)
        elif key in required:
            line = node.key_line or node.line
            problems.append(Problem(f"the key {key} is missing", "", line, path_text(path)))
            values[key] = _FAULTY
    if _FAULTY in values.values():
        return _FAULTY
    return record(**{field: values[field] for field in record.__struct_fields__ if field in values})


@cache
def shape(record: type[Struct]) -> tuple[dict[str, Any], frozenset[str]]:
    """What each key of a record must be, and which keys must be there.

    A class variable `read_elsewhere` holds leaves of more keys, which are not kept in the record.
    """
    kinds = get_type_hints(record, include_extras=True)
    kinds.pop("read_elsewhere", None)
    elsewhere: dict[str, Leaf] = getattr(record, "read_elsewhere", {})
    required = (
        field.name
        for field in fields(record)
        if field.default is NODEFAULT and field.default_factory is NODEFAULT
    )
    texts = {key: Annotated[str, leaf] for key, leaf in elsewhere.items()}
    return {**kinds, **texts}, frozenset(required)


def _wrong_kind(
    node: Node, wanted: type, path: Path, problems: list[Problem], *, fix: str = ""
) -> object:
    found = _KINDS[type(node.value)] if node.value else "nothing"
    what = f"there must be {_KINDS[wanted]} here, not {found}"
    problems.append(Problem(what, fix, node.key_line or node.line, path_text(path)))
    return _FAULTY
