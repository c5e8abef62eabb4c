"""Makes sound files of many kinds with ffmpeg, and compares acorns' lengths with all frames'.

Run by hand, as `python tests/system/audio/lengths.py [FOLDER]`; it needs ffmpeg, and prints a table
as Markdown: the file, the seconds that were put in, the seconds that ffmpeg decodes, acorns'
answer, and the difference. It ends with status 1 if an answer is more than 0.05 s off.
"""

import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from acorns_cli.errors import FileError
from acorns_cli.system.audio import audio_seconds

TOLERANCE = Decimal("0.05")
FFMPEG = ("ffmpeg", "-v", "error", "-y")

# Name, seconds put in, the options that follow the input of a sine tone.
ENCODED = {
    "mp3 mpeg1 constant, no header.mp3": (20, "-ar 44100 -b:a 128k -write_xing 0 -id3v2_version 0"),
    "mp3 mpeg1 constant, Info.mp3": (20, "-ar 44100 -b:a 128k"),
    "mp3 mpeg1 variable, Xing.mp3": (20, "-ar 48000 -q:a 5"),
    "mp3 mpeg1 variable, no header.mp3": (20, "-ar 32000 -q:a 5 -write_xing 0"),
    "mp3 mpeg2 constant, no header.mp3": (20, "-ar 22050 -b:a 64k -write_xing 0"),
    "mp3 mpeg2 variable, Xing.mp3": (20, "-ar 24000 -q:a 4"),
    "mp3 mpeg2 variable, no header.mp3": (20, "-ar 16000 -q:a 4 -write_xing 0"),
    "mp3 mpeg2.5 constant, no header.mp3": (20, "-ar 11025 -b:a 32k -write_xing 0"),
    "mp3 mpeg2.5 variable, Xing.mp3": (20, "-ar 8000 -q:a 4"),
    "mp3 mpeg2.5 variable, no header.mp3": (20, "-ar 12000 -q:a 4 -write_xing 0"),
    "mp2.mp2": (20, "-c:a mp2 -b:a 192k"),
    "wav 16 bit.wav": (20, "-c:a pcm_s16le"),
    "wav 24 bit stereo.wav": (20, "-c:a pcm_s24le -ac 2"),
    "wav float.wav": (20, "-c:a pcm_f32le"),
    "wav a-law.wav": (20, "-c:a pcm_alaw -ar 8000"),
    "wav adpcm.wav": (20, "-c:a adpcm_ima_wav"),
    "rf64.wav": (20, "-rf64 always"),
    "wave64.w64": (20, "-c:a pcm_s16le"),
    "aiff.aiff": (20, "-c:a pcm_s16be"),
    "aiff 24 bit.aiff": (20, "-c:a pcm_s24be -ac 2"),
    "aifc.aiff": (20, "-c:a pcm_s16le"),
    "caf.caf": (20, "-c:a pcm_s16le"),
    "flac.flac": (20, "-ac 2"),
    "flac in ogg.oga": (20, "-c:a flac"),
    "vorbis.ogg": (20, "-c:a libvorbis -ac 2"),
    "vorbis 8 kHz.ogg": (20, "-c:a libvorbis -ar 8000"),
    "opus.opus": (20, "-c:a libopus"),
    "opus 60 ms.ogg": (20, "-c:a libopus -frame_duration 60"),
    "speex.spx": (20, "-c:a libspeex -ar 16000"),
    "aac.m4a": (20, "-c:a aac"),
    "aac index first.m4a": (20, "-c:a aac -movflags +faststart"),
    "aac 22 kHz.m4a": (20, "-c:a aac -ar 22050"),
    "aac fragmented.m4a": (
        20,
        "-c:a aac -movflags frag_keyframe+empty_moov -frag_duration 2000000",
    ),
    "alac.m4a": (20, "-c:a alac"),
    "alac fragmented.m4a": (20, "-c:a alac -movflags empty_moov -frag_duration 2000000"),
    "aac in adts.aac": (20, "-c:a aac -f adts"),
    "aac in adts behind id3.aac": (60, "-c:a aac -f adts -write_id3v2 1 -metadata title=tone"),
    "opus.webm": (20, "-c:a libopus"),
    "vorbis.mka": (20, "-c:a libvorbis"),
    "wma.wma": (20, "-c:a wmav2"),
    "ac3.ac3": (20, "-c:a ac3"),
}


def ffmpeg(*words: str | Path) -> None:
    subprocess.run([*FFMPEG, *words], check=True, stdin=subprocess.DEVNULL)


def tone(path: Path, seconds: float, options: str, start: float = 0) -> Path:
    """A sine tone that gets noisy: so a variable bit rate varies."""
    sound = f"aevalsrc='0.3*sin(880*t*PI)+0.02*t*(random(0)-0.5)':d={seconds}:s=44100"
    ffmpeg("-f", "lavfi", "-i", sound, "-metadata", "comment=generated", *options.split(), path)
    return path


def encoded(folder: Path) -> Iterator[tuple[Path, float | None]]:
    for name, (seconds, options) in ENCODED.items():
        yield tone(folder / name, seconds, options), seconds


def joined(folder: Path) -> Iterator[tuple[Path, float | None]]:
    """Files that were put one behind the other, byte by byte."""
    for name, one, other, seconds in (
        ("joined constant.mp3", "mp3 mpeg1 constant, no header.mp3", None, 40),
        ("joined Info.mp3", "mp3 mpeg1 constant, Info.mp3", None, 40),
        ("joined Xing.mp3", "mp3 mpeg1 variable, Xing.mp3", None, 40),
        ("joined mpeg2.5 Xing.mp3", "mp3 mpeg2.5 variable, Xing.mp3", None, 40),
        ("joined mpeg2.5 no header.mp3", "mp3 mpeg2.5 variable, no header.mp3", None, 40),
        ("chained vorbis.ogg", "vorbis.ogg", None, 40),
        ("chained vorbis of two rates.ogg", "vorbis.ogg", "vorbis 8 kHz.ogg", 40),
        ("chained opus.opus", "opus.opus", None, 40),
        ("chained opus and vorbis.ogg", "opus.opus", "vorbis.ogg", 40),
        ("chained flac.oga", "flac in ogg.oga", None, 40),
        ("joined flac.flac", "flac.flac", None, 40),
        ("joined adts.aac", "aac in adts.aac", None, 40),
        ("joined wav.wav", "wav 16 bit.wav", None, 20),
        ("joined m4a.m4a", "aac.m4a", None, 20),
    ):
        path = folder / name
        path.write_bytes((folder / one).read_bytes() + (folder / (other or one)).read_bytes())
        yield path, seconds


def id3(size: int) -> bytes:
    sizes = bytes(size >> shift & 127 for shift in (21, 14, 7, 0))
    return b"ID3\x04\0\0" + sizes + bytes(size)


def ape(size: int) -> bytes:
    footer = b"APETAGEX" + struct.pack("<IIII", 2000, size + 32, 1, 0)
    item = struct.pack("<II", size - 16, 0) + b"Cover\0\0\0"
    return item + b"\1" * (size - 16) + footer + bytes(8)


def tagged(folder: Path) -> Iterator[tuple[Path, float | None]]:
    """Tags before and behind the sound."""
    id3v1 = b"TAG".ljust(128, b"\0")
    lyrics = b"LYRICSBEGIN" + b"words " * 500 + b"003011LYRICS200"
    for name, before, behind in (
        ("mp3 mpeg1 constant, no header.mp3", id3(300_000), b""),
        ("mp3 mpeg1 constant, no header.mp3", b"", id3v1),
        ("mp3 mpeg1 constant, no header.mp3", b"", ape(300_000)),
        ("mp3 mpeg1 constant, no header.mp3", id3(2000) + id3(2000), ape(5000) + id3v1),
        ("mp3 mpeg1 constant, no header.mp3", b"", lyrics + id3v1),
        ("mp3 mpeg1 constant, no header.mp3", b"", bytes(100_000)),
        ("mp3 mpeg1 constant, no header.mp3", bytes(20_000), b""),
        ("mp3 mpeg1 variable, Xing.mp3", id3(300_000), ape(300_000)),
        ("mp3 mpeg1 constant, Info.mp3", b"", id3(300_000)),
        ("mp3 mpeg2.5 variable, Xing.mp3", b"", lyrics),
        ("flac.flac", id3(3000), id3v1),
        ("wav 16 bit.wav", id3(3000), b""),
        ("aac.m4a", id3(3000), b""),
        ("vorbis.ogg", id3(3000), b""),
        ("aiff.aiff", id3(3000), b""),
        ("aac in adts.aac", b"", id3v1),
    ):
        path = folder / f"tags {len(before)}+{len(behind)} {name}"
        path.write_bytes(before + (folder / name).read_bytes() + behind)
        yield path, 20


def wav(
    sizes: tuple[int, int] | None, samples: int, before: bytes = b"", behind: bytes = b""
) -> bytes:
    """A WAV of 8 bits and 8000 samples a second, with these sizes in place of the right ones."""
    form = b"fmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8)
    whole = 4 + len(form) + len(before) + 8 + samples + len(behind)
    riff, data = sizes or (whole, samples)
    start = b"RIFF" + struct.pack("<I", riff) + b"WAVE" + form + before
    return start + b"data" + struct.pack("<I", data) + b"\x80" * samples + behind


def by_hand(folder: Path) -> Iterator[tuple[Path, float | None]]:
    """What ffmpeg does not write."""

    def made(name: str, content: bytes, seconds: float | None) -> tuple[Path, float | None]:
        (folder / name).write_bytes(content)
        return folder / name, seconds

    n = 20 * 8000
    yield made("wav sizes 0.wav", wav((0, 0), n), 20)
    yield made("wav data size 0.wav", wav((n + 36, 0), n), 20)
    yield made("wav sizes FFFFFFFF.wav", wav((0xFFFFFFFF, 0xFFFFFFFF), n), 20)
    yield made("wav data size FFFFFFFF.wav", wav((n + 36, 0xFFFFFFFF), n), 20)
    yield made("wav sizes 7FFFFFFF.wav", wav((0x7FFFFFFF, 0x7FFFFFFF - 36), n), 20)
    yield made("wav odd chunk before.wav", wav(None, n, b"odd \3\0\0\0abc\0"), 20)
    yield made("wav odd chunk unpadded.wav", wav(None, n, b"odd \3\0\0\0abc"), 20)
    yield made("wav list behind.wav", wav(None, n, behind=b"LIST\x04\0\0\0INFO"), 20)
    yield made("wav odd data.wav", wav(None, n + 1), 20)
    yield made("wav cut short.wav", wav(None, n)[: n // 2], 9.995)
    yield made("wav size too small.wav", wav((n // 2 + 36, n // 2), n), 10)
    flac = bytearray((folder / "flac.flac").read_bytes())
    flac[21] &= 0xF0
    flac[22:26] = bytes(4)
    yield made("flac unknown total.flac", bytes(flac), 20)
    for name in (
        *("flac.flac", "vorbis.ogg", "aac.m4a", "aac index first.m4a", "aac fragmented.m4a"),
        *("opus.opus", "mp3 mpeg1 constant, Info.mp3", "mp3 mpeg1 variable, no header.mp3"),
        *("aiff.aiff", "aac in adts.aac"),
    ):
        content = (folder / name).read_bytes()
        yield made(f"cut to 60% {name}", content[: len(content) * 6 // 10], None)
    mp3 = (folder / "mp3 mpeg1 constant, no header.mp3").read_bytes()
    yield made("a hole of zeros.mp3", mp3[:100_000] + bytes(50_000) + mp3[100_000:], None)
    yield made(
        "a hole of noise.mp3", mp3[:100_000] + bytes(range(1, 251)) * 200 + mp3[100_000:], None
    )


def cut_and_mixed(folder: Path) -> Iterator[tuple[Path, float | None]]:
    """Cut out with their time stamps, piped, with sound for a part of the time."""

    def made(name: str, seconds: float | None, *words: str | Path) -> tuple[Path, float | None]:
        ffmpeg(*words, folder / name)
        return folder / name, seconds

    picture = ("-f", "lavfi", "-i", "color=size=64x64:rate=10:duration=20")
    seven = ("-f", "lavfi", "-i", "sine=duration=7")
    yield made("video without sound.mp4", None, *picture)
    yield made("video with 7 s of sound.mp4", 7, *picture, *seven, "-c:a", "aac")
    yield made(
        "video with sound from 5 s on.mp4", 7, *picture, "-itsoffset", "5", *seven, "-c:a", "aac"
    )
    yield made("video with 7 s of sound.mkv", 7, *picture, *seven, "-c:a", "aac")
    copy = ("-c", "copy")
    for name in ("vorbis.ogg", "opus.opus"):
        source = folder / name
        keep = ("-ss", "8", "-i", source, *copy, "-copyts")
        yield made(f"cut out with time stamps {name}", 12, *keep)
    yield made("cut out by edit list.m4a", 12, "-ss", "8", "-i", folder / "aac.m4a", *copy)
    cover = "-f lavfi -i color=size=640x640:duration=0.1:rate=10 -map 0 -map 1 -c:a copy -c:v png"
    song = ("-i", folder / "mp3 mpeg1 constant, Info.mp3")
    attached = (*song, *cover.split(), "-disposition:v", "attached_pic")
    yield made("cover picture.mp3", 20, *attached)
    silence = ("-f", "lavfi", "-i", "aevalsrc='if(lt(t,1),0,random(0)-0.5)':d=61:s=44100")
    yield made("variable after silence.mp3", 61, *silence, "-q:a", "2", "-write_xing", "0")
    for name, words in (
        ("piped.wav", "-f wav"),
        ("piped.flac", "-f flac"),
        ("piped.mp3", "-f mp3"),
    ):
        with (folder / name).open("wb") as out:
            command = (*FFMPEG, *seven, *words.split(), "-")
            subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=out)
        yield folder / name, 7
    whole = (folder / "vorbis.ogg").read_bytes()
    at = whole.find(b"OggS", len(whole) // 2)
    second = whole.find(b"OggS", whole.find(b"OggS", 1) + 1)
    (folder / "pages left out.ogg").write_bytes(whole[:second] + whole[at:])
    yield folder / "pages left out.ogg", None


def decoded_seconds(path: Path) -> Decimal | None:
    """How long all samples are that ffmpeg decodes of the first audio stream."""
    probe = ["ffprobe", "-v", "error", "-select_streams", "a:0", "-show_entries"]
    probe += ["stream=sample_rate", "-of", "default=nw=1:nk=1", str(path)]
    rate = subprocess.run(probe, check=False, capture_output=True, text=True).stdout.split()
    if not rate or rate[0] == "0":
        return None
    words = ["ffmpeg", "-nostdin", "-v", "quiet", "-i", path]
    words += f"-map 0:a:0 -ac 1 -ar {rate[0]} -f u8 -".split()
    samples = subprocess.run(words, check=False, capture_output=True).stdout
    return Decimal(len(samples)) / int(rate[0])


def table(folder: Path) -> bool:
    """Prints a row for each file; whether all lengths were right or refused."""
    wrong, count = 0, 0
    sys.stdout.write(
        "| file | put in | every frame | acorns | difference |\n|---|---|---|---|---|\n"
    )
    for kind in (encoded, joined, tagged, by_hand, cut_and_mixed):
        for path, seconds in kind(folder):
            truth = decoded_seconds(path)
            difference = ""
            try:
                answer = audio_seconds(path)
            except FileError as error:
                told = f"refused: {error.problems[0].what}"
            else:
                told, off = str(answer), answer - (truth or 0)
                difference = f"{off:+.3f}"
                wrong += abs(off) > TOLERANCE
            count += 1
            shown = "none" if truth is None else f"{truth:.3f}"
            sys.stdout.write(
                f"| {path.name} | {seconds or '?'} | {shown} | {told} | {difference} |\n"
            )
            sys.stdout.flush()
    sys.stdout.write(f"\n{count} files, {wrong} wrong.\n")
    return not wrong


if __name__ == "__main__":
    if shutil.which("ffmpeg") is None:
        sys.exit("this needs ffmpeg")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(scratch)
        folder.mkdir(exist_ok=True)
        sys.exit(not table(folder))
