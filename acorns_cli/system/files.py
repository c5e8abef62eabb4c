"""The only module that opens files to read: strict YAML, bytes, standard input.

It notes which files a run has read, so that no result replaces what it was made from.
"""

import io
import os
import signal
import stat
import sys
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from select import select
from typing import IO, Any, Final
from warnings import warn

from acorns_cli.errors import AcornsWarning, FileError, InputError, Problem, file_name
from acorns_cli.records.record import Node
from acorns_cli.records.yamltext import lost_comments, tree

MAX_BYTES: Final = 1024 * 1024
"""The largest YAML file that is read."""

STANDARD_INPUT: Final = Path("-")
"""What a path is to read standard input; a file of that name has another path."""

INPUT_NAME: Final = "standard input"
"""What messages call it."""


def file_error(file: object, what: str, *, fix: str = "", line: int = 0) -> FileError:
    """An error about a file as a whole, or about one line of it."""
    return FileError(file_name(as_told(file)), [Problem(what, fix, line)])


def as_told(file: object) -> object:
    """The name of a file in messages: as it was given, or in words for standard input."""
    return INPUT_NAME if file == STANDARD_INPUT else file


def named_path(name: str) -> Path:
    """The path of a file that a user names; `-` alone is standard input or output.

    Raises:
        FileError: A file of the name `-` is meant, and the current folder is gone.
    """
    return STANDARD_INPUT if name == "-" else beside(Path(), name)


def beside(file: Path, name: str) -> Path:
    """The path of a file that another one names: beside that one, and never standard input."""
    path = file.parent / name
    if path != STANDARD_INPUT:
        return path
    with reporting(path):
        return Path.cwd() / path


_read: Final[dict[object, str]] = {}
"""The name of each file that this run has read, and of standard input.

It is found by its device and number, since a link or another case leads to the same file, and by
its path without links, since a program may put another file in its place meanwhile.
"""


def begin_run() -> None:
    """Forgets what was read: another command line begins."""
    _read.clear()


def name_read(path: Path) -> str | None:
    """The name by which this run has read a file, None where it has not."""
    with reporting(path):
        name = _read.get(os.path.realpath(path))
        with suppress(FileNotFoundError, NotADirectoryError):
            found = path.stat()
            name = _read.get((found.st_dev, found.st_ino), name)
    return name


def _noted(file: IO[bytes], name: str) -> IO[bytes]:
    """The same file, noted as read, unless it is a pipe, of which nothing can be lost."""
    with suppress(OSError, ValueError):  # standard input need not be a file
        found = os.fstat(file.fileno())
        if stat.S_ISREG(found.st_mode):
            _read[found.st_dev, found.st_ino] = name
            if name != INPUT_NAME:
                _read[os.path.realpath(name)] = name
    return file


_woken_by: Final[list[int]] = []
"""Where to read the byte that each signal writes; empty before `wake_by_signals`."""


def wake_by_signals() -> None:
    """From now on a signal ends a wait for input, also if it came just before the wait.

    Python handles signals before it reads, and when one interrupts a read. One that comes in the
    microseconds between would be handled only after the read, which may never end. A process calls
    this once. On Windows, where `select` takes no pipes, it changes nothing.
    """
    if os.name != "nt":
        reader, writer = os.pipe()
        os.set_blocking(writer, False)
        signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
        _woken_by.append(reader)


class WaitedInput(io.FileIO):
    """The bytes of a pipe or a terminal, which may come late or never; a signal ends the wait."""

    def readinto(self, buffer: Any, /) -> int:
        """The next bytes, as `FileIO` reads them."""
        if _woken_by:
            select([self.fileno(), *_woken_by], [], [])
        return super().readinto(buffer)


def standard_input() -> IO[bytes]:
    """Standard input, once.

    Raises:
        InputError: It has been read.
        FileError: It is closed.
    """
    if STANDARD_INPUT in _read:
        what = "standard input can be read once, and - stands for it twice"
        raise InputError(what, fix="save one of the two as a file")
    if sys.stdin is None:
        raise file_error(STANDARD_INPUT, "it is closed", fix="name a file")
    _read[STANDARD_INPUT] = INPUT_NAME
    # A program that uses this package may have read a part of its own.
    waited = WaitedInput(sys.stdin.fileno(), closefd=False) if _woken_by else None
    return _noted(io.BufferedReader(waited) if waited else sys.stdin.buffer, INPUT_NAME)


@contextmanager
def reporting(file: object) -> Iterator[None]:
    """Reports an error of the operating system as a `FileError` about this file."""
    try:
        yield
    except BrokenPipeError:  # the reader of the output has left, not an error of the file
        raise
    except OSError as error:
        raise file_error(file, (error.strerror or type(error).__name__).lower()) from error
    except ValueError as error:  # a NUL or half a character in the name
        raise file_error(file, "this can't be the name of a file") from error


def opened(path: Path, *, pipes: bool = False) -> IO[bytes]:
    """An ordinary file to read, noted as read; never a device, which may have no end.

    Raises:
        FileError: It is something else.
        OSError: It can't be opened.
    """
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise file_error(path, "this is a folder", fix="name a file in it")
    if pipes and stat.S_ISFIFO(mode):  # one that nobody writes to reads as empty
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        os.set_blocking(handle, True)
        return io.BufferedReader(WaitedInput(handle))
    if not stat.S_ISREG(mode):
        raise file_error(path, "this is a pipe or a device", fix="name an ordinary file")
    return _noted(path.open("rb"), str(path))


@contextmanager
def opened_file(path: Path) -> Iterator[IO[bytes]]:
    """An ordinary file to read; what fails meanwhile is reported as an error of this file.

    Standard input is copied to one, so that it can be read from any position.

    Raises:
        InputError: Standard input has been read.
        FileError: It can't be opened or read.
    """
    with reporting(path), _kept() if path == STANDARD_INPUT else opened(path) as file:
        yield file


@contextmanager
def _kept() -> Iterator[IO[bytes]]:
    """What comes on standard input, as a file without a name."""
    from tempfile import TemporaryFile  # only audio that is piped needs it

    source = standard_input()
    with TemporaryFile() as file:
        while chunk := source.read(MAX_BYTES):
            if file.tell() > 1024 * MAX_BYTES:
                what = "there is more than 1 GiB of it"
                raise file_error(STANDARD_INPUT, what, fix="name a file")
            file.write(chunk)
        file.seek(0)
        yield file


def inside(folder: Path, kind: Callable[[Path], bool]) -> list[Path]:
    """What a folder holds of one kind, `Path.is_file` or `Path.is_dir`, by name.

    It is nothing if there is no such folder.

    Raises:
        FileError: The folder can't be read.
    """
    with reporting(folder):
        try:
            return sorted(path for path in folder.iterdir() if kind(path))
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


def yaml_tree(path: Path) -> tuple[Node, list[Problem]]:
    """The text of a YAML file as `records.yamltext.tree` reads it, and its keys given twice.

    Raises:
        InputError: The path is standard input, which has been read.
        FileError: The file can't be read, is over 1 MiB or not UTF-8, or `tree` refuses it.
    """
    with reporting(path):
        standard = path == STANDARD_INPUT
        with nullcontext(standard_input()) if standard else opened(path, pipes=True) as file:
            content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise file_error(path, "the file is over 1 MiB", fix="a price list or project is smaller")
    try:
        text = content.removeprefix(BOM_UTF8).decode()  # utf-8-sig is one more module to load
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise file_error(path, "this is not UTF-8 text", fix="save as UTF-8", line=line) from error
    for comment in lost_comments(text):
        warn(f"{comment.of(file_name(as_told(path)))}; {comment.fix}", AcornsWarning, 2)
    return tree(as_told(path), text)
