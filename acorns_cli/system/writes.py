"""The only module that writes files: whole or not at all, and never over what the run has read."""

from __future__ import annotations

import io
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

from acorns_cli.errors import FileError, file_name, shown
from acorns_cli.system.files import file_error, name_read, telling
from acorns_cli.system.unfinished import unfinished

_DESCRIPTORS: Final = re.compile(r"/dev/(?:fd/([0-9]{1,5})|(stdout)|stderr)")
"""Names of what this process has open already."""

MAX_BYTES: Final = 1024 * 1024
"""The most that is written at once."""


class _Raw(io.FileIO):
    """Tells a failed write as one of this file, apart from any other error of who writes it."""

    def __init__(self, opened: Path | int, mode: str, named: Path) -> None:
        super().__init__(opened, mode)
        self.named = named

    def write(self, data: Any, /) -> int:
        with telling(self.named):
            return super().write(data)


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write that replaces the target when all is written, or leaves it as it was.

    It is made beside the target, keeps the target's mode, and follows a link to what it names. A
    device or a FIFO is written to, never replaced; so is what is open already, by names like
    /dev/stdout. What else goes wrong while the file is open stays as it is.

    Raises:
        FileError: The target can't be written, or this run has read it: before, or by the time that
            all is written.
    """
    with telling(path):
        mode = _mode_of_target(path)
        special = _opened_special(path, mode)
        target = Path(os.path.realpath(path))
    if special is not None:
        with _buffered(special, "w", path) as file:
            yield file
        return
    _check_not_read(path)
    with _part_of(target) as part:
        with _buffered(part, "x", path) as file:
            if mode is not None:
                with telling(path):
                    part.chmod(stat.S_IMODE(mode))
            yield file
            file.flush()
            with telling(path):
                os.fsync(file.fileno())
        _check_not_read(path)  # what is written may have led to more files, as rows do to songs
        with telling(path):
            part.replace(target)


def _check_not_read(path: Path) -> None:
    """Refuses a target that a result could be made from, by whatever name it was read."""
    if (name := name_read(path)) is not None:
        same = "" if name == str(path) else f" as {file_name(name)}"
        what = f"this file was read in this run{same}, and stays as it is"
        raise file_error(path, what, fix="name another file to write")


@contextmanager
def _part_of(target: Path) -> Iterator[Path]:
    """A name beside a file for what is not whole yet; in the end nothing is left there."""
    part = target.with_name(f".acorns-{os.urandom(8).hex()}.part")
    with unfinished(part):
        yield part


def _buffered(opened: Path | int, mode: str, named: Path) -> IO[bytes]:
    with telling(named):
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
        FileError: The target can't be written, or this run has read it.
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
    with telling(path), _part_of(path) as part:
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
