"""Strict YAML: a text becomes a tree whose leaves are the text that was typed.

YAML's own ideas of numbers, dates and truth never touch a value, and what could make a small text
into a large tree is refused.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import yaml

from acorns_cli.errors import FileError, Problem, file_name, printable, shown
from acorns_cli.records.record import Node, path_text

MAX_DEPTH: Final = 20
"""How deep lists and groups may nest; a real file needs a third of it."""

MAX_VALUES: Final = 200_000
"""How many keys and values there may be; a project of ten thousand scenes has fewer."""

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The base loader, in C where PyYAML has it: every scalar is text, and no tag runs code."""

_TOO_DEEP: Final = f"this is nested more than {MAX_DEPTH} deep"
_NO_KEY: Final = ("a key must be text", "write it as key: value")
_IN_QUOTES: Final = re.compile(r"""(?<![^\s,:\[{])(?:"[^"]*"?|'[^']*'?)""")

_NOT_ALLOWED: Final = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
"""What YAML allows nowhere; checked here, for libyaml does not name its line."""

_HALF_ESCAPED: Final = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
"""A surrogate: JSON escapes 😍 as two of them, which YAML has no way to join."""


def tree(file: Path, text: str) -> tuple[Node, list[Problem]]:
    """The tree that a text holds, and what is wrong with how it is written.

    Keys given twice are problems that leave the rest readable.

    Args:
        file: The name for the errors; nothing is read from it.
        text: The whole of it.

    Raises:
        FileError: The text is not YAML, holds more than one document, an alias, an anchor, a tag, a
            directive or a merge key, or is nested too deep.
    """
    _check_characters(file, text)
    reader = _Reader(file, text)
    try:
        return reader.root(), reader.problems
    except yaml.YAMLError as error:
        raise reader.unreadable(error) from error
    finally:
        reader.loader.dispose()


def _check_characters(file: Path, text: str) -> None:
    if found := _NOT_ALLOWED.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise _fault(file, f"the character {shown(found[0])} is not allowed", "take it out", line)
    # libyaml compares each directive with all before it, and hangs where there are many.
    if (start := f"\n{text}".find("\n%")) >= 0:
        line = text.count("\n", 0, start) + 1
        raise _fault(file, "a directive (%) is not allowed here", "leave the line out", line)


def _fault(file: Path, what: str, fix: str, line: int) -> FileError:
    return FileError(file_name(file), [Problem(what, fix, line)])


def _not_yaml(file: Path, text: str, error: yaml.YAMLError) -> FileError:
    mark: Any = getattr(error, "problem_mark", None)
    reason = getattr(error, "problem", None) or str(error).partition("\n")[0]
    line = mark.line + 1 if mark else 0
    typed = "".join(text.splitlines()[max(0, line - 1) : line])
    tabs = "\t" in typed[: len(typed) - len(typed.lstrip())]
    fix = "indent with spaces, not with tabs" if tabs else ""
    if _HALF_ESCAPED.search(typed):
        reason = "half of a character is escaped"
        fix = "write the character itself, as json.dumps does with ensure_ascii=False"
    return _fault(file, f"this is not YAML: {printable(reason)}", fix, line)


class _Reader:
    """Builds the tree of one YAML text from its events: nothing is resolved, nothing is run."""

    def __init__(self, file: Path, text: str) -> None:
        self.file = file
        self.text = text
        self.loader = _Loader(text)
        self.problems: list[Problem] = []
        self.count = 0
        self.path: list[str | int] = []  # the way to the value that is being read
        self.end = 0  # of the newest event: its position in the text

    def event(self) -> Any:
        event = self.loader.get_event()
        self.end = event.end_mark.index
        return event

    def root(self) -> Node:
        self.event()  # the start of the stream
        if isinstance(self.event(), yaml.StreamEndEvent):
            raise _fault(self.file, "the file is empty", "", 0)
        node = self.node(self.event())
        self.event()  # the end of the document
        after = self.event()
        if not isinstance(after, yaml.StreamEndEvent):
            raise self.refused(after, "a second document starts here", "keep one in each file")
        return node

    def refused(self, event: Any, what: str, fix: str = "") -> FileError:
        return _fault(self.file, what, fix, event.start_mark.line + 1)

    def unreadable(self, error: yaml.YAMLError) -> FileError:
        """What is wrong with a text that PyYAML can't read on.

        PyYAML looks ahead at up to 1,024 characters before it gives the event of the first of them,
        and from 6.0.4 on it has a limit for the brackets in them. Here, ours holds.
        """
        mark: Any = getattr(error, "problem_mark", None)
        ahead = _IN_QUOTES.sub("", self.text[self.end : mark.index]) if mark else ""
        depth, before = len(self.path), ""
        for character in re.sub(r"\s", "", ahead):
            if character in "[{":
                if before == "{":
                    return _fault(self.file, *_NO_KEY, mark.line + 1)
                depth += 1
            elif character in "]}":
                depth -= 1
            if depth > MAX_DEPTH:
                return _fault(self.file, _TOO_DEEP, "", mark.line + 1)
            before = character
        return _not_yaml(self.file, self.text, error)

    def check(self, event: Any) -> None:
        if event.anchor:  # an alias has one too
            fix = "write the value out in each place"
            raise self.refused(event, "an alias (& or *) is not allowed here", fix)
        if event.tag:
            fix = "leave the tag out; every value is read as text"
            raise self.refused(event, f"the tag {shown(event.tag)} is not allowed here", fix)
        if len(self.path) > MAX_DEPTH:
            raise self.refused(event, _TOO_DEEP)
        self.count += 1
        if self.count > MAX_VALUES:
            raise self.refused(event, f"there are more than {MAX_VALUES:,} keys and values")

    def node(self, event: Any) -> Node:
        self.check(event)
        line = event.start_mark.line + 1
        if isinstance(event, yaml.ScalarEvent):
            return Node(event.value, line)
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(self.items(), line)
        return Node(self.values(), line)

    def items(self) -> tuple[Node, ...]:
        items: list[Node] = []
        while not isinstance(event := self.event(), yaml.SequenceEndEvent):
            self.path.append(len(items))
            items.append(self.node(event))
            self.path.pop()
        return tuple(items)

    def values(self) -> dict[str, Node]:
        values: dict[str, Node] = {}
        while not isinstance(event := self.event(), yaml.MappingEndEvent):
            key, key_line = self.key(event), event.start_mark.line + 1
            self.path.append(key)
            if first := values.get(key):
                what = f"the key {shown(key)} is here twice, first on line {first.key_line}"
                where = path_text(tuple(self.path))
                self.problems.append(Problem(what, "keep one of them", key_line, where))
            node = self.node(self.event())
            if not first:
                values[key] = Node(node.value, node.line, key_line)
            self.path.pop()
        return values

    def key(self, event: Any) -> str:
        self.check(event)
        if not isinstance(event, yaml.ScalarEvent) or not event.value:
            raise self.refused(event, *_NO_KEY)
        key: str = event.value
        if key == "<<":
            fix = "write the keys out in each place"
            raise self.refused(event, "a merge key (<<) is not allowed here", fix)
        return key
