"""How long a piece of audio is, counted over every frame of it.

How a file of any kind is built, the library PyAV knows.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from acorns_cli.core.quantities import MAX_SECONDS, canonical
from acorns_cli.system.files import file_error, opened_file

if TYPE_CHECKING:
    from av.container import InputContainer

FORMATS: Final = "aac,aiff,caf,flac,mov,mp3,ogg,w64,wav"
"""The kinds of file that are read, by FFmpeg's names.

A playlist is none of them, so no other file is opened. WMA and Matroska are none: their time stamps
are rounded to a millisecond, and their frames add up to another length.
"""

ENDINGS: Final = frozenset(
    [
        *(".mp3", ".wav", ".flac", ".ogg", ".oga", ".opus", ".m4a", ".mp4", ".mov", ".aac"),
        *(".aif", ".aiff", ".caf", ".w64"),
    ]
)
"""How the names of such files end."""

ESTIMATED: Final = ("mp3", "aac", "ogg")
"""The kinds whose promised length FFmpeg itself may have estimated, or read at the end."""

HEADERS: Final = (b"Xing", b"Info", b"VBRI")
"""What marks the frame of an MP3 that counts the others, and holds no sound."""

JOINED: Final = "its time stamps jump: recordings are joined in it, or a part is missing"
CUT_SHORT: Final = "this audio is cut short: it promises more than is there"
BY_HAND: Final = "give the length with --duration"


class _NotCountedError(Exception):
    """Why the frames of a file do not give its length."""


class _PlainFile(io.FileIO):
    """A file that PyAV can't know by its name; its index may not outgrow it."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__(file.fileno(), closefd=False)
        self.size = os.fstat(file.fileno()).st_size

    def read(self, size: int | None = -1, /) -> bytes:
        """Refuses an MP4 that promises more samples than the file has bytes.

        FFmpeg would take memory for each of them (measured: 1.8 GB for a file of 2 kB).
        """
        block = super().read(size)
        at = block.find(b"stsz")
        if at >= 0 and len(box := block[at + 8 : at + 16]) == 8:
            of_each, samples = int.from_bytes(box[:4]), int.from_bytes(box[4:])
            if (of_each or 4) * samples > self.size:
                raise _NotCountedError(CUT_SHORT)
        return block


def is_audio(name: str) -> bool:
    """Whether a name is that of an audio file, by its ending."""
    return Path(name).suffix.lower() in ENDINGS


def audio_seconds(path: Path) -> Decimal:
    """The length of an audio file, to the millisecond: that of its frames, each counted.

    What a file is, its first bytes say, not its name. An MP3, a WAV, an ADTS AAC or an Ogg that is
    cut short is as long as what is there; another kind that is cut short is refused.

    Raises:
        FileError: The file can't be read, is no audio that PyAV reads, is cut short, joined from
            several recordings, or of no length.
    """
    with opened_file(path) as file:
        if not os.fstat(file.fileno()).st_size:
            raise file_error(path, "the file is empty")
        try:
            seconds = _counted(path, file)
        except _NotCountedError as error:
            raise file_error(path, str(error), fix=BY_HAND) from error
    if seconds < Fraction(1, 2000):
        raise file_error(path, "this audio has no length", fix=BY_HAND)
    if seconds > MAX_SECONDS:
        raise file_error(path, f"this audio is over {MAX_SECONDS // 3600:,} hours long")
    return canonical(Decimal(round(seconds * 1000)) / 1000)


def _counted(path: Path, file: IO[bytes]) -> Fraction:
    """The seconds of all frames of the first sound in a file."""
    try:
        import av  # only a job with audio needs it
    except ImportError as error:
        what = f"the library that reads audio can't be loaded: {error}"
        raise file_error(path, what, fix=f"install acorns again, or {BY_HAND}") from error
    try:
        container = av.open(_PlainFile(file), "r", options={"format_whitelist": FORMATS})
    except av.FFmpegError as error:
        fix = f"give an MP3, WAV, AIFF, FLAC, OGG or M4A file, or {BY_HAND}"
        raise file_error(path, "this is not audio that can be read", fix=fix) from error
    with container:
        try:
            return _sum_of_frames(container)
        except av.FFmpegError as error:
            raise _NotCountedError("not all of this audio can be read") from error


def _sum_of_frames(container: InputContainer) -> Fraction:
    """The seconds of all frames, without what the encoder added before and after the sound."""
    if not container.streams.audio:
        raise _NotCountedError("there is no sound in this file")
    stream = container.streams.audio[0]
    unit, kind = stream.time_base, container.format.name
    if unit is None or stream.codec_context is None:
        raise _NotCountedError("this is audio of a kind that can't be read")
    limit, second = int(MAX_SECONDS / unit), int(1 / unit)
    promised = 0 if kind in ESTIMATED else stream.duration or 0
    if promised > limit:
        return promised * unit
    total, end, last = 0, None, None
    for packet in _frames(container, kind):
        if packet.pts is None or not packet.duration:
            raise _NotCountedError("some of this is not audio")
        if kind != "mp3" and end is not None and abs(packet.pts - end) > second // 1000:
            raise _NotCountedError(JOINED)
        # In a joined Ogg, FFmpeg may end a frame before it begins, and call that very long.
        if kind == "ogg" and packet.duration > second:
            raise _NotCountedError(JOINED)
        end, last = packet.pts + packet.duration, packet
        total += max(0, min(packet.duration, end))  # what is before 0 only starts the decoder
        if kind == "mp3" and packet.has_sidedata("skip_samples"):
            total -= _skipped(packet) * second // stream.rate
        if total > limit:
            return Fraction(total * unit)
    if last is not None:
        total += _beyond(last, second)
    if (promised - total) * unit > Fraction(1, 20):
        raise _NotCountedError(CUT_SHORT)
    return Fraction(total * unit)


def _frames(container: InputContainer, kind: str) -> Iterator[Any]:
    """The packets of the first sound, each a frame, or a few samples of a WAV or AIFF."""
    for place, packet in enumerate(container.demux(audio=0)):
        if not packet.size or packet.is_discard:  # the end, and what an edit list leaves out
            continue
        if kind == "mp3":
            start = bytes(memoryview(packet)[:64])
            if start[0] != 0xFF:  # a tag, or other bytes between the frames
                continue
            if place and any(name in start for name in HEADERS):
                raise _NotCountedError(JOINED)
        yield packet


def _skipped(packet: Any) -> int:
    """The samples of an MP3's frame that its encoder added: four bytes each, before and after."""
    counts = bytes(packet.get_sidedata("skip_samples"))
    return int.from_bytes(counts[:4], "little") + int.from_bytes(counts[4:8], "little")


def _beyond(last: Any, second: int) -> int:
    """How much longer the last frame is than its packet says.

    A last frame of FLAC or AAC that is cut can't be decoded, one of AAC is always decoded whole.
    """
    try:
        frames = last.decode()
    except ValueError:  # PyAV's InvalidDataError
        return -int(last.duration)
    if last.stream.codec.name != "aac":
        return 0
    samples = sum(Fraction(frame.samples, frame.rate) for frame in frames)
    return int(samples * second) - int(last.duration)
