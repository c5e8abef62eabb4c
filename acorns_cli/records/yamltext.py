"""Strict YAML: a text becomes a tree whose leaves are the text that was typed.

YAML's own ideas of numbers, dates and truth never touch a value, and what could make a small text
into a large tree is refused.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

import yaml

from acorns_cli.errors import FileError, Problem, file_name, printable, shown
from acorns_cli.records.record import Node, here_twice, path_text

MAX_DEPTH: Final = 20
"""How deep lists and groups may nest; a real file needs a third of it."""

MAX_VALUES: Final = 200_000
"""How many keys and values there may be; a project of ten thousand scenes has fewer."""

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The base loader, in C where PyYAML has it: every scalar is text, and no tag runs code."""

_TOO_DEEP: Final = f"this is nested more than {MAX_DEPTH} deep"

_NOT_ALLOWED: Final = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
"""What YAML allows nowhere; checked here, for libyaml does not name its line."""

_HALF_ESCAPED: Final = r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
"""A surrogate: JSON escapes 😍 as two of them, which YAML has no way to join."""


def tree(file: object, text: str) -> tuple[Node, list[Problem]]:
    """The tree that a text holds, and what is wrong with how it is written.

    Keys given twice are problems that leave the rest readable. The file is a name for the errors.

    Raises:
        FileError: The text is not YAML, holds more than one document, an alias, an anchor, a tag, a
            directive or a merge key, or is nested too deep.
    """
    reader = _Reader(file, text)
    try:
        return reader.root(), reader.problems
    except yaml.YAMLError as error:
        raise reader.not_yaml(error) from error
    finally:
        reader.loader.dispose()


_KEY_AND_TEXT: Final = r"(?:- )?([\w-]+: )([^\"'\[{].*)"


def _quoted(key: str, text: str) -> str:
    """What to write for a key whose text needs quotes; of a long line, only that it does."""
    inside = text.strip().replace("'", "''")
    line = printable(f"{key.strip()} '{inside}'")
    return f"write {line}" if len(line) <= _LONGEST_LINE else "put the text in quotes"


_LONGEST_LINE: Final = 120


def _needs_quotes(line: str) -> str:
    """What to write in place of a line whose value YAML reads as something else; else ""."""
    found = re.fullmatch(_KEY_AND_TEXT, line.strip())
    if not found or not (": " in found[2] or found[2][0] in "*&@%`!|>"):
        return ""
    return _quoted(found[1], found[2])


_GLUED: Final = re.compile(r"[ \t](#[^\s#][^\n]*)$")


def lost_comments(text: str) -> Iterator[Problem]:
    """What YAML takes for a comment though it most likely belongs to the text before it.

    In `title: Take #2` the value is `Take`.
    """
    for number, line in enumerate(text.splitlines(), 1):
        before, colon, value = line.partition(": ")
        if not colon or "#" in before or value.strip()[:1] in ("'", '"', "#", ""):
            continue
        if found := _GLUED.search(line):
            what = f"{shown(found[1])} is a comment, and not part of the text before it"
            is_flow = re.search(r"[\[{]", before) or value.strip()[0] in "[{"
            fix = "put the text in quotes" if is_flow else _quoted(f"{before}:", value)
            yield Problem(what, fix, number)


def _ends_in_number(values: dict[str, Node]) -> bool:
    return bool(values) and str(next(reversed(values.values())).value).isdecimal()


class _Reader:
    """Builds the tree of one YAML text from its events: nothing is resolved, nothing is run."""

    def __init__(self, file: object, text: str) -> None:
        self.file = file
        self.text = text
        self.problems: list[Problem] = []
        self.count = 0
        self.line = 0  # of the newest event
        self.path: list[str | int] = []  # the way to the value that is being read
        self.check_characters()
        self.loader = _Loader(text)

    def fault(self, what: str, fix: str = "", line: int | None = None) -> FileError:
        """The error to raise, on the line of the newest event if no other is given."""
        problem = Problem(what, fix, self.line if line is None else line)
        return FileError(file_name(self.file), [problem])

    def check_characters(self) -> None:
        if found := _NOT_ALLOWED.search(self.text):
            line = self.text.count("\n", 0, found.start()) + 1
            raise self.fault(f"the character {shown(found[0])} is not allowed", "take it out", line)
        # libyaml compares each directive with all before it, and hangs where there are many.
        if (start := f"\n{self.text}".find("\n%")) >= 0:
            line = self.text.count("\n", 0, start) + 1
            raise self.fault("a directive (%) is not allowed here", "leave the line out", line)

    def not_yaml(self, error: yaml.YAMLError) -> FileError:
        mark: Any = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or str(error).partition("\n")[0]
        line = mark.line + 1 if mark else 0
        if "nesting" in reason:  # PyYAML 6.0.4 has a limit of its own, in what it has read ahead
            return self.fault(_TOO_DEEP, line=line)
        typed = "".join(self.text.splitlines()[max(0, line - 1) : line])
        tabs = "\t" in typed[: len(typed) - len(typed.lstrip())]
        fix = "indent with spaces, not with tabs" if tabs else ""
        if re.search(_HALF_ESCAPED, typed):
            reason = "half of a character is escaped"
            fix = "write the character itself, as json.dumps does with ensure_ascii=False"
        elif quoted := _needs_quotes(typed):
            reason, fix = "a text with : or a sign at its start needs quotes", quoted
        return self.fault(f"this is not YAML: {printable(reason)}", fix, line)

    def event(self) -> Any:
        event = self.loader.get_event()
        self.line = event.start_mark.line + 1
        return event

    def root(self) -> Node:
        self.event()  # the start of the stream
        if isinstance(self.event(), yaml.StreamEndEvent):
            raise self.fault("the file is empty", line=0)
        node = self.node(self.event())
        self.event()  # the end of the document
        if not isinstance(self.event(), yaml.StreamEndEvent):
            raise self.fault("a second document starts here", "keep one in each file")
        return node

    def check(self, event: Any) -> None:
        if event.anchor:  # an alias has one too
            fix = "put a text that begins so in quotes, or write the value out in each place"
            raise self.fault("an alias (& or *) is not allowed here", fix)
        if event.tag:
            fix = "leave the tag out; every value is read as text"
            raise self.fault(f"the tag {shown(event.tag)} is not allowed here", fix)
        if len(self.path) > MAX_DEPTH:
            raise self.fault(_TOO_DEEP)
        self.count += 1
        if self.count > MAX_VALUES:
            raise self.fault(f"there are more than {MAX_VALUES:,} keys and values")

    def node(self, event: Any) -> Node:
        self.check(event)
        line = self.line
        if isinstance(event, yaml.ScalarEvent):
            return Node(event.value, line)
        is_list = isinstance(event, yaml.SequenceStartEvent)
        return Node(self.items() if is_list else self.values(), line)

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
            key, key_line = self.key(event), self.line
            self.path.append(key)
            if first := values.get(key):
                name, path = f"the key {shown(key)}", tuple(self.path)
                self.problems.append(here_twice(name, first.key_line, key_line, path))
            node = self.node(self.event())
            self.path.pop()
            after_comma = self.text[event.start_mark.index - 1] == ","
            if after_comma and key.isdecimal() and node.value == "" and _ends_in_number(values):
                self.join_number(values, key, key_line)
            else:
                values.setdefault(key, Node(node.value, node.line, key_line))
        return values

    def join_number(self, values: dict[str, Node], rest: str, line: int) -> None:
        """Reports a number with a comma, like `1,500`, of which YAML makes a value and a key."""
        key, before = values.popitem()
        number = f"{before.value}{rest if len(rest) == 3 else f'.{rest}'}"
        values[key] = Node(number, before.line, before.key_line)
        path = path_text((*self.path, key))
        if self.problems and self.problems[-1].path == path:  # this is the next comma of it
            self.problems.pop()
        what, fix = "a comma parts keys here", f"write {number}, without a comma"
        self.problems.append(Problem(what, fix, line, path))

    def key(self, event: Any) -> str:
        self.check(event)
        if not isinstance(event, yaml.ScalarEvent) or not event.value:
            raise self.fault("a key must be text", "write it as key: value")
        if event.value == "<<":
            fix = "write the keys out in each place"
            raise self.fault("a merge key (<<) is not allowed here", fix)
        return str(event.value)
