"""What `--output` and `-` do in every command, and the law that what was read stays as it was."""

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.main import get_command

from acorns_cli.commands.app import app, run

ROOT: Final = Path(__file__).parents[2]
LIST: Final = """\
edition: 2026-02-01
extends: ./base
source: {title: mine}
tools: {fbf: {any_model: {per_second: 2}}}
"""
PLAN: Final = """\
title: a
balance: 10
prices: list.json
audio: song
scenes: [{name: b, tool: fbf, audio: song}]
"""
ROWS: Final = "tool,minutes,audio\nfbf,4,\nfbf,,song\n"

COMMANDS: Final[dict[str, tuple[str, ...]]] = {
    "estimate autopilot": ("--model=kling-2.1-pro", "--audio=song", "--prices=list.json"),
    "estimate t2v": ("--model=kling-2.1-pro", "--audio=song", "--prices=list.json"),
    "estimate fbf": ("--audio=song", "--prices=list.json"),
    "compare": ("--tool=fbf", "--audio=song", "--prices=list.json"),
    "budget": ("2000", "--tool=fbf", "--prices=list.json"),
    "topup": ("1500", "--prices=list.json"),
    "project estimate": ("plan",),
    "project diff": ("plan", "plan.json"),
    "project status": ("plan",),
    "project schema": (),
    "batch": ("jobs.csv", "--prices=list.json"),
    "prices list": ("--prices=list.json",),
    "prices show": ("list.json",),
    "prices check": ("list.json", "./base"),
    "prices diff": ("list.json", "./base"),
    "prices schema": (),
}
"""Every command that writes to --output, with words that make it read files."""

READ: Final = ("base", "list.json", "song", "plan", "plan.json", "jobs.csv")
NAMES: Final = (
    *READ,
    *("./song", "folder/../list.json", "link.json", "hard.csv", "away/plan", "song-link"),
)
"""Names of what is read: as it is named, roundabout, by links of both kinds and of a folder."""

Acorns = Callable[..., tuple[int, str, str]]


def leaves(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    if hasattr(command, "list_commands"):
        for name in command.list_commands(None):
            yield from leaves(command.get_command(None, name), (*path, name))
    else:
        yield " ".join(path), command


@cache
def commands() -> dict[str, Any]:
    return dict(leaves(get_command(app)))


def furnish(folder: Path) -> None:
    """A folder of files that are read, under names that a result could have."""
    (folder / "base").write_bytes(
        (ROOT / "prices" / "neural-frames" / "2025-06-27.yaml").read_bytes()
    )
    (folder / "list.json").write_text(LIST)
    (folder / "song").write_bytes((ROOT / "tests" / "system" / "audio" / "tone.wav").read_bytes())
    (folder / "plan").write_text(PLAN)
    (folder / "plan.json").write_text(PLAN.replace("10", "20"))
    (folder / "jobs.csv").write_text(ROWS)
    (folder / "folder").mkdir()
    (folder / "away").symlink_to(".")
    (folder / "link.json").symlink_to("list.json")
    (folder / "song-link").symlink_to("song")
    (folder / "hard.csv").hardlink_to(folder / "jobs.csv")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    furnish(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def acorns(folder: Path, acorns: Acorns) -> Acorns:
    """Runs a command line in a folder of files that are read."""
    return acorns


@pytest.fixture
def typed(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str | bytes], None]]:
    """Gives standard input something to be read."""
    file = tmp_path_factory.mktemp("typed") / "input"

    with ExitStack() as opened:

        def give(content: str | bytes) -> None:
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
            monkeypatch.setattr(sys, "stdin", opened.enter_context(file.open(encoding="utf-8")))

        yield give


# --- the law ----------------------------------------------------------------------------------


def test_every_command_that_writes_is_under_the_law():
    writing = {
        name
        for name, command in commands().items()
        if any("--output" in parameter.opts for parameter in command.params)
    }
    assert writing == set(COMMANDS)


class _Seen:
    """What has been opened to be read, while anybody wants to know."""

    opened: set[str] | None = None


def _see(event: str, arguments: tuple[Any, ...]) -> None:
    """Notes what is opened to be read, whoever opens it: an oracle apart from acorns' own."""
    if _Seen.opened is None or event != "open" or not isinstance(arguments[0], str | os.PathLike):
        return
    if not arguments[2] & (os.O_WRONLY | os.O_RDWR):
        _Seen.opened.add(os.path.realpath(arguments[0]))


@pytest.fixture(scope="module")
def _seen() -> None:
    sys.addaudithook(_see)  # which can't be taken away again, and does nothing by itself


def read_and_kept(words: list[str], folder: Path) -> tuple[set[str], int]:
    """Runs a command line: which files of the folder it read, each as it was, and the status."""
    before = {name: (folder / name).read_bytes() for name in READ}
    names = {path.name for path in folder.iterdir()}
    opened = _Seen.opened = set()
    try:
        status = run(words)
    finally:
        _Seen.opened = None
    read = {name for name in READ if os.path.realpath(folder / name) in opened}
    for name in read:
        assert (folder / name).read_bytes() == before[name], (words, name)
    for name, content in before.items():  # what was not read may have been written
        (folder / name).write_bytes(content)
    assert not [path.name for path in folder.iterdir() if path.name.endswith(".part")]
    for path in folder.iterdir():
        if path.name not in names:
            path.unlink()
    return read, status


@pytest.mark.usefixtures("_seen")
@pytest.mark.parametrize("command", [name for name, words in COMMANDS.items() if words])
def test_each_file_that_a_command_reads_is_refused_by_every_name(
    folder: Path, acorns: Acorns, capfdbinary: pytest.CaptureFixture[bytes], command: str
):
    words = [*command.split(), *COMMANDS[command]]
    read, _ = read_and_kept(words, folder)
    assert read
    files = {name: next(of for of in READ if (folder / of).samefile(name)) for name in NAMES}
    for name, of in files.items():
        capfdbinary.readouterr()
        if of in read:
            status, out, err = acorns(*words, f"--output={name}")
            assert (status, out) == (4, ""), (name, err)
            assert f"{name.removeprefix('./')}: this file was read in this run" in err
            assert "stays as it is; name another file to write" in err
            read_and_kept([*words, f"--output={name}"], folder)


def options(command: str) -> st.SearchStrategy[list[str]]:
    """Any options of a command, with values that each may take."""
    values = {
        "--format": ("table", "json", "csv", "markdown", "html", "ndjson"),
        "--prices": ("list.json", "./base", "2025-06-27", "-"),
        "--audio": ("song", "song-link", "-"),
        "--max": ("1", "10000"),
        "--model": ("kling-2.1-pro",),
        "--tool": ("fbf",),
        "--as-of": ("2026-01-01",),
        "--from": ("csv", "ndjson"),
    }
    given = [
        st.just(name)
        if parameter.is_flag
        else st.sampled_from(values.get(name, ("1", "4", "10%"))).map(f"{name}={{}}".format)
        for parameter in commands()[command].params
        for name in parameter.opts
        if name.startswith("--") and name not in ("--output", "--help")
    ]
    return st.lists(st.one_of(given), max_size=4)


@pytest.mark.usefixtures("_seen")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_was_read_has_the_same_bytes_whatever_the_options(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes], data: st.DataObject
):
    command = data.draw(st.sampled_from(sorted(COMMANDS)))
    target = data.draw(st.sampled_from((*NAMES, "-", "new", "new.json")))
    words = [*command.split(), *COMMANDS[command], *data.draw(options(command))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LIST.encode())))
        _, status = read_and_kept([*words, f"--output={target}"], folder)
    assert status in (0, 2, 3, 4), capfdbinary.readouterr().err


def test_another_run_may_write_what_the_last_one_read(acorns: Acorns):
    assert acorns("batch", "jobs.csv", "--output", "jobs.csv")[0] == 4
    written = acorns("estimate", "fbf", "--minutes=4", "--quiet", "--output=jobs.csv")
    assert written == (0, "", "Written: jobs.csv\n")


def test_a_song_that_rows_name_last_is_not_replaced_by_the_rows(acorns: Acorns, folder: Path):
    before = (folder / "song").read_bytes()
    (folder / "jobs.csv").write_text("tool,minutes,audio\n" + "fbf,4,\n" * 5000 + "fbf,,./song\n")
    status, _, err = acorns("batch", "jobs.csv", "--output=song-link")
    assert status == 4
    assert err == (
        "Error: song-link: this file was read in this run as song, and stays as it is; name another"
        " file to write.\n"
    )
    assert (folder / "song").read_bytes() == before


def test_what_the_shell_gives_as_standard_input_was_read_too(
    acorns: Acorns, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    with (folder / "jobs.csv").open() as rows:
        monkeypatch.setattr(sys, "stdin", rows)
        status, _, err = acorns("batch", "-", "--output=hard.csv")
    assert status == 4
    assert "hard.csv: this file was read in this run as standard input, and stays as it is" in err
    assert (folder / "jobs.csv").read_text() == ROWS


def test_a_file_that_another_program_renews_meanwhile_is_still_the_one_that_was_read(
    acorns: Acorns, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    from acorns_cli.commands import batch

    def renewed(*words: Any) -> Any:
        (folder / "new").write_text("renewed")
        (folder / "new").replace(folder / "jobs.csv")
        return written(*words)

    written = batch.whole_file
    monkeypatch.setattr(batch, "whole_file", renewed)
    assert acorns("batch", "jobs.csv", "--output=jobs.csv")[0] == 4
    assert (folder / "jobs.csv").read_text() == "renewed"


# --- endings ----------------------------------------------------------------------------------

OTHERS: Final = ("pdf", "xlsx", "png", "svg", "yaml", "yml", "mp3", "docx", "PDF", "7z")


@pytest.mark.parametrize("ending", [*OTHERS, "tsv", "ndjson", "jsonl"])
@pytest.mark.parametrize("command", COMMANDS)
def test_an_ending_of_another_kind_of_file_is_refused(
    acorns: Acorns, folder: Path, command: str, ending: str
):
    rows = command == "batch" and ending in ("tsv", "ndjson", "jsonl")
    status, out, err = acorns(*command.split(), *COMMANDS[command], f"--output=quote.{ending}")
    assert (folder / f"quote.{ending}").exists() == rows
    if not rows:
        assert (status, out) == (2, "")
        assert f"--output: no file that ends in '.{ending.lower()}' can be written; the end" in err
        assert ".csv" in err and ".json" in err and ".txt, or none" in err


def test_the_endings_of_rows_are_not_those_of_their_summary(acorns: Acorns):
    for name in ("out.tsv", "out.ndjson"):
        assert acorns("batch", "jobs.csv", "--summary", f"--output={name}")[0] == 2
    assert acorns("batch", "jobs.csv", "--summary", "--output=out.md")[0] == 0


@pytest.mark.parametrize(
    "name",
    ["quote", "quote.txt", "quote.TXT", "quote-1.5", "quote for Mr. Smith", "2026.11.25", "a."],
)
def test_a_name_without_an_ending_is_a_table(acorns: Acorns, folder: Path, name: str):
    told = acorns("estimate", "fbf", "--minutes=4", "--output", name)
    assert told == (0, "", f"Written: {name}\n")
    assert (folder / name).read_text().startswith("Frame-by-Frame, 4:00 of video\n╭")


def test_rows_in_a_file_of_tabs_have_tabs(acorns: Acorns, folder: Path):
    (folder / "jobs.csv").write_text("tool,minutes,note\nfbf,4,a b\n")
    assert acorns("batch", "jobs.csv", "--output=out.tsv")[0] == 0
    assert (folder / "out.tsv").read_text() == (
        "tool\tminutes\tnote\ttotal_credits\tlow_credits\tunit\tcomplete\tprices_edition\trow\terror\n"
        "fbf\t4\ta b\t240\t240\tcredits\ttrue\t2025-06-27\t\t\n"
    )
    # They can be read again, and are then seen to be a result.
    assert acorns("batch", "out.tsv", "--summary")[0] == 4


@pytest.mark.parametrize("command", ["project schema", "prices schema"])
def test_a_schema_is_json_whatever_the_ending(acorns: Acorns, command: str):
    for name in ("schema.csv", "schema.md"):
        status, _, err = acorns(*command.split(), "--output", name)
        assert (status, err) == (
            2,
            "Error: --output: a schema is written as JSON; name it .json.\n",
        )
    assert acorns(*command.split(), "--output=schema.json")[2] == "Written: schema.json\n"


# --- - ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
def test_a_hyphen_is_standard_output(acorns: Acorns, command: str):
    words = [*command.split(), *COMMANDS[command]]
    assert acorns(*words, "--output", "-") == acorns(*words)
    assert not Path("-").exists()


@pytest.mark.parametrize("command", ["project new", "prices new"])
def test_a_new_file_may_be_printed(acorns: Acorns, command: str):
    status, out, err = acorns(*command.split(), "-")
    assert (status, err) == (0, "")
    assert acorns(*command.split(), "new.yaml")[1] == ""
    assert Path("new.yaml").read_text() == out


@pytest.mark.parametrize(
    ("line", "content", "file"),
    [
        ("estimate fbf --minutes 4 --prices {}", LIST, "list.json"),
        ("compare --tool fbf --minutes 4 --quiet --prices {}", LIST, "list.json"),
        ("budget 2000 --tool fbf --prices {}", LIST, "list.json"),
        ("prices show {}", LIST, "list.json"),
        ("prices show --prices {}", LIST, "list.json"),
        ("prices diff {} ./base", LIST, "list.json"),
        ("prices diff ./base {}", LIST, "list.json"),
        ("project estimate {}", PLAN, "plan"),
        ("project status {} --json", PLAN, "plan"),
        ("project diff {} plan.json", PLAN, "plan"),
        ("project diff plan.json {}", PLAN, "plan"),
        ("project diff {} --prices ./base --prices list.json", PLAN, "plan"),
        ("batch {}", ROWS, "jobs.csv"),
        ("batch {} --summary", ROWS, "jobs.csv"),
        ("batch {} --prices list.json", ROWS, "jobs.csv"),
    ],
)
def test_standard_input_is_read_as_the_file_would_be(
    acorns: Acorns, typed: Callable[[str], None], line: str, content: str, file: str
):
    by_name = acorns(*line.format(file).split())
    assert by_name[0] == 0
    typed(content)
    assert acorns(*line.format("-").split()) == by_name


def test_other_readers_of_standard_input(
    acorns: Acorns,
    typed: Callable[[str | bytes], None],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    typed(LIST)
    status, out, _ = acorns("prices", "check", "-", "--quiet")
    assert status == 0
    typed("edition: x\n")
    status, _, err = acorns("prices", "check", "-")
    assert status == 4
    assert "Error: standard input:1: edition: " in err
    typed("title: [\n")
    assert acorns("project", "estimate", "-")[2].startswith("Error: standard input:")
    typed((folder / "song").read_bytes())
    status, out, err = acorns("estimate", "fbf", "--audio", "-")
    assert (status, err) == (0, "")
    assert "The length is that of standard input: 1.25 s." in out
    typed(LIST)
    monkeypatch.setenv("ACORNS_PRICES", "-")
    assert acorns("estimate", "fbf", "--minutes=4", "--quiet") == (0, "480\n", "")


@pytest.mark.parametrize(
    "line",
    [
        *("prices diff - -", "prices check - -", "project diff - -", "batch - --prices -"),
        *("estimate fbf --audio - --prices -", "project estimate - --prices -"),
    ],
)
def test_standard_input_is_read_once(acorns: Acorns, typed: Callable[[str], None], line: str):
    song = (ROOT / "tests" / "system" / "audio" / "tone.wav").read_bytes()
    typed(PLAN if line == "project diff - -" else song if "--audio" in line else LIST)
    status, out, err = acorns(*line.split())
    assert (status, out) == (2, "")
    assert err == (
        "Error: standard input can be read once, and - stands for it twice; save one of the two as"
        " a file.\n"
    )


def test_a_list_can_not_extend_what_is_gone(acorns: Acorns, typed: Callable[[str], None]):
    typed(LIST)
    status, _, err = acorns("prices", "new", "new.yaml", "--extends", "-")
    assert (status, err) == (
        2,
        "Error: --extends: a list can't extend standard input; save it as a file.\n",
    )


def test_a_file_of_that_name_is_named_with_its_folder(
    acorns: Acorns, typed: Callable[[str], None], folder: Path
):
    typed("not to be read")
    assert acorns("estimate", "fbf", "--minutes=4", "--quiet", "--output=./-")[0] == 0
    assert (folder / "-").read_text() == "240\n"
    (folder / "-").write_text(PLAN)
    assert acorns("project", "estimate", "./-", "--quiet") == acorns(
        "project", "estimate", "plan", "--quiet"
    )
    # In a file, it is the name of a file.
    (folder / "-").write_text(LIST)
    (folder / "plan").write_text(PLAN.replace("list.json", "'-'"))
    assert acorns("project", "estimate", "plan", "--quiet")[:2] == (0, "2.5\n")
    (folder / "jobs.csv").write_text("tool,audio\nfbf,-\n")
    assert "not audio" in acorns("batch", "jobs.csv")[1]


# --- the folder of one's own lists ------------------------------------------------------------


@pytest.fixture
def unreadable(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The configuration home, a link to itself: nobody can read that, root neither."""
    loop = folder / "loop"
    loop.symlink_to("loop")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(loop))
    return loop / "acorns" / "prices" / "neural-frames"


@pytest.mark.parametrize(
    "line",
    [
        *("estimate fbf --minutes 4 --quiet --prices 2025-06-27", "prices show 2025-06-27"),
        *("project estimate pinned --quiet", "prices check 2025-06-27 --quiet"),
        "estimate fbf --minutes 4 --quiet --prices ./extending",
    ],
)
def test_a_named_edition_does_not_need_the_folder_of_ones_own_and_a_warning_says_so(
    acorns: Acorns, unreadable: Path, folder: Path, line: str
):
    (folder / "pinned").write_text(PLAN.replace("list.json", "2025-06-27"))
    (folder / "extending").write_text(LIST.replace("./base", "2025-06-27"))
    status, out, err = acorns(*line.split())
    assert (status, bool(out)) == (0, True)
    assert err == (
        f"Warning: the folder of your own price lists can't be read: {unreadable}: too many levels"
        " of symbolic links; the lists that come with acorns are used.\n"
    )


def test_a_file_that_is_named_does_not_need_it_at_all(acorns: Acorns, unreadable: Path):
    line = ("estimate", "fbf", "--minutes=4", "--quiet", "--prices=list.json")
    assert acorns(*line) == (0, "480\n", "")
    assert acorns("project", "estimate", "plan", "--quiet") == (0, "2.5\n", "")


@pytest.mark.parametrize("options", [(), ("--as-of=2026-01-01",)])
def test_the_newest_edition_does_need_it(
    acorns: Acorns, unreadable: Path, options: tuple[str, ...]
):
    status, out, err = acorns("estimate", "fbf", "--minutes=4", *options)
    assert (status, out) == (4, "")
    assert "make it readable, or name an edition or a file with --prices" in err
