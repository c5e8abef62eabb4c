"""How long a piece of audio is, and whether that can be trusted.

This module knows what the headers of sound files promise, and holds it against the bytes that are
there; not what a length is for.
"""

from __future__ import annotations

import io
import os
import re
import time
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from acorns_cli.files import file_error, opened_file
from acorns_cli.quantities import MAX_SECONDS, canonical

MAX_READ: Final = 1024 * 1024
"""The most bytes that are read of a file at once."""

MAX_READING_SECONDS: Final = 5
"""Of the processor's time: an OGG of an hour needs a tenth of it."""


class _AudioFile(io.BufferedReader):
    """Bounds what a hostile header can make tinytag do: the memory of one read, and the time."""

    give_up: float

    def read(self, size: int | None = -1, /) -> bytes:
        if time.process_time() > self.give_up:
            raise TimeoutError
        return super().read(max(0, min(size or 0, MAX_READ)))


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
    with opened_file(path) as plain:
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
    start = file.read(MAX_READ)
    info = start[start.find(b"fLaC") + 8 :][:18]
    block, samples = int.from_bytes(info[:2]), int.from_bytes(info[13:]) & (1 << 36) - 1
    if not samples or block != int.from_bytes(info[2:4]) or samples > block * 0x110000:
        return False
    # Frames of equal blocks are numbered, in the way that UTF-8 numbers characters.
    number = chr((samples - 1) // block).encode("utf-8", "surrogatepass")
    file.seek(max(0, size - MAX_READ // 4))
    frame = rb"\xff\xf8..%s" % re.escape(number)
    return re.search(frame, file.read(MAX_READ // 4), re.DOTALL) is None
