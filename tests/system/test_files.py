"""Files on a disk that are read: YAML as bytes, and what is no file, or none that can be read."""

import os
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from refusals import told
from yamltrees import plain, survives

from acorns_cli.errors import AcornsWarning, FileError
from acorns_cli.records.record import Node
from acorns_cli.system.audio import audio_seconds
from acorns_cli.system.files import inside, yaml_tree

pytestmark = pytest.mark.usefixtures("_no_hang")


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One file for all the examples of a property."""
    return tmp_path_factory.mktemp("scratch") / "file"


def tree(tmp_path: Path, content: bytes) -> Node:
    path = tmp_path / "list.yaml"
    path.write_bytes(content)
    node, problems = yaml_tree(path)
    assert problems == []
    return node


# --- YAML in a file ---------------------------------------------------------------------------


@pytest.mark.usefixtures("_each_loader")
@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\xef\xbb\xbfa: 1\n", {"a": "1"}),
        ("name: Größe 🎬\n".encode(), {"name": "Größe 🎬"}),
    ],
)
def test_what_is_accepted(tmp_path: Path, content: bytes, expected: object):
    assert plain(tree(tmp_path, content)) == expected


@pytest.mark.usefixtures("_each_loader")
@pytest.mark.parametrize(
    ("content", "what", "fix", "line"),
    [
        ("\ufeff".encode(), "the file is empty", "", 0),
        (b"a: 1\nb: caf\xe9\n", "this is not UTF-8 text", "save as UTF-8", 2),
        ("a: 1\n".encode("utf-16"), "this is not UTF-8 text", "save as UTF-8", 1),
    ],
)
def test_what_is_refused_by_name(tmp_path: Path, content: bytes, what: str, fix: str, line: int):
    with pytest.raises(FileError) as caught:
        tree(tmp_path, content)
    assert told(caught.value) == (what, fix, line)
    assert caught.value.file == str(tmp_path / "list.yaml")


def test_a_comment_that_is_most_likely_text_is_warned_of(tmp_path: Path):
    what = "'#2' is a comment, and not part of the text before it"
    with pytest.warns(AcornsWarning) as caught:
        tree(tmp_path, b"title: Take #2\n\n")
    assert [str(warning.message) for warning in caught] == [
        f"{tmp_path}/list.yaml:1: {what}; write title: 'Take #2'"
    ]


@given(content=st.binary(max_size=200))
def test_any_bytes(scratch: Path, content: bytes):
    scratch.write_bytes(content)
    survives(lambda: yaml_tree(scratch), content.count(b"\n") + content.count(b"\r"))


# --- the files themselves ---------------------------------------------------------------------


def test_a_file_of_1_mib_is_read_and_one_byte_more_is_not(tmp_path: Path):
    assert tree(tmp_path, b"a".ljust(1024 * 1024, b" "))
    with pytest.raises(FileError) as caught:
        tree(tmp_path, b"a".ljust(1024 * 1024 + 1, b" "))
    assert told(caught.value) == ("the file is over 1 MiB", "a price list or project is smaller", 0)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path):
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(1 << 40)  # 1 TiB that takes no room
    start = time.process_time()
    with pytest.raises(FileError, match="over 1 MiB"):
        yaml_tree(path)
    assert time.process_time() - start < 1


@pytest.mark.parametrize("name", ["a\0b", "\ud800", "x" * 300])
@pytest.mark.parametrize("read", [yaml_tree, audio_seconds])
def test_what_no_file_can_be_called(tmp_path: Path, read, name: str):
    with pytest.raises(
        FileError, match=r": (this can't be the name of a file|file name too long)(;|$)"
    ):
        read(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("read", [yaml_tree, audio_seconds])
def test_what_is_no_file(tmp_path: Path, read):
    with pytest.raises(FileError, match=r": no such file or directory(;|$)"):
        read(tmp_path / "missing")
    with pytest.raises(FileError) as caught:
        read(tmp_path)
    assert told(caught.value) == ("this is a folder", "name a file in it", 0)
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    with pytest.raises(FileError, match=r": too many levels of symbolic links(;|$)"):
        read(loop)
    for device in ("/dev/zero", "/dev/null", "/dev/full", "/dev/tty"):
        with pytest.raises(FileError) as caught:
            read(Path(device))
        assert told(caught.value) == ("this is a pipe or a device", "name an ordinary file", 0)


@pytest.mark.parametrize("read", [yaml_tree, audio_seconds])
def test_an_unreadable_file(open_folder: Path, read):
    secret = open_folder / "secret"
    secret.write_text("a: 1")
    secret.chmod(0)
    with pytest.raises(FileError, match=r": permission denied(;|$)"):
        read(secret)


def test_a_pipe_is_read_and_one_that_nobody_writes_is_not_waited_for(tmp_path: Path):
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    with pytest.raises(FileError, match=r": the file is empty(;|$)"):
        yaml_tree(fifo)
    with pytest.raises(FileError, match=r": this is a pipe or a device(;|$)"):
        audio_seconds(fifo)
    reader, writer = os.pipe()
    writing = threading.Timer(0.1, lambda: (os.write(writer, b"a: 1"), os.close(writer)))
    writing.start()
    assert plain(yaml_tree(Path(f"/dev/fd/{reader}"))[0]) == {"a": "1"}
    writing.join()
    os.close(reader)


def test_the_name_in_an_error_cannot_steer_a_terminal(tmp_path: Path):
    path = tmp_path / "a\x1b[2Jb\udcff"
    path.write_text("")
    with pytest.raises(FileError) as caught:
        yaml_tree(path)
    assert caught.value.file == f"{tmp_path}/a\\x1b[2Jb\\udcff"


def test_the_files_of_a_folder(open_folder: Path):
    for name in ("b", "a", ".c"):
        (open_folder / name).write_text("")
    (open_folder / "folder").mkdir()
    (open_folder / "dangling").symlink_to("nowhere")
    os.mkfifo(open_folder / "fifo")
    assert [path.name for path in inside(open_folder, Path.is_file)] == [".c", "a", "b"]
    assert inside(open_folder / "missing", Path.is_file) == []
    assert inside(open_folder / "a", Path.is_file) == []
    open_folder.chmod(0)
    with pytest.raises(FileError, match=r": permission denied(;|$)"):
        inside(open_folder, Path.is_file)
