"""Files on a disk: strict YAML, and writes that are whole or not at all.

`ACORNS_KILLS=300` kills more writers than a commit should have to wait for.
"""

import io
import os
import random
import resource
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import yaml
from hostile import steering
from hypothesis import given
from hypothesis import strategies as st

from acorns_cli.errors import AcornsWarning, FileError
from acorns_cli.records import yamltext
from acorns_cli.records.record import Node
from acorns_cli.system.audio import audio_seconds
from acorns_cli.system.files import inside, yaml_tree
from acorns_cli.system.writes import whole_file, written_new, written_whole

SHIPPED = Path(__file__).parents[2] / "prices" / "neural-frames" / "2025-06-27.yaml"
KILLS = int(os.environ.get("ACORNS_KILLS", "20"))
NOBODY = 65534


@pytest.fixture(autouse=True)
def _no_hang() -> Iterator[None]:
    """A hang is a failure: a test that waits for a pipe would wait for ever."""

    def stop(*_: object) -> None:
        raise AssertionError("this hangs")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(600)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """An empty folder that another user reaches too; root is that user during the test."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    is_root = os.geteuid() == 0
    if is_root:
        os.chown(folder, NOBODY, NOBODY)
        os.seteuid(NOBODY)
    yield folder
    if is_root:
        os.seteuid(0)
    folder.chmod(0o777)
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One file for all the examples of a property."""
    return tmp_path_factory.mktemp("scratch") / "file"


@pytest.fixture(params=["CBaseLoader", "BaseLoader"])
def _each_loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yamltext, "_Loader", getattr(yaml, request.param))


def told(error: FileError) -> tuple[str, str, int]:
    """The only problem of an error: what, fix and line."""
    [problem] = error.problems
    return problem.what, problem.fix, problem.line


def tree(tmp_path: Path, content: str | bytes) -> Node:
    path = tmp_path / "list.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    node, problems = yaml_tree(path)
    assert problems == []
    return node


def plain(node: Node) -> object:
    """The tree without its lines."""
    if isinstance(node.value, dict):
        return {key: plain(child) for key, child in node.value.items()}
    if isinstance(node.value, tuple):
        return [plain(child) for child in node.value]
    return node.value


# --- YAML: what is read -----------------------------------------------------------------------


def test_the_fast_loader_is_the_one_in_use():
    assert yamltext._Loader is yaml.CBaseLoader


@pytest.mark.usefixtures("_each_loader")
@pytest.mark.parametrize(
    "text",
    [
        *("012", "0x10", "0o17", "1_000", "1e3", "4:00", "1:02:03.5", "no", "yes", "true", "null"),
        *("~", ".5", ".inf", "-.inf", ".nan", "+7", "-1", "٤", "7", "2025-06-27", "1.10", "="),
    ],
)
def test_every_scalar_stays_the_text_that_was_typed(tmp_path: Path, text: str):
    expected = {"a": text, text: "b", "c": [text]}
    assert plain(tree(tmp_path, f"a: {text}\n{text}: b\nc: [{text}]\n")) == expected


@pytest.mark.usefixtures("_each_loader")
def test_nodes_know_their_lines(tmp_path: Path):
    root = tree(tmp_path, "# prices\na: 1\nb:\n  - c: 2\n    d:\n      3\n")
    assert root == Node(
        {
            "a": Node("1", 2, 2),
            "b": Node((Node({"c": Node("2", 4, 4), "d": Node("3", 6, 5)}, 4),), 4, 3),
        },
        2,
    )


@pytest.mark.usefixtures("_each_loader")
@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\xef\xbb\xbfa: 1\n", {"a": "1"}),
        (b"a: 1\r\nb: [2,\r\n 3]\r\n", {"a": "1", "b": ["2", "3"]}),
        ("name: Größe 🎬\n".encode(), {"name": "Größe 🎬"}),
        (
            b"a: 'it''s'\nb: \"x\\ty\"\nc: |\n  two\n  lines\n",
            {"a": "it's", "b": "x\ty", "c": "two\nlines\n"},
        ),
        (b"---\na:\n...\n", {"a": ""}),
        (b"just words", "just words"),
        (b"a: 100%\nb: |\n  %\n", {"a": "100%", "b": "%\n"}),
    ],
)
def test_what_is_accepted(tmp_path: Path, content: bytes, expected: object):
    assert plain(tree(tmp_path, content)) == expected


def test_a_file_of_crlf_has_the_lines_of_an_editor(tmp_path: Path):
    root = tree(tmp_path, b"a: 1\r\n\r\nb: 2\r\n")
    assert root.line_at(("b",)) == 3


def test_20_levels_are_read_and_21_are_not(tmp_path: Path):
    assert tree(tmp_path, "[" * 20 + "a" + "]" * 20)
    with pytest.raises(FileError, match="nested more than 20 deep"):
        tree(tmp_path, "[" * 21 + "a" + "]" * 21)


# --- YAML: what is refused --------------------------------------------------------------------

ALIAS = (
    "an alias (& or *) is not allowed here",
    "put a text that begins so in quotes, or write the value out in each place",
)
MERGE = ("a merge key (<<) is not allowed here", "write the keys out in each place")
DIRECTIVE = ("a directive (%) is not allowed here", "leave the line out")
UNTAGGED = "leave the tag out; every value is read as text"
DEEP = "this is nested more than 20 deep"
KEY = ("a key must be text", "write it as key: value")


@pytest.mark.usefixtures("_each_loader")
@pytest.mark.parametrize(
    ("content", "what", "fix", "line"),
    [
        ("", "the file is empty", "", 0),
        ("\n\n", "the file is empty", "", 0),
        ("# nothing\n# yet\n", "the file is empty", "", 0),
        ("\ufeff", "the file is empty", "", 0),
        (b"a: 1\nb: caf\xe9\n", "this is not UTF-8 text", "save as UTF-8", 2),
        ("a: 1\n".encode("utf-16"), "this is not UTF-8 text", "save as UTF-8", 1),
        ("a: 1\nb: \0\n", r"the character '\x00' is not allowed", "take it out", 2),
        ("a: \x1b[2J\n", r"the character '\x1b' is not allowed", "take it out", 1),
        ("a: 1\n---\nb: 2\n", "a second document starts here", "keep one in each file", 2),
        ("a: 1\n---\n", "a second document starts here", "keep one in each file", 2),
        ("\n%YAML 1.2\n---\na: 1\n", *DIRECTIVE, 2),
        ("a: 1\nb: !!int 2\n", "the tag 'tag:yaml.org,2002:int' is not allowed here", UNTAGGED, 2),
        ("a: !euro 2\n", "the tag '!euro' is not allowed here", UNTAGGED, 1),
        ("!!int 1: a\n", "the tag 'tag:yaml.org,2002:int' is not allowed here", UNTAGGED, 1),
        ("! a\n", "the tag '!' is not allowed here", UNTAGGED, 1),
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n", *ALIAS, 1),
        ("a: 1\nb: &x 2\n", *ALIAS, 2),
        ("a: &x 2\nb: *x\n", *ALIAS, 1),
        ("a: 1\n\nb: *x\n", *ALIAS, 3),
        ("&x a: 1\n", *ALIAS, 1),
        ("*x : 1\n", *ALIAS, 1),
        ("a: {b: 1}\nc:\n  <<: {b: 2}\n", *MERGE, 3),
        ("a: 1\n[b, c]: 2\n", *KEY, 2),
        ("? {a: 1}\n: 2\n", *KEY, 1),
        ("?\n: 2\n", *KEY, 1),
        ("'': 2\n", *KEY, 1),
        ("a:\n  " + "[" * 10_000, DEEP, "", 2),
        ("[" * 10_000 + "]" * 10_000, DEEP, "", 1),
        ("- " * 10_000, DEEP, "", 1),
        ("{a: " * 10_000, DEEP, "", 1),
        ("? " * 10_000, *KEY, 1),
        ("[" * 25 + "{" * 5_000, DEEP, "", 1),
        ("{a: " + "[" * 5_000, DEEP, "", 1),
        ("a: 1\nb:\n- " + "[" * 1_200, DEEP, "", 3),
        ("[[]," * 15 + "[" * 5_000, DEEP, "", 1),
        ("[it's, " + "[" * 5_000, DEEP, "", 1),
    ],
)
def test_what_is_refused_by_name(
    tmp_path: Path, content: str | bytes, what: str, fix: str, line: int
):
    with pytest.raises(FileError) as caught:
        tree(tmp_path, content)
    assert told(caught.value) == (what, fix, line)
    assert caught.value.file == str(tmp_path / "list.yaml")


NEEDS_QUOTES = "this is not YAML: a text with : or a sign at its start needs quotes"


@pytest.mark.parametrize(
    ("content", "fix"),
    [
        ("title: ACME: Brand Film\n", "write title: 'ACME: Brand Film'"),
        ("- name: it's: a\n", "write name: 'it''s: a'"),
        ("title: @home\n", "write title: '@home'"),
        ("title: 10%: a\ufeff\n", "write title: '10%: a\\ufeff'"),
        (f"title: a: {'b' * 200}\n", "put the text in quotes"),
    ],
)
def test_a_text_that_needs_quotes_is_given_them(tmp_path: Path, content: str, fix: str):
    with pytest.raises(FileError) as caught:
        tree(tmp_path, content)
    assert told(caught.value) == (NEEDS_QUOTES, fix, 1)


@pytest.mark.parametrize(
    ("line", "lost", "fix"),
    [
        ("title: Take #2", "#2", "write title: 'Take #2'"),
        ("- name: It's take #2", "#2", "write - name: 'It''s take #2'"),
        ("- {name: Take #2", "#2", "put the text in quotes"),
        ("a: [Take #2, 3", "#2, 3", "put the text in quotes"),
    ],
)
def test_a_comment_that_is_most_likely_text_is_warned_of(
    tmp_path: Path, line: str, lost: str, fix: str
):
    closed = {"{": "}", "[": "]"}.get(next((sign for sign in line if sign in "{["), ""), "")
    what = f"'{lost}' is a comment, and not part of the text before it"
    with pytest.warns(AcornsWarning) as caught:
        tree(tmp_path, f"{line}\n{closed}\n")
    assert [str(warning.message) for warning in caught] == [
        f"{tmp_path}/list.yaml:1: {what}; {fix}"
    ]


@pytest.mark.parametrize(
    "text", ["a: 1 # one", "a: '#1 #2'", "a: b#2", "#a: b #2\na: 1", "a: #2", "a: |\n  b # 2"]
)
def test_other_comments_are_not_warned_of(tmp_path: Path, text: str):
    tree(tmp_path, text)


@pytest.mark.usefixtures("_each_loader")
@pytest.mark.parametrize("content", ["{", "{[", "[{", "{a: {", f"{'[' * 15}{{"])
def test_brackets_for_keys(tmp_path: Path, content: str):
    with pytest.raises(FileError) as caught:
        tree(tmp_path, content * 5_000)
    # PyYAML may count the brackets before it looks at what they are for.
    assert told(caught.value) in ((*KEY, 1), (DEEP, "", 1))


@pytest.mark.usefixtures("_each_loader")
@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("a: 1\nb: [1,\n", 3),
        ("a: 'b\n", 2),
        ("a: 1\n b: 2\n", 2),
        ("a: @b\n", 1),
        ('a: "\\q"', 1),
        (f"'{'[' * 30}' @b", 1),
        (f"a: '{'[' * 30}\n", 2),
    ],
)
def test_what_is_not_yaml_names_its_line(tmp_path: Path, content: str, line: int):
    with pytest.raises(FileError, match=r": this is not YAML: .") as caught:
        tree(tmp_path, content)
    assert told(caught.value)[2] == line


SPACES = "indent with spaces, not with tabs"
WHOLE = "write the character itself, as json.dumps does with ensure_ascii=False"


@pytest.mark.parametrize(
    ("content", "fix", "line"),
    [
        ("a:\n\tb: 1\n", SPACES, 2),
        ("a:\n  b: 1\n \tc: 1\n", SPACES, 3),
        *(
            (f'{{"a": 1,\n"b": {halves}}}', WHOLE, 2)
            for halves in ('"so \\ud83d\\ude0d"', '"\\uD83D"', '"\\udE0d"')
        ),
    ],
)
def test_what_is_not_yaml_says_what_to_do(tmp_path: Path, content: str, fix: str, line: int):
    with pytest.raises(FileError, match=r": this is not YAML: ") as caught:
        tree(tmp_path, content)
    assert told(caught.value)[1:] == (fix, line)


@pytest.mark.usefixtures("_each_loader")
def test_every_key_given_twice_is_reported_with_its_line_and_its_path(tmp_path: Path):
    path = tmp_path / "list.yaml"
    path.write_text(
        "tools:\n  t2v: {a: 1, a: 2}\n  t2v:\n    models:\n    - b: 1\n      b: 2\n      b: 3\n"
        "tools: {}\nlast: 1\n"
    )
    root, problems = yaml_tree(path)
    assert {problem.fix for problem in problems} == {"keep one of them"}
    assert [(problem.line, problem.path, problem.what) for problem in problems] == [
        (2, "tools.t2v.a", "the key 'a' is here twice, first on line 2"),
        (3, "tools.t2v", "the key 't2v' is here twice, first on line 2"),
        (6, "tools.t2v.models[0].b", "the key 'b' is here twice, first on line 5"),
        (7, "tools.t2v.models[0].b", "the key 'b' is here twice, first on line 5"),
        (8, "tools", "the key 'tools' is here twice, first on line 1"),
    ]
    assert plain(root) == {"tools": {"t2v": {"a": "1"}}, "last": "1"}


def test_a_tag_runs_nothing(tmp_path: Path):
    trap = tmp_path / "trap"
    with pytest.raises(FileError, match=r": the tag 'tag:yaml.org,2002:python/o"):
        tree(tmp_path, f"a: !!python/object/apply:os.mkdir ['{trap}']\n")
    assert not trap.exists()


# --- YAML: the files themselves ---------------------------------------------------------------


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


@pytest.mark.parametrize(
    ("start", "unit"),
    [
        *[("[", unit) for unit in ("a,", "{},", "[[[[[[]]]]]],", "a: 1,", "[\n")],
        *[("", unit) for unit in ("a: 1\n", "a:\n", "\\x41", "#\n", "%TAG !a! b\n")],
        ('"', "\\x41"),
        ("{", "a,"),
    ],
)
def test_a_hostile_file_of_1_mib_takes_no_long_time(tmp_path: Path, start: str, unit: str):
    path = tmp_path / "list.yaml"
    path.write_text(start + unit * (1024 * 1024 // len(unit) - 1))
    begun = time.process_time()
    with suppress(FileError):
        yaml_tree(path)
    assert time.process_time() - begun < 5  # a tenth of it, mostly


def test_200_000_keys_and_values_are_the_most(tmp_path: Path):
    assert len(tree(tmp_path, "[" + "a," * 199_999 + "]").value) == 199_999
    with pytest.raises(FileError) as caught:
        tree(tmp_path, "[" + "a," * 200_000 + "]")
    assert told(caught.value) == ("there are more than 200,000 keys and values", "", 1)


BAD_NAMES = ["a\0b", "\ud800", "x" * 300]


@pytest.mark.parametrize("name", BAD_NAMES)
@pytest.mark.parametrize("read", [yaml_tree, audio_seconds, lambda path: written_whole(path, b"")])
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


# --- YAML: nothing else ever escapes ----------------------------------------------------------

SHIPPED_TEXT = SHIPPED.read_text()
PIECES = st.sampled_from([*"[]{}:,-?&*!|>'\"%@`#<\n\t \0\\\ufeff", "\n---\n", "<<", "\r", "!!int "])


def survives(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    try:
        root, problems = yaml_tree(path)
    except FileError as error:
        [problem] = error.problems
        assert not steering(problem.what + problem.fix)
        assert 0 <= problem.line <= content.count(b"\n") + content.count(b"\r") + 2
    else:
        assert isinstance(root, Node)
        assert all(problem.line and problem.path for problem in problems)


@given(content=st.binary(max_size=200))
def test_any_bytes(scratch: Path, content: bytes):
    survives(scratch, content)


@given(content=st.lists(PIECES | st.text(max_size=4), max_size=60).map("".join))
def test_any_text(scratch: Path, content: str):
    survives(scratch, content.encode("utf-8", "surrogatepass"))


@given(
    edits=st.lists(
        st.tuples(st.integers(0, len(SHIPPED_TEXT)), st.integers(0, 30), PIECES | st.text()),
        min_size=1,
        max_size=4,
    )
)
def test_any_mutation_of_the_shipped_list(scratch: Path, edits: list[tuple[int, int, str]]):
    content = SHIPPED_TEXT
    for at, length, piece in edits:
        content = content[:at] + piece + content[at + length :]
    survives(scratch, content.encode("utf-8", "surrogatepass"))


# --- writes -----------------------------------------------------------------------------------


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
