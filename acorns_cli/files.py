"""The only module that opens files: strict YAML, the length of audio, whole-or-nothing writes.

This module knows how bytes on a disk become a tree of text or a number of seconds, and how text
becomes a file; not what any of it means.
"""

from __future__ import annotations

import io
import os
import re
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, Final

from acorns_cli.errors import FileError, Problem, file_name, shown
from acorns_cli.quantities import MAX_SECONDS, canonical
from acorns_cli.records import Node
from acorns_cli.yamltext import tree

MAX_BYTES: Final = 1024 * 1024
"""The largest YAML file that is read, and the most that is read of an audio file at once."""

MAX_READING_SECONDS: Final = 5
"""Of the processor's time, for the length of audio: an OGG of an hour needs a tenth of it."""


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


# --- audio ------------------------------------------------------------------------------------


class _AudioFile(io.BufferedReader):
    """Bounds what a hostile header can make tinytag do: the memory of one read, and the time."""

    give_up: float

    def read(self, size: int | None = -1, /) -> bytes:
        if time.process_time() > self.give_up:
            raise TimeoutError
        return super().read(max(0, min(size or 0, MAX_BYTES)))


def audio_seconds(path: Path) -> Decimal:
    """The length of an audio file, measured to the millisecond.

    What a file is, its first bytes say, not its name.

    Raises:
        FileError: The file can't be read, is no audio that tinytag knows, is cut short, or is of no
            length.
    """
    # With this it would write what it finds to standard output, which is for the result.
    os.environ.pop("TINYTAG_DEBUG", None)
    # Only a job with audio needs it.
    from tinytag import TinyTag

    by_hand = "give the length with --duration"
    with _telling(path), _opened(path, pipes=False) as plain:
        if not (size := os.fstat(plain.fileno()).st_size):
            raise file_error(path, "the file is empty")
        file = _AudioFile(io.FileIO(plain.fileno(), closefd=False))
        file.give_up = time.process_time() + MAX_READING_SECONDS
        try:
            tag = TinyTag.get(file_obj=file, tags=False)
            cut_short = _is_cut_short(file, size, tag)
        except Exception as error:  # whatever strange bytes lead tinytag into
            fix = f"give an MP3, WAV, FLAC, OGG or M4A file, or {by_hand}"
            raise file_error(path, "this is not audio that can be read", fix=fix) from error
    if cut_short:
        what = "this audio is cut short: it promises more than the file holds"
        raise file_error(path, what, fix=f"export it again, or {by_hand}")
    if not tag.duration or tag.duration < 0.0005:
        raise file_error(path, "this audio has no length", fix=by_hand)
    if tag.duration > MAX_SECONDS:
        raise file_error(path, f"this audio is over {MAX_SECONDS // 3600:,} hours long")
    # A measurement, not an amount: tinytag has it as a float, and a millisecond is its precision.
    return canonical(Decimal(f"{tag.duration:.3f}"))


def _is_cut_short(file: _AudioFile, size: int, tag: Any) -> bool:
    """Whether a header promises more than the file holds, so that its length can't be trusted.

    It can't be told of an MP3 without a Xing or VBRI header, whose length is that of what is left,
    nor of a FLAC of blocks of many sizes. A part of a last frame may be missing anywhere.
    """
    # tinytag steps over the sound in a WAV or WMA to what follows. An odd chunk at the end of a WAV
    # often lacks the byte that should make it even.
    if (position := file.tell()) > size + 1:
        return True
    promised = (tag.duration or 0) * (tag.bitrate or 0) * 1000 / 8
    match (tag.mime_type or "").partition(";")[0]:
        case "audio/aiff":
            return bool(tag.is_lossless) and promised > size
        case "audio/mpeg":
            return _is_mp3_cut_short(file, size, position, promised)
        case "audio/mp4":
            return _is_mp4_cut_short(file, size)
        case "audio/ogg":
            return _is_ogg_cut_short(file, size)
        case "audio/flac":
            return _is_flac_cut_short(file, size)
    return False


def _is_mp3_cut_short(file: _AudioFile, size: int, position: int, promised: float) -> bool:
    """Whether a header counts more bytes than follow the place where tinytag stopped."""
    file.seek(max(0, position - 54))  # a frame's own header and the 50 bytes that tinytag looks at
    frame = file.read(54)
    if any(name in frame for name in (b"Xing", b"Info", b"VBRI")):
        return promised > size - position
    file.seek(0)
    if file.read(1) == b"\xff" and promised < size / 2:
        raise ValueError("by chance, a few bytes of another kind of file look like frames")
    return False


def _is_mp4_cut_short(file: _AudioFile, size: int) -> bool:
    """Whether a box reaches past the end, or none holds the sound."""
    end, kinds = 0, set()
    while end < size:
        file.seek(end)
        box = file.read(16)
        kinds.add(box[4:8])
        length = int.from_bytes(box[:4]) if box[:4] != b"\0\0\0\1" else int.from_bytes(box[8:])
        if length < 8:  # 0 is for the last box, which goes on to the end
            break
        end += length
    return end > size or b"mdat" not in kinds


def _is_ogg_cut_short(file: _AudioFile, size: int) -> bool:
    """Whether the last page is not marked as the last, or is not all there."""
    file.seek(max(0, size - 2 * 65_307))  # no page is longer than half of this
    tail = file.read(2 * 65_307)
    page = tail[tail.rfind(b"OggS") :]
    sizes = page[27 : 27 + page[26]] if len(page) > 26 else b""
    return not sizes or not page[5] & 4 or len(page) < 27 + page[26] + sum(sizes)


def _is_flac_cut_short(file: _AudioFile, size: int) -> bool:
    """Whether the last of the blocks that the header promises is not near the end of the file."""
    file.seek(0)
    start = file.read(MAX_BYTES)
    info = start[start.find(b"fLaC") + 8 :][:18]
    block, samples = int.from_bytes(info[:2]), int.from_bytes(info[13:]) & (1 << 36) - 1
    if not samples or block != int.from_bytes(info[2:4]) or samples > block * 0x110000:
        return False
    # Frames of equal blocks are numbered, in the way that UTF-8 numbers characters.
    number = chr((samples - 1) // block).encode("utf-8", "surrogatepass")
    file.seek(max(0, size - MAX_BYTES // 4))
    frame = rb"\xff\xf8..%s" % re.escape(number)
    return re.search(frame, file.read(MAX_BYTES // 4), re.DOTALL) is None


# --- writes -----------------------------------------------------------------------------------


class _Raw(io.FileIO):
    """Tells a failed write as one of this file, apart from any other error of who writes it."""

    def __init__(self, opened: Path, mode: str, named: Path) -> None:
        super().__init__(opened, mode)
        self.named = named

    def write(self, data: Any, /) -> int:
        with _telling(self.named):
            return super().write(data)


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write that replaces the target when all is written, or leaves it as it was.

    It is made beside the target, keeps the target's mode, and follows a link to what it names. A
    device or a FIFO is written to, never replaced. What else goes wrong while the file is open
    stays as it is.

    Raises:
        FileError: The target can't be written.
    """
    with _telling(path):
        mode = _mode_of_target(path)
        special = mode is not None and not stat.S_ISREG(mode)
        # The name of a pipe, like /dev/stdout, leads nowhere once its links are followed.
        target = path if special else Path(os.path.realpath(path))
        temporary = target.with_name(f".acorns-{os.urandom(8).hex()}.part")
        raw = _Raw(path, "w", path) if special else _Raw(temporary, "x", path)
        file = io.BufferedWriter(raw, MAX_BYTES)
    if special:
        with file:
            yield file
        return
    try:
        with file:
            if mode is not None:
                with _telling(path):
                    temporary.chmod(stat.S_IMODE(mode))
            yield file
            file.flush()
            with _telling(path):
                os.fsync(file.fileno())
        with _telling(path):
            temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


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
    with _telling(path):
        try:
            file = path.open("xb")
        except FileExistsError:
            fix = "name a new file; this one stays as it is"
            raise file_error(path, "there is a file of this name already", fix=fix) from None
        try:
            with file:
                file.write(content)
        except BaseException:
            path.unlink(missing_ok=True)
            raise


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
