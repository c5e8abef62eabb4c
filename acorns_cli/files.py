"""The only module that opens files: strict YAML, bytes, whole-or-nothing writes.

This module knows how bytes on a disk become a tree of text, and how text becomes a file; not what
any of it means.
"""

from __future__ import annotations

import io
import os
import re
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, Final

from acorns_cli.errors import FileError, Problem, file_name, shown
from acorns_cli.records import Node
from acorns_cli.yamltext import tree

_DESCRIPTORS: Final = re.compile(r"/dev/(?:fd/([0-9]{1,5})|(stdout)|stderr)")
"""Names of what this process has open already."""

MAX_BYTES: Final = 1024 * 1024
"""The largest YAML file that is read, and the most that is written at once."""


def file_error(file: object, what: str, *, fix: str = "", line: int = 0) -> FileError:
    """An error about a file as a whole, or about one line of it."""
    return FileError(file_name(file), [Problem(what, fix, line)])


@contextmanager
def _telling(file: object) -> Iterator[None]:
    """Turns an error of the operating system's into one about this file, in its own words."""
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
        return os.fdopen(handle, "rb")
    if not stat.S_ISREG(mode):
        raise file_error(path, "this is a pipe or a device", fix="name an ordinary file")
    return path.open("rb")


@contextmanager
def opened_file(path: Path) -> Iterator[IO[bytes]]:
    """An ordinary file to read; what goes wrong meanwhile is told as an error of this file.

    Raises:
        FileError: It can't be opened or read.
    """
    with _telling(path), _opened(path, pipes=False) as file:
        yield file


def folder_files(folder: Path) -> list[Path]:
    """The files of a folder by name, none if there is no such folder.

    Raises:
        FileError: The folder can't be read.
    """
    with _telling(folder):
        try:
            return sorted(path for path in folder.iterdir() if path.is_file())
        except (FileNotFoundError, NotADirectoryError):
            return []


def is_same_file(one: Path, other: Path) -> bool:
    """Whether two names lead to one file, by whatever links; it need not be there."""
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
        FileError: The file can't be read, is over 1 MiB, is not UTF-8 or not YAML, holds more than
            one document, an alias, an anchor, a tag, a directive or a merge key, or is nested too
            deep.
    """
    with _telling(path), _opened(path, pipes=True) as file:
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise file_error(path, "the file is over 1 MiB", fix="a price list or project is smaller")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise file_error(path, "this is not UTF-8 text", fix="save as UTF-8", line=line) from error
    return tree(path, text)


# --- writes -----------------------------------------------------------------------------------


class _Raw(io.FileIO):
    """Tells a failed write as one of this file, apart from any other error of who writes it."""

    def __init__(self, opened: Path | int, mode: str, named: Path) -> None:
        super().__init__(opened, mode)
        self.named = named

    def write(self, data: Any, /) -> int:
        with _telling(self.named):
            return super().write(data)


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write that replaces the target when all is written, or leaves it as it was.

    It is made beside the target, keeps the target's mode, and follows a link to what it names. A
    device or a FIFO is written to, never replaced; so is what is open already, by names like
    /dev/stdout. What else goes wrong while the file is open stays as it is.

    Raises:
        FileError: The target can't be written.
    """
    with _telling(path):
        mode = _mode_of_target(path)
        special = _opened_special(path, mode)
        target = Path(os.path.realpath(path))
    if special is not None:
        with _buffered(special, "w", path) as file:
            yield file
        return
    with _part_of(target) as part:
        with _buffered(part, "x", path) as file:
            if mode is not None:
                with _telling(path):
                    part.chmod(stat.S_IMODE(mode))
            yield file
            file.flush()
            with _telling(path):
                os.fsync(file.fileno())
        with _telling(path):
            part.replace(target)


@contextmanager
def _part_of(target: Path) -> Iterator[Path]:
    """A name beside a file for what is not whole yet; in the end nothing is left there."""
    part = target.with_name(f".acorns-{os.urandom(8).hex()}.part")
    # What ends the process from outside may come at any moment, also while the file is made.
    try:
        yield part
    finally:
        with suppress(OSError):
            part.unlink()


def _buffered(opened: Path | int, mode: str, named: Path) -> IO[bytes]:
    with _telling(named):
        return io.BufferedWriter(_Raw(opened, mode, named), MAX_BYTES)


def _opened_special(path: Path, mode: int | None) -> Path | int | None:
    """What is written to as it is, as a name or as a new descriptor; None for an ordinary file."""
    if named := _DESCRIPTORS.fullmatch(str(path)):
        # By its name, a file that the shell has opened would be replaced, and what the shell
        # writes to it before and after would be lost.
        return os.dup(int(named[1] or (1 if named[2] else 2)))
    return path if mode is not None and not stat.S_ISREG(mode) else None


def _mode_of_target(path: Path) -> int | None:
    """The mode of what will be replaced or written to, or None where nothing is there yet."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        folder = Path(os.path.realpath(path)).parent
        if folder.is_dir():
            return None
        what = f"there is no folder {shown(str(folder))}"
        raise file_error(path, what, fix="make it first, or name another") from None
    if stat.S_ISDIR(mode):
        raise file_error(path, "this is a folder", fix="name a file in it")
    if stat.S_ISREG(mode):
        # A file that its owner protects is not replaced, though its folder would allow that.
        path.open("r+b").close()
    return mode


def written_whole(path: Path, content: bytes) -> None:
    """Writes a file whole, or leaves what was there.

    Raises:
        FileError: The target can't be written.
    """
    with whole_file(path) as file:
        file.write(content)


def written_new(path: Path, content: bytes) -> None:
    """Writes a file that was not there, whole or not at all.

    Raises:
        FileError: There is something of that name, or it can't be written.
    """
    if os.path.lexists(path):
        raise _is_there(path)
    with _telling(path), _part_of(path) as part:
        part.write_bytes(content)
        try:
            path.hardlink_to(part)  # unlike a renaming, this replaces nothing
        except FileExistsError:
            raise _is_there(path) from None
        except OSError:  # not every file system has links
            part.replace(path)


def _is_there(path: Path) -> FileError:
    fix = "name a new file; this one stays as it is"
    return file_error(path, "there is a file of this name already", fix=fix)


# --- streams ----------------------------------------------------------------------------------


@contextmanager
def opened_stream(name: str) -> Iterator[IO[bytes]]:
    """The bytes of a file or a named pipe, or of standard input where the name is `-`.

    Raises:
        FileError: It can't be opened. What goes wrong later stays as it is.
    """
    if name == "-":
        if sys.stdin is None:
            raise file_error("standard input", "it is closed", fix="name a file")
        yield sys.stdin.buffer
        return
    with _telling(name):
        path = Path(name)
        # A named pipe is waited for until somebody writes to it; taken as it is, it would be empty.
        waits = stat.S_ISFIFO(path.stat().st_mode)
        file = path.open("rb") if waits else _opened(path, pipes=False)
    with file:
        yield file
