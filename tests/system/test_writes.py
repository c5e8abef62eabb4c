"""Files are written whole or not at all, and a new one never over another.

`ACORNS_KILLS=300` kills more writers than a commit should have to wait for.
"""

import io
import os
import random
import resource
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from refusals import told

from acorns_cli.errors import FileError
from acorns_cli.system.writes import whole_file, written_new, written_whole

pytestmark = pytest.mark.usefixtures("_no_hang")

KILLS = int(os.environ.get("ACORNS_KILLS", "20"))


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def only(folder: Path, *names: str) -> bool:
    return sorted(path.name for path in folder.iterdir()) == sorted(names)


def test_a_new_file_and_an_old_one(tmp_path: Path):
    target = tmp_path / "out.json"
    written_whole(target, b"first, and longer")
    assert target.read_bytes() == b"first, and longer"
    written_whole(target, b"second")
    assert target.read_bytes() == b"second"
    assert only(tmp_path, "out.json")


@pytest.mark.parametrize("mask", [0o022, 0o077, 0o000])
def test_a_new_file_has_the_mode_that_any_new_file_has(tmp_path: Path, mask: int):
    before = os.umask(mask)
    try:
        written_whole(tmp_path / "out", b"")
    finally:
        os.umask(before)
    assert mode_of(tmp_path / "out") == 0o666 & ~mask


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666, 0o755])
def test_an_old_file_keeps_its_mode(tmp_path: Path, mode: int):
    target = tmp_path / "out"
    target.write_bytes(b"old")
    target.chmod(mode)
    with whole_file(target) as write:
        [unfinished] = [path for path in tmp_path.iterdir() if path != target]
        assert mode_of(unfinished) == mode  # a secret is none the less so while it is written
        write(b"new")
    assert (target.read_bytes(), mode_of(target)) == (b"new", mode)


def test_nothing_is_seen_of_a_file_before_it_is_whole(tmp_path: Path):
    target = tmp_path / "out"
    target.write_bytes(b"old")
    with whole_file(target) as write:
        write(bytes(5_000_000))
        assert target.read_bytes() == b"old"
    assert target.stat().st_size == 5_000_000


def test_links_are_followed(tmp_path: Path):
    (tmp_path / "folder").mkdir()
    target, link, second = tmp_path / "folder" / "target", tmp_path / "link", tmp_path / "second"
    link.symlink_to("folder/target")
    second.symlink_to(link)
    written_whole(second, b"one")  # it dangles
    assert target.read_bytes() == b"one"
    written_whole(link, b"two")
    assert target.read_bytes() == b"two"
    assert link.is_symlink() and second.is_symlink() and not target.is_symlink()
    assert only(tmp_path / "folder", "target")


def test_a_name_as_long_as_names_may_be(tmp_path: Path):
    written_whole(tmp_path / ("🎬" * 63), b"new")
    assert only(tmp_path, "🎬" * 63)


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, SystemExit, GeneratorExit])
def test_an_error_while_writing_leaves_what_was_there(tmp_path: Path, error: type[BaseException]):
    for target in (tmp_path / "old", tmp_path / "new"):
        (tmp_path / "old").write_bytes(b"old")
        with pytest.raises(error), whole_file(target) as write:
            write(bytes(3_000_000))
            raise error
        assert only(tmp_path, "old")
        assert (tmp_path / "old").read_bytes() == b"old"


@pytest.mark.parametrize(
    "error", [OSError(5, "Input/output error"), ValueError("x"), BrokenPipeError()]
)
def test_an_error_of_the_writers_own_stays_as_it_is(tmp_path: Path, error: Exception):
    with pytest.raises(type(error)) as caught, whole_file(tmp_path / "out"):
        raise error
    assert caught.value is error
    assert only(tmp_path)


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("folder", "this is a folder; name a file in it"),
        ("missing/out", "there is no folder '.*'; make it first, or name another"),
        ("file/out", "not a directory"),
        ("loop", "too many levels of symbolic links"),
    ],
)
def test_what_can_not_be_written_over(tmp_path: Path, name: str, what: str):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"old")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(FileError, match=f": {what}$"):
        written_whole(tmp_path / name, b"new")
    assert only(tmp_path, "folder", "file", "loop")
    assert (tmp_path / "loop").is_symlink()
    assert not list((tmp_path / "folder").iterdir())


@pytest.mark.parametrize("name", ["a\0b", "\ud800", "x" * 300])
def test_what_no_file_can_be_called(tmp_path: Path, name: str):
    with pytest.raises(
        FileError, match=r": (this can't be the name of a file|file name too long)(;|$)"
    ):
        written_whole(tmp_path / name, b"")
    assert only(tmp_path)


def test_a_folder_that_may_not_be_written(open_folder: Path):
    (open_folder / "old").write_bytes(b"old")
    open_folder.chmod(0o555)
    for name in ("old", "new"):
        with pytest.raises(FileError, match=r": permission denied(;|$)"):
            written_whole(open_folder / name, b"new")
    assert only(open_folder, "old")
    assert (open_folder / "old").read_bytes() == b"old"


def test_a_file_that_may_not_be_written(open_folder: Path):
    target = open_folder / "out"
    target.write_bytes(b"old")
    target.chmod(0o444)
    with pytest.raises(FileError, match=r": permission denied(;|$)"):
        written_whole(target, b"new")
    assert (target.read_bytes(), mode_of(target)) == (b"old", 0o444)
    assert only(open_folder, "out")


def test_a_full_device(tmp_path: Path):
    for size in (1, 5_000_000):
        with pytest.raises(FileError, match=r": no space left on device(;|$)"):
            written_whole(Path("/dev/full"), bytes(size))
    link = tmp_path / "link"
    link.symlink_to("/dev/full")
    with pytest.raises(FileError, match=r": no space left on device(;|$)"):
        written_whole(link, b"new")
    assert only(tmp_path, "link")
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


def test_a_disk_that_is_full_in_the_middle(tmp_path: Path):
    target = tmp_path / "out"
    target.write_bytes(b"old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, before[1]))
    try:
        with pytest.raises(FileError, match=r": file too large(;|$)"), whole_file(target) as write:
            for _ in range(500):
                write(bytes(10_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert target.read_bytes() == b"old"
    assert only(tmp_path, "out")


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_disk_that_fails_at_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str):
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    target = tmp_path / "out"
    target.write_bytes(b"old")
    with monkeypatch.context() as patch:
        patch.setattr(os, step, fail)
        with pytest.raises(FileError, match=r": no space left on device(;|$)"):
            written_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert only(tmp_path, "out")


def test_a_device_and_a_pipe_are_written_to_and_not_replaced(tmp_path: Path):
    written_whole(Path("/dev/null"), b"new")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    found: list[bytes] = []
    reader = threading.Thread(target=lambda: found.append(fifo.read_bytes()))
    reader.start()
    written_whole(fifo, bytes(300_000))
    reader.join()
    assert found == [bytes(300_000)]
    assert stat.S_ISFIFO(fifo.stat().st_mode)
    assert only(tmp_path, "fifo")


def test_standard_output_by_its_name():
    code = (
        "from pathlib import Path\n"
        "from acorns_cli.system.writes import written_whole\n"
        "written_whole(Path('/dev/stdout'), b'new')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.stdout, done.stderr, done.returncode) == (b"new", b"", 0)


def test_a_pipe_that_nobody_reads_any_more_is_no_fault_of_the_file():
    reader, writer = os.pipe()
    os.close(reader)
    with pytest.raises(BrokenPipeError):
        written_whole(Path(f"/dev/fd/{writer}"), bytes(5_000_000))
    os.close(writer)


def test_writers_at_once_leave_one_whole_result(tmp_path: Path):
    target = tmp_path / "out"
    contents = [bytes([letter]) * 1_000_000 for letter in b"abcdef"]
    done: list[bytes] = []

    def write(content: bytes) -> None:
        for _ in range(5):
            written_whole(target, content)
            done.append(target.read_bytes())

    writers = [threading.Thread(target=write, args=[content]) for content in contents]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(done) == 30
    assert {*done} <= {*contents}
    assert only(tmp_path, "out")


def test_a_kill_at_any_moment_leaves_the_old_or_the_new_file(tmp_path: Path):
    target = tmp_path / "out"
    contents = [letter * 5_000_000 for letter in (b"a", b"b")]
    written_whole(target, contents[0])
    chance = random.Random(7)
    seen: set[bytes] = set()
    kills = 0
    # A writer that is slow to start is killed before it has written anything, so there may be more.
    while kills < KILLS or seen != {b"a", b"b"}:
        kills += 1
        child = os.fork()
        if not child:
            try:
                while True:
                    for content in contents:
                        written_whole(target, content)
            finally:
                os._exit(1)  # it never gets here, and must not go on as a second pytest
        time.sleep(chance.uniform(0, 0.06))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        found = target.read_bytes()
        assert found in contents
        seen.add(found[:1])
        unfinished = [path for path in tmp_path.iterdir() if path != target]
        assert all(path.match(".acorns-*.part") for path in unfinished)
        for path in unfinished:
            path.unlink()


# --- new files --------------------------------------------------------------------------------

IS_THERE = ("there is a file of this name already", "name a new file; this one stays as it is", 0)


def test_a_new_file_is_written(tmp_path: Path):
    written_new(tmp_path / "new", b"content")
    assert (tmp_path / "new").read_bytes() == b"content"
    written_whole(tmp_path / "usual", b"content")
    assert mode_of(tmp_path / "new") == mode_of(tmp_path / "usual")
    assert only(tmp_path, "new", "usual")


@pytest.mark.parametrize("name", ["old", "link", "nowhere", "folder", "."])
def test_what_is_there_is_not_written_over(tmp_path: Path, name: str):
    (tmp_path / "old").write_bytes(b"old")
    (tmp_path / "link").symlink_to("old")
    (tmp_path / "nowhere").symlink_to("missing")
    (tmp_path / "folder").mkdir()
    with pytest.raises(FileError) as caught:
        written_new(tmp_path / name, b"new")
    assert told(caught.value) == IS_THERE
    assert (tmp_path / "old").read_bytes() == b"old"
    assert only(tmp_path, "old", "link", "nowhere", "folder")


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("missing/out", "there is no folder '.*/missing'; make it first, or name another"),
        ("file/out", "not a directory"),
    ],
)
def test_a_new_file_needs_its_folder(tmp_path: Path, name: str, what: str):
    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(FileError, match=f": {what}$"):
        written_new(tmp_path / name, b"new")
    assert only(tmp_path, "file")


def test_what_somebody_else_makes_meanwhile_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    target = tmp_path / "new"
    write = Path.write_bytes

    def write_after_another(part: Path, content: bytes) -> int:
        write(target, b"theirs")
        return write(part, content)

    monkeypatch.setattr(Path, "write_bytes", write_after_another)
    with pytest.raises(FileError) as caught:
        written_new(target, b"ours")
    assert told(caught.value) == IS_THERE
    assert target.read_bytes() == b"theirs"
    assert only(tmp_path, "new")


def test_a_file_system_without_links_takes_a_new_file_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", fail)
    written_new(tmp_path / "new", b"content")
    assert (tmp_path / "new").read_bytes() == b"content"
    assert only(tmp_path, "new")


@pytest.mark.parametrize("write", [written_new, written_whole])
def test_what_ends_the_process_while_a_file_is_made_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[[Path, bytes], None]
):
    class Ended(BaseException):
        pass

    def make_and_end(opened: Path, *_: object) -> None:
        opened.touch()
        raise Ended

    monkeypatch.setattr(io, "FileIO", make_and_end)
    monkeypatch.setattr(Path, "write_bytes", make_and_end)
    with pytest.raises(Ended):
        write(tmp_path / "new", b"content")
    assert only(tmp_path)


def test_a_kill_at_any_moment_leaves_new_files_whole(tmp_path: Path):
    chance = random.Random(8)
    content = bytes(range(250)) * 20_000
    whole = 0
    for _ in range(max(20, KILLS)):
        child = os.fork()
        if not child:
            try:
                for number in range(1000):
                    written_new(tmp_path / f"{os.getpid()}-{number}", content)
            finally:
                os._exit(1)
        time.sleep(chance.uniform(0, 0.04))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        for path in tmp_path.iterdir():
            if not path.match(".acorns-*.part"):
                assert path.read_bytes() == content
                whole += 1
            path.unlink()
    assert whole
