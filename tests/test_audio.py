"""How long a piece of audio is, and what is not believed."""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import time
import wave
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acorns_cli import audio
from acorns_cli.audio import audio_seconds
from acorns_cli.errors import FileError

AUDIO = Path(__file__).parent / "audio"

# As tests/audio/README.md says: the tone has 1.25 s, and an encoder of MP3 adds silence to it.
LENGTHS = {
    "constant-counted.mp3": "1.28",
    "constant.mp3": "1.306",
    "tone-index-first.m4a": "1.25",
    "tone-opus.ogg": "1.25",
    "tone-vorbis.ogg": "1.25",
    "tone.aiff": "1.25",
    "tone.flac": "1.25",
    "tone.m4a": "1.25",
    "tone.wav": "1.25",
    "variable.mp3": "1.306",
}
CUT_SHORT = "this audio is cut short: it promises more than the file holds"
NOT_AUDIO = "this is not audio that can be read"
NO_LENGTH = "this audio has no length"


def content_of(name: str) -> bytes:
    return (AUDIO / name).read_bytes()


@pytest.mark.parametrize(("name", "seconds"), LENGTHS.items())
def test_the_length_of_audio(name: str, seconds: str):
    length = audio_seconds(AUDIO / name)
    assert str(length) == seconds
    assert 0 <= length - Decimal("1.25") < Decimal("0.06")


def test_every_file_is_expected():
    assert {path.name for path in AUDIO.iterdir()} == {"README.md", *LENGTHS}


@pytest.mark.parametrize(
    "name", ["no extension", "song.wav", "größe 🎬\x1b.MP3", "-", "b\udcff", "a\nb"]
)
def test_the_name_of_audio_does_not_matter(tmp_path: Path, name: str):
    path = tmp_path / name
    path.write_bytes(content_of("variable.mp3"))
    assert audio_seconds(path) == Decimal("1.306")


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


def test_what_tinytag_would_print_is_not_printed():
    script = "import sys, pathlib as p, acorns_cli.audio as f"
    script += "; print(f.audio_seconds(p.Path(sys.argv[1])))"
    words = [sys.executable, "-c", script, str(AUDIO / "tone.m4a")]
    environment = {**os.environ, "TINYTAG_DEBUG": "1"}
    assert subprocess.check_output(words, env=environment, text=True) == "1.25\n"


def test_an_empty_file_is_no_audio(tmp_path: Path):
    assert refused(tmp_path / "song.mp3", b"") == "the file is empty"


@pytest.mark.parametrize("name", sorted(LENGTHS))
def test_audio_that_is_cut_short(tmp_path: Path, name: str):
    content = content_of(name)
    for percent in range(1, 90):
        cut = content[: len(content) * percent // 100]
        if name == "constant.mp3":
            # Nothing in it says how long it was, so it is as long as what is left.
            (tmp_path / name).write_bytes(cut)
            if percent > 10:
                length = audio_seconds(tmp_path / name)
                assert abs(length - Decimal("1.306") * percent / 100) < Decimal("0.03")
        else:
            assert refused(tmp_path / name, cut) in (CUT_SHORT, NOT_AUDIO, NO_LENGTH)
            if percent > 40 and name != "tone.m4a":
                assert refused(tmp_path / name, cut) == CUT_SHORT


def test_a_wav_written_to_a_pipe_promises_what_nobody_knew(tmp_path: Path):
    content = bytearray(content_of("tone.wav"))
    content[40:44] = b"\xff" * 4
    assert refused(tmp_path / "song.wav", bytes(content)) == CUT_SHORT


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
    flac = bytearray(content_of("tone.flac"))
    flac[21] &= 0xF0
    flac[22:26] = bytes(4)  # where the number of samples stands; 0 is for not known
    assert refused(path, bytes(flac)) == NO_LENGTH


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
def test_hostile_audio_takes_neither_long_nor_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: bytes, unit: bytes
):
    monkeypatch.setattr(audio, "MAX_READING_SECONDS", 0.2)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    refused(tmp_path / "song", start + unit * (4_000_000 // len(unit)))
    assert time.process_time() - begun < 1.5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 50_000  # KiB


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scratch") / "song"


@given(
    name=st.sampled_from(sorted(LENGTHS)),
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


def test_tinytag_is_loaded_for_audio_alone():
    code = "import sys, acorns_cli.audio; sys.exit('tinytag' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
