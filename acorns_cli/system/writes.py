"""The only module that writes files: whole or not at all, and never over what the run has read."""

import io
import os
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from acorns_cli.errors import file_name, shown
from acorns_cli.system.files import file_error, name_read, reporting
from acorns_cli.system.unfinished import unfinished

_DESCRIPTORS: Final = re.compile(r"/dev/(?:fd/([0-9]{1,5})|(stdout)|stderr)")
"""Names of what this process has open already."""

Write = Callable[[bytes], None]


@contextmanager
def whole_file(path: Path) -> Iterator[Write]:
    """What writes to a file that replaces the target in the end, or leaves it as it was.

    The file keeps the target's mode. A link is followed; a device, a FIFO and what is open already,
    as /dev/stdout, are written to and never replaced. Other errors are raised as they are.

    Raises:
        FileError: The target can't be written, or this run has read it by the time all is written.
    """
    with reporting(path):
        mode = _mode_of_target(path)
        special = _opened_special(path, mode)
        target = Path(os.path.realpath(path))
    if special is not None:
        with special:
            yield partial(_write_all, special, path)
        return
    _check_not_read(path)
    with unfinished(target) as part:
        with reporting(path):
            file = io.FileIO(part, "x")
            if mode is not None:
                part.chmod(stat.S_IMODE(mode))
        with file:
            yield partial(_write_all, file, path)
            with reporting(path):
                os.fsync(file.fileno())
        _check_not_read(path)  # rows that are written may have named songs to read
        with reporting(path):
            part.replace(target)


def _write_all(file: io.FileIO, named: Path, content: bytes) -> None:
    rest = memoryview(content)
    with reporting(named):
        while rest:
            rest = rest[file.write(rest) :]


def _check_not_read(path: Path) -> None:
    """Refuses a target that a result could be made from, by whatever name it was read."""
    if (name := name_read(path)) is not None:
        same = "" if name == str(path) else f" as {file_name(name)}"
        what = f"this file was read in this run{same}, and stays as it is"
        raise file_error(path, what, fix="name another file to write")


def _opened_special(path: Path, mode: int | None) -> io.FileIO | None:
    """What is written to as it is; None for an ordinary file."""
    if named := _DESCRIPTORS.fullmatch(str(path)):
        # By its name, a file that the shell has opened would be replaced, and what the shell
        # writes to it before and after would be lost.
        return io.FileIO(os.dup(int(named[1] or (1 if named[2] else 2))), "w")
    return io.FileIO(path, "w") if mode is not None and not stat.S_ISREG(mode) else None


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
    with whole_file(path) as write:
        write(content)


def written_new(path: Path, content: bytes) -> None:
    """Writes a file that was not there, whole or not at all.

    Raises:
        FileError: There is something of that name, or it can't be written.
    """
    what, fix = "there is a file of this name already", "name a new file; this one stays as it is"
    exists = file_error(path, what, fix=fix)
    if os.path.lexists(path):
        raise exists
    with reporting(path):
        _mode_of_target(path)  # which says what folder is missing
    with reporting(path), unfinished(path) as part:
        part.write_bytes(content)
        try:
            path.hardlink_to(part)  # unlike a renaming, this replaces nothing
        except FileExistsError:
            raise exists from None
        except OSError:  # not every file system has links
            part.replace(path)
