"""The only module that opens files to read: strict YAML, bytes, standard input.

It notes which files a run has read, so that no result replaces what it was made from. This module
knows how bytes on a disk become a tree of text; not what any of it means.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

from acorns_cli.errors import FileError, InputError, Problem, file_name
from acorns_cli.records.record import Node
from acorns_cli.records.yamltext import tree

MAX_BYTES: Final = 1024 * 1024
"""The largest YAML file that is read."""

MAX_PIPED: Final = 1024 * MAX_BYTES
"""The most of a pipe that is kept as a file."""

STANDARD_INPUT: Final = Path("-")
"""What a path is to read standard input; `named_path` makes any other of a file of that name."""

INPUT_NAME: Final = "standard input"
"""What messages call it."""


def file_error(file: object, what: str, *, fix: str = "", line: int = 0) -> FileError:
    """An error about a file as a whole, or about one line of it."""
    return FileError(file_name(as_told(file)), [Problem(what, fix, line)])


def as_told(file: object) -> object:
    """A file as messages name it: as it was given, and standard input in words."""
    return INPUT_NAME if file == STANDARD_INPUT else file


def named_path(name: str) -> Path:
    """The path of a file that a user names; `-` alone is standard input or output.

    Raises:
        FileError: A file of the name `-` is meant, and the current folder is not there any more.
    """
    path = Path(name)
    return path if name == "-" else _of_file(path)


def beside(file: Path, name: str) -> Path:
    """The path of a file that another one names: beside that one, which may be standard input."""
    return _of_file(file.parent / name)


def _of_file(path: Path) -> Path:
    """The same file, by a name that is never taken for standard input."""
    if path != STANDARD_INPUT:
        return path
    with telling(path):
        return Path.cwd() / path


# --- what a run has read ----------------------------------------------------------------------


class _Reads:
    """The files that were read, by whatever name."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        self.by_identity: dict[tuple[int, int], str] = {}
        """By device and number: a link, or another case, leads to the same."""
        self.by_path: dict[str, str] = {}
        """By the path without links: a program may put another file in its place meanwhile."""
        self.has_input = False
        """Whether standard input was read, which can be done once."""


_reads: Final = _Reads()


def begin_run() -> None:
    """Forgets what was read: another command line begins."""
    _reads.forget()


def name_read(path: Path) -> str | None:
    """The name by which this run has read a file, None where it has not."""
    with telling(path):
        known = _reads.by_path.get(os.path.realpath(path))
        with suppress(FileNotFoundError, NotADirectoryError):
            found = path.stat()
            known = _reads.by_identity.get((found.st_dev, found.st_ino), known)
    return known


def _noted(file: IO[bytes], name: str) -> IO[bytes]:
    """A file that is read from now on; what is not kept, as a pipe, can't be lost either."""
    with suppress(OSError, ValueError):  # standard input need not be a file
        found = os.fstat(file.fileno())
        if stat.S_ISREG(found.st_mode):
            _reads.by_identity[found.st_dev, found.st_ino] = name
            if name != INPUT_NAME:
                _reads.by_path[os.path.realpath(name)] = name
    return file


def _standard_input() -> IO[bytes]:
    """Standard input, once.

    Raises:
        InputError: It has been read.
        FileError: It is closed.
    """
    if _reads.has_input:
        what = "standard input can be read once, and - stands for it twice"
        raise InputError(what, fix="save one of the two as a file")
    if sys.stdin is None:
        raise file_error(STANDARD_INPUT, "it is closed", fix="name a file")
    _reads.has_input = True
    return _noted(sys.stdin.buffer, INPUT_NAME)


# --- files ------------------------------------------------------------------------------------


@contextmanager
def telling(file: object) -> Iterator[None]:
    """Turns an error of the operating system's into one about this file, in its own words.

    Raises:
        FileError: There was one.
    """
    try:
        yield
    except BrokenPipeError:  # the reader of the output has left, which is no fault of the file
        raise
    except OSError as error:
        raise file_error(file, (error.strerror or type(error).__name__).lower()) from error
    except ValueError as error:  # a NUL or half a character in the name
        raise file_error(file, "this can't be the name of a file") from error


def _opened(path: Path, *, pipes: bool) -> IO[bytes]:
    """A file to read; never a device, which may have no end."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise file_error(path, "this is a folder", fix="name a file in it")
    if pipes and stat.S_ISFIFO(mode):
        # A pipe that nobody writes to reads as empty; opened plainly, it would be waited for.
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        os.set_blocking(handle, True)
        return _noted(os.fdopen(handle, "rb"), str(path))
    if not stat.S_ISREG(mode):
        raise file_error(path, "this is a pipe or a device", fix="name an ordinary file")
    return _noted(path.open("rb"), str(path))


@contextmanager
def opened_file(path: Path) -> Iterator[IO[bytes]]:
    """An ordinary file to read; what goes wrong meanwhile is told as an error of this file.

    Standard input becomes one, so that it can be read from any place.

    Raises:
        InputError: Standard input has been read.
        FileError: It can't be opened or read.
    """
    with telling(path), _kept() if path == STANDARD_INPUT else _opened(path, pipes=False) as file:
        yield file


@contextmanager
def _kept() -> Iterator[IO[bytes]]:
    """What comes on standard input, as a file without a name."""
    # Only a song that is piped needs it.
    from tempfile import TemporaryFile

    source = _standard_input()
    with TemporaryFile() as file:
        while chunk := source.read(MAX_BYTES):
            if file.tell() > MAX_PIPED:
                what = "there is more than 1 GiB of it"
                raise file_error(STANDARD_INPUT, what, fix="name a file")
            file.write(chunk)
        file.seek(0)
        yield file


def folder_files(folder: Path) -> list[Path]:
    """The files of a folder by name, none if there is no such folder.

    Raises:
        FileError: The folder can't be read.
    """
    with telling(folder):
        try:
            return sorted(path for path in folder.iterdir() if path.is_file())
        except (FileNotFoundError, NotADirectoryError):
            return []


def is_same_file(one: Path, other: Path) -> bool:
    """Whether two names lead to one file, by whatever links; it need not be there."""
    if STANDARD_INPUT in (one, other):
        return one == other
    try:
        return os.path.realpath(one) == os.path.realpath(other)
    except ValueError:  # a NUL or half a character in a name, which no file has
        return False


# --- YAML -------------------------------------------------------------------------------------


def yaml_tree(path: Path) -> tuple[Node, list[Problem]]:
    """The text of a YAML file as a tree, and what is wrong with how it is written.

    Every scalar stays the text that was typed, so that YAML's own ideas of numbers never touch a
    price. Keys given twice are problems that leave the rest readable.

    Raises:
        InputError: The path is standard input, which has been read.
        FileError: The file can't be read, is over 1 MiB, is not UTF-8 or not YAML, holds more than
            one document, an alias, an anchor, a tag, a directive or a merge key, or is nested too
            deep.
    """
    with telling(path):
        if path == STANDARD_INPUT:
            content = _standard_input().read(MAX_BYTES + 1)
        else:
            with _opened(path, pipes=True) as file:
                content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise file_error(path, "the file is over 1 MiB", fix="a price list or project is smaller")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise file_error(path, "this is not UTF-8 text", fix="save as UTF-8", line=line) from error
    return tree(Path(str(as_told(path))), text)


# --- streams ----------------------------------------------------------------------------------


@contextmanager
def opened_stream(name: str) -> Iterator[IO[bytes]]:
    """The bytes of a file or a named pipe, or of standard input where the name is `-`.

    Raises:
        InputError: Standard input has been read.
        FileError: It can't be opened. What goes wrong later stays as it is.
    """
    if name == "-":
        yield _standard_input()
        return
    with telling(name):
        path = Path(name)
        # A named pipe is waited for until somebody writes to it; taken as it is, it would be empty.
        waits = stat.S_ISFIFO(path.stat().st_mode)
        file = path.open("rb") if waits else _opened(path, pipes=False)
    with file:
        yield file
