"""How long a piece of audio is, and what is not believed."""

import os
import random
import resource
import struct
import subprocess
import sys
import time
import wave
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acorns_cli.errors import FileError
from acorns_cli.system.audio import audio_seconds

AUDIO = Path(__file__).parent / "audio"

# As tests/system/audio/README.md says: the tone has 1.25 s. One MP3 does not say what its encoder
# added.
LENGTHS = {
    "constant-counted.mp3": "1.25",
    "constant.mp3": "1.306",
    "tone-index-first.m4a": "1.254",
    "tone-opus.ogg": "1.25",
    "tone-vorbis.ogg": "1.25",
    "tone.aiff": "1.25",
    "tone.flac": "1.25",
    "tone.m4a": "1.254",
    "tone.wav": "1.25",
    "variable.mp3": "1.25",
}
SMALL = {
    "adts.aac": "1.152",
    "alac.m4a": "1",
    "cut-out-with-time-stamps.ogg": "1.036",
    "flac-in-ogg.oga": "1",
    "fragmented.m4a": "1.152",
    "rf64.wav": "0.1",
    "video-with-half-of-sound.mp4": "0.512",
}
"""What tests/system/audio/README.md lists as made with ffmpeg."""
NO_SOUND = "there is no sound in this file"
REFUSED = {"video-without-sound.mp4": NO_SOUND}
CUT_SHORT = "this audio is cut short: it promises more than is there"
NOT_AUDIO = "this is not audio that can be read"
NO_LENGTH = "this audio has no length"
JOINED = "its time stamps jump: recordings are joined in it, or a part is missing"
NO_SOUND_HERE = "some of this is not audio"
NO_CODEC = "this is audio of a kind that can't be read"
NOT_ALL = "not all of this audio can be read"


def content_of(name: str) -> bytes:
    return (AUDIO / name).read_bytes()


@pytest.mark.parametrize(("name", "seconds"), [*LENGTHS.items(), *SMALL.items()])
def test_the_length_of_audio(name: str, seconds: str):
    assert str(audio_seconds(AUDIO / name)) == seconds


def test_every_file_is_expected():
    files = {"README.md", "lengths.py", *LENGTHS, *SMALL, *REFUSED}
    assert {path.name for path in AUDIO.iterdir() if path.is_file()} == files


@pytest.mark.parametrize(("name", "what"), REFUSED.items())
def test_a_file_without_sound(tmp_path: Path, name: str, what: str):
    assert refused(tmp_path / name, content_of(name)) == what


@pytest.mark.parametrize(
    "name", ["no extension", "song.wav", "größe 🎬\x1b.MP3", "-", "b\udcff", "a\nb"]
)
def test_the_name_of_audio_does_not_matter(tmp_path: Path, name: str):
    path = tmp_path / name
    path.write_bytes(content_of("variable.mp3"))
    assert audio_seconds(path) == Decimal("1.25")


def test_a_tag_before_or_behind_the_sound_does_not_count(tmp_path: Path):
    path = tmp_path / "song"
    before = b"ID3\x04\0\0" + bytes([0, 0, 0x10, 0]) + bytes(0x10 << 7)
    behind = b"TAG".ljust(128, b"\0")
    for name in ("constant.mp3", "constant-counted.mp3", "variable.mp3", "tone.flac"):
        path.write_bytes(before + content_of(name) + behind)
        assert str(audio_seconds(path)) == LENGTHS[name]


def refused(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    with pytest.raises(FileError) as caught:
        audio_seconds(path)
    [problem] = caught.value.problems
    assert "--duration" in problem.fix or problem.what == "the file is empty"
    assert problem.line == 0
    return problem.what


@pytest.mark.parametrize(
    "content",
    [
        b"only words\n" * 100,
        "only words\n".encode("utf-16") * 100,
        bytes(5000),
        b"\xff\xfb" + random.Random(1).randbytes(20_000),
        b"ID3",
        b"\x89PNG\r\n\x1a\n" + bytes(500),
        b"PK\x03\x04" + bytes(500),
        b"RIFF\0\0\0\0AVI ",
    ],
)
def test_what_is_no_audio(tmp_path: Path, content: bytes):
    assert refused(tmp_path / "song.mp3", content) in (NOT_AUDIO, NO_LENGTH)


def test_an_empty_file_is_no_audio(tmp_path: Path):
    assert refused(tmp_path / "song.mp3", b"") == "the file is empty"


@pytest.mark.parametrize("name", sorted(LENGTHS))
def test_audio_that_is_cut_short_is_refused_or_as_long_as_what_is_left(tmp_path: Path, name: str):
    content = content_of(name)
    before = Decimal(0)
    for percent in range(1, 100):
        (tmp_path / name).write_bytes(content[: len(content) * percent // 100])
        try:
            length = audio_seconds(tmp_path / name)
        except FileError as error:
            told = error.problems[0].what
            whys = (CUT_SHORT, NOT_AUDIO, NO_LENGTH, NOT_ALL, NO_SOUND_HERE, NO_SOUND, NO_CODEC)
            assert told in whys
        else:
            assert before <= length <= Decimal(LENGTHS[name])
            if name in ("constant.mp3", "tone.wav") and percent > 10:
                assert abs(length - Decimal(LENGTHS[name]) * percent / 100) < Decimal("0.03")
            if name.endswith((".flac", ".m4a", ".aiff")):
                assert Decimal(LENGTHS[name]) - length <= Decimal("0.05")
            before = length


def mp3(rate: int, *, version: int = 3, places: int = 1, rate_place: int = 0) -> bytes:
    """Frames of silence: `rate` is the length of each in bytes, for the place of its bit rate."""
    header = bytes([0xFF, 0xE3 | version << 3, places << 4 | rate_place << 2, 0xC4])
    return header + bytes(rate - 4)


QUIET = mp3(104, places=1)  # 32 kbit/s at 44,100 Hz
LOUD = mp3(835, places=13)  # 256 kbit/s
PLAIN = mp3(417, places=9)  # 128 kbit/s
SLOW = mp3(72, version=0, places=1, rate_place=2)  # MPEG 2.5, 8 kbit/s at 8,000 Hz
FRAME = Fraction(1152, 44_100)


def info(frames: int, name: bytes = b"Info") -> bytes:
    """A frame that counts the others, as an encoder puts it first."""
    counts = name + struct.pack(">III", 3, frames, 417 * frames)
    return PLAIN[:21] + counts + PLAIN[21 + len(counts) :]


def ape(size: int) -> bytes:
    return bytes(size) + b"APETAGEX" + struct.pack("<IIII", 2000, size, 1, 0x80000000) + bytes(8)


def id3(size: int) -> bytes:
    return b"ID3\4\0\0" + bytes(size >> shift & 127 for shift in (21, 14, 7, 0)) + bytes(size)


@pytest.mark.parametrize(
    ("content", "frames"),
    [
        pytest.param(QUIET * 10 + LOUD * 9178, 9188, id="variable without a header, quiet first"),
        pytest.param(LOUD * 10 + QUIET * 2000, 2010, id="variable without a header, loud first"),
        pytest.param(PLAIN * 2000 + ape(300_000), 2000, id="a large tag behind"),
        pytest.param(PLAIN * 2000 + id3(300_000), 2000, id="a large ID3 tag behind"),
        pytest.param(id3(1_000_000) + PLAIN * 2000, 2000, id="a large tag before"),
        pytest.param(PLAIN * 2000 + b"TAG".ljust(128, b"\0"), 2000, id="ID3v1"),
        # The first frame behind the tag is lost to a decoder, too.
        pytest.param(PLAIN * 500 + id3(3000) + PLAIN * 500, 999, id="joined, a tag between"),
        pytest.param(PLAIN * 500 + LOUD * 500, 1000, id="joined, of two bit rates"),
        pytest.param(info(2000) + PLAIN * 2000, 2000, id="Info"),
        pytest.param(info(50) + PLAIN * 2000, 2000, id="Info that counts too few"),
        pytest.param(info(9000) + PLAIN * 2000, 2000, id="Info that counts too many"),
    ],
)
def test_every_frame_of_an_mp3_is_counted(tmp_path: Path, content: bytes, frames: int):
    path = tmp_path / "song.mp3"
    path.write_bytes(content)
    assert abs(Fraction(audio_seconds(path)) - frames * FRAME) <= Fraction(1, 1000)


def test_an_mp3_of_mpeg_2_5_has_shorter_frames(tmp_path: Path):
    path = tmp_path / "slow.mp3"
    path.write_bytes(SLOW * 500 + b"LYRICSBEGIN" + b"words " * 500)
    assert audio_seconds(path) == 36


@pytest.mark.parametrize("name", [b"Info", b"Xing"])
def test_two_mp3s_behind_a_header_each_are_refused(tmp_path: Path, name: bytes):
    one = info(1000, name) + PLAIN * 1000
    assert refused(tmp_path / "song.mp3", one + one) == JOINED
    (tmp_path / "song.mp3").write_bytes(one + id3(3000) + one)
    assert abs(Fraction(audio_seconds(tmp_path / "song.mp3")) - 2000 * FRAME) <= Fraction(1, 1000)


@pytest.mark.parametrize("first", ["tone-vorbis.ogg", "tone-opus.ogg", "flac-in-ogg.oga"])
@pytest.mark.parametrize("second", ["tone-vorbis.ogg", "tone-opus.ogg", "flac-in-ogg.oga"])
def test_a_chained_ogg_is_refused_or_counted(tmp_path: Path, first: str, second: str):
    if first == second == "flac-in-ogg.oga":
        # By chance, no time stamp of this one tells, and all its frames are read.
        (tmp_path / "song.ogg").write_bytes(content_of(first) * 2)
        assert audio_seconds(tmp_path / "song.ogg") == 2
        return
    told = refused(tmp_path / "song.ogg", content_of(first) + content_of(second))
    assert told == JOINED if first == second else told in (JOINED, NOT_ALL)


def test_two_flacs_joined_are_refused(tmp_path: Path):
    two = content_of("tone.flac") * 2
    assert refused(tmp_path / "song.flac", two) in (JOINED, NO_SOUND_HERE)


@pytest.mark.parametrize(
    "name", ["tone.wav", "tone.m4a", "tone.aiff", "rf64.wav", "fragmented.m4a", "alac.m4a"]
)
def test_what_is_behind_an_id3_tag_is_refused(tmp_path: Path, name: str):
    assert refused(tmp_path / "song", id3(3000) + content_of(name)) in (NOT_AUDIO, NO_SOUND_HERE)


@pytest.mark.parametrize("name", ["adts.aac", "tone.flac", "tone-vorbis.ogg", "constant.mp3"])
def test_what_is_counted_behind_an_id3_tag(tmp_path: Path, name: str):
    (tmp_path / "song").write_bytes(id3(3000) + content_of(name))
    assert str(audio_seconds(tmp_path / "song")) == (LENGTHS | SMALL)[name]


def wav(riff: int, data: int, samples: int = 60 * 8000, before: bytes = b"") -> bytes:
    """A WAV of 8,000 samples a second with these sizes, whatever its right ones are."""
    form = b"fmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8)
    start = b"RIFF" + struct.pack("<I", riff) + b"WAVE" + form + before
    return start + b"data" + struct.pack("<I", data) + b"\x80" * samples


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(wav(0, 0), id="sizes of 0"),
        pytest.param(wav(480_036, 0), id="a data size of 0"),
        pytest.param(wav(0xFFFFFFFF, 0xFFFFFFFF), id="sizes of a pipe"),
        pytest.param(wav(480_036, 0xFFFFFFFF), id="a data size of a pipe"),
        pytest.param(wav(0x7FFFFFFF, 0x7FFFFFDB), id="sizes of SoX"),
        pytest.param(wav(960_036, 960_000), id="cut short"),
        pytest.param(wav(480_048, 480_000, before=b"odd \3\0\0\0abc\0"), id="an odd chunk"),
        pytest.param(wav(480_036, 480_000) + b"LIST\4\0\0\0INFO", id="a chunk behind"),
    ],
)
def test_a_wav_is_as_long_as_its_sound(tmp_path: Path, content: bytes):
    (tmp_path / "song.wav").write_bytes(content)
    assert abs(audio_seconds(tmp_path / "song.wav") - 60) < Decimal("0.003")


def test_a_flac_of_unknown_total_is_counted(tmp_path: Path):
    flac = bytearray(content_of("tone.flac"))
    flac[21] &= 0xF0
    flac[22:26] = bytes(4)  # where the number of samples stands; 0 is for not known
    (tmp_path / "song").write_bytes(bytes(flac))
    assert audio_seconds(tmp_path / "song") == Decimal("1.25")
    (tmp_path / "song").write_bytes(bytes(flac[:-3]))  # its last frame can't be decoded
    assert Decimal("1.1") < audio_seconds(tmp_path / "song") < Decimal("1.25")


@pytest.mark.parametrize(
    "content", ["ffconcat version 1.0\nfile {}\n", "#EXTM3U\n#EXTINF:2,\n{}\n#EXT-X-ENDLIST\n"]
)
def test_a_playlist_opens_no_other_file(tmp_path: Path, content: str):
    (tmp_path / "tone.wav").write_bytes(content_of("tone.wav"))
    for other in ("tone.wav", tmp_path / "tone.wav"):
        assert refused(tmp_path / "song.mp3", content.format(other).encode()) == NOT_AUDIO


def test_an_index_larger_than_the_file_takes_no_memory(tmp_path: Path):
    content = content_of("tone-index-first.m4a")
    at = content.index(b"stsz") + 8
    huge = content[:at] + struct.pack(">II", 1, 100_000_000) + content[at + 8 :]
    begun = time.process_time()
    assert refused(tmp_path / "song.m4a", huge) == CUT_SHORT
    assert time.process_time() - begun < 1


def test_a_file_of_four_gigabytes_is_not_held_in_memory(tmp_path: Path):
    path = tmp_path / "large.wav"
    path.write_bytes(wav(0xFFFFFFFF, 0xFFFFFFFF, 0).replace(b"\x40\x1f\0\0", b"\1\0\0\0"))
    os.truncate(path, 4 << 30)  # of zeros that take no space on the disk
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(FileError, match="over 1,000 hours"):
        audio_seconds(path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 50_000  # KiB


def test_a_missing_library_is_not_the_fault_of_the_file(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "av", None)
    with pytest.raises(FileError) as caught:
        audio_seconds(AUDIO / "tone.wav")
    assert caught.value.problems[0].what.startswith("the library that reads audio can't be loaded")


def test_another_library_than_expected_is_not_the_fault_of_the_file(
    monkeypatch: pytest.MonkeyPatch,
):
    import av

    monkeypatch.delattr(av, "open")
    with pytest.raises(AttributeError):
        audio_seconds(AUDIO / "tone.wav")


def test_an_odd_wav_may_lack_its_last_byte(tmp_path: Path):
    path = tmp_path / "odd.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 1, 8000, 0, "NONE", ""))
        file.writeframes(bytes(8001))
    path.write_bytes(path.read_bytes()[: 44 + 8001])
    assert audio_seconds(path) == 1


def test_audio_without_a_sample(tmp_path: Path):
    path = tmp_path / "silent.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((2, 2, 44_100, 0, "NONE", ""))
    assert refused(path, path.read_bytes()) == NO_LENGTH


def test_audio_longer_than_any_job(tmp_path: Path):
    path = tmp_path / "long.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 1, 1, 0, "NONE", ""))  # one byte for each second
        file.writeframes(bytes(3_600_001))
    with pytest.raises(FileError, match=r": this audio is over 1,000 hours long(;|$)"):
        audio_seconds(path)


@pytest.mark.parametrize(
    ("start", "unit"),
    [
        (b"ID3\4\0\0\0\0\0\0", b"hello wo"),
        (b"\0\0\0\x10ftypM4A \0\0\0\0", b"\0\0\0\x08free"),
        (b"\0\0\0\x10ftypM4A \0\0\0\0\xff\xff\xff\xffmoov\xff\xff\xff\xf0mvhd", b"\0"),
        (b"\0\0\0\x10ftypM4A \0\0\0\0\0\0\0\1moov" + b"\xff" * 8, b"\xff"),
        (b"", b"OggS\0\0" + bytes(20) + b"\xff" + bytes(255)),
        (b"", b"OggS\0\0" + bytes(20) + b"\xff" + b"\xff" * 255 + bytes(255 * 255)),
        (b"fLaC", bytes(4)),
        (b"RIFF\0\0\0\0WAVE", b"abcd\0\0\0\0"),
        (b"RIFF\0\0\0\0WAVE", b"fmt \xff\xff\xff\xff"),
        (b"FORM\0\0\0\0AIFF", b"COMM\xff\xff\xff\xff"),
    ],
)
def test_hostile_audio_takes_neither_long_nor_much(tmp_path: Path, start: bytes, unit: bytes):
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    refused(tmp_path / "song", start + unit * (4_000_000 // len(unit)))
    assert time.process_time() - begun < 3  # seconds of the processor's, on a busy machine too
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 50_000  # KiB


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scratch") / "song"


@given(
    name=st.sampled_from(sorted(LENGTHS | SMALL)),
    keep=st.integers(1, 12_000),
    flips=st.lists(
        st.tuples(st.integers(0, 12_000) | st.integers(0, 80), st.integers(0, 255)), max_size=6
    ),
)
def test_any_mutation_of_audio(scratch: Path, name: str, keep: int, flips: list[tuple[int, int]]):
    content = bytearray(content_of(name)[:keep])
    for at, byte in flips:
        content[at % len(content)] = byte
    scratch.write_bytes(content)
    try:
        length = audio_seconds(scratch)
    except FileError as error:
        assert len(error.problems) == 1
    else:
        assert Decimal(0) < length <= 3_600_000
        assert round(length, 3) == length


def test_the_library_is_loaded_for_audio_alone():
    code = "import sys, acorns_cli.system.audio; sys.exit('av' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
