"""Frozen records out of a tree of text, every fault found, each with its line.

The annotations of a record class say what each leaf of the tree must be, so that one reader serves
price lists and projects.
"""

from collections.abc import Callable, Iterable
from functools import cache
from types import NoneType
from typing import Annotated, Any, Final, TypeVar, get_args, get_origin

from msgspec import Struct
from msgspec.structs import fields

from acorns_cli.errors import InputError, Problem, did_you_mean, one_of, printable, shown

Record = TypeVar("Record", bound=Struct)

Path = tuple[str | int, ...]
"""The way to a value from the top of a file: keys, and positions in lists counted from 0."""


class Node(Struct, frozen=True):
    """One value of a file, with the line that it stands on."""

    value: "str | tuple[Node, ...] | dict[str, Node]"
    line: int
    key_line: int = 0
    """The line of the key that the value belongs to; 0 where it has none."""

    @property
    def entries(self) -> "dict[str, Node]":
        """The keys of a group; none where the value is something else."""
        return self.value if isinstance(self.value, dict) else {}

    def at(self, *keys: str) -> "Node":
        """The value below some keys; an empty group where there is none."""
        node = self
        for key in keys:
            node = node.entries.get(key, _NOTHING)
        return node

    def text_at(self, key: str) -> str | None:
        """The text of a key, None where there is none."""
        value = self.at(key).value
        return value if isinstance(value, str) else None

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


_NOTHING: Final = Node({}, 0)


class Leaf(Struct, frozen=True, eq=False):
    """How the text of a leaf becomes a value: an annotation, `Annotated[Decimal, Leaf(rate)]`."""

    read: Callable[[str], object]
    """Raises `InputError` for another text."""
    json_schema: dict[str, Any] = {}
    """What an editor may check before acorns does."""


_KINDS: Final[dict[type, str]] = {str: "text", tuple: "a list", dict: "a group of keys"}


def problem_at(root: Node, path: Path, what: str, *, fix: str = "") -> Problem:
    """A problem with the line and the path of the value that it is about."""
    return Problem(what, fix, root.line_at(path), path_text(path))


def here_twice(
    name: str, first: int, line: int, path: Path, *, fix: str = "keep one of them"
) -> Problem:
    """A problem with the second of two things of one name; the lines are of the first and of it."""
    return Problem(f"{name} is here twice, first on line {first}", fix, line, path_text(path))


def unknown_key(root: Node, path: Path, known: Iterable[str]) -> Problem:
    """That a path ends in a key which is none of those that may be there."""
    key = str(path[-1])
    fix = did_you_mean(key, known) or f"the keys here are {one_of(known)}"
    return problem_at(root, path, f"the key {shown(key)} is not known", fix=fix)


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
    value = _Reader(node, problems).read(node, record, ())
    return value if isinstance(value, record) else None


_FAULTY: Final = object()
"""Stands for a value with a fault in it, which has already been reported."""


class _Reader(Struct, frozen=True):
    root: Node
    problems: list[Problem]

    def fault(self, path: Path, what: str, fix: str = "") -> object:
        self.problems.append(problem_at(self.root, path, what, fix=fix))
        return _FAULTY

    def read(self, node: Node, kind: Any, path: Path) -> Any:
        """A value of some kind: a leaf, a tuple, a dictionary or a record."""
        origin, kinds, value = get_origin(kind), get_args(kind), node.value
        wanted = {Annotated: str, tuple: tuple}.get(origin, dict)
        if not isinstance(value, wanted):
            found = _KINDS[type(value)] if value else "nothing"
            fix = "" if origin else f"its keys are {one_of(shape(kind)[0])}"
            return self.fault(path, f"there must be {_KINDS[wanted]} here, not {found}", fix)
        if isinstance(value, str):
            return self.leaf(value, node.line, kinds[1], path)
        if isinstance(value, tuple):
            items = [self.read(item, kinds[0], (*path, index)) for index, item in enumerate(value)]
            return _FAULTY if _FAULTY in items else tuple(items)
        return self.mapping(value, *kinds, path) if origin else self.record(value, kind, path)

    def leaf(self, text: str, line: int, leaf: Leaf, path: Path) -> Any:
        try:
            return leaf.read(text)
        except InputError as error:
            self.problems.append(Problem(error.what, error.fix, line, path_text(path)))
            return _FAULTY

    def mapping(self, entries: dict[str, Node], key_kind: Any, kind: Any, path: Path) -> Any:
        values = {}
        for key, node in entries.items():
            inner = (*path, key)
            name = self.leaf(key, node.key_line, get_args(key_kind)[1], inner)
            if name in values and name is not _FAULTY:  # in another spelling
                name = self.fault(inner, f"{shown(key)} is here twice", "keep one of the two")
            values[name] = self.read(node, kind, inner)
        return _FAULTY if _FAULTY in values or _FAULTY in values.values() else values

    def record(self, entries: dict[str, Node], record: type[Struct], path: Path) -> Any:
        known, required = shape(record)
        for key in entries:
            if key not in known:
                self.problems.append(unknown_key(self.root, (*path, key), known))
        values: dict[str, Any] = {}
        for key, kind in known.items():
            if key in entries:
                values[key] = self.read(entries[key], kind, (*path, key))
            elif key in required:
                values[key] = self.fault(path, f"the key {key} is missing")
        if _FAULTY in values.values():
            return _FAULTY
        kept = {field: values[field] for field in record.__struct_fields__ if field in values}
        try:
            return record(**kept)
        except InputError as error:  # keys that do not go together
            return self.fault(path, error.what, error.fix)


@cache
def shape(record: type[Struct]) -> tuple[dict[str, Any], frozenset[str]]:
    """What each key of a record must be, and which keys must be there.

    A class variable `read_elsewhere` holds leaves of more keys, which are not kept in the record.
    """
    kept = fields(record)
    kinds = {field.name: field.type for field in kept}
    elsewhere: dict[str, Leaf] = getattr(record, "read_elsewhere", {})
    required = frozenset(field.name for field in kept if field.required)
    for key, kind in kinds.items():
        if NoneType in (choices := get_args(kind)):  # for a key that is not written
            [kinds[key]] = (choice for choice in choices if choice is not NoneType)
    texts = {key: Annotated[str, leaf] for key, leaf in elsewhere.items()}
    return {**kinds, **texts}, required
