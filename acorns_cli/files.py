"""The only module that opens files: strict YAML, the length of audio, whole-or-nothing writes.

This module knows how bytes on a disk become a tree of text or a number of seconds, and how text
becomes a file; not what any of it means.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, Final

import yaml

from acorns_cli.errors import FileError, Problem, printable, shown
from acorns_cli.quantities import MAX_SECONDS, canonical
from acorns_cli.records import Node

MAX_BYTES: Final = 1024 * 1024
"""The largest YAML file that is read."""

MAX_DEPTH: Final = 20
"""How deep lists and groups may nest; a real file needs a third of it."""

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The base loader, in C where PyYAML has it: every scalar is text, and no tag runs code."""


def file_error(file: object, what: str, *, fix: str = "", line: int = 0) -> FileError:
    """An error about a file as a whole, or about one line of it."""
    return FileError(printable(str(file)), [Problem(what, fix, line)])


def _os_error(file: object, error: OSError) -> FileError:
    """An error of the operating system's about a file, in its own words."""
    return file_error(file, (error.strerror or type(error).__name__).lower())


def folder_files(folder: Path) -> list[Path]:
    """The files of a folder by name, none if there is no such folder.

    Raises:
        FileError: The folder can't be read.
    """
    try:
        return sorted(path for path in folder.iterdir() if path.is_file())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise _os_error(folder, error) from error


# --- YAML -------------------------------------------------------------------------------------


def yaml_tree(path: Path) -> tuple[Node, list[Problem]]:
    """The text of a YAML file as a tree, and what is wrong with how it is written.

    Every scalar stays the text that was typed, so that YAML's own ideas of numbers never touch a
    price. Keys given twice are problems that leave the rest readable.

    Raises:
        FileError: The file can't be read, is over 1 MiB, is not UTF-8 or not YAML, holds more than
            one document, an alias, an anchor or a tag, or is nested too deep.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _os_error(path, error) from error
    except ValueError as error:  # a NUL in the name
        raise file_error(path, "this is not the name of a file") from error
    if len(content) > MAX_BYTES:
        raise file_error(path, "the file is over 1 MiB", fix="a price list or project is smaller")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise file_error(path, "this is not UTF-8 text", fix="save as UTF-8", line=line) from error
    return _parsed(path, text)


def _parsed(path: Path, text: str) -> tuple[Node, list[Problem]]:
    """The tree of a YAML text, built from its events: nothing is resolved, nothing is run."""
    problems: list[Problem] = []
    loader = _Loader(text)
    try:
        _expect(loader, yaml.StreamStartEvent)
        if loader.check_event(yaml.StreamEndEvent):
            raise file_error(path, "the file is empty")
        _expect(loader, yaml.DocumentStartEvent)
        node = _node(path, loader, problems, depth=0)
        _expect(loader, yaml.DocumentEndEvent)
        if not loader.check_event(yaml.StreamEndEvent):
            line = loader.get_event().start_mark.line + 1
            raise file_error(path, "a second document starts here", fix="keep one", line=line)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        what = f"this is not YAML: {printable(error.problem or str(error))}"
        raise file_error(path, what, line=mark.line + 1 if mark else 0) from error
    except yaml.YAMLError as error:
        what = f"this is not YAML: {printable(str(error).splitlines()[0])}"
        raise file_error(path, what) from error
    finally:
        loader.dispose()
    return node, problems


def _expect(loader: Any, event: type[yaml.Event]) -> None:
    assert isinstance(loader.get_event(), event)  # noqa: S101 - the parser's own order


def _node(path: Path, loader: Any, problems: list[Problem], *, depth: int) -> Node:
    event = loader.get_event()
    line = event.start_mark.line + 1
    if isinstance(event, yaml.AliasEvent) or event.anchor:
        fix = "write the value out in each place"
        raise file_error(path, "an alias (& or *) is not allowed here", fix=fix, line=line)
    if event.tag and event.tag != "!":
        fix = "leave the tag out; every value is read as text"
        raise file_error(path, f"the tag {shown(event.tag)} is not allowed", fix=fix, line=line)
    if depth > MAX_DEPTH:
        raise file_error(path, f"this is nested more than {MAX_DEPTH} deep", line=line)
    if isinstance(event, yaml.ScalarEvent):
        return Node(event.value, line)
    if isinstance(event, yaml.SequenceStartEvent):
        items = []
        while not loader.check_event(yaml.SequenceEndEvent):
            items.append(_node(path, loader, problems, depth=depth + 1))
        loader.get_event()
        return Node(tuple(items), line)
    return _mapping(path, loader, problems, line, depth=depth)


def _mapping(path: Path, loader: Any, problems: list[Problem], line: int, *, depth: int) -> Node:
    values: dict[str, Node] = {}
    while not loader.check_event(yaml.MappingEndEvent):
        key = _node(path, loader, problems, depth=depth + 1)
        value = _node(path, loader, problems, depth=depth + 1)
        if not isinstance(key.value, str):
            raise file_error(path, "a key must be text", line=key.line)
        if key.value in values:
            first = values[key.value].key_line
            what = f"the key {shown(key.value)} is here twice, first on line {first}"
            problems.append(Problem(what, "keep one of them", key.line, printable(key.value[:60])))
            continue
        values[key.value] = Node(value.value, value.line, key.line)
    loader.get_event()
    return Node(values, line)


# --- audio ------------------------------------------------------------------------------------


def audio_seconds(path: Path) -> Decimal:
    """The length of an audio file, measured to the millisecond.

    Raises:
        FileError: The file can't be read, is no audio that tinytag knows, is cut short, or is of no
            length.
    """
    # Only a job with audio needs it.
    from tinytag import TinyTag, TinyTagException

    try:
        if path.is_dir():
            raise file_error(path, "this is a folder, not an audio file")
        duration = TinyTag.get(path, tags=False).duration
    except OSError as error:
        raise _os_error(path, error) from error
    except TinyTagException as error:
        fix = "give an MP3, WAV, FLAC, OGG or M4A file, or the length with --duration"
        raise file_error(path, "this is not audio that can be read", fix=fix) from error
    if not duration or not 0 < duration <= MAX_SECONDS:
        raise file_error(path, "this audio has no length", fix="give the length with --duration")
    # A measurement, not an amount: tinytag has it as a float, and a millisecond is its precision.
    return canonical(Decimal(f"{duration:.3f}"))


# --- writes -----------------------------------------------------------------------------------


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write that replaces the target when all is written, or leaves it as it was.

    It is made beside the target, keeps the target's mode, and follows a link to what it names. A
    device or a FIFO is written to, never replaced.

    Raises:
        FileError: The target can't be written.
    """
    try:
        target = path.resolve()
        mode = target.stat().st_mode if target.exists() else None
        if mode is not None and stat.S_ISDIR(mode):
            raise file_error(path, "this is a folder", fix="name a file in it")
        if mode is not None and not stat.S_ISREG(mode):
            with target.open("wb") as device:
                yield device
            return
        with _replacing(target, mode) as file:
            yield file
    except OSError as error:
        raise _os_error(path, error) from error
    except ValueError as error:  # a NUL in the name
        raise file_error(path, "this is not the name of a file") from error


@contextmanager
def _replacing(target: Path, mode: int | None) -> Iterator[IO[bytes]]:
    # Only a write needs it, and it is slow to load.
    import tempfile

    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:100]}.", suffix="~")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(stat.S_IMODE(mode) if mode is not None else 0o666 & ~_umask())
        Path(name).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _umask() -> int:
    """The mask of new files; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def written_whole(path: Path, content: bytes) -> None:
    """Writes a file whole, or leaves what was there.

    Raises:
        FileError: The target can't be written.
    """
    with whole_file(path) as file:
        file.write(content)


def written_new(path: Path, content: bytes) -> None:
    """Writes a file that is not there yet, whole or not at all.

    Raises:
        FileError: There is something of that name, or the file can't be written.
    """
    if os.path.lexists(path):
        raise file_error(path, "this is there already", fix="name a new file")
    written_whole(path, content)
